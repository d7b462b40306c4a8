"""What a check found wrong: said at once, counted, and told at the end."""

import sys
import time

faults = []
_start = time.monotonic()


def check(holds, sentence):
    """Returns whether it holds, so that a check that needs it can stop there."""
    if not holds:
        faults.append(sentence)
        print(f"  wrong: {sentence}")
    return bool(holds)


def finish(said):
    """Ends the program: with 1 if anything was wrong."""
    print(f"{said}: {len(faults)} wrong, {time.monotonic() - _start:.0f} s")
    sys.exit(1 if faults else 0)
