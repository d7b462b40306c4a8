"""Makes the pictures of Documentation/Pictures: the list, a story and a campaign of the calm export at three widths, by day, by night and
on paper, and two pages of the zine. All stories in them are invented.

Usage: pictures.py EXPORTS FOLDER
"""
import base64
import functools
import http.server
import os
import subprocess
import sys
import tempfile
import threading

from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Browser"))
from browser import Browser  # noqa: E402

EXPORTS, FOLDER = sys.argv[1:3]
# The list; a story with notes, a name and a theme; a story that runs from the right; a campaign.
PAGES = {
    "list": "site/index.html", "story": "site/2f2f2f2f2f2f2f2f.html", "arabic": "site/c7c7c7c7c7c7c7c7.html",
    "campaign": "site/campaign-called-for-help.html",
}
EVERYWHERE = ("list", "story")
WIDTHS = (320, 768, 1200)
TALLEST = 1400
# The cover, the contents, and the story.
ZINE = {"cover": "Each of these was written", "contents": "Contents", "story": "That night I sat under it"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def keep(picture, name):
    """As a picture of few colors, which is small, cut where a reader would have to scroll far."""
    picture = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, TALLEST)))
    picture.quantize(32, dither=Image.Dither.NONE).save(os.path.join(FOLDER, name + ".png"), optimize=True)


def page_of(pdf, number, name):
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["pdftoppm", "-r", "72", "-png", "-f", str(number), "-l", str(number), "-singlefile", pdf, f"{scratch}/page"], check=True)
        keep(Image.open(f"{scratch}/page.png"), name)


def site(base):
    for width in WIDTHS:
        for dark in (False, True):
            with Browser(width, scripts=False, dark=dark) as browser, tempfile.TemporaryDirectory() as scratch:
                for name, page in PAGES.items():
                    if name not in EVERYWHERE and (width, dark) != (768, False):
                        continue
                    browser.open(f"{base}/{page}")
                    browser.picture(f"{scratch}/page.png")
                    keep(Image.open(f"{scratch}/page.png"), f"{name}-{width}{'-dark' if dark else ''}")
    with Browser(768, scripts=False) as browser, tempfile.TemporaryDirectory() as scratch:
        for name in EVERYWHERE:
            browser.open(f"{base}/{PAGES[name]}")
            answer = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "paperWidth": 8.5, "paperHeight": 11})
            open(f"{scratch}/{name}.pdf", "wb").write(base64.b64decode(answer["data"]))
            page_of(f"{scratch}/{name}.pdf", 1, f"{name}-print")


def zine():
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["weasyprint", "--quiet", f"{EXPORTS}/calm/zine/zine-01.html", f"{scratch}/zine.pdf"], check=True)
        texts = subprocess.run(["pdftotext", f"{scratch}/zine.pdf", "-"], capture_output=True, text=True, check=True).stdout.split("\f")
        for name, words in ZINE.items():
            page_of(f"{scratch}/zine.pdf", next(n for n, text in enumerate(texts, 1) if words in " ".join(text.split())), f"zine-{name}")


def main():
    os.makedirs(FOLDER, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=f"{EXPORTS}/calm"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    zine()
    sizes = {name: os.path.getsize(os.path.join(FOLDER, name)) for name in sorted(os.listdir(FOLDER)) if name.endswith(".png")}
    print(f"{len(sizes)} pictures, {sum(sizes.values()) // 1024} KiB")


main()
