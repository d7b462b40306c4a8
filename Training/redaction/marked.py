"""Stories in which what identifies people is marked: `[[TYPE:entity:D|words]]` in plain text, D for direct, Q for quasi identifiers."""
import re

MARK = re.compile(r"\[\[([A-Z_]+):([a-z]+[0-9]+):([DQ])\|([^][|]+)\]\]")


def stories(folder, name):
    """The stories of a folder as the evaluator reads them, each called `name` and its file."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
        body, text, spans, at = body.rstrip("\n"), "", [], 0
        for mark in MARK.finditer(body):
            kind, entity, level, words = mark.groups()
            text += body[at:mark.start()]
            at = mark.end()
            spans.append({"start": len(text), "end": len(text) + len(words), "type": kind,
                          "identifier_type": "DIRECT" if level == "D" else "QUASI", "entity_id": entity})
            text += words
        found.append({"id": f"{name}-{path.stem}", "lang": head.split("\n")[0].removeprefix("lang: "), "text": text + body[at:], "spans": spans})
    return found
