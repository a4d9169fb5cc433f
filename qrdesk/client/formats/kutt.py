"""Kutt.

Known from its sources: the JSON of ``GET /api/v2/links`` (``data: [...]`` with address, target, description, domain,
created_at, expire_in, banned, password, visit_count and link: server/utils/utils.js, sanitize.link), and the same
names as columns of its table (server/models/link.model.js), as a database tool writes them to CSV. Kutt has one text
to a link, its description, which is a title here. It counts visits in sums that cannot be had by day.
"""

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address, own_slug
from qrdesk.core.schemas.transfer import ImportRow

_LONGEST_TITLE = 200


def _looks_like(names: frozenset[str]) -> bool:
    return {"address", "target"} <= names


def _row(record: Record) -> ImportRow:
    said = record.text("description")
    host, _ = address(record.text("link"))
    asks = record.text("password") not in {"", "false", "0"}
    return ImportRow(
        row=record.number,
        destination=record.text("target"),
        slug=own_slug(record.text("address")),
        host=record.text("domain") or host,
        title=said if len(said) <= _LONGEST_TITLE else "",
        note="" if len(said) <= _LONGEST_TITLE else said,
        created_at=record.text("createdat"),
        ends_at=record.text("expirein"),
        hits=record.text("visitcount"),
        state="paused" if record.flag("banned") else "",
        had_password=asks,
        not_taken=record.named(banned="its ban; it is paused") if record.flag("banned") else (),
    )


FORMAT = Format("kutt", "Kutt", _looks_like, _row)
