"""qrdesk audit ..."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar, cast

import click

from qrdesk.cli.common import show, where
from qrdesk.cli.moments import MomentType, Typed, zone_of
from qrdesk.cli.outputs import Output, to_file
from qrdesk.client import Client, exporting
from qrdesk.client.patience import patiently
from qrdesk.core.schemas.audit import AuditExportQuery, AuditQuery, AuditView
from qrdesk.core.schemas.changes import ChangesQuery

_SHAPES = (
    ("action", r"([a-z_]+(\.[a-z_]+)?)?", "an action such as link.updated, or link for all about links"),
    ("surface", "[a-z0-9]*", "a door, such as app, cli, api or system"),
)
F = TypeVar("F", bound=Callable[..., Any])
_MOMENT = re.compile(r"\A(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)\Z", re.ASCII)
_OPTIONS = (
    click.option("--member", default="", metavar="NAME", help="Only what this member did (name or id)."),
    click.option("--by-key", default="", metavar="NAME", help="Only what was done with this key (name or id)."),
    click.option("--action", default="", help="Only this, such as link.updated; or link, for all about links."),
    click.option("--subject", default="", help="Only what was done to this: its id, or a part of its name."),
    click.option("--surface", default="", help="Only by this door, such as app, cli, api or system."),
    click.option("--from", "since", type=MomentType(), default=None, help="From this moment or day on."),
    click.option("--to", "until", type=MomentType(), default=None, help="Up to this moment, or the end of this day."),
)


def _chosen(command: F) -> F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group()
def audit() -> None:
    """See who changed what."""


@audit.command("list")
@_chosen
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@click.option("--changes", is_flag=True, help="With what was before and after.")
@where
def list_entries(client: Client, as_json: bool, limit: int, changes: bool, **options: Any) -> None:
    """List changes, newest first; times are UTC."""
    page = client.audit.list(AuditQuery.model_validate({**_asked(client, **options), "limit": limit}))
    if as_json:
        show(page)
        return
    for one in page.data:
        click.echo(f"{one.at:%Y-%m-%d %H:%M:%S}  {one.surface:<6}  {one.sentence}")
        for line in _change_lines(one) if changes else ():
            click.echo(f"    {line}")
    total = page.pagination.total
    click.echo(f"{len(page.data)} of {'many' if total is None else f'{total:,}'} entries", err=True)


@audit.command("since")
@click.argument("mark", default="")
@where
def list_changes(client: Client, as_json: bool, mark: str) -> None:
    """List the things changed since MARK, which the last answer ended with; without one, only give the mark of now."""
    found = client.audit.changes(ChangesQuery(after=mark))
    if as_json:
        show(found)
        return
    for one in found.changes:
        click.echo(f"{one.kind} {one.id}".rstrip())
    if found.everything:
        click.echo("More was changed than is told one by one.")
    click.echo(f"mark {found.mark}")


@audit.command()
@_chosen
@click.option("--format", "file_format", default=None, type=click.Choice(["csv", "jsonl"]), help="Else as FILE ends.")
@where
@to_file
def export(client: Client, as_json: bool, file_format: str | None, output: Output, **options: Any) -> None:
    """Write changes to a file, the oldest first: CSV, or a line of JSON for each."""
    ending = "jsonl" if output.ending in {".json", ".jsonl", ".ndjson"} else "csv"
    asked = patiently(partial(_asked, client, **options))
    # says what is wrong before a file is made
    patiently(partial(client.audit.list, AuditQuery.model_validate({**asked, "limit": 1})))
    query = AuditExportQuery.model_validate({**asked, "format": file_format or ending})
    size = exporting.export_audit(client, output.target, query)
    if as_json:
        show({"bytes": size, "file": str(output)})
    else:
        output.say(f"The audit log is in {output} ({size:,} bytes)")


def _asked(client: Client, by_key: str, since: Typed | None, until: Typed | None, **options: str) -> dict[str, Any]:
    for name, shape, said in _SHAPES:
        if not re.fullmatch(shape, options[name]):
            raise click.UsageError(f"--{name} is {said}.")
    zone = zone_of(client) if _needs_zone(since) or _needs_zone(until) else ""
    given = {"since": since.start(zone) if since else None, "until": until.end(zone) if until else None}
    return {name: value for name, value in {**options, "key": by_key, **given}.items() if value}


def _needs_zone(typed: Typed | None) -> bool:
    return typed is not None and typed.at.tzinfo is None


def _change_lines(one: AuditView) -> Iterator[str]:
    for name, (before, after) in one.changes.items():
        yield f"{name}: {_shown(before)} -> {_shown(after)}"


def _shown(value: Any) -> str:
    """Return a value as a person would write it; a dash stands for none."""
    if value is None or value in ("", [], {}):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _MOMENT.sub(r"\1 \2 UTC", value)
    if isinstance(value, list):
        return ", ".join(map(_shown, cast("list[Any]", value)))
    return json.dumps(value, ensure_ascii=False)
