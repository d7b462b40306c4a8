#!/usr/bin/env python3
"""Searches a seized server: what lies on its disk must be what LOSSES.md lists, and nothing else.

    seized.py before DISK FILE      remembers what the packages brought
    seized.py search DISK PLACE LOSSES.md WORD...
                                    searches the disk for all that the field test in PLACE knows about those who wrote

Each file that was not there before must belong to a row of ROWS, and each row to a sentence of LOSSES.md.
At the end four traces are planted, one after the other, and each must be found.
"""

import base64
import hashlib
import json
import os
import re
import sqlite3
import stat
import sys
import time
from pathlib import Path

# Traces, and where they may be: a row names those that it may hold.
TIME = "the moment of a submission"
PRIVATE = "a private key"

# What was found; the paths of its files; the words of LOSSES.md that say so; the traces that it may hold.
ROWS = [
    ("the vault", r"var/lib/firsthand/vault\.sqlite(-wal|-shm|-reserve|-withdrawn)?", "the vault, and when it was last written", {TIME}),
    ("the form key", r"var/lib/firsthand/form\.key(\.lock)?", "the form key", set()),
    ("the newest keyring that was seen", r"var/lib/firsthand/state/keyring\.seen", "the keyring", set()),
    ("what each desk and publisher has", r"var/lib/firsthand/state/exchange/.*", "which statements it said to have", set()),
    ("bundles", r"srv/firsthand/(in|out)/[a-z0-9-]+\.bundle", "bundles that wait there", set()),
    ("the keyring and the pin", r"etc/firsthand/(keys/.*|steward\.pub)", "the keyring", set()),
    (
        "settings, and the words of the pages",
        r"etc/(firsthand/.*|firsthand-front/(Caddyfile|nginx\.conf)|caddy/Caddyfile|nginx/sites-enabled/.*|tor/.*torrc"
        r"|ssh/sshd_config\.d/firsthand\.conf|apparmor\.d/local/system_tor|sudoers.*)"
        r"|var/lib/caddy/\.config/.*",
        "the words of the pages",
        set(),
    ),
    ("the keys that are the onion addresses", r"var/lib/tor/firsthand(-ssh)?/(hostname|hs_ed25519_.*)", "the keys of the onion services", {PRIVATE}),
    ("the key of the certificate", r"etc/letsencrypt/.*|etc/firsthand-front/(cert|key)\.pem|var/lib/caddy/\.local/.*", "the key of the certificate", {PRIVATE}),
    ("the server's ssh key", r"etc/ssh/ssh_host_.*", "the server's ssh key", {PRIVATE}),
    ("public keys of desks", r"(var/lib/tor/firsthand-ssh/authorized_clients|etc/ssh/firsthand-team|root/[a-z0-9-]+\.ssh).*", "the public keys by which desks get there", set()),
    # The network of the test is so young that Tor asks about it every few seconds, also while somebody writes.
    ("what Tor remembers of the network", r"var/lib/tor/(state|lock|cached-.*|keys/.*)|etc/tor/network\.torrc", "what Tor remembers of the network", {TIME}),
    ("journals", r"var/log/(tor/notices\.log|auth\.log|firsthand-intake\.journal|caddy\.journal)", "the journal", set()),
    ("accounts", r"etc/(passwd|group|shadow|gshadow)-?|etc/\.pwd\.lock", "the accounts", set()),
]
# What is in memory on a server, and only here on a disk; and files of Debian that hold nothing.
PASSING = re.compile(r"run/.*|var/(lib/dpkg/lock.*|cache/apt/archives/lock|log/nginx/(access|error)\.log|log/(lastlog|wtmp|btmp|faillog))")


def files(disk):
    """Each file of the disk and each folder, by its path."""
    for folder, folders, names in os.walk(disk):
        if Path(folder) == disk:
            folders[:] = [name for name in folders if name not in ("proc", "sys", "dev")]
        for name in names + folders:
            path = Path(folder, name)
            yield str(path.relative_to(disk)), path


def content(path):
    return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else b""


def digest(path):
    if path.is_symlink():
        return os.readlink(path)
    return hashlib.sha256(content(path)).hexdigest() if path.is_file() else ""


def before(disk, kept):
    Path(kept).write_text(json.dumps({name: digest(path) for name, path in files(disk) if not path.is_dir() or path.is_symlink()}))


def hidden_fields(page):
    return re.findall(r'name="(?:nonce|token|visit)"[^>]*value="([^"]+)"', page) + re.findall(r'value="([^"]{20,})"', page)


class Traces:
    """All that the test knows about those who wrote and those who read."""

    def __init__(self, place, words):
        self.bytes = {}
        story = Path(words[-1]).read_bytes()
        # Any copy of 23 bytes holds one of these runs.
        for start in range(0, len(story) - 16, 8):
            self.add("words of a story", story[start : start + 16], story[start : start + 16].replace(b" ", b"+"))
        self.add("words of a story", b"Canary of the", "☀☀☀☀".encode(), b"%E2%98%80%E2%98%80")
        for name in re.findall(r"Pellworth|Hallam|Renata|Okafor|Alder Falls|Dorsey|CR-2019-00482", story.decode()):
            self.add("a name", name.encode())
        self.add("an address or a browser", *(word.encode() for word in words[:-1]), b"c000024d", b"canary-of-the-path")
        codes = [line.split() for line in Path(place, "receipts").read_text().splitlines()]
        self.codes = [re.compile(rb"%s[^a-z]{1,12}%s" % (one.encode(), two.encode()), re.I) for code in codes for one, two in zip(code, code[1:])]
        for page in Path(place).glob("*.form"):
            for field in hidden_fields(page.read_text()):
                self.add("a form's hidden fields", field.encode())
                try:
                    raw = base64.urlsafe_b64decode(field + "==")
                    self.add("a form's hidden fields", *([raw] if len(raw) >= 16 else []))
                except ValueError:
                    pass
        for secret in [*Path(place, "desk/home").glob("*/.config/firsthand/*.secret"), *Path(place, "desk/home").glob("*/passphrase")]:
            self.add("a secret of the team", *(line for line in secret.read_bytes().splitlines() if len(line) > 20))
        self.add(PRIVATE, b"PRIVATE KEY-----", b"== ed25519v1-secret", b"FIRSTHAND-SECRET-KEY")
        self.add("a count of visits", b"INTRODUCE2", b"Heartbeat: ")
        self.add("which desk came", b"Accepted publickey")
        lines = [line.split() for line in Path(place, "moments").read_text().splitlines()]
        self.moments = [(float(start[0]), float(end[0])) for start, end in zip(lines[::2], lines[1::2])]
        for start, end in self.moments:
            for second in range(int(start), int(end) + 1):
                for form in ("%d/%b/%Y:%H:%M:%S", "%b %d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S"):
                    self.add(TIME, time.strftime(form, time.gmtime(second)).encode())

    def add(self, kind, *found):
        self.bytes.setdefault(kind, set()).update(found)

    def within(self, moment):
        return any(start <= moment <= end for start, end in self.moments)

    def known(self, data, kinds=None):
        found = {kind for kind, runs in self.bytes.items() if (kinds is None or kind in kinds) and any(run in data for run in runs)}
        if kinds:
            return found
        if any(code.search(data) for code in self.codes):
            found.add("a receipt code")
        if any(self.within(float(number)) for number in re.findall(rb"\b1[0-9]{9}\.[0-9]+\b", data)):
            found.add(TIME)
        return found


def vault(path, traces):
    """What the vault says to whoever has no key, and what it must not say."""
    wrong = []
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        for row in database.execute(f"SELECT * FROM {table}"):
            for cell in row:
                if isinstance(cell, int) and 1_500_000_000 <= cell <= 2_000_000_000 or isinstance(cell, int) and traces.within(cell / 1000):
                    wrong.append(f"the vault's table {table} holds a time finer than a day")
    cases, days, bodies = {}, set(), []
    for case, header in database.execute("SELECT case_id, header FROM statements"):
        cases[case] = cases.get(case, 0) + 1
        # A record (FORMAT.md §6.1): the field's name, the length of its value, the value.
        days.add(time.strftime("%Y-%m-%d", time.gmtime(int.from_bytes(header.split(b"\x03day\0\0\0\x04")[1][:4]) * 86400)))
        for start, end in traces.moments:
            for second in range(int(start), int(end) + 1):
                if second.to_bytes(4) in header or second.to_bytes(4, "little") in header:
                    wrong.append("a statement's header holds the second of a submission")
    bodies = sorted(length for (length,) in database.execute("SELECT length(bytes) FROM bodies"))
    # The sealed text has one of four sizes; what stands before it are slots, and says to how many it is sealed.
    sizes = {next((size for size in (4, 16, 64, 512) if size * 1024 <= length < size * 1024 + 4096), None) for length in bodies}
    if None in sizes:
        wrong.append("a body's length is none of the four")
    print(
        f"    {len(cases)} cases of {sorted(cases.values())} statements, on {', '.join(sorted(days))}; {len(bodies)} bodies of "
        f"{', '.join(str(size) for size in sorted(sizes - {None}))} KiB; {database.execute('PRAGMA freelist_count').fetchone()[0]} free pages"
    )
    return wrong


def look(entries, traces, known):
    """What among these files must not be there; and those of each row."""
    wrong, found = [], {}
    for name, path in entries:
        row = next((row for row in ROWS if re.fullmatch(row[1], name)), None)
        told = traces.known(name.encode())
        if stat.S_ISREG(path.lstat().st_mode):
            same = known.get(name) == digest(path)
            # What the packages brought says nothing about anybody, but a key in it would.
            told |= traces.known(content(path), {PRIVATE} if same else None)
            if name.startswith("usr/") and same:
                told.discard(PRIVATE)
        elif path.is_symlink():
            same = known.get(name) == os.readlink(path)
        else:
            same = True
        if not path.is_symlink() and traces.within(path.lstat().st_mtime):
            told.add(TIME)
        if PASSING.fullmatch(name):
            if name.startswith("var/log/") and path.stat().st_size:
                wrong.append(f"/{name} is a log of visits, and is not empty")
            told.discard(TIME)
        elif row is None and not same:
            wrong.append(f"/{name} is in no row: what does it tell?")
        elif row is not None:
            found.setdefault(row[0], []).append(name)
        for trace in sorted(told - (row[3] if row else set())):
            wrong.append(f"/{name} holds {trace}")
    return wrong, found


def search(disk, listed, traces, known):
    wrong, found = look(files(disk), traces, known)
    for name, _, sentence, _ in ROWS:
        print(f"  {name}: {len(found.get(name, []))} files")
        if name not in found:
            wrong.append(f"nothing on the disk is: {name}; is the search blind?")
        elif name == "the vault":
            wrong += vault(disk / "var/lib/firsthand/vault.sqlite", traces)
        if sentence.lower() not in listed:
            wrong.append(f"LOSSES.md does not list {name}: {sentence!r}")
    return wrong


def is_found(disk, name, text, traces, known):
    """Whether a trace that is planted is found."""
    path = disk / name
    old = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((old or b"") + text)
    try:
        return look([(name, path)], traces, known)[0] != []
    finally:
        path.unlink() if old is None else path.write_bytes(old)


def main():
    if sys.argv[1] == "before":
        return before(Path(sys.argv[2]), sys.argv[3])
    disk, place, losses, words = Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]), sys.argv[5:]
    traces = Traces(place, words)
    listed = re.search(r"^## A seized server$.*?(?=^## )", losses.read_text(), re.S | re.M)
    listed = " ".join(listed[0].lower().split()) if listed else ""
    known = json.loads(Path(place, "before.json").read_text())
    print("On the disk of the server, beside what its packages brought:")
    wrong = search(disk, listed, traces, known)
    planted = [
        ("var/log/nginx/access.log", f'{words[0]} - - "POST /send HTTP/2.0" 200\n'.encode()),
        ("var/lib/nginx/body/0000000001", Path(words[-1]).read_bytes()[:200]),
        ("var/lib/firsthand/seen.txt", b"one more\n"),
        ("var/log/tor/notices.log", b"Heartbeat: Our onion service received 1 v3 INTRODUCE2 cells\n"),
    ]
    wrong += [f"a trace planted in /{name} is not found" for name, text in planted if not is_found(disk, name, text, traces, known)]
    for line in wrong:
        print(f"  WRONG: {line}", file=sys.stderr)
    if wrong:
        sys.exit(f"seized.py: {len(wrong)} things on the disk are not as LOSSES.md lists them")


main()
