"""YOURLS.

Known from its sources: the table of links (includes/functions-install.php: keyword, url, title, timestamp, ip,
clicks), as any database tool exports it to CSV; the JSON of ``yourls-api.php?action=stats`` (``links: {link_1:
{shorturl, url, title, timestamp, ip, clicks}}``, includes/functions-api.php); and the CSV of the plugin Import-Export
(source, target, hits: github.com/GautamGupta/YOURLS-Import-Export, fileio/csv.php). ``timestamp`` has no zone there:
it is read as the workspace's. Addresses of visitors and makers (``ip``) are left behind. Its log of single clicks is
not read.
"""

from qrdesk.client.formats.format import Format
from qrdesk.client.formats.records import Record, address, own_slug
from qrdesk.core.schemas.transfer import ImportRow

_NOTHING = frozenset({"NULL", "\\N"})  # as MySQL writes it to CSV


def _looks_like(names: frozenset[str]) -> bool:
    table, answer, plugin = {"keyword", "url"}, {"shorturl", "url", "timestamp"}, {"source", "target", "hits"}
    return table <= names or answer <= names or plugin <= names


def _row(record: Record) -> ImportRow:
    host, slug = address(record.text("shorturl"))
    return ImportRow(
        row=record.number,
        destination=record.text("url", "target"),
        slug=slug or own_slug(record.text("keyword", "source")),
        host=host,
        title="" if record.text("title") in _NOTHING else record.text("title"),
        created_at=record.text("timestamp"),
        hits=record.text("clicks", "hits"),
    )


FORMAT = Format("yourls", "YOURLS", _looks_like, _row)
