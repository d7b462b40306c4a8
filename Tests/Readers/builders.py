"""Builds the Markdown of an export with Hugo and Jekyll, and compares the pages that they make."""
import os
import re
import shutil
import sys

import shape
import text as texts
from findings import check, run, say

SCRATCH = sys.argv[5]


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
    open(f"{site}/hugo.toml", "w").write('baseURL = "https://stories.example/"\ntitle = "x"\ndisableKinds = ["rss"]\n'
                                         '[taxonomies]\nnote = "notes"\nlanguage = "languages"\ntheme = "themes"\n')
    shutil.copy(f"{site}/hugo.toml", f"{site}/config.toml")
    open(f"{site}/layouts/_default/single.html", "w").write(
        '<!doctype html><html lang="{{ .Params.lang }}" dir="{{ .Params.dir }}"><title>{{ .Title }}</title><h1>{{ .Title }}</h1><main>{{ .Content }}</main></html>')
    open(f"{site}/layouts/_default/list.html", "w").write("{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}")
    answer = run("hugo", "--source", site, "--destination", f"{site}/public", "--quiet")
    check(answer.returncode == 0, f"hugo: {answer.stdout[-500:]} {answer.stderr[-500:]}")
    generated(f"{site}/public/stories", lambda i: f"{i}/index.html", stories, graves, "Hugo")
    # A page for each note, each language and each theme, which lists its stories.
    for kind, values in (("notes", shape.keys), ("languages", names), ("themes", shape.themes)):
        listed = {}
        # A note may hold slashes, which Hugo takes for folders.
        for term, _, files in os.walk(f"{site}/public/{kind}"):
            if "index.html" in files and term != f"{site}/public/{kind}":
                page = open(f"{term}/index.html", encoding="utf-8").read()
                for found in re.findall(r'href="/stories/([0-9a-f]{16})/"', page):
                    listed.setdefault(found, []).append(term)
        for story in stories:
            check(len(listed.get(story["id"], [])) >= bool(values(story)), f"Hugo {story['id']}: {kind}")


def names(story):
    return [] if shape.language(story)[0] == "und" else [shape.language(story)[0]]


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
        shown = page[page.index("<main>"):page.index("</main>")]
        # Typographers may not touch the words: compared sign by sign.
        good = shape.found(shown) == shape.expected(story)
        check(good, f"{builder} {story['id']}: paragraphs and lines")
        check(shape.indents(shown) == shape.expected_indents(story), f"{builder} {story['id']}: blanks that begin a line")
        own = re.search('<html lang="([^"]*)" dir="([^"]*)">', page).groups()
        check(own == shape.language(story), f"{builder} {story['id']}: language and direction")
        head = texts.text_of(re.search("<h1>(.*?)</h1>", page, re.S).group(1))
        check(texts.same(head, shape.title(story), typographic=True), f"{builder} {story['id']}: title")
        whole_pages += good
    for grave in graves:
        check("no longer here" in open(f"{folder}/{name(grave)}").read(), f"{builder}: tombstone")
    say(f"{builder}: {whole_pages} of {len(stories)} pages whole, harmless tags only")
