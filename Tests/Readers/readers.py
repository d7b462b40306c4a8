"""Opens every format of an export with programs that are not ours, and compares what they read with what was put in.

Usage: readers.py EXPORTS CSV-READER VNU-JAR EPUBCHECK-JAR SCRATCH
"""
import csv
import json
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile

import feedparser
import jsonschema
import shape
import text as texts
from builders import hugo, jekyll
from findings import check, failures, run, say
from metadata import metadata

HERE = os.path.dirname(os.path.abspath(__file__))
EXPORTS, CSV_READER, VNU, EPUBCHECK, SCRATCH = sys.argv[1:6]


def fragment(markup, story, what, blocks=False):
    """Whether markup is the whole story and nothing more: notes, paragraphs, lines, name, language, direction."""
    tags = ["p", "br", "span", "details", "summary"] if blocks else ["p", "br", "strong"]
    check(not texts.harmless(markup, tags), f"{what}: tags")
    check(shape.found(markup) == shape.expected(story, blocks=blocks), f"{what}: paragraphs and lines")
    check(shape.indents(markup) == shape.expected_indents(story), f"{what}: blanks that begin a line")
    check(set(shape.Shape(markup).languages) <= {shape.language(story), shape.note_language(story)}, f"{what}: language and direction")


def body(story):
    return "".join("".join(p) for p in texts.paragraphs(story["text"]))


def plain(text):
    """Text without blanks, and with letters that a font joined taken apart."""
    return texts.words(unicodedata.normalize("NFKC", text))


def epub(folder, stories, graves):
    book = f"{folder}/stories.epub"
    report = f"{SCRATCH}/epubcheck.json"
    answer = run("java", "-jar", EPUBCHECK, book, "--json", report)
    found = json.load(open(report))
    counts = {key: found["checker"][key] for key in ("nFatal", "nError", "nWarning")}
    check(not any(counts.values()), f"epubcheck {found['checker']['checkerVersion']}: {counts} {answer.stderr[-300:]}")
    with zipfile.ZipFile(book) as archive:
        check(archive.testzip() is None, "the archive's checksums")
        check(archive.infolist()[0].filename == "mimetype" and archive.infolist()[0].header_offset == 0, "mimetype first")
        check(
            all(
                i.date_time == (1980, 1, 1, 0, 0, 0) and not i.extra and not i.comment and i.compress_type == 0
                for i in archive.infolist()),
            "no times, no extra fields, no comments")
        names = set(archive.namelist())
        for story in map(shape.typeset, stories):
            root = ElementTree.fromstring(archive.read(f"EPUB/s-{story['id']}.xhtml"))
            space = "{http://www.w3.org/1999/xhtml}"
            check({e.tag for e in root.iter()} <= {space + t for t in
                  "html head meta title link body section h1 p strong div br".split()}, f"epub {story['id']}: tags")
            what = f"epub {story['id']}"
            own = shape.language(story)
            for element in (root, root.find(f"{space}body")):
                check((element.get("lang"), element.get("dir")) == own, f"{what}: language and direction")
            text = ElementTree.tostring(root.find(f".//{space}div[@class='text']"), "unicode", method="html").replace("html:", "")
            check(shape.set_as_written(text) == shape.expected(story, notes_apart=True, blanks=True), f"{what}: text")
            check("".join(root.find(f".//{space}h1").itertext()) == shape.title(story), f"{what}: title")
            note = root.find(f".//{space}div[@class='notes']")
            check(("".join(note.itertext()).split(":", 1)[1].strip() if note is not None else "") == ", ".join(story["set"]), f"{what}: notes")
            name = root.find(f".//{space}p[@class='credit']")
            check(("".join(name.itertext()) if name is not None else "— ") == f"— {texts.line(story['credit'])}", f"{what}: name")
        check(not any(g in name for g in graves for name in names), "no chapter of a story that was taken back")
        about = archive.read("EPUB/about.xhtml").decode()
        check(all(g in about for g in graves), "the book names what was taken back")
    # A reader of books, which has no code of ours: what it would show, page by page, as text.
    shown = run("mutool", "draw", "-q", "-F", "txt", book).stdout
    for story in map(shape.typeset, stories):
        check(plain(body(story)) in plain(shown), f"MuPDF {story['id']}: text")
        title = shape.title(story)
        # It parts no word: one that is longer than the page is wide is cut there.
        check(max(map(len, title.split())) > 60 or plain(title) in plain(shown), f"MuPDF {story['id']}: title")
    say(f"epubcheck {found['checker']['checkerVersion']}: 0 errors, 0 warnings; {len(stories)} chapters whole, as MuPDF shows them too")


def atom(folder, stories, graves):
    path = f"{folder}/site/feed.xml"
    check(run("xmllint", "--noout", "--relaxng", f"{HERE}/atom.rng", path).returncode == 0, "xmllint, RELAX NG")
    check(run("jing", f"{HERE}/atom.rng", path).returncode == 0, "jing, RELAX NG")
    feed = feedparser.parse(path, sanitize_html=False)
    check(feed.bozo == 0, f"feedparser: bozo {feed.bozo}")
    check(len(feed.entries) == len(stories), "feedparser: every entry")
    for entry, story in zip(feed.entries, stories):
        markup = entry.content[0].value
        fragment(markup, story, f"atom {story['id']}")
        check(texts.same(entry.title, shape.title(story)), f"atom {story['id']}: title")
        found = [(t.term, t.label) for t in entry.get("tags", [])]
        check(found == list(zip(shape.keys(story), shape.notes(story))), f"atom {story['id']}: notes")
        # Without a name of its own an entry has the feed's.
        check(texts.same(entry.get("author", feed.feed.title), texts.line(story["credit"]) or feed.feed.title), f"atom {story['id']}: name")
        check(entry.title_detail.language == shape.language(story)[0], f"atom {story['id']}: language")
    root = ElementTree.parse(path).getroot()
    found = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    check(len(found) == len(graves), "atom: tombstones")
    say(f"Atom: xmllint and jing valid, feedparser bozo 0, {len(feed.entries)} entries whole, {len(found)} tombstones")


def json_feed(folder, stories, graves):
    feed = json.load(open(f"{folder}/site/feed.json"))
    schema = json.load(open(f"{HERE}/json-feed.schema.json"))
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(feed))
    check(not errors, f"JSON Feed: {[e.message for e in errors[:2]]}")
    check(len(feed["items"]) == len(stories), "JSON Feed: every item")
    for item, story in zip(feed["items"], stories):
        fragment(item["content_html"], story, f"JSON Feed {story['id']}")
        check(item["title"] == shape.title(story), f"JSON Feed {story['id']}: title")
        check(item.get("tags", []) == shape.notes(story), f"JSON Feed {story['id']}: notes")
        check([a["name"] for a in item.get("authors", [])] == [n for n in [texts.line(story["credit"])] if n], f"JSON Feed {story['id']}: name")
        check(item["language"] == shape.language(story)[0], f"JSON Feed {story['id']}: language")
    check(len(feed["_retracted"]["items"]) == len(graves), "JSON Feed: tombstones")
    say(f"JSON Feed 1.1: valid by the schema, {len(feed['items'])} items whole")


def data(folder, stories, graves):
    found = json.load(open(f"{folder}/stories.json"))
    check([s["id"] for s in found["stories"]] == [s["id"] for s in stories], "JSON: every story")
    for got, story in zip(found["stories"], stories):
        wanted = {
            "title": shape.title(story), "language": shape.language(story)[0], "direction": shape.language(story)[1],
            "content_notes": shape.keys(story), "content_note_words": shape.notes(story), "credit": texts.line(story["credit"]) or None,
            "text": "\n\n".join("\n".join(p) for p in texts.paragraphs(story["text"])),
        }
        for name, value in wanted.items():
            check(got[name] == value, f"JSON {story['id']}: {name}")
    check([g["id"] for g in found["retracted"]] == graves, "JSON: tombstones")

    path = f"{folder}/stories.csv"
    check("\r\n" in open(path, newline="", encoding="utf-8").read(), "CSV: CR LF")
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    swift = json.loads(run(CSV_READER, path, check=True).stdout)
    check(len(rows) == len(swift) == len(stories) + len(graves), "CSV: rows in both readers")
    # SwiftCSV takes a line end inside a cell as it finds it; Python's csv does too.
    check(all(a == b for a, b in zip(rows, swift)), "CSV: both readers read the same")
    for row in rows:
        for name, cell in row.items():
            first = cell.lstrip(" \n\u00a0\u3000")[:1]
            check(first not in list("=+-@\t\r＝＋－＠"), f"CSV {row['id']} {name}: a formula")
    published = [row for row in rows if row["status"] == "published"]
    for row, story in zip(published, stories):
        wanted = {
            "title": shape.title(story), "language": shape.language(story)[0], "direction": shape.language(story)[1],
            "content_notes": ", ".join(shape.notes(story)), "credit": texts.line(story["credit"]),
            "text": "\n\n".join("\n".join(p) for p in texts.paragraphs(story["text"])),
        }
        for name, value in wanted.items():
            cell = row[name][1:] if row[name].startswith("'") and not value.startswith("'") else row[name]
            # A mark under an accent is curly there, for readers that go by whole characters.
            check(texts.same(cell, value, typographic=True), f"CSV {row['id']}: {name}")
            check(cell.strip().replace("”", '"') == value.strip().replace("”", '"'), f"CSV {row['id']}: blanks and lines of {name}")
    check([r["id"] for r in rows if r["status"] == "retracted"] == graves, "CSV: tombstones")
    say(f"CSV: SwiftCSV and Python's csv read the same {len(rows)} rows; no cell is a formula. JSON: whole")


def wordpress(folder, stories, graves):
    path = f"{folder}/wordpress.xml"
    raw = open(path, "rb").read()
    check(b"<!DOCTYPE" not in raw and b"<!ENTITY" not in raw, "WXR: no DOCTYPE")
    check(run("xmllint", "--noout", path).returncode == 0, "WXR: well-formed")
    root = ElementTree.fromstring(raw)
    wp, content, dc = ("{http://wordpress.org/export/1.2/}", "{http://purl.org/rss/1.0/modules/content/}", "{http://purl.org/dc/elements/1.1/}")
    channel = root.find("channel")
    check(re.fullmatch(r"\d+\.\d+", channel.findtext(f"{wp}wxr_version")), "WXR: version")
    logins = [a.findtext(f"{wp}author_login") for a in channel.findall(f"{wp}author")]
    check(logins == ["stories"], "WXR: one author")
    items = channel.findall("item")
    check(len(items) == len(stories), "WXR: every item")
    seen = set()
    for item, story in zip(items, stories):
        for tag, value in (("status", "draft"), ("post_type", "post"), ("comment_status", "closed"), ("ping_status", "closed")):
            check(item.findtext(wp + tag) == value, f"WXR {story['id']}: {tag}")
        check(re.fullmatch(r"\d{4}-\d\d-01 00:00:00", item.findtext(f"{wp}post_date")), f"WXR {story['id']}: date")
        check(item.findtext(f"{dc}creator") in logins, f"WXR {story['id']}: author")
        check(int(item.findtext(f"{wp}post_id")) not in seen, f"WXR {story['id']}: number")
        seen.add(int(item.findtext(f"{wp}post_id")))
        check(item.findtext(f"{wp}post_name") == f"story-{story['id']}", f"WXR {story['id']}: name")
        check(all(re.fullmatch("[a-z0-9-]+", c.get("nicename")) for c in item.findall("category")), f"WXR {story['id']}: terms")
        markup = item.findtext(f"{content}encoded")
        fragment(markup, story, f"WXR {story['id']}", blocks=True)
        check(shape.blocks(markup) == shape.expected_blocks(story), f"WXR {story['id']}: blocks")
        for domain, wanted in (("post_tag", list(dict.fromkeys(shape.tags(story)))), ("category", shape.themes(story))):
            found = [texts.text_of(c.text) for c in item.findall("category") if c.get("domain") == domain]
            check(found == wanted, f"WXR {story['id']}: {domain}")
        check("[" not in markup and "://" not in markup, f"WXR {story['id']}: shortcodes, embeds")
        title = item.findtext("title")
        check("<" not in title and "[" not in title, f"WXR {story['id']}: title is markup")
        check(texts.same(texts.text_of(title), shape.title(story)), f"WXR {story['id']}: title")
    check(len(channel.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")) == len(graves), "WXR: tombstones")
    say(f"WXR 1.2: {len(items)} drafts, by the importer's rules")


def whole(page, story, what, heading, notes):
    """Whether a page that the exporter made itself holds all of a story, blanks included."""
    body = page[page.index('<div class="text">'):]
    check(shape.set_as_written(body[:body.index("</div>")]) == shape.expected(story, notes_apart=True, blanks=True), f"{what}: text")
    check(texts.text_of(re.search(f"<{heading}[^>]*>(.*?)</{heading}>", page, re.S).group(1)) == shape.title(story), f"{what}: title")
    shown = texts.words(texts.text_of(page[page.index(notes):page.index('<div class="text">')])) if notes in page else ""
    check(all(texts.words(note) in shown for note in story["set"]), f"{what}: notes")
    name = re.search('<p class="credit">(.*?)</p>', page, re.S)
    check(texts.text_of(name.group(1) if name else "") == texts.line(story["credit"]), f"{what}: name")


def site(folder, stories, graves):
    pages = [f"{folder}/site/{n}" for n in sorted(os.listdir(f"{folder}/site")) if n.endswith(".html")]
    pages += [f"{folder}/zine/{n}" for n in sorted(os.listdir(f"{folder}/zine")) if n.endswith(".html")]
    answer = run("java", "-Xss8m", "-jar", VNU, "--format", "json", "--exit-zero-always", *pages)
    messages = json.loads(answer.stderr or answer.stdout)["messages"]
    # What the writer's own letters are (private use, not normalized, of no language) is no fault of the page.
    faults = [m for m in messages if m["type"] == "error" or not re.search("Normalization|Private Use|appears to be written in", m["message"])]
    check(not faults, f"vnu: {[(os.path.basename(m.get('url', '')), m['message']) for m in faults[:3]]}")
    stories = [shape.typeset(story) for story in stories]
    for story in stories:
        page = open(f"{folder}/site/{story['id']}.html", encoding="utf-8").read()
        whole(page, story, f"site {story['id']}", "h1", '<ul lang')
        check(re.search('<html lang="([^"]*)" dir="([^"]*)">', page).groups() == shape.language(story), f"site {story['id']}: language and direction")
        for theme in shape.themes(story):
            check(texts.words(theme) in texts.words(texts.text_of(page)), f"site {story['id']}: theme")
        check("script" not in texts.Page(page).tags and not texts.harmless(page, texts.Page(page).tags), f"site {story['id']}: harmless")
    zines = "".join(open(p, encoding="utf-8").read() for p in pages if "/zine/" in p)
    for story in stories:
        start = zines.index(f'<article id="s-{story["id"]}"')
        article = zines[start:zines.index("</article>", start) + 10]
        whole(article, story, f"zine {story['id']}", "h2", 'role="note"')
        check(story["id"] not in texts.text_of(zines), f"zine {story['id']}: its number in sight")
        check(re.match('<article id="[^"]*" lang="([^"]*)" dir="([^"]*)">', article).groups() == shape.language(story), f"zine {story['id']}: language and direction")
    campaigns = [open(p, encoding="utf-8").read() for p in pages if "/campaign-" in p]
    for page in campaigns:
        check(not texts.harmless(page, texts.Page(page).tags) and "script" not in texts.Page(page).tags, "campaign: harmless")
    for story in stories:
        found = sum(f'href="{story["id"]}.html"' in page for page in campaigns)
        check(found == len(shape.themes(story)), f"site {story['id']}: in {found} campaigns")
    for grave in graves:
        check("no longer here" in open(f"{folder}/site/{grave}.html").read() and f"<li><b>{grave[:4]}-{grave[4:8]}</b></li>" in zines, "site, zine: tombstone")
    say(f"vnu: {len(pages)} pages, 0 errors; every text whole in site and zine")


for name in ("calm", "hostile", "empty"):
    folder = f"{EXPORTS}/{name}"
    expected = json.load(open(f"{folder}.expected.json"))
    stories = sorted(expected["stories"], key=lambda s: s["id"])
    graves = expected["tombstones"]
    print(f"{name}: {len(stories)} stories, {len(graves)} taken back", flush=True)
    for reader in (epub, atom, json_feed, data, wordpress, hugo, jekyll, site):
        reader(folder, stories, graves)
    metadata(folder)
sys.exit(f"{len(failures)} failures" if failures else 0)
