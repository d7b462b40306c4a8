// What is wrong with what is seen of the page, as a list of sentences. Run in the page by pages.py.
const wrong = [];
const seen = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && element.checkVisibility({visibilityProperty: true}) && !element.closest(".unseen");
};
const name = (element) => `${element.tagName.toLowerCase()} “${(element.innerText || element.id).slice(0, 40)}”`;

// Sideways scroll and clipping.
if (document.documentElement.scrollWidth > innerWidth) wrong.push(`it scrolls sideways: ${document.documentElement.scrollWidth} px`);
for (const element of document.querySelectorAll("body *")) {
  if (!seen(element)) continue;
  const box = element.getBoundingClientRect();
  if (box.left < -0.5 || box.right > innerWidth + 0.5) wrong.push(`${name(element)} leaves the window`);
  if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline" && element.tagName !== "INPUT" && !element.closest("svg")) wrong.push(`${name(element)} is clipped`);
}

// Overlap. The header sticks to the top, so it is compared with nothing.
const solid = [...document.querySelectorAll("main, footer")].flatMap((part) =>
  [...part.querySelectorAll("h1, h2, p, li, label, legend, summary, textarea, input, button, nav a, a.button, a.call")].filter(seen));
for (const [index, one] of solid.entries()) {
  for (const other of solid.slice(index + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (width > 1 && height > 1) wrong.push(`${name(one)} overlaps ${name(other)}`);
  }
}

// One first heading on each screen, and none that skips a level.
const heads = [...document.querySelectorAll("h1, h2, h3, h4")].filter(seen).map((head) => Number(head.tagName[1]));
const screens = Math.max(1, [...document.querySelectorAll(".step")].filter(seen).length);
if (heads.filter((level) => level === 1).length !== screens) wrong.push(`it has ${heads.filter((level) => level === 1).length} h1`);
if (document.querySelector(".step") && screens > 1 && location.hash !== "#all") wrong.push(`it shows ${screens} screens`);
heads.forEach((level, index) => { if (index > 0 && level > heads[index - 1] + 1) wrong.push(`a heading skips to level ${level}`); });

// What a finger has to meet: 44 px high, unless it stands in a sentence.
for (const target of document.querySelectorAll("header a, nav a, button, a.button, a.other, a.call, .count a, summary, .choice label, textarea, [type=text]")) {
  if (seen(target) && target.getBoundingClientRect().height < 43.5) wrong.push(`${name(target)} is less than 44 px high`);
}

// Words for everything that is asked, and ids that stand once.
for (const field of document.querySelectorAll("textarea, input:not([type=hidden])")) {
  if (!field.labels.length) wrong.push(`${field.name} has no label`);
}
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
if (new Set(ids).size !== ids.length) wrong.push("an id stands twice");
for (const element of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
  const names = `${element.getAttribute("aria-describedby") || ""} ${element.getAttribute("aria-labelledby") || ""}`;
  for (const id of names.trim().split(/\s+/)) if (!ids.includes(id)) wrong.push(`nothing has the id ${id}`);
}

// Contrast of text and its ground (WCAG 2.2, 1.4.3: 4.5 to 1).
const channels = (color) => color.match(/[\d.]+/g).map(Number);
const light = (color) => {
  const [r, g, b] = channels(color).map((value) => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if ((channels(color)[3] ?? 1) > 0) return color;
  }
  return "rgb(255, 255, 255)";
};
for (const element of document.querySelectorAll("h1, h2, p, li, dt, dd, a, label, legend, span, summary, button, textarea")) {
  if (!seen(element)) continue;
  const [low, high] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
  if ((high + 0.05) / (low + 0.05) < 4.5) wrong.push(`${name(element)} has too little contrast`);
}

// Lines of running text: 80 characters at most, and 45 or more where the window leaves the choice.
const lines = (element) => {
  const found = new Map();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (box) found.set(Math.round(box.bottom), (found.get(Math.round(box.bottom)) || 0) + 1);
    }
  }
  return [...found.values()];
};
for (const element of document.querySelectorAll("main p:not(.act), footer p")) {
  if (!seen(element)) continue;
  const counts = lines(element);
  if (Math.max(...counts) > 80) wrong.push(`${name(element)} has a line of ${Math.max(...counts)} characters`);
  const full = counts.slice(0, -1);
  // Where the writer broke the lines, as in a poem, short ones are meant; and two lines share their words out.
  if (innerWidth >= 1200 && full.length > 1 && !element.querySelector("br") && Math.max(...full) < 45) wrong.push(`${name(element)} has lines of only ${Math.max(...full)} characters`);
}

// The way out of the form's pages: in the window and over everything, wherever the page stands; and it leaves room for the page.
const leave = document.querySelector("a.leave"), stood = scrollY;
if (!leave && document.querySelector(".masthead")) wrong.push("it has no way out");
for (const share of leave ? [0, 0.5, 1] : []) {
  scrollTo(0, share * document.documentElement.scrollHeight);
  const box = leave.getBoundingClientRect();
  if (box.top < -0.5 || box.left < -0.5 || box.bottom > innerHeight + 0.5 || box.right > innerWidth + 0.5) wrong.push(`the way out is not in the window, ${share} down`);
  for (const [x, y] of [[0.5, 0.5], [0.06, 0.3], [0.94, 0.3], [0.06, 0.7], [0.94, 0.7]]) {
    const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
    if (top?.closest("a.leave") !== leave) wrong.push(`the way out is covered by ${top && name(top)}, ${share} down`);
  }
  const taken = document.querySelector("header").getBoundingClientRect().height;
  if (taken > innerHeight / 2) wrong.push(`the header takes ${Math.round(taken)} of ${innerHeight} px`);
}
scrollTo(0, stood);

// Nothing runs, and nothing comes from elsewhere; the one picture is the mark of those whose pages these are.
if (document.querySelector("script, style, [style], iframe, img, object, embed")) wrong.push("it has a script, a style, a picture or a frame");
for (const picture of document.querySelectorAll("svg")) {
  if (!picture.matches(".masthead > svg.emblem[aria-hidden=true], .cover > svg.mark[aria-hidden=true]") || picture.querySelector("a, use, image, animate, set, foreignObject, [href]")) wrong.push("a picture is more than the mark");
}
for (const element of document.querySelectorAll("[src], link[href], form[action], [formaction]")) {
  const address = element.hasAttribute("formaction") ? element.formAction : element.src || element.href || element.action;
  if (new URL(address).origin !== location.origin) wrong.push(`${element.tagName} comes from elsewhere`);
}
return wrong;
