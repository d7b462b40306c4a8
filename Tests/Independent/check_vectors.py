"""Checks every file of Tests/Vectors: good ones open, flawed ones are refused for their flaw."""

import base64
import hashlib
import pathlib
import sys

import nacl.bindings as sodium

# No cache folder beside the sources.
sys.dont_write_bytecode = True

from bundles import Refused, read_bundle
from logs import proof, request
from notation import CannotOpen, Malformed, digest, read_record, unbase64, write_record
from people import Keys, minisign_is_good, open_key_file, read_day, read_keyring, read_minisign_key, read_leaving, verifies
from receipts import check_symbol, code_symbols, form_token, survivor
from sealed import data_key, letter_data_key, open_sealed, read_sealed
from statements import case_of, read_body, read_header, signed_message

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "Vectors"
PASSPHRASE = "these test keys protect nothing"
# HSalsa20 of a shared secret of zeros: the key of a box whose sender key is of low order.
ZERO_SECRET_KEY = bytes.fromhex("351f86faa3b988468a850122b65b0acece9c4826806aeee63de9c0da2bd7f91e")


class Vector:
    def __init__(self, path):
        head, _, body = path.read_bytes().partition(b"\n\n")
        self.name, self.fields = f"{path.parent.name}/{path.stem}", {}
        for line in head.decode().split("\n"):
            name, _, value = line.partition(":")
            self.fields.setdefault(name, []).append(value.strip())
        is_text = path.parent.name in ("keyring", "keyfile", "leaving", "request", "proof")
        self.body = body if is_text else base64.b64decode(body.replace(b"\n", b""), validate=True)

    def __getitem__(self, name):
        return self.fields[name][0]

    def get(self, name, default=""):
        return self.fields.get(name, [default])[0]


def same(got, wanted):
    if got != wanted:
        raise AssertionError(f"got {got}, not {wanted}")


def test_keys():
    keys = {}
    for path in sorted((VECTORS / "keys").glob("*.key")):
        role, name, seed = open_key_file(path.read_bytes(), PASSPHRASE)
        same(name, path.stem)
        keys[name] = Keys(seed)
        if role != "steward":
            line = base64.b64encode(keys[name].public).decode()
            same(path.with_suffix(".pub").read_text(), f"firsthand-{role}-1 {name} {line}\n")
    return keys


def sealed(vector, keys):
    try:
        body = read_sealed(vector.body)
    except Malformed:
        return "malformed"
    case = bytes.fromhex(vector["case"])
    outcomes = set()
    for name in vector["keys"].split():
        try:
            if body["header"][21:37] != case:
                raise CannotOpen
            key = data_key(body, keys[name])
            kind, opened = open_sealed(body, case, key)
        except CannotOpen:
            outcomes.add("cannot-open")
            continue
        outcomes.add("opens")
        same(kind, vector["kind"])
        same(read_body(opened)[0], kind)
        same(digest("firsthand/body/v1", opened).hex(), vector["body"])
        if vector.get("data-key"):
            same(key.hex(), vector["data-key"])
        if kind == "received":
            fields = read_body(opened)[1]
            same(case_of(fields["public-key"]), case)
            same(fields["letter-key"].hex(), LETTER["letter-key"])
        if body["letter"]:
            same(letter_data_key(body, bytes.fromhex(LETTER["letter-key"])), key)
    if vector.name == "sealed/low-order-key":
        low_order_is_the_only_flaw(body, case, keys)
    same(len(outcomes), 1)
    return outcomes.pop()


def low_order_is_the_only_flaw(body, case, keys):
    box = dict(body["slots"])[keys["ana"].id]
    nonce = hashlib.blake2b(box[:32] + keys["ana"].encryption, digest_size=24).digest()
    inside = sodium.crypto_box_open_afternm(box[32:], nonce, ZERO_SECRET_KEY)
    same(inside[32:], digest("firsthand/slot/v1", body["header"]))
    open_sealed(body, case, inside[:32])


def statement(vector, keys):
    try:
        header = read_header(vector.body)
    except Malformed:
        return "malformed"
    same(digest("firsthand/statement/v1", vector.body).hex(), vector["digest"])
    same("yes" if case_of(header["author"]) == header["case"] else "no", vector["by-survivor"])
    good = verifies(header["author"], unbase64(vector["signature"], 64), signed_message(vector.body))
    return "signed" if good else "wrong-signature"


def body(vector, keys):
    try:
        kind, _ = read_body(vector.body)
    except Malformed:
        return "malformed"
    same(kind, vector["kind"])
    same(digest("firsthand/body/v1", vector.body).hex(), vector["digest"])
    return "reads"


def record(vector, keys):
    try:
        fields = read_record(vector.body)
    except Malformed:
        return "malformed"
    same(write_record(fields), vector.body)
    return "reads"


def keyring(vector, keys):
    steward = read_minisign_key((VECTORS / "keys" / "steward.pub").read_text())
    same(steward[1], keys["steward"].signing)
    same(steward[0], digest("firsthand/minisign/v1", steward[1])[:8])
    try:
        good = minisign_is_good(vector.fields.get("minisig", []), vector.body, steward)
    except Malformed:
        return "unsigned"
    if not good:
        return "altered"
    try:
        serial, first, until, members, people = read_keyring(vector.body)
    except Malformed:
        return "malformed"
    mine = digest("firsthand/keyring/v1", vector.body).hex()
    if vector.get("seen"):
        seen_serial, seen_digest = vector["seen"].split()
        if serial < int(seen_serial) or (serial == int(seen_serial) and mine != seen_digest):
            return "rolled-back"
    day = read_day(vector["on"])
    if day < first:
        return "not-yet"
    if day >= until:
        return "expired"
    if not any(role == "reviewer" and state == "active" for role, state, _, _ in members):
        return "empty"
    same(mine, vector["digest"])
    same(people, vector["people"])
    return "accepted"


def leaving(vector, keys):
    try:
        key, maker, signature, message = read_leaving(vector.body)
    except Malformed:
        return "malformed"
    same(key, keys["ben"].public)
    same(maker, "ana")
    same(digest("firsthand/leaving/v1", vector.body).hex(), vector["digest"])
    return "signed" if verifies(keys["ana"].signing, signature, message) else "wrong-signature"


def unbase64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def receipt(vector, keys):
    if "nonce" in vector.fields:
        key = bytes.fromhex(vector["form-key"])
        nonce, token = unbase64url(vector["nonce"]), unbase64url(vector["token"])
        if form_token(key, nonce) != token:
            return "unknown-form"
        same(" ".join(map(str, code_symbols(key, nonce, token))), vector["symbols"])
    symbols = [int(symbol) for symbol in vector["symbols"].split()]
    if len(symbols) != 10:
        return "wrong-number"
    if check_symbol(symbols[:9]) != symbols[9]:
        return "mistyped"
    signing, letter, third, retry = survivor(symbols)
    same(signing.hex(), vector["signing-key"])
    same(case_of(signing).hex(), vector["case"])
    same(letter.hex(), vector["letter-key"])
    same(third.hex(), vector["letter-key-3"])
    same(digest("firsthand/letter-key/v1", (3).to_bytes(4, "big"), retry).hex(), vector["letter-key-tag-3"])
    said = {
        "consent": unbase64(vector["retry-consent"]), "text": unbase64(vector["retry-text"]),
        "content-notes": vector["retry-content-notes"].replace(",", "\n").encode()}
    said.update((name, vector["retry-" + name].encode()) for name in ("language", "open-case", "term", "under-18"))
    same(digest("firsthand/retry/v1", write_record(said), retry).hex(), vector["retry-tag"])
    return "derives"


def keyfile(vector, keys):
    # The role is asked for before the passphrase, as a program does.
    first = vector.body.split(b"\n")[0].split(b" ")
    if len(first) == 3 and first[1] in (b"reviewer", b"publisher", b"steward") and first[1] != vector["role"].encode():
        return "wrong-role"
    try:
        _, _, seed = open_key_file(vector.body, vector["passphrase"])
    except Malformed:
        return "malformed"
    except CannotOpen:
        return "wrong-passphrase"
    same(seed.hex(), vector["seed"])
    same(base64.b64encode(Keys(seed).public).decode(), vector["public"])
    return "opens"


def bundle(vector, keys):
    reviewers = {keys[name].signing for name in vector["reviewers"].split()}
    reader = keys[vector["reader"]] if vector.get("reader") else None
    try:
        found, reports = read_bundle(vector.body, reviewers, reader, {keys["press"].signing})
    except Refused as flaw:
        return str(flaw)
    same(len(found), int(vector["statements"]))
    same(len(reports), int(vector.get("reports", "0")))
    return "accepted"


LETTER = Vector(VECTORS / "receipt" / "good.txt")
CHECKS = [sealed, statement, body, record, keyring, leaving, receipt, keyfile, bundle, request, proof]


def main():
    keys = test_keys()
    passed = failed = 0
    for check in CHECKS:
        vectors = [Vector(path) for path in sorted((VECTORS / check.__name__).glob("*.txt"))]
        # A folder without a good vector would prove nothing.
        if not any(vector.name.split("/")[1].startswith("good") for vector in vectors):
            print(f"{check.__name__}: there is no good vector")
            failed += 1
        for vector in vectors:
            try:
                same(check(vector, keys), vector["expect"])
                passed += 1
            except Exception as error:
                print(f"{vector.name}: {type(error).__name__}: {error}")
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
