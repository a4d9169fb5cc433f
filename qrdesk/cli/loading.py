"""Commands whose module is read when they are asked for: each takes a part of a second, which the others save."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import click

Where = str  # "package.module:name"
_Load = Callable[[], click.Command]


class LoadedGroup(click.Group):
    """A group that learns of its commands one by one."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._waiting: dict[str, _Load] = {}

    def add_later(self, name: str, where: Where, inside: Sequence[Where] = ()) -> None:
        """Add the command at ``where``, with the commands at ``inside`` among its own."""
        self.add_made(name, partial(_whole, where, inside))

    def add_made(self, name: str, make: _Load) -> None:
        """Add a command that ``make`` makes."""
        self._waiting[name] = make

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *self._waiting})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        load = self._waiting.get(cmd_name)
        if cmd_name not in self.commands and load is not None:
            self.add_command(load(), cmd_name)
        return self.commands.get(cmd_name)


def _whole(where: Where, inside: Sequence[Where]) -> click.Command:
    command = _at(where)
    for one in inside:
        assert isinstance(command, click.Group), f"{where} takes no commands"
        command.add_command(_at(one))
    return command


def _at(where: Where) -> click.Command:
    module, _, name = where.partition(":")
    found: object = getattr(import_module(module), name)
    assert isinstance(found, click.Command), f"{where} is no command"
    return found
