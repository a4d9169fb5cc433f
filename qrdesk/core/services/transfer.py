"""Many links at once, from a list that somebody else wrote. The same list may come twice: nothing is made again."""

import contextlib
import itertools
from collections.abc import Generator
from typing import Any

from pydantic import ValidationError

from qrdesk.core import database, slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, Kind, NotFound, QRDeskError
from qrdesk.core.hits import imported, rollups
from qrdesk.core.hits.days import day_of, number_of
from qrdesk.core.hits.sums import LINK, ImportedDay
from qrdesk.core.models import Domain, Folder, ImportKey, Link, Slug
from qrdesk.core.models.base import to_micros
from qrdesk.core.redirect import hosts
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.schemas.transfer import (
    DayCount,
    DaysQuery,
    ImportReport,
    ImportRow,
    LinkDays,
    LinkImport,
    RefusedRow,
    RowNotice,
    ThereRow,
)
from qrdesk.core.services import folders, link_batch, link_warnings, links, transfer_rows
from qrdesk.core.services import slugs as addresses
from qrdesk.core.services.link_batch import LinkBatch
from qrdesk.core.services.names import find_named
from qrdesk.core.services.periods import day_at, zone_of
from qrdesk.core.services.queries import beside, tuples
from qrdesk.core.validation import from_validation

MAX_LINKS = 200
_EVER = (-(1 << 31), (1 << 31) - 1)  # days
_OF_THE_ROW = {Kind.INVALID, Kind.NOT_FOUND, Kind.CONFLICT, Kind.FORBIDDEN}  # anything else ends the whole batch
_NOT_YOURS_TO_COUNT = "Its counts were left out: for a link that is there already this needs the scope “links:update”."
_PAUSED = "It asked for a password, which cannot be brought along. It is paused: set a password, then resume it."


class _Rehearsed(Exception):
    """Everything was tried, and nothing is kept: the way out of a transaction that only showed what would be."""


def import_links(ctx: Context, batch: LinkImport) -> ImportReport:
    """Create up to 1,000 links in one transaction. Bad rows stay out and come back with the reason.

    A row is there already, and makes nothing, when its slug leads to its destination, or when a row without slug has
    the key of one that came before. Its counts are brought up to date.

    Raises:
        NotFound: no such domain in this workspace; no row went in.
    """
    report = ImportReport(created=[], refused=[])
    with contextlib.suppress(_Rehearsed), database.write():
        with link_batch.begun(ctx) as shared:
            desk = _Desk(shared, batch)
            for row in batch.rows:
                _take_in(desk, row, report)
        _add_counts(desk, report)  # after the batch: counts go to the tags of their links, too
        report.foreign_hosts.extend(sorted(desk.foreign))
        report.undated.extend(desk.undated)
        if batch.dry_run:
            report.created.clear()
            raise _Rehearsed
    return report


class _Desk:
    """What all rows of a batch share: looked up once, and kept up with what they make."""

    def __init__(self, shared: LinkBatch, batch: LinkImport) -> None:
        self.ctx, self.zone, self.shared = shared.ctx, zone_of(shared.ctx), shared
        self.foreign: set[str] = set()
        self.counts: dict[int, list[ImportedDay]] = {}  # by the number of the row
        self.undated: list[int] = []  # rows whose hits come as one number
        self.may_update = self.ctx.actor.may(Scope.LINKS_UPDATE)
        self._one_host = bool(batch.host)
        self._default = shared.domain(batch.host)
        self._domains: dict[str, Domain | None] = {}
        self._folders: dict[str, str] = {}
        self.owners = self._find_owners(batch)
        self.keyed = self._find_keyed(batch)

    def domain_of(self, row: ImportRow) -> Domain:
        """Return where a row's link belongs: its own host if that is the workspace's and none was asked for."""
        host = hosts.normal(row.host)
        if self._one_host or not host:
            return self._default
        if host not in self._domains:
            try:
                self._domains[host] = self.shared.domain(host)
            except NotFound:
                self._domains[host] = None
                self.foreign.add(host)
        return self._domains[host] or self._default

    def folder_of(self, row: ImportRow) -> str | None:
        """Return the id of a row's folder, made if there is none of that name."""
        name = " ".join(row.folder.split())
        if not name:
            return None
        if name not in self._folders:
            with _blaming("folder"):
                found = find_named(self.ctx, Folder, name)
                self._folders[name] = found.public_id if found else self._make_folder(name)
        return self._folders[name]

    def _make_folder(self, name: str) -> str:
        self.ctx.actor.require(Scope.LINKS_UPDATE)  # as for making one by itself
        return folders.create_folder(self.ctx, FolderDraft(name=name)).id

    def forget_folders(self) -> None:
        """Look folders up anew: a row that was refused took the one made for it along."""
        self._folders.clear()

    def place_of(self, domain: Domain, slug: str) -> tuple[int, str]:
        """Return how an address is looked up."""
        return domain.id, slugs.fold(slug, case_sensitive=domain.case_sensitive)

    def key_of(self, row: ImportRow) -> str:
        """Return the key of a row: the same list may go to another domain too."""
        return f"{self.domain_of(row).id}:{row.key}"

    def _find_owners(self, batch: LinkImport) -> dict[tuple[int, str], Link]:
        places: set[tuple[int, str]] = set()
        for row in batch.rows:
            with contextlib.suppress(QRDeskError):
                if slug := transfer_rows.slug_of(row):
                    places.add(self.place_of(self.domain_of(row), slug))
        wanted = (Slug.domain.in_({one for one, _ in places})) & (Slug.folded.in_({folded for _, folded in places}))
        found = Slug.select(Slug, Link).join(Link).where(wanted) if places else ()
        return {(slug.domain_id, slug.folded): slug.link for slug in found}

    def _find_keyed(self, batch: LinkImport) -> dict[str, Link]:
        keys = {self.key_of(row) for row in batch.rows if row.key}
        mine = (ImportKey.workspace_id == self.ctx.actor.workspace_id) & ImportKey.key.in_(keys)
        kept = {one.key: one.link_id for one in ImportKey.select().where(mine)} if keys else {}
        rows: Any = Link.select().where(Link.id.in_(set(kept.values()))) if kept else ()
        by_id = {link.id: link for link in rows}
        return {key: by_id[link_id] for key, link_id in kept.items() if link_id in by_id}


def _take_in(desk: _Desk, row: ImportRow, report: ImportReport) -> None:
    try:
        with desk.shared.one():
            there = _find(desk, row)
            link = there or _make(desk, row)
            left_out = _count(desk, row, link, old=there is not None)
    except (ValidationError, QRDeskError) as fault:
        refusal = from_validation(fault) if isinstance(fault, ValidationError) else fault
        if refusal.kind not in _OF_THE_ROW:
            raise
        desk.forget_folders()
        report.refused.append(_refusal(row, refusal))
        return
    if there:
        report.there.append(ThereRow(row=row.row, id=link.public_id))
        report.notices.extend(RowNotice(row=row.row, notice=said) for said in left_out)
        return
    report.created.append(link.public_id)
    report.made.append(row.row)
    report.notices.extend(RowNotice(row=row.row, notice=notice) for notice in _notices(row, link))
    _remember(desk, row, link)


def _find(desk: _Desk, row: ImportRow) -> Link | None:
    """Return the link that a row has already."""
    slug = transfer_rows.slug_of(row)
    if slug is None:
        link = desk.keyed.get(desk.key_of(row)) if row.key else None
        return link if link is not None and link.deleted_at is None else None
    link = desk.owners.get(desk.place_of(desk.domain_of(row), slug))
    if link is None or link.deleted_at is not None or link.workspace_id != desk.ctx.actor.workspace_id:
        return None
    return link if link.destination == transfer_rows.destination_of(row) else None


def _make(desk: _Desk, row: ImportRow) -> Link:
    ctx, domain = desk.ctx, desk.domain_of(row)
    draft = transfer_rows.draft_of(
        row, host=None if domain.is_default else domain.host, folder=desk.folder_of(row), zone=desk.zone
    )
    link = links.insert_link(desk.shared, draft, brought=_brought(desk, row, draft))
    for alias in row.aliases:
        with _blaming("aliases"):
            addresses.take(domain, link, slugs.check(alias))
    if row.key and draft.slug is None:
        kept = {ImportKey.link_id: link.id}
        insert = ImportKey.insert(workspace_id=ctx.actor.workspace_id, key=desk.key_of(row), link_id=link.id)
        insert.on_conflict(conflict_target=[ImportKey.workspace_id, ImportKey.key], update=kept).execute()
    return link


def _brought(desk: _Desk, row: ImportRow, draft: LinkDraft) -> dict[str, object]:
    brought: dict[str, object] = {}
    if at := transfer_rows.created_at(row, desk.zone, desk.ctx.now):
        brought["created_at"] = at
    if row.state == "archived":
        brought["archived_at"] = desk.ctx.now
    if row.state == "paused" or row.had_password:
        brought["paused_at"] = desk.ctx.now
    if draft.hit_limit is not None:
        brought["hits_used"] = min(transfer_rows.hits_used(row), draft.hit_limit)
    return brought


def _remember(desk: _Desk, row: ImportRow, link: Link) -> None:
    """Let later rows of the batch find a new link."""
    domain = desk.domain_of(row)
    for slug in (link.slug, *row.aliases):
        desk.owners[desk.place_of(domain, slug)] = link
    if row.key:
        desk.keyed[desk.key_of(row)] = link


def _count(desk: _Desk, row: ImportRow, link: Link, *, old: bool) -> list[str]:
    """Note what another program counted, and return what is left out, in words.

    A total without days counts for the day the link was made: the day of the import would be a peak in every chart
    that nothing happened on. Whoever may only make links does not touch the numbers of one that is there.
    """
    if row.uuid and row.uuid == link.uuid:
        return []  # its own counts, come home
    days = row.days
    total = transfer_rows.whole(row.hits, "hits")
    if not days and total:
        with _blaming("hits"):
            days = (DayCount(day=day_of(to_micros(link.created_at), desk.zone), clicks=total),)
    if days and old and not desk.may_update:
        return [_NOT_YOURS_TO_COUNT]
    if days and not row.days:
        desk.undated.append(row.row)
    if days:
        desk.counts[row.row] = [
            ImportedDay(link.id, number_of(one.day), desk.ctx.actor.workspace_id, one.scans, one.clicks) for one in days
        ]
    return []


def _add_counts(desk: _Desk, report: ImportReport) -> None:
    try:
        with database.write():
            imported.add(itertools.chain.from_iterable(desk.counts.values()))
    except Invalid:  # one of them; which one shows when they come by themselves
        for row, days in desk.counts.items():
            try:
                with database.write():
                    imported.add(days)
            except Invalid as fault:
                report.notices.append(RowNotice(row=row, notice=f"Its counts were left out: {fault}"))


def list_days(ctx: Context, query: DaysQuery) -> list[LinkDays]:
    """Return all hits of some links by day, those from before they came here included.

    Raises:
        Invalid: too many at once.
    """
    names = [name.strip() for name in query.links.split(",") if name.strip()]
    if len(names) > MAX_LINKS:
        raise Invalid.field("links", f"{MAX_LINKS} links at once are the most.")
    mine = Link.select(Link.id, Link.public_id).where(beside(Link.workspace, ctx.actor.workspace_id))
    ids: dict[int, str] = dict(tuples(mine.where(Link.public_id.in_(names)))) if names else {}
    found: dict[int, dict[int, tuple[int, int]]] = {link_id: {} for link_id in ids}
    for link_id, day, scans, clicks in rollups.read_rows(LINK, ids, *_EVER, ("scans", "clicks")):
        if scans or clicks:
            found[link_id][day] = (scans, clicks)
    return [
        LinkDays(
            link_id=ids[link_id],
            days=[DayCount(day=day_at(day), scans=scans, clicks=clicks) for day, (scans, clicks) in sorted(of.items())],
        )
        for link_id, of in found.items()
    ]


def _notices(row: ImportRow, link: Link) -> list[str]:
    said = [_PAUSED] if row.had_password else []
    if Routing.from_text(link.routing).hidden:
        said.append(link_warnings.FRAMING_UNKNOWN)
    if row.not_taken:
        said.append(f"Not brought along: {', '.join(row.not_taken)}.")
    return said


@contextlib.contextmanager
def _blaming(field: str) -> Generator[None]:
    """Run the body so that what it refuses is told of the row's own ``field``, not of what was made from it."""
    try:
        yield
    except (ValidationError, QRDeskError) as fault:
        refusal = from_validation(fault) if isinstance(fault, ValidationError) else fault
        if refusal.field_errors:
            refusal.field_errors = {field: next(iter(refusal.field_errors.values()))}
        if refusal is fault:
            raise
        raise refusal from fault


def _refusal(row: ImportRow, fault: QRDeskError) -> RefusedRow:
    field, reason = next(iter(fault.field_errors.items()), ("", str(fault)))
    return RefusedRow(row=row.row, field=field.partition(".")[0], reason=reason)
