"""What --help says: examples can be pasted as they stand there."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli

Words = tuple[str, ...]


def commands(command: click.Command = cli, path: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    """Yield each command and group, by its words."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            assert one is not None
            yield from commands(one, (*path, name))


def examples(command: click.Command) -> list[str]:
    written = f"{command.help or ''}\n{command.epilog or ''}".splitlines()
    return [line.strip() for line in written if line.strip().startswith("qrdesk ")]


EVERY = dict(commands())
WITH_EXAMPLES = [path for path, command in EVERY.items() if examples(command)]


def shown(path: Words) -> str:
    said = CliRunner().invoke(cli, [*path, "--help"])
    assert said.exit_code == 0
    return said.stdout


def test_no_help_shows_a_sign_that_is_meant_for_click() -> None:
    assert [path for path in EVERY if "\\b" in shown(path) or "\b" in shown(path)] == []


def test_the_commands_that_take_the_most_words_have_examples() -> None:
    assert {("batch",), ("code", "make")} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=" ".join)
def test_each_example_stands_on_a_line_of_its_own(path: Words) -> None:
    lines = [line.strip() for line in shown(path).splitlines()]
    assert [one for one in examples(EVERY[path]) if one not in lines] == []
