"""qrdesk link simulate: what a visitor would get, and why."""

from typing import Any, TextIO

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.cli.moments import MomentType, Typed, moment, zone_of
from qrdesk.client import Client, LinkDraft, LinkPatch
from qrdesk.core.schemas.rules import Device, Os
from qrdesk.core.schemas.simulation import NewSimulationDraft, SimulationDraft, SimulationView


@click.command()
@click.argument("name", default="", shell_complete=completing.links)
@click.option("--at", default=None, type=MomentType(), help="On the link's clock: 2026-10-25T18:00. Default: now.")
@click.option("--country", default="", help="Two letters, such as DE.")
@click.option("--region", default="", help="Such as US-TX.")
@click.option("--language", "languages", default="", help="As a browser sends them: “fr-CA, en;q=0.8”.")
@click.option("--os", default=None, type=click.Choice([one.value for one in Os]))
@click.option("--device", default=None, type=click.Choice([one.value for one in Device]))
@click.option("--browser", default="", help="Such as Safari.")
@click.option("--query", default="", help="What stands behind the “?” of the short address.")
@click.option("--referrer", default="", help="The page they come from, or its host.")
@click.option("--returning", is_flag=True, help="Somebody this link has seen before.")
@click.option("--hits", default=None, type=click.IntRange(0), help="Hits so far. Default: as many as it has.")
@click.option("--visitor", default="", help="Any text: the same one gets the same of several variants.")
@click.option("--changes", default=None, type=click.File(encoding="utf-8"), help="JSON of changes to try; not saved.")
@click.option("--new", default=None, type=click.File(encoding="utf-8"), help="JSON of a link that is not made yet.")
@where
def simulate(client: Client, as_json: bool, at: Typed | None, **said: Any) -> None:
    """Tell what a visitor of the link NAME would get, and why. Nothing is saved or counted."""
    name, changes, new = (said.pop(word) for word in ("name", "changes", "new"))
    if bool(name) == (new is not None) or (new is not None and changes is not None):
        raise click.UsageError("Name a link, or describe one with --new.")
    visit = {field: value for field, value in said.items() if value is not None}
    told = _told(client, name, at, changes, visit) if new is None else _told_of_new(client, new, at, visit)
    if as_json:
        show(told)
        return
    _tell(told)
    if at is not None:
        click.echo(f"On {moment(told.at, told.time_zone)}.", err=True)


def _told(client: Client, name: str, at: Typed | None, changes: TextIO | None, visit: dict[str, Any]) -> SimulationView:
    patch = None if changes is None else LinkPatch.model_validate_json(changes.read())
    if at is not None:
        visit["at"] = at.start(_zone(client, name, at, patch))
    return client.links.simulate(name, SimulationDraft.model_validate({"visit": visit, "changes": patch}))


def _told_of_new(client: Client, new: TextIO, at: Typed | None, visit: dict[str, Any]) -> SimulationView:
    link = LinkDraft.model_validate_json(new.read())
    if at is not None:
        visit["at"] = at.start("UTC" if at.at.tzinfo is not None else zone_of(client, link.time_zone))
    return client.links.simulate_draft(NewSimulationDraft.model_validate({"visit": visit, "link": link}))


def _zone(client: Client, name: str, at: Typed, patch: LinkPatch | None) -> str:
    if at.at.tzinfo is not None:
        return "UTC"  # it says itself
    changed = None if patch is None else patch.time_zone
    return zone_of(client, client.links.get(name).time_zone if changed is None else changed)


def _tell(told: SimulationView) -> None:
    click.echo(told.sentence)
    for number, rule in enumerate(told.rules, 1):
        mark = "*" if rule.wins else " "
        click.echo(f" {mark} {number}. {rule.name or 'rule'}: {rule.reason}", err=True)
