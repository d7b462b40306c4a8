"""Hits and errors of each rule over the sets: what it alone is worth, so that what earns nothing is deleted."""
import collections
import json
import re
from pathlib import Path

RULES = Path(__file__).parent.parent.parent / "Sources/Redaction/Rules"


class Tally:
    def __init__(self):
        self.hits, self.errors = collections.Counter(), collections.Counter()

    def add(self, gold, written):
        """Counts the suggestions of one set: a hit touches something that needs masking."""
        need = {}
        for line in gold.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            need[doc["id"]] = [(s["start"], s["end"]) for s in doc["spans"] if s.get("identifier_type") in ("DIRECT", "QUASI")]
        for line in written.decode().splitlines():
            doc = json.loads(line)
            for span in doc["spans"]:
                hit = any(start < span["end"] and span["start"] < end for start, end in need[doc["id"]])
                (self.hits if hit else self.errors)[span.get("rule", "(model, list or name elsewhere)")] += 1

    def report(self):
        print("\n{:34}{:>8}{:>8}".format("rule", "hits", "errors"))
        ids = {i for path in RULES.glob("*.swift") for i in re.findall(r'Rule\(\s*"([\w.-]+)"', path.read_text(encoding="utf-8"))}
        for rule in sorted(ids | set(self.hits) | set(self.errors)):
            print(f"{rule:34}{self.hits[rule]:>8}{self.errors[rule]:>8}")
