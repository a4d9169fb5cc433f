"""qrdesk webhook deliveries, delivery, redeliver, recover and replay."""

from typing import Any, get_args

import click

from qrdesk.cli import webhook_lines
from qrdesk.cli.common import show, tell, where
from qrdesk.cli.moments import MomentType, Typed, zone_of
from qrdesk.cli.webhooks import of
from qrdesk.client import Client, DeliveryQuery, RecoverDraft
from qrdesk.core.schemas.webhooks import DeliveryStatus

_STATUSES = [str(word) for word in get_args(DeliveryStatus)]


@click.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--status", default=None, type=click.Choice(_STATUSES), help="Only these.")
@click.option("--event", "kind", default="", metavar="KIND", help="Only of this kind of event.")
@click.option("--search", default="", help="Id of a delivery or an event, or a link.")
@click.option("--from", "since", type=MomentType(), default=None, help="Events from this moment or day on.")
@click.option("--to", "until", type=MomentType(), default=None, help="Up to this moment, or the end of this day.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@where
def deliveries(
    client: Client, as_json: bool, name: str, since: Typed | None, until: Typed | None, **options: Any
) -> None:
    """List what was sent to a webhook, newest first; times are UTC."""
    zone = _zone(client, since, until)
    start, end = None if since is None else since.start(zone), None if until is None else until.end(zone)
    said = {field: value for field, value in options.items() if value is not None}
    query = DeliveryQuery.model_validate({**said, "since": start, "until": end})
    page = client.webhooks.deliveries(of(client, name), query)
    if as_json:
        show(page)
        return
    for one in webhook_lines.delivery_lines(page.data):
        click.echo(one)
    total = page.pagination.total
    of_all = "" if total is None else f" of {total:,}"
    click.echo(f"{len(page.data):,}{of_all} deliveries", err=True)


@click.command()
@click.argument("delivery_id", metavar="ID")
@where
def delivery(client: Client, as_json: bool, delivery_id: str) -> None:
    """Show a delivery with each of its attempts: what was sent, and what was answered."""
    tell(client.webhooks.delivery(delivery_id), as_json, webhook_lines.delivery_told)


@click.command()
@click.argument("delivery_id", metavar="ID")
@where
def redeliver(client: Client, as_json: bool, delivery_id: str) -> None:
    """Send an event once more, also one that arrived, which counts against the plan again."""
    tell(client.webhooks.redeliver(delivery_id), as_json, lambda one: f"{one.kind} is sent once more: {one.id}")


_SINCE = click.option("--since", type=MomentType(), required=True, help="Events from this moment or day on.")
_UNTIL = click.option("--until", type=MomentType(), default=None, help="Up to this moment, or the end of this day.")


@click.command()
@click.argument("name", metavar="NAME_OR_ID")
@_SINCE
@_UNTIL
@where
def recover(client: Client, as_json: bool, name: str, since: Typed, until: Typed | None) -> None:
    """Send a webhook again what did not arrive since a moment."""
    _again(client, as_json, name, since, until, delivered=False)


@click.command()
@click.argument("name", metavar="NAME_OR_ID")
@_SINCE
@_UNTIL
@where
def replay(client: Client, as_json: bool, name: str, since: Typed, until: Typed | None) -> None:
    """Send a webhook again all that it was told since a moment, also what arrived. The ids stay the same.

    What arrived counts against the plan again.
    """
    _again(client, as_json, name, since, until, delivered=True)


def _again(client: Client, as_json: bool, name: str, since: Typed, until: Typed | None, *, delivered: bool) -> None:
    zone = _zone(client, since, until)
    end = None if until is None else until.end(zone)
    draft = RecoverDraft(since=since.start(zone), until=end, delivered=delivered)
    found = client.webhooks.recover(of(client, name), draft)
    tell(found, as_json, webhook_lines.again)
    if found.over_plan and not as_json:
        click.echo(f"{found.over_plan:,} more are beyond the plan of this month, and were left as they are.", err=True)


def _zone(client: Client, *given: Typed | None) -> str:
    """Return the clock on which times are read; whoever says which clock needs no other."""
    return zone_of(client) if any(one is not None and one.at.tzinfo is None for one in given) else "UTC"
