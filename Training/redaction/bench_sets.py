#!/usr/bin/env python3
"""Write the shared sets, and what is derived from them, as gold files for bench.sh: bench_sets.py DATA PLACE.

With SEALED=1 the stories too that nobody reads: once for each release.
"""
import gzip
import json
import os
import re
import sys
from pathlib import Path

import marked

data, place = Path(sys.argv[1]), Path(sys.argv[2])


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(name, docs):
    with (place / f"{name}.gold").open("w", encoding="utf-8") as out:
        for doc in docs:
            out.write(json.dumps(doc) + "\n")


def lower(doc):
    return {**doc, "text": "".join(c.lower() if len(c.lower()) == 1 else c for c in doc["text"])}


def carried(name, before, after, pattern, kind):
    docs = []
    for number, line in enumerate((data / "public" / name).read_text(encoding="utf-8").splitlines()):
        spans = [{"start": len(before) + m.start(), "end": len(before) + m.end(), "type": kind, "identifier_type": "DIRECT",
                  "entity_id": "1"} for m in re.finditer(pattern, line)]
        if spans:
            docs.append({"id": str(number), "text": before + line + after, "spans": spans})
    return docs


stories = read(data / "stories-dev" / "stories.jsonl")
for language in ("en", "es", "mixed"):
    write(f"stories-{language}", [d for d in stories if d["lang"] == language])
write("stories-lower", [lower(d) for d in stories])
for name in ("tab-train", "gum-court-interview-a", "presidio-synthetic-a", "wnut17-train"):
    write(name, read(data / "public" / f"{name}.jsonl"))
write("gum-court-interview-a-lower", [lower(d) for d in read(data / "public" / "gum-court-interview-a.jsonl")])
write("dockets-a", carried("dockets-a.txt", "The docket number is ", ".", r"\d", "CASE_NUMBER"))
write("court-names-a", carried("court-names-a.txt", "The case was heard in the ", " last year.", r"\b[A-Z]\w*", "ORG"))

unseen = Path(__file__).parent / "unseen"
sets = {"unseen-work": marked.stories(unseen / "work", "work")}
if os.environ.get("SEALED") == "1":
    with gzip.open(unseen / "sealed.jsonl.gz", "rt", encoding="utf-8") as lines:
        sets["unseen-sealed"] = [json.loads(line) for line in lines]
for name, docs in sets.items():
    for language in ("en", "es", "mixed"):
        write(f"{name}-{language}", [d for d in docs if d["lang"] == language])
    write(f"{name}-lower", [lower(d) for d in docs])
