"""Small clients of usnp.me, written from its document in three languages, against a real daemon."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dialects.conftest import House
from tests.dialects.usnp_receiver import receiving

_CLIENTS = Path(__file__).parent / "clients"
_WAIT_S = 60


def have(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")


def run(*words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(words, input=given, capture_output=True, timeout=_WAIT_S, check=False)


@pytest.mark.parametrize("language", ["py", "mjs"])
def test_a_client_makes_a_link_and_hears_of_its_hits(house: House, language: str) -> None:
    if language == "mjs":
        have("node")
    program = sys.executable if language == "py" else "node"
    done = run(program, str(_CLIENTS / f"usnp.{language}"), house.url, house.key, house.webhook_secret)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found.pop("short_id")) == 6
    assert found == {
        "limit": "unlimited",
        "location": "https://example.com/product",
        "picture": "image/png",
        "event": "hit",
        "data": {"sku": "WIDGET-42"},
        "told": True,
        "days": 30,
        "links": True,
    }


def test_a_shell_and_curl_do_as_well(house: House) -> None:
    have("sh", "curl", "openssl")
    client = str(_CLIENTS / "usnp.sh")
    with receiving(200) as receiver:
        done = run("sh", client, house.url, house.key, receiver.url)
        assert done.returncode == 0, done.stderr
        headers, body = receiver.next()
    location, status, short_id = done.stdout.decode().split()
    assert (location, status) == ("https://example.com/product", "401")
    assert json.loads(body)["short_id"] == short_id
    signature = headers["X-Webhook-Signature"]
    assert run("sh", client, "verify", house.webhook_secret, signature, given=body).stdout == b"verified\n"
    assert run("sh", client, "verify", house.webhook_secret, signature, given=body + b" ").stdout == b""
