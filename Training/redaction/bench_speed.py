#!/usr/bin/env python3
"""Characters a second for rules and model at growing sizes, start time and memory: bench_speed.py PROGRAM DATA."""
import json
import os
import subprocess
import sys
import time

program, data = sys.argv[1], sys.argv[2]
with open(f"{data}/public/tab-train.jsonl", encoding="utf-8") as lines:
    text = "\n\n".join(json.loads(line)["text"] for line in lines)
with open(f"{data}/stories-dev/stories.jsonl", encoding="utf-8") as lines:
    text += "\n\n".join(json.loads(line)["text"] for line in lines)


def run(*options, source):
    """Seconds and the largest resident size in MiB."""
    begin = time.monotonic()
    process = subprocess.Popen([program, "suggest", "-", "--format", "json", *options], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    process.stdin.write(source.encode())
    process.stdin.close()
    _, _, usage = os.wait4(process.pid, 0)
    return time.monotonic() - begin, usage.ru_maxrss / 1024


start, size = min(run(source="a") for _ in range(5))
print(f"start {1000 * start:.0f} ms, {size:.0f} MiB")
for length in (100_000, 1_000_000, 10_000_000):
    sample = (text * (length // len(text) + 1))[:length]
    for name, options in (("rules", ["--rules-only"]), ("rules and model", [])):
        seconds, size = run(*options, source=sample)
        print(f"{length:>10} characters, {name:16} {length / max(seconds - start, 0.001):>12,.0f} characters/s {size:6.0f} MiB")
