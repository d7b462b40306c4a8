"""FORMAT.md §6: statement headers and the bodies of statements."""

from notation import digest, need, read_digests, read_record, read_text, read_words, record_of


def case_of(signing_key):
    return digest("firsthand/case/v1", signing_key)[:16]


def read_header(data):
    fields = record_of(data, "author body case day kind seen version")
    need([len(fields[n]) for n in ("author", "body", "case", "day")] == [32, 32, 16, 4])
    need(fields["version"] == b"1" and fields["kind"] in (b"received", b"withdrawn", b"checkpoint", b"sealed", b"closed"))
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


def letter_key(data):
    """32 bytes, and for every generation but the first four more with its number."""
    need(len(data) in (32, 36) and (len(data) == 32 or any(data[32:])))


def later_letter_key(data):
    letter_key(data)
    need(len(data) == 36)


def parts(data, length):
    need(len(data) % length == 0)
    return [data[i:i + length] for i in range(0, len(data), length)]


def read_days(data):
    days = parts(data, 4)
    need(days == sorted(days))


def read_place(data):
    """Use, since and the month in which it was taken back; None while it is there."""
    since, back = int.from_bytes(data[1:3], "big"), int.from_bytes(data[3:5], "big")
    need(1 <= data[0] <= 7 and since < 0xFFFF and back >= since)
    return data[0], since, None if back == 0xFFFF else back


def read_places(data):
    """In ascending order of the names of the uses, each once."""
    names = ["", "website", "social", "print", "campaign", "press", "court", "network"]
    places = [read_place(part) for part in parts(data, 5)]
    uses = [names[use] for use, _, _ in places]
    need(all(a < b for a, b in zip(uses, uses[1:])))
    return places


def read_copies(data):
    copies = parts(data, 21)
    need(len(copies) <= 3000)
    for copy in copies:
        read_place(copy[16:])
    need(all(a[:17] < b[:17] for a, b in zip(copies, copies[1:])))


ANSWER = one_of("yes no unsure unsaid")
KINDS = {
    "received": {
        "channel": one_of("web mail"), "content-notes": read_words, "language": read_text, "letter-key": letter_key,
        "open-case": ANSWER, "part": one_of("story addition"), "public-key": fixed(32), "text": read_text,
        "under-18": ANSWER},
    "consent": {
        "channel": one_of("web mail"), "credit": read_text, "edits": one_of("as-is names shorten"), "holds": some_of("open-case under-18"),
        "policy": fixed(32), "replaces": read_digests, "show-first": one_of("yes no"), "until": fixed(0, 4),
        "uses": some_of("website social print campaign press court network")},
    "proposed": {"consent": read_digests, "manuscript": read_manuscript, "policy": fixed(32)},
    "approved": {
        "consent": read_digests, "manuscript": fixed(32), "manuscript-key": fixed(0, 32), "policy": fixed(32),
        "proposal": fixed(32)},
    "declined": {"proposal": fixed(0, 32), "reason": read_text},
    "held": {"reason": read_text},
    "retracted": {"reason": read_text},
    "recused": {"reason": read_text},
    "claimed": {"taken": one_of("yes no")},
    "safety": {"reason": read_text, "worried": one_of("yes no")},
    "transcribed": {"replaces": read_digests, "story": fixed(32)},
    "slip": {
        "answer": one_of("agreed changes refused"), "consent": read_digests, "manuscript": fixed(32),
        "proposal": fixed(32)},
    "overridden": {"manuscript": fixed(32), "reason": read_text, "warning": fixed(32)},
    "slip-words": {"slip": fixed(32), "words": read_text},
    "draft": {
        "content": lambda data: None, "stories": read_digests, "turn": fixed(4),
        "work": one_of("text letter sheet plain pages correction entry answer")},
    "letter-key": {"letter-key": later_letter_key},
    "released": {"hold": fixed(32), "reason": read_text},
    "signed-off": {
        "answer": one_of("agreed changes refused"), "consent": read_digests, "manuscript": fixed(32),
        "proposal": fixed(32)},
    "withdrawn": {"reason": read_text},
    "checkpoint": {"statements": read_digests},
    "letter": {"answers": fixed(0, 32), "language": read_text, "text": read_text},
    "notice": {
        "about": fixed(0, 32), "approvals": read_days, "places": read_places, "proposed": fixed(0, 4),
        "stage": one_of("opened approved declined published retracted set-aside")},
    "report": {"copies": read_copies},
}


def read_body(data):
    """The kind and the fields of a body."""
    need(len(data) > 32)
    fields = read_record(data[32:])
    kind = fields.pop("kind", b"").decode("latin-1")
    need(kind in KINDS and set(fields) == set(KINDS[kind]))
    for name, check in KINDS[kind].items():
        check(fields[name])
    if kind == "notice":
        need((fields["stage"] == b"set-aside") == bool(fields["about"]))
        need(bool(fields["proposed"]) == bool(fields["approvals"]) and (not fields["proposed"] or fields["stage"] == b"approved"))
        out = [back for _, _, back in read_places(fields["places"]) if back is None]
        stage = b"published" if out else b"retracted"
        need(fields["stage"] == stage if fields["places"] else fields["stage"] not in (b"published", b"retracted"))
    if kind == "overridden":
        need(fields["reason"])
    if kind == "slip-words":
        need(fields["words"])
    if kind == "transcribed":
        need(fields["story"] not in read_digests(fields["replaces"]))
    return kind, fields
