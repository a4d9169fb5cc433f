#!/usr/bin/env python3
"""Try an installed QRDesk: make a link, serve it, follow it, stop, and see that it was counted.

Needs Python 3.9 or later and nothing else.

python3 packaging/serves_a_redirect.py qrdesk                     # whatever command starts QRDesk
python3 packaging/serves_a_redirect.py --app dist/qrdesk/qrdesk   # the app in its window instead of the server

All happens in an empty folder of its own, which is deleted; no data of yours is touched. Exits with 0 when it served.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DESTINATION = "https://example.com/menu"
PATIENCE_S = 90.0
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537"


def main() -> int:
    """Try the command that was named."""
    words = sys.argv[1:]
    as_app = words[:1] == ["--app"]
    command = words[1:] if as_app else words
    if not command:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="qrdesk-try-") as folder:
        problem = tried(command, Path(folder), as_app=as_app)
    sys.stdout.write(f"{problem or 'It served a redirect, counted it and stopped in order.'}\n")
    return 1 if problem else 0


def tried(command: "list[str]", folder: Path, *, as_app: bool = False) -> str:
    """Return what went wrong; empty where a link was made, answered with its destination, and all ended in order."""
    homes = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "QRDESK_CONFIG_DIR")
    environment = {**os.environ, **dict.fromkeys(homes, str(folder))}
    database, port = str(folder / "try.db"), _free_port()
    link = [*command, "link", "create", DESTINATION, "--slug", "menu", "--json", "--database", database]
    try:
        made = subprocess.run(link, capture_output=True, text=True, env=environment, timeout=PATIENCE_S, check=False)
    except OSError as fault:
        return f"{command[0]} cannot be started: {fault.strerror}."
    if made.returncode or json.loads(made.stdout)["destination"] != DESTINATION:
        return f"The link could not be made: {made.stdout}{made.stderr}"
    words = ["--database", database]
    if as_app:
        (folder / "desktop.ini").write_text(f"[server]\nport={port}\n", encoding="utf-8")  # where it remembers it
    else:
        words = ["serve", "--host", "127.0.0.1", "--port", str(port), *words]
    server = subprocess.Popen([*command, *words], env=environment)
    try:
        problem = _followed(server, port)
    finally:
        server.send_signal(signal.SIGTERM)
        ended = _ended_with(server)
    problem = problem or (f"It ended with {ended} and not with 0." if ended else "")
    return problem or _counted([*command, "link", "show", "menu", "--json", "--database", database], environment)


def _followed(server: "subprocess.Popen[bytes]", port: int) -> str:
    """Return why the link is not answered; empty when it leads where it should."""
    give_up_at, last = time.monotonic() + PATIENCE_S, "nothing was tried"
    while time.monotonic() < give_up_at:
        if server.poll() is not None:
            return f"It ended with {server.returncode} before it served."
        try:
            answer = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            answer.request("GET", "/r/menu", headers={"User-Agent": PHONE})
            said = answer.getresponse()
        except ConnectionRefusedError as fault:
            last = str(fault)
            time.sleep(0.1)  # until the port is open
            continue
        except OSError as fault:
            return f"The link was not answered: {fault}."  # asked again, it would be counted twice
        if said.status == 302 and said.headers["Location"] == DESTINATION:
            return ""
        return f"The link was answered with {said.status} {said.headers['Location']}."
    return f"Nothing answered within {PATIENCE_S:.0f} seconds: {last}."


def _counted(command: "list[str]", environment: "dict[str, str]") -> str:
    """Return what is wrong with the count of hits, which all processes of the server have to do their part for."""
    asked = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=PATIENCE_S, check=False)
    if asked.returncode:
        return f"The link could not be read: {asked.stdout}{asked.stderr}"
    found = json.loads(asked.stdout)["hit_count"]
    return "" if found == 1 else f"The link was followed once, and {found} hits were counted."


def _ended_with(server: "subprocess.Popen[bytes]") -> int:
    try:
        return server.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
