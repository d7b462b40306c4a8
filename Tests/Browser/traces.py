#!/usr/bin/env python3
"""What is left in a browser after leaving, sending and closing; and what becomes of forms that go wrong on their way.

    traces.py PORT PLACE FOLDER

In Chromium with its back/forward cache, JavaScript on and off. Every check of traces is also made with the guards taken
away, where words must come back: so that it is known to be able to fail. Firefox under a driver brings nothing back in
either case, which proves nothing, so it is not asked.
"""

import pathlib
import re
import sys
import tempfile
import time

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import Browser
from desk import Desk
from findings import check, finish
from intake import Copy
from proxy import GUARDS, Proxy
from survivor import Survivor

PORT, PLACE = int(sys.argv[1]), sys.argv[2]
# Not closed: whoever goes back to a page with an empty form gets the cookie anew, then goes forward and reloads what was
# posted before. The cookie is the same for all and says only that one is there, so the intake cannot tell; a number in it
# would be one more thing that tells browsers apart, or would have to outlive leaving. See Documentation/LOSSES.md.
KNOWN = {"letters, after leaving": ["Reload there"]}
# Words that stand in no page, so that each trace of them is one.
STORY = "Quillfeather went home by the longest road."
LETTER = "Brambledown is what the town should be called."
FROM_READER = "Marrowstone is the word of this letter."


def shown(window, *words):
    """Whether any of the words stands on the page or in a field that is seen.

    The page that says "someone left" carries a story in a hidden field, so that it can still be sent; see `carried`.
    """
    try:
        fields = [field.get_property("value") or "" for field in window.all("textarea, input:not([type=hidden])")]
        # The forms too: those of a visit stand for its status.
        source = re.sub(r'<input type="hidden"[^>]*>', "", window.driver.page_source)
        everything = " ".join([source, *fields])
    except WebDriverException:
        return False
    return any(word in everything for word in words)


def carried(window, *words):
    """Whether a hidden field carries one of the words."""
    try:
        return any(word in (field.get_attribute("value") or "") for word in words for field in window.all("input[type=hidden]"))
    except WebDriverException:
        return False


def from_cache(window):
    """Whether the page that was just returned to came out of the back/forward cache."""
    return any('"BackForwardCacheRestore"' in entry["message"] for entry in window.driver.get_log("performance"))


class Traces:
    """One browser in which somebody leaves and somebody else presses Back."""

    def __init__(self, window, proxy):
        self.window, self.driver, self.proxy = window, window.driver, proxy
        self.me = Survivor(window, proxy.base, "/")
        # What came back, by the name of the case.
        self.found = {}
        self.cached = 0
        self.hidden = set()

    def settle(self):
        for _ in range(50):
            try:
                if self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": "document.readyState"})["result"].get(
                        "value") == "complete":
                    return
            except WebDriverException:
                pass
            time.sleep(0.1)

    def back_and_forth(self, name, *words, backs=1):
        """Back, Reload, Forward, Back, Reload: what any of them brings up."""
        self.driver.get_log("performance")
        steps = [("Back", self.driver.back)] * backs + [
            ("Reload", self.driver.refresh), ("Forward", self.driver.forward), ("Reload there", self.driver.refresh),
            ("Back again", self.driver.back), ("Reload again", self.driver.refresh)]
        came = []
        for step, act in steps:
            try:
                act()
            except WebDriverException:
                came.append(f"{step}?")
            self.settle()
            if shown(self.window, *words):
                came.append(step)
            elif carried(self.window, *words):
                self.hidden.add(f"{name}, by {step}")
            self.cached += from_cache(self.window)
        self.found[name] = came

    def leave(self):
        self.window.click("a.leave")

    def run(self, code_of_letter):
        me = self.me
        me.write(STORY)
        self.leave()
        self.back_and_forth("a story that was typed, after leaving", "Quillfeather")
        me.write(STORY)
        for screen in ("case", "age", "use"):
            me.follow(screen)
        self.leave()
        self.back_and_forth("a story typed some steps before, after leaving", "Quillfeather", backs=3)
        me.write(STORY)
        me.follow("all")
        self.leave()
        self.back_and_forth("a story typed on one long page, after leaving", "Quillfeather", backs=2)
        me.write(STORY)
        me.look()
        self.leave()
        self.back_and_forth("the look at a story, after leaving", "Quillfeather")
        me.write(STORY)
        me.look()
        me.press(me.back())
        me.follow("case")
        self.leave()
        self.back_and_forth("a step in the form after the look, after leaving", "Quillfeather", backs=2)
        me.write(STORY)
        self.window.click("header button.link")
        self.leave()
        self.back_and_forth("a story in another language, after leaving", "Quillfeather")
        me.write("  ", "use-print")
        me.press(me.step("send"))
        me.type("#story", STORY)
        self.leave()
        self.back_and_forth("a story typed after a mistake, after leaving", "Quillfeather", backs=2)
        me.write(STORY)
        me.press(me.step("send"))
        self.back_and_forth("a story that was sent", "Quillfeather")
        code = me.send(STORY)
        me.press("main form[action='/kept'] button")
        self.back_and_forth("the code that is kept", code)
        me.go("return")
        me.type("#code", code)
        self.leave()
        self.back_and_forth("a code that was typed, after leaving", code)
        me.enter(code)
        self.leave()
        self.back_and_forth("where a story stands, after leaving", code, 'action="/withdraw"')
        me.enter(code_of_letter)
        me.to("letters")
        me.type("#words", LETTER)
        self.leave()
        self.back_and_forth("letters, after leaving", "Marrowstone", "Brambledown", 'action="/withdraw"', backs=2)


def guards(desk):
    with Proxy(PORT) as proxy:
        before = set(desk.cases())
        with Browser(1200, scripts=True) as window:
            letters = [Survivor(window, proxy.base, "/").send("Words.", "use-print") for _ in range(3)]
        for case in set(desk.cases()) - before:
            desk.letter(case, FROM_READER)
        for scripts, code in zip((True, False), letters):
            with Browser(1200, scripts=scripts) as window:
                traces = Traces(window, proxy)
                traces.run(code)
                for name, came in traces.found.items():
                    if came and came == KNOWN.get(name):
                        print(f"  KNOWN, not closed: {name} comes back by {', '.join(came)}")
                        continue
                    check(not came, f"{name} comes back by {', '.join(came)} (JavaScript {'on' if scripts else 'off'})")
            print(f"  guarded, JavaScript {'on' if scripts else 'off'}: {len(traces.found)} cases; carried unseen: "
                  f"{'; '.join(sorted(traces.hidden)) or 'nothing'}", flush=True)
        proxy.without = GUARDS
        with Browser(1200, scripts=False) as window:
            traces = Traces(window, proxy)
            traces.run(letters[2])
        print("  with the guards taken away this comes back:")
        for name, came in traces.found.items():
            print(f"    {name}: {', '.join(came) or 'nothing'}")
            check(came, f"{name}: nothing comes back without the guards, so the check proves nothing")
        check(traces.cached, "the back/forward cache was never used, so the check proves nothing")
        print(f"    pages out of the back/forward cache: {traces.cached}", flush=True)


def files(folder, *words):
    """Which files below a folder hold one of the words, in the encodings that browsers write."""
    forms = [form for word in words for form in (word.encode(), word.encode("utf-16-le"))]
    return [path.relative_to(folder) for path in sorted(folder.rglob("*"))
            if path.is_file() and any(form in path.read_bytes() for form in forms)]


def disk():
    """What Chromium writes into its profile: above all its memory of open tabs, from which it restores a session.

    What was typed and not sent must not be there. A form that was sent is: Chromium keeps its body for Reload, and no
    header asks it not to. That is measured here and said in Documentation/LOSSES.md.
    """
    for without, sends in ((frozenset(), False), (GUARDS, False), (frozenset(), True)):
        with Proxy(PORT) as proxy, tempfile.TemporaryDirectory() as profile:
            proxy.without = without
            with Browser(1200, scripts=False, profile=profile) as window:
                me = Survivor(window, proxy.base, "/")
                me.write(STORY)
                # The browser writes what stands in a form some seconds after it was typed.
                time.sleep(6)
                if sends:
                    me.look()
                    time.sleep(3)
                window.click("a.leave")
                time.sleep(3)
            names = [str(path.parent) for path in files(pathlib.Path(profile), "Quillfeather")]
            said = f"{'sent' if sends else 'typed'}, {'without' if without else 'with'} the guards: {sorted(set(names)) or 'nothing'}"
            print(f"  on the disk, {said}", flush=True)
            if not sends and not without:
                check(not names, f"words that were only typed are in {names}")
            if not sends and without:
                check(names, "without the guards nothing is written, so the check proves nothing")


def mishaps(desk):
    with Proxy(PORT) as proxy, Browser(1200, scripts=False) as window:
        me = Survivor(window, proxy.base, "/")

        def cases():
            return len(desk.cases())

        # Double submit.
        count = cases()
        me.write(STORY)
        page = window.find("html")
        ActionChains(window.driver).double_click(window.shown(me.step("send"))).perform()
        window.wait_for_another(page)
        time.sleep(1)
        check(len(me.code().split()) == 10, "a button that is pressed twice shows no code")
        check(cases() == count + 1, f"a button that is pressed twice makes {cases() - count} stories")
        print(f"  pressed twice: {cases() - count} story")

        # Reload of a receipt, before and after the code is kept.
        code = me.code()
        window.driver.refresh()
        check(me.code() == code, "reloading the receipt shows another code, or none")
        check(cases() == count + 1, "reloading the receipt makes another story")
        me.press("main form[action='/kept'] button")
        window.driver.back()
        window.driver.refresh()
        check(not shown(window, code), "the code that is kept comes back by Back and Reload")
        check(cases() == count + 1, "reloading after the code was kept makes another story")

        # An answer that was lost.
        count = cases()
        me.write(STORY, "use-print")
        check("press Reload" in window.find("main").text, "the form does not say what to do when no answer comes")
        proxy.loses_next_post = True
        window.reach(me.step("send"), Keys.ENTER)
        time.sleep(1)
        stored = cases() - count
        check(stored == 1, "the story of a lost answer is not stored, so this proves nothing")
        window.driver.refresh()
        time.sleep(1)
        first = me.code()
        check(len(first.split()) == 10, "after a lost answer, Reload brings no receipt")
        check(cases() == count + 1, "after a lost answer, Reload makes a second story")
        print(f"  a lost answer: {stored} story stored, the receipt came by Reload, {cases() - count} story after it")

        # The same by Back, and sent again from the page that comes up.
        count = cases()
        me.write(STORY, "use-print")
        fields = {field.get_attribute("name"): field.get_property("value") for field in window.all("input[type=hidden]")}
        proxy.loses_next_post = True
        window.reach(me.step("send"), Keys.ENTER)
        time.sleep(1)
        window.driver.back()
        time.sleep(1)
        nonce = window.find("[name=nonce]").get_property("value")
        kept = window.find("#story").get_property("value") == STORY
        # Chromium asks for the form anew, and nothing tells its writer from anybody else: so the page says what to do.
        print(f"  a lost answer, then Back: the words {'stand there' if kept else 'are gone'}, "
              f"{'the same' if nonce == fields['nonce'] else 'a new'} form")
        if not kept:
            me.type("#story", STORY)
        me.press(me.step("send"))
        check(len(me.code().split()) == 10, "after a lost answer and Back there is no receipt")
        if nonce == fields["nonce"]:
            check(cases() == count + 1, "the same form, sent again, makes a second story")
        print(f"  sent again from there: {cases() - count} stories")

        # A tab that was closed.
        count = cases()
        window.driver.switch_to.new_window("tab")
        me.write(STORY)
        window.driver.close()
        window.driver.switch_to.window(window.driver.window_handles[0])
        window.driver.switch_to.new_window("tab")
        me.go("write")
        check(not shown(window, "Quillfeather"), "words of a closed tab stand in a new one")
        check(cases() == count, "a tab that was closed sent a story")

        # A visit that ended, by the intake's own clock: the token was made a day before.
        code = me.send(STORY, "use-print")
        me.enter(code)
        with Copy(PLACE, "tomorrow", days=1) as ahead:
            proxy.upstream = ahead.port
            me.press("main form[action='/letters'] button")
            check(window.all(".problem") and window.all("#code"), "a visit goes on a day later")
            me.type("#code", code)
            me.press("main form button")
            check(bool(window.all("main form[action='/withdraw']")), "the code opens nothing after a visit ended")
            proxy.upstream = PORT
            me.enter(code)
            me.to("letters")
            me.type("#words", LETTER)
            proxy.upstream = ahead.port
            me.act("write")
            check(window.find("#words").get_property("value") == LETTER, "the letter is gone with the visit")
            me.type("#code", code)
            me.press("main form button")
            check(bool(window.all("#note")), "a letter cannot be sent after its visit ended")
            proxy.upstream = PORT
        print("  a visit that ended: the code is asked for again, and the letter is kept")

        # A form that is older than two months.
        me.write(STORY, "use-print")
        with Copy(PLACE, "spring", fresh_forms=True) as ahead:
            proxy.upstream = ahead.port
            me.press(me.step("send"))
            check(window.all(".problem") and not me.code(), "a form whose key is gone is taken in")
            check(window.find("#story").get_property("value") == STORY, "the words are gone with an old form")
            check(window.find("#use-print").is_selected(), "a tick is gone with an old form")
            me.press(me.step("send"))
            check(len(me.code().split()) == 10, "the fresh form of an old one is not taken in")
            proxy.upstream = PORT
        print("  a form whose key is gone, as after two months: the words are kept, and the fresh form is taken in")


def main():
    desk = Desk(PLACE, "ana")
    parts = {"guards": lambda: guards(desk), "disk": disk, "mishaps": lambda: mishaps(desk)}
    for name in sys.argv[4:] or parts:
        print(f"traces: {name}", flush=True)
        parts[name]()
    finish("traces")


main()
