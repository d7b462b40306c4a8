"""FORMAT.md §1: digests, base64, records and lists.

This folder reads Documentation/FORMAT.md a second time, with PyNaCl and hashlib and no code of ours. What reads raises
Malformed for what is not exactly as the page says, and CannotOpen for what is, but does not open.
"""

import base64
import hashlib
import re

NAME = re.compile(r"[a-z0-9-]{1,32}\Z")


class Malformed(Exception):
    pass


class CannotOpen(Exception):
    pass


def need(condition):
    if not condition:
        raise Malformed


def digest(label, data, key=b""):
    """H(label, x), or K(key, label, x)."""
    label = label.encode()
    return hashlib.blake2b(bytes([len(label)]) + label + data, digest_size=32, key=key).digest()


def unbase64(text, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Malformed
    need(base64.b64encode(data).decode() == text and length in (None, len(data)))
    return data


def read_record(data):
    fields, position, last = {}, 0, ""
    while position < len(data):
        size = data[position]
        name = data[position + 1:position + 1 + size].decode("latin-1")
        need(NAME.match(name) and len(name) == size and last < name)
        position += 1 + size
        need(position + 4 <= len(data))
        count = int.from_bytes(data[position:position + 4], "big")
        position += 4
        need(position + count <= len(data))
        fields[name], last = data[position:position + count], name
        position += count
    return fields


def write_record(fields):
    return b"".join(
        bytes([len(name)]) + name.encode() + len(value).to_bytes(4, "big") + value
        for name, value in sorted(fields.items()))


def record_of(data, names):
    fields = read_record(data)
    need(set(fields) == set(names.split()))
    return fields


def read_text(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Malformed


def ascending(items):
    need(all(a < b for a, b in zip(items, items[1:])))
    return items


def read_digests(data):
    need(len(data) % 32 == 0)
    return ascending([data[i:i + 32] for i in range(0, len(data), 32)])


def read_words(data):
    words = data.split(b"\n") if data else []
    need(all(words))
    for word in words:
        read_text(word)
    return ascending(words)
