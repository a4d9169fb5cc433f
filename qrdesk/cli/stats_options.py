"""What commands that count have in common: options for a period and for what hits have in common."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from qrdesk.cli import completing
from qrdesk.client import Dimension

F = TypeVar("F", bound=Callable[..., Any])
DAY = click.DateTime(["%Y-%m-%d"])
_DIMENSIONS = tuple(one.value for one in Dimension)
_OPTIONS = (
    click.option("--from", "start", type=DAY, default=None, help="First day; left out: 29 days before --to."),
    click.option("--to", "end", type=DAY, default=None, help="Last day; left out: today."),
    click.option("--link", default=None, help="Only this link (address or id).", shell_complete=completing.links),
    click.option(
        "--folder", default=None, help="Only links in this folder (name or id).", shell_complete=completing.folders
    ),
    click.option("--tag", default=None, help="Only links with this tag.", shell_complete=completing.tags),
    click.option(
        "--domain", default=None, help="Only links of this domain (host or id).", shell_complete=completing.domains
    ),
    click.option("--source", type=click.Choice(["scan", "click"]), default=None, help="Only scans, or only clicks."),
    click.option(
        "--where",
        "conditions",
        multiple=True,
        metavar="NAME=VALUE",
        help="Only hits like these, such as country=DE; several must all hold. "
        "Values are written as the tables show them, such as de-DE or DE, and case counts. "
        "Nothing after = is unknown or none.",
    ),
)


def chosen(command: F) -> F:
    """Add the options for which hits are counted; the command gets them as ``options``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asked(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a query that these options are."""
    found: dict[str, Any] = {name: day.date() for name in ("start", "end") if (day := options[name])}
    found |= {name: options[name] for name in ("folder", "tag", "domain", "source") if options[name] is not None}
    if options["link"] is not None:
        found["link_id"] = options["link"]
    return found | _conditions(options["conditions"])


def _conditions(said: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in said:
        name, equals, value = one.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name not in _DIMENSIONS:
            known = ", ".join(_DIMENSIONS)
            raise click.BadParameter(
                f"“{one}” is no NAME=VALUE with one of these names: {known}.", param_hint="--where"
            )
        if name in found:
            raise click.BadParameter(f"“{name}” is given twice.", param_hint="--where")
        found[name] = value.strip()
    return found
