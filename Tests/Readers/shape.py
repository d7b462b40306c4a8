"""The shape of a story: its paragraphs and their lines, with content notes before and a name behind."""
import html.parser
import re
import unicodedata

import text as texts

# Blanks that HTML folds; no-break spaces are none of them.
FOLDED = " \t\r\n\f"
RIGHT_TO_LEFT = set("ar arc ckb dv fa he iw ji prs ps sd syr ug ur yi".split())


def language(story):
    """What a story's language and direction must be, said anew from Documentation/FORMAT.md §7.2."""
    named = story["language"]
    tag = named if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", named, re.A) and len(named) <= 35 else "und"
    named_direction = "rtl" if tag.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
    letters = [unicodedata.bidirectional(c) for c in story["text"] or story["title"] if c.isalpha()]
    right = sum(kind in ("R", "AL") for kind in letters)
    direction = ("rtl" if right > len(letters) - right else "ltr") if letters else named_direction
    # A language of the form is not believed against the letters; one that a reviewer said is.
    doubted = direction != named_direction and tag.split("-")[0].lower() in ("en", "es")
    return ("und" if doubted else tag), direction


def title(story):
    return texts.line(story["title"]) or ("Una historia" if story["language"] == "es" else "A story")


def keys(story):
    """The names that the organization has for the notes."""
    return [note for note in map(texts.line, story["notes"]) if note]


def called(key, names):
    """What a note is called; its key as a person would write it where there are no words."""
    if key in names:
        return texts.line(names[key])
    words = " ".join(filter(None, key.split("-")))
    return words[0].upper() + words[1:] if words and re.fullmatch("[a-z0-9-]+", key) else key


def note_language(story):
    """The language and direction of the words of the notes, said anew from Documentation/FORMAT.md §7.2."""
    named = story["language"].lower()
    around = "es" if named.split("-")[0] == "es" else "en"
    found = [tag for tag in (named, named.split("-")[0], around) if story["names"].get(tag)]
    return (found[0], "rtl" if found[0] in RIGHT_TO_LEFT else "ltr") if found else language(story)


def notes(story):
    """The notes in words."""
    return [called(key, story["names"].get(note_language(story)[0], {})) for key in keys(story)]


def tags(story):
    """The notes as they are called where they have one name for all languages: these exports are in English."""
    return [called(key, story["names"].get("en", {})) for key in keys(story)]


def themes(story):
    """The themes that the publisher put it under."""
    return [theme for theme in map(texts.line, story.get("themes", [])) if theme]


def typeset(story):
    """The story as pages for people show it."""
    tag = language(story)[0]
    paragraphs = ["\n".join(lines) for lines in texts.paragraphs(story["text"])]
    return {
        **story, "text": "\n\n".join(texts.typeset(paragraph, tag) for paragraph in paragraphs),
        "title": texts.typeset(title(story), tag), "set": [texts.typeset(note, note_language(story)[0]) for note in notes(story)],
        "themes": [texts.typeset(theme, "en") for theme in themes(story)],
        "credit": texts.typeset(texts.line(story["credit"]), tag),
    }


def label(story):
    return "Avisos de contenido" if story["language"] == "es" else "Content notes"


def expected(story, notes_apart=False, blanks=False, blocks=False):
    """Paragraphs of lines as a reader sees them, without blanks or with them; in blocks the notes have their label before them."""
    rows = [list(lines) for lines in texts.paragraphs(story["text"])]
    if keys(story) and not notes_apart:
        listed = ", ".join(notes(story))
        rows.insert(0, [listed if blocks else f"{label(story)}: {listed}"])
    name = texts.line(story["credit"])
    if name and not notes_apart:
        rows.append([f"— {name}"])
    return rows if blanks else [[texts.words(line) for line in lines] for lines in rows]


class Shape(html.parser.HTMLParser):
    """The paragraphs of markup, and the language and direction that each says it has."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.paragraphs, self.languages, self.open = [], [], False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag == "p":
            self.paragraphs.append([""])
            self.languages.append((dict(attributes).get("lang"), dict(attributes).get("dir")))
            self.open = True
        elif tag == "span" and self.open and not self.paragraphs[-1][0]:
            # In blocks a paragraph from the left says no direction, and its language stands inside.
            self.languages[-1] = (dict(attributes).get("lang"), self.languages[-1][1] or "ltr")
        elif tag == "br" and self.open:
            self.paragraphs[-1].append("")

    def handle_endtag(self, tag):
        if tag == "p":
            self.open = False

    def handle_data(self, data):
        if self.open:
            self.paragraphs[-1][-1] += data


def found(markup):
    """The paragraphs of lines of markup, without blanks."""
    return [[texts.words(line) for line in lines] for lines in Shape(markup).paragraphs]


def set_as_written(markup):
    """The paragraphs of lines of markup whose style keeps blanks as they are written."""
    return Shape(markup).paragraphs


def indents(markup):
    """With how many blanks each line of each paragraph begins, where no-break spaces stand for them."""
    return [[len(line.lstrip(FOLDED)) - len(line.lstrip(FOLDED).lstrip("\u00a0")) for line in lines]
            for lines in Shape(markup).paragraphs]


def expected_indents(story):
    def indent(line):
        start = line[:len(line) - len(line.lstrip(" \t"))]
        return len(start.replace("\t", "    ")) + len(line.lstrip(" \t")) - len(line.lstrip(" \t").lstrip("\u00a0"))
    return [[indent(line) for line in lines] for lines in expected(story, blanks=True)]


def blocks(markup):
    """The names of the blocks of a WordPress post, those inside others left out."""
    depth, names = 0, []
    for end, name in re.findall(r"<!-- (/?)wp:([a-z-]+)", markup):
        if not end and depth == 0:
            names.append(f"core/{name}")
        depth += -1 if end else 1
    return names


def expected_blocks(story):
    rows = len(texts.paragraphs(story["text"])) + bool(texts.line(story["credit"]))
    return ["core/details"] * bool(keys(story)) + ["core/paragraph"] * rows
