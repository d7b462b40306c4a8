"""What somebody does on the pages, by mouse and keys, in one window and one language."""

STORY = "Words <of mine> & \"more\", ' and so on.\n\nWith a second paragraph. Señora, ¿cómo está? 🌻"
# Fictional, as every word in these checks.
LETTER = "I would like to change one thing. It is the second line."


class Survivor:
    """Acts in `window` on the pages below `base + root`."""

    def __init__(self, window, base, root):
        self.window, self.base, self.root = window, base, root

    def go(self, path=""):
        self.window.open(self.base + self.root + path)

    def press(self, selector):
        self.window.click(selector)

    def type(self, selector, words):
        field = self.window.find(selector)
        field.clear()
        # The driver's keys know no letter outside the basic plane.
        field.send_keys("".join(letter for letter in words if ord(letter) < 0x10000))

    def tick(self, *names):
        for name in names:
            self.window.reach(f"label[for={name}]", " ")

    def says(self, selector):
        """The words of what stands there, or nothing."""
        found = self.window.all(selector)
        return found[0].text if found else ""

    def code(self):
        return " ".join(item.text for item in self.window.all(".words li"))

    # The journey.

    def write(self, story=STORY, *ticks):
        self.go("write")
        self.type("#story", story)
        self.tick(*ticks)

    def send(self, story=STORY, *ticks):
        """The shortest way to a receipt; returns the code."""
        self.write(story, *ticks)
        self.press(self.step("send"))
        return self.code()

    # Coming back.

    def enter(self, code):
        self.go("return")
        self.type("#code", code)
        self.press("main form button")

    def to(self, place):
        """Opens another page of the visit; from most of them only the status can be reached."""
        opens = f"main form[action='{self.root}{place}']:not(:has([name=act])) button"
        if not self.window.all(opens):
            self.press(f"main form[action='{self.root}return'] button")
        self.press(opens)

    def act(self, act):
        """Presses the button that asks for it, whether the button or its form says so."""
        self.press(f"main button[name=act][value={act}], main form:has(input[name=act][value={act}]) button")

    def step(self, place):
        """The button that submits a form to a place: its own, or the form's first."""
        return f"main button[formaction='{self.root}{place}'], main form[action='{self.root}{place}'] button:not([formaction])"

    def withdraw(self):
        self.to("withdraw")
        self.act("sure")
        self.act("now")
