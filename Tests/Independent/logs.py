"""FORMAT.md §12: heads of logs, what a witness is asked to sign, and proofs beside exports.

Keys, notes, heads, cosignatures and Merkle proofs are read and checked by aics-tlog, a package of others for C2SP logs. Here stands
what is ours: the list of witnesses in the form of tlog-policy, the month's small tree, and who may sign what.
"""

import base64
import datetime
import hashlib

import aics_tlog as tlog

from notation import Malformed, need, record_of, unbase64

SIZE_LIMIT = 10 ** 9


class Policy:
    """Lines of tlog-policy, as §12.1 takes them."""

    def __init__(self, lines):
        self.logs, self.witnesses, self.groups, self.quorum, used = [], {}, {}, None, set()
        for line in lines:
            word, *rest = line.split()
            if word == "log":
                self.logs.append(self.key(rest, 0, 1))
            elif word == "witness":
                key = self.key(rest, 1, 4)
                need(self.is_new(rest[0]) and key.public_key not in [known.public_key for known in self.witnesses.values()])
                self.witnesses[rest[0]] = key
            elif word == "group":
                name, least, *members = rest
                need(self.is_new(name) and members and len(set(members)) == len(members))
                need(all(self.is_named(member) and member not in used for member in members))
                used.update(members)
                count = {"any": 1, "all": len(members)}.get(least) or int(least)
                need(1 <= count <= len(members))
                self.groups[name] = (count, members)
            else:
                need(word == "quorum" and self.quorum is None and len(rest) == 1)
                need(rest[0] == "none" or self.is_named(rest[0]))
                self.quorum = rest[0]
        need(self.quorum is not None)

    @staticmethod
    def key(words, place, kind):
        need(len(words) == place + 1)
        try:
            key = tlog.parse_vkey(words[place])
        except ValueError:
            raise Malformed
        need(key.key_type == kind)
        return key

    def is_named(self, name):
        return name in self.witnesses or name in self.groups

    def is_new(self, name):
        return name != "none" and not self.is_named(name)

    def is_met(self, names, of=None):
        of = of or self.quorum
        if of == "none":
            return True
        if of in self.witnesses:
            return of in names
        least, members = self.groups[of]
        return sum(self.is_met(names, member) for member in members) >= least

    def seen(self, note, head):
        """The witnesses that signed, with their months; or what is wrong."""
        known = [key for key in self.logs if key.name == head.origin]
        if not known:
            return "unknown-log"
        if not any(tlog.verify_checkpoint(note, key).ok for key in known):
            return "changed"
        seen = []
        for name, key in self.witnesses.items():
            if any(line.name == key.name and line.key_id == key.key_id for line in note.signatures):
                log = next(log for log in known if tlog.verify_checkpoint(note, log).ok)
                result = tlog.verify_checkpoint(note, log, [key], 1)
                if not result.ok:
                    return "changed"
                seen.append((name, month_of(result.timestamps[key.name])))
        return seen


def month_of(seconds):
    days, rest = divmod(seconds, 86400)
    need(rest == 0)
    day = datetime.date(1970, 1, 1) + datetime.timedelta(days=days)
    need(day.day == 1)
    return f"{day.year:04}-{day.month:02}"


def read_note(text):
    """A signed head in its one form."""
    need(text.endswith("\n") and all(0x20 <= ord(sign) <= 0x7E or sign in "\n\u2014" for sign in text))
    try:
        note = tlog.parse_note(text)
        head = tlog.parse_checkpoint(note.text)
    except ValueError:
        raise Malformed
    need(not head.extension_lines and head.size < SIZE_LIMIT and "\u2014" not in note.text and note.signatures)
    return note, head


def read_head(text):
    """What stands before the first empty line, and the signed head after it."""
    before, gap, note = text.partition("\n\n")
    need(gap)
    return before.split("\n"), *read_note(note)


def number(text):
    need(text.isascii() and text.isdigit() and str(int(text)) == text)
    return int(text)


def hashes(lines):
    return [unbase64(line, 32) for line in lines]


def read_text(vector):
    try:
        return vector.body.decode()
    except UnicodeDecodeError:
        raise Malformed


def request(vector, keys):
    policy = Policy(vector.fields["policy"])
    try:
        lines, note, head = read_head(read_text(vector))
        need(lines[0].startswith("old "))
        old, steps = number(lines[0][4:]), hashes(lines[1:])
    except Malformed:
        return "malformed"
    seen = policy.seen(note, head)
    if isinstance(seen, str):
        return seen
    if not vector.get("seen"):
        if old or steps:
            return "other-start"
    else:
        _, before = read_note(unbase64(vector["seen"]).decode())
        if head.size < before.size:
            return "goes-back"
        if head.size == before.size and head.root != before.root:
            return "split"
        if old != before.size:
            return "other-start"
        if not tlog.verify_consistency(before.size, head.size, before.root, head.root, steps):
            return "does-not-go-on"
    answer = unbase64(vector["answer"]).decode()
    west, line = policy.witnesses["west"], tlog.parse_note(note.text + "\n" + answer).signatures[0]
    need(tlog.verify_cosignature(line.signature, west.name, west.public_key, head.origin, head.size, head.root))
    need((line.name, line.key_id) == (west.name, west.key_id))
    month_of(int.from_bytes(line.signature[:8], "big"))
    need(west.public_key == keys["ben"].witness and policy.logs[-1].public_key == keys["ana"].witness)
    return "signs"


def month_entry(month, slot, salt, path, export):
    """The entry of a month, from one of its sixteen leaves (§12.3)."""
    root = hashlib.sha256(b"\0" + salt + export).digest()
    for step in path:
        pair = step + root if slot & 1 else root + step
        root, slot = hashlib.sha256(b"\1" + pair).digest(), slot >> 1
    return f"firsthand/month/v1\n{month}\n{base64.b64encode(root).decode()}\n".encode()


def proof(vector, keys):
    try:
        policy = Policy(vector.fields["policy"])
    except Malformed:
        return "bad-policy"
    try:
        lines, note, head = read_head(read_text(vector))
        need(len(lines) >= 3 and lines[0] == "c2sp.org/tlog-proof@v1")
        need(lines[1].startswith("extra ") and lines[2].startswith("index "))
        extra = record_of(unbase64(lines[1][6:]), "month path salt slot version")
        index, steps = number(lines[2][6:]), hashes(lines[3:])
        need(extra["version"] == b"1" and len(extra["salt"]) == 32 and len(extra["path"]) == 128 and len(extra["slot"]) == 1)
        slot, month = extra["slot"][0], extra["month"].decode()
        need(1 <= slot < 16)
    except Malformed:
        return "malformed"
    seen = policy.seen(note, head)
    if isinstance(seen, str):
        return seen
    path = [extra["path"][place:place + 32] for place in range(0, 128, 32)]
    entry = month_entry(month, slot, extra["salt"], path, bytes.fromhex(vector["export"]))
    if not tlog.verify_leaf_inclusion(entry, index, head.size, steps, head.root):
        return "not-in-log"
    if not policy.is_met({name for name, _ in seen}):
        return "too-few"
    need((month, " ".join(f"{name}:{when}" for name, when in seen)) == (vector["month"], vector.get("seen")))
    return "proves"
