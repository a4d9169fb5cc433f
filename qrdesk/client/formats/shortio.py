"""Short.io.

Documented: the JSON of ``GET /api/links`` (developers.short.io: originalURL, path, shortURL, title, tags, createdAt,
archived, hasPassword, expiresAt and expiredURL, clicksLimit, cloaking, iphoneURL, androidURL, splitURL, skipQS,
FolderId; ``expiresAt`` in milliseconds or ISO 8601), and the table that the library PyShortIO exports (id, short_url,
original_url, title, path, tags, folder_name, clicks_limit, cloaking, password, expire_at, expire_url, archived ...:
its example/export.tsv). Not documented anywhere we could read: the header of Short.io's own CSV. Assumed are these
names in any spelling. Links at Short.io pass query parameters on unless ``skipQS`` is set.
"""

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address, own_slug
from qrdesk.core.schemas.transfer import ImportRow


def _looks_like(names: frozenset[str]) -> bool:
    return "originalurl" in names and bool({"path", "shorturl", "secureshorturl"} & names)


def _row(record: Record) -> ImportRow:
    host, slug = address(record.text("secureshorturl", "shorturl"))
    more: dict[str, object] = {"tags": record.listed("tags")}
    if record.text("skipqs") == "false":
        more["forward_query"] = "all"
    if after := record.text("expiredurl", "expireurl"):
        more["expired_destination"] = after
    return ImportRow(
        row=record.number,
        destination=record.text("originalurl"),
        slug=own_slug(record.text("path") or slug),
        host=host,
        title=record.text("title"),
        folder=record.text("foldername", "folder"),
        more=more,
        created_at=record.text("createdat", "created"),
        ends_at=record.text("expiresat", "expireat"),
        hit_limit=record.text("clickslimit"),
        hits=record.text("clicks", "totalclicks", "humanclicks"),
        state="archived" if record.flag("archived") else "",
        had_password=record.flag("haspassword") or bool(record.text("password")),
        not_taken=_not_taken(record),
    )


def _not_taken(record: Record) -> tuple[str, ...]:
    lost = record.named(
        iphoneurl="its address for iPhones",
        androidurl="its address for Android",
        spliturl="its split address",
        folderid="its folder",
    )
    return (*lost, "its frame") if record.flag("cloaking") else lost


FORMAT = Format("shortio", "Short.io", _looks_like, _row)
