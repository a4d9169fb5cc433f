"""Dub.

Known from its sources and documentation: the columns of its CSV export (Short link, Destination URL, Clicks, Created
at, Link ID, Updated at, Tags, Archived: apps/web/ui/modals/export-links-modal.tsx; older ones link, url, clicks,
createdAt, tags, archived: apps/web/app/api/links/export/route.ts), tags between commas; the fields that its CSV
importer maps (Short Link, Destination URL, Title, Description, Tags, Created At:
apps/web/ui/modals/import-csv-modal); and the JSON of ``GET /links`` (dub.co/docs/api-reference: domain, key, url,
archived, expiresAt, expiredUrl, password, title, description, comments, shortLink, ios, android, geo, tags, folderId,
clicks, createdAt). Title and description are those of the page it leads to, comments are people's own. Folders are in
it as ids only.
"""

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address
from qrdesk.core.schemas.transfer import ImportRow


def _looks_like(names: frozenset[str]) -> bool:
    answer, labels, older = {"domain", "key", "url"}, {"shortlink", "destinationurl"}, {"link", "url", "createdat"}
    return answer <= names or labels <= names or older <= names


def _row(record: Record) -> ImportRow:
    key = record.text("key")
    whole = f"{record.text('domain')}/{'' if key == '_root' else key}" if key else record.text("shortlink", "link")
    host, slug = address(whole)
    return ImportRow(
        row=record.number,
        destination=record.text("destinationurl", "url"),
        slug=slug,
        host=host,
        title=record.text("title"),
        note=record.text("comments", "description"),
        more={"tags": record.listed("tags")} | _expired(record),
        created_at=record.text("createdat"),
        ends_at=record.text("expiresat"),
        hits=record.text("clicks"),
        state="archived" if record.flag("archived") else "",
        had_password=bool(record.text("password")),
        not_taken=record.named(
            folderid="its folder",
            ios="its address for iOS",
            android="its address for Android",
            geo="its addresses by country",
            testvariants="its test variants",
            rewrite="its frame",
        ),
    )


def _expired(record: Record) -> dict[str, str]:
    url = record.text("expiredurl")
    return {"expired_destination": url} if url else {}


FORMAT = Format("dub", "Dub", _looks_like, _row)
