"""Shlink.

Known from its sources: the JSON of ``GET /rest/v3/short-urls`` (``shortUrls: {data: [...]}`` with shortCode,
shortUrl, longUrl, dateCreated, visitsSummary, tags, meta {validSince, validUntil, maxVisits}, domain, title,
forwardQuery, hasRedirectRules: module/Core/.../ShortUrlDataTransformer and shlink-importer,
Sources/Shlink/ShlinkMapper.php); the CSV of its web client (createdAt, title, shortUrl, domain, shortCode, longUrl,
tags, visits; tags between ``|``: shlink-web-component, ExportShortUrlsBtn.tsx); and the CSV that its own importer
takes (Long URL, Short code, Domain, Title, Tags: Sources/Csv/CsvImporter.php). Redirect rules and single visits have
answers of their own, which are not read.
"""

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address, own_slug
from qrdesk.core.schemas.transfer import ImportRow


def _looks_like(names: frozenset[str]) -> bool:
    return {"shortcode", "longurl"} <= names


def _row(record: Record) -> ImportRow:
    meta, visits = record.inner("meta"), record.inner("visitssummary")
    short = record.text("shorturl")
    more: dict[str, object] = {"tags": record.listed("tags", "|")}
    if record.flag("forwardquery"):
        more["forward_query"] = "all"
    return ImportRow(
        row=record.number,
        destination=record.text("longurl"),
        slug=own_slug(record.text("shortcode")),
        host=record.text("domain") or (address(short)[0] if short else ""),
        title=record.text("title"),
        more=more,
        created_at=record.text("datecreated", "createdat"),
        starts_at=meta.text("validsince"),
        ends_at=meta.text("validuntil"),
        hit_limit=meta.text("maxvisits"),
        hits_used=visits.text("total") if meta.text("maxvisits") else "",
        hits=visits.text("nonbots", "total") or record.text("visitscount", "visits"),
        not_taken=("its redirect rules",) if record.flag("hasredirectrules") else (),
    )


FORMAT = Format("shlink", "Shlink", _looks_like, _row)
