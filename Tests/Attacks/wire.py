"""Odd requests by raw sockets, each with the one answer that it gets; and the headers of every answer, as the MDN Observatory weighs them.

usage: wire.py FOLDER [long|short]
"""

import re
import sys

from attacked import COOKIE, FORM, Intake, answer, encoded, ends, head

GET = b"GET /write HTTP/1.1\r\n"
HOST = b"Host: x\r\n"
POST = b"POST /send HTTP/1.1\r\n" + HOST + FORM

# What is sent, the status, and whether the line ends with the answer.
ODD = [
    ("as it should be", GET + HOST + b"\r\n", 200, False),
    ("no Host", GET + b"\r\n", 400, True),
    ("two Hosts", GET + HOST + HOST + b"\r\n", 400, True),
    ("two different Hosts", GET + HOST + b"Host: y\r\n\r\n", 400, True),
    ("an empty Host", GET + b"Host:\r\n\r\n", 400, True),
    ("a Host that is a list", GET + b"Host: a, b\r\n\r\n", 400, True),
    ("a Host with a path", GET + b"Host: a/b\r\n\r\n", 400, True),
    ("a Host with a user", GET + b"Host: a@b\r\n\r\n", 400, True),
    ("HTTP/1.0 without Host", b"GET /write HTTP/1.0\r\n\r\n", 200, True),
    ("HTTP/1.0 that wants to go on", b"GET /write HTTP/1.0\r\n" + HOST + b"Connection: keep-alive\r\n\r\n", 200, True),
    ("HTTP/1.0 with two Hosts", b"GET /write HTTP/1.0\r\n" + HOST + HOST + b"\r\n", 400, True),
    ("HTTP/1.0, chunked", b"POST /send HTTP/1.0\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, True),
    ("HTTP/0.9", b"GET /write\r\n\r\n", 400, True),
    ("HTTP/1.2", b"GET /write HTTP/1.2\r\n" + HOST + b"\r\n", 400, True),
    ("HTTP/2.0", b"GET /write HTTP/2.0\r\n" + HOST + b"\r\n", 400, True),
    ("a version in small letters", b"GET /write http/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, True),
    ("an upgrade to HTTP/2", GET + HOST + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n\r\n", 200, False),
    ("an upgrade to a WebSocket", GET + HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AA==\r\n\r\n", 200, False),
    ("the greeting of TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\x00", 400, True),
    ("lines that end with LF alone", b"GET /write HTTP/1.1\nHost: x\n\n", 400, True),
    ("one line that ends with LF alone", GET + b"Host: x\n\r\n", 400, True),
    ("a lone CR in a field", GET + HOST + b"X: a\rb\r\n\r\n", 400, True),
    ("a lone CR before the path", b"GET\r/write HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("an empty line first", b"\r\n" + GET + HOST + b"\r\n", 400, True),
    ("a folded field", GET + HOST + b"X: a\r\n b\r\n\r\n", 400, True),
    ("a folded first field", GET + b" Host: x\r\n\r\n", 400, True),
    ("a folded length", POST + b"Content-Length:\r\n 5\r\n\r\nabcde", 400, True),
    ("NUL in a field", GET + HOST + b"X: a\0b\r\n\r\n", 400, True),
    ("NUL in the path", b"GET /wri\0te HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("NUL in a name", GET + HOST + b"X\0: a\r\n\r\n", 400, True),
    ("a control character in a field", GET + HOST + b"X: a\x01b\r\n\r\n", 400, True),
    ("a field without a colon", GET + HOST + b"X\r\n\r\n", 400, True),
    ("a field without a name", GET + HOST + b": x\r\n\r\n", 400, True),
    ("a space before the colon", GET + HOST + b"Content-Length : 5\r\n\r\nabcde", 400, True),
    ("a space in a name", GET + HOST + b"X Y: a\r\n\r\n", 400, True),
    ("a name that is no token", GET + HOST + b"X(Y): a\r\n\r\n", 400, True),
    ("two lengths", POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400, True),
    ("the same length twice", POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde", 400, True),
    ("a list of lengths", POST + b"Content-Length: 5, 5\r\n\r\nabcde", 400, True),
    ("a length with a sign", POST + b"Content-Length: +5\r\n\r\nabcde", 400, True),
    ("a length below nothing", POST + b"Content-Length: -1\r\n\r\n", 400, True),
    ("a length in hex", POST + b"Content-Length: 0x5\r\n\r\nabcde", 400, True),
    ("a length with a space in it", POST + b"Content-Length: 1 0\r\n\r\nabcde", 400, True),
    ("an empty length", POST + b"Content-Length:\r\n\r\n", 400, True),
    ("a length past all bounds", POST + b"Content-Length: 99999999999999999999\r\n\r\n", 400, True),
    ("a length and an encoding", POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, True),
    ("an encoding and a length", POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, True),
    ("chunked", POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nstory\r\n0\r\n\r\n", 411, True),
    ("chunked, written otherwise", POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 411, True),
    ("chunked twice", POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 411, True),
    ("a request behind a chunked one", POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET + HOST + b"\r\n", 411, True),
    ("an absolute address", b"GET http://x/write HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("an absolute address elsewhere", b"GET http://other.example/ HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("a way to another host", b"CONNECT other.example:443 HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("OPTIONS for all", b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("OPTIONS", b"OPTIONS /write HTTP/1.1\r\n" + HOST + b"\r\n", 405, False),
    ("TRACE", b"TRACE /write HTTP/1.1\r\n" + HOST + b"\r\n", 405, False),
    ("a method in small letters", b"get /write HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("a method that nobody knows", b"BREW /write HTTP/1.1\r\n" + HOST + b"\r\n", 405, False),
    ("two spaces", b"GET  /write HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("a tab for a space", b"GET\t/write HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("a fragment", b"GET /write#top HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("a path with bytes past ASCII", b"GET /\xc3\xa9 HTTP/1.1\r\n" + HOST + b"\r\n", 400, True),
    ("dots that climb", b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", 404, False),
    ("a query", b"GET /write?a=b HTTP/1.1\r\n" + HOST + b"\r\n", 200, False),
    ("a very long path", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 404, False),
    ("a head past its limit", GET + HOST + b"X: " + b"a" * 17000 + b"\r\n\r\n", 431, True),
    ("a head without an end", GET + HOST + b"X: " + b"a" * 40000, 431, True),
    ("a hundred and one fields", GET + HOST + b"X: a\r\n" * 101 + b"\r\n", 400, True),
    ("a GET with a body", GET + HOST + b"Content-Length: 5\r\n\r\nabcde", 200, False),
    ("an Expect that nobody knows", GET + HOST + b"Expect: 200-ok\r\n\r\n", 200, False),
    ("a name in all cases", GET + b"hOsT: x\r\n\r\n", 200, False),
    ("Connection: close", GET + HOST + b"Connection: close\r\n\r\n", 200, True),
]

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; sandbox allow-forms allow-same-origin",
    "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin", "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff", "x-frame-options": "DENY", "cache-control": "no-store",
    "x-robots-tag": "noindex, noarchive", "content-language": None, "permissions-policy": None,
}
SILENT = {"date", "server", "etag", "last-modified", "via", "x-powered-by", "age", "expires"}

wrong = []


def check(holds, what):
    if not holds:
        wrong.append(what)
        print(f"  WRONG: {what}")


def weigh(name, found):
    """The rules of the Observatory, without those about TLS, which the server in front of this one keeps."""
    fields = {}
    for field, text in found.fields:
        check(field.lower() not in fields, f"{name}: {field} twice")
        fields[field.lower()] = text
    for field, text in HEADERS.items():
        check(field in fields and text in (None, fields[field]), f"{name}: {field} is {fields.get(field)}")
    check(not SILENT & fields.keys(), f"{name}: says {SILENT & fields.keys()}")
    policy = fields.get("content-security-policy", "")
    check("unsafe" not in policy and "*" not in policy and "http" not in policy, f"{name}: a loose policy")
    cookie = fields.get("set-cookie")
    if cookie:
        check("HttpOnly" in cookie and "SameSite=Strict" in cookie, f"{name}: the cookie {cookie}")
        check(re.match(r"v=1?;", cookie), f"{name}: a cookie that differs: {cookie}")
    check("access-control-allow-origin" not in fields, f"{name}: other sites may read it")
    check(not re.search(r"\d\d:\d\d:\d\d", str(found.fields)), f"{name}: a time of day")


def odd(intake):
    for name, sent, status, closes in ODD:
        line = intake.connect()
        line.settimeout(5)
        try:
            line.sendall(sent)
            found = answer(line)
        except (TimeoutError, ConnectionError):
            found = None
        check(found and found.status == status, f"{name}: {found.status if found else 'no answer'} for {status}")
        if found:
            weigh(name, found)
            ended = ends(line, 0.3 if not closes else 4)
            check(ended == closes, f"{name}: the line {'ends' if ended else 'stays'}")
        line.close()
    # One request, never two: what follows a refused one is not answered.
    line = intake.connect()
    line.sendall(POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /leave HTTP/1.1\r\nHost: x\r\n\r\n")
    everything = b""
    line.settimeout(5)
    while more := line.recv(65536):
        everything += more
    check(everything.count(b"HTTP/1.1 ") == 1, "a smuggled request is answered")
    # Two in one piece are answered one after the other.
    line = intake.connect()
    line.sendall((GET + HOST + b"\r\n") * 3)
    for _ in range(3):
        found = answer_of_three(line)
        check(found, "requests in one piece")
    line.close()


buffered = b""


def answer_of_three(line):
    """Answers of a pipeline come in one piece, too."""
    global buffered
    while b"\r\n\r\n" not in buffered:
        buffered += line.recv(65536)
    top, rest = buffered.split(b"\r\n\r\n", 1)
    length = int(re.search(rb"(?i)content-length: (\d+)", top)[1])
    while len(rest) < length:
        rest += line.recv(65536)
    buffered = rest[length:]
    return top.startswith(b"HTTP/1.1 200 ")


def pages(intake):
    for name, method, path, status in [
        ("start", "GET", "/", 200), ("form", "GET", "/write", 200), ("form in Spanish", "GET", "/es/write", 200),
        ("code", "GET", "/return", 200), ("style", "GET", "/style.css", 200), ("leaving", "GET", "/leave", 303),
        ("nothing", "GET", "/nothing", 404), ("a wrong method", "PUT", "/write", 405), ("head", "HEAD", "/write", 200),
    ]:
        found = intake.ask(method, path)
        check(found.status == status, f"{name}: {found.status}")
        weigh(name, found)
    for path, body in [("/send", b"story="), ("/send", b"surprise=1"), ("/return", b"code=a+b"), ("/letters", b"visit=a")]:
        weigh(path, intake.ask("POST", path, body, COOKIE + FORM))
    weigh("too large", intake.ask("POST", "/send", b"a" * 1_500_000, COOKIE + FORM))
    waiting = intake.connect()
    body = encoded({**intake.form(), "story": "Words."})
    waiting.sendall(head("POST", "/check", len(body), COOKIE + FORM + b"Expect: 100-continue\r\n"))
    first = waiting.recv(100)
    check(first == b"HTTP/1.1 100 Continue\r\n\r\n", f"told to go on: {first}")
    waiting.sendall(body)
    check(answer(waiting).status == 200, "a form that waited to be told to go on")


def main():
    with Intake(sys.argv[1]) as intake:
        odd(intake)
        pages(intake)
    print(f"wire: {len(ODD)} odd requests, {len(wrong)} wrong answers")
    sys.exit(bool(wrong))


main()
