"""Compares what a WordPress shows of an import with what was put in.

Usage: wordpress.py EXPECTED SHOWN
"""
import json
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
    check(set(shape.Shape(post["content"]).languages) <= {shape.language(story)}, f"{name}: language and direction")
    # What WordPress itself parses the stored text into, and nothing between the blocks that is in none.
    check([b for b in post["blocks"] if b] == shape.expected_blocks(story), f"{name}: blocks {post['blocks']}")
    check(not texts.harmless(post["title"], []), f"{name}: title is markup")
    check(texts.same(texts.text_of(post["title"]), shape.title(story)), f"{name}: title")
    check(not any("<" in tag for tag in post["tags"]), f"{name}: terms")
print(f"  yes  WordPress took {len(posts)} posts as drafts, through its own wp_insert_post and filters", flush=True)
sys.exit(f"{len(failures)} failures" if failures else 0)
