#!/usr/bin/env python3
"""A first visit, measured: the screens, what can be pressed on each, and how many presses it takes to send only a story.

    visit.py PORT PLACE FOLDER

On a phone of 320 px without JavaScript. A screen's own controls are those between the header and the footer: each link, button,
field, box and answer that is seen. The frame's are the same on every page: the way out, the languages, Help and what the site keeps.
"""

import sys

from browser import Browser
from findings import check, finish
from survivor import SCREENS, STORY, Survivor

BASE = f"http://127.0.0.1:{int(sys.argv[1])}"
MOST_CONTROLS, MOST_PRESSES = 8, 4
# What is more than the aim, and why.
KNOWN = {"use": "one box for each of the seven uses, beside Back and Next"}
CONTROLS = """
const seen = [...document.querySelectorAll("a[href], button, summary, textarea, input:not([type=hidden])")].filter((element) =>
  element.checkVisibility({visibilityProperty: true}) && !element.closest(".unseen"));
const own = seen.filter((element) => element.closest("main"));
const questions = new Set(own.map((element) => element.type === "radio" ? element.name : element));
return [own.length, questions.size, seen.length - own.length, document.querySelector("html").scrollHeight];
"""


def measure(window, screen):
    own, questions, frame, height = window.ask(CONTROLS)
    print(f"  {screen:22} {own:4} own, {questions:2} with one for each question that has one answer, {frame} of the frame; {height:5} px")
    name = screen.split(",")[0]
    if own > MOST_CONTROLS and name in KNOWN:
        print(f"  {'':22} KNOWN, more than {MOST_CONTROLS}: {KNOWN[name]}")
        return
    check(own <= MOST_CONTROLS, f"{screen} has {own} controls of its own")


class Fingers(Browser):
    """Counts what is pressed."""

    presses = 0

    def reach(self, selector, key):
        self.presses += 1
        super().reach(selector, key)


def presses(window, me, *screens, looks):
    """From the start page to a receipt, by these screens."""
    me.go()
    window.presses = 0
    for screen in screens:
        me.follow(screen)
        if screen == "words":
            me.type("#story", STORY)
    if looks:
        me.press(me.step("check"))
    me.press(me.step("send"))
    check(bool(window.all("#receipt")), f"{window.presses} presses bring no receipt")
    return window.presses


def main():
    with Fingers(320, scripts=False) as window:
        for root in ("/", "/es/"):
            me = Survivor(window, BASE, root)
            print(f"a first visit, {me.start}")
            me.go()
            for screen in SCREENS:
                me.show(screen)
                measure(window, screen)
                if screen == "words":
                    me.type("#story", STORY)
                    measure(window, "words, typed")
                if screen == "use":
                    me.tick("use-print")
            me.look()
            measure(window, "the look")
            me.press(me.step("send"))
            measure(window, "the receipt")

            only = presses(window, me, "before", "words", looks=False)
            check(only <= MOST_PRESSES, f"it takes {only} presses to send only a story")
            whole = presses(window, me, "before", "words", "case", "age", "use", "send", looks=True)
            print(f"  presses from the start page to a receipt: {only} to send only the story; {whole} by every question and the look")
    finish("visit")


main()
