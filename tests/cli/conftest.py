"""What tests of the command line share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Return the command line on a database with a link."""
    here = ("--database", str(tmp_path / "desk.db"))

    def ran(*words: str, ok: bool = True) -> Result:
        answer = CliRunner().invoke(cli, [*words, *here], catch_exceptions=False)
        assert (answer.exit_code == 0) == ok, answer.output
        return answer

    ran("link", "create", "https://example.com/menu", "--slug", "menu", "--tag", "food")
    return ran
