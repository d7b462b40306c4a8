#!/usr/bin/env python3
"""How fast codes can be guessed at an intake under full load, and how long somebody with the right code waits meanwhile.

    guessing.py PORT PLACE FOLDER

A program with printed figures, not a test of time: the check is that no guess opens anything and that the right code does.
It stops by itself after two short loads: within the connections that the intake takes, and far beyond them.
"""

import asyncio
import pathlib
import re
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Independent"))
from receipts import guess  # noqa: E402

from findings import check, finish

PORT = int(sys.argv[1])
WORDS = (pathlib.Path(__file__).parents[2] / "Policies/Languages/en/words.txt").read_text().split()
SECONDS = 8
BITS, CASES = 108, 1_000_000
YEAR = 365.25 * 24 * 3600


async def ask(method, path, fields=None):
    """One request on a connection of its own, as a browser sends it; the answer's status and text."""
    body = urllib.parse.urlencode(fields or {}).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    if method == "POST":
        head += f"Cookie: v=1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    try:
        writer.write(head.encode() + b"\r\n" + (body if method == "POST" else b""))
        answer = await reader.read()
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else 0, answer.decode(errors="replace")


class Load:
    """People who guess as fast as they are answered, each on one connection after the other."""

    def __init__(self, count):
        self.count = count
        self.answers = []
        self.opened = self.failed = 0
        self.over = False

    async def guesser(self):
        while not self.over:
            try:
                status, page = await ask("POST", "/return", {"code": " ".join(guess(WORDS))})
            except OSError:
                self.failed += 1
                await asyncio.sleep(0.1)
                continue
            if status == 403:
                self.answers.append(time.monotonic())
            elif status:
                self.opened += 1

    async def run(self, code):
        """Returns the guesses answered a second, how long each try of the right code took, and how long each story."""
        guessers = [asyncio.create_task(self.guesser()) for _ in range(self.count)]
        # The first answers come after the least wait: the load counts from then on.
        await asyncio.sleep(3)
        start, waits, stories = time.monotonic(), [], []
        while time.monotonic() < start + SECONDS:
            begun = time.monotonic()
            try:
                async with asyncio.timeout(30):
                    first, _ = await ask("GET", "/return")
                    status, page = await ask("POST", "/return", {"code": code})
                check(first == 200 and status == 200 and 'action="/withdraw"' in page, f"the right code gets {status}")
            except (TimeoutError, OSError) as error:
                check(False, f"the right code gets no answer: {error!r}")
            waits.append(time.monotonic() - begun)
            stories.append(await took(send()))
            await asyncio.sleep(0.3)
        end = time.monotonic()
        self.over = True
        for each in guessers:
            each.cancel()
        await asyncio.gather(*guessers, return_exceptions=True)
        return sum(start <= at < end for at in self.answers) / (end - start), waits, stories


async def send():
    """A story, and its code."""
    _, form = await ask("GET", "/write")
    fields = dict(re.findall(r'name="(nonce|token)" value="([^"]*)"', form))
    _, page = await ask("POST", "/send", {"story": "Words.", "use-print": "yes"} | fields)
    return " ".join(re.search(r'id="receipt"[^>]*>([^<]*)<', page).group(1).split())


async def took(work):
    """How many seconds it takes."""
    begun = time.monotonic()
    await work
    return time.monotonic() - begun


async def main():
    code = await send()
    story = sorted([await took(send()) for _ in range(20)])
    answer = await took(ask("POST", "/return", {"code": code}))
    print(f"  nobody guesses: the right code is answered in {answer * 1000:.0f} ms, a story with its form in "
          f"{story[10] * 1000:.0f}, at most {story[-1] * 1000:.0f} ms")
    fastest = 0
    for count in (100, 400, 2000):
        load = Load(count)
        rate, waits, stories = await load.run(code)
        fastest = max(fastest, rate)
        print(f"  {count:5} guessers: {rate:5.0f} guesses answered a second; the right code {len(waits)} times, "
              f"in {min(waits):.2f} to {max(waits):.2f} s (form and answer), a story in "
              f"{min(stories) * 1000:.0f} to {max(stories) * 1000:.0f} ms; {load.failed} connections refused", flush=True)
        check(load.opened == 0, f"{load.opened} guesses were answered in another way")
        check(len(load.answers) > 0, "no guess was answered, so this proves nothing")
    years = 2 ** BITS / CASES / fastest / YEAR
    print(f"  {BITS} bits, {CASES:,} cases, {fastest:.0f} guesses a second: {years:.1e} years to try them all, "
          f"{years / 2:.1e} until the first of them is found, on the mean (one case: {years * CASES:.1e})")
    finish("guessing")


asyncio.run(main())
