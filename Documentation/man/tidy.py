"""Makes what swift-argument-parser's generator writes into man pages that mandoc has nothing to say about.

Usage: tidy.py FROM TO. Writes the pages of one folder into another, as COMMAND-SUBCOMMAND.1; leaves out those of the
commands that only show help.
"""

import pathlib
import re
import sys
import textwrap

CODES = [
    (0, "Done."),
    (64, "A wrong argument."),
    (65, "Damaged or forged data."),
    (66, "What was named is not there."),
    (69, "The keyring or the vault cannot be used."),
    (73, "A file cannot be made."),
    (74, "Reading or writing failed."),
    (75, "Another run is at work."),
    (77, "It is not allowed."),
    (78, "An error in a policy file."),
]
SENTENCE = re.compile(r"(?<=[.:?!)]) +(?=[A-Z(])")


def prose(lines):
    """Lines of running text: a sentence to a line, and none longer than 78."""
    for sentence in SENTENCE.split(" ".join(line.strip() for line in lines)):
        for line in textwrap.wrap(sentence, 78, break_long_words=False, break_on_hyphens=False):
            # A line that begins with a dot or a quote would be a macro.
            yield ("\\&" if line[0] in ".'" else "") + line


def literal(lines):
    return [".Bd -literal", *(line.rstrip() for line in lines), ".Ed"]


def description(lines):
    """Paragraphs; those of which every line but a heading is indented are examples and stay as they are."""
    out, block, blocks = [], [], []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            blocks.append(block)
            block = []
    for number, block in enumerate(blocks):
        head = [] if block[0].startswith("  ") else [block[0]]
        rest = block[len(head):]
        if number and head:
            out.append(".Pp")
        if rest and all(line.startswith("  ") for line in rest):
            out += [*prose(head), *literal(rest)]
        else:
            out += prose(block)
    return out


def page(text):
    lines = text.split("\n")
    out, index, spoken = [], 0, ""
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.startswith(".Nd"):
            out += [".Nd " + line[4:].strip('"').rstrip(".")]
        elif line.startswith(".Xr ") and ".help 1" in line:
            # The list goes on, or ends with the line before.
            if not line.endswith(",") and out[-1].endswith(" ,"):
                out[-1] = out[-1][:-2]
        elif line.startswith((".Xr ", ".Dt ")):
            out.append(line.replace(".", "-").replace("-", ".", 1))
        elif line.startswith(".Nm \""):
            # The page has the name of its file; what is typed has a blank.
            spoken = line[5:].strip('"')
            out.append(".Nm " + spoken.replace(" ", "-"))
        elif line == ".Nm" and out[-1] == ".Sh SYNOPSIS":
            out.append(f'.Nm "{spoken}"' if spoken else line)
        elif line == ".Sh DESCRIPTION":
            out.append(line)
            block = []
            while index < len(lines) and not lines[index].startswith("."):
                block.append(lines[index])
                index += 1
            out += description(block)
        elif line.startswith(".Sh \"EXIT STATUS\""):
            out += [".Sh EXIT STATUS", ".Bl -tag -width 4n"]
            for code, words in CODES:
                if code == 75 and not re.search("firsthand-publish|firsthand-review[ .]import", text):
                    continue
                out += [f".It {code}", words]
            out += [".El"]
            while index < len(lines) and not lines[index].startswith(".Sh"):
                index += 1
        elif line.startswith(".Pp") and index < len(lines) and lines[index].startswith((".It", ".El")):
            continue
        elif line and not line.startswith("."):
            block = [line]
            while index < len(lines) and lines[index] and not lines[index].startswith("."):
                block.append(lines[index])
                index += 1
            out += prose(block)
        elif line:
            out.append(re.sub(r'^\.Sh "(.*)"$', r".Sh \1", line))
    return "\n".join(out) + "\n"


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    for path in target.glob("*.1"):
        path.unlink()
    for path in sorted(source.glob("firsthand-*.1")):
        if not path.name.endswith(".help.1"):
            (target / (path.stem.replace(".", "-") + ".1")).write_text(page(path.read_text()))


main()
