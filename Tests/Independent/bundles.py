"""FORMAT.md §9: bundles."""

from notation import CannotOpen, Malformed, digest, read_record, record_of
from people import verifies
from sealed import data_key, open_sealed, read_sealed
from statements import case_of, read_body, read_header, signed_message

MAGIC = b"firsthand/bundle/v1\n"
CASE, STATEMENT, DRAFT, HOLDINGS, REPORT, END = 1, 2, 3, 4, 5, 9
SEALED = 86 + 1 + 64 * 128 + 1 + 72 + 24 + (512 << 10) + 17
ITEM = (1 << 16) + 64 + SEALED + 64
LIMITS = {CASE: 17, STATEMENT: ITEM, DRAFT: ITEM, HOLDINGS: 40 << 16, REPORT: 256 + 64 + SEALED + 64, END: 32}


class Refused(Exception):
    """What is wrong with a bundle, in one word."""


def need(condition, flaw="malformed"):
    if not condition:
        raise Refused(flaw)


def frames(data):
    """Each frame's tag and content, and the digest of all that came before it."""
    need(data and MAGIC.startswith(data[:20]) or data[:18] == MAGIC[:18], "not-a-bundle")
    need(len(data) >= 20, "cut-short")
    need(data[:20] == MAGIC, "newer-version")
    chain, position = digest("firsthand/bundle/v1", MAGIC), 20
    while True:
        need(position + 5 <= len(data), "cut-short")
        tag, length = data[position], int.from_bytes(data[position + 1:position + 5], "big")
        need(tag in LIMITS)
        need(length <= LIMITS[tag], "too-large")
        end = position + 5 + length
        need(end <= len(data), "cut-short")
        yield tag, data[position + 5:end], chain, end == len(data)
        chain = digest("firsthand/bundle/v1", chain + data[position:end])
        position = end


def read_item(content):
    try:
        fields = read_record(content)
        need(set(fields) == {"body", "header", "signature"} and len(fields["signature"]) == 64)
        need(len(fields["header"]) <= 1 << 16)
        return read_header(fields["header"]), fields
    except Malformed:
        raise Refused("malformed")


def read_holdings(content):
    need(len(content) % 40 == 0)
    digests = [content[i:i + 32] for i in range(0, len(content), 40)]
    need(all(a < b for a, b in zip(digests, digests[1:])))
    return set(digests)


def check_item(header, fields, case, is_draft, reviewers, reader):
    """What §9.2 asks of one statement or draft."""
    if is_draft:
        need(header["author"] in reviewers, "unknown-author")
    need(header["case"] == case, "wrong-case")
    need(verifies(header["author"], fields["signature"], signed_message(fields["header"])), "forged")
    by_survivor = case_of(header["author"]) == case
    need(by_survivor or header["author"] in reviewers, "unknown-author")
    need(header["kind"] != b"received" or by_survivor, "wrong-author")
    need(header["kind"] != b"checkpoint" or not by_survivor, "wrong-author")
    if not fields["body"]:
        return
    try:
        body = read_sealed(fields["body"])
        need(body["header"][21:37] == case, "broken-body")
        if reader is None:
            return
        _, opened = open_sealed(body, case, data_key(body, reader))
    except (Malformed, CannotOpen):
        raise Refused("broken-body")
    need(digest("firsthand/body/v1", opened) == header["body"], "broken-body")


def read_report(content, last, publishers, reader):
    """The publisher of a report, who comes after the last one."""
    try:
        fields = read_record(content)
        need(set(fields) == {"body", "header", "signature"} and len(fields["signature"]) == 64)
        header = record_of(fields["header"], "body number publisher version")
        need([len(header[n]) for n in ("body", "number", "publisher")] == [32, 4, 32])
        need(header["version"] == b"1" and any(header["number"]))
    except Malformed:
        raise Refused("malformed")
    publisher = header["publisher"]
    need(last is None or last < publisher, "report-out-of-order")
    place = digest("firsthand/report/v1", publisher)[:16]
    try:
        body = read_sealed(fields["body"])
    except Malformed:
        raise Refused("broken-report")
    # 64 KiB, under the publisher's place, by itself, for no letter key.
    need(body["header"][20] == 2 and body["header"][21:37] == place and body["header"][69] == 0, "broken-report")
    need(not body["letter"], "broken-report")
    message = b"DSSEv1 19 firsthand/report/v1 %d " % len(fields["header"]) + fields["header"]
    need(verifies(publisher, fields["signature"], message), "forged-report")
    need(publisher in publishers, "unknown-publisher")
    if reader is not None:
        try:
            kind, opened = open_sealed(body, place, data_key(body, reader))
            need(kind == "report" and digest("firsthand/body/v1", opened) == header["body"], "broken-report")
            read_body(opened)
        except (Malformed, CannotOpen):
            raise Refused("broken-report")
    return publisher


def read_bundle(data, reviewers, reader=None, publishers=()):
    """The statements and the publishers' reports in a bundle; Refused if it is not to be taken in."""
    found, reports, place, case, last, brought, withdrawn = [], [], None, None, None, set(), set()
    flaws = []
    for tag, content, before, is_last in frames(data):
        if tag == CASE:
            need(case is None and not reports and len(content) == 17 and content[0] in (0, 1))
            need(place is None or place < content, "case-out-of-order")
            need(content[0] == 0 or content[1:] not in withdrawn, "case-out-of-order")
            place, case, last, brought = content, content[1:], None, set()
            if content[0] == 0:
                withdrawn.add(case)
        elif tag in (STATEMENT, DRAFT):
            need(case is not None)
            header, fields = read_item(content)
            name = (tag, digest("firsthand/statement/v1", fields["header"]))
            need(last is None or last < name, "statement-out-of-order")
            need(place[0] == 0 or header["kind"] != b"withdrawn")
            last = name
            if tag == DRAFT:
                need(fields["body"] and header["kind"] == b"closed")
            else:
                brought.add(name[1])
                found.append(name[1])
            try:
                check_item(header, fields, case, tag == DRAFT, reviewers, reader)
            except Refused as flaw:
                flaws.append(flaw)
        elif tag == HOLDINGS:
            need(case is not None)
            need(brought <= read_holdings(content), "not-held")
            case = None
        elif tag == REPORT:
            need(case is None)
            reports.append(read_report(content, reports[-1] if reports else None, publishers, reader))
        else:
            need(case is None and len(content) == 32)
            need(content == before, "changed")
            need(is_last, "trailing-bytes")
            break
    if flaws:
        raise flaws[0]
    return found, reports
