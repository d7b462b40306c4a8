"""How fast the desk opens and moves, with many cases: a table of seconds. Nothing in it is a test.

    many.py PROGRAM FOLDER     FOLDER was made by the test `an organization with many cases` (Tests/Terminal/many.sh)

Measured from outside, at a pseudo-terminal of 80 by 24: from the moment at which the passphrase can be read until the first
screen is drawn, until every case is read, and from a key to the end of what it draws. The passphrase itself costs an Argon2id
run, so the same is measured with a vault that holds no case.
"""

import fcntl, os, pty, select, statistics, struct, sys, tempfile, termios, time

PASSPHRASE = b"correct horse battery staple\n"


class Desk:
    def __init__(self, program, folder, vault, state):
        self.seen = b""
        read, self.passphrase = os.pipe()
        arguments = [
            program, "--vault", vault, "--keys", folder + "/keys", "--steward", folder + "/steward.pub", "--policies",
            os.path.join(os.path.dirname(__file__), "../../Policies"), "--state", state, "--key",
            folder + "/secret/ana.secret", "--passphrase-fd", str(read),
        ]
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.set_inheritable(read, True)
            os.environ["TERM"] = "xterm-256color"
            os.execv(program, arguments)
        os.close(read)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        time.sleep(0.5)

    def open(self):
        start = time.monotonic()
        os.write(self.passphrase, PASSPHRASE)
        os.close(self.passphrase)
        return self.until("Firsthand ·".encode(), start)

    def until(self, words, start, limit=600):
        while words not in self.seen:
            if time.monotonic() - start > limit or not select.select([self.terminal], [], [], limit)[0]:
                sys.exit("the desk never showed " + words.decode())
            self.seen += os.read(self.terminal, 1 << 16)
        return time.monotonic() - start

    def all_read(self, start):
        """Until the bar says nothing of cases that are still to be read."""
        while True:
            self.drain(0.3)
            bar = self.seen.rsplit("Firsthand ·".encode(), 1)[1].split("help".encode())[0]
            if b"reading" not in bar:
                return time.monotonic() - start

    def drain(self, quiet):
        while select.select([self.terminal], [], [], quiet)[0]:
            try:
                self.seen += os.read(self.terminal, 1 << 16)
            except OSError:
                return

    def key(self, key):
        self.drain(0.02)
        start = time.monotonic()
        os.write(self.terminal, key)
        if not select.select([self.terminal], [], [], 5)[0]:
            return None
        self.seen += os.read(self.terminal, 1 << 16)
        last = time.monotonic()
        while select.select([self.terminal], [], [], 0.02)[0]:
            self.seen += os.read(self.terminal, 1 << 16)
            last = time.monotonic()
        return last - start

    def warned(self):
        """From the key that approves to the warnings or the summary, in the first case that needs a comparison."""
        for key in (b"g", b"\r", b"3", b"\r", b"5", *[b" "] * 12):
            self.key(key)
            self.drain(1)
        self.seen = b""
        start = time.monotonic()
        os.write(self.terminal, b"A")
        while b"To sign, type" not in self.seen and b"A warning about" not in self.seen:
            if time.monotonic() - start > 600 or not select.select([self.terminal], [], [], 600)[0]:
                sys.exit("the desk never came to the summary")
            self.seen += os.read(self.terminal, 1 << 16)
        seconds = time.monotonic() - start
        os.write(self.terminal, b"\x1b")
        self.drain(0.3)
        return seconds

    def leave(self):
        os.write(self.terminal, b"q")
        self.drain(1)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def main(program, folder):
    program, folder = os.path.abspath(program), os.path.abspath(folder)
    with tempfile.TemporaryDirectory() as state:
        empty = state + "/empty.sqlite"
        # A copy of the tables without their rows.
        import sqlite3
        with sqlite3.connect(folder + "/vault.sqlite") as full:
            cases = full.execute("SELECT count(DISTINCT case_id) FROM statements").fetchone()[0]
            statements = full.execute("SELECT count(*) FROM statements").fetchone()[0]
            full.execute("VACUUM INTO ?", (empty,)) if cases < 2000 else os.system(
                f"sqlite3 '{folder}/vault.sqlite' .schema | sqlite3 '{empty}'")
        with sqlite3.connect(empty) as none:
            for table in ("statements", "deadlines", "drafts", "retry_tags", "kept_codes", "bodies"):
                none.execute("DELETE FROM " + table)
            none.execute("PRAGMA application_id = 0x46487631")
        with sqlite3.connect(folder + "/vault.sqlite") as full, sqlite3.connect(empty) as none:
            none.execute("DELETE FROM grdb_migrations")
            for row in full.execute("SELECT identifier FROM grdb_migrations"):
                none.execute("INSERT INTO grdb_migrations VALUES (?)", row)
        os.chmod(empty, 0o600)
        print(f"{cases} cases, {statements} statements, {os.path.getsize(folder + '/vault.sqlite') >> 20} MiB")

        def row(words, seconds):
            print(f"  {words:58} {seconds:8.3f} s")

        base = Desk(program, folder, empty, state + "/state-empty")
        nothing = base.open()
        row("passphrase to the first screen, no case in the vault", nothing)
        base.leave()
        first = Desk(program, folder, folder + "/vault.sqlite", state + "/state")
        start = time.monotonic()
        opened = first.open()
        row("the first time at this desk: to the first screen", opened)
        row("    of which not the passphrase", opened - nothing)
        moves = [first.key(b"j") for _ in range(20)]
        row("    a key meanwhile, median", statistics.median(m for m in moves if m))
        row("    until every case is read", first.all_read(start))
        first.leave()
        later = Desk(program, folder, folder + "/vault.sqlite", state + "/state")
        opened = later.open()
        row("every time after: to the first screen, whole queue", opened)
        row("    of which not the passphrase", opened - nothing)
        for name, key in (("one line down", b"j"), ("a page down", b"\x1b[6~"), ("the next part", b"]"), ("to the end", b"G")):
            # A key that moves nowhere any more draws nothing, and says nothing of how fast it is.
            times = list(iter(lambda: later.key(key), None)) if name == "the next part" else [
                t for t in (later.key(key) for _ in range(100 if key != b"G" else 1)) if t]
            if times:
                row(f"{name}: median of {len(times)}", statistics.median(times))
                row(f"{name}: slowest", max(times))
        row("open the case", later.key(b"\r") or 0)
        os.write(later.terminal, b"\x1b")
        later.drain(0.3)
        row("A: warnings, beside every approved text", later.warned())
        later.leave()


main(*sys.argv[1:3])
