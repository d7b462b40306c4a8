"""A reviewer at their desk, through the real program."""

import json
import os
import pathlib
import pty
import select
import subprocess
import threading
import time


class Desk:
    """The desk of `name` in the organization at `place`, and the vault of its intake."""

    def __init__(self, place, name):
        self.place, self.name = pathlib.Path(place), name
        config, state = self.place / name / "config", self.place / name / "state"
        self.environment = os.environ | {"XDG_CONFIG_HOME": str(config), "XDG_STATE_HOME": str(state)}
        self.passphrase = (self.place / name / "passphrase").read_bytes()

    def run(self, command, *arguments, words=""):
        """Runs a command to its end; `words` follow the passphrase on standard input."""
        answer = subprocess.run(
            ["firsthand-review", command, *arguments, "--vault", "intake/vault.sqlite", "--passphrase-fd", "0"],
            cwd=self.place, env=self.environment, input=self.passphrase + words.encode(), capture_output=True, timeout=60)
        if answer.returncode != 0:
            raise SystemExit(f"firsthand-review {command}: {answer.stderr.decode()}")
        return answer.stdout.decode()

    def cases(self):
        return {case["id"]: case for case in json.loads(self.run("inbox", "--json"))}

    def letter(self, case, words):
        self.run("letter", case, "--language", "en", "--text-fd", "0", words=words)

    def propose(self, case, title, edits):
        self.run("redact", case, "--edits-fd", "0", words=f"title\t{title}\n{edits}\n")

    def approve(self, case):
        self.run("approve", case, "--confirm", self.cases()[case]["manuscript"])

    def decline(self, case):
        self.run("decline", case, "--reason-fd", "0", words="Invented.\n")

    def read(self, case):
        """Reads a story on a terminal, to its end, and leaves."""
        passphrase = self.place / self.name / "passphrase"
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.place)
            descriptor = os.open(passphrase, os.O_RDONLY)
            os.dup2(descriptor, 9)
            self.environment["TERM"] = "xterm"
            os.execvpe("firsthand-review", [
                "firsthand-review", "read", case, "--vault", "intake/vault.sqlite", "--passphrase-fd", "9"],
                self.environment)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            ready, _, _ = select.select([terminal], [], [], 0.3)
            try:
                if ready:
                    os.read(terminal, 65536)
                else:
                    os.write(terminal, b" q")
            except OSError:
                break
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
