"""The reference, read by a program that asks whatever it allows and whatever it does not (Schemathesis)."""

import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from qrdesk.core.net import proof
from qrdesk.core.net.answers import Unreachable
from qrdesk.core.operations import PREFIX
from qrdesk.core.schemas.access import NewKeyView
from qrdesk.daemon.fast.server import Server as Granian
from qrdesk.daemon.server import Server as Waitress
from tests.desks import Desk, served
from tests.hostile.conftest import World, quick_key

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("world", "server", "examples"), [("sqlite", Waitress, 100), ("postgres", Granian, 20)], indirect=["world"]
)
def test_no_request_finds_a_fault_or_an_answer_that_is_not_in_the_reference(
    world: World, server: type[Any], examples: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api, own = world.api, quick_key(world.api)
    with served(spared(api, own), server) as address:
        done = fuzzed(f"{address}/openapi.json", own, examples, tmp_path, monkeypatch)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert "Stateful" in done.stdout
    assert "Rate limited" not in done.stdout, "most requests never came to what they ask for"
    assert api.ask("GET", f"{PREFIX}/me", key=own.key).status == 200, "the key ended before the last request"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("world", ["sqlite"], indirect=["world"])
def test_h0ps_own_reference_holds_too(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = quick_key(world.api)
    with served(world.api.app) as address:
        done = fuzzed(f"{address}/doc", own, 50, tmp_path, monkeypatch)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert "Rate limited" not in done.stdout, "most requests never came to what they ask for"


def fuzzed(
    document: str, own: NewKeyView, examples: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> "subprocess.CompletedProcess[str]":
    """Have everything asked that a document at an address allows, and more."""
    # what is made up here as an address or a host must not be asked for anything
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    monkeypatch.setattr(proof, "find_texts", _unreachable)
    return subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *("run", document, "--header", f"Authorization: Bearer {own.key}"),
            *("--max-examples", str(examples), "--continue-on-failure", "--checks", ",".join(CHECKS)),
            *("--generation-database", "none", "--no-color"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def spared(api: Desk, own: NewKeyView) -> WSGIApplication:
    """Return the application in which the key ``own`` is not found by its name, and rotates another in its place."""

    def asked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        moved: dict[str, Any] = {**environ, "PATH_INFO": path.replace(own.id, "key_0").replace(own.uuid, "key_0")}
        if path == f"{PREFIX}/keys/rotate-own" and environ.get("HTTP_AUTHORIZATION") == f"Bearer {own.key}":
            moved["HTTP_AUTHORIZATION"] = f"Bearer {quick_key(api).key}"
        return api.app(moved, start_response)

    return asked


def _unknown(*_: object, **__: object) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, "no other computer is asked by tests")


def _unreachable(*_: object, **__: object) -> NoReturn:
    raise Unreachable("no other computer is asked by tests")
