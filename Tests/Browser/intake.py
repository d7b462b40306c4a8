"""Other intakes than the one that runs, on a copy of its files: one whose clock is ahead, and one whose keys are gone."""

import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.request


class Copy:
    """An intake on a copy of another's folder, `days` ahead of the clock; it ends with its `with`.

    The clock is set by faketime, for this one program. With `fresh_forms` it made none of the forms that are out there, as
    one that has let their key go after two months. `settings` are further lines of its configuration.
    """

    def __init__(self, place, name, days=0, fresh_forms=False, settings=()):
        self.folder = pathlib.Path(place) / name
        # An earlier check may have had one of this name.
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        source = pathlib.Path(place) / "intake"
        for part in ("keys", "state"):
            if (source / part).exists():
                shutil.copytree(source / part, self.folder / part)
        for part in ("steward.pub",) if fresh_forms else ("steward.pub", "form.key"):
            shutil.copy2(source / part, self.folder / part)
        copy = sqlite3.connect(self.folder / "vault.sqlite")
        with sqlite3.connect(f"file:{source / 'vault.sqlite'}?mode=ro", uri=True) as vault:
            vault.backup(copy)
        copy.close()
        (self.folder / "vault.sqlite").chmod(0o600)
        lines = (source / "intake.yaml").read_text().splitlines()
        lines = ['listen: "127.0.0.1:0"' if line.startswith("listen") else line for line in lines]
        (self.folder / "intake.yaml").write_text("\n".join([*lines, *settings]) + "\n")
        ahead = ["faketime", "-f", f"+{days}d"] if days else []
        environment = os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        self._said = open(self.folder / "output", "w+")
        self._program = subprocess.Popen(
            [*ahead, "firsthand-intake", "serve", "--config", "intake.yaml"], cwd=self.folder, env=environment,
            # faketime starts the intake as a process of its own: both end together.
            stdout=self._said, stderr=self._said, start_new_session=True)
        self.port = self._wait()

    def _wait(self):
        for _ in range(200):
            said = (self.folder / "output").read_text()
            if "listening on" in said:
                port = int(said.split("listening on http://127.0.0.1:")[1].split()[0])
                urllib.request.urlopen(f"http://127.0.0.1:{port}/return", timeout=5).close()
                return port
            if self._program.poll() is not None:
                raise SystemExit(f"the intake of {self.folder.name} stopped: {said}")
            time.sleep(0.1)
        raise SystemExit(f"the intake of {self.folder.name} did not get ready")

    def lose_keys(self):
        """From a minute later on nothing can be taken in: a keyring is checked again after that."""
        shutil.rmtree(self.folder / "keys")
        self.lost_at = time.monotonic()

    def wait_until_closed(self):
        time.sleep(max(0, 62 - (time.monotonic() - self.lost_at)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self._program.pid, signal.SIGTERM)
        try:
            self._program.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._program.pid, signal.SIGKILL)
        self._said.close()
