"""Looks at the site and the zine of the exports in Chromium, at 320 and 1200 pixels, by day and by night.

The written list is Tests/Browser/measures.js: no overlap, no clipping, one first heading, targets for fingers, contrast AA,
lines of 45 to 80 characters. Then axe-core. Pictures go into the folder named; look at them too.

Usage: pages.py EXPORTS PICTURES
"""
import functools
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Browser"))
import axe_playwright_python  # noqa: E402
from browser import Browser  # noqa: E402

EXPORTS, PICTURES = sys.argv[1:3]
MEASURES = open(os.path.join(HERE, "..", "Browser", "measures.js"), encoding="utf-8").read()
AXE = open(os.path.join(os.path.dirname(axe_playwright_python.__file__), "axe.min.js"), encoding="utf-8").read()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def pages(export):
    ids = [s["id"] for s in json.load(open(f"{EXPORTS}/{export}/manifest.json"))["stories"]]
    graves = [g["id"] for g in json.load(open(f"{EXPORTS}/{export}/manifest.json"))["retracted"]]
    campaigns = sorted(f"site/{name}" for name in os.listdir(f"{EXPORTS}/{export}/site") if name.startswith("campaign-"))
    return (["site/index.html", "zine/zine-01.html"] + campaigns + [f"site/{i}.html" for i in ids + graves]
            + [f"site/{i}-agreed.html" for i in ids[:2]])


def main():
    os.makedirs(PICTURES, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=EXPORTS))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    failures = 0
    for width in (320, 1200):
        for dark in (False, True):
            with Browser(width, scripts=True, dark=dark) as browser:
                browser.driver.set_script_timeout(60)
                count = 0
                for export in ("calm", "hostile", "empty"):
                    for page in pages(export):
                        browser.open(f"{base}/{export}/{page}")
                        wrong = browser.ask(MEASURES)
                        if export == "calm" or page == "site/index.html":
                            browser.ask(AXE)
                            found = browser.driver.execute_async_script(
                                "const done = arguments[arguments.length - 1];"
                                f"axe.run({{runOnly: {json.dumps(TAGS)}}}).then(r => done(r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 90))));")
                            wrong += [f"axe: {item}" for item in found]
                        for item in wrong:
                            failures += 1
                            print(f"   NO  {export}/{page} at {width}{' dark' if dark else ''}: {item}", flush=True)
                        count += 1
                        if export != "empty" and (export == "calm" or page.endswith("index.html")):
                            name = f"{export}-{page.replace('/', '-')[:-5]}-{width}{'-dark' if dark else ''}.png"
                            browser.picture(os.path.join(PICTURES, name))
                print(f"  yes  {count} pages at {width}{' dark' if dark else ''} measured, axe on those of calm", flush=True)
    with Browser(768, scripts=False) as browser, tempfile.TemporaryDirectory() as scratch:
        # On paper the first sheet begins with what it is about, and is not left empty.
        for page, words in (("index", "The kitchen light"), ("campaign-called-for-help", "What you can do"), ("2f2f2f2f2f2f2f2f", "for the last time")):
            browser.open(f"{base}/calm/site/{page}.html")
            browser.paper(f"{scratch}/page.pdf")
            sheet = subprocess.run(["pdftotext", "-l", "1", f"{scratch}/page.pdf", "-"], capture_output=True, text=True, check=True).stdout
            if words not in " ".join(sheet.split()):
                failures += 1
                print(f"   NO  calm/site/{page} on paper: the first sheet lacks '{words}'", flush=True)
        print("  yes  the first sheet of each is filled", flush=True)
    server.shutdown()
    sys.exit(f"{failures} failures" if failures else 0)


main()
