#!/usr/bin/env python3
"""Looks at every page of a running intake as a survivor sees it, and takes its picture.

    pages.py http://127.0.0.1:8080 FOLDER LEAVE-TO

LEAVE-TO is the address that "leave this page" leads to. Exits with 1 if anything is wrong, and says what.
"""

import pathlib
import sys

from browser import Browser, Keys

BASE, FOLDER, LEAVE_TO = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2]), sys.argv[3]
MEASURES = (pathlib.Path(__file__).parent / "measures.js").read_text()
WIDEST = "momentum"
# The last one is made up: right to left, and 40 % longer.
LANGUAGES = {"en": "/", "es": "/es/", "qps": "/qps/"}
STORY = "Words <of mine> & \"more\", ' and so on.\n\nWith a second paragraph. Señora, ¿cómo está? 🌻"

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


def choose(browser, box):
    """Ticks a box or takes an answer by the keyboard."""
    browser.find(f"#{box}").send_keys(Keys.SPACE)


def write(browser, story, boxes=()):
    browser.find("#story").send_keys(story)
    for box in boxes:
        choose(browser, box)


# The first button of a form leads to the look at it, the second one sends it.
FIRST, SEND = "main button", "button[formaction$=send]"


def all_pages(width, dark):
    """Each page in each of its states and languages, measured."""
    look = f"{width}{'-dark' if dark else ''}"
    print(f"every page, {look}")
    with Browser(width, scripts=True, dark=dark) as browser:
        for language, root in LANGUAGES.items():

            def at(page):
                return f"{page}-{language}-{look}"

            def step(page):
                measure(browser, at(page))
                keyboard(browser, at(page))

            addresses = {"welcome": "", "before": "before", "help": "help", "write": "write", "privacy": "privacy", "missing": "nowhere"}
            for page, path in addresses.items():
                browser.open(BASE + root + path)
                check(browser.find("html").get_attribute("lang") == language, f"{at(page)}: the language is not said")
                step(page)

            browser.open(f"{BASE}{root}write")
            browser.click(FIRST)
            step("problem-empty")
            write(browser, STORY, ["use-print", "note-prison", "term-two-years", "under-18-no"])
            browser.ask("document.querySelector('#credit').removeAttribute('maxlength')")
            browser.find("#credit").send_keys("n" * 81)
            browser.click(FIRST)
            step("problem-name")
            check(browser.find("#story").get_property("value") == STORY, f"{at('problem-name')}: the words are not there")
            browser.find("#credit").clear()
            browser.find("#credit").send_keys("Peregrine <of> the \"estuary\"")
            browser.click(FIRST)
            step("check")
            check(browser.find(".said").get_property("innerText") == STORY, f"{at('check')}: the words are not shown as they are")
            browser.click("button.other")
            step("write-again")
            check(browser.find("#story").get_property("value") == STORY, f"{at('write-again')}: the words are not there")
            for box in ("use-print", "note-prison", "term-two-years", "under-18-no"):
                check(browser.find(f"#{box}").is_selected(), f"{at('write-again')}: {box} is not chosen any more")
            check(not browser.find("#use-press").is_selected(), f"{at('write-again')}: there is a tick too many")
            choose(browser, "open-case-unsure")
            browser.ask("document.querySelector('[name=token]').value = 'A'.repeat(32)")
            browser.click(SEND)
            step("open-case-send")
            browser.ask("document.querySelector('[name=token]').value = 'A'.repeat(32)")
            browser.click(FIRST)
            step("problem-old")
            check(browser.find("#story").get_property("value") == STORY, f"{at('problem-old')}: the words are not there")
            # As if someone had left in the meantime: the cookie is gone.
            browser.driver.delete_all_cookies()
            browser.click(FIRST)
            step("unseen")
            check("Señora" not in browser.find("body").text, f"{at('unseen')}: the words are shown")
            browser.click(FIRST)
            measure(browser, at("receipt"))
            browser.paper(str(FOLDER / f"paper-{language}-{look}.pdf"))
            words = browser.ask("return document.querySelector('#receipt').textContent").split()
            shown = [item.text for item in browser.all(".words li")]
            check(len(words) == 10 and words == shown, f"{at('receipt')}: the ten words are not shown as they are said")
            # The widest word of all lists, ten times: the picture above has only those that came.
            browser.ask(f"document.querySelectorAll('.words li').forEach((item) => item.textContent = '{WIDEST}')")
            for sentence in browser.ask(MEASURES):
                check(False, f"{at('receipt')}, with the widest words: {sentence}")

            browser.open(f"{BASE}{root}before")
            choose(browser, "open-case-yes")
            browser.click(FIRST)
            step("open-case")
            browser.click(FIRST)
            check(browser.find("#open-case-yes").is_selected(), f"{at('open-case')}: the answer is not in the form")


def keyboard(browser, label):
    """The way out comes first, and nothing that has the focus is under the header."""
    browser.ask("window.scrollTo(0, 0)")
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
    """A survivor without JavaScript reads, answers, writes, errs, looks, sends, and goes back."""
    print(f"a journey without scripts, {language}, {width}")
    with Browser(width, scripts=False) as browser:
        browser.open(BASE + root)
        browser.click("a.button")
        check(browser.driver.current_url == f"{BASE}{root}before", "the start leads to what comes before")
        choose(browser, "open-case-yes")
        browser.click(FIRST)
        check(not browser.all("#story"), "an open case does not lead to its page")
        browser.click(FIRST)
        check(browser.driver.current_url == f"{BASE}{root}write", "an answer stands in the address")
        check(browser.find("#open-case-yes").is_selected(), "the answer is asked again")
        boxes = browser.all("input[type=checkbox]")
        check(len(boxes) > 7 and not any(box.is_selected() for box in boxes), "a box is ticked before")
        browser.find("#story").send_keys("   ")
        choose(browser, "use-court")
        browser.click(SEND)
        check(bool(browser.all(".problem")), "an empty story is not said to be one")
        check(browser.find("#use-court").is_selected(), "the tick is gone after a mistake")
        browser.find("#story").clear()
        write(browser, STORY)
        browser.click(FIRST)
        check(browser.find(".said").text == STORY, "the look before sending does not show the words")
        browser.click("button.other")
        check(browser.find("#story").get_property("value") == STORY, "the way back from the look loses words")
        browser.click(FIRST)
        browser.click(FIRST)
        check(bool(browser.all("#receipt")), "there is no receipt")
        title = browser.driver.title
        check("story" not in title.lower() and "historia" not in title.lower(), f"the title tells: {title}")
        for times in range(1, 5):
            browser.driver.back()
            no_words(browser, f"Back, {times} times, brings the words up again after sending")


def way_out(width, from_check):
    """Leaving, and coming back by the Back button, and by a reload that sends the form once more."""
    print(f"the way out, {width}, {'from the look before sending' if from_check else 'from the form'}")
    with Browser(width, scripts=False) as browser:
        browser.open(f"{BASE}/write")
        write(browser, STORY)
        if from_check:
            browser.click(FIRST)
        try:
            browser.find("a.leave").click()
        except Exception:  # The page it leads to need not be there: what counts is where the browser goes.
            pass
        check(browser.driver.current_url.startswith(LEAVE_TO), f"leaving leads to {browser.driver.current_url}")
        browser.driver.back()
        check(browser.driver.current_url.startswith(BASE), "Back did not come back")
        no_words(browser, "Back brings the words up again after leaving")
        browser.driver.refresh()
        no_words(browser, "a reload brings the words up again after leaving")
        browser.driver.back()
        no_words(browser, "Back from there brings the words up again after leaving")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for width in (320, 1200):
        for dark in (False, True):
            all_pages(width, dark)
    for width in (320, 1200):
        for language, root in LANGUAGES.items():
            journey(width, language, root)
        for from_check in (False, True):
            way_out(width, from_check)
    print(f"{len(faults)} wrong; pictures in {FOLDER}")
    sys.exit(1 if faults else 0)


main()
