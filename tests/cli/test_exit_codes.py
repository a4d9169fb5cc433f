"""Each kind of failure ends a command with its own number, which the help and the README tell."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli
from qrdesk.core import errors
from qrdesk.core.errors import Kind, QRDeskError, rebuilt

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = {
    Kind.INVALID: 1,
    Kind.TOO_LARGE: 1,
    Kind.GONE: 1,
    Kind.NOT_FOUND: 3,
    Kind.CONFLICT: 4,
    Kind.UNAUTHENTICATED: 5,
    Kind.FORBIDDEN: 5,
    Kind.LIMITED: 6,
    Kind.UNAVAILABLE: 6,
    Kind.INTERNAL: 70,
}


def errors_there_are() -> list[type[QRDeskError]]:
    return [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, QRDeskError)]


def told_codes() -> set[int]:
    said = CliRunner().invoke(cli, ["--help"]).stdout.partition("Exit codes:\n")[2]
    return {int(line.split()[0]) for line in said.splitlines()}


def test_every_kind_has_a_number_that_the_help_tells() -> None:
    assert set(EXPECTED) == set(Kind)
    assert set(EXPECTED.values()) | {0, 2, 130} == told_codes()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["words", "json"])
def test_a_kind_of_failure_ends_with_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind, more: tuple[str, ...]
) -> None:
    code = next(one.code for one in errors_there_are() if one.kind is kind)

    def fails(*_: object) -> None:
        raise rebuilt(code, "It did not work.", {"name": "It is not there."}) or AssertionError(code)

    monkeypatch.setattr("qrdesk.client.resources.Tags.list", fails)
    said = CliRunner().invoke(cli, ["tag", "list", "--database", str(tmp_path / "desk.db"), *more])
    assert (said.exit_code, said.stdout) == (EXPECTED[kind], "")
    if more:
        error = json.loads(said.stderr.splitlines()[0])["error"]
        assert (error["code"], error["field_errors"]) == (code, {"name": "It is not there."})
        assert error["message"].startswith("It did not work.")
    else:
        assert "Error: It did not work." in said.stderr
        assert "Error: name: It is not there." in said.stderr


def test_the_readme_tells_the_same_numbers() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = readme.partition("The command line ends with 0")[2].partition("\n\n")[0]
    assert {0, *map(int, re.findall(r"\b[0-9]{1,3}\b", said))} >= told_codes()
