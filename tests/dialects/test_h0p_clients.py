"""Small clients of H0p, written from its documents in three languages, against a real daemon."""

import hashlib
import hmac
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.dialects.conftest import PUBLIC_URL, House

_CLIENTS = Path(__file__).parent / "clients"
_SECRET = "a-secret-of-the-client"
_WAIT_S = 60


def have(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")


def run_with_webhook(house: House, command: list[str], slug: str) -> dict[str, Any]:
    """Start a client, enter its webhook when it says where it listens, and return what it found."""
    words = [*command, house.url, house.key, _SECRET, slug]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as client:
        try:
            assert client.stdout is not None
            url = client.stdout.readline().strip()
            draft = {"url": url, "format": "h0p", "kinds": ["link.created"], "secret": _SECRET}
            endpoint = house.ask("POST", "/api/v1/webhooks", draft)
            assert endpoint.status_code == 201, endpoint.text
            said, failed = client.communicate("entered\n", timeout=_WAIT_S)
            house.ask("DELETE", f"/api/v1/webhooks/{endpoint.json()['data']['id']}")
        finally:
            client.kill()
    assert client.returncode == 0, failed
    return json.loads(said)


@pytest.mark.parametrize("language", ["py", "mjs"])
def test_a_client_makes_links_and_hears_of_them(house: House, language: str) -> None:
    if language == "mjs":
        have("node")
    program = sys.executable if language == "py" else "node"
    slug = f"h0p-client-{language}"
    found = run_with_webhook(house, [program, str(_CLIENTS / f"h0p.{language}")], slug)
    assert found == {
        "shortUrl": f"{PUBLIC_URL}/{slug}",
        "told": True,
        "listed": True,
        "tags": ["marketing", "sale"],
        "dots": "rounded",
        "location": "https://example.com/autumn",
        "duplicate": [409, "ALREADY_EXIST"],
        "deleted": {"rowCount": 1},
        "gone": [404, "NOT_FOUND"],
        "stranger": [401, "UNAUTHORIZED"],
    }


def test_a_shell_and_curl_do_as_well(house: House) -> None:
    have("sh", "curl")
    words = ["sh", str(_CLIENTS / "h0p.sh"), house.url, house.key, "h0p-client-sh"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=_WAIT_S, check=False)
    assert done.returncode == 0, done.stderr
    said = done.stdout.split()
    assert said == ["listed", "refused", "changed", "https://example.com/products/summer-sale", '{"rowCount":1}']


def test_a_shell_verifies_a_webhook() -> None:
    have("sh", "openssl")
    body = b'{"id":"evt_1","type":"link.created"}'
    signature = hmac.new(_SECRET.encode(), body, hashlib.sha256).hexdigest()
    for sent, code in ((signature, 0), ("0" * 64, 1)):
        words = ["sh", str(_CLIENTS / "h0p.sh"), "verify", _SECRET, sent]
        done = subprocess.run(words, input=body, capture_output=True, timeout=_WAIT_S, check=False)
        assert (done.returncode != 0) is bool(code)
