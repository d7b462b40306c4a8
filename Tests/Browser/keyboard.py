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
from survivor import LETTER, SCREENS, STORY, Survivor

PORT, PLACE = int(sys.argv[1]), sys.argv[2]


class Hands:
    """Somebody without a mouse. Addresses are typed; everything else is reached by the Tab key."""

    def __init__(self, window, base, root):
        self.window, self.driver, self.base, self.root = window, window.driver, base, root
        self.stops = self.pages = self.screens = 0

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def go(self, path=""):
        Survivor(self.window, self.base, self.root).go(path)

    def to(self, selector):
        """Presses Tab until the focus is on what the selector names."""
        wanted = self.window.shown(selector)
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

    def show(self, screen, link="main a"):
        """Follows a link to another screen of the page; the next stop of the Tab key is then the first on it."""
        self.to(f"{link}[href='#{screen}']")
        self.press(Keys.ENTER)
        check(self.window.find(f"#{screen}").is_displayed(), f"Enter does not show {screen}")
        self.press(Keys.TAB)
        self.stops += 1
        self.screens += 1
        stop = self.driver.switch_to.active_element
        inside = self.window.all(f"#{screen} :is(a, button, input, textarea, summary)")
        first = next(each for each in inside if each.is_displayed())
        check(stop == first, f"after the way to {screen}, Tab leads to {stop.get_attribute('outerHTML')[:60]}")

    def opens(self, place):
        return f"main form[action='{self.root}{place}']:not(:has([name=act])) button"

    def does(self, act):
        return Survivor.does(act)

    def is_on(self, selector, sentence):
        check(bool(self.window.all(selector)), sentence)

    def says(self, selector):
        found = self.window.all(selector)
        return found[0].text if found else ""


def way_out(keys, proxy):
    """One Tab and Enter leave, from every screen; and no more than the languages stand before the page itself."""
    for path in ("write", *(f"write#{screen}" for screen in SCREENS), "write#all", "return"):
        keys.go("nowhere")
        keys.go(path)
        # A fragment has the focus, and Tab goes on from there.
        keys.window.to_the_top()
        keys.press(Keys.TAB)
        page = keys.window.find("html")
        keys.press(Keys.ENTER)
        keys.window.wait_for_another(page)
        check(keys.driver.current_url == proxy.weather, f"Tab and Enter lead from {path} to {keys.driver.current_url}")
    keys.go("write")
    before = keys.stops
    keys.to("#words .count a")
    check(keys.stops - before <= 3, f"it takes {keys.stops - before} stops to get past the header")


def write(keys):
    """From the welcome to a code that is kept, by every screen."""
    keys.go()
    keys.show("before")
    keys.show("words")
    keys.follow(keys.step("send"))
    keys.is_on(".problem", "an empty story is taken in")
    keys.to("#story")
    keys.press("".join(letter for letter in STORY if ord(letter) < 0x10000))
    keys.to("#words .more > summary")
    keys.press(Keys.ENTER)
    keys.to("#note-prison")
    keys.press(Keys.SPACE)
    check(keys.window.find("#note-prison").is_selected(), "Space does not tick a box")
    keys.show("case")
    keys.to("[name=open-case]")
    # Arrows move between the answers of a question; Space takes the one that has the focus.
    keys.press(Keys.SPACE)
    keys.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    check(keys.window.find("#open-case-unsure").is_selected(), "the arrows do not choose an answer")
    keys.show("age")
    keys.show("use")
    keys.to("#use-print")
    keys.press(Keys.SPACE)
    check(keys.window.find("#use-print").is_selected(), "Space does not tick a box")
    keys.show("time")
    keys.to("[name=term]")
    keys.press(Keys.SPACE, Keys.ARROW_DOWN)
    check(keys.window.find("[name=term][value=two-years]").is_selected(), "the arrow does not choose a term")
    keys.show("naming")
    keys.show("send")
    keys.show("naming")
    keys.to("#credit")
    # Enter in the field for a name goes on to the look, and sends nothing.
    keys.follow("#credit")
    keys.is_on("button[name=told]", "Enter in the name does not lead to the look, by the page about a case")
    keys.follow(keys.step("check"))
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
    keys.follow(keys.does("write"))
    keys.is_on("#note", "the letter is not sent")
    keys.follow("main button[name=read]", Keys.SPACE)
    check(not keys.window.all(".letter"), "the letter that was read is still there")
    keys.follow(keys.does("home"))
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
            print(f"  {language}: {keys.pages} pages and {keys.screens} screens by keys alone, {keys.stops} times Tab", flush=True)
    finish("keyboard")


main()
