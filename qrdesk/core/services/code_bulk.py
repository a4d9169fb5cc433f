"""Many codes in one call and one transaction: those of links for a batch, and those that a batch has printed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peewee import fn

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, NotFound, QRDeskError, ScopeMissing
from qrdesk.core.models import Code, Domain, Link
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.bulk import BulkRefusal
from qrdesk.core.schemas.codes_bulk import (
    CodeOfLink,
    CodesOfLinksDraft,
    CodesOfLinksReport,
    PrintedDraft,
    PrintedReport,
)
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import code_rows, design_assets, link_events, link_rows
from qrdesk.core.services.domain_views import design_of, find_print_fault

_AT_ONCE = 500  # rows in one statement
_Refusals = dict[str, QRDeskError]  # by the name that a link was called


def create_codes_of_links(ctx: Context, draft: CodesOfLinksDraft) -> CodesOfLinksReport:
    """Return the code of each link that carries the link's own address, made where there is none.

    Of several such codes of a link it is the newest. Links that are not there come back with the reason, and so do
    those without a code where the key may not make one (the scope “codes:create”).
    """
    with database.write():
        database.hold_edits()  # whoever asks for the same codes meanwhile finds those made here
        links = link_rows.find_rows(ctx, draft.links)
        codes = _plain_codes(ctx, links.values())
        refused: _Refusals = {name: NotFound.of("link", name) for name in draft.links if name not in links}
        made = _make(ctx, {name: link for name, link in links.items() if link.id not in codes}, refused)
        codes |= made
    shown = {link_id: code_rows.view(code) for link_id, code in codes.items()}
    found = [(index, links[name].id) for index, name in enumerate(draft.links) if name not in refused]
    return CodesOfLinksReport(
        codes=[CodeOfLink(index=index, made=link in made, code=shown[link]) for index, link in found],
        refused=[_refusal(index, name, refused[name]) for index, name in enumerate(draft.links) if name in refused],
        warnings=_warnings(codes.values()),
    )


def remember_printed(ctx: Context, draft: PrintedDraft) -> PrintedReport:
    """Remember codes as printed that were drawn elsewhere, as an export of each does. What they carry is on paper now.

    Codes that are not there come back with the reason.
    """
    wanted = list(dict.fromkeys(draft.codes))
    with database.write():
        database.hold_edits()
        found = code_rows.called(ctx, wanted)
        _remember(ctx, found)
        printed = {**draft.model_dump(mode="json", include={"format", "size_mm"}, exclude_none=True), "printed": True}
        told = [(code.link_id, code_rows.told(code_rows.view(code))) for code in found if code.link_id is not None]
        link_events.tell_codes(ctx, link_events.CODE_EXPORTED, told, **printed)
    there = {name: code.public_id for code in found for name in (code.public_id, code.uuid)}
    return PrintedReport(
        remembered=list(dict.fromkeys(there[name] for name in wanted if name in there)),
        refused=[
            _refusal(index, name, NotFound.of("code", name)) for index, name in enumerate(wanted) if name not in there
        ],
    )


def _plain_codes(ctx: Context, links: Iterable[Link]) -> dict[int, Code]:
    """Return the newest code of each link that carries its own address, with link and domain, by the link's number."""
    by_id = {link.id: link for link in links}
    newest_first = [Code.created_at.desc(), Code.id.desc()]
    rank: Any = fn.ROW_NUMBER().over(partition_by=[Code.link], order_by=newest_first)
    mine = (Code.workspace == ctx.actor.workspace_id) & Code.link.in_(list(by_id)) & (Code.slug == "")
    ranked = Code.select(Code.id, rank.alias("place")).where(mine).alias("ranked")
    first = Code.select(ranked.c.id).from_(ranked).where(ranked.c.place == 1)
    found: dict[int, Code] = {}
    for code in Code.select().where(Code.id.in_(first)) if by_id else ():
        link = by_id[code.link_id or 0]
        code.link = link  # known already: what is shown of the code asks for it
        found[link.id] = code
    return found


def _make(ctx: Context, links: Mapping[str, Link], refused: _Refusals) -> dict[int, Code]:
    """Make a code for each of the links, and tell of it; note why where there can be none."""
    looks: dict[int, Design | Invalid] = {}
    made: dict[int, Code] = {}
    for name, link in links.items():
        try:
            ctx.actor.require(Scope.CODES_CREATE)
        except ScopeMissing as fault:
            refused[name] = fault
            continue
        if link.domain.id not in looks:
            looks[link.domain.id] = _look(ctx, link.domain)
        look = looks[link.domain.id]
        if isinstance(look, Invalid):
            refused[name] = look
        elif link.id not in made:
            made[link.id] = _new(ctx, link, look)
    if made:
        Code.bulk_create(list(made.values()), batch_size=_AT_ONCE)
        told = [(link_id, code_rows.told(code_rows.view(code))) for link_id, code in made.items()]
        link_events.tell_codes(ctx, link_events.CODE_CREATED, told)
    return made


def _look(ctx: Context, domain: Domain) -> Design | Invalid:
    """Return the look of new codes of a domain's links, or why it cannot be had."""
    design = design_of(domain) or Design()
    try:
        design_assets.check(ctx, design)
    except Invalid as fault:
        return fault
    return design


def _new(ctx: Context, link: Link, design: Design) -> Code:
    return Code(
        workspace=ctx.actor.workspace_id,
        link=link,
        design=design.model_dump_json(),
        created_at=ctx.now,
        updated_at=ctx.now,
    )


def _remember(ctx: Context, codes: Sequence[Code]) -> None:
    count: Any = Code.export_count + 1
    new: dict[Any, Any] = {Code.export_count: count, Code.printed_at: ctx.now}
    Code.update(new).where(Code.id.in_([code.id for code in codes])).execute()
    for code in codes:  # as events tell of them
        code.export_count, code.printed_at = code.export_count + 1, ctx.now


def _warnings(codes: Iterable[Code]) -> list[str]:
    domains = {code.link.domain.id: code.link.domain for code in codes if code.link is not None}
    faults = (find_print_fault(domains[one]) for one in sorted(domains))
    return [f"not for print: {fault}" for fault in faults if fault]


def _refusal(index: int, name: str, fault: QRDeskError) -> BulkRefusal:
    return BulkRefusal(index=index, id=name, code=fault.code, message=str(fault), field_errors=fault.field_errors)
