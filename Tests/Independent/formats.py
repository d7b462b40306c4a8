"""Documentation/FORMAT.md, read a second time: by PyNaCl and hashlib, and by no code of ours.

Every function that reads raises Malformed for what is not exactly as the page says, and CannotOpen for what is, but
does not open.
"""

import base64
import datetime
import hashlib
import re

import nacl.bindings as sodium
import nacl.exceptions
import nacl.pwhash

NAME = re.compile(r"[a-z0-9-]{1,32}\Z")
SIZES = [4 << 10, 16 << 10, 64 << 10, 512 << 10]


class Malformed(Exception):
    pass


class CannotOpen(Exception):
    pass


def need(condition):
    if not condition:
        raise Malformed


# §1: notation

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


# §2: keys

def verifies(key, signature, message):
    try:
        sodium.crypto_sign_open(signature + message, key)
        return True
    except (nacl.exceptions.BadSignatureError, ValueError):
        return False


class Keys:
    """Both pairs of a person, from their seed."""

    def __init__(self, seed):
        self.encryption, self.decryption = sodium.crypto_box_seed_keypair(digest("firsthand/encryption/v1", b"", seed))
        self.signing, _ = sodium.crypto_sign_seed_keypair(digest("firsthand/signing/v1", b"", seed))
        self.public = self.encryption + self.signing
        self.id = digest("firsthand/key/v1", self.public)[:16]


def read_public(role, name, data):
    need(NAME.match(name) and len(data) == 64 and sodium.crypto_core_ed25519_is_valid_point(data[32:]))
    return role, name, data


def open_key_file(data, passphrase):
    """The role, the name and the seed in a secret key file."""
    lines = read_text(data).split("\n")
    need(len(lines) == 7 and lines[6] == "")
    head = lines[0].split(" ")
    need(len(head) == 3 and head[0] == "FIRSTHAND-SECRET-KEY-1" and head[1] in ("reviewer", "publisher", "steward"))
    words = [line.split(" ") for line in lines[1:6]]
    need([w[0] for w in words] == ["public", "argon2id", "salt", "nonce", "box"])
    need([len(w) for w in words] == [2, 3, 2, 2, 2])
    need(all(re.match(r"[1-9][0-9]*\Z", number) for number in words[1][1:]))
    opslimit, memlimit = int(words[1][1]), int(words[1][2])
    need(2 <= opslimit <= 10 and 64 << 20 <= memlimit <= 1 << 30)
    role, name, public = read_public(head[1], head[2], unbase64(words[0][1], 64))
    salt, nonce, box = unbase64(words[2][1], 16), unbase64(words[3][1], 24), unbase64(words[4][1], 48)
    key = nacl.pwhash.argon2id.kdf(32, passphrase.encode(), salt, opslimit, memlimit)
    vouched = data[:data.index(b"\nbox ") + 1]
    try:
        seed = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(box, vouched, nonce, key)
    except nacl.exceptions.CryptoError:
        raise CannotOpen
    need(Keys(seed).public == public)
    return role, name, seed


# §3: the keyring

def read_minisign_key(text):
    data = unbase64(text.split("\n")[1], 42)
    need(data[:2] == b"Ed")
    return data[2:10], data[10:]


def minisign_is_good(lines, data, steward):
    """Whether the four lines of a signature file are the steward's over `data`; Malformed if they are none."""
    number, key = steward
    need(len(lines) == 4 and lines[0].startswith("untrusted comment: ") and lines[2].startswith("trusted comment: "))
    first, last = unbase64(lines[1], 74), unbase64(lines[3], 64)
    need(first[:2] == b"ED")
    comment = lines[2][len("trusted comment: "):].encode()
    return (first[2:10] == number and verifies(key, first[10:], hashlib.blake2b(data).digest())
            and verifies(key, last, first[10:] + comment))


def read_day(text):
    need(re.match(r"\d{4}-\d{2}-\d{2}\Z", text, re.ASCII))
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Malformed


def read_keyring(data):
    """The serial, both days and the members, as (role, state, name, key)."""
    lines = read_text(data).split("\n")
    need(len(lines) >= 5 and lines[0] == "firsthand/keyring/v1" and lines[-1] == "")
    need(re.match(r"serial [1-9][0-9]*\Z", lines[1]))
    need(lines[2].startswith("from ") and lines[3].startswith("until "))
    first, until = read_day(lines[2][5:]), read_day(lines[3][6:])
    need(first < until)
    members = []
    for line in lines[4:-1]:
        words = line.split(" ")
        need(len(words) == 4 and words[0] in ("reviewer", "publisher"))
        need(re.match(r"active\Z|(retired|compromised):[0-9a-f]{64}\Z", words[2]))
        read_public(words[0], words[1], unbase64(words[3], 64))
        members.append((words[0], words[2], words[1], unbase64(words[3])))
    places = [({"reviewer": 0, "publisher": 1}[role], name) for role, _, name, _ in members]
    ascending(places)
    for part in ([m[2] for m in members], [m[3][:32] for m in members], [m[3][32:] for m in members]):
        need(len(set(part)) == len(part))
    return int(lines[1][7:]), first, until, members


# §4: sealed v1

def read_sealed(data):
    position = 0

    def take(count):
        nonlocal position
        need(position + count <= len(data))
        position += count
        return data[position - count:position]

    header = take(69)
    need(header[:20] == b"firsthand/sealed/v1\n" and header[20] < len(SIZES))
    count = take(1)[0]
    need(1 <= count <= 64)
    slots = [(take(16), take(112)) for _ in range(count)]
    ascending([id for id, _ in slots])
    flag = take(1)[0]
    need(flag in (0, 1))
    letter = (take(24), take(48)) if flag else None
    stream, message = take(24), take(SIZES[header[20]] + 17)
    need(position == len(data))
    return {"header": header, "slots": slots, "letter": letter, "stream": stream, "message": message}


def data_key(sealed, keys):
    box = dict(sealed["slots"]).get(keys.id)
    if box is None:
        raise CannotOpen
    try:
        inside = sodium.crypto_box_seal_open(box, keys.encryption, keys.decryption)
    except (nacl.exceptions.CryptoError, RuntimeError):
        raise CannotOpen
    if inside[32:] != digest("firsthand/slot/v1", sealed["header"]):
        raise CannotOpen
    return inside[:32]


def letter_data_key(sealed, letter_key):
    nonce, box = sealed["letter"]
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(box, sealed["header"], nonce, letter_key)


def open_sealed(sealed, case, key):
    """The body: 32 bytes and a record."""
    if sealed["header"][21:37] != case:
        raise CannotOpen
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, sealed["stream"], key)
    try:
        padded, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed["message"], sealed["header"])
    except (nacl.exceptions.CryptoError, RuntimeError):
        raise CannotOpen
    body = padded.rstrip(b"\0")
    if tag != sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL or body[-1:] != b"\x80":
        raise CannotOpen
    body = body[:-1]
    try:
        fields = read_record(body[32:])
        kind = fields.pop("kind", b"").decode("latin-1")
        need(len(body) > 32 and kind in KINDS and set(fields) == set(KINDS[kind]))
        need(kind != "received" or sealed["header"][20] > 0)
    except Malformed:
        raise CannotOpen
    return kind, body


# §5: receipt code

def field_times(a, b):
    """In GF(2^12), x^12 + x^6 + x^4 + x + 1."""
    product = 0
    for bit in range(12):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(22, 11, -1):
        if product >> bit & 1:
            product ^= 0b1000001010011 << (bit - 12)
    return product


def check_symbol(symbols):
    total, weight = 0, 1
    for symbol in symbols:
        weight = field_times(weight, 2)
        total ^= field_times(weight, symbol)
    return total


def form_token(key, nonce):
    return digest("firsthand/token/v1", nonce, key)[:24]


def code_symbols(key, nonce, token):
    bits = int.from_bytes(digest("firsthand/receipt/v1", nonce + token, key), "big") >> (256 - 108)
    symbols = [bits >> (12 * place) & 0xFFF for place in range(8, -1, -1)]
    return symbols + [check_symbol(symbols)]


def survivor(symbols):
    """The signing key, the letter key and the retry key of a code."""
    bits = 0
    for symbol in symbols[:9]:
        bits = bits << 12 | symbol
    root = digest("firsthand/survivor/v1", (bits << 4).to_bytes(14, "big"))
    seed, letter, retry = (digest(f"firsthand/survivor/{part}/v1", b"", root) for part in ("signing", "letter", "retry"))
    return sodium.crypto_sign_seed_keypair(seed)[0], letter, retry


def case_of(signing_key):
    return digest("firsthand/case/v1", signing_key)[:16]


def write_record(fields):
    return b"".join(
        bytes([len(name)]) + name.encode() + len(value).to_bytes(4, "big") + value for name, value in sorted(fields.items()))


# §6: statements and their bodies

def read_header(data):
    fields = record_of(data, "author body case day kind seen version")
    need([len(fields[n]) for n in ("author", "body", "case", "day")] == [32, 32, 16, 4])
    need(fields["version"] == b"1" and fields["kind"] in (b"received", b"withdrawn", b"checkpoint", b"sealed"))
    read_digests(fields["seen"])
    return fields


def signed_message(header):
    return b"DSSEv1 22 firsthand/statement/v1 %d " % len(header) + header


def fixed(*lengths):
    return lambda data: need(len(data) in lengths)


def one_of(words):
    return lambda data: need(data in words.encode().split())


def some_of(words):
    return lambda data: need(set(read_words(data)) <= set(words.encode().split()))


def read_manuscript(data):
    fields = record_of(data, "content-notes credit language text title")
    read_words(fields["content-notes"])
    for name in ("credit", "language", "text", "title"):
        read_text(fields[name])


ANSWER = one_of("yes no unsure unsaid")
KINDS = {
    "received": {
        "channel": one_of("web mail"), "content-notes": read_words, "language": read_text, "letter-key": fixed(32),
        "open-case": ANSWER, "part": one_of("story addition"), "public-key": fixed(32), "text": read_text,
        "under-18": ANSWER},
    "consent": {
        "credit": read_text, "edits": one_of("as-is names shorten"), "holds": some_of("open-case under-18"),
        "policy": fixed(32), "replaces": read_digests, "show-first": one_of("yes no"), "until": fixed(0, 4),
        "uses": some_of("website social print campaign press court network")},
    "proposed": {"consent": read_digests, "manuscript": read_manuscript, "policy": fixed(32)},
    "approved": {
        "consent": read_digests, "manuscript": fixed(32), "manuscript-key": fixed(0, 32), "policy": fixed(32),
        "proposal": fixed(32)},
    "declined": {"proposal": fixed(0, 32), "reason": read_text},
    "held": {"reason": read_text},
    "released": {"hold": fixed(32), "reason": read_text},
    "signed-off": {
        "answer": one_of("agreed changes refused"), "consent": read_digests, "manuscript": fixed(32),
        "proposal": fixed(32), "words": read_text},
    "withdrawn": {"reason": read_text},
    "checkpoint": {"statements": read_digests},
}


def read_body(data):
    """The kind and the fields of a body."""
    need(len(data) > 32)
    fields = read_record(data[32:])
    kind = fields.pop("kind", b"").decode("latin-1")
    need(kind in KINDS and set(fields) == set(KINDS[kind]))
    for name, check in KINDS[kind].items():
        check(fields[name])
    return kind, fields
