"""What the readers found: each failure is shown when it is seen, and counted at the end."""
import subprocess

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"   NO  {what}", flush=True)
    return holds


def say(what):
    print(f"  yes  {what}", flush=True)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=600, **options)
