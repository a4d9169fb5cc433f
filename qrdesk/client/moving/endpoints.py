"""Webhooks: each with a new secret, and paused, since its receiver does not know that one yet."""

from collections import Counter
from collections.abc import Mapping

from qrdesk.client.client import Client
from qrdesk.client.moving.report import Kind, Report, Secret, Why
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.webhooks import EndpointDraft, EndpointView

_Mark = tuple[str, ...]


def copy_endpoints(
    source: Client,
    target: Client,
    links: Mapping[str, str],
    folders: Mapping[str, str],
    tags: Mapping[str, str],
    report: Report,
) -> None:
    """Make the endpoints that the target lacks. They are the last: nothing that a move makes is told to anybody."""
    there = Counter(_mark(one, one.link_id) for one in target.webhooks.list())
    count = report.counts[Kind.WEBHOOKS]
    for one in source.webhooks.list():
        link = links.get(one.link_id) if one.link_id else None
        mark = _mark(one, link)
        if one.key_id is not None:
            report.remark(Kind.WEBHOOKS, one.name, Why.OF_A_KEY)
        elif one.link_id and link is None:
            report.remark(Kind.WEBHOOKS, one.name, Why.NO_LINK)
        elif there[mark]:
            there[mark] -= 1
            count.there += 1
        else:
            draft = _draft(one, link, links, folders, tags)
            count.made += _make(target, one, draft, report)


def _draft(
    one: EndpointView,
    link: str | None,
    links: Mapping[str, str],
    folders: Mapping[str, str],
    tags: Mapping[str, str],
) -> EndpointDraft:
    return EndpointDraft(
        url=one.url,
        name=one.name,
        format=one.format,
        kinds=tuple(one.kinds),
        link=link,
        folders=tuple(folders.get(of, of) for of in one.folders),
        tags=tuple(tags.get(of, of) for of in one.tags),
        links=tuple(links.get(of, of) for of in one.links),
        bots=one.bots,
        data=one.data,
        signature_header=one.signature_header,
        signature_prefix=one.signature_prefix,
    )


def _make(target: Client, one: EndpointView, draft: EndpointDraft, report: Report) -> bool:
    try:
        made = target.webhooks.create(draft)
    except QRDeskError as fault:
        report.refuse(Kind.WEBHOOKS, one.name, fault)
        return False
    report.secrets.append(Secret(made.name, made.url, made.secret))
    report.remark(Kind.WEBHOOKS, one.name, Why.NEW_SECRET)
    if one.header_names:
        report.remark(Kind.WEBHOOKS, one.name, Why.HEADERS, ", ".join(one.header_names))
    target.webhooks.pause(made.id)
    return True


def _mark(one: EndpointView, link: str | None) -> _Mark:
    return one.url, one.name, one.format, link or "", *sorted(one.kinds)
