"""An intake that is attacked, and what its attackers and its honest clients send."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.parse

COOKIE = b"Cookie: v=1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


class Intake:
    """The real program on the files of one folder; it ends with its `with`."""

    def __init__(self, folder, limit=None):
        self.folder = pathlib.Path(folder)
        self.output = open(self.folder / "output", "w+")
        command = ["firsthand-intake", "serve", "--config", "intake.yaml"]
        if limit:
            command = ["prlimit", f"--nofile={limit}", *command]
        self.program = subprocess.Popen(command, cwd=self.folder, stdout=self.output, stderr=self.output)
        for _ in range(300):
            said = (self.folder / "output").read_text()
            if "listening on" in said:
                self.port = int(said.split("listening on http://127.0.0.1:")[1].split()[0])
                return
            if self.program.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"the intake did not start: {said}")

    @property
    def pid(self):
        return self.program.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
            try:
                self.program.wait(15)
            except subprocess.TimeoutExpired:
                self.program.kill()
                self.program.wait()
        self.output.close()

    def resident(self):
        """The memory that it has now, in MiB; 0 once it ended."""
        try:
            text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return 0
        found = re.search(r"VmRSS:\s+(\d+)", text)
        return int(found[1]) / 1024 if found else 0

    def cpu(self):
        """The processor time that it took so far, in seconds."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def connect(self, timeout=20):
        line = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def ask(self, method, path, body=b"", fields=b"", line=None, timeout=20):
        """An answer, on a line of its own unless one is given."""
        own = line is None
        line = line or self.connect(timeout)
        try:
            line.sendall(head(method, path, len(body), fields) + body)
            return answer(line, method == "HEAD")
        finally:
            if own:
                line.close()

    def form(self, line=None):
        """The hidden fields of a new form."""
        page = self.ask("GET", "/write", line=line).text
        return {name: value(name, page) for name in ("nonce", "token")}

    def story(self, text, line=None, **more):
        """Sends a story, and gives the ten words of its receipt."""
        sent = self.ask("POST", "/send", encoded({**self.form(line), **more, "story": text}), COOKIE + FORM, line)
        return receipt(sent.text)

    def visit(self, code):
        """Comes back with a code; the token of the visit."""
        page = self.ask("POST", "/return", encoded({"code": " ".join(code)}), COOKIE + FORM).text
        return value("visit", page)


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body
        self.text = body.decode("utf-8", "replace")


def head(method, path, length=None, fields=b""):
    lines = f"{method} {path} HTTP/1.1\r\nHost: x\r\n".encode() + fields
    if length or method == "POST":
        lines += f"Content-Length: {length or 0}\r\n".encode()
    return lines + b"\r\n"


def encoded(fields):
    return urllib.parse.urlencode(fields).encode()


def value(name, page):
    found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', page)
    if not found:
        raise SystemExit(f"no field {name} in: {page[:400]}")
    return found[1]


def receipt(page):
    found = re.search(r'id="receipt"[^>]*>([^<]*)<', page)
    if not found:
        raise SystemExit(f"no receipt in: {page[:2000]}")
    return found[1].split()


def answer(line, is_head=False):
    """Reads one answer; None if the line ended before its head."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = line.recv(65536)
        if not more:
            return None
        data += more
        if data.startswith(b"HTTP/1.1 100 ") and b"\r\n\r\n" in data:
            data = data.split(b"\r\n\r\n", 1)[1]
    top, body = data.split(b"\r\n\r\n", 1)
    lines = top.decode("latin1").split("\r\n")
    fields = [tuple(part.split(": ", 1)) for part in lines[1:]]
    length = next((int(text) for name, text in fields if name.lower() == "content-length"), 0)
    while not is_head and len(body) < length:
        more = line.recv(65536)
        if not more:
            break
        body += more
    return Answer(int(lines[0].split()[1]), fields, body)


def ends(line, within=5):
    """Whether the other side ends the line."""
    line.settimeout(within)
    try:
        while line.recv(65536):
            pass
        return True
    except ConnectionError:
        return True
    except TimeoutError:
        return False
