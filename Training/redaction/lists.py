#!/usr/bin/env python3
"""Write the word lists of the redaction engine: lists.py (no options), from lists.txt beside it.

lists.bin is 8 bytes `FHLST001`; four little-endian u32: lists, sets of lists, slots of the table of words, slots of the
table of slips; for each set six u64, a bit for each list; for each slot a u64 hash, and after them a u16 set. A free
slot has set 0, which holds no list. Hashes are those of lexicon.py. The table of slips holds each long word of the lists
that announce something, whole and with one letter left out; its sets say what they announce. `WordLists.swift` reads it.
"""
import re
import struct
import textwrap
from pathlib import Path

from lexicon import fold, hash64

HERE = Path(__file__).parent
SOURCES = HERE.parent.parent / "Sources"
MODELLED = 56
ANNOUNCING = ("title kin month holiday street unit facility idCue caseCue phoneCue named ageWord").split()
SHORTEST_SLIP = 6


def read(path):
    lists = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name = re.fullmatch(r"\[(\w+)\]", line)
        if name:
            words = lists.setdefault(name.group(1), [])
        elif line and not line.startswith("# "):
            words += line.split()
    for name, words in lists.items():
        for word in words:
            if fold(word) not in (word, word.replace("\u2019", "'")):
                raise SystemExit(f"lists.txt: {word!r} in [{name}] is not folded")
    return lists


def table(entries, numbers):
    slots = 1 << (2 * len(entries) - 1).bit_length()
    hashes, sets = [0] * slots, [0] * slots
    for value, bits in sorted(entries.items()):
        slot = value % slots
        while sets[slot]:
            slot = (slot + 1) % slots
        hashes[slot], sets[slot] = value, numbers.setdefault(bits, len(numbers))
    return slots, struct.pack(f"<{slots}Q", *hashes) + struct.pack(f"<{slots}H", *sets)


def main():
    lists = read(HERE / "lists.txt")
    if len(lists) > 384:
        raise SystemExit("lists.txt: more than 384 lists")
    words, slips = {}, {}
    for bit, (name, members) in enumerate(lists.items()):
        for word in members:
            value = hash64(word.replace("_", " "))
            words[value] = words.get(value, 0) | 1 << bit
            if name in ANNOUNCING and len(word) >= SHORTEST_SLIP:
                for slip in [word] + [word[:i] + word[i + 1:] for i in range(len(word))]:
                    slips[hash64(slip)] = slips.get(hash64(slip), 0) | 1 << bit
    numbers = {0: 0}
    (slots, body), (slip_slots, slip_body) = table(words, numbers), table(slips, numbers)
    sets = b"".join(bits.to_bytes(48, "little") for bits in numbers)
    header = b"FHLST001" + struct.pack("<4I", len(lists), len(numbers), slots, slip_slots)
    (SOURCES / "Shims/CRedactionData/lists.bin").write_bytes(header + sets + body + slip_body)
    cases = textwrap.wrap(", ".join(f"`{n}`" if n in ("is", "in", "as") else n for n in lists), width=108)
    (SOURCES / "Redaction/Reading/WordList.swift").write_text(
        "/// The lists of words, as Training/redaction/lists.txt has them; lists.py writes this file.\n"
        "enum WordList: UInt16, CaseIterable {\n    case\n" + "\n".join("        " + line for line in cases) + "\n}\n")
    print(f"{len(lists)} lists, {len(words)} words, {len(numbers)} sets")


if __name__ == "__main__":
    main()
