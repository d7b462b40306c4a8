#!/usr/bin/env python3
"""Every journey by keys alone: Tab, Space, Enter and the arrows. Nothing is clicked, and no field is reached but by Tab.

    keyboard.py PORT PLACE FOLDER
"""

import sys

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import Browser
from desk import Desk
from findings import check, finish
from proxy import Proxy
from survivor import LETTER, STORY, Survivor

PORT, PLACE = int(sys.argv[1]), sys.argv[2]


class Hands:
    """Somebody without a mouse. Addresses are typed; everything else is reached by the Tab key."""

    def __init__(self, window, base, root):
        self.window, self.driver, self.base, self.root = window, window.driver, base, root
        self.stops = self.pages = 0

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def go(self, path=""):
        self.window.open(self.base + self.root + path)

    def to(self, selector):
        """Presses Tab until the focus is on what the selector names."""
        wanted = self.window.find(selector)
        for _ in range(120):
            if self.driver.switch_to.active_element == wanted:
                return wanted
            self.press(Keys.TAB)
            self.stops += 1
        raise SystemExit(f"the Tab key does not reach {selector}")

    def follow(self, selector, key=Keys.ENTER):
        """Reaches it, presses a key on it, and waits for the page that comes."""
        page = self.window.find("html")
        self.to(selector)
        self.press(key)
        self.window.wait_for_another(page)
        self.pages += 1

    def step(self, place):
        return Survivor(self.window, self.base, self.root).step(place)

    def opens(self, place):
        return f"main form[action='{self.root}{place}']:not(:has([name=act])) button"

    def does(self, act):
        return f"main button[name=act][value={act}], main form:has(input[name=act][value={act}]) button"

    def is_on(self, selector, sentence):
        check(bool(self.window.all(selector)), sentence)

    def says(self, selector):
        found = self.window.all(selector)
        return found[0].text if found else ""


def way_out(keys, proxy):
    """One Tab and Enter leave; the second stop leads past the header."""
    keys.go("write")
    keys.press(Keys.TAB)
    page = keys.window.find("html")
    keys.press(Keys.ENTER)
    keys.window.wait_for_another(page)
    check(keys.driver.current_url == proxy.weather, f"Tab and Enter lead to {keys.driver.current_url}")
    keys.go("write")
    keys.press(Keys.TAB, Keys.TAB, Keys.ENTER, Keys.TAB)
    check(keys.driver.switch_to.active_element.get_attribute("id") == "story", "the way past the header leads elsewhere")


def write(keys):
    """From the welcome to a code that is kept."""
    keys.go()
    keys.follow("main a.button")
    keys.to("[name=open-case]")
    # Arrows move between the answers of a question; Space takes the one that has the focus.
    keys.press(Keys.SPACE)
    keys.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    check(keys.window.find("#open-case-unsure").is_selected(), "the arrows do not choose an answer")
    keys.follow("main form button", Keys.SPACE)
    keys.follow("main form button")
    keys.follow(keys.step("send"))
    keys.is_on(".problem", "an empty story is taken in")
    keys.to(".problem a")
    # A link within the page moves the focus to where it leads.
    keys.press(Keys.ENTER)
    check(keys.driver.switch_to.active_element.get_attribute("id") == "story", "the link in the problem does not lead to the words")
    keys.press("".join(letter for letter in STORY if ord(letter) < 0x10000))
    keys.to("#use-print")
    keys.press(Keys.SPACE)
    check(keys.window.find("#use-print").is_selected(), "Space does not tick a box")
    keys.to("[name=term]:checked")
    keys.press(Keys.ARROW_DOWN)
    check(keys.window.find("[name=term][value=two-years]").is_selected(), "the arrow does not choose a term")
    keys.to("#credit")
    # Enter in the field for a name goes on to the look, and sends nothing.
    keys.follow("#credit")
    keys.is_on(".said", "Enter in the name does not lead to the look")
    keys.follow(keys.step("send"))
    code = " ".join(item.text for item in keys.window.all(".words li"))
    check(len(code.split()) == 10, "there is no code")
    keys.follow(f"main form[action='{keys.root}kept'] button")
    check(not keys.window.all(".words"), "the code still stands there")
    return code


def enter(keys, code):
    keys.go("return")
    keys.to("#code")
    keys.press(code)
    keys.follow("main form button")
    keys.is_on(f"main form[action='{keys.root}withdraw']", "the code opens nothing")


def come_back(keys, code, case, ana):
    """Each thing that can be done with the code."""
    keys.go("return")
    keys.to("#code")
    keys.press("one two")
    keys.follow("main form button")
    keys.is_on(".problem", "two words are a code")
    ana.letter(case, "A letter of the reviewers.")
    ana.propose(case, "A title", "find\tsecond\tother")
    enter(keys, code)
    keys.follow(keys.opens("letters"))
    keys.to("#words")
    keys.press(LETTER)
    keys.follow("main form:has(#words) button")
    keys.is_on("#note", "the letter is not sent")
    keys.follow("main button[value=read]", Keys.SPACE)
    check(not keys.window.all(".letter"), "the letter that was read is still there")
    keys.follow(f"main form[action='{keys.root}return'] button")
    for answer in ("changes", "refused", "agreed"):
        keys.follow(keys.opens("text"))
        if answer == "changes":
            keys.to("main textarea")
            keys.press("Please say: third.")
        keys.follow(keys.does(answer))
        keys.follow(f"main form[action='{keys.root}return'] button")
    keys.follow(keys.opens("choices"))
    keys.to("#use-print")
    keys.press(Keys.SPACE)
    keys.follow(keys.does("save"))
    keys.is_on("#note", "the choices are not kept")
    keys.follow(keys.opens("choices"))
    keys.follow(keys.does("pause"))
    keys.follow(keys.opens("withdraw"))
    keys.follow(keys.does("sure"))
    keys.follow(keys.does("now"))
    check(not keys.window.all("main form"), "the story is not taken back")
    check(ana.cases()[case]["stage"] == "withdrawn", "the desk does not see that it was taken back")


def main():
    ana = Desk(PLACE, "ana")
    with Proxy(PORT) as proxy, Browser(320, scripts=False) as window:
        for language, root in (("en", "/"), ("es", "/es/")):
            keys = Hands(window, proxy.base, root)
            way_out(keys, proxy)
            before = set(ana.cases())
            code = write(keys)
            case = (set(ana.cases()) - before).pop()
            come_back(keys, code, case, ana)
            print(f"  {language}: {keys.pages} pages by keys alone, {keys.stops} times Tab", flush=True)
    finish("keyboard")


main()
