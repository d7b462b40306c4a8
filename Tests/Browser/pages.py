#!/usr/bin/env python3
"""Looks at every page of a running intake as a survivor sees it, and takes its picture.

    pages.py http://127.0.0.1:8080 FOLDER LEAVE-TO [pages|journeys|leaving]...

LEAVE-TO is the address that "leave this page" leads to. The parts that are named are the only ones. Exits with 1 if anything is wrong, and says what.
"""

import pathlib
import sys

from browser import Browser
from survivor import SCREENS, STORY, Survivor

BASE, FOLDER, LEAVE_TO = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2]), sys.argv[3]
MEASURES = (pathlib.Path(__file__).parent / "measures.js").read_text()
WIDEST = "madrugador"
# The last one is made up: right to left, and 40 % longer.
LANGUAGES = {"en": "/", "es": "/es/", "qps": "/qps/"}

faults = []


def check(holds, sentence):
    if not holds:
        faults.append(sentence)
        print(f"  wrong: {sentence}")


def measure(browser, label):
    """Everything that can be measured on the page that stands there, and its picture."""
    for sentence in browser.ask(MEASURES):
        check(False, f"{label}: {sentence}")
    browser.picture(str(FOLDER / f"{label}.png"))


def words(browser):
    return browser.find("#story").get_property("value")


BOXES = ("use-print", "note-prison", "term-two-years", "under-18-no")
SPOIL = "document.querySelector('[name=token]').value = 'A'.repeat(32)"


def all_pages(width, dark):
    """Each page in each of its states and languages, measured."""
    look = f"{width}{'-dark' if dark else ''}"
    print(f"every page, {look}")
    with Browser(width, scripts=True, dark=dark) as browser:
        for language, root in LANGUAGES.items():
            me = Survivor(browser, BASE, root)

            def at(page):
                return f"{page}-{language}-{look}"

            def step(page):
                measure(browser, at(page))
                keyboard(browser, at(page))

            me.go("nowhere")
            step("missing")
            me.go()
            for screen in SCREENS:
                me.show(screen)
                check(browser.find("html").get_attribute("lang") == language, f"{at(screen)}: the language is not said")
                step(screen)
                if screen == "use":
                    me.tick("use-print")
            me.show("words")
            me.follow("all")
            step("all")

            me.go("write")
            me.press(me.step("send"))
            step("problem-empty")
            browser.put("#story", STORY)
            me.follow("all")
            me.tick(*BOXES)
            browser.ask("document.querySelector('#credit').removeAttribute('maxlength')")
            browser.put("#credit", "n" * 81)
            me.press(me.step("check"))
            step("problem-name")
            check(me.screen() == "naming", f"{at('problem-name')}: {me.screen()} stands there")
            check(words(browser) == STORY, f"{at('problem-name')}: the words are not there")
            me.type("#credit", "Peregrine <of> the \"estuary\"")
            me.look()
            step("check")
            check(browser.find(".said").get_property("innerText") == STORY, f"{at('check')}: the words are not shown as they are")
            me.press(me.back())
            step("words-again")
            check(words(browser) == STORY, f"{at('words-again')}: the words are not there")
            for box in BOXES:
                check(browser.find(f"#{box}").is_selected(), f"{at('words-again')}: {box} is not chosen any more")
            check(not browser.find("#use-press").is_selected(), f"{at('words-again')}: there is a tick too many")
            me.show("case")
            me.tick("open-case-unsure")
            me.show("send")
            browser.ask(SPOIL)
            me.press(me.step("send"))
            step("open-case-send")
            browser.ask(SPOIL)
            me.press(me.step("send"))
            step("problem-old")
            check(words(browser) == STORY, f"{at('problem-old')}: the words are not there")
            check(browser.find("#open-case-unsure").is_selected(), f"{at('problem-old')}: the answer is not in the form")
            # As if someone had left in the meantime: the cookie is gone.
            browser.driver.delete_all_cookies()
            me.look()
            step("unseen")
            check("Señora" not in browser.find("body").text, f"{at('unseen')}: the words are shown")
            me.press(me.step("send"))
            measure(browser, at("receipt"))
            browser.paper(str(FOLDER / f"paper-{language}-{look}.pdf"))
            code = browser.ask("return document.querySelector('#receipt').textContent").split()
            shown = [item.text for item in browser.all(".words li")]
            check(len(code) == 10 and code == shown, f"{at('receipt')}: the ten words are not shown as they are said")
            # The widest word of all lists, ten times: the picture above has only those that came.
            browser.ask(f"document.querySelectorAll('.words li').forEach((item) => item.textContent = '{WIDEST}')")
            for sentence in browser.ask(MEASURES):
                check(False, f"{at('receipt')}, with the widest words: {sentence}")


def keyboard(browser, label):
    """The way out comes first, and nothing that has the focus is under the header."""
    browser.to_the_top()
    first = browser.press_tab()
    check(first.get_attribute("class") == "leave", f"{label}: the way out is not the first stop")
    for _ in range(60):
        element = browser.press_tab()
        if element.tag_name == "body":
            return
        hidden = """
            const at = document.activeElement, box = at.getBoundingClientRect();
            const top = document.querySelector('header').getBoundingClientRect().bottom;
            const outline = getComputedStyle(at).outlineStyle;
            return [!at.closest('header') && box.top < top, outline === 'none'];
            """
        covered, unmarked = browser.ask(hidden)
        check(not covered, f"{label}: the header covers {element.tag_name} {element.get_attribute('id')}")
        check(not unmarked, f"{label}: nothing shows that {element.tag_name} has the focus")


def no_words(browser, sentence):
    """Nothing of the story on the page, nor in its field."""
    fields = browser.all("#story")
    typed = fields[0].get_property("value") if fields else ""
    check("Señora" not in typed and "Señora" not in browser.find("body").text, sentence)


def journey(width, language, root):
    """A survivor without JavaScript reads, errs, writes, answers, looks, sends, and goes back."""
    print(f"a journey without scripts, {language}, {width}")
    with Browser(width, scripts=False) as browser:
        me = Survivor(browser, BASE, root)
        me.go()
        me.follow("before")
        me.follow("words")
        check(me.screen() == "words", "the start does not lead to the words, by what comes before")
        boxes = browser.all("input:not([type=hidden])")
        check(len(boxes) > 20 and not any(box.is_selected() for box in boxes), "something is chosen before")
        browser.put("#story", "   ")
        me.follow("all")
        me.tick("use-court", "open-case-yes")
        me.press(me.step("send"))
        check(bool(browser.all(".problem")), "an empty story is not said to be one")
        check(browser.find("#use-court").is_selected(), "the tick is gone after a mistake")
        browser.find("#story").clear()
        browser.put("#story", STORY)
        me.look()
        check(not browser.all("#story"), "an open case does not lead to its page")
        me.press(me.step("check"))
        check(browser.find(".said").text == STORY, "the look before sending does not show the words")
        me.press(me.back())
        check(words(browser) == STORY, "the way back from the look loses words")
        check(browser.find("#open-case-yes").is_selected(), "the answer is asked again")
        check(browser.driver.current_url == f"{BASE}{root}write#words", "an answer stands in the address")
        me.look()
        me.press(me.step("send"))
        check(bool(browser.all("#receipt")), "there is no receipt")
        title = browser.driver.title
        check("story" not in title.lower() and "historia" not in title.lower(), f"the title tells: {title}")
        for times in range(1, 5):
            browser.driver.back()
            no_words(browser, f"Back, {times} times, brings the words up again after sending")


def way_out(width, place):
    """Leaving, and coming back by the Back button, and by a reload that sends the form once more."""
    print(f"the way out, {width}, from {place}")
    with Browser(width, scripts=False) as browser:
        me = Survivor(browser, BASE, "/")
        me.go("write")
        browser.put("#story", STORY)
        if place == "the look":
            me.look()
        elif place != "words":
            me.show(place)
        try:
            browser.find("a.leave").click()
        except Exception:  # The page it leads to need not be there: what counts is where the browser goes.
            pass
        check(browser.driver.current_url.startswith(LEAVE_TO), f"leaving leads to {browser.driver.current_url}")
        for times in range(2):
            browser.driver.back()
            check(browser.driver.current_url.startswith(BASE), "Back did not come back")
            no_words(browser, f"Back, {times + 1} times, brings the words up again after leaving {place}")
            browser.driver.refresh()
            no_words(browser, f"a reload brings the words up again after leaving {place}")
            if place == "words":
                break


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for part in sys.argv[4:] or ("pages", "journeys", "leaving"):
        for width in (320, 1200):
            if part == "pages":
                for dark in (False, True):
                    all_pages(width, dark)
            if part == "journeys":
                for language, root in LANGUAGES.items():
                    journey(width, language, root)
            if part == "leaving":
                for place in ("words", "use", "send", "the look"):
                    way_out(width, place)
    print(f"{len(faults)} wrong; pictures in {FOLDER}")
    sys.exit(1 if faults else 0)


main()
