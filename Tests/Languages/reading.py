#!/usr/bin/env python3
"""Measures how hard each page is to read, in every state that it can have: US grade 6 at most.

    reading.py RENDERED POLICIES

POLICIES holds the letters that reviewers start from, and what is printed around them: Languages/CODE/letters.yaml. RENDERED holds a folder for each language with the pages as a test of the intake rendered them. Measured are the running sentences
of a page, all together and each longer paragraph alone. Headings, labels and buttons are left out: counted as sentences
of two or three words, they would make every page look easy.

English: Flesch-Kincaid, which gives the grade itself.
Spanish: Crawford (1989), made for Spanish texts of primary school, which gives the years of school that a text asks for: a
grade. And Fernandez-Huerta (1959), the Spanish Flesch scale, whose own table calls 70 to 80 sixth grade and 80 to 90 fifth:
so 70 is the least. Both have to hold.
They count syllables and the length of sentences. They know nothing of kindness.
"""

import html.parser
import pathlib
import sys

import textstat

HARDEST = 6.0
# Fernandez-Huerta's table: from 70 up, a text is one for the sixth grade.
LEAST_EASE = 70.0
# A short paragraph says little about a text: one long word is a grade more.
SHORTEST = 90
BLOCKS = {"h1", "h2", "h3", "p", "li", "dt", "dd", "div", "label", "legend", "button"}
UNREAD = {"head", "ol", "output", "textarea", "nav"}


class Sentences(html.parser.HTMLParser):
    """The paragraphs of a page that are made of sentences."""

    def __init__(self, page):
        super().__init__()
        self.blocks, self.unread = [""], 0
        self.feed(page)
        blocks = [" ".join(block.split()) for block in self.blocks]
        self.paragraphs = [block for block in blocks if block.endswith((".", "?", "!")) and " " in block]

    def handle_starttag(self, tag, attributes):
        self.unread += tag in UNREAD
        # A hint follows its label as a sentence of its own.
        if tag in BLOCKS or ("class", "hint") in attributes:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.unread -= tag in UNREAD
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        if not self.unread:
            self.blocks[-1] += data


def english(text):
    grade = textstat.flesch_kincaid_grade(text)
    return grade, grade <= HARDEST, f"grade {grade:.1f} (Flesch-Kincaid)"


def spanish(text):
    grade, ease = textstat.crawford(text), textstat.fernandez_huerta(text)
    return grade, grade <= HARDEST and ease >= LEAST_EASE, f"grade {grade:.1f} (Crawford), ease {ease:.0f} (Fernandez-Huerta)"


def letters(path):
    """Each letter with its paragraphs, and what is printed around one. Of YAML it knows what that file uses."""
    found, name, occasion = {"printed": []}, "", ""
    for line in path.read_text().splitlines():
        text, depth = line.strip(), len(line) - len(line.lstrip())
        if depth == 2 and text.endswith(":"):
            occasion = text[:-1]
        elif depth == 4 and text.endswith(": |"):
            name = f"{occasion}, {text[:-3]}"
            found[name] = []
        elif depth == 6:
            # A greeting and a signature are no sentences.
            found[name] += [text] if text.endswith((".", "?", "!")) else []
        elif depth == 2:
            words = text.partition(": ")[2].strip('"')
            found["printed"] += [words] if words.endswith((".", "?", "!")) else []
    return found


def main():
    rendered, policies = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    too_hard = 0
    for language, measure in (("en", english), ("es", spanish)):
        # textstat's own English is the American one; its syllables come from there.
        textstat.set_lang({"en": "en_US"}.get(language, language))
        pages = sorted((rendered / language).glob("*.html"))
        if len(pages) < 20:
            sys.exit(f"only {len(pages)} pages in {rendered / language}: run the tests of the intake first")
        sources = [(page.stem, Sentences(page.read_text()).paragraphs) for page in pages]
        written = letters(policies / "Languages" / language / "letters.yaml")
        if len(written) < 13:
            sys.exit(f"only {len(written) - 1} letters in {language}/letters.yaml were found")
        sources += [(f"letter ({name})", paragraphs) for name, paragraphs in written.items()]
        found = []
        for source, paragraphs in sources:
            alone = [(f"{source}, “{text[:40]}…”", text) for text in paragraphs if len(text) >= SHORTEST]
            for name, text in [(source, " ".join(paragraphs))] + alone:
                grade, holds, says = measure(text)
                if name == source:
                    found.append((grade, name, says))
                if not holds:
                    too_hard += 1
                    print(f"  wrong: {language} {name} reads at {says}; the most is grade {HARDEST:.0f}")
        hardest = max(found)
        print(f"{language}: {len(pages)} pages and states, {len(written) - 1} letters; the hardest, {hardest[1]}, reads at {hardest[2]}")
    sys.exit(1 if too_hard else 0)


main()
