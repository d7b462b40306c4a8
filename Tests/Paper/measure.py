#!/usr/bin/env python3
"""Measures one printed sheet: SHEET.pdf, made from SHEET.html.

    measure.py SHEET

Two pages of US Letter, Liberation fonts that are embedded, no picture, no color; nothing outside the margins, nothing
printed over something else, and nothing across the line at which the sheet is torn. Lengths are in points.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree

INCH = 72
WIDTH, HEIGHT = 8.5 * INCH, 11 * INCH
# As in the style of the form.
SIDE, TOP = 0.5 * INCH, 0.45 * INCH
LINE, SENT = TOP + 3.74 * INCH, TOP + 4 * INCH
# Two pixels a point.
SCALE = 2
# Half a pixel of a rounded edge.
SLACK = 0.5
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def output(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


def check(holds, says):
    if not holds:
        sys.exit(f"{sheet}.pdf: {says}")


def words(page):
    """The words of a page, each with its left, upper, right and lower edge."""
    return [(*map(float, match[:4]), match[4]) for match in WORD.findall(page)]


def check_places(number, page):
    """No word is outside the margins or over another one; gives the words that stand at the line."""
    for left, upper, right, lower, word in page:
        is_inside = left > SIDE - SLACK and right < WIDTH - SIDE + SLACK and upper > TOP - SLACK and lower < HEIGHT - TOP + SLACK
        check(is_inside, f"page {number}: “{word}” is outside the margins")
        check(lower < LINE or upper > LINE, f"page {number}: “{word}” lies across the line")
    for index, one in enumerate(page):
        for other in page[index + 1:]:
            # The boxes of words are as high as the font's tallest signs: a point less is what can be seen.
            apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
            check(apart, f"page {number}: “{one[4]}” and “{other[4]}” are printed over each other")
    return [word for _, upper, _, lower, word in page if upper > LINE and lower < SENT]


def check_pixels(number):
    """No color; nothing in the margins, and a white strip above the line."""
    picture = output("pdftoppm", "-r", str(INCH * SCALE), "-f", str(number), "-l", str(number), f"{sheet}.pdf")
    kind, size, most, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    check((kind, most, width, height) == (b"P6", b"255", WIDTH * SCALE, HEIGHT * SCALE), f"page {number} has another size")
    gray = pixels[0::3]
    check(gray == pixels[1::3] == pixels[2::3], f"page {number} has a color")
    check(0 in gray, f"page {number} has no black")

    def is_white(left, upper, right, lower):
        rows = range(round(upper * SCALE), round(lower * SCALE))
        return all(set(gray[row * width + round(left * SCALE):row * width + round(right * SCALE)]) <= {255} for row in rows)

    edges = [
        (0, 0, WIDTH, TOP - SLACK), (0, HEIGHT - TOP + SLACK, WIDTH, HEIGHT),
        (0, 0, SIDE - SLACK, HEIGHT), (WIDTH - SIDE + SLACK, 0, WIDTH, HEIGHT),
    ]
    check(all(is_white(*edge) for edge in edges), f"page {number}: something is printed in the margins")
    check(is_white(0, LINE - 4, WIDTH, LINE - SLACK), f"page {number}: the part to keep reaches down to the line")


sheet = sys.argv[1]
xml.etree.ElementTree.parse(f"{sheet}.html")

about = output("pdfinfo", f"{sheet}.pdf").decode()
check(re.search(r"^Pages: +2$", about, re.MULTILINE), "a sheet has two pages")
check("612 x 792 pts (letter)" in about, "a page is US Letter")
fonts = [line.split() for line in output("pdffonts", f"{sheet}.pdf").decode().splitlines()[2:]]
check(fonts and all("Liberation" in font[0] and font[-5] == "yes" for font in fonts), f"other fonts: {fonts}")
check(len(output("pdfimages", "-list", f"{sheet}.pdf").splitlines()) == 2, "there is a picture")

pages = [words(page) for page in output("pdftotext", "-bbox", f"{sheet}.pdf", "-").decode().split("<page ")[1:]]
lines = [check_places(number, page) for number, page in enumerate(pages, 1)]
check(lines[0] and lines[0] == lines[1], "the line says the same on both sides, and nothing else stands at it")
for number in (1, 2):
    check_pixels(number)
print(f"{sheet}.pdf: one sheet, two pages, nothing out of its place")
