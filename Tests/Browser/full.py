#!/usr/bin/env python3
"""A long story that is sent while the intake has no memory left for it: the page stays, with every word, and says why.

    full.py PORT PLACE FOLDER

In Chromium and Firefox, without JavaScript, in both languages. Others fill what the intake keeps for long forms, and go on sending,
so that none of them is the slow one that has to go. Once they left, the same button sends the story.
"""

import contextlib
import pathlib
import socket
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Attacks"))
from attacked import COOKIE, FORM, head  # noqa: E402

from browser import Browser
from findings import check, finish
from firefox import Firefox
from survivor import Survivor

PORT = int(sys.argv[1])
# The longest form for which memory is kept twice, and what is left of the 16 MiB for long ones after six of the first.
LENGTHS = [1_200_000] * 6 + [1_050_000]
STORY = ("It rained, and I waited by the door. " * 2_500)[:90_000]
SAID = {"/": "Try again in a minute.", "/es/": "inténtelo otra vez en un minuto."}


@contextlib.contextmanager
def crowd():
    """Others who send as much as there is room for, a little at a time."""
    lines = []
    for length in LENGTHS:
        line = socket.create_connection(("127.0.0.1", PORT))
        line.sendall(head("POST", "/send", length, COOKIE + FORM) + b"story=")
        lines.append(line)
    over = threading.Event()

    def feed():
        while not over.wait(0.1):
            for line in lines:
                line.send(b"a" * 3_000)

    feeding = threading.Thread(target=feed)
    feeding.start()
    try:
        yield
    finally:
        over.set()
        feeding.join()
        for line in lines:
            line.close()


def main():
    for kind in (Firefox, Browser):
        for root, said in SAID.items():
            with kind(320, scripts=False) as window:
                me = Survivor(window, f"http://127.0.0.1:{PORT}", root)
                me.write("x")
                # By the driver at once: Firefox's takes minutes to type as much.
                window.driver.execute_script("arguments[0].value = arguments[1]", window.find("#story"), STORY)
                button = me.step("send")
                with crowd():
                    time.sleep(0.3)
                    window.reach(button, "\n")
                    # Longer than anybody waits for memory.
                    time.sleep(7)
                    stays = window.all("#story") and window.find("#story").get_property("value") == STORY
                    check(stays, f"{kind.__name__}, {root}: the words are gone from the page")
                    check(said in window.find("footer").text, f"{kind.__name__}, {root}: nothing says why the page stays")
                # What those others held comes back as soon as they are gone.
                time.sleep(1)
                window.click(button)
                check(len(me.code().split()) == 10, f"{kind.__name__}, {root}: the story is not sent by the same button")
                print(f"  {kind.__name__}, {root}: a story of {len(STORY):,} letters stayed, and was sent then", flush=True)
    finish("full")


main()
