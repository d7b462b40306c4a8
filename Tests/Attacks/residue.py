"""What of a request is left in the intake's memory, files and output, one second after its answer and after later traffic.

Each shape sends words that stand nowhere else. Then every byte of memory that the intake may write is searched for them, and so are
its folder and its output. Nothing may be found, but for what `EXCEPTIONS` names.

usage: residue.py FOLDER [long|short]
"""

import base64
import os
import pathlib
import re
import secrets
import sys
import threading
import time

from attacked import COOKIE, FORM, Intake, answer, encoded, head, receipt, value

# The shapes of which something stays, how many copies at most after a second and later, and why. Documentation/LOSSES.md says the same.
EXCEPTIONS = {}

CELL = 498
REPEATS = 3


class Canary:
    """Words that are sent: so many, each with the same mark, so that any piece of 32 bytes shows."""

    def __init__(self, count=30):
        self.mark = "q" + "".join(secrets.choice("bcdfghjkmnpqrstvwxz") for _ in range(11))
        self.words = " ".join(f"{self.mark}{number:02x}" for number in range(count))
        self.needles = [self.mark.encode(), "".join(f"%{byte:02X}" for byte in self.mark.encode()).encode()]


class Code:
    """A code that is known: any two neighbours of it, however they are joined, show."""

    def __init__(self, words):
        self.words = words
        self.needles = []
        for one, two in zip(words, words[1:]):
            for between in (" ", "+", "%20", "\n", "</li> <li>"):
                self.needles.append(f"{one}{between}{two}".encode())
            # As Swift keeps short strings in an array.
            self.needles.append(short_string(one) + short_string(two))


class Secret:
    """A value of a form, as text and as the bytes that it stands for."""

    def __init__(self, text):
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        self.needles = [text[at:at + 12].encode() for at in range(0, len(text) - 11, 12)]
        self.needles += [data[at:at + 12] for at in range(0, len(data) - 11, 12)]


def short_string(text):
    data = text.encode()
    return data + bytes(15 - len(data)) + bytes([0xE0 | len(data)])


def memory(pid):
    """Every region that the process may write, one after the other."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as source:
        for line in maps:
            place, rights, *_ = line.split()
            if "w" not in rights or "[v" in line:
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            try:
                yield os.pread(source.fileno(), end - start, start)
            except OSError:
                continue


def copies(intake, needles):
    """How often any of them is found in memory."""
    pattern = re.compile(b"|".join(re.escape(needle) for needle in sorted(set(needles), key=len, reverse=True)))
    return sum(len(pattern.findall(region)) for region in memory(intake.pid))


def in_files(intake, needles):
    pattern = re.compile(b"|".join(re.escape(needle) for needle in set(needles)))
    return sum(
        len(pattern.findall(path.read_bytes())) for path in pathlib.Path(intake.folder).rglob("*") if path.is_file())


def send(intake, pieces, pause=0.004, reads=True):
    """Sends in pieces, on a line that stays open until the search is done."""
    line = intake.connect()
    for piece in pieces:
        try:
            line.sendall(piece)
        except OSError:
            break
        time.sleep(pause)
    if reads:
        try:
            answer(line)
        except OSError:
            pass
    return line


def cells(request, size=CELL):
    return [request[at:at + size] for at in range(0, len(request), size)]


def form(intake, text, path="/send", fields=COOKIE + FORM, raw=False, **more):
    """A request that sends a story."""
    hidden = {} if raw else intake.form()
    body = encoded({**hidden, **more, "story": text})
    return head("POST", path, len(body), fields) + body


def escaped(text):
    return "".join(f"%{byte:02X}" for byte in text.encode())


def percent(intake, text, path="/send"):
    body = encoded(intake.form()) + b"&story=" + escaped(text).encode()
    return head("POST", path, len(body), COOKIE + FORM) + body


def post(body, path="/send", fields=COOKIE + FORM, length=None, method="POST"):
    return head(method, path, len(body) if length is None else length, fields) + body


def chunked(body):
    return (b"POST /send HTTP/1.1\r\nHost: x\r\n" + COOKIE + FORM + b"Transfer-Encoding: chunked\r\n\r\n"
            + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")


def split(request):
    """The head to before its blank line, and the rest."""
    at = request.index(b"\r\n\r\n") + 2
    return [request[:at], request[at:]]


def endless(intake, words):
    """A body that has no end, as much of it as the intake takes in two seconds."""
    line = intake.connect()
    line.settimeout(1)
    try:
        line.sendall(head("POST", "/send", 999_999_999_999, COOKIE + FORM) + b"story=")
        until = time.monotonic() + 2
        while time.monotonic() < until:
            line.sendall(encoded({"a": words + " "})[2:] * 20)
    except OSError:
        pass
    return line


# Each sends words, and gives the line that they went by.
SHAPES = {
    "whole": lambda intake, words: send(intake, [form(intake, words)]),
    "looked at once more": lambda intake, words: send(intake, [form(intake, words, "/check")]),
    "kept in the form": lambda intake, words: send(intake, [form(intake, words, "/write")]),
    "in pieces of 498 bytes": lambda intake, words: send(intake, cells(form(intake, words))),
    "in pieces of 61 bytes": lambda intake, words: send(intake, cells(form(intake, words), 61), 0.001),
    "looked at, in pieces": lambda intake, words: send(intake, cells(form(intake, words, "/check"))),
    "split before the blank line": lambda intake, words: send(intake, split(form(intake, words)), 0.05),
    "percent-encoded": lambda intake, words: send(intake, [percent(intake, words)]),
    "percent-encoded, in pieces": lambda intake, words: send(intake, cells(percent(intake, words))),
    "chunked": lambda intake, words: send(intake, [chunked(b"story=" + words.encode())]),
    "slow": lambda intake, words: send(intake, cells(form(intake, words), 40), 0.03),
    "95 KB": lambda intake, words: send(intake, [form(intake, (words + " ") * 200)]),
    "95 KB, shown again": lambda intake, words: send(intake, [form(intake, (words + " ") * 200, "/write")]),
    "without its hidden fields": lambda intake, words: send(intake, [form(intake, words, raw=True)]),
    "refused: a field that is not ours": lambda intake, words: send(intake, [post(b"surprise=1&story=" + words.encode())]),
    "refused: the words first": lambda intake, words: send(intake, [post(b"story=" + words.encode() + b"&surprise=1")]),
    "refused: a bad escape": lambda intake, words: send(intake, [post(b"story=" + words.encode() + b"%4")]),
    "refused: from another site": lambda intake, words: send(
        intake, [form(intake, words, fields=COOKIE + FORM + b"Sec-Fetch-Site: cross-site\r\n")]),
    "too long a story": lambda intake, words: send(intake, [form(intake, (words + " ") * 300)]),
    "too large a body": lambda intake, words: send(intake, [post(b"story=" + (words + " ").encode() * 3500)]),
    "multipart": lambda intake, words: send(
        intake, [post(b"--b\r\n\r\n" + words.encode() + b"\r\n--b--", fields=b"Content-Type: multipart/form-data; boundary=b\r\n")]),
    "JSON": lambda intake, words: send(intake, [post(words.encode(), fields=b"Content-Type: application/json\r\n")]),
    "PUT": lambda intake, words: send(intake, [post(words.encode(), method="PUT")]),
    "PUT, in pieces": lambda intake, words: send(intake, cells(post(words.encode() * 4, method="PUT"))),
    "GET with a body": lambda intake, words: send(intake, [post(words.encode(), "/write", method="GET")]),
    "to an address that is none": lambda intake, words: send(intake, [post(b"story=" + words.encode(), "/nothing")]),
    "in a query": lambda intake, words: send(intake, [head("GET", "/write?story=" + words.replace(" ", "+"))]),
    "in the path": lambda intake, words: send(intake, [head("GET", "/" + words.replace(" ", "/"))]),
    "in a field of the head": lambda intake, words: send(intake, [head("GET", "/write", fields=f"X: {words}\r\n".encode())]),
    "as a name in the head": lambda intake, words: send(
        intake, [head("GET", "/write", fields="".join(f"{word}: 1\r\n" for word in words.split()).encode())]),
    "in a field of the head that we read": lambda intake, words: send(
        intake, [head("GET", "/", fields=f"Accept-Language: {words.replace(' ', ',')}\r\nCookie: {words}\r\n".encode())]),
    "as a name in the body": lambda intake, words: send(intake, [post(words.split()[0].encode() + b"=1&story=a")]),
    "in a bad head": lambda intake, words: send(intake, [b"GET / HTTP/1.1\r\nX: " + words.encode() + b"\n\r\n" + words.encode()]),
    "in too large a head": lambda intake, words: send(intake, [head("GET", "/", fields=f"X: {words * 40}\r\n".encode())]),
    "in a head that never ends": lambda intake, words: send(
        intake, [b"GET / HTTP/1.1\r\nX: " + words.encode()], reads=False).close(),
    "behind another request": lambda intake, words: send(intake, [head("GET", "/write") + form(intake, words)]),
    "cut off": lambda intake, words: send(intake, [form(intake, words * 2)[:-400]], reads=False).close(),
    "an answer that nobody reads": lambda intake, words: send(intake, [form(intake, words * 40, "/check")], reads=False).close(),
    "endless": lambda intake, words: endless(intake, words),
    "a long name": lambda intake, words: send(
        intake, [form(intake, "A story.", "/check", credit=words[:79])]),
}

# Of a test in short form: those that the old server kept something of, and the plain one.
SHORT = [
    "whole", "in pieces of 498 bytes", "split before the blank line", "PUT", "GET with a body", "to an address that is none",
    "in a query", "in a field of the head", "in a bad head", "endless", "95 KB, shown again", "a long name",
]


def traffic(intake, count=30):
    """What comes later: it uses memory again."""
    for number in range(count):
        intake.story(f"Another story, number {number}. " * 20)
        intake.ask("GET", "/nothing")
    intake.ask("POST", "/write", encoded({**intake.form(), "story": "b" * 90_000}), COOKIE + FORM)


class Results:
    def __init__(self):
        self.wrong = 0

    def say(self, name, first, later, files):
        allowed = EXCEPTIONS.get(name, (0, 0))
        bad = first > allowed[0] or later > allowed[1] or files
        self.wrong += bad
        print(f"  {name:42} {first:6} {later:6} {files:6}{'   NOT NOTHING' if bad else ''}", flush=True)


def shape(intake, results, name, send_words):
    canary = Canary()
    lines = [send_words(intake, canary.words) for _ in range(REPEATS)]
    finish(intake, results, name, canary.needles, lines)


def finish(intake, results, name, needles, lines=()):
    time.sleep(1)
    first = copies(intake, needles)
    for line in lines:
        if line:
            line.close()
    traffic(intake)
    results.say(name, first, copies(intake, needles), in_files(intake, needles))


def control(intake):
    """The search finds words that are there: those of a body that is still being sent, and a code in the same way."""
    canary = Canary()
    body = b"story=" + canary.words.encode()
    line = send(intake, [post(body, length=len(body) + 1000)], reads=False)
    time.sleep(1)
    found = copies(intake, canary.needles)
    line.close()
    print(f"  {'control: a body that is still open':42} {found:6}")
    if not found:
        raise SystemExit("the search finds nothing, also where something is")


def codes(intake, results, in_pieces):
    """The code of a receipt, and typed right and wrong; a letter, and what the forms carry along."""
    cut = cells if in_pieces else (lambda request: [request])
    by = ", in pieces" if in_pieces else ""

    def ask(path, **fields):
        body = encoded(fields)
        return send_and_read(intake, cut(head("POST", path, len(body), COOKIE + FORM) + body))

    hidden = intake.form()
    page = ask("/send", **hidden, story="A story with a code.")
    words = receipt(page.text)
    finish(intake, results, f"the receipt's code{by}", Code(words).needles)
    finish(intake, results, f"nonce and token{by}", [n for text in hidden.values() for n in Secret(text).needles])

    page = ask("/return", code=" ".join(words))
    visit = value("visit", page.text)
    finish(intake, results, f"a code typed right{by}", Code(words).needles)
    finish(intake, results, f"the token of a visit{by}", Secret(visit).needles)

    wrong = words[1:] + words[:1]
    ask("/return", code=" ".join(wrong))
    finish(intake, results, f"a code typed wrong{by}", Code(wrong).needles)
    ask("/return", code=" ".join(words[:9]))
    finish(intake, results, f"a code of nine words{by}", Code(words).needles)

    page = ask("/letters", visit=visit)
    once = value("once", page.text)
    canary = Canary()
    ask("/letters", visit=visit, once=once, act="write", words=canary.words)
    finish(intake, results, f"a letter{by}", canary.needles)

    canary = Canary()
    ask("/letters", visit="AAAA", once=once, act="write", words=canary.words, code=" ".join(words))
    finish(intake, results, f"a letter beside a code typed anew{by}", canary.needles + Code(words).needles)

    canary = Canary(1)
    name = canary.mark[:12]
    ask("/send", **intake.form(), story="A story with a name.", credit=name, **{"use-website": "yes"})
    finish(intake, results, f"a short name{by}", [name.encode()])


def send_and_read(intake, pieces):
    line = intake.connect()
    for piece in pieces:
        line.sendall(piece)
        time.sleep(0.004)
    found = answer(line)
    line.close()
    return found


def together(intake, results):
    """The short form: all at once, and one search for all."""
    found = {}
    lines = []
    def run(name):
        canary = Canary()
        lines.append(SHAPES[name](intake, canary.words))
        found[name] = canary.needles
    threads = [threading.Thread(target=run, args=(name,)) for name in SHORT]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    words = intake.story("A story with a code.")
    code = head("POST", "/return", len(body := encoded({"code": " ".join(words)})), COOKIE + FORM) + body
    send_and_read(intake, cells(code))
    found["a code, in pieces"] = Code(words).needles
    time.sleep(1)
    first = {name: copies(intake, needles) for name, needles in found.items()}
    for line in lines:
        if line:
            line.close()
    traffic(intake, 10)
    for name, needles in found.items():
        results.say(name, first[name], copies(intake, needles), in_files(intake, needles))


def main():
    results = Results()
    with Intake(sys.argv[1]) as intake:
        intake.story("The first story.")
        print(f"  {'words that were sent':42} {'1 s':>6} {'later':>6} {'files':>6}")
        control(intake)
        if sys.argv[2] == "short":
            together(intake, results)
        else:
            for name in SHAPES:
                shape(intake, results, name, SHAPES[name])
            for in_pieces in (False, True):
                codes(intake, results, in_pieces)
    print(f"residue: {results.wrong} shapes leave something")
    sys.exit(bool(results.wrong))


main()
