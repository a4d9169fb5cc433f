"""The receivers that the manual prints, run as they stand there: they believe us and nobody else."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import resources
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks import bodies, schedule, signing
from tests.core.webhooks.told import LINK, a_told

MANUAL = "manual/en/webhooks.md"
NEW, OLD, OTHER = (signing.mint_secret() for _ in range(3))
BODY = bodies.render("native", a_told("link.created", {"link": LINK}))  # "Küche" in it: parsed and written, it differs
PROGRAMS = {"python": sys.executable, "js": shutil.which("node"), "php": shutil.which("php")}
RECEIVERS = {
    "python": ("receiver.py", []),
    "js": ("receiver.mjs", []),
    "php": ("receiver.php", ["-S", "127.0.0.1:0"]),
}
GENUINE = {
    "python": """
import base64, json, sys
for case in json.load(sys.stdin):
    print(json.dumps(is_genuine(base64.b64decode(case["body"]), *case["rest"])))
""",
    "js": """
import { readFileSync } from "node:fs";
for (const one of JSON.parse(readFileSync(0, "utf8")))
  console.log(JSON.stringify(isGenuine(Buffer.from(one.body, "base64"), ...one.rest)));
""",
    "php": """
foreach (json_decode(stream_get_contents(STDIN), true) as $case) {
    echo json_encode(is_genuine(base64_decode($case['body']), ...$case['rest'])), "\\n";
}
""",
}


def _printed() -> dict[str, str]:
    """Return the programs that the manual prints, by the file names in their first lines."""
    blocks = re.findall(r"^```(?:python|js|php)\n(.*?)^```$", resources.read_text(MANUAL), re.MULTILINE | re.DOTALL)
    return {block.partition("\n")[0].split()[-1]: block for block in blocks}


@pytest.fixture(params=["python", "js", "php"])
def language(request: pytest.FixtureRequest) -> str:
    if PROGRAMS[request.param] is None:
        pytest.skip(f"the manual's receiver in {request.param} needs {'Node.js' if request.param == 'js' else 'PHP'}")
    return request.param


@dataclass
class Receiver:
    """A program that runs; ``said`` is what it has printed, once it has ended."""

    port: int
    said: str = ""

    def post(self, headers: Mapping[str, str], body: bytes = BODY) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/", body, dict(headers))
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()


@contextmanager
def _running(language: str, folder: Path, secret: str) -> Generator[Receiver]:
    name, options = RECEIVERS[language]
    (folder / name).write_text(_printed()[name], encoding="utf-8")
    program = subprocess.Popen(
        [str(PROGRAMS[language]), *options, name],
        cwd=folder,
        env={**os.environ, "WEBHOOK_SECRET": secret, "PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    with program:
        try:
            receiver = Receiver(_port(program))
            yield receiver
        finally:
            program.kill()
        assert program.stdout is not None
        receiver.said = program.stdout.read()


def _port(program: subprocess.Popen[str]) -> int:
    assert program.stdout is not None
    said: list[str] = []
    for line in program.stdout:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:([1-9][0-9]*)", line):
            return int(found[1])
    raise AssertionError(f"The receiver ended: {said}")


def _signed(*secrets: str, message_id: str = "evt_5", at_s: int | None = None) -> dict[str, str]:
    at_s = int(time.time()) if at_s is None else at_s
    return signing.sign("native", secrets=secrets, message_id=message_id, at_s=at_s, body=BODY)


def test_a_receiver_believes_what_is_signed_and_nothing_else(language: str, tmp_path: Path) -> None:
    with _running(language, tmp_path, NEW) as receiver:
        good = _signed(NEW, OLD)
        assert receiver.post(good) == 204
        forged = {
            "another secret": (_signed(OTHER), BODY),
            "no secret at all": (good | {"webhook-signature": "v1,"}, BODY),
            "another version": (good | {"webhook-signature": good["webhook-signature"].replace("v1,", "v2,")}, BODY),
            "a changed body": (good, BODY.replace(b"Fall Menu", b"Fall Mend")),
            "a shorter body": (good, BODY[:-1]),
            "another id": (good | {"webhook-id": "evt_6"}, BODY),
            "an id that is a path": (_signed(NEW, message_id="../evt_7"), BODY),
            "another time": (good | {"webhook-timestamp": str(int(good["webhook-timestamp"]) - 1)}, BODY),
            "no number": (good | {"webhook-timestamp": "now"}, BODY),
            "301 seconds ago": (_signed(NEW, at_s=int(time.time()) - 301), BODY),
            **{f"no {name}": ({key: value for key, value in good.items() if key != name}, BODY) for name in good},
        }
        assert {why: receiver.post(*sent) for why, sent in forged.items()} == dict.fromkeys(forged, 401)
        assert _answer_to_the_future(receiver) == 401
        with suppress(ConnectionError):  # it may hang up instead of reading to the end
            assert receiver.post(good, b"x" * 300_001) == 413
    assert receiver.said.count("received") == 1


def _answer_to_the_future(receiver: Receiver) -> int:
    """Return the answer to a request from 301 s ahead, asked so quickly that it was 300 s ahead still."""
    for _ in range(10):
        at_s = ceil(time.time()) + 301
        status = receiver.post(_signed(NEW, at_s=at_s))
        if at_s - time.time() > 300:
            return status
    raise AssertionError("Each answer took more than a second.")


def test_a_receiver_with_the_old_secret_goes_on_while_both_are_good_and_does_each_event_once(
    language: str, tmp_path: Path
) -> None:
    with _running(language, tmp_path, OLD) as receiver:
        assert [receiver.post(_signed(NEW, OLD)) for _ in range(2)] == [204, 204]
        assert receiver.post(_signed(NEW, OLD, at_s=int(time.time()) - 240)) == 204  # the same, signed earlier
        assert receiver.post(_signed(NEW, OLD, message_id="evt_6")) == 204
        assert receiver.post(_signed(NEW)) == 401  # the day is over
    told = [line.partition("received ")[2].strip() for line in receiver.said.splitlines() if "received " in line]
    assert told == [f"link.created {a_told().event_id}"] * 2  # two ids, and the body is that of one


def test_the_short_checks_of_the_other_formats_believe_us_and_nobody_else(language: str, tmp_path: Path) -> None:
    name = {"python": "genuine.py", "js": "genuine.mjs", "php": "genuine.php"}[language]
    (tmp_path / name).write_text(_printed()[name] + GENUINE[language], encoding="utf-8")
    cases, wanted = _cases()
    done = subprocess.run(
        [str(PROGRAMS[language]), name], cwd=tmp_path, input=json.dumps(cases), capture_output=True, encoding="utf-8",
        check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    assert [json.loads(line) for line in done.stdout.splitlines()] == wanted


def _cases() -> tuple[list[dict[str, Any]], list[bool]]:
    """Return what each format sends, right and wrong, and which of it is to be believed."""
    cases: list[tuple[bytes, str, str, str, bool]] = []
    formats: tuple[tuple[Format, str, str], ...] = (
        ("honopu", "X-Honopu-Signature", ""),
        ("h0p", "X-H0p-Signature", ""),
        ("usnp", "X-Webhook-Signature", "sha256="),
    )
    for format, header, prefix in formats:
        body = bodies.render(format, a_told(data={"sku": "Größe 42"}))
        for turn, signing_secret in enumerate((NEW, OLD)):
            headers = signing.sign(format, secrets=[NEW, OLD], message_id="evt_5", at_s=1, body=body, turn=turn)
            signature = headers[header]
            cases += [
                (body, signature, signing_secret, prefix, True),
                (body, signature, OTHER, prefix, False),
                (body.replace(b"42", b"43"), signature, signing_secret, prefix, False),
                (body, signature.upper(), signing_secret, prefix, False),
                (body, signature[:-1], signing_secret, prefix, False),
                (body, "", signing_secret, prefix, False),
            ]
    sent = [{"body": base64.b64encode(body).decode(), "rest": rest} for body, *rest, _ in cases]
    return sent, [good for *_, good in cases]


def test_the_manual_prints_a_receiver_and_a_check_for_each_language() -> None:
    assert set(_printed()) == {
        "receiver.py",
        "receiver.mjs",
        "receiver.php",
        "genuine.py",
        "genuine.mjs",
        "genuine.php",
    }


def test_the_manual_shows_the_body_and_the_waits_as_they_are() -> None:
    text = resources.read_text(MANUAL)
    example = json.loads(text.partition("```json\n")[2].partition("```")[0])
    sent = json.loads(bodies.render("native", a_told()))
    assert list(example) == list(sent)
    assert all(set(example["data"][part]) <= set(sent["data"][part]) for part in ("link", "hit"))
    units = {"seconds": 1, "minutes": 60, "hours": 3600}
    waits = re.findall(r"^\| \d+ \| (\d+) (seconds|minutes|hours) \|", text, re.MULTILINE)
    assert (0, *(int(many) * units[unit] for many, unit in waits)) == schedule.DELAYS_S["native"]


def test_the_manual_names_every_event_and_every_name_that_a_format_has_for_it() -> None:
    text = resources.read_text(MANUAL)
    formats: tuple[Format, ...] = ("native", "honopu", "h0p", "usnp")
    names = {bodies.kind_in(format, kind) for format in formats for kind in bodies.KNOWN[format]}
    assert {name for name in names if f"`{name}`" not in text} == set()
