"""Small clients of Heldqr, written from its document in three languages, against a real daemon."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dialects import heldqr_examples as printed
from tests.dialects.conftest import House

_CLIENTS = Path(__file__).parent / "clients"
_WAIT_S = 60


def run(house: House, program: str, language: str) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here")
    words = [program, str(_CLIENTS / f"heldqr.{language}"), house.url, house.key, f"held-client-{language}"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=_WAIT_S, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("program", "language"), [(sys.executable, "py"), ("node", "mjs")])
def test_a_client_finds_what_the_document_says(house: House, program: str, language: str) -> None:
    found = json.loads(run(house, program, language))
    shortcode = f"held-client-{language}"
    created = found.pop("created")
    assert (list(created), created["shortcode"]) == (list(printed.LISTED_CODES["data"][0]), shortcode)
    assert found == {
        "replayed": True,
        "conflict": printed.KEY_CONFLICT["error"]["code"],
        "listed": True,
        "target": "https://example.com/menu-2026",
        "location": "https://example.com/menu-2026",
        "scans": shortcode,
        "stranger": printed.UNAUTHORIZED["error"]["message"],
        "collision": ["shortcode"],
    }


def test_a_shell_and_curl_do_as_well(house: House) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed here")
    said = run(house, "sh", "sh").split()
    assert said == ["created", "replayed", "refused", "listed", "changed", "counted", "https://example.com/menu-2026"]
