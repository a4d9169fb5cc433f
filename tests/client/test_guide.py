"""The guide to the SDK, followed as it is printed: each program runs against a real server, one after the other."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from qrdesk import client as sdk
from qrdesk.client import Client, EndpointDraft, QRDeskError
from qrdesk.client.retrying import PAUSE_S, TRIES
from qrdesk.client.verifying import TOLERANCE_S
from qrdesk.core import resources
from tests.daemon.daemons import Daemon

ROOT = Path(__file__).parents[2]
GUIDE = resources.read_text("manual/en/sdk.md")
PROGRAMS: list[str] = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
(RECEIVER,) = (program for program in PROGRAMS if program.startswith("# receiver.py"))
LINES = [program for program in PROGRAMS if program is not RECEIVER]


class House(NamedTuple):
    """A server, a key that is made as the guide says, and one that may do everything."""

    address: str
    key: str
    owners_key: str


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    database = tmp_path_factory.mktemp("house") / "qrdesk.db"
    daemon = Daemon(database, QRDESK_WEBHOOK_ALLOWED_NETWORKS="127.0.0.1/32")
    try:
        line: str = re.findall(r"^qrdesk (key create .*)$", GUIDE, re.MULTILINE)[0]
        keys = [_key(words.split(), database) for words in (line, "key create --name owner")]
        yield House(f"http://127.0.0.1:{daemon.port}", *keys)
    finally:
        daemon.stop()


def _key(words: list[str], database: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "qrdesk", *words, "--database", str(database), "--json"], cwd=ROOT, capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["key"]


def test_every_program_runs_as_it_is_printed(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QRDESK_SERVER", house.address)
    monkeypatch.setenv("QRDESK_KEY", house.key)
    said: list[str] = []
    with Client.remote(house.address, house.key) as client:
        names: dict[str, Any] = {}
        for program in LINES:
            exec(compile(program, "sdk.md", "exec"), names)  # noqa: S102 - it is our own page, and what is tested
            names["client"] = client
            said.append(capsys.readouterr().out)
        assert {link.slug for link in client.links.each()} >= {"card"}
        assert client.links.list().pagination.total == 2
    assert re.fullmatch(r"http\S+/card 0\n", said[0])
    assert said[2].startswith("1 ['card']\ncard https://example.com/menu\n")
    assert said[3].startswith("slug_taken ")
    assert "\nslugg There is no such field.\n" in said[3]
    assert said[3].endswith("There is no such link.\n")
    assert (tmp_path / "menu.pdf").read_bytes().startswith(b"%PDF-")
    assert said[-1] == f"{(tmp_path / 'hits.csv').stat().st_size} bytes\n"


def test_the_receiver_hears_us_and_nobody_else(house: House, tmp_path: Path) -> None:
    (tmp_path / "receiver.py").write_text(RECEIVER, encoding="utf-8")
    with Client.remote(house.address, house.owners_key) as client:
        old = "whsec_" + "x" * 32
        program = subprocess.Popen(
            [sys.executable, "receiver.py"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PORT": "0", "WEBHOOK_SECRET": f"{old} {SECRET}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        with program:
            assert program.stdout is not None
            try:
                port = int(program.stdout.readline().rpartition(":")[2])
                url = f"http://127.0.0.1:{port}/"
                endpoint = client.webhooks.create(EndpointDraft(url=url, secret=SECRET))
                tests = [client.webhooks.test(endpoint.id) for _ in range(2)]
                stranger = client.webhooks.create(EndpointDraft(url=url, secret="whsec_" + "y" * 32))
                refused = client.webhooks.test(stranger.id)
                assert [one.status_code for one in (*tests, refused)] == [204, 204, 401]
                assert (_post(port, b"{}"), _post(port, b"x" * 300_001)) == (401, 413)
            finally:
                program.kill()
            heard = program.stdout.read().splitlines()
    assert [line.split()[:2] for line in heard if line.startswith("received")] == [["received", "endpoint.test"]] * 2
    assert "The header webhook-id is missing." in heard


SECRET = "whsec_" + "z" * 40


def _post(port: int, body: bytes) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body if len(body) < 1000 else None)  # it is refused before it is sent
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_guide_names_what_there_is() -> None:
    cells: list[str] = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", GUIDE, re.MULTILINE)
    attributes = set(re.findall(r"\w+", " ".join(cells)))
    with Client.remote("http://127.0.0.1:1", "") as client:
        assert set(vars(client)) - {"transport"} <= attributes
    named = set(re.findall(r"`([A-Z]\w+)[`(]", GUIDE)) - {"ValidationError", "ValueError"}
    assert {name for name in named if not hasattr(sdk, name)} == set()
    errors = [one for name in named if issubclass(one := getattr(sdk, name), QRDeskError)]
    assert len(errors) > 15
    assert {number for one in errors for number in one.numbers if f"`{number}`" not in GUIDE} == set()


def test_the_numbers_are_those_of_the_program() -> None:
    for said in (
        "| `timeout_s` | 120 |",
        f"| `tries` | {TRIES} |",
        f"| `pause_s` | {PAUSE_S:g} |",
        f"Requests from more than {TOLERANCE_S} seconds ago",
    ):
        assert said in GUIDE
