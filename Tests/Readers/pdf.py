"""Sets the zine on paper as the publisher's program does, and looks at what came of it.

Usage: pdf.py EXPORTS SCRATCH
"""
import collections
import json
import os
import re
import subprocess
import sys
import unicodedata

import shape
import text as texts

EXPORTS, SCRATCH = sys.argv[1:3]
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"   NO  {what}", flush=True)


def set_page(page, pdf):
    subprocess.run(
        ["weasyprint", "--quiet", "--uncompressed-pdf", "--pdf-variant", "pdf/ua-1", page, pdf], check=True,
        env={"SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "HOME": SCRATCH})


# Without the margins, where titles and numbers run.
BODY = ["-r", "72", "-x", "0", "-y", "46", "-W", "396", "-H", "516"]


def lines(pdf, page, part=BODY):
    text = subprocess.run(["pdftotext", "-layout", "-f", str(page), "-l", str(page), *part, pdf, "-"],
                          capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in text.replace("\f", "").split("\n") if line.strip()]


def signs(text):
    """Letters, digits and marks of punctuation, in order: without hyphens, which lines are parted at, without what has no
    shape of its own, and without what lies beyond the fonts of a plain machine."""
    return "".join(c for c in unicodedata.normalize("NFKD", text)
                   if not c.isspace() and c not in "-\u2010" and ord(c) < 0x10000 and unicodedata.category(c)[0] in "LNPS")


def whole(pdf, stories, export):
    """Every story's words, taken out of the PDF again."""
    shown = signs(subprocess.run(["pdftotext", *BODY, pdf, "-"], capture_output=True, text=True, check=True).stdout)
    count = collections.Counter(shown)
    for story in map(shape.typeset, stories):
        wanted = signs("".join("".join(lines) for lines in texts.paragraphs(story["text"])))
        # From a PDF, text that runs from the right comes back line by line in another order: then no letter may be missing.
        if any(unicodedata.bidirectional(c) in ("AL", "AN") for c in story["text"]):
            check(not collections.Counter(wanted) - count, f"{export} {story['id']}: letters")
        else:
            check(wanted in shown, f"{export} {story['id']}: text")


for export in ("calm", "hostile"):
    page = f"{EXPORTS}/{export}/zine/zine-01.html"
    pdf = f"{SCRATCH}/{export}.pdf"
    set_page(page, pdf)
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    check("Tagged:          yes" in info, f"{export}: tagged")
    check("Page size:       396 x 612" in info, f"{export}: half a letter sheet")
    count = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    titles = [texts.typeset(s["title"], s["language"]) for s in json.load(open(f"{EXPORTS}/{export}/manifest.json"))["stories"]]
    headings = {t for t in titles if len(t) < 40 and not any(unicodedata.bidirectional(c) == "AL" for c in t) and t.isprintable()}
    found = 0
    for number in range(3, count + 1):
        rows = lines(pdf, number)
        for place, row in enumerate(rows):
            if row in headings:
                found += 1
                check(len(rows) - place > 1, f"{export}: '{row}' stands alone at the end of page {number}")
    if export == "calm":
        check(found == len(headings), f"{export}: {found} of {len(headings)} headings found")
        pages = ["\n".join(lines(pdf, number)) for number in range(1, count + 1)]
        check(sum("Taken back since an earlier printing" in page for page in pages) == 1, "a page says what was taken back")
        # The pages that say where to turn have smaller margins.
        pages[-2:] = ["\n".join(lines(pdf, number, [])) for number in (count - 1, count)]
        check("Where to turn" in pages[-1] and "How to take part" in pages[-1], "the last page says where to turn")
        check("Dónde pedir ayuda" in pages[-2], "the page before says it in Spanish")
        order = [name for page in pages for name in ("English", "Español", "العربية"[::-1]) if page.startswith(name)]
        check(order[:2] == ["English", "Español"], f"stories stand by language: {order}")
    whole(pdf, json.load(open(f"{EXPORTS}/{export}.expected.json"))["stories"], export)
    print(f"  yes  {export}: {count} pages, tagged, {len(titles)} stories whole, no heading at the end of a page", flush=True)
sys.exit(f"{len(failures)} failures" if failures else 0)
