"""FORMAT.md §5: the form's token, the receipt code and what derives from it."""

import random

import nacl.bindings as sodium

from notation import digest


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


def guess(words):
    """Ten words of a list whose check word fits, and that open nothing."""
    symbols = [random.getrandbits(12) for _ in range(9)]
    return [words[symbol] for symbol in [*symbols, check_symbol(symbols)]]


def form_token(key, nonce):
    return digest("firsthand/token/v1", nonce, key)[:24]


def code_symbols(key, nonce, token):
    bits = int.from_bytes(digest("firsthand/receipt/v1", nonce + token, key), "big") >> (256 - 108)
    symbols = [bits >> (12 * place) & 0xFFF for place in range(8, -1, -1)]
    return symbols + [check_symbol(symbols)]


def survivor(symbols):
    """The signing key, the letter keys of the first generation and of generation 3, and the retry key of a code."""
    bits = 0
    for symbol in symbols[:9]:
        bits = bits << 12 | symbol
    root = digest("firsthand/survivor/v1", (bits << 4).to_bytes(14, "big"))
    seed, letter, retry = (
        digest(f"firsthand/survivor/{part}/v1", b"", root) for part in ("signing", "letter", "retry"))
    third = digest("firsthand/survivor/letter/v1", (3).to_bytes(4, "big"), root)
    return sodium.crypto_sign_seed_keypair(seed)[0], letter, third, retry
