"""What the files of an export say of themselves: nothing but what their readers need."""
import html
import os
import re
import shutil
import sys

import text as texts
from findings import check, run, say

SCRATCH = sys.argv[5]

# What a book must say of itself, and pages say to browsers: the same in every export, but for the three that name the book.
SAYS = {
    "dc:identifier", "dc:language", "dc:title", "viewport: width=device-width, initial-scale=1", "color-scheme: light dark",
    "color-scheme: light", "referrer: no-referrer", "robots: noarchive", "robots: noindex", "harmful metadata: harmful data",
    "harmful metadata: default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'",
    "harmful metadata: default-src 'none'; style-src 'self' file:",
}


def previews(page, name):
    """The page without what a link to it shows, which is nothing but words that stand on the page, and its address."""
    def letters(text):
        return "".join(c for c in text if c.isalnum())

    shown = letters(texts.text_of(page))
    for what, value in re.findall(r'<meta (?:name|property)="(description|og:[a-z_:]+)" content="([^"]*)">', page):
        value = html.unescape(value)
        own = what == "og:type" and value == "article" or what == "og:url" and value.endswith("/" + name)
        own = own or what == "og:image" and value.endswith(f"/cards/{name[:-5]}.png")
        known = {"description", "og:image:alt", "og:title", "og:description", "og:site_name"}
        check(own or what in known and letters(value) in shown, f"{name}: {what} says more than the page")
    return re.sub(r'<meta (?:name="description"|property="og:[a-z_:]+") content="[^"]*">', "", page)


def metadata(folder):
    """Every file of a kind that mat2 knows: it finds what SAYS has, and nothing else."""
    copies = f"{SCRATCH}/metadata"
    shutil.rmtree(copies, ignore_errors=True)
    shutil.copytree(folder, copies)
    files = [f"{place}/{name}" for place, _, names in os.walk(copies) for name in sorted(names) if name.endswith((".html", ".css", ".epub", ".svg", ".png"))]
    for path in files:
        if path.endswith(".html"):
            # mat2 reads HTML as XML: elements without content are closed for it.
            page = previews(open(path, encoding="utf-8").read(), os.path.basename(path))
            page = re.sub(r"<(meta|link|br|input)\b([^>]*)>", r"<\1\2/>", page)
            open(path, "w", encoding="utf-8").write(page)
    read = 0
    for path in files:
        answer = run("mat2", "--show", path)
        # How large a drawing is, and its letters, are the drawing.
        drawn = ("Font-family:", "ImageSize:", "Megapixels:") if path.endswith(".svg") else ()
        said = [row.strip() for row in answer.stdout.split("\n") if row.strip()]
        check(answer.returncode == 0 and not [r for r in said if r.startswith("[-]")], f"mat2 {os.path.basename(path)}: {said[-1:]}")
        rest = [r for r in said if not re.match(r"\[\+|No metadata found", r) and r not in SAYS and not r.startswith(drawn or ("\0",)) and not r.split(":  ")[0].startswith(("dc:identifier:", "dc:language:", "dc:title:"))]
        check(not rest, f"mat2 {os.path.basename(path)}: {rest[:3]}")
        read += 1
    answer = run("zipinfo", "-v", f"{folder}/stories.epub")
    check("There is no file comment" in answer.stdout and "length of extra field:                          0 bytes" in answer.stdout
          and not re.search(r"length of extra field:\s+[1-9]", answer.stdout), "zipinfo: nothing beside the files")
    check(answer.stdout.count("1980 Jan 1 00:00:00") >= 1 and not re.search(r"file last modified on.*(?<!1980 Jan 1 00:00:00)\n", answer.stdout), "zipinfo: no time")
    say(f"mat2 finds nothing of its own in {read} files, zipinfo nothing")
