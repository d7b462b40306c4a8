#!/usr/bin/env python3
"""Looks at every page of a running intake as a survivor sees it, and takes its picture.

    pages.py http://127.0.0.1:8080 FOLDER LEAVE-TO

LEAVE-TO is the address that "leave this page" leads to. Exits with 1 if anything is wrong, and says what.
"""

import pathlib
import sys

from browser import Browser

BASE, FOLDER, LEAVE_TO = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2]), sys.argv[3]
MEASURES = (pathlib.Path(__file__).parent / "measures.js").read_text()
WIDEST = "momentum"
LANGUAGES = {"en": "/", "es": "/es/"}
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


def write(browser, story, uses=()):
    browser.find("#story").send_keys(story)
    for use in uses:
        browser.find(f"label[for=use-{use}]").click()


def all_pages(width, dark):
    """Each kind of page in each language, measured."""
    look = f"{width}{'-dark' if dark else ''}"
    print(f"every page, {look}")
    with Browser(width, scripts=True, dark=dark) as browser:
        for language, root in LANGUAGES.items():

            def at(page):
                return f"{page}-{language}-{look}"

            for page, path in (("welcome", ""), ("write", "write"), ("privacy", "privacy"), ("missing", "nowhere")):
                browser.open(BASE + root + path)
                check(browser.find("html").get_attribute("lang") == language, f"{at(page)}: the language is not said")
                measure(browser, at(page))
                keyboard(browser, at(page))

            browser.open(f"{BASE}{root}write")
            browser.click("button")
            measure(browser, at("problem-empty"))
            browser.open(f"{BASE}{root}write")
            write(browser, STORY, ["print"])
            browser.ask("document.querySelector('[name=token]').value = 'A'.repeat(32)")
            browser.click("button")
            check(browser.find("#story").get_property("value") == STORY, f"{at('problem-old')}: the words are not there")
            check(browser.find("#use-print").is_selected(), f"{at('problem-old')}: the tick is not there")
            check(not browser.find("#use-press").is_selected(), f"{at('problem-old')}: there is a tick too many")
            measure(browser, at("problem-old"))
            browser.click("button")
            measure(browser, at("receipt"))
            words = browser.ask("return document.querySelector('#receipt').textContent").split()
            shown = [item.text for item in browser.all(".words li")]
            check(len(words) == 10 and words == shown, f"{at('receipt')}: the ten words are not shown as they are said")
            # The widest word of all lists, ten times: the picture above has only those that came.
            browser.ask(f"document.querySelectorAll('.words li').forEach((item) => item.textContent = '{WIDEST}')")
            for sentence in browser.ask(MEASURES):
                check(False, f"{at('receipt')}, with the widest words: {sentence}")


def keyboard(browser, label):
    """The way out comes first, and nothing that has the focus is under the header."""
    browser.ask("window.scrollTo(0, 0)")
    first = browser.press_tab()
    check(first.get_attribute("class") == "leave", f"{label}: the way out is not the first stop")
    for _ in range(25):
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


def journey(width, language, root):
    """A survivor without JavaScript writes, errs, sends and leaves."""
    print(f"a journey without scripts, {language}, {width}")
    with Browser(width, scripts=False) as browser:
        browser.open(BASE + root)
        browser.click("a.button")
        check(browser.driver.current_url == f"{BASE}{root}write", "the start leads to the form")
        check(not any(box.is_selected() for box in browser.all("input[type=checkbox]")), "a box is ticked before")
        browser.find("#story").send_keys("   ")
        browser.find("label[for=use-court]").click()
        browser.click("button")
        check(bool(browser.all(".problem")), "an empty story is not said to be one")
        check(browser.find("#use-court").is_selected(), "the tick is gone after a mistake")
        write(browser, STORY)
        browser.click("button")
        check(bool(browser.all("#receipt")), "there is no receipt")
        title = browser.driver.title
        check("story" not in title.lower() and "historia" not in title.lower(), f"the title tells: {title}")
        browser.driver.back()
        fields = browser.all("#story")
        check(not fields or fields[0].get_property("value").strip() == "", "Back brings the words up again after sending")


def way_out(width):
    """Leaving, and coming back by the Back button."""
    print(f"the way out, {width}")
    with Browser(width, scripts=False) as browser:
        browser.open(f"{BASE}/write")
        write(browser, STORY)
        try:
            browser.find("a.leave").click()
        except Exception:  # The page it leads to need not be there: what counts is where the browser goes.
            pass
        check(browser.driver.current_url.startswith(LEAVE_TO), f"leaving leads to {browser.driver.current_url}")
        browser.driver.back()
        if browser.driver.current_url.startswith(BASE):
            check(browser.find("#story").get_property("value") == "", "Back brings the words up again after leaving")
        else:
            check(False, "Back did not come back")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for width in (320, 1200):
        for dark in (False, True):
            all_pages(width, dark)
    for width in (320, 1200):
        for language, root in LANGUAGES.items():
            journey(width, language, root)
        way_out(width)
    print(f"{len(faults)} wrong; pictures in {FOLDER}")
    sys.exit(1 if faults else 0)


main()
