"""Compares what a WordPress shows of an import with what was put in.

Usage: wordpress.py EXPECTED SHOWN
"""
import json
import re
import sys

import shape
import text as texts

stories = sorted(json.load(open(sys.argv[1]))["stories"], key=lambda s: s["id"])
posts = json.load(open(sys.argv[2]))
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"   NO  {what}", flush=True)


check(len(posts) == len(stories), "every post")
for post, story in zip(posts, stories):
    name = f"WordPress {story['id']}"
    check(post["status"] == "draft" and post["comments"] == "closed", f"{name}: a draft")
    check(post["id"] == post["number"], f"{name}: the number that retractions give")
    check(post["name"] == f"story-{story['id']}", f"{name}: its name")
    extra = texts.harmless(post["content"], ["p", "br", "span", "details", "summary"])
    check(not extra, f"{name}: {extra}")
    check(shape.found(post["content"]) == shape.expected(story, blocks=True), f"{name}: paragraphs and lines")
    check(shape.indents(post["content"]) == shape.expected_indents(story), f"{name}: blanks that begin a line")
    languages = {shape.language(story), shape.note_language(story)}
    check(set(shape.Shape(post["content"]).languages) <= languages, f"{name}: language and direction")
    # What WordPress itself parses the stored text into, and nothing between the blocks that is in none.
    check([b for b in post["blocks"] if b] == shape.expected_blocks(story), f"{name}: blocks {post['blocks']}")
    check(not texts.harmless(post["title"], []), f"{name}: title is markup")
    check(texts.same(texts.text_of(post["title"]), shape.title(story)), f"{name}: title")
    # Pushed drafts have no terms: an editor gives them.
    if "categories" in post:
        check(not any("<" in tag for _, tag in post["tags"]) and not any("<" in kind for kind in post["categories"]), f"{name}: terms")
        tags = dict(post["tags"])
        for key, called in zip(shape.keys(story), shape.tags(story)):
            if re.fullmatch("[a-z-]{1,60}", key) and re.fullmatch(r"[\w ,-]+", called):
                check(texts.text_of(tags.get(key, "")) == called, f"{name}: the tag {key} is {tags.get(key)}")
        # WordPress takes no name of more than 200 signs, references counted as they are written: such a theme has no category.
        plain = [theme for theme in shape.themes(story) if re.fullmatch(r"[\w ,-]+", theme)]
        check(set(plain) <= set(map(texts.text_of, post["categories"])), f"{name}: themes {post['categories']}")
print(f"  yes  WordPress took {len(posts)} posts as drafts, through its own wp_insert_post and filters", flush=True)
sys.exit(f"{len(failures)} failures" if failures else 0)
