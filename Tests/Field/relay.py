"""Stands between the server in front and the intake, and writes down the head of each request that passes.

    relay.py WHERE-TO-LISTEN THE-INTAKE'S-SOCKET THE-FILE-OF-HEADS

What is written shows what the intake is told about whoever asks.
"""

import os
import socket
import sys
import threading

here, there, heads = sys.argv[1:]


def carry(source, target, record):
    try:
        while data := source.recv(1 << 16):
            if record and data[:5] in (b"GET /", b"POST ", b"HEAD "):
                with open(heads, "ab") as file:
                    file.write(data.split(b"\r\n\r\n")[0] + b"\n\n")
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        source.close()


listener = socket.socket(socket.AF_UNIX)
listener.bind(here)
os.chmod(here, 0o666)
listener.listen(100)
while True:
    client, _ = listener.accept()
    intake = socket.socket(socket.AF_UNIX)
    intake.connect(there)
    for pair in ((client, intake, True), (intake, client, False)):
        threading.Thread(target=carry, args=pair, daemon=True).start()
