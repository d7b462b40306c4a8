"""Opens every format of an export with programs that are not ours, and compares what they read with what was put in.

Usage: readers.py EXPORTS CSV-READER VNU-JAR EPUBCHECK-JAR SCRATCH
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

import feedparser
import jsonschema
import text as texts

HERE = os.path.dirname(os.path.abspath(__file__))
EXPORTS, CSV_READER, VNU, EPUBCHECK, SCRATCH = sys.argv[1:6]
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"   NO  {what}", flush=True)
    return holds


def say(what):
    print(f"  yes  {what}", flush=True)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=600, **options)


def whole(story):
    """Text, notes and name of a story in the order in which formats give them."""
    notes = [n for n in map(texts.line, story["notes"]) if n]
    return notes, texts.paragraphs(story["text"]), texts.line(story["credit"])


def body(story):
    return "".join("".join(p) for p in texts.paragraphs(story["text"]))


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
        for story in stories:
            root = ElementTree.fromstring(archive.read(f"EPUB/s-{story['id']}.xhtml"))
            space = "{http://www.w3.org/1999/xhtml}"
            check({e.tag for e in root.iter()} <= {space + t for t in
                  "html head meta title link body section h1 p strong div br".split()}, f"epub {story['id']}: tags")
            text = root.find(f".//{space}div[@class='text']")
            check(texts.same("".join(text.itertext()), body(story)), f"epub {story['id']}: text")
        check(not any(g in name for g in graves for name in names), "no chapter of a story that was taken back")
        about = archive.read("EPUB/about.xhtml").decode()
        check(all(g in about for g in graves), "the book names what was taken back")
    say(f"epubcheck {found['checker']['checkerVersion']}: 0 errors, 0 warnings; {len(stories)} chapters whole")


def atom(folder, stories, graves):
    path = f"{folder}/site/feed.xml"
    check(run("xmllint", "--noout", "--relaxng", f"{HERE}/atom.rng", path).returncode == 0, "xmllint, RELAX NG")
    check(run("jing", f"{HERE}/atom.rng", path).returncode == 0, "jing, RELAX NG")
    feed = feedparser.parse(path, sanitize_html=False)
    check(feed.bozo == 0, f"feedparser: bozo {feed.bozo}")
    check(len(feed.entries) == len(stories), "feedparser: every entry")
    for entry, story in zip(feed.entries, stories):
        markup = entry.content[0].value
        check(not texts.harmless(markup, ["p", "br", "strong"]), f"atom {story['id']}: tags")
        check(texts.words(body(story)) in texts.words(texts.text_of(markup)), f"atom {story['id']}: text")
        check(texts.same(entry.title, texts.line(story["title"]) or "A story"), f"atom {story['id']}: title")
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
        check(not texts.harmless(item["content_html"], ["p", "br", "strong"]), f"JSON Feed {story['id']}: tags")
        check(texts.words(body(story)) in texts.words(texts.text_of(item["content_html"])), f"JSON Feed {story['id']}: text")
    check(len(feed["_retracted"]["items"]) == len(graves), "JSON Feed: tombstones")
    say(f"JSON Feed 1.1: valid by the schema, {len(feed['items'])} items whole")


def data(folder, stories, graves):
    found = json.load(open(f"{folder}/stories.json"))
    check([s["id"] for s in found["stories"]] == [s["id"] for s in stories], "JSON: every story")
    for got, story in zip(found["stories"], stories):
        check(texts.same(got["text"], body(story)) and got["text"].split("\n\n") == ["\n".join(p) for p in texts.paragraphs(story["text"])] or not got["text"],
              f"JSON {story['id']}: text")
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
        cell = row["text"][1:] if row["text"].startswith("'") and not story["text"].startswith("'") else row["text"]
        # A mark under an accent is curly there, for readers that go by whole characters.
        check(texts.same(cell, body(story), typographic=True), f"CSV {row['id']}: text")
    check([r["id"] for r in rows if r["status"] == "retracted"] == graves, "CSV: tombstones")
    say(f"CSV: SwiftCSV and Python's csv read the same {len(rows)} rows; no cell is a formula. JSON: whole")


def stories_of(folder, target):
    """An export without a story has no folder of them."""
    if os.path.exists(f"{folder}/markdown"):
        shutil.copytree(f"{folder}/markdown", target)
    else:
        os.makedirs(target)


def hugo(folder, stories, graves):
    site = f"{SCRATCH}/hugo"
    shutil.rmtree(site, ignore_errors=True)
    os.makedirs(f"{site}/content")
    os.makedirs(f"{site}/layouts/_default")
    stories_of(folder, f"{site}/content/stories")
    open(f"{site}/hugo.toml", "w").write('baseURL = "https://stories.example/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term", "rss"]\n')
    shutil.copy(f"{site}/hugo.toml", f"{site}/config.toml")
    open(f"{site}/layouts/_default/single.html", "w").write(
        '<!doctype html><html lang="{{ .Params.lang }}" dir="{{ .Params.dir }}"><title>{{ .Title }}</title><h1>{{ .Title }}</h1><main>{{ .Content }}</main></html>')
    open(f"{site}/layouts/_default/list.html", "w").write("{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}")
    answer = run("hugo", "--source", site, "--destination", f"{site}/public", "--quiet")
    check(answer.returncode == 0, f"hugo: {answer.stdout[-500:]} {answer.stderr[-500:]}")
    generated(f"{site}/public/stories", lambda i: f"{i}/index.html", stories, graves, "Hugo")


def jekyll(folder, stories, graves):
    site = f"{SCRATCH}/jekyll"
    shutil.rmtree(site, ignore_errors=True)
    os.makedirs(f"{site}/_layouts")
    stories_of(folder, f"{site}/_stories")
    open(f"{site}/_config.yml", "w").write(
        "collections:\n  stories:\n    output: true\n    permalink: /stories/:name.html\ndefaults:\n  - scope: {path: '', type: stories}\n    values: {layout: story}\n")
    open(f"{site}/_layouts/story.html", "w").write(
        '<!doctype html><html lang="{{ page.lang }}" dir="{{ page.dir }}"><title>{{ page.title }}</title><h1>{{ page.title }}</h1><main>{{ content }}</main></html>')
    answer = run("jekyll", "build", "--source", site, "--destination", f"{site}/_site", "--disable-disk-cache")
    check(answer.returncode == 0, f"jekyll: {answer.stdout[-500:]} {answer.stderr[-500:]}")
    generated(f"{site}/_site/stories", lambda i: f"{i}.html", stories, graves, "Jekyll")


def generated(folder, name, stories, graves, builder):
    whole_pages = 0
    for story in stories:
        path = f"{folder}/{name(story['id'])}"
        if not check(os.path.exists(path), f"{builder} {story['id']}: page"):
            continue
        page = open(path, encoding="utf-8").read()
        extra = texts.harmless(page, "html head body title h1 main p em br".split())
        check(not extra, f"{builder} {story['id']}: {extra}")
        shown = texts.text_of(page[page.index("<main>"):page.index("</main>")])
        # Typographers may not touch the words: compared sign by sign.
        good = texts.words(body(story)) in texts.words(shown)
        check(good, f"{builder} {story['id']}: text")
        head = texts.text_of(re.search("<h1>(.*?)</h1>", page, re.S).group(1))
        check(texts.same(head, texts.line(story["title"]) or "A story", typographic=True), f"{builder} {story['id']}: title")
        whole_pages += good
    for grave in graves:
        check("no longer here" in open(f"{folder}/{name(grave)}").read(), f"{builder}: tombstone")
    say(f"{builder}: {whole_pages} of {len(stories)} pages whole, harmless tags only")


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
        check(all(c.get("domain") == "post_tag" and re.fullmatch("[a-z0-9-]+", c.get("nicename")) for c in item.findall("category")), f"WXR {story['id']}: terms")
        markup = item.findtext(f"{content}encoded")
        check(not texts.harmless(markup, ["p", "br", "strong"]), f"WXR {story['id']}: tags")
        check("[" not in markup and "://" not in markup, f"WXR {story['id']}: shortcodes, embeds")
        check(texts.words(body(story)) in texts.words(texts.text_of(markup)), f"WXR {story['id']}: text")
        title = item.findtext("title")
        check("<" not in title and "[" not in title, f"WXR {story['id']}: title is markup")
        check(texts.same(texts.text_of(title), texts.line(story["title"]) or "A story"), f"WXR {story['id']}: title")
    check(len(channel.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")) == len(graves), "WXR: tombstones")
    say(f"WXR 1.2: {len(items)} drafts, by the importer's rules (its structure; WordPress itself is not run here)")


def site(folder, stories, graves):
    pages = [f"{folder}/site/{n}" for n in sorted(os.listdir(f"{folder}/site")) if n.endswith(".html")]
    pages += [f"{folder}/zine/{n}" for n in sorted(os.listdir(f"{folder}/zine")) if n.endswith(".html")]
    answer = run("java", "-Xss8m", "-jar", VNU, "--format", "json", "--exit-zero-always", *pages)
    messages = json.loads(answer.stderr or answer.stdout)["messages"]
    # What the writer's own letters are (private use, not normalized, of no language) is no fault of the page.
    faults = [m for m in messages if m["type"] == "error" or not re.search("Normalization|Private Use|appears to be written in", m["message"])]
    check(not faults, f"vnu: {[(os.path.basename(m.get('url', '')), m['message']) for m in faults[:3]]}")
    for story in stories:
        page = open(f"{folder}/site/{story['id']}.html", encoding="utf-8").read()
        text = page[page.index('<div class="text">'):page.index("</article>")]
        check(texts.words(body(story)) in texts.words(texts.text_of(text)), f"site {story['id']}: text")
        check("script" not in texts.Page(page).tags and not texts.harmless(page, texts.Page(page).tags), f"site {story['id']}: harmless")
    zines = "".join(open(p, encoding="utf-8").read() for p in pages if "/zine/" in p)
    shown = texts.words(texts.text_of(zines))
    for story in stories:
        check(texts.words(body(story)) in shown, f"zine {story['id']}: text")
    for grave in graves:
        check("no longer here" in open(f"{folder}/site/{grave}.html").read() and grave in zines, "site, zine: tombstone")
    say(f"vnu: {len(pages)} pages, 0 errors; every text whole in site and zine")


def metadata(folder):
    answer = run("mat2", "--show", *[f"{folder}/site/index.html", f"{folder}/site/style.css"])
    check("No metadata found" in answer.stdout or answer.stdout.count("harmless") >= 1, f"mat2: {answer.stdout[-300:]}")
    answer = run("zipinfo", "-v", f"{folder}/stories.epub")
    check("There is no file comment" in answer.stdout and "length of extra field:                          0 bytes" in answer.stdout
          and not re.search(r"length of extra field:\s+[1-9]", answer.stdout), "zipinfo: nothing beside the files")
    check(answer.stdout.count("1980 Jan 1 00:00:00") >= 1 and not re.search(r"file last modified on.*(?<!1980 Jan 1 00:00:00)\n", answer.stdout), "zipinfo: no time")
    say("mat2 and zipinfo find nothing")


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
