"""Every page that a survivor can meet, in every state, one after the other."""

import sqlite3

from findings import check
from intake import Copy
from survivor import LETTER, SCREENS, STORY, Survivor

FORM_FAULTS = {
    # What has to happen to the form so that it is refused without being shown again.
    "unknown": "document.querySelector('#credit').name = 'surprise'",
    "malformed": "const term = document.querySelector('[name=term]'); term.value = 'forever'; term.checked = true",
    "repeated": "const field = document.querySelector('[name=token]'); field.after(field.cloneNode())",
    "not-text": "document.querySelector('main form').acceptCharset = 'iso-8859-1'; document.querySelector('#story').value = 'ñ'",
    "not-a-form": "document.querySelector('main form').enctype = 'multipart/form-data'",
    "too-large": "document.querySelector('#story').value = 'ñ'.repeat(300000)",
}
STORY_FAULTS = {
    "too-long": "document.querySelector('#story').value = 'word '.repeat(20001)",
    "long-name": "document.querySelector('#credit').value = 'N'.repeat(81)",
    "incomplete": "document.querySelector('[name=token]').remove()",
    "old-form": "document.querySelector('[name=token]').value = 'A'.repeat(32)",
}
VISIT_IS_OVER = "document.querySelectorAll('[name=visit]').forEach((field) => field.value = 'A'.repeat(72))"


class States:
    """Walks through them in one language; each name is given when its page stands in the window."""

    def __init__(self, window, proxy, root, place):
        self.window, self.proxy, self.place = window, proxy, place
        self.me = Survivor(window, proxy.base, root)

    def journey(self):
        me, window = self.me, self.window
        for name, path in (("welcome", ""), ("missing", "nowhere"), ("wrong-method", "send")):
            me.go(path)
            yield name
        yield from self.screens()
        me.go("write")
        me.press(me.step("send"))
        yield "problem-empty"
        for name, script in STORY_FAULTS.items():
            me.write(STORY, "use-print")
            window.ask(script)
            me.press(me.step("send"))
            yield f"problem-{name}"
        for name, script in FORM_FAULTS.items():
            me.write()
            window.ask(script)
            me.press(me.step("send"))
            yield f"problem-{name}"
        me.write()
        self.proxy.sends_chunks = True
        me.press(me.step("send"))
        self.proxy.sends_chunks = False
        yield "problem-no-length"
        window.open(self.proxy.weather)
        window.ask(f"""document.body.innerHTML =
            '<form method=post action="{self.proxy.base}{me.root}send"><button>x</button></form><footer>x</footer>'""")
        window.click("button")
        yield "problem-other-site"
        me.write(STORY, "use-court", "open-case-unsure", "note-police")
        me.press(me.step("send"))
        yield "open-case-send"
        me.write(STORY, "use-court", "open-case-unsure", "note-police")
        me.press(me.step("check"))
        yield "open-case-check"
        me.press(me.step("check"))
        yield "check"
        me.press(me.back())
        yield "words-again"
        for name, script in (("unseen", ""), ("unseen-long-name", STORY_FAULTS["long-name"]), ("unseen-too-long", STORY_FAULTS["too-long"])):
            me.write(STORY, "use-print")
            window.driver.delete_all_cookies()
            window.ask(script)
            me.press(me.step("check"))
            check(bool(window.all("#carried")) and not window.all(".said, textarea"), f"{name}: the words are shown without the cookie")
            yield name
        yield from self.receipts()

    def screens(self):
        """Each screen of the story's document, as its links lead to it; the first ones once more with words in the form."""
        me = self.me
        me.go()
        for screen in SCREENS[1:]:
            me.show(screen)
            yield screen
            if screen == "use":
                # The questions after it are asked of those who tick something.
                me.tick("use-print")
        me.show("words")
        me.type("#story", STORY)
        yield "words-typed"
        me.show("start")
        yield "welcome-typed"
        me.show("words")
        me.follow("all")
        yield "all"

    def receipts(self):
        """One form, sent, sent with other words, kept, and sent again."""
        me, window = self.me, self.window
        me.write(STORY, "use-print")
        form = window.ask("return ['nonce', 'token'].map((name) => document.querySelector(`[name=${name}]`).value)")

        def again(story):
            me.write(story, "use-print")
            window.ask(f"""['nonce', 'token'].forEach((name, at) =>
                document.querySelector(`[name=${{name}}]`).value = {form}[at])""")
            me.press(me.step("send"))

        with sqlite3.connect(f"{self.place}/intake/vault.sqlite") as vault:
            vault.execute("BEGIN IMMEDIATE")
            me.press(me.step("send"))
            yield "problem-not-stored"
            vault.rollback()
        me.press(me.step("send"))
        self.code = me.code()
        yield "receipt"
        again(STORY + " More.")
        yield "receipt-added"
        me.press(f"main form[action='{me.root}kept'] button")
        yield "kept"
        again(STORY)
        yield "known"
        again(STORY + " And more.")
        yield "known-added"
        me.enter(self.code)
        me.withdraw()
        again(STORY)
        yield "problem-withdrawn"

    def code_errors(self):
        me = self.me
        words = self.code.split()
        me.go("return")
        yield "return"
        wrong = {
            "no-code": "",
            "few-words": " ".join(words[:9]),
            "unknown-word": " ".join([words[0][:-1] + "q", *words[1:]]),
            "unknown-far": " ".join(["qqqqqqqqqq", *words[1:]]),
            "wrong-code": " ".join([words[1], words[0], *words[2:]]),
        }
        for name, typed in wrong.items():
            me.enter(typed)
            yield f"return-{name}"

    def visit(self):
        """All that can be done without a reviewer."""
        me, window = self.me, self.window
        self.code = me.send(STORY, "use-print", "use-court")
        yield from self.code_errors()
        me.enter(self.code)
        yield "status-waiting"
        me.to("history")
        yield "history-waiting"
        me.to("letters")
        yield "letters-none"
        me.act("write")
        yield "letters-empty"
        window.ask("document.querySelector('#words').value = 'word '.repeat(4001)")
        me.act("write")
        yield "letters-long"
        me.type("#words", LETTER)
        me.act("home")
        yield "letters-unsent"
        me.act("write")
        yield "letters-sent"
        me.type("#words", LETTER)
        window.ask(VISIT_IS_OVER)
        me.act("write")
        yield "return-keeping"
        me.type("#code", "one two three")
        me.press("main form button")
        yield "return-keeping-wrong"
        me.enter(self.code)
        window.ask(VISIT_IS_OVER)
        me.press(f"main form[action='{me.root}letters'] button")
        yield "return-ended"
        me.enter(self.code)
        me.to("choices")
        yield "choices"
        window.ask("document.querySelector('#credit').value = 'N'.repeat(81)")
        me.act("save")
        yield "choices-long-name"
        me.enter(self.code)
        me.to("choices")
        me.tick("use-court")
        me.act("save")
        yield "status-narrower"
        me.to("choices")
        me.tick("use-press")
        me.act("save")
        yield "status-coming"
        me.to("choices")
        yield "choices-coming"
        me.act("pause")
        yield "status-paused"
        me.to("withdraw")
        yield "withdraw"
        me.act("sure")
        yield "withdraw-sure"
        me.act("now")
        yield "withdrawn"
        me.enter(self.code)
        yield "status-withdrawn"

    def reviewed(self, desks):
        """What comes from reviewers: letters, where it stands, texts, and the answers to them."""
        me, ana = self.me, desks[0]
        before = set(ana.cases())
        code = me.send("Renata told me to write.\n\nI did.", "use-website")
        case = (set(ana.cases()) - before).pop()
        for words in ("How are you? <b>Take & care</b>.\n\nWe read it.", "A second letter. ¿Cómo está?"):
            ana.letter(case, words)
        me.enter(code)
        yield "status-letters"
        me.to("letters")
        yield "letters-some"
        me.press("main button[name=read]")
        yield "letters-one-gone"
        me.act("forget")
        yield "letters-all-gone"
        ana.read(case)
        me.enter(code)
        yield "status-opened"
        # No button leads to an empty page of texts; a text can be set aside while its button stands there.
        window = self.window
        window.ask(f"document.querySelector('main form[action$=letters]').action = '{me.root}text'")
        me.press(f"main form[action='{me.root}text'] button")
        yield "text-none"
        ana.propose(case, "A title", "find\tRenata\tA friend")
        me.enter(code)
        yield "status-text"
        me.to("text")
        yield "text"
        me.type("main textarea", "Please say: a neighbor.")
        me.act("home")
        yield "text-unsent"
        window.ask("document.querySelector('main textarea').value = 'word '.repeat(4001)")
        me.act("changes")
        yield "text-long"
        for answer in ("changes", "refused", "agreed"):
            me.enter(code)
            me.to("text")
            me.type("main textarea", "Please say: a neighbor.")
            me.act(answer)
            yield f"answered-{answer}"
            me.home()
            if answer == "changes":
                yield "status-answered"
            me.to("text")
            yield f"text-after-{answer}"
        ana.propose(case, "A title", "find\tRenata\tA neighbor")
        me.act("agreed")
        yield "text-new"
        window.ask(VISIT_IS_OVER)
        me.type("main textarea", "Please say: my aunt.")
        me.act("changes")
        yield "return-keeping-text"
        for desk in desks:
            desk.approve(case)
        me.enter(code)
        yield "status-approved"
        me.to("history")
        yield "history"
        ana.run("decline", case, "--case", "--reason-fd", "0", words="Invented.\n")
        me.enter(code)
        yield "status-declined"

    def unopened(self):
        """By an intake whose clock is ahead."""
        self.me.enter(self.code)
        yield "status-unopened"

    def no_room(self, place, name):
        """An intake whose disk is as full as stories may make it."""
        me = self.me
        me.write(STORY, "use-print")
        with Copy(place, name, settings=["disk-reserve: 1000000"]) as full:
            upstream, self.proxy.upstream = self.proxy.upstream, full.port
            me.press(me.step("send"))
            yield "problem-no-room"
            me.go()
            yield "welcome-no-room"
            me.go("write")
            yield "write-no-room"
            self.proxy.upstream = upstream

    def unfinished(self, place, name):
        """A withdrawal while another program reads the vault, and one after which nobody can tell if it was done."""
        me = self.me
        code = me.send(STORY, "use-print")
        for state in ("withdrawn-erasing", "withdraw-unsure"):
            with Copy(place, f"{name}-{state}") as other:
                upstream, self.proxy.upstream = self.proxy.upstream, other.port
                vault = other.folder / "vault.sqlite"
                reader = sqlite3.connect(vault, isolation_level=None)
                me.enter(code)
                me.to("withdraw")
                me.act("sure")
                if state == "withdrawn-erasing":
                    reader.execute("BEGIN")
                    reader.execute("SELECT count(*) FROM statements").fetchone()
                else:
                    (vault.parent / "another").write_bytes(vault.read_bytes())
                    (vault.parent / "another").replace(vault)
                me.act("now")
                yield state
                reader.close()
                self.proxy.upstream = upstream

    def closed(self):
        """The intake that has lost its keyring."""
        me = self.me
        me.go("write")
        yield "problem-closed"
        me.enter(self.closed_code)
        yield "status-shut"
        # A page of a visit that was opened before still has its buttons.
        self.window.ask(f"document.querySelector('main form').action = '{me.root}letters'")
        me.press(f"main form[action='{me.root}letters'] button")
        yield "return-shut"
        me.enter(self.closed_code)
        me.to("withdraw")
        yield "withdraw-shut"
