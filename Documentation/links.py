#!/usr/bin/env python3
"""Checks the Markdown pages of this repository: each link and each picture leads to a file that is there, each anchor to a
heading, and each `make` verb that a page names is one of the Makefile. Addresses of other sites are not asked for.

    links.py [ROOT]     says what leads nowhere, and exits with 1 if anything does
"""

import os
import re
import sys
import urllib.parse
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
# What a release wrote stays as it was.
FROZEN = "Tests/Frozen/"
# A link of Markdown, with or without a title; and what HTML in a page leads to or shows.
LINK = re.compile(r"\]\(<?([^()\s<>]+)>?(?: \"[^\"]*\")?\)")
ATTRIBUTE = re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)=\"([^\"]+)\"")
VERB = re.compile(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)|^make ([a-z-]+)", re.M)


def pages():
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT).as_posix()
        folders[:] = [name for name in folders if name == ".github" or not name.startswith(".")]
        if here == ".":
            folders[:] = [name for name in folders if name != "demo"]
        for name in names:
            path = f"{here}/{name}".removeprefix("./")
            if name.endswith(".md") and not path.startswith(FROZEN):
                yield path


def prose(text):
    """The text without its fenced blocks and comments; lines stay where they are."""
    blank = lambda match: "\n" * match[0].count("\n")
    return re.sub(r"^```.*?^```|<!--.*?-->", blank, text, flags=re.M | re.S)


def anchors(text):
    """What headings can be led to, as GitHub names them: lower case, no signs, blanks as hyphens, and a number if one is there."""
    found = {}
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", prose(text), re.M):
        shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", shown).replace(" ", "-")
        found[slug] = found.get(slug, -1) + 1
        if found[slug]:
            found[f"{slug}-{found[slug]}"] = 0
    return set(found)


def wrong(page, text, verbs):
    words = re.sub(r"`[^`\n]*`", lambda match: " " * len(match[0]), prose(text))
    for match in [*LINK.finditer(words), *ATTRIBUTE.finditer(words)]:
        target = match[1]
        line = words.count("\n", 0, match.start()) + 1
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        if not file.exists() or not file.resolve().is_relative_to(ROOT):
            yield f"{page}:{line}: nothing is at {target}"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file.read_text()):
            yield f"{page}:{line}: no heading is {target}"
    for match in VERB.finditer(text):
        verb = match[1] or match[2]
        if verb not in verbs:
            yield f"{page}:{text.count(chr(10), 0, match.start()) + 1}: make {verb} is no verb"


def main():
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    found, count = [], 0
    for page in sorted(pages()):
        count += 1
        found += wrong(page, (ROOT / page).read_text(), verbs)
    for line in found:
        print(line, file=sys.stderr)
    if found or count < 30:
        sys.exit(f"links.py: {len(found)} links lead nowhere, on {count} pages")


main()
