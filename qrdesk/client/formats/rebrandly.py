"""Rebrandly.

Documented: the JSON of ``GET /v1/links`` (developers.rebrandly.com/docs/link-entity: id, title, slashtag,
destination, shortUrl, domain {fullName}, createdAt, updatedAt, clicks, favourite, forwardParameters; tags with their
names in /docs/list-your-links), and the CSV of the tool rebrandly-links-export (id, createdAt, shortUrl, domain,
slashtag, destination: its README). Not documented anywhere we could read: the header of the CSV that Rebrandly itself
exports. Assumed are the API's names in any spelling, with tags between commas.
"""

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address, own_slug
from qrdesk.core.schemas.transfer import ImportRow


def _looks_like(names: frozenset[str]) -> bool:
    return "slashtag" in names and bool({"destination", "destinationurl", "longurl"} & names)


def _row(record: Record) -> ImportRow:
    short = record.text("shorturl", "shortlink")
    host = record.inner("domain").text("fullname") or record.text("domain", "domainfullname")
    more: dict[str, object] = {"tags": record.listed("tags")}
    if record.flag("forwardparameters"):
        more["forward_query"] = "all"
    return ImportRow(
        row=record.number,
        destination=record.text("destination", "destinationurl", "longurl"),
        slug=own_slug(record.text("slashtag")),
        host=host or (address(short)[0] if short else ""),
        title=record.text("title"),
        note=record.text("description", "note"),
        more=more,
        created_at=record.text("createdat", "created"),
        hits=record.text("clicks"),
    )


FORMAT = Format("rebrandly", "Rebrandly", _looks_like, _row)
