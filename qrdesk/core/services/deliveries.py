"""Deliveries: what was sent to whom, how it went, and sending it again."""

from typing import Any, cast

from peewee import fn

from qrdesk.core import database, monthly
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Invalid, NotFound, PlanLimitReached
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.events import TEST
from qrdesk.core.schemas.webhooks import (
    DeliveryDetail,
    DeliveryQuery,
    DeliveryView,
    RecoverDraft,
    RequeuedView,
)
from qrdesk.core.services import audit, delivery_views, endpoint_rows, link_rows
from qrdesk.core.services.endpoint_views import view as endpoint_view
from qrdesk.core.services.paging import paged

_COUNTED = 100_000  # deliveries; more are not counted
_WAITING, _DELIVERED, _FAILED = "waiting", "delivered", "failed"


def list_deliveries(ctx: Context, endpoint_id: str, query: DeliveryQuery) -> Page[DeliveryView]:
    """Return a page of an endpoint's deliveries, newest first.

    Raises:
        NotFound: no such endpoint in this workspace.
        Invalid: a cursor of another list, or the time asked for ends before it begins.
    """
    _check_span(query)
    found = Delivery.select().where(Delivery.endpoint == endpoint_rows.get_row(ctx, endpoint_id).id)
    for condition in _conditions(ctx, query):
        found = found.where(condition)
    return paged(found, query, Delivery.id, Delivery.id, descending=True, views=delivery_views.views, count_to=_COUNTED)


def get_delivery(ctx: Context, delivery_id: str) -> DeliveryDetail:
    """Return a delivery by id or UUID, with all of its attempts.

    Raises:
        NotFound: no such delivery in this workspace.
    """
    return delivery_views.detail(_get_row(ctx, delivery_id))


def redeliver(ctx: Context, delivery_id: str) -> DeliveryView:
    """Send an event to its endpoint once more, also one that arrived. It keeps its id, by which a receiver knows it.

    To an endpoint that is paused or disabled it is sent when that goes on. One that arrived counts against the plan
    again; for one that failed, the first time was enough.

    Raises:
        NotFound: no such delivery in this workspace.
        Conflict: what it tells is no longer kept.
        PlanLimitReached: it arrived, or was over the plan, and the plan has no room for it.
    """
    with database.write():
        row = _get_row(ctx, delivery_id)
        endpoint = endpoint_rows.held_row(ctx, row.endpoint.public_id)
        if not Outbox.select().where(Outbox.event_id == row.event_id).exists():
            raise Conflict("What this delivery tells is no longer kept, so it cannot be sent again.")
        uncounted = not row.counted or row.status == _DELIVERED
        if uncounted and row.kind != TEST and _granted(ctx, endpoint, 1) == 0:
            raise _used_up(ctx, endpoint)
        _requeue(ctx, Delivery.id == row.id, row.counted or row.kind != TEST)
        _wake(endpoint)
        told = {"delivery": (None, row.public_id), "event": (None, row.event_id), "kind": (None, row.kind)}
        audit.note(ctx, "endpoint.redelivered", endpoint_view(ctx, endpoint), None, changes=told)
        return delivery_views.view(_get_row(ctx, delivery_id))


def recover_endpoint(ctx: Context, endpoint_id: str, draft: RecoverDraft) -> RequeuedView:
    """Send an endpoint what it has missed since a moment, or all that it was told since then.

    The second with ``delivered``: what arrived counts against the plan again. What still waits for a later try is sent
    now. Events keep their ids, by which a receiver knows those that it has. Tests are left out.

    Raises:
        NotFound: no such endpoint in this workspace.
        Invalid: the time asked for ends before it begins.
    """
    _check_span(draft)
    with database.write():
        endpoint = endpoint_rows.held_row(ctx, endpoint_id)
        which = _missed(ctx, endpoint, draft)
        on_their_way = (Delivery.endpoint == endpoint.id) & (Delivery.next_at <= ctx.now)
        waiting = 0 if draft.delivered else Delivery.select().where(on_their_way).count()
        again = ~Delivery.counted | (Delivery.status == _DELIVERED)
        over = Delivery.select().where(which & again).count()
        granted = _granted(ctx, endpoint, over)
        requeued = _requeue(ctx, which & ~again, counted=True)
        if granted:  # what was missed before what arrived; of both, the oldest
            order = (Delivery.status == _DELIVERED, Delivery.id)
            first = Delivery.select(Delivery.id).where(which & again).order_by(*order).limit(granted)
            requeued += _requeue(ctx, Delivery.id.in_(first), counted=True)
        _wake(endpoint)
        return RequeuedView(deliveries=requeued, over_plan=over - granted, waiting=waiting)


def _check_span(asked: DeliveryQuery | RecoverDraft) -> None:
    if asked.since is not None and asked.until is not None and asked.since >= asked.until:
        raise Invalid.field("until", "The time asked for ends before it begins.")


def _conditions(ctx: Context, query: DeliveryQuery) -> list[Any]:
    asked = (
        (query.status, Delivery.status == query.status),
        (query.kind, Delivery.kind == query.kind),
        (query.since, Delivery.event_at >= query.since),
        (query.until, Delivery.event_at < query.until),
    )
    found: list[Any] = [condition for value, condition in asked if value]
    if query.search:
        found.append(_called(ctx, query.search.strip()))
    return found


def _called(ctx: Context, name: str) -> Any:
    called = (Delivery.public_id == name) | (Delivery.uuid == name) | (Delivery.event_id == name)
    called |= Delivery.kind == name
    try:
        return called | (Delivery.link_id == link_rows.get_even_deleted(ctx, name).id)
    except NotFound:
        return called


def _get_row(ctx: Context, delivery_id: str) -> Delivery:
    mine = (Delivery.workspace_id == ctx.actor.workspace_id) & (
        (Delivery.public_id == delivery_id) | (Delivery.uuid == delivery_id)
    )
    row = Delivery.get_or_none(mine)
    if row is None:
        raise NotFound.of("delivery", delivery_id)
    return row


def _missed(ctx: Context, endpoint: Endpoint, draft: RecoverDraft) -> Any:
    """Return the condition for what is to be sent again: events that are kept, but for tests."""
    which = (Delivery.endpoint == endpoint.id) & (Delivery.event_at >= draft.since) & (Delivery.kind != TEST)
    if draft.until is not None:
        which &= Delivery.event_at < draft.until
    if not draft.delivered:
        # of those that wait, the ones that wait for a later try: the others are on their way
        which &= (Delivery.status == _FAILED) | ((Delivery.status == _WAITING) & (Delivery.next_at > ctx.now))
    return which & fn.EXISTS(Outbox.select(Outbox.id).where(Outbox.event_id == Delivery.event_id))


def _requeue(ctx: Context, which: Any, counted: bool) -> int:
    """Have deliveries sent now, as if for the first time; return how many there are."""
    anew = {
        Delivery.status: _WAITING,
        Delivery.step: 0,
        Delivery.next_at: ctx.now,
        Delivery.finished_at: None,
        Delivery.counted: counted,
    }
    return cast("int", Delivery.update(anew).where(which).execute())


def _wake(endpoint: Endpoint) -> None:
    Endpoint.update({Endpoint.rest_until: None}).where(Endpoint.id == endpoint.id).execute()


def _granted(ctx: Context, endpoint: Endpoint, wanted: int) -> int:
    """Count deliveries that arrived or were over the plan; return how many of them it has room for by now."""
    if not wanted:
        return 0
    return monthly.take_deliveries(monthly.caller_of(endpoint.workspace_id, endpoint.key_id, ctx.now), wanted)


def _used_up(ctx: Context, endpoint: Endpoint) -> PlanLimitReached:
    caller = monthly.caller_of(endpoint.workspace_id, endpoint.key_id, ctx.now)
    allowance = monthly.find_allowance(caller, "deliveries")
    anew = f"{monthly.begin_of(caller.month + 1):%Y-%m-%d %H:%M} UTC"
    if allowance is None:  # raised a moment ago
        raise Conflict("The plan was changed a moment ago. Nothing was sent; try again.")
    return PlanLimitReached.of("deliveries", allowance.plan, allowance.limit, allowance.current, anew)
