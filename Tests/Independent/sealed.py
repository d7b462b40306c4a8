"""FORMAT.md §4: sealed bodies."""

import nacl.bindings as sodium
import nacl.exceptions

from notation import CannotOpen, Malformed, ascending, digest, need, read_record
from statements import KINDS

SIZES = [4 << 10, 16 << 10, 64 << 10, 512 << 10]


def read_sealed(data):
    position = 0

    def take(count):
        nonlocal position
        need(position + count <= len(data))
        position += count
        return data[position - count:position]

    header = take(86)
    need(header[:20] == b"firsthand/sealed/v1\n" and header[20] < len(SIZES) and header[69] < 3)
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
    header = sealed["header"]
    if inside[32:] == digest("firsthand/slot/v1", header):
        return inside[:32]
    # The two bodies of a submission share a box for each reviewer.
    if header[69] and inside[32:] == digest("firsthand/submission-slot/v1", header[21:69] + header[70:]):
        return digest("firsthand/submission/v1", header, inside[:32])
    raise CannotOpen


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
