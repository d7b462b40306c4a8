"""What somebody does on the pages, by mouse and keys, in one window and one language."""

STORY = "Words <of mine> & \"more\", ' and so on.\n\nWith a second paragraph. Señora, ¿cómo está? 🌻"
# Fictional, as every word in these checks.
LETTER = "I would like to change one thing. It is the second line."
# The screens of the story's document, in their order; each is shown by the fragment that is its name.
SCREENS = ["start", "before", "words", "case", "age", "use", "time", "naming", "send"]


class Survivor:
    """Acts in `window` on the pages below `base + root`."""

    def __init__(self, window, base, root):
        self.window, self.base, self.root = window, base, root
        # The start page in this language, whatever the browser prefers.
        self.start = "/en/" if root == "/" else root

    def go(self, path=""):
        self.window.open(self.base + (self.root + path if path else self.start))

    def press(self, selector):
        """Presses what leads to another page."""
        self.window.click(selector)

    def follow(self, fragment):
        """Presses a link to another screen of the page that stands there."""
        self.window.follow(f"main a[href='#{fragment}']")

    def screen(self):
        """The screen of the story's document that stands there; several on one page."""
        shown = [section.get_attribute("id") for section in self.window.all(".step") if section.is_displayed()]
        return shown[0] if len(shown) == 1 else "all" if shown else None

    def show(self, screen):
        """Goes to a screen of the form as its own links lead there, one after the other."""
        order = [section.get_attribute("id") for section in self.window.all(".step")]
        while (at := self.screen()) != screen:
            forward = order.index(at) < order.index(screen)
            links = self.window.all(f"#{at} .act a.button" if forward else f"#{at} .count a")
            target = next(link for link in links if link.is_displayed()).get_attribute("href").split("#")[1]
            if forward and order.index(target) > order.index(screen):
                # Without a use that is ticked the questions about it are passed over.
                raise LookupError(f"no link leads from {at} to {screen}")
            self.follow(target)

    def type(self, selector, words):
        field = self.window.find(selector)
        field.clear()
        # The driver's keys know no letter outside the basic plane.
        field.send_keys("".join(letter for letter in words if ord(letter) < 0x10000))

    def tick(self, *names):
        for name in names:
            label = self.window.find(f"label[for={name}]")
            if not label.is_displayed():
                # What readers should know stands folded.
                self.window.reach("#words .more > summary", "\n")
            self.window.reach(f"label[for={name}]", " ")

    def says(self, selector):
        """The words of what stands there, or nothing."""
        found = self.window.all(selector)
        return self.window.shown(selector).text if found else ""

    def code(self):
        return " ".join(item.text for item in self.window.all(".words li"))

    # The journey.

    def write(self, story=STORY, *ticks):
        """A form with words in it: on one page where more is asked, else on its screen."""
        self.go("write")
        if ticks:
            self.follow("all")
        self.type("#story", story)
        self.tick(*ticks)

    def look(self):
        """From the form to the look at what it says."""
        if self.screen() != "all":
            self.show("send")
        self.press(self.step("check"))

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
            self.home()
        self.press(opens)

    def home(self):
        """To where the story stands, by whichever button leads there."""
        self.press(f"main button[name=act][value=home], main form[action='{self.root}return'] button")

    def act(self, act):
        """Presses the button that asks for it, whether the button or its form says so."""
        self.press(self.does(act))

    @staticmethod
    def does(act):
        return (f"main button[name=act][value={act}], main form:has(input[name=act][value={act}]) button, "
                f"main button[name={act}]")

    def step(self, place):
        """The button that submits a form to a place: its own, or the form's first."""
        return f"main button[formaction='{self.root}{place}'], main form[action='{self.root}{place}'] button:not([formaction])"

    def back(self):
        """The button that leads from a page which carries the words to the form with them in it."""
        return f"main button[formaction='{self.root}write#words']"

    def withdraw(self):
        self.to("withdraw")
        self.act("sure")
        self.act("now")
