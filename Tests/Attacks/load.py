"""What many, slow and greedy clients do to the memory of the intake and to an honest one who comes meanwhile.

Each attack runs on an intake of its own. An honest client asks for the form and sends a story, again and again, on new connections: at rest,
and then during the attack. Wanted: never more than 96 MiB, and no honest client kept out for longer than 5 s.

usage: load.py FOLDER [long|short|SECONDS] [NUMBER ...]
"""

import multiprocessing
import os
import pathlib
import selectors
import signal
import socket
import sys
import threading
import time

from attacked import COOKIE, FORM, Intake, answer, encoded, head, value

MEBIBYTES = 96
SECONDS_OUT = 5.0
BIG = b"story=" + b"\"" * 1_300_000
PLAIN = b"story=" + b"a+word+" * 185_000


class Honest(threading.Thread):
    """Sends a story ten times a second at most, and notes how long that took, or that it failed."""

    def __init__(self, intake):
        super().__init__(daemon=True)
        self.intake = intake
        self.times, self.failures, self.ends = [], 0, False
        self.gap, self.resident = 0.0, 0.0
        self.failing = None

    def run(self):
        number = 0
        while not self.ends:
            begun = time.monotonic()
            number += 1
            hidden = self.request("GET", "/write", b"")
            if hidden:
                fields = {name: value(name, hidden.text) for name in ("nonce", "token")}
                story = f"An honest story, number {number}. " * 12
                if self.request("POST", "/send", encoded({**fields, "story": story})):
                    self.times.append(time.monotonic() - begun)
            self.resident = max(self.resident, self.intake.resident())
            time.sleep(0.1)

    def request(self, method, path, body):
        """One request on a connection of its own; how long nobody gets an answer is the time that they are kept out."""
        begun = time.monotonic()
        try:
            found = self.intake.ask(method, path, body, COOKIE + FORM, timeout=30)
        except OSError:
            found = None
        good = found and found.status == 200
        self.failing = self.failing or begun
        self.gap = max(self.gap, time.monotonic() - self.failing)
        if good:
            self.failing = None
        else:
            self.failures += 1
        return found if good else None

    def stop(self):
        self.ends = True
        self.join(60)
        return self

    def percentile(self, part):
        times = sorted(self.times) or [float("nan")]
        return 1000 * times[min(len(times) - 1, int(part * len(times)))]


def lines(port, count):
    """So many connections, as many as there may be."""
    found = []
    for _ in range(count):
        line = socket.socket()
        line.setblocking(False)
        line.connect_ex(("127.0.0.1", port))
        found.append(line)
        if len(found) % 64 == 0:
            time.sleep(0.05)
    return found


def trickle(port, count, seconds, first, piece=b"a", pause=3.0):
    """Each sends a beginning, and then a byte now and then; who is thrown out comes again."""
    until = time.monotonic() + seconds
    opened = [(line, first) for line in lines(port, count)]
    while time.monotonic() < until:
        start = time.monotonic()
        for place, (line, todo) in enumerate(opened):
            try:
                line.send(todo or piece)
                # What the other side says, or that it ended the line.
                opened[place] = (line, b"")
                if line.recv(65536) == b"":
                    raise OSError
            except BlockingIOError:
                pass
            except OSError:
                line.close()
                opened[place] = (lines(port, 1)[0], first)
        time.sleep(max(0.0, min(pause, until - time.monotonic()) - (time.monotonic() - start)))


def flood(port, count, seconds, request, reads=True, rate=None):
    """Sends whole requests, as fast as they are taken or so many bytes a second each, and reads the answers, or not."""
    until = time.monotonic() + seconds
    selector = selectors.DefaultSelector()
    left = {}

    def open_one():
        line = lines(port, 1)[0]
        left[line] = [memoryview(request), time.monotonic()]
        selector.register(line, selectors.EVENT_WRITE)

    def end(line):
        if line in selector.get_map():
            selector.unregister(line)
        left.pop(line, None)
        line.close()
        open_one()

    for _ in range(count):
        open_one()
    while time.monotonic() < until:
        if rate:
            time.sleep(0.05)
        for key, events in selector.select(0.2):
            line = key.fileobj
            try:
                if events & selectors.EVENT_WRITE:
                    todo, since = left[line]
                    allowed = len(todo)
                    if rate:
                        allowed = int(rate * (time.monotonic() - since)) - (len(request) - len(todo))
                    if allowed > 0:
                        sent = line.send(todo[:allowed])
                        left[line][0] = todo = todo[sent:]
                    if not todo:
                        if reads:
                            selector.modify(line, selectors.EVENT_READ)
                        else:
                            selector.unregister(line)
                elif line.recv(1 << 20) == b"":
                    end(line)
            except BlockingIOError:
                pass
            except OSError:
                end(line)
        if not reads:
            for line in [line for line, (todo, _) in left.items() if not todo]:
                try:
                    # Whether it was thrown out, without reading what came.
                    if line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                        raise OSError
                except OSError:
                    left.pop(line)
                    line.close()
                    open_one()


def post(body, path="/write", length=None):
    return head("POST", path, len(body) if length is None else length, COOKIE + FORM) + body


SLOW_BODY = head("POST", "/send", 4000, COOKIE + FORM) + b"story="
SLOW_HEAD = b"POST /send HTTP/1.1\r\nHost: x\r\nX: "

# Each with what attacks: a function of the port and the seconds.
ATTACKS = {
    "520 slow bodies, a byte in 3 s": lambda port, seconds: trickle(port, 520, seconds, SLOW_BODY),
    "1,500 slow bodies": lambda port, seconds: trickle(port, 1500, seconds, SLOW_BODY),
    "520 slow heads": lambda port, seconds: trickle(port, 520, seconds, SLOW_HEAD),
    "600 silent": lambda port, seconds: trickle(port, 600, seconds, b"", piece=b""),
    "2,000 silent": lambda port, seconds: trickle(port, 2000, seconds, b"", piece=b""),
    "128 bodies of 1.3 MB, fast": lambda port, seconds: flood(port, 128, seconds, post(PLAIN)),
    "480 bodies of 1.3 MB, over 20 s": lambda port, seconds: flood(port, 480, seconds, post(PLAIN), rate=65_000),
    "128 that never read 8 MB": lambda port, seconds: flood(port, 128, seconds, post(BIG), reads=False),
    "530 that never read 8 MB": lambda port, seconds: flood(port, 530, seconds, post(BIG), reads=False),
    "520 slow bodies of 1.3 MB": lambda port, seconds: trickle(
        port, 520, seconds, head("POST", "/send", 1_300_000, COOKIE + FORM) + b"story="),
    "8 endless bodies": lambda port, seconds: flood(
        port, 8, seconds, post(b"story=" + b"a" * 30_000_000, length=10**11)),
    "16 that send stories, fast": lambda port, seconds: flood(port, 16, seconds, post(b"story=" + b"a+word+" * 600)),
    "64 that ask for nothing, fast": lambda port, seconds: flood(port, 64, seconds, head("GET", "/nothing")),
}
SHORT = ["520 slow bodies, a byte in 3 s"]


def attack(folder, name, seconds):
    """One row of the table; whether it holds."""
    with Intake(folder) as intake:
        intake.story("The first story.")
        rest = Honest(intake)
        rest.start()
        time.sleep(min(10, seconds / 3))
        rest.stop()
        at_rest = intake.resident()
        attacker = multiprocessing.Process(target=attacks, args=(name, intake.port, seconds), daemon=True)
        before = intake.cpu()
        during = Honest(intake)
        attacker.start()
        time.sleep(1)
        during.start()
        attacker.join(seconds + 30)
        if attacker.is_alive():
            attacker.terminate()
        during.stop()
        cpu = (intake.cpu() - before) / seconds
        start = time.monotonic()
        intake.story("After it.")
        after = time.monotonic() - start
    holds = during.resident <= MEBIBYTES and during.gap <= SECONDS_OUT and during.times
    print(
        f"  {name:34} {rest.percentile(.5):5.0f}/{rest.percentile(.99):5.0f} {during.percentile(.5):6.0f}/{during.percentile(.99):5.0f}"
        f" {len(during.times):5} {during.failures:4} {during.gap:6.1f} {at_rest:5.0f} {during.resident:5.0f} {cpu:5.2f} {after:5.1f}"
        f"{'' if holds else '   NOT HELD'}", flush=True)
    return holds


def attacks(name, port, seconds):
    os.nice(5)
    ATTACKS[name](port, seconds)


def stops(folder):
    """A slow client does not keep the intake from ending; who is being answered gets the answer."""
    with Intake(folder) as intake:
        slow = intake.connect()
        slow.sendall(SLOW_BODY)
        silent = intake.connect()
        unread = intake.connect()
        unread.sendall(post(BIG))
        body = encoded({**intake.form(), "story": "Nearly sent."})
        honest = intake.connect()
        request = head("POST", "/send", len(body), COOKIE + FORM) + body
        honest.sendall(request[:-5])
        time.sleep(1)
        intake.program.send_signal(signal.SIGTERM)
        start = time.monotonic()
        time.sleep(1)
        honest.sendall(request[-5:])
        found = answer(honest)
        try:
            intake.program.wait(30)
            took = time.monotonic() - start
        except Exception:
            took = float("inf")
        for line in (slow, silent, unread, honest):
            line.close()
    holds = took <= 10 and found and found.status == 200
    print(f"  {'told to stop, with slow ones there':34} ended after {took:.1f} s; an honest one was answered {found.status if found else 'nothing'}"
          f"{'' if holds else '   NOT HELD'}")
    return holds


def fills(folder):
    """Past the budget a long text is answered so that the browser stays at the page that holds it, in both languages; a short one and who comes with a code get through."""
    settings = pathlib.Path(folder) / "intake.yaml"
    kept = settings.read_text()
    settings.write_text(kept + "memory: 8\n")
    good = True
    try:
        with Intake(folder) as intake:
            code = intake.story("A story to come back to.")
            for path in ["/send", "/es/send"]:
                # One that fills what there is for long texts, and goes on sending, so that it is not the slow one that has to go.
                large = [intake.connect()]
                large[0].sendall(head("POST", "/send", 1_203_600, COOKIE + FORM) + b"story=")
                ends = threading.Event()
                feeding = threading.Thread(target=feed, args=(large, ends))
                feeding.start()
                time.sleep(0.3)
                start = time.monotonic()
                found = intake.ask("POST", path, b"story=" + b"a" * 1_200_000, COOKIE + FORM)
                took = time.monotonic() - start
                says = found.status == 204 and not found.text
                start = time.monotonic()
                short = intake.ask("POST", path, encoded({**intake.form(), "story": "Words."}), COOKIE + FORM)
                visit = intake.visit(code)
                comes = time.monotonic() - start
                ends.set()
                feeding.join()
                large[0].close()
                time.sleep(0.5)
                then = intake.ask("POST", path, b"story=" + b"a" * 1_200_000, COOKIE + FORM)
                holds = says and took < 5.5 and short.status == 200 and visit and comes < 2 and then.status == 422
                good = good and holds
                print(
                    f"  {'past the budget, ' + path:34} {found.status} after {took:.1f} s; a short one {short.status} and one with a code in"
                    f" after {comes:.1f} s; once there is room {then.status}{'' if holds else '   NOT HELD'}")
    finally:
        settings.write_text(kept)
    return good


def feed(lines, ends):
    while not ends.wait(0.2):
        for line in lines:
            try:
                line.sendall(b"a" * 8192)
            except OSError:
                pass


def main():
    folder, length, *names = sys.argv[1:]
    seconds = {"short": 8, "long": 40}.get(length) or int(length)
    names = [list(ATTACKS)[int(name)] for name in names] or (SHORT if length == "short" else list(ATTACKS))
    print(f"  {'attack':34} {'rest p50/p99 ms':>11} {'during':>9} {'good':>7} {'bad':>4} {'out s':>6} {'MiB':>5} {'most':>5} {'cpu':>5} {'after':>5}")
    held = [attack(folder, name, seconds) for name in names]
    held.append(stops(folder))
    held.append(fills(folder))
    print(f"load: {held.count(False)} of {len(held)} not held")
    sys.exit(not all(held))


main()
