"""qrdesk completion: shells complete commands, options, and the names of what is in the database here."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, get_completion_class

from qrdesk.cli.common import file_of, json_option, show
from qrdesk.cli.program import PROGRAM, VARIABLE
from qrdesk.core.names_at_hand import Names, names_at_hand
from qrdesk.core.settings import Settings

_SHELLS = [name for name in ("bash", "zsh", "fish", "powershell") if get_completion_class(name)]
_NOT_PLAIN = re.compile(r"([^\w@%+=:,./-])")
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]
_HOW = """\b
To have it in every new shell:
  bash        qrdesk completion bash > ~/.local/share/bash-completion/completions/qrdesk
  zsh         qrdesk completion zsh > ~/.zfunc/_qrdesk
              (with “fpath+=~/.zfunc” before compinit in ~/.zshrc)
  fish        qrdesk completion fish > ~/.config/fish/completions/qrdesk.fish
  PowerShell  qrdesk completion powershell >> $PROFILE
In this shell alone: eval "$(qrdesk completion bash)"
"""


@add_completion_class
class _Bash(BashComplete):
    """Completes names with blanks and other signs, too: click's own script neither writes nor reads them whole."""

    source_template = BashComplete.source_template.replace("read type value", "read -r type value").replace(
        "COMPREPLY+=($value)", 'COMPREPLY+=("$value")'
    )

    def format_completion(self, item: CompletionItem[Any]) -> str:
        return f"{item.type}," + _NOT_PLAIN.sub(r"\\\1", str(item.value))


@click.command(epilog=_HOW)
@click.argument("shell", type=click.Choice(_SHELLS))
@json_option
def completion(shell: str, as_json: bool) -> None:
    """Print the script that lets a shell complete what is typed: commands, options, addresses, folders, tags, domains.

    Names come from the database here; with --server none are asked for.
    """
    found = get_completion_class(shell)
    assert found is not None  # the choice holds only those that there are
    script = found(click.get_current_context().find_root().command, {}, PROGRAM, VARIABLE).source()
    if as_json:
        show({"shell": shell, "script": script})
    else:
        click.echo(script)


def answer(cli: click.Command) -> None:
    """Answer a shell. Nothing goes to its standard error, whatever happens: somebody is in the middle of a line."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stderr = nowhere
        try:
            cli.main(prog_name=PROGRAM)
        except SystemExit:
            raise
        except BaseException:  # noqa: BLE001 - also Ctrl+C: there is nothing to complete, and nobody to tell
            sys.exit(1)
        finally:
            sys.stderr = sys.__stderr__


def _completer(names: Names) -> Completer:
    def complete(context: click.Context, _: click.Parameter, begin: str) -> list[CompletionItem[str]]:
        if context.params.get("server"):
            return []
        try:
            file = file_of(_said(context, "database"))
            workspace = _said(context, "workspace") or Settings.load().workspace
            found = [] if file is None else names_at_hand(file, names, begin, workspace)
        except Exception:  # noqa: BLE001 - settings that cannot be read, say: the command will tell, not the completion
            return []
        return [CompletionItem(one) for one in found]

    return complete


def _said(context: click.Context, name: str) -> str:
    return str(context.params.get(name) or context.find_root().params.get(name) or "")


links, folders, tags, domains = map(_completer, (Names.LINKS, Names.FOLDERS, Names.TAGS, Names.DOMAINS))
