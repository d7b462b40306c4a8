#!/usr/bin/env python3
"""Nothing that was typed is lost: what links, buttons and Back do to a long story, to a letter and to the words for a text.

    words.py PORT PLACE FOLDER [Chromium|Firefox|on|off|story|visit|table]...

In Chromium and Firefox, with and without JavaScript, at 320 and 1200 px, in both languages. The controls are those that the pages
show, all but the way out and what sends; each is taken after each other one, on each screen. At the end stands what a browser's own
Back and Reload do, which no page can help.
"""

import collections
import sys
import time

from selenium.common.exceptions import NoAlertPresentException, WebDriverException
from selenium.webdriver.common.keys import Keys

from browser import Browser
from desk import Desk
from findings import check, finish
from firefox import Firefox
from proxy import Proxy
from survivor import Survivor

PORT, PLACE, ONLY = int(sys.argv[1]), sys.argv[2], set(sys.argv[4:])
KINDS = {"Chromium": Browser, "Firefox": Firefox}
SENTENCE = "It rained, and I waited <by the door> & sang “más o menos”.\n"
STORY = (SENTENCE * 60)[:3000]
LETTER = (SENTENCE * 20)[:1000]
ANSWER = "Please say: a neighbor."

# What somebody can press on the page that stands there, as selector, sort and what it says. The way out and what sends are left
# out, and so is what says that it leaves words behind.
CONTROLS = """
const found = [], quoted = (value) => JSON.stringify(value);
for (const element of document.querySelectorAll("a[href], button, summary, input[type=text]")) {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest(".unseen, .leave")) continue;
  let selector = element.tagName.toLowerCase(), sort = "press";
  if (element.matches("a")) {
    const href = element.getAttribute("href");
    selector = `a[href=${quoted(href)}]`;
    sort = href.startsWith("#") ? "fragment" : /^(tel|sms):/.test(href) ? "call" : "press";
  } else if (element.matches("summary")) {
    const parent = element.parentElement;
    selector = `${parent.id ? "#" + parent.id : "." + parent.className} > summary`;
    sort = "fold";
  } else if (element.matches("input")) {
    selector = `#${element.id}`;
    sort = "enter";
  } else {
    // A button that says nothing of its own does what its form does.
    const own = element.hasAttribute("formaction"), path = new URL(own ? element.formAction : element.form.action).pathname;
    const sends = element.name === "act" ? element.value === "write" : ["agreed", "changes", "refused"].includes(element.name);
    if (sends || /(send|kept)$/.test(path) || element.form.id === "code-form" && !own) sort = "sends";
    if (element.closest("#note")) sort = "leaves";
    for (const name of ["form", "formaction", "name", "value"]) {
      // Of letters each has a button, and a value, of its own.
      if (element.hasAttribute(name) && element.name !== "read") selector += `[${name}=${quoted(element.getAttribute(name))}]`;
    }
    if (element.name === "read") selector += "[name=read]";
    if (selector === "button") selector = `form[action=${quoted(element.form.getAttribute("action"))}] button:not([formaction], [name])`;
  }
  if (!found.some((other) => other[0] === selector)) found.push([selector, sort, element.innerText || element.id]);
}
return found;
"""
HELD = """
const words = arguments[0], same = (field) => field.value.replace(/\\r\\n/g, "\\n") === words;
if ([...document.querySelectorAll("textarea")].some(same)) return "typed";
return [...document.querySelectorAll("input[type=hidden]")].some(same) ? "carried" : "";
"""
# Which page and which screen of it.
NODE = """
const shown = [...document.querySelectorAll(".step")].filter((step) => step.checkVisibility()).map((step) => step.id);
return [document.documentElement.lang, shown.length > 1 ? "all" : shown[0] || document.querySelector("form[id]")?.id + " " + document.querySelector("h1").innerText];
"""
BACK = ("Back", "back", "the browser's Back to another part of the page")
counted = collections.Counter()
fallen = set()


class Words:
    """One window in which words were typed, and what has been done there since."""

    def __init__(self, window, me, words, label):
        self.window, self.me, self.words, self.label = window, me, words, label
        self.trail = []
        # How many entries of the history before this one are parts of the document that stands there.
        self.before = 0

    def ask(self, script):
        return self.window.driver.execute_script(script, self.words)

    def node(self):
        return tuple(self.ask(NODE))

    def controls(self):
        found = [tuple(control) for control in self.ask(CONTROLS)]
        fallen.update(f"{says.strip()} ({sort})" for _, sort, says in found if sort in ("sends", "leaves"))
        found = [control for control in found if control[1] not in ("sends", "leaves")]
        return [*found, BACK] if self.before else found

    def press(self, control):
        """Does it, and says whether the words are still there."""
        selector, sort, says = control
        self.trail.append(says.strip() or selector)
        if sort == "back":
            address = self.window.driver.current_url
            self.window.driver.back()
            self.window.wait(lambda driver: driver.current_url != address)
            self.before -= 1
        elif sort == "fragment":
            address = self.window.driver.current_url
            self.window.follow(selector)
            self.before += self.window.driver.current_url != address
        elif sort in ("fold", "call"):
            self.window.reach(selector, Keys.ENTER)
        else:
            page = self.window.find("html")
            if sort == "enter":
                self.window.shown(selector).send_keys(Keys.ENTER)
            else:
                self.window.reach(selector, Keys.ENTER)
            self.window.wait_for_another(page)
            self.before = 0
        # Firefox hands out a page before it shows any of it.
        self.window.wait(lambda _: self.ask("return document.querySelector('footer summary')?.checkVisibility()"))
        held = self.ask(HELD)
        check(held, f"{self.label}: the words are gone after {' → '.join(self.trail[-6:])}, on {self.window.driver.current_url}")
        return held

    def bring_back(self):
        """From a page that carries the words on unseen: its own button brings them back."""
        if self.ask(HELD) == "carried" and self.window.all(self.me.back()):
            self.window.click(self.me.back())
            check(self.ask(HELD) == "typed", f"{self.label}: the words do not come back after {' → '.join(self.trail[-6:])}")


def story(window, me, label, ticks=()):
    """A long story in an empty form, reached as somebody reaches it."""
    me.go()
    me.follow("before")
    me.follow("words")
    window.put("#story", STORY)
    for screen, box in ticks:
        me.show(screen)
        me.tick(box)
    me.show("words")
    typed = Words(window, me, STORY, label)
    typed.before = 2
    check(typed.ask(HELD) == "typed", f"{label}: the story was not typed, so this proves nothing")
    return typed


class Walk:
    """Goes on and on through the pages until each control was pressed after each other one, on each screen.

    The words have to be there after each step, so that the way to a pair is a check too.
    """

    def __init__(self, fresh, before_each=lambda: None):
        self.fresh, self.before_each = fresh, before_each
        # By screen and control: what can be pressed next, how often it was tried in vain, and where it leads.
        self.open, self.tries, self.leads = {}, collections.Counter(), {}
        # By screen: what can be pressed there.
        self.at = {}
        self.pairs = set()
        # A control that a page does not always have may not come again after another one.
        self.patience = 40

    def wants(self, edge):
        """The controls that were not yet pressed after this one."""
        return self.open[edge] - {second for first, second in self.pairs if first == edge}

    def next(self, last, here, controls):
        """A control to press: one that makes a new pair, or was never pressed here, or leads to such a one."""
        if last:
            for control in controls:
                if control in self.wants(last):
                    return control
        for control in controls:
            if (here, control) not in self.leads:
                return control
        # The nearest, by what is known of where the controls lead.
        queue, seen = collections.deque((control, (here, control)) for control in controls if control != BACK), {here}
        while queue:
            first, edge = queue.popleft()
            if edge in self.open and self.wants(edge) and self.tries[edge] < self.patience:
                if edge[0] == here:
                    self.tries[edge] += 1
                return first
            there = self.leads.get(edge)
            if there is None or there in seen:
                continue
            if any((there, control) not in self.leads for control in self.at.get(there, ()) if control != BACK):
                return first
            seen.add(there)
            queue.extend((first, (there, control)) for at, control in self.leads if at == there and control != BACK)
        return None

    def run(self, most=6000):
        typed = self.fresh()
        last, here = None, typed.node()
        for _ in range(most):
            self.before_each()
            controls = [control for control in typed.controls() if control[1] != "call"]
            self.at.setdefault(here, set()).update(controls)
            if last:
                self.open.setdefault(last, set()).update(controls)
            control = self.next(last, here, controls)
            if control is None:
                break
            if last:
                self.pairs.add((last, control))
            counted["steps"] += 1
            try:
                held = typed.press(control)
            except WebDriverException as error:
                held = check(False, f"{typed.label}: {' → '.join(typed.trail[-6:])}: {str(error).splitlines()[0][:200]}")
            if not held:
                self.leads[here, control] = here
                typed = self.fresh()
                last, here = None, typed.node()
                continue
            there = typed.node()
            self.leads[here, control] = there
            last, here = (here, control), there
        else:
            check(False, f"{typed.label}: the walk came to no end")
        missed = [f"{control[2]} on {here}" for here, found in self.at.items() for control in found - {BACK}
                  if (here, control) not in self.leads]
        check(not missed, f"{typed.label}: never pressed: {'; '.join(missed)}")


def product(fresh):
    """Each control after each other one, from the start each time."""
    firsts = fresh().controls()
    pairs = 0
    for first in firsts:
        seconds, done = None, 0
        while seconds is None or done < len(seconds):
            typed = fresh()
            if not typed.press(first):
                break
            if seconds is None:
                seconds = [control for control in typed.controls() if control[1] != "call"]
            if done < len(seconds):
                typed.press(seconds[done])
                typed.bring_back()
                pairs += 1
            done += 1
    return pairs


def scripted():
    """With JavaScript, and without."""
    return [scripts for scripts in (True, False) if not ONLY & {"on", "off"} or ("on" if scripts else "off") in ONLY]


def calls(kind, scripts, base, root, label):
    """A number in Help, with words in the form, leads nowhere; each in a window of its own, since the browser may ask with what to call."""
    for scheme in ("tel", "sms"):
        with kind(320, scripts) as window:
            typed = story(window, Survivor(window, base, root), label)
            typed.press(("#help > summary", "fold", "Help"))
            typed.press(next(control for control in typed.controls() if control[0].startswith(f'a[href="{scheme}:')))
            counted["numbers to call"] += 1


def stories(name, kind, base):
    for scripts in scripted():
        for width in (320, 1200):
            label = f"{name}, JavaScript {'on' if scripts else 'off'}, {width} px"
            # Once with a use that is ticked, so that all questions are asked one after the other.
            ticks = [("use", "use-print")] if scripts else []
            told = 0
            with kind(width, scripts) as window:
                # It goes through both languages, by the button for the other one.
                walk = Walk(lambda: story(window, Survivor(window, base, "/"), label, ticks))
                walk.run()
                for root in ("/", "/es/") if width == 320 else ():
                    told += product(lambda: at_open_case(window, Survivor(window, base, root), label))
                    calls(kind, scripts, base, root, label)
            screens = len({here for here, _ in walk.leads})
            print(f"  {label}: {screens} screens in two languages, {len(walk.leads)} controls on them, {len(walk.pairs)} pairs; "
                  f"{told} pairs on the page about a case", flush=True)
            counted["controls on screens"] += len(walk.leads)
            counted["pairs"] += told + len(walk.pairs)
            if name == "Chromium" and scripts and width == 320:
                draw(walk.leads)


def draw(leads):
    """Which control leads from where to where."""
    for (language, screen), (_, sort, says) in sorted(leads, key=str):
        if language == "en" and sort != "fold":
            there = leads[(language, screen), next(c for at, c in leads if at == (language, screen) and c[2] == says and c[1] == sort)]
            print(f"    {screen} — {says.strip()[:40]} → {' '.join(there)[:60]}")


def at_open_case(window, me, label):
    typed = story(window, me, label, [("case", "open-case-yes")])
    me.look()
    typed.before = 0
    check(typed.ask(HELD) == "carried", f"{label}: the page about a case does not carry the words")
    return typed


def visits(name, kind, base, desk):
    """Letters and texts; each page in both languages, by the button for the other one."""
    for scripts in scripted():
        for width in (320, 1200):
            label = f"{name}, JavaScript {'on' if scripts else 'off'}, {width} px"
            with kind(width, scripts) as window:
                me = Survivor(window, base, "/")
                before = set(desk.cases())
                code = me.send("Renata told me to write.", "use-print")
                case = (set(desk.cases()) - before).pop()
                desk.propose(case, "A title", "find\tRenata\tA friend")

                def more_letters():
                    if len(window.all(".letter")) < 2:
                        desk.letter(case, "A letter of the reviewers.")

                walks = {
                    "letters": Walk(lambda: typed(window, me, code, "letters", LETTER, label), before_each=more_letters),
                    "a letter and the code": Walk(lambda: without_visit(window, me, code, label)),
                    "the text": Walk(lambda: typed(window, me, code, "text", ANSWER, label)),
                }
                for page, walk in walks.items():
                    walk.patience = 4
                    walk.run()
                    counted["controls on screens"] += len(walk.leads)
                    counted["pairs"] += len(walk.pairs)
                said = (f"{len(walk.leads)} controls and {len(walk.pairs)} pairs on {page}" for page, walk in walks.items())
                print(f"  {label}: {', '.join(said)}", flush=True)


def typed(window, me, code, place, words, label):
    """Words in the field of a page that is opened with the code."""
    me.enter(code)
    me.to(place)
    window.put("#words", words)
    return Words(window, me, words, label)


def without_visit(window, me, code, label):
    """A letter that comes after its visit ended, on the page that asks for the code again."""
    letter = typed(window, me, code, "letters", LETTER, label)
    window.ask("document.querySelectorAll('[name=visit]').forEach((field) => field.value = 'A'.repeat(72))")
    me.act("write")
    check(letter.ask(HELD) == "typed", f"{label}: a visit that ended takes the letter along")
    return letter


class Table:
    """What a browser's own Back and Reload do, from each page that holds words."""

    def __init__(self, name, kind, proxy, desk):
        self.name, self.proxy, self.desk = name, proxy, desk
        with kind(1200, False) as window:
            self.window, self.me = window, Survivor(window, proxy.base, "/")
            self.code = self.me.send("Words.", "use-print")
            case = next(case for case in desk.cases())
            print(f"  {name}: from | Back | Forward after it | Reload")
            for title, words, prepare in self.rows():
                said = []
                for acts in (("back", "forward"), ("refresh",)):
                    prepare()
                    check(window.driver.execute_script(HELD, words), f"{name}, {title}: the words are not there, so this proves nothing")
                    for act in acts:
                        said.append(self.after(act, words))
                print(f"  {name}: {title} | {' | '.join(said)}", flush=True)

    def after(self, act, words):
        """What stands there after it. Chromium under a driver does not ask before it sends a form again, as it asks a person."""
        driver, posts, asks = self.window.driver, len(self.proxy.posts), ""
        try:
            getattr(driver, act)()
            driver.switch_to.alert.accept()
            asks = "asks; "
            # The answer to it has no page of its own to wait for.
            time.sleep(1)
        except NoAlertPresentException:
            pass
        except WebDriverException as error:
            # A page that cannot be loaded; what stands there is looked at below.
            asks = "" if "neterror" in str(error) else f"({type(error).__name__}) "
        held = driver.execute_script(HELD, words)
        source = driver.page_source
        again = "the form is sent again; " if len(self.proxy.posts) > posts else ""
        if held:
            return f"{asks}{again}kept ({held})"
        if "ERR_CACHE_MISS" in source:
            return f"{asks}lost behind “Confirm Form Resubmission”"
        return f"{asks}{again}lost: {'an empty form' if '<textarea' in source else driver.title}"

    def rows(self):
        me, window = self.me, self.window

        def typed():
            me.go()
            me.follow("before")
            me.follow("words")
            window.put("#story", STORY)

        def after(*acts):
            def prepare():
                typed()
                for act in acts:
                    act()
            return prepare

        def look():
            me.look()

        def back():
            window.click(me.back())

        def turn():
            window.click("header button.link")

        def mistake():
            me.go("write")
            window.click(me.step("send"))
            window.put("#story", STORY)

        def case():
            typed()
            me.show("case")
            me.tick("open-case-yes")
            me.look()

        def visit(place, words):
            def prepare():
                me.enter(self.code)
                me.to(place)
                window.put("#words", words)
            return prepare

        def home():
            visit("letters", LETTER)()
            me.act("home")

        yield "the form, after a step in it", STORY, typed
        yield "the form, opened at its words", STORY, lambda: (me.go(), me.go("write"), window.put("#story", STORY))
        yield "the look", STORY, after(look)
        yield "the form again, after the look", STORY, after(look, back)
        yield "a step in the form, after the look", STORY, after(look, back, lambda: me.follow("case"))
        yield "the form in another language", STORY, after(turn)
        yield "the look in another language", STORY, after(look, turn)
        yield "the form after a mistake", STORY, mistake
        yield "the page about a case", STORY, case
        yield "letters", LETTER, visit("letters", LETTER)
        yield "letters, after “Back to your story”", LETTER, home


def main():
    desk = Desk(PLACE, "ana")
    with Proxy(PORT) as proxy:
        for name, kind in KINDS.items():
            if ONLY & set(KINDS) and name not in ONLY:
                continue
            parts = {
                "story": lambda: stories(name, kind, proxy.base),
                "visit": lambda: visits(name, kind, proxy.base, desk),
                "table": lambda: Table(name, kind, proxy, desk),
            }
            for part, run in parts.items():
                if not ONLY & set(parts) or part in ONLY:
                    print(f"words: {part}, {name}", flush=True)
                    run()
    print(f"  not pressed: {'; '.join(sorted(fallen)) or 'nothing'}")
    for what, count in counted.items():
        print(f"  {count} {what}")
    finish("words")


main()
