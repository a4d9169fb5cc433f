"""Many links at once, from a list that somebody else wrote."""

from pydantic import ValidationError

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.links import ImportReport, ImportRow, LinkDraft, LinkImport, RefusedRow
from qrdesk.core.services import domains, links
from qrdesk.core.validation import from_validation


def import_links(ctx: Context, batch: LinkImport) -> ImportReport:
    """Create up to 1,000 links in one transaction. Bad rows stay out and come back with the reason.

    Raises:
        NotFound: no such domain in this workspace; no row went in.
    """
    created: list[str] = []
    refused: list[RefusedRow] = []
    with database.write():
        domains.get_owned(ctx, batch.host)
        for row in batch.rows:
            try:
                created.append(links.insert_link(ctx, _draft(row, batch.host)).public_id)
            except ValidationError as fault:
                refused.append(_refusal(row, from_validation(fault)))
            except QRDeskError as fault:
                refused.append(_refusal(row, fault))
    return ImportReport(created=created, refused=refused)


def _draft(row: ImportRow, host: str | None) -> LinkDraft:
    return LinkDraft(
        destination=row.destination,
        slug=row.slug.strip() or None,
        host=host,
        title=row.title,
        note=row.note,
        tags=tuple(tag.strip() for tag in row.tags.split(",") if tag.strip()),
    )


def _refusal(row: ImportRow, fault: QRDeskError) -> RefusedRow:
    field, reason = next(iter(fault.field_errors.items()), ("", str(fault)))
    return RefusedRow(row=row.row, field=field.partition(".")[0], reason=reason)
