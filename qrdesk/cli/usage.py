"""qrdesk usage, and qrdesk plan ..."""

from typing import Any

import click

from qrdesk.cli.common import aligned, counted, show, tell, tell_all, tell_deleted, where
from qrdesk.client import Client, PlanChoiceDraft, PlanDraft
from qrdesk.core.schemas.usage import Meter, PlanView, UsageView, UsedView


@click.command()
@where
def usage(client: Client, as_json: bool) -> None:
    """Show what was used in this month, and how much may be."""
    tell(client.usage.get(), as_json, _usage)


@click.group()
def plan() -> None:
    """Show plans: what may be used in a month. Change them at the computer with the database."""


@plan.command("list")
@where
def list_plans(client: Client, as_json: bool) -> None:
    """List plans by name."""
    tell_all(client.plans.list(), as_json, _line)


@plan.command("show")
@click.argument("name")
@where
def show_plan(client: Client, as_json: bool, name: str) -> None:
    """Show a plan."""
    tell(client.plans.get(name), as_json, _line)


class _Number(click.ParamType[int | str]):
    """A whole number, or the word unlimited."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = str(value).strip().casefold()
        if text == "unlimited":
            return text
        if not (text.isascii() and text.isdecimal()):
            self.fail(f"“{value}” is neither a whole number nor unlimited.", param, ctx)
        return int(text)


_NUMBER = _Number()


@plan.command()
@click.argument("name")
@click.option("--links-month", type=_NUMBER, metavar="N", help="Links that may be made in a month.")
@click.option("--hits-month", type=_NUMBER, metavar="N", help="Hits in a month; only shown, no link stops.")
@click.option("--deliveries-month", type=_NUMBER, metavar="N", help="Webhook deliveries in a month.")
@click.option(
    "--scan-days",
    type=_NUMBER,
    metavar="N",
    help="Days back that programs with a key may list single scans; 0: only sums.",
)
@click.option("--rate-limit", type=_NUMBER, metavar="N", help="Requests a minute with one key.")
@click.option("--own-domains/--no-own-domains", default=None, help="Whether domains may be added.")
@where
def save(client: Client, as_json: bool, name: str, **options: Any) -> None:
    """Make a plan without limits but those given, or change those given. A number may be “unlimited”."""
    there = {one.name: one.model_dump(exclude={"name"}) for one in client.plans.list()}
    given = {field: None if value == "unlimited" else value for field, value in options.items() if value is not None}
    draft = PlanDraft.model_validate({**there.get(name, {}), **given})
    tell(client.plans.save(name, draft), as_json, _line)


@plan.command()
@click.argument("name")
@where
def delete(client: Client, as_json: bool, name: str) -> None:
    """Delete a plan that nobody has."""
    client.plans.delete(name)
    tell_deleted("plan", name, as_json)


@plan.command()
@click.argument("name")
@where
def choose(client: Client, as_json: bool, name: str) -> None:
    """Give the workspace a plan. It holds at once."""
    found = client.plans.choose(client.workspace.get().id, PlanChoiceDraft(plan=name))
    if as_json:
        show(found)
    else:
        click.echo(f"{found.name} has the plan “{found.plan}”.")


def _usage(found: UsageView) -> str:
    lines = [f"{found.month}, until {found.resets_at:%Y-%m-%d %H:%M} UTC", *_used("Workspace", found.workspace)]
    if found.key is not None:
        lines += _used("This key", found.key)
    others = [one for one in found.keys if found.key is None or one.id != found.key.id]
    if others:
        lines.append("By key")
        lines += aligned((f"  {one.name}", f"({one.plan})", _made(one.links), _sent(one.deliveries)) for one in others)
    return "\n".join(lines)


def _made(meter: Meter) -> str:
    return f"{_of(meter)} {'link' if meter == Meter(current=1, limit=None) else 'links'} made"


def _sent(meter: Meter) -> str:
    return f"{_of(meter)} {'delivery' if meter == Meter(current=1, limit=None) else 'deliveries'}"


def _used(noun: str, one: UsedView) -> list[str]:
    meters = (("links made", one.links), ("hits", one.hits), ("deliveries", one.deliveries))
    return [f"{noun} {one.name} ({one.plan})", *(f"  {_of(meter):<24}  {what}" for what, meter in meters)]


def _of(meter: Meter) -> str:
    return f"{meter.current:,}" if meter.limit is None else f"{meter.current:,} of {meter.limit:,}"


def _line(one: PlanView) -> str:
    limits = (
        _limit(one.links_month, "link"),
        _limit(one.hits_month, "hit"),
        _limit(one.deliveries_month, "delivery", "deliveries"),
    )
    month = ", ".join(limit for limit in limits if limit)
    more = (
        f"{month} a month" if month else "",
        _scans(one.scan_days),
        "" if one.rate_limit is None else f"{counted(one.rate_limit, 'request')} a minute",
        "" if one.own_domains else "no domains of one's own",
    )
    return f"{one.name:<16}  {'; '.join(filter(None, more)) or 'no limits'}"


def _scans(days: int | None) -> str:
    if days is None:
        return ""
    return f"single scans of {counted(days, 'day')}" if days else "no single scans, only their number"


def _limit(number: int | None, noun: str, many: str = "") -> str:
    return "" if number is None else f"{number:,} {many or noun + 's'}" if number != 1 else f"1 {noun}"
