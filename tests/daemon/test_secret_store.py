"""A whole daemon whose secret key is in a keyring, or should be."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli
from qrdesk.core import database
from qrdesk.core.opening import open_database
from tests.daemon.daemons import Daemon
from tests.desks import make_key
from tests.keyrings import FileKeyring, using

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What is to be stopped, whatever happens."""
    with ExitStack() as stack:
        stack.callback(database.close)
        yield stack


@pytest.fixture
def keyring(stack: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One keyring for this process and the daemon's."""
    monkeypatch.setenv("QRDESK_TEST_KEYRING", str(tmp_path / "keyring.json"))
    # before the environment names it: else this process would take it for its own, and be left with it after the test
    stack.enter_context(using(FileKeyring()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.FileKeyring")
    monkeypatch.setenv("QRDESK_SECRET_STORE", "keyring")


def started(stack: ExitStack, path: Path) -> Daemon:
    daemon = Daemon(path)
    stack.callback(daemon.stop)
    return daemon


def rotate(path: Path) -> tuple[int, str]:
    said = CliRunner().invoke(cli, ("secrets", "rotate", "--database", str(path)), catch_exceptions=False)
    return said.exit_code, said.output


@pytest.mark.usefixtures("keyring")
@pytest.mark.wide
def test_all_processes_find_the_key_in_the_keyring(path: Path, stack: ExitStack) -> None:
    key = make_key(open_database(str(path)))
    daemon = started(stack, path)
    assert daemon.ask("/api/v1/me", headers={"x-api-key": key}).status == 200
    code, said = rotate(path)
    assert (code, "Stop it first" in said) == (4, True)
    assert daemon.stop() == 0
    assert rotate(path)[0] == 0
    assert not (daemon.data_dir / "secret.key").exists()
    again = started(stack, path)
    assert again.ask("/api/v1/me", headers={"x-api-key": key}).status == 200
    assert make_key(open_database(str(path)))  # sealed with the new key
    again.stop()
    assert "secret key" not in "".join(daemon.log + again.log)


def test_a_daemon_without_a_keyring_says_in_its_log_that_the_key_is_in_the_file(
    path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QRDESK_SECRET_STORE", "keyring")
    daemon = started(stack, path)
    assert json.loads(daemon.ask("/healthz").body)["status"] == "ok"
    daemon.stop()
    said = f"WARNING The secret key is in {daemon.data_dir}/secret.key, though QRDESK_SECRET_STORE asks for the keyring"
    assert said in (daemon.data_dir / "daemon.log").read_text()
    assert "this account has no keyring that works" in "".join(daemon.log)


@pytest.mark.usefixtures("keyring")
def test_a_key_in_a_keyring_out_of_reach_is_said_and_not_made_anew(
    path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = open_database(str(path)).data_dir
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    daemon = started(stack, path)
    assert daemon.stop() == 1
    assert daemon.line == ""
    assert "secret_key_missing" in "".join(daemon.log)
    assert "keyring" in "".join(daemon.log)
    assert not (data_dir / "secret.key").exists()
