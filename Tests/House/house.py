#!/usr/bin/env python3
"""Checks what a reader of the code would stumble over, and counts what the house is made of.

    house.py             checks the spelling and the public declarations; says what is wrong, and exits with 1 if anything is
    house.py --figures   prints how large the house is

Spelling: the words of the Markdown pages and of the comments in Sources, in American English, with the names and terms of
words.txt beside. What stands in quotes or backticks is an example, and not looked at.

Public declarations: a function, a variable or a constant that no other room names need not be public. Types may be: a public
signature can name them.
"""

import collections
import re
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WORDS = Path(__file__).with_name("words.txt")
# What a release wrote, and stories as they read after redaction, stay as they are.
AS_THEY_ARE = ("Tests/Frozen/", "Documentation/REDACTED-STORIES.md")
COMMENT = re.compile(r"(?<![:\"/])//+ ?(.*)$", re.M)
DECLARATION = re.compile(
    r"^ *(?:@\w+(?:\([^)]*\))? +)*(?:public|package) +(?:\w+ +)*?(func|var|let) +`?(\w+)|"
    r"^ *(?:@\w+(?:\([^)]*\))? +)*(?:public|package) +(?:\w+ +)*?(struct|enum|class|actor|protocol|typealias) +(\w+)",
    re.M,
)


def tracked(*suffixes):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split("\0")
    return [path for path in listed if path.endswith(suffixes) and not path.startswith(AS_THEY_ARE) and (ROOT / path).exists()]


def text(path):
    return (ROOT / path).read_text()


def words(path):
    """The words of a page, or of the comments of a source file."""
    found = text(path)
    if path.endswith(".md"):
        found = re.sub(r"^```.*?^```|<!--.*?-->|\]\([^)]*\)|<[^>]*>", " ", found, flags=re.M | re.S)
    else:
        found = "\n".join(comment[1] for comment in COMMENT.finditer(found) if not comment[1].startswith("swift-"))
    found = re.sub(r"``[^`]*``|`[^`]*`|“[^”]*”|\"[^\"\n]*\"|\bhttps?://\S+|\S+@\S+|\S+/\S+|\b\w*[a-z_]\w*[A-Z_]\w*\b", " ", found)
    for word in re.findall(r"(?<!\w)[A-Za-z][A-Za-z'’]+(?!\w)", found):
        word = word.replace("’", "'").removesuffix("'s").strip("'")
        if len(word) > 2:
            yield word


def misspelled():
    where = collections.defaultdict(set)
    for path in tracked(".md", ".swift"):
        if path.endswith(".md") or path.startswith("Sources/"):
            for word in words(path):
                where[word].add(path)
    known = set(WORDS.read_text().lower().split())
    asked = [word for word in where if word.lower() not in known]
    unknown = subprocess.run(
        ["hunspell", "-d", "en_US", "-l"], input="\n".join(asked), capture_output=True, text=True, check=True
    ).stdout.split()
    return [f"{sorted(where[word])[0]}: {word} is not in the dictionary, nor in Tests/House/words.txt" for word in sorted(unknown)]


def names(path):
    return collections.Counter(re.findall(r"\w+", re.sub(r"//.*", "", text(path))))


def unneeded():
    rooms, declared = collections.defaultdict(collections.Counter), []
    for path in tracked(".swift"):
        if path.startswith("Sources/"):
            room = path.split("/")[1]
            rooms[room].update(names(path))
            declared += [(room, path, match[2]) for match in DECLARATION.finditer(text(path)) if match[2]]
        else:
            # A test that imports a room as @testable needs nothing public of it.
            for room in re.findall(r"^import (\w+)", text(path), re.M):
                rooms["a test of " + room].update(names(path))
    return [
        f"{path}: {name} is public, and no other room names it"
        for room, path, name in declared
        if not any(
            names[name] for at, names in rooms.items()
            if at == "a test of " + room or at != room and not at.startswith("a test of")
        )
    ]


def figures():
    for folder in ("Sources", "Tests"):
        files = {path: text(path).count("\n") for path in tracked(".swift") if path.startswith(folder + "/")}
        print(f"{folder}: {len(files)} files, {sum(files.values())} lines, median {statistics.median(files.values()):.0f}, "
              f"over 300: {sum(lines > 300 for lines in files.values())}")
    longest, spread = [], collections.defaultdict(set)
    for path in tracked(".swift"):
        if not path.startswith("Sources/"):
            continue
        lines = text(path).splitlines()
        for start, line in enumerate(lines):
            if opened := re.match(r"( *)(?:\w+(?:\(\w+\))? +)*(?:func +`?([\w+<>=~-]+)|(init)\b)", line):
                closing = opened[1] + "}"
                isOneLine = line.count("{") == line.count("}") > 0
                end = start if isOneLine else next((at for at in range(start, len(lines)) if lines[at] == closing), start)
                longest.append((end - start + 1, f"{path}: {opened[2] or opened[3]}"))
            if named := re.match(r"(?:\w+ +)*(?:struct|enum|class|actor|extension) +([A-Z][\w.]*)", line):
                # An extension that only gives other types a name inside of this one is no slice of it.
                end = next((at for at in range(start, len(lines)) if lines[at] == "}"), start)
                if any(re.match(r"    (?:\w+(?:\(\w+\))? +)*(?:func|var|let|init|subscript|case)\b", inner) for inner in lines[start:end]):
                    spread[path.split("/")[1] + "." + named[1]].add(path)
    for lines, where in sorted(longest, reverse=True)[:5]:
        print(f"a function of {lines} lines: {where}")
    print("types in more than 4 files:", ", ".join(sorted(f"{name} ({len(at)})" for name, at in spread.items() if len(at) > 4)) or "none")
    tests = [path for path in tracked(".swift") if path.startswith("Tests/")]
    print("tests:", sum(len(re.findall(r"@Test\b", text(path))) for path in tests),
          "expectations:", sum(len(re.findall(r"#(?:expect|require)\(", text(path))) for path in tests))


if __name__ == "__main__":
    if sys.argv[1:] == ["--figures"]:
        figures()
        sys.exit()
    wrong = misspelled() + unneeded()
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)
