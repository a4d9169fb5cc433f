"""Links: making one with its webhooks, and how these were told."""

from typing import Any

from qrdesk.core import database
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import link_deliveries, link_endpoints, link_quota, links, short_ids
from qrdesk.core.services.link_deliveries import Try
from qrdesk.daemon.dialects.dialect import Ask, Said, seconds, text_of
from qrdesk.daemon.dialects.usnp.envelope import Missing


def shorten(ask: Ask) -> Said:
    """Make a link. A webhook that cannot be used leaves none."""
    url, data, webhooks = text_of(ask.json, "redirect_url"), _data(ask.json), _webhooks(ask.json)
    if url is None:
        raise Missing.field("redirect_url", "Field required")
    with database.gathered():
        link = ask.do(links.create_link, LinkDraft(destination=url))
        link_endpoints.tell_visits(ask.ctx, link.id, webhooks, data)
    used = link_quota.count_links(ask.ctx)
    return Said(
        {
            "short_id": link.slug,
            "short_url": link.short_url,
            "redirect_url": link.destination,
            "created_at": seconds(link.created_at),
        },
        headers={
            "X-Usage-Links-Created": str(used.current),
            "X-Usage-Links-Limit": "unlimited" if used.limit is None else str(used.limit),
        },
    )


def show_webhooks(ask: Ask) -> dict[str, Any]:
    """Return the webhooks of a link, and each attempt of the latest hits."""
    link = short_ids.get_owned(ask.ctx, ask.path["short_id"])
    return {
        "short_id": link.slug,
        "webhooks": [
            {"webhook_id": told.uuid, "url": told.url, "deliveries": [_shown(one, told.uuid) for one in told.tries]}
            for told in link_deliveries.list_told(ask.ctx, link.id)
        ],
    }


def _shown(one: Try, webhook_id: str) -> dict[str, Any]:
    return {
        "id": one.uuid,
        "webhook_id": webhook_id,
        "hit_id": one.hit_uuid,
        "attempt": one.number,
        "status_code": one.status_code,
        "success": one.delivered,
        "error_message": one.error,
        "delivered_at": seconds(one.at),
    }


def _data(sent: dict[str, Any]) -> dict[str, Any] | None:
    found = sent.get("data")
    if found is not None and not isinstance(found, dict):
        raise Invalid.field("data", "This must be an object.")
    return found


def _webhooks(sent: dict[str, Any]) -> list[str]:
    found = sent.get("webhooks")
    if found is None:
        return []
    if not isinstance(found, list):
        raise Invalid.field("webhooks", "This must be a list of addresses.")
    for place, one in enumerate(found):
        if not isinstance(one, str):
            raise Invalid.field(f"webhooks.{place}", "This must be text.")
    return found
