#!/usr/bin/env python3
"""Copies a folder of policies and adds a language to it that nobody speaks: right to left, and 40 % longer.

    pseudo.py POLICIES COPY

It is made from the English words: each letter becomes a Hebrew one, so that browsers really set it from right to left, and words
are added until the text is 40 % longer. Its receipt words are made up too. A page that holds with it holds with most languages.
"""

import itertools
import json
import pathlib
import re
import shutil
import sys

CODE = "qps"
LONGER = 1.4
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד"))
FILLER = "ארוך"
LINE = re.compile(r'^(\s*)("[\w-]+"|[\w-]+): (.+)$')


def pseudo(text):
    """The text in the language, with values in braces as they were."""
    pieces = re.split(r"(\{[a-z-]+\})", text)
    turned = "".join(
        piece if piece.startswith("{") else "".join(LETTERS.get(letter.lower(), letter) for letter in piece)
        for piece in pieces)
    while len(turned) < LONGER * len(text):
        turned += " " + FILLER
    return turned


def value(written):
    """What a scalar says."""
    if written in ("|", ">") or written[0] in "'[&*!":
        sys.exit(f"pseudo.py reads plain and double-quoted texts on one line only, not: {written}")
    return json.loads(written) if written.startswith('"') else written


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def texts(path):
    for line in path.read_text().splitlines():
        match = LINE.match(line)
        if line.lstrip().startswith("#") or not match:
            yield line
        elif match[2] == "direction":
            yield "direction: rtl"
        else:
            yield f"{match[1]}{match[2]}: {quoted(pseudo(value(match[3])))}"


def named_for_each_language(path):
    """A policy with the language beside each English word; an address and a word to send stay as they are."""
    for line in path.read_text().splitlines():
        yield line.replace("languages: [en, es]", f"languages: [en, es, {CODE}]") if line.startswith("languages") else line
        match = LINE.match(line)
        if match and match[2] == "en":
            word = value(match[3])
            yield f"{match[1]}{CODE}: {quoted(word if word.isupper() or word.startswith('https://') else pseudo(word))}"


def words():
    for letters in itertools.product("abcdefghijklmnop", repeat=3):
        yield "zq" + "".join(letters)


source, copy = map(pathlib.Path, sys.argv[1:])
shutil.copytree(source, copy)
folder = copy / "Languages" / CODE
folder.mkdir()
(folder / "text.yaml").write_text("\n".join(texts(source / "Languages/en/text.yaml")) + "\n")
(folder / "words.txt").write_text("\n".join(words()) + "\n")
for name in ("form.yaml", "redaction.yaml", "help.yaml"):
    (copy / name).write_text("\n".join(named_for_each_language(source / name)) + "\n")
