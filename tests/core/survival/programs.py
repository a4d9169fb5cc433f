"""nginx, Caddy and Node.js serving a kit on this computer."""

import http.client
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

_START_S = 60.0
_NGINX = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include qrdesk/qrdesk.conf;
}}
"""
_NODE = """
import worker from {script};
const asked = JSON.parse(await new Promise(done => {{
  let text = ""; process.stdin.on("data", part => text += part); process.stdin.on("end", () => done(text));
}}));
const said = [];
for (const [method, path] of asked) {{
  const answer = await worker.fetch(new Request("https://go.example" + path, {{method}}));
  said.push([answer.status, answer.headers.get("Location") ?? "", await answer.text()]);
}}
process.stdout.write(JSON.stringify(said));
"""


class Served:
    """A program that serves a kit."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, host: str, path: str, method: str = "GET") -> tuple[int, str, str]:
        """Return status, Location and body."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            return asked_by(connection, host, path, method)


def asked_by(connection: http.client.HTTPConnection, host: str, path: str, method: str = "GET") -> tuple[int, str, str]:
    """Ask by a connection that is kept open: thousands of answers are compared."""
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host)
    connection.putheader("Accept", "text/html")
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.getheader("Location") or "", answer.read().decode()


def have(program: str) -> str:
    """Return where a program is, or skip the test."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"not installed here: {program}")
    return found


@contextmanager
def nginx(kit: Path, folder: Path) -> Generator[Served]:
    """Serve the part for nginx as it is, but for where it listens."""
    program, port = have("nginx"), free_port()
    folder.mkdir()
    shutil.copytree(kit / "nginx", folder / "qrdesk")
    (folder / "qrdesk/listen.conf").write_text(f"listen 127.0.0.1:{port};\n")
    conf = folder / "qrdesk/qrdesk.conf"
    conf.write_text(conf.read_text().replace("listen 8443;", f"listen 127.0.0.1:{port};"))
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder))
    with running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], port, folder):
        yield Served(port)
    assert not [line for line in (folder / "log").read_text().splitlines() if "[warn]" in line or "[e" in line]


@contextmanager
def caddy(kit: Path, folder: Path) -> Generator[Served]:
    """Serve the part for Caddy as it is, but for where it listens."""
    program, port = have("caddy"), free_port()
    folder.mkdir()
    written = (kit / "caddy/Caddyfile").read_text(encoding="utf-8")
    sites = [
        f"http://{host}:{port} {{\n\tbind 127.0.0.1\n\timport {kit}/caddy/{routes}\n}}\n"
        for host, routes in re.findall(r"https?://(\[[^]]*\]|[^:\s]+)(?::\d+)? \{\n\timport (.*)\n\}\n", written)
    ]
    head = "{\n\tadmin off\n\tauto_https off\n}\n"
    (folder / "Caddyfile").write_text(head + "".join(sites))
    with running([program, "run", "--config", str(folder / "Caddyfile")], port, folder):
        yield Served(port)


def node(kit: Path, name: str, asked: Sequence[tuple[str, str]], folder: Path) -> list[tuple[int, str, str]]:
    """Return what the script of a domain answers."""
    program = have("node")
    script = folder / "worker.mjs"
    shutil.copy(kit / f"worker/{name}.js", script)
    code = _NODE.format(script=json.dumps(script.as_uri()))
    done = subprocess.run(
        [program, "--input-type=module", "-e", code], input=json.dumps(list(asked)), capture_output=True, text=True,
        timeout=_START_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return [(status, location, body) for status, location, body in json.loads(done.stdout)]


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Generator[None]:
    """Run a program until the end, from when it listens; what it says is in ``folder``, in a file called log."""
    # nobody reads a pipe here, and a full one would stop the program
    with (folder / "log").open("wb") as log:
        env = {"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "XDG_DATA_HOME": str(folder)}
        with subprocess.Popen(command, stdout=log, stderr=log, env=env) as process:
            try:
                until = time.monotonic() + _START_S
                while not _listens(port):
                    assert process.poll() is None, (folder / "log").read_text()[-3000:]
                    assert time.monotonic() < until, "it does not begin to listen"
                    time.sleep(0.01)
                yield
            finally:
                process.terminate()
                process.wait(30)


def _listens(port: int) -> bool:
    with closing(socket.socket()) as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port of this computer that nobody has."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
