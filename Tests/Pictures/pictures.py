"""Takes one picture in Chromium. And reads one field of the inbox, for the script that calls it.

    pictures.py form ADDRESS STORY PNG       the page on which a story is written, on a phone, with the story's first words
    pictures.py site PAGE PNG                the list of stories of an export
    pictures.py desk SCREEN PNG              a terminal's screen, as `tmux capture-pane -e -p` prints it
    pictures.py field STAGE NAME             of the case that is at this stage, from the JSON on standard input
"""

import base64
import html
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Browser"))
from browser import Browser

# The sixteen colors of a terminal on a dark ground.
COLORS = ["#1d2126", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#76e3ea", "#d7dce2"]
BRIGHT = ["#8b949e", "#ffa198", "#a5f0b0", "#f2cc60", "#a5d6ff", "#e2c5ff", "#b3f0f5", "#ffffff"]


def save(browser, width, height, path):
    """The top left of the page, of this size."""
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    picture = browser.driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    pathlib.Path(path).write_bytes(base64.b64decode(picture["data"]))


def form(address, story, path):
    with Browser(390, scripts=False) as browser:
        browser.open(address + "#words")
        browser.put("#story", pathlib.Path(story).read_text().split("\n")[0])
        browser.to_the_top()
        save(browser, 390, 760, path)


def site(page, path):
    with Browser(760, scripts=False) as browser:
        browser.open(pathlib.Path(page).resolve().as_uri())
        save(browser, 760, 760, path)


def style(codes):
    """What a run of escape codes asks for, as a style of HTML."""
    fore, back, rest = COLORS[7], None, []
    reverse = False
    for code in codes:
        if code == 1:
            rest.append("font-weight:bold")
        elif code == 2:
            rest.append("opacity:.65")
        elif code == 4:
            rest.append("text-decoration:underline")
        elif code == 7:
            reverse = True
        elif code == 22:
            rest = [one for one in rest if one.startswith("text")]
        elif code == 24:
            rest = [one for one in rest if not one.startswith("text")]
        elif code == 27:
            reverse = False
        elif code == 39:
            fore = COLORS[7]
        elif code == 49:
            back = None
        elif 30 <= code <= 37:
            fore = COLORS[code - 30]
        elif 40 <= code <= 47:
            back = COLORS[code - 40]
        elif 90 <= code <= 97:
            fore = BRIGHT[code - 90]
    if reverse:
        fore, back = back or COLORS[0], fore
    return ";".join([f"color:{fore}"] + ([f"background:{back}"] if back else []) + rest)


def desk(screen, path):
    codes, spans = [], []
    for piece in re.split(r"(\x1b\[[0-9;]*m)", pathlib.Path(screen).read_text().rstrip("\n")):
        if piece.startswith("\x1b["):
            for code in (int(part or 0) for part in piece[2:-1].split(";")):
                codes = [] if code == 0 else codes + [code]
        elif piece:
            spans.append(f'<span style="{style(codes)}">{html.escape(piece)}</span>')
    page = pathlib.Path(screen).with_suffix(".html")
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><style>body {{ margin: 0; background: {COLORS[0]} }}'
        'pre { display: inline-block; margin: 0; padding: 14px 16px; font: 14px/1.3 "DejaVu Sans Mono", monospace }'
        f'</style><pre>{"".join(spans)}</pre>')
    with Browser(1400, scripts=True) as browser:
        browser.open(page.resolve().as_uri())
        box = browser.find("pre").size
        save(browser, box["width"], box["height"], path)


def field(stage, name):
    print(next(case[name] for case in json.load(sys.stdin) if case["stage"] == stage))


{"form": form, "site": site, "desk": desk, "field": field}[sys.argv[1]](*sys.argv[2:])
