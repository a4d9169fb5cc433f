"""Bitly.

Documented: the JSON of ``GET /v4/groups/{guid}/bitlinks`` (dev.bitly.com/api-reference, getBitlinksByGroup:
created_at, id, link, custom_bitlinks, long_url, title, archived, tags, deeplinks), and the columns of the performance
export by day (Date, Short Link, Destination, Clicks, QR Scans, Button Clicks, Total Engagements: description of the
tool ``bitly_export_data`` of Bitly's own MCP server), which brings daily counts. Not documented anywhere we could
read: the header of the plain list of links as CSV. Assumed are the API's names in any spelling, such as “Long URL”
and “Created at”.
"""

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address, day_count
from qrdesk.core.schemas.transfer import ImportRow


def _looks_like(names: frozenset[str]) -> bool:
    by_day = {"date", "shortlink", "destination"} <= names and bool({"qrscans", "totalengagements"} & names)
    return by_day or ("longurl" in names and bool({"link", "bitlink", "custombitlinks"} & names))


def _row(record: Record) -> ImportRow:
    host, slug = address(record.text("link", "bitlink", "shortlink", "id"))
    custom = [address(one) for one in record.listed("custombitlinks")]
    aliases: list[str] = []
    if custom:  # what people were told; the letters that Bitly drew go on working beside it
        aliases = [slug, *(one for _, one in custom[1:])]
        host, slug = custom[0]
    on = record.text("date")
    days = (day_count(on, scans=record.text("qrscans"), clicks=record.text("clicks")),) if on else ()
    return ImportRow(
        row=record.number,
        destination=record.text("longurl", "destination"),
        slug=slug,
        host=host,
        aliases=tuple(dict.fromkeys(one for one in aliases if one and one != slug)),
        title=record.text("title"),
        more={"tags": record.listed("tags")},
        created_at=record.text("createdat", "created", "datecreated"),
        state="archived" if record.flag("archived") else "",
        hits="" if on else record.text("clicks", "totalclicks", "totalengagements", "engagements"),
        days=days,
        not_taken=record.named(deeplinks="its app links", expirationat="its expiry"),
    )


FORMAT = Format("bitly", "Bitly", _looks_like, _row)
