"""Whether an answer tells by its bytes or its time more about a code than its page says.

A wrong code waits by design, so it is compared with other wrong ones; a right one with that of a story that was taken back. The times are
printed with the p of a rank test (Mann and Whitney, two-sided): far below 0.01 in every run, they differ. The bytes must be the same.

usage: codes.py FOLDER [long|short]
"""

import concurrent.futures
import pathlib
import random
import statistics
import sys
import time

from attacked import COOKIE, FORM, Intake, encoded

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "Tests/Independent"))
from receipts import guess  # noqa: E402

WORDS = (ROOT / "Policies/Languages/en/words.txt").read_text().split()


def slip():
    """A guess with one word that is another one."""
    words = guess(WORDS)
    return [WORDS[(WORDS.index(words[0]) + 1) % len(WORDS)], *words[1:]]


def unknown():
    """A guess with a word that no list has."""
    return ["xyzzyx", *guess(WORDS)[1:]]


def taken_back(intake):
    code = intake.story("A story that goes again.")
    fields = {"visit": intake.visit(code), "act": "now"}
    if intake.ask("POST", "/withdraw", encoded(fields), COOKIE + FORM).status != 200:
        raise SystemExit("it could not be taken back")
    return code


def asked(intake, kind, code):
    body = encoded({"code": " ".join(code)})
    start = time.perf_counter()
    found = intake.ask("POST", "/return", body, COOKIE + FORM)
    took = 1000 * (time.perf_counter() - start)
    # The code stands in the page again, to be mended; its length with it.
    shown = found.body.replace(" ".join(code).encode(), b"")
    fields = tuple((name, text) for name, text in found.fields if name.lower() != "content-length")
    return kind, took, (found.status, fields, shown)


def p_of(first, second):
    """The chance that two sets of times of one distribution differ as much in their ranks."""
    ranked = sorted([(time, 0) for time in first] + [(time, 1) for time in second])
    a, b = len(first), len(second)
    u = sum(rank for rank, (_, which) in enumerate(ranked, 1) if which == 0) - a * (a + 1) / 2
    z = (u - a * b / 2) / (a * b * (a + b + 1) / 12) ** 0.5
    return 2 * (1 - statistics.NormalDist().cdf(abs(z)))


def compare(intake, names, todo, threads):
    random.shuffle(todo)
    times, answers = {name: [] for name in names}, {name: set() for name in names}
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for kind, took, found in pool.map(lambda one: asked(intake, *one), todo):
            times[kind].append(took)
            answers[kind].add(found)
    first, *others = names
    for other in others:
        print(
            f"  {first + ' / ' + other:56} {len(times[first]):4} {statistics.median(times[first]):9.2f} {statistics.median(times[other]):9.2f}"
            f" {p_of(times[first], times[other]):6.2f}", flush=True)
    return answers


def main():
    folder, length = sys.argv[1:]
    count = 200 if length == "long" else 10
    print(f"  {'compared':56} {'each':>4} {'median ms':>19} {'p':>6}")
    with Intake(folder) as intake:
        wrong = {"no case": lambda: guess(WORDS), "one wrong word": slip, "an unknown word": unknown}
        answers = compare(intake, list(wrong), [(kind, make()) for kind, make in wrong.items() for _ in range(count)], 8)
        good = len(answers["no case"]) == 1 and answers["no case"] == answers["one wrong word"]
        # One case each: a story that was taken back is looked at as often.
        here, gone = intake.story("A story that stays."), taken_back(intake)
        known = {"a story": here, "one that was taken back": gone}
        for code in known.values():
            intake.visit(code) if code is here else asked(intake, "", code)
        compare(intake, list(known), [(kind, code) for kind, code in known.items() for _ in range(count)], 1)
    print(f"codes: a wrong code gets {'one answer, byte by byte' if good else 'ANSWERS THAT DIFFER'}")
    sys.exit(not good)


main()
