#!/usr/bin/env python3
"""Measures what goes out by post: SHEET.pdf, made from SHEET.html.

    measure_post.py SHEET

US Letter, Liberation fonts that are embedded, at least 11 points, no picture, no color; nothing outside the margins or
printed over something else. The return address and the window lie where those of a folded number 10 envelope do, the
window is empty, and on a text to look at its number stands twice: above it, and on the slip at the end.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree

INCH = 72
WIDTH, HEIGHT = 8.5 * INCH, 11 * INCH
SIDE, TOP, BOTTOM = 0.8 * INCH, 0.6 * INCH, 0.25 * INCH
# A number 10 envelope with the sheet folded in three: what shows lies between these, from the left upper corner.
WINDOW = (0.8 * INCH, 1.85 * INCH, 5.0 * INCH, 3.0 * INCH)
SLACK = 0.5
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
NUMBER = re.compile(r"^[2-9A-Z]{4}-[2-9A-Z]{4}$")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


def area(size):
    width, height = map(int, size.split())
    return width * height


def check(holds, says):
    if not holds:
        sys.exit(f"{sheet}.pdf: {says}")


sheet = sys.argv[1]
is_proof = sheet.rpartition("/")[2].startswith("proof")
xml.etree.ElementTree.parse(f"{sheet}.html")

about = output("pdfinfo", f"{sheet}.pdf").decode()
count = int(re.search(r"^Pages: +(\d+)$", about, re.MULTILINE)[1])
check("612 x 792 pts (letter)" in about, "a page is US Letter")
check(count >= 3 if is_proof else count == 1, f"{count} pages")
fonts = [line.split() for line in output("pdffonts", f"{sheet}.pdf").decode().splitlines()[2:]]
check(fonts and all("Liberation" in font[0] and font[-5] == "yes" for font in fonts), f"other fonts: {fonts}")
check(len(output("pdfimages", "-list", f"{sheet}.pdf").splitlines()) == 2, "there is a picture")
picture = output("pdftoppm", "-r", "50", f"{sheet}.pdf")
while picture:
    kind, size, most, rest = picture.split(b"\n", 3)
    pixels, picture = rest[:3 * area(size)], rest[3 * area(size):]
    check(pixels[0::3] == pixels[1::3] == pixels[2::3], "there is a color")

pages = [
    [(*map(float, match[:4]), match[4]) for match in WORD.findall(page)]
    for page in output("pdftotext", "-bbox", f"{sheet}.pdf", "-").decode().split("<page ")[1:]
]
for number, page in enumerate(pages, 1):
    for left, upper, right, lower, word in page:
        inside = left > SIDE - SLACK and right < WIDTH - SIDE + SLACK and upper > TOP - SLACK and lower < HEIGHT - BOTTOM
        check(inside, f"page {number}: “{word}” is outside the margins")
        check(lower - upper > 11, f"page {number}: “{word}” is too small")
    for index, one in enumerate(page):
        for other in page[index + 1:]:
            apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
            check(apart, f"page {number}: “{one[4]}” and “{other[4]}” are printed over each other")
left, upper, right, lower = WINDOW
for word in pages[0]:
    outside = word[2] < left or word[0] > right or word[3] < upper or word[1] > lower
    check(outside, f"“{word[4]}” stands in the window, where the address is written by hand")
check(any(word[3] < upper for word in pages[0]), "the return address does not stand above the window")
numbers = [(page, word[4]) for page, words in enumerate(pages, 1) for word in words if NUMBER.match(word[4])]
if is_proof:
    check(len(numbers) == 2 and numbers[0][1] == numbers[1][1], f"the number stands twice, not {numbers}")
    check(numbers[0][0] == 2 and numbers[1][0] == count, "the number stands above the text, and on the slip at the end")
    # The address to write to: each of its lines on one line, as the return address has them.
    first = {round(word[1]) for word in pages[0] if word[3] < upper}
    edge = min(word[0] for word in pages[-1] if word[4] == "EXAMPLE")
    last = {round(word[1]) for word in pages[-1] if word[0] >= edge - 1 and word[1] < 3 * INCH}
    check(len(first) == len(last), f"the address has {len(first)} lines, and {len(last)} on the slip")
print(f"{sheet}.pdf: {count} page{'s' * (count > 1)}, nothing out of its place")
