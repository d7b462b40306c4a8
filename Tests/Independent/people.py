"""FORMAT.md §2 and §3: key pairs, secret key files, the keyring and its minisign signature."""

import datetime
import hashlib
import re

import nacl.bindings as sodium
import nacl.exceptions
import nacl.pwhash

from notation import NAME, CannotOpen, ascending, digest, need, Malformed, read_text, unbase64


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
        # The key under which a desk signs heads of logs (§12.1).
        self.witness, _ = sodium.crypto_sign_seed_keypair(digest("firsthand/witness/v1", b"", self.decryption))
        self.id = digest("firsthand/key/v1", self.public)[:16]


def read_public(role, name, data):
    need(NAME.match(name) and len(data) == 64 and sodium.crypto_core_ed25519_is_valid_point(data[32:]))
    return role, name, data


def open_key_file(data, passphrase):
    """The role, the name and the seed in a secret key file."""
    lines = read_text(data).split("\n")
    need(len(lines) == 7 and lines[6] == "")
    head = lines[0].split(" ")
    need(len(head) == 3 and head[0] == "FIRSTHAND-SECRET-KEY-1" and head[1] in ("reviewer", "publisher", "backup", "steward"))
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


# A reviewer who leaves in good standing has a leaving list; nobody else has one.
STATES = {
    "reviewer": r"(active|retired:[0-9a-f]{64}|compromised(:[0-9a-f]{64})?)\Z",
    "publisher": r"(active|retired|compromised)\Z",
    "backup": r"(active|retired|compromised)\Z",
}


def read_leaving(data):
    """The key, the maker's name, the signature and what it covers, of a leaving list."""
    lines = read_text(data).split("\n")
    need(len(lines) >= 5 and lines[0] == "firsthand/leaving/v1" and lines[-1] == "")
    need(lines[1].startswith("key ") and lines[2].startswith("day ") and lines[-2].startswith("signed "))
    key, _ = unbase64(lines[1][4:], 64), read_day(lines[2][4:])
    words = [line.split(" ") for line in lines[3:-2]]
    need(all(len(w) == 2 and w[0] in ("statement", "again") for w in words))
    need(all(re.match(r"([0-9a-f]{64}|[0-9a-f]{32})\Z", w[1]) for w in words))
    need(all(len(w[1]) == {"statement": 64, "again": 32}[w[0]] for w in words))
    ascending([({"statement": 0, "again": 1}[w[0]], w[1]) for w in words])
    last = lines[-2].split(" ")
    need(len(last) == 3 and NAME.match(last[1]))
    payload = data[:data.rindex(b"signed ")]
    return key, last[1], unbase64(last[2], 64), b"DSSEv1 20 firsthand/leaving/v1 %d " % len(payload) + payload


def read_keyring(data):
    """The serial, both days and the members, as (role, state, name, key)."""
    lines = read_text(data).split("\n")
    need(len(lines) >= 5 and lines[0] == "firsthand/keyring/v1" and lines[-1] == "")
    need(re.match(r"serial [1-9][0-9]*\Z", lines[1]))
    need(lines[2].startswith("from ") and lines[3].startswith("until "))
    first, until = read_day(lines[2][5:]), read_day(lines[3][6:])
    need(first < until)
    members, follows = [], {}
    for line in lines[4:-1]:
        words = line.split(" ")
        need(len(words) in (4, 6) and words[0] in STATES)
        need(re.match(STATES[words[0]], words[2]))
        read_public(words[0], words[1], unbase64(words[3], 64))
        members.append((words[0], words[2], words[1], unbase64(words[3])))
        if len(words) == 6:
            need(words[4] == "follows")
            follows[words[1]] = words[5]
    places = [(list(STATES).index(role), name) for role, _, name, _ in members]
    ascending(places)
    for part in ([m[2] for m in members], [m[3][:32] for m in members], [m[3][32:] for m in members]):
        need(len(set(part)) == len(part))
    return int(lines[1][7:]), first, until, members, people(members, follows)


def people(members, follows):
    """The reviewers' keys by person, oldest first; Malformed where a key follows one that it cannot."""
    known = {name: (role, state) for role, state, name, _ in members}
    need(len(set(follows.values())) == len(follows))
    for name, before in follows.items():
        need(before in known and known[before][0] == known[name][0] and known[before][1] != "active")
    after = {before: name for name, before in follows.items()}
    chains = []
    for name in known:
        if name not in follows:
            chain = [name]
            while chain[-1] in after:
                chain.append(after[chain[-1]])
            chains.append(chain)
    # What no chain reaches is in a loop.
    need(sum(map(len, chains)) == len(known))
    return " ".join(sorted("+".join(chain) for chain in chains if known[chain[0]][0] == "reviewer"))
