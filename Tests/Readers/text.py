"""What a story's text must look like when it comes back, said anew from Documentation/FORMAT.md §7.2."""
import html.parser
import itertools
import re
import unicodedata

DROPPED = (
    set(range(0x00, 0x20)) - {0x09, 0x0A}
    | set(range(0x7F, 0xA0))
    | {0x061C, 0x200E, 0x200F, 0x00AD, 0x034F, 0x180E, 0x200B, 0xFEFF}
    | set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A)) | set(range(0x2060, 0x2066)) | set(range(0x206A, 0x2070))
    | set(range(0xFFF9, 0xFFFC)) | set(range(0x1BCA0, 0x1BCA4)) | set(range(0x1D173, 0x1D17B))
    | set(range(0xE0000, 0xE0080)) | set(range(0xFDD0, 0xFDF0))
)


def clean(text):
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028]", "\n", text).replace("\u2029", "\n\n")
    return "".join(c for c in text if ord(c) not in DROPPED and ord(c) & 0xFFFE != 0xFFFE)


def line(text):
    return " ".join(re.split("[ \t\n]+", clean(text).strip(" \t\n")))


def paragraphs(text):
    out, current = [], []
    for row in clean(text).split("\n"):
        row = row.rstrip(" \t")
        if row:
            current.append(row)
        elif current:
            out.append(current)
            current = []
    return out + ([current] if current else [])


OPENERS = set("([{—–-¿¡“‘\"/")
SHORTENED = set("em til cause bout round n tis twas cuz fore".split())


def typeset(text, tag):
    """A paragraph, or a line, as a printer sets it, said anew from Documentation/FORMAT.md §7.2."""
    quotes = {"en": "“”", "es": "“”", "de": "„“"}.get(tag.split("-")[0].lower())

    def opens(place):
        return place == 0 or text[place - 1].isspace() or text[place - 1] in OPENERS

    closing = [i for i, c in enumerate(text) if c == "'" and not opens(i) and (i + 1 == len(text) or not letter(text[i + 1]))]
    last, out, place = (closing or [0])[-1], [], 0
    while place < len(text):
        sign = text[place]
        if place == 0 or text[place - 1].isspace():
            word = re.match(r"\S*", text[place:]).group()
            if "://" in word or "@" in word or word.startswith("www."):
                out.append(word)
                place += len(word)
                continue
        run = re.match(r"-+|\.+|", text[place:]).group()
        if sign == '"' and quotes:
            out.append(quotes[0] if opens(place) else quotes[1])
        elif sign == "'" and quotes:
            word = "".join(itertools.takewhile(alphabetic, text[place + 1:]))
            out.append("‘" if opens(place) and word and place < last and word.lower() not in SHORTENED else "’")
        elif run in ("--", "---"):
            out.append("—")
        elif run == "-" and 0 < place < len(text) - 1 and text[place - 1] == text[place + 1] == " ":
            out.append("–")
        elif run == "...":
            out.append("…")
        else:
            out.append(run or sign)
        place += len(run) or 1
    return "".join(out)


def alphabetic(sign):
    return unicodedata.category(sign)[0] == "L" or unicodedata.category(sign) == "Nl"


def letter(sign):
    return alphabetic(sign) or unicodedata.category(sign)[0] == "N"


def words(text):
    """Every sign that is no blank, in order: what no format may add to, take from or change."""
    return "".join(c for c in text if not c.isspace())


def same(got, wanted, typographic=False):
    """Whether two texts are one but for blanks, and for the marks that front matter writes in another way."""
    got, wanted = words(got), words(wanted)
    if typographic:
        marks = "<>‹›\"'“”‘’"
        got, wanted = ("".join(c for c in t if c not in marks) for t in (got, wanted))
    return got == wanted


class Page(html.parser.HTMLParser):
    """The tags of a page and the text in it, as a browser's parser would split them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.attributes = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]

    def handle_data(self, data):
        self.text.append(data)


def harmless(markup, allowed):
    """The tags and attributes that markup has beyond those allowed."""
    page = Page(markup)
    return sorted((set(page.tags) - set(allowed)) | {a for a in page.attributes if a.startswith("on") or a in ("style", "src")})


def text_of(markup):
    return "".join(Page(markup).text)


assert unicodedata.unidata_version
