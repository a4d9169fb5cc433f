"""Codes: with their names, their own addresses, their looks, and that they were printed."""

from collections import defaultdict
from collections.abc import Iterator

from qrdesk.client.client import Client
from qrdesk.client.moving.assets import Assets
from qrdesk.client.moving.links import Copied
from qrdesk.client.moving.report import Kind, Report, Why
from qrdesk.core.code_titles import title_of
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.codes import CodeDraft, CodeQuery, CodeView
from qrdesk.core.schemas.codes_bulk import MAX_CODES, PrintedDraft

_Mark = tuple[str, ...]
_WHOLE = CodeQuery(limit=500, secrets=True)  # the copies are to say the same


def copy_codes(source: Client, target: Client, copied: Copied, assets: Assets, report: Report) -> Iterator[int]:
    """Make the codes that the target lacks, oldest first, and yield how many were looked at.

    A code is found again by its link and its own address, or else by its name, its look and what it says: of several
    alike as many are made as are missing.
    """
    there = _there(target)
    count, printed = report.counts[Kind.CODES], list[str]()
    for number, code in enumerate(sorted(source.codes.each(_WHOLE), key=lambda one: (one.created_at, one.id)), start=1):
        link_id = copied.ids.get(code.link_id) if code.link_id is not None else ""
        if link_id is None:
            if code.link_id in copied.slugs:  # else its link was deleted, and leads nowhere
                report.remark(Kind.CODES, title_of(code), Why.NO_LINK)
            else:
                count.found -= 1
        else:
            found = _find_or_make(code, link_id, there, target, assets, report)
            if found is not None and code.printed_at is not None and found.printed_at is None:
                printed.append(found.id)
        yield number
    for start in range(0, len(printed), MAX_CODES):
        draft = PrintedDraft(codes=tuple(printed[start : start + MAX_CODES]))
        target.codes.remember_printed(draft)


def _there(target: Client) -> defaultdict[_Mark, list[CodeView]]:
    found: defaultdict[_Mark, list[CodeView]] = defaultdict(list)
    for code in sorted(target.codes.each(_WHOLE), key=lambda one: (one.created_at, one.id)):
        found[_mark(code, code.link_id or "", code.design.model_dump_json())].append(code)
    return found


def _find_or_make(
    code: CodeView,
    link_id: str,
    there: defaultdict[_Mark, list[CodeView]],
    target: Client,
    assets: Assets,
    report: Report,
) -> CodeView | None:
    count, design = report.counts[Kind.CODES], assets.dressed(code.design)
    alike = there[_mark(code, link_id, design.model_dump_json())]
    if alike:
        count.there += 1
        return alike.pop(0)
    own = code.slug or None
    draft = CodeDraft(name=code.name, slug=own, design=design, content=code.content, link_id=link_id or None)
    try:
        made = target.codes.create(draft)
    except QRDeskError as fault:
        report.refuse(Kind.CODES, title_of(code), fault)
        return None
    count.made += 1
    return made


def _mark(code: CodeView, link_id: str, design: str) -> _Mark:
    if code.slug:
        return link_id, code.slug.casefold()
    content = code.content.model_dump_json() if code.content is not None else ""
    return link_id, "", code.name, content, design
