"""``qrdesk serve``: what it takes, and what it hands on. Starting for real is tested with the daemon."""

from typing import Any

import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli
from qrdesk.daemon import serve as serving


@pytest.mark.parametrize("server", ["waitress", "granian"])
def test_the_server_may_be_named_as_scripts_do(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(serving, "serve", lambda **options: asked.append(options) or 0)
    given = ["serve", "--server", server, "--port", "0", "--database", "q.db", "--public-url", "https://go.example"]
    assert CliRunner().invoke(cli, given).exit_code == 0
    where = {"host": "127.0.0.1", "port": 0, "database_url": "q.db", "public_url": "https://go.example"}
    assert asked == [{**where, "server": server, "workers": 1, "with_parent": False}]


def test_a_server_that_is_not_there_is_refused_with_those_that_are() -> None:
    answer = CliRunner().invoke(cli, ["serve", "--server", "gunicorn"])
    assert answer.exit_code == 2
    assert "waitress" in answer.output
    assert "granian" in answer.output
