"""Links with all that they are, and their hits by day."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qrdesk.client.client import Client
from qrdesk.client.formats.own import MORE
from qrdesk.client.formats.parts import Read, parts, send_part
from qrdesk.client.moving.assets import Assets
from qrdesk.client.moving.report import Kind, Report, Why
from qrdesk.core.schemas.links import LinkQuery, LinkState, LinkView
from qrdesk.core.schemas.transfer import DayCount, ImportReport, ImportRow
from qrdesk.core.services.link_warnings import FRAMING_UNKNOWN

EVERY = LinkQuery(state="any", sort="created_at", limit=500)
_DAYS_AT_ONCE = 100


@dataclass(slots=True)
class Copied:
    """Where the links of the source are at the target."""

    ids: dict[str, str] = field(default_factory=dict[str, str])
    slugs: dict[str, str] = field(default_factory=dict[str, str])  # of the links here, by id
    order: list[str] = field(default_factory=list[str])  # their ids, as they were seen


def copy_links(
    source: Client, target: Client, hosts: Mapping[str, str], assets: Assets, report: Report, copied: Copied
) -> Iterator[int]:
    """Copy links in parts, note where they are now, and yield after each part how many were looked at.

    A link is found again by its address and destination, and its days are put in place of what came before.
    """
    seen = 0
    rows = _rows(source, hosts, assets, copied)
    for part in parts(rows):
        answer = send_part(target, part, None)
        _note(target, part, answer, copied, report)
        seen += len(part)
        yield seen


def row_of(link: LinkView, number: int, days: tuple[DayCount, ...], host: str, assets: Assets) -> ImportRow:
    """Return a link as a row of a list, as exporting it and importing it would have it."""
    shown = link.model_copy(update={"social": assets.shown(link.social)})
    fields = shown.model_dump(mode="json")
    more = {name: fields[name] for name in MORE if fields[name] not in (None, "")}
    return ImportRow(
        row=number,
        destination=link.destination,
        slug=link.slug,
        host=host,
        aliases=tuple(link.aliases),
        title=link.title,
        note=link.note,
        folder=link.folder.name if link.folder else "",
        created_at=fields["created_at"],
        starts_at=fields["starts_at"] or "",
        ends_at=fields["ends_at"] or "",
        hit_limit="" if link.hit_limit is None else str(link.hit_limit),
        hits_used=str(link.hits_used),
        days=days,
        state="archived" if link.state is LinkState.ARCHIVED else "paused" if link.state is LinkState.PAUSED else "",
        had_password=link.has_password,
        more={"tags": list(link.tags)} | more,
        uuid=link.uuid,
    )


def _rows(source: Client, hosts: Mapping[str, str], assets: Assets, copied: Copied) -> Iterator[Read]:
    links, number = source.links.each(EVERY), itertools.count()
    while some := list(itertools.islice(links, _DAYS_AT_ONCE)):
        answered = source.links.days([link.id for link in some])
        days = {one.link_id: tuple(one.days) for one in answered}
        for link in some:
            copied.slugs[link.id] = link.slug
            copied.order.append(link.id)
            yield row_of(link, next(number), days.get(link.id, ()), hosts.get(link.host, ""), assets)


def _note(target: Client, part: list[Read], answer: ImportReport, copied: Copied, report: Report) -> None:
    order = copied.order  # rows are numbered by it
    count = report.counts[Kind.LINKS]
    placed = dict(zip(answer.made, answer.created, strict=True)) | {one.row: one.id for one in answer.there}
    for row, link_id in placed.items():
        copied.ids[order[row]] = link_id
    count.made += len(answer.made)
    count.there += len(answer.there)
    rows = {read.row: read for read in part if isinstance(read, ImportRow)}

    def remark(row: int, why: Why, said: str = "") -> None:
        title = rows[row].title if row in rows else ""
        report.remark(Kind.LINKS, copied.slugs[order[row]], why, said, title)

    asked = {row for row, read in rows.items() if read.had_password}
    for row in sorted(asked & set(placed)):
        if row in answer.made or _waits(target, placed[row]):
            remark(row, Why.PASSWORD)
    framed = {row for row, read in rows.items() if read.more.get("hidden")}
    for row in sorted((framed & set(placed)) - set(answer.made) - asked):
        remark(row, Why.COUNTS, FRAMING_UNKNOWN)  # said when it was made, too
    for one in answer.notices:
        if one.row not in asked:
            remark(one.row, Why.COUNTS, one.notice)
    for one in answer.refused:
        remark(one.row, Why.REFUSED, one.reason)


def _waits(target: Client, link_id: str) -> bool:
    """Whether a link of a move before still waits there for the password that stayed here."""
    link = target.links.get(link_id)
    return link.state is LinkState.PAUSED and not link.has_password
