"""Endpoints that come with a link, as the dialect of usnp has them: they belong to the key that made the link."""

from collections.abc import Sequence
from typing import Any

from qrdesk.core import database, destinations, secrets
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.models import Endpoint, Link
from qrdesk.core.public_url import hostname
from qrdesk.core.schemas.access import Scope
from qrdesk.core.services import audit, endpoint_fields, endpoint_rows, endpoint_views, link_rows, sealing
from qrdesk.core.webhooks import signing

MOST = 10  # addresses of one link


def tell_urls(ctx: Context, link: Link, urls: Sequence[str], data: Any = None) -> list[Endpoint]:
    """Have each visit of a link told to ``urls``, in usnp's format, within the running transaction.

    The endpoints belong to the key that asks: its secret signs, and its plan counts. What is named twice is told once.

    Args:
        ctx: who asks.
        link: a link of the caller's.
        urls: where to, 10 at most.
        data: JSON that is sent along with each visit, 10 KB at most.

    Raises:
        Invalid: an address or the data cannot be used; addresses are called ``webhooks.0`` and so on.
        Conflict: who has no key makes endpoints as anybody does, and there are as many as a workspace may have.
    """
    if len(urls) > MOST:
        raise Invalid.field("webhooks", f"These are {len(urls)} addresses; {MOST} is the most.")
    told = endpoint_fields.check_told(data)
    checked = [endpoint_fields.check_url(ctx, url, f"webhooks.{place}") for place, url in enumerate(urls)]
    with database.write():
        made = [_make(ctx, link, url, told) for url in dict.fromkeys(checked)]
        sealing.confirm_key(ctx)
        return made


def tell_visits(ctx: Context, link_id: str, urls: Sequence[str], data: Any = None) -> None:
    """Do as ``tell_urls``, for whoever may make endpoints, and note each in the audit log. None for no ``urls``.

    Raises:
        ScopeMissing: the caller may not.
        NotFound: no such link in this workspace.
        Invalid, Conflict: as ``tell_urls``; data that nobody is told is looked at, too.
    """
    if not urls:
        endpoint_fields.check_told(data)
        return
    ctx.actor.require(Scope.WEBHOOKS_CREATE)
    with database.write():
        for row in tell_urls(ctx, link_rows.get_row(ctx, link_id), urls, data):
            audit.note(ctx, "endpoint.created", None, endpoint_views.view(ctx, row))


def _make(ctx: Context, link: Link, url: str, told: str) -> Endpoint:
    if ctx.actor.key_id is None:
        endpoint_rows.check_room(ctx)
    return Endpoint.create(
        workspace=ctx.actor.workspace_id,
        link=link,
        key_id=ctx.actor.key_id,
        name=hostname(destinations.host_of(url))[:120],
        url=url,
        format="usnp",
        kinds="link.clicked",
        bots=True,  # its documents promise each click, and know no robots
        told=told,
        secret=secrets.seal(ctx.secret_key, signing.mint_secret()),  # signs only where there is no key
        created_at=ctx.now,
        updated_at=ctx.now,
    )
