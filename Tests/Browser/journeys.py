#!/usr/bin/env python3
"""Every journey and every act of somebody who comes back, in real browsers, in both languages.

    journeys.py PORT PLACE FOLDER

Chromium with and without JavaScript, and Firefox.
"""

import pathlib
import sys

import yaml

from browser import Browser
from desk import Desk
from findings import check, faults, finish
from firefox import Firefox
from survivor import LETTER, Survivor

PORT, PLACE = int(sys.argv[1]), sys.argv[2]
BASE = f"http://127.0.0.1:{PORT}"
POLICIES = pathlib.Path(__file__).parents[2] / "Policies"
STORY = "Renata told me to write.\n\nI did, and it was raining. Señora, ¿cómo está?"


class Journey:
    """One survivor in one browser; what a page should say comes from the language's own texts."""

    def __init__(self, window, language, root, desks, label):
        self.me = Survivor(window, BASE, root)
        self.window, self.label, (self.ana, self.ben) = window, label, desks
        self.texts = yaml.safe_load((POLICIES / f"Languages/{language}/text.yaml").read_text())["texts"]

    def text(self, key):
        found = self.texts
        for part in key.split("."):
            found = found[part]
        return found

    def holds(self, truth, sentence):
        return check(truth, f"{self.label}: {sentence}")

    def head(self, key):
        said = self.me.says("h1")
        self.holds(said == self.text(key), f"the page says “{said}” where {key} should stand")

    def says(self, key, where="main"):
        """Whether a text stands there, up to its first value."""
        said = " ".join(self.me.says(where).split())
        wanted = self.text(key).split("{")[0].strip()
        self.holds(wanted in said, f"{key} is not said: “{said[:80]}”")

    def words(self):
        return self.window.find("#story").get_property("value").replace("\r\n", "\n")

    def write(self):
        """From the welcome to a code that is kept, by every screen, with every turn on the way."""
        me, window = self.me, self.window
        me.go()
        self.head("welcome.title")
        me.follow("before")
        self.head("before.title")
        me.follow("words")
        self.head("write.story")
        self.holds(not any(box.is_selected() for box in window.all("input")), "something is chosen before")
        me.press(me.step("send"))
        self.says("problem.empty", ".problem")
        me.type("#story", STORY)
        me.tick("note-police")
        for screen, key in (("case", "ask.open-case.question"), ("age", "ask.under-18.question"), ("use", "consent.use.question")):
            me.show(screen)
            self.head(key)
            if screen == "case":
                me.tick("open-case-unsure")
        # Who ticks no use is asked no more about it.
        me.follow("send")
        self.head("write.end")
        for screen in ("naming", "time", "use"):
            me.follow(screen)
        me.tick("use-print")
        for screen, key in (("time", "consent.term.question"), ("naming", "consent.edits.question"), ("send", "write.end")):
            me.follow(screen)
            self.head(key)
        me.press(me.step("check"))
        self.head("open-case.title")
        me.press(me.back())
        self.holds(self.words() == STORY, "going back from the page about a case loses words")
        self.holds(window.find("#open-case-unsure").is_selected(), "what was said before is forgotten")
        me.look()
        self.head("check.title")
        self.holds("it was raining" in me.says(".said"), "the look shows no words")
        me.press(me.back())
        self.head("write.story")
        self.holds(self.words() == STORY, "going back to change loses words")
        self.holds(all(window.find(f"#{box}").is_selected() for box in ("note-police", "use-print")), "going back to change loses a tick")
        # In another language, and back, with the words.
        me.press("header button.link")
        self.holds(self.words() == STORY, "another language loses words")
        me.press("header button.link")
        self.head("write.story")
        self.holds(self.words() == STORY, "another language and back loses words")
        me.look()
        me.press(me.step("send"))
        self.head("receipt.title")
        code = me.code()
        self.holds(len(code.split()) == 10, "there is no code")
        title = window.driver.title.lower()
        self.holds("story" not in title and "historia" not in title, f"the title tells: {title}")
        me.press(f"main form[action='{me.root}kept'] button")
        self.head("receipt.kept-title")
        me.enter(code)
        self.head("status.title")
        self.says("status.waiting")

    def codes(self, code):
        """Wrong ones are refused, a word in no list is named, and the right one may be typed in any way."""
        me, words = self.me, code.split()
        me.enter("")
        self.says("problem.no-code", ".problem")
        me.enter(" ".join(words[:-1]))
        self.says("problem.few-words", ".problem")
        for place in (0, 4, 8):
            swapped = [*words[:place], words[place + 1], words[place], *words[place + 2:]]
            if swapped != words:
                me.enter(" ".join(swapped))
                self.says("problem.wrong-code", ".problem")
                self.holds(self.window.find("#code").get_property("value").split() == swapped, "what was typed is gone")
        slip = words[2][:-1] + "q"
        me.enter(" ".join([*words[:2], slip, *words[3:]]))
        said = me.says(".problem")
        self.holds(f"“{slip}”" in said or f"«{slip}»" in said, f"the word in no list is not named: {said}")
        self.holds(words[2] in said.split(slip)[-1], f"its nearest words are not named: {said}")
        me.enter("\n".join(f"{place}. {word.upper()}," for place, word in enumerate(words, 1)))
        self.head("status.title")

    def letters(self, code, case):
        me, window = self.me, self.window
        me.enter(code)
        self.says("status.letters-none")
        me.to("letters")
        self.says("letters.none")
        me.act("write")
        self.says("problem.empty-letter", ".problem")
        me.type("#words", LETTER)
        me.act("home")
        self.says("note-unsent", "#note")
        self.holds(window.find("#words").get_property("value") == LETTER, "the way home loses a letter")
        me.press("header button.link")
        self.holds(window.find("#words").get_property("value") == LETTER, "another language loses a letter")
        me.press("header button.link")
        me.act("write")
        self.says("note-letter-sent", "#note")
        self.holds(self.ana.cases()[case]["letters"] == 1, "the letter did not reach the desk")
        for words in ("How are you? <b>Take & care</b>.\n\nWe read it.", "A second letter.", "A third letter."):
            self.ana.letter(case, words)
        me.enter(code)
        self.says("status.letters-some")
        me.to("letters")
        shown = [letter.text for letter in self.window.all(".letter .said")]
        self.holds(len(shown) == 3 and any("<b>Take & care</b>.\n\nWe read it." in words for words in shown), f"letters show as {shown}")
        me.press("main .letter button[name=read]")
        self.says("note-letter-gone", "#note")
        self.holds(len(self.window.all(".letter")) == 2, "a letter that was read is still there")
        me.act("forget")
        self.says("note-letters-gone", "#note")
        self.holds(not self.window.all(".letter"), "letters that were forgotten are still there")
        me.enter(code)
        self.says("status.letters-none")

    def text_of(self, code, case):
        """The text as it would be published: changed, refused, agreed to, and agreed to once it was another."""
        me, window = self.me, self.window
        self.ana.propose(case, "A title", "find\tRenata\tA friend")
        me.enter(code)
        self.says("status.text-waits")
        me.to("text")
        self.head("text.title")
        said = me.says(".said")
        self.holds("[A friend] told me to write." in said and "raining" in said and "Renata" not in said, f"the text shows as {said}")
        for answer in ("changes", "refused", "agreed"):
            me.type("main textarea", "Please say: a neighbor." if answer == "changes" else "")
            me.act(answer)
            self.says(f"text.answer-{answer}")
            me.home()
            self.says("status.text-answered")
            me.to("text")
            self.says(f"text.before-{answer}")
        self.ana.propose(case, "A title", "find\tRenata\tA neighbor")
        me.act("agreed")
        self.says("note-new-text", "#note")
        self.holds("A neighbor" in me.says(".said"), "the new text is not shown")
        me.act("agreed")
        self.says("text.answer-agreed")
        for desk in (self.ana, self.ben):
            desk.approve(case)
        me.enter(code)
        self.says("status.approved")

    def choices(self, code, case):
        me, window = self.me, self.window

        def allowed():
            return self.ana.cases()[case]["uses"]

        self.holds(allowed() == ["website", "print"], f"the desk sees {allowed()}")
        me.enter(code)
        me.to("choices")
        self.holds(window.find("#use-website").is_selected() and window.find("#use-print").is_selected(), "choices are not shown")
        me.tick("use-website")
        me.act("save")
        self.says("note-choices-kept", "#note")
        self.holds(allowed() == ["print"], f"a narrower choice gives {allowed()}")
        me.to("choices")
        me.tick("use-press")
        me.act("save")
        self.says("status.coming-head")
        self.holds(allowed() == ["print"], f"a wider choice counts at once: {allowed()}")
        me.act("pause")
        self.holds(self.text("status.coming-head") not in me.says("main"), "what is coming is still announced")
        self.says("status.nothing")
        self.holds(allowed() == [], f"a pause leaves {allowed()}")

    def withdraw(self, code):
        me = self.me
        me.enter(code)
        me.to("withdraw")
        self.head("withdraw.title")
        me.home()
        self.head("status.title")
        me.to("withdraw")
        me.act("sure")
        self.head("withdraw.sure-title")
        me.act("now")
        self.head("withdraw.done-title")
        me.enter(code)
        self.head("withdraw.done-title")

    def run(self):
        self.write()
        before = set(self.ana.cases())
        code = self.me.send(STORY, "use-website", "use-print")
        case = (set(self.ana.cases()) - before).pop()
        self.codes(code)
        self.letters(code, case)
        self.text_of(code, case)
        self.choices(code, case)
        self.withdraw(code)
        self.holds(self.ana.cases()[case]["stage"] == "withdrawn", "the desk does not see that it was withdrawn")


def main():
    desks = Desk(PLACE, "ana"), Desk(PLACE, "ben")
    browsers = [(Browser, True, "en", "/"), (Browser, False, "es", "/es/"), (Firefox, True, "es", "/es/"), (Firefox, False, "en", "/")]
    for kind, scripts, language, root in browsers:
        name = {Browser: "Chromium", Firefox: "Firefox"}[kind]
        label = f"{name}, JavaScript {'on' if scripts else 'off'}, {language}"
        count = len(faults)
        with kind(1200, scripts) as window:
            Journey(window, language, root, desks, label).run()
        print(f"  {label}: {len(faults) - count} wrong", flush=True)
    finish("journeys")


main()
