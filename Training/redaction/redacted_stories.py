#!/usr/bin/env python3
"""Prints stories as they read after every suggestion was taken as offered.

    redacted_stories.py PROGRAM POLICIES SET [ID ...] > Documentation/REDACTED-STORIES.md

SET is a file of JSON lines, or a folder of marked stories.
Without ids: the first twenty of the set, half of them English where it has that many.
"""
import json
import subprocess
import sys
from pathlib import Path

import marked

HEAD = """# Stories as they read after redaction

Invented stories, each with every suggestion taken as the policy offers it first. Nobody looked at them in between: a reviewer
would have. What is left in here is what the program left in. They are twenty stories that the model has not
read (`Training/redaction/unseen`). `make redacted-stories` writes this page.

"""


def main():
    program, policies, path, *ids = sys.argv[1:]
    path = Path(path)
    stories = (
        marked.stories(path, "work") if path.is_dir()
        else [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()])
    if ids:
        stories = [story for id in ids for story in stories if str(story["id"]).endswith(id)]
    else:
        english = [story for story in stories if story.get("lang", "en") == "en"]
        others = [story for story in stories if story.get("lang", "en") != "en"][:10]
        stories = others + english[:20 - len(others)]
    lines = "\n".join(json.dumps({"id": story["id"], "text": story["text"]}, ensure_ascii=False) for story in stories)
    out = subprocess.run(
        [program, "suggest", "-", "--format", "jsonl", "--accepted", "--policies", policies],
        input=lines, capture_output=True, text=True, check=True).stdout
    page = HEAD
    for story, line in zip(stories, out.splitlines()):
        text = json.loads(line)["text"].strip()
        # Lines stay lines, and nothing in a story becomes markup.
        page += f"## {story['id']} ({story.get('lang', 'en')})\n\n```text\n{text.replace('```', '` ` `')}\n```\n\n"
    sys.stdout.write(page.rstrip() + "\n")


if __name__ == "__main__":
    main()
