"""A reverse proxy on loopback, between a browser and the intake.

It keeps the last page as it was sent, can lose an answer after the intake gave it, and can take the guards against traces
away, so that a check of them can be seen to fail. Leaving leads to a page of its own instead of the internet.
"""

import http.client
import http.server
import threading

# What keeps words from coming back; each can be taken away.
GUARDS = frozenset({"cookie", "clear", "no-store", "autocomplete"})
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
_GUARD_HEADERS = {
    "cookie": "set-cookie", "clear": "clear-site-data", "no-store": "cache-control",
    # Not against traces: its sandbox stops the timers of a checker that runs in the page.
    "policy": "content-security-policy",
}
_WEATHER = b"<!doctype html><html lang=en><title>Weather</title><h1>Weather</h1><p>Sunny.</p><footer>Weather</footer></html>"


class Proxy:
    """Listens on a free port until it is closed."""

    def __init__(self, port):
        self.upstream = port
        self.without = frozenset()
        self.loses_next_post = False
        # Forms are passed on without their length.
        self.sends_chunks = False
        # The last page of the intake, and what was posted to it.
        self.page = b""
        self.status = 0
        self.headers = []
        self.posts = []
        self._server = self._listen(_handler(self))
        self._weather = self._listen(_Weather)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        # Another name of this machine, so another site to the browser.
        self.weather = f"http://localhost:{self._weather.server_port}/"

    @staticmethod
    def _listen(handler):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in (self._server, self._weather):
            server.shutdown()
            server.server_close()


class _Quiet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


class _Weather(_Quiet):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(_WEATHER)))
        self.end_headers()
        self.wfile.write(_WEATHER)


def _handler(proxy):
    class Handler(_Quiet):
        def do_GET(self):
            self._pass()

        def do_POST(self):
            self._pass()

        def _pass(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
            if "cookie" in proxy.without:
                # As if the intake had never asked for a cookie.
                headers["Cookie"] = "v=1"
            upstream = http.client.HTTPConnection("127.0.0.1", proxy.upstream, timeout=30)
            content = body if self.command == "POST" else None
            if content and proxy.sends_chunks:
                headers["Transfer-Encoding"] = "chunked"
                upstream.request(self.command, self.path, iter([content]), headers, encode_chunked=True)
            else:
                upstream.request(self.command, self.path, content, headers)
            answer = upstream.getresponse()
            page = answer.read()
            upstream.close()
            if self.command == "POST":
                proxy.posts.append((self.path, body))
                if proxy.loses_next_post:
                    proxy.loses_next_post = False
                    self.close_connection = True
                    return
            if answer.getheader("Content-Type", "").startswith("text/html"):
                proxy.page, proxy.status, proxy.headers = page, answer.status, answer.getheaders()
            self._answer(answer, page)

        def _answer(self, answer, page):
            removed = {_GUARD_HEADERS[guard] for guard in proxy.without if guard in _GUARD_HEADERS}
            if "autocomplete" in proxy.without:
                page = page.replace(b' autocomplete="off"', b"")
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() in _HOP | removed:
                    continue
                leaves = name.lower() == "location" and not value.startswith("/")
                self.send_header(name, proxy.weather if leaves else value)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

    return Handler
