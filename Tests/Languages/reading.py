#!/usr/bin/env python3
"""Measures how hard the English pages are to read: every part, and every longer text, at grade 6 or below.

The measure is Flesch-Kincaid, which counts syllables and the length of sentences. It knows nothing of kindness.
"""

import pathlib
import sys

import textstat
import yaml

HARDEST = 6.0
# A single short sentence says little about a text: one long word is a grade more.
SHORTEST = 90
TEXTS = pathlib.Path(__file__).parents[2] / "Policies/Languages/en/text.yaml"


def flat(texts, path=""):
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        else:
            yield path + key, value


def sentences(texts):
    return " ".join(text if text[-1] in ".?!" else text + "." for text in texts)


texts = dict(flat(yaml.safe_load(TEXTS.read_text())["texts"]))
parts = {}
for key, text in texts.items():
    parts.setdefault(key.split(".")[0], []).append(text)

too_hard = False
for name, text in [(name, sentences(of)) for name, of in parts.items()] + list(texts.items()):
    grade = textstat.flesch_kincaid_grade(text)
    if len(text) >= SHORTEST and grade > HARDEST:
        too_hard = True
        print(f"  wrong: {name} reads at grade {grade:.1f}")
whole = textstat.flesch_kincaid_grade(sentences(texts.values()))
print(f"the English pages read at grade {whole:.1f}; the most is {HARDEST}")
sys.exit(1 if too_hard else 0)
