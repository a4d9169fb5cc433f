"""Small clients of Honopu, written from its document in three languages, against a real daemon."""

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


def run_with_webhook(house: House, command: list[str], code: str) -> dict[str, Any]:
    """Start a client, enter its webhook when it says where it listens, and return what it found."""
    words = [*command, house.url, house.key, _SECRET, code]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as client:
        try:
            assert client.stdout is not None
            url = client.stdout.readline().strip()
            draft = {"url": url, "format": "honopu", "kinds": ["link.clicked"], "secret": _SECRET}
            endpoint = house.ask("POST", "/api/v1/webhooks", draft)
            assert endpoint.status_code == 201, endpoint.text
            said, failed = client.communicate("entered\n", timeout=_WAIT_S)
            house.ask("DELETE", f"/api/v1/webhooks/{endpoint.json()['data']['id']}")
        finally:
            client.kill()
    assert client.returncode == 0, failed
    return json.loads(said)


@pytest.mark.parametrize("language", ["py", "mjs"])
def test_a_client_makes_links_and_hears_of_scans(house: House, language: str) -> None:
    if language == "mjs":
        have("node")
    program = sys.executable if language == "py" else "node"
    code = f"hono-client-{language}"
    found = run_with_webhook(house, [program, str(_CLIENTS / f"honopu.{language}")], code)
    assert found.pop("id").startswith("lnk_")
    assert found.pop("code").startswith("qrc_")
    assert found == {
        "url": f"{PUBLIC_URL}/r/{code}",
        "location": "https://example.com/spring-menu",
        "event": "scan.created",
        "device": "mobile",
        "recent": True,
        "days": 1,
    }


def test_a_shell_and_curl_do_as_well(house: House) -> None:
    have("sh", "curl")
    words = ["sh", str(_CLIENTS / "honopu.sh"), house.url, house.key, "hono-client-sh"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=_WAIT_S, check=False)
    assert done.returncode == 0, done.stderr
    location, limit, link_id = done.stdout.split()
    assert (location, limit) == ("https://example.com/spring-menu", "100000")
    assert link_id.startswith("lnk_")


def test_a_shell_verifies_a_signature(house: House) -> None:
    have("sh", "openssl")
    body = b'{"event":"scan.created"}'
    good = hmac.new(_SECRET.encode(), body, hashlib.sha256).hexdigest()

    def verified(signature: str) -> bool:
        words = ["sh", str(_CLIENTS / "honopu.sh"), "verify", _SECRET, signature]
        done = subprocess.run(words, input=body, capture_output=True, timeout=_WAIT_S, check=False)
        return done.stdout == b"verified\n"

    assert verified(good)
    assert not verified(good[::-1])
