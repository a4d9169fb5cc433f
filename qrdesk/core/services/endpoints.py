"""Endpoints of webhooks: the only place where they are made and changed. Their secrets are shown once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from qrdesk.core import database, destinations, secrets
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Invalid
from qrdesk.core.models import Delivery, Endpoint
from qrdesk.core.public_url import hostname
from qrdesk.core.schemas.webhooks import (
    EndpointDraft,
    EndpointPatch,
    EndpointQuery,
    EndpointView,
    Format,
    NewEndpointView,
    SecretDraft,
    SecretView,
)
from qrdesk.core.services import audit, endpoint_fields, sealing
from qrdesk.core.services.endpoint_rows import check_room, get_row, held_row, hurry, list_rows
from qrdesk.core.services.endpoint_views import view, views

_BOUNDS = ("folders", "tags", "links")
_AT_ONCE = 500  # deliveries that are deleted in one transaction, each with its attempts
_AS_IT_WAS = {  # nothing failed, nothing rests
    Endpoint.failures: 0,
    Endpoint.failing_since: None,
    Endpoint.warned_at: None,
    Endpoint.rest_until: None,
}


def create_endpoint(ctx: Context, draft: EndpointDraft) -> NewEndpointView:
    """Make an endpoint. The answer is the one time that its secret can be seen.

    Raises:
        Invalid: the address, an event, a bound, a header, the data or the secret cannot be used.
        Conflict: there are 100 endpoints already.
    """
    url = endpoint_fields.check_url(ctx, draft.url)
    secret = endpoint_fields.check_secret(draft.format, draft.secret)
    endpoint_fields.check_signature(draft.format, draft.signature_header, draft.signature_prefix)
    headers = endpoint_fields.check_headers(draft.headers, draft.signature_header)
    bounds = {field: getattr(draft, field) for field in _BOUNDS}
    with database.write():
        check_room(ctx)
        link = None if draft.link is None else endpoint_fields.find_link(ctx, draft.link, bounds.values())
        row = Endpoint.create(
            workspace=ctx.actor.workspace_id,
            link=link,
            name=draft.name or hostname(destinations.host_of(url))[:120],
            url=url,
            format=draft.format,
            kinds=endpoint_fields.check_kinds(draft.format, draft.kinds),
            only=endpoint_fields.check_only(ctx, bounds),
            bots=draft.bots,
            headers=None if headers is None else secrets.seal(ctx.secret_key, headers),
            told=endpoint_fields.check_told(draft.data),
            signature_header=draft.signature_header,
            signature_prefix=draft.signature_prefix,
            secret=secrets.seal(ctx.secret_key, secret),
            created_at=ctx.now,
            updated_at=ctx.now,
        )
        sealing.confirm_key(ctx)
        return NewEndpointView(**view(ctx, row).model_dump(), secret=secret)


def list_endpoints(ctx: Context, query: EndpointQuery) -> list[EndpointView]:
    """Return the workspace's endpoints by name, or else those of one link, also of a deleted one.

    Raises:
        NotFound: no such link in this workspace.
    """
    return views(ctx, list_rows(ctx, query.link))


def get_endpoint(ctx: Context, endpoint_id: str) -> EndpointView:
    """Return an endpoint by id or UUID.

    Raises:
        NotFound: no such endpoint in this workspace.
    """
    return view(ctx, get_row(ctx, endpoint_id))


def update_endpoint(ctx: Context, endpoint_id: str, patch: EndpointPatch) -> EndpointView:
    """Change an endpoint. What waits is sent as the endpoint then is.

    Another address is a fresh start: what failed at the one before is not counted against it. Headers are not taken
    along to another server: tokens for the one before may stand in them.

    Raises:
        NotFound: no such endpoint in this workspace.
        Invalid: a field cannot be used, or the format cannot use what stays as it is.
    """
    sent = {name: getattr(patch, name) for name in patch.model_fields_set}
    if "url" in sent:
        sent["url"] = endpoint_fields.check_url(ctx, sent["url"])
    with database.write():
        row = held_row(ctx, endpoint_id)
        changes = _changes(ctx, row, sent)
        if changes:
            Endpoint.update({**changes, Endpoint.updated_at: ctx.now}).where(Endpoint.id == row.id).execute()
        if Endpoint.url in changes:
            hurry(row, ctx.now)
        if changes.get(Endpoint.headers):
            sealing.confirm_key(ctx)
        return view(ctx, get_row(ctx, endpoint_id))


def _changes(ctx: Context, row: Endpoint, sent: Mapping[str, Any]) -> dict[Any, Any]:
    """Return the columns that change, by column."""
    format: Format = sent.get("format", row.format)
    changes: dict[Any, Any] = {getattr(Endpoint, name): sent[name] for name in ("url", "name", "bots") if name in sent}
    if changes.get(Endpoint.url, row.url) == row.url:
        changes.pop(Endpoint.url, None)
    else:
        changes.update(_AS_IT_WAS)
    if bounds := {field: sent[field] for field in _BOUNDS if field in sent}:
        if row.link_id is not None and any(bounds.values()):
            raise Invalid.field(next(iter(bounds)), "It belongs to one link, and is told of no other.")
        changes[Endpoint.only] = endpoint_fields.check_only(ctx, bounds, row.only)
    if "data" in sent:
        changes[Endpoint.told] = endpoint_fields.check_told(sent["data"])
    if "kinds" in sent or format != row.format:
        changes[Endpoint.kinds] = endpoint_fields.check_kinds(format, sent.get("kinds", row.kinds.split()))
    return changes | _of_format(ctx, row, format, sent) | _signature(row, format, sent) | _headers(ctx, row, sent)


def _of_format(ctx: Context, row: Endpoint, format: Format, sent: Mapping[str, Any]) -> dict[Any, Any]:
    if format == row.format:
        return {}
    try:
        endpoint_fields.check_secret(format, secrets.unseal(ctx.secret_key, row.secret))
    except Invalid as fault:
        reason = f"The format {format} cannot sign with the secret of this webhook. Give it a new one first."
        raise Invalid.field("format", reason) from fault
    # the one before was good for the format before
    return {Endpoint.format: format, Endpoint.old_secret: None, Endpoint.old_until: None}


def _signature(row: Endpoint, format: Format, sent: Mapping[str, Any]) -> dict[Any, Any]:
    kept = (row.signature_header, row.signature_prefix) if format == "h0p" else ("", "")
    header, prefix = sent.get("signature_header", kept[0]), sent.get("signature_prefix", kept[1])
    endpoint_fields.check_signature(format, header, prefix)
    both = {Endpoint.signature_header: header, Endpoint.signature_prefix: prefix}
    return both if (header, prefix) != (row.signature_header, row.signature_prefix) else {}


def _headers(ctx: Context, row: Endpoint, sent: Mapping[str, Any]) -> dict[Any, Any]:
    if "headers" not in sent:
        if row.headers is not None:
            endpoint_fields.check_same_server(row.url, sent.get("url", row.url))
        return {}
    text = endpoint_fields.check_headers(sent["headers"], sent.get("signature_header", row.signature_header))
    return {Endpoint.headers: None if text is None else secrets.seal(ctx.secret_key, text)}


def delete_endpoint(ctx: Context, endpoint_id: str) -> None:
    """Delete an endpoint with its log. What waits for it is not sent any more.

    Raises:
        NotFound: no such endpoint in this workspace.
    """
    with database.write():
        row = held_row(ctx, endpoint_id)
        before = view(ctx, row)
        Endpoint.update({Endpoint.paused_at: row.paused_at or ctx.now}).where(Endpoint.id == row.id).execute()
    # its log may be long, and others are to write meanwhile; ended half-way, the rest is there, and it is at rest
    while _forget_some(row.id):
        pass
    with database.write():
        if Endpoint.delete().where(Endpoint.id == row.id).execute():
            audit.note(ctx, "endpoint.deleted", before, None)


def _forget_some(endpoint_id: int) -> int:
    some = Delivery.select(Delivery.id).where(Delivery.endpoint == endpoint_id).limit(_AT_ONCE)
    with database.write():
        return cast("int", Delivery.delete().where(Delivery.id.in_(some)).execute())


def rotate_secret(ctx: Context, endpoint_id: str, draft: SecretDraft) -> SecretView:
    """Give an endpoint a new secret, which is shown this one time. The one until now signs, too, for the grace.

    Raises:
        NotFound: no such endpoint in this workspace.
        Invalid: the format cannot sign with the secret, or it is the one that is there.
        Conflict: the secret is that of a key.
    """
    with database.write():
        row = held_row(ctx, endpoint_id)
        if row.key_id is not None and row.format == "usnp":
            raise Conflict("This webhook came with its link, and signs with the secret of the key that made it.")
        secret = endpoint_fields.check_secret(cast("Format", row.format), draft.secret)
        if draft.secret is not None and secret == secrets.unseal(ctx.secret_key, row.secret):
            raise Invalid.field("secret", "This is the secret that it has.")
        until = ctx.now + timedelta(hours=draft.grace_hours) if draft.grace_hours else None
        changes = {
            Endpoint.secret: secrets.seal(ctx.secret_key, secret),
            Endpoint.old_secret: row.secret if until else None,
            Endpoint.old_until: until,
            Endpoint.old_signs: until is not None,  # the receiver has it still
            Endpoint.updated_at: ctx.now,
        }
        Endpoint.update(changes).where(Endpoint.id == row.id).execute()
        sealing.confirm_key(ctx)
        return SecretView(id=row.public_id, name=row.name, secret=secret, old_secret_until=until)


def pause_endpoint(ctx: Context, endpoint_id: str) -> EndpointView:
    """Send an endpoint nothing for a while. Its events are kept, and sent when it goes on.

    Raises:
        NotFound: no such endpoint in this workspace.
    """
    with database.write():
        row = held_row(ctx, endpoint_id)
        if row.paused_at is None:
            Endpoint.update({Endpoint.paused_at: ctx.now}).where(Endpoint.id == row.id).execute()
        return view(ctx, get_row(ctx, endpoint_id))


def resume_endpoint(ctx: Context, endpoint_id: str) -> EndpointView:
    """Let a paused or disabled endpoint go on, and send what has been waiting for it.

    Raises:
        NotFound: no such endpoint in this workspace.
    """
    going: dict[Any, Any] = {Endpoint.paused_at: None, Endpoint.disabled_at: None, Endpoint.disabled_why: ""}
    with database.write():
        row = held_row(ctx, endpoint_id)
        Endpoint.update({**going, **_AS_IT_WAS}).where(Endpoint.id == row.id).execute()
        hurry(row, ctx.now)
        return view(ctx, get_row(ctx, endpoint_id))
