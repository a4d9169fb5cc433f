"""Nothing of what the privacy page rules out is on the disk once a scan is counted: looked for byte by byte."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.core.models import Hit, HitOrigin, Link, VisitorSalt
from tests.core.redirect.making import add_link
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")

_SENT = {
    "X-Forwarded-For": "198.51.100.237",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; MarkOfThisVisitor) Gecko/20100101 Firefox/127.0",
    "Accept-Language": "de-DE,de;q=0.9,gsw;q=0.4",
    "Referer": "https://news.example/path-of-the-page-before?query-of-it=1",
}
_QUERY = "?utm_source=poster&email=somebody-at-mail"
_NEVER = (
    "198.51.100.",
    "MarkOfThisVisitor",
    "gsw",
    "path-of-the-page-before",
    "query-of-it",
    "somebody-at-mail",
)


def traces(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return which of the words stand in which files."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [(file.name, word) for file in files for word in words if word.encode() in file.read_bytes()]


def test_no_file_holds_who_came_once_the_scan_is_counted(start: Callable[..., Daemon], path: Path) -> None:
    add_link("menu", "https://example.com/menu")
    daemon = start(QRDESK_TRUSTED_PROXY="127.0.0.1", QRDESK_LOG_LEVEL="DEBUG")
    assert daemon.ask(f"/r/menu{_QUERY}", headers=_SENT).status == 302
    until(lambda: Hit.select().count() == 1)
    assert daemon.stop() == 0  # takes the files of recorded hits away, which otherwise takes a minute
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert traces(path.parent, ("news.example", "poster")) != []  # we look in the right place
    assert traces(path.parent, _NEVER) == []
    hit, origin = Hit.get(), HitOrigin.get()
    assert (hit.language, len(hit.visitor)) == ("de-DE", 22)
    assert (origin.referrer_host, origin.utm_source) == ("news.example", "poster")
    log = "".join(daemon.log)
    assert "Serving" in log
    said = ("menu", hit.visitor, "news.example", *(one.salt for one in VisitorSalt.select()))
    assert [word for word in said if word in log] == []
    assert traces(daemon.data_dir, said) == []


@pytest.mark.parametrize(
    "asked", ["link", pytest.param("DNT", marks=pytest.mark.slow), pytest.param("Sec-GPC", marks=pytest.mark.slow)]
)
def test_of_those_who_are_only_counted_no_file_holds_anything(
    start: Callable[..., Daemon], path: Path, asked: str
) -> None:
    add_link("menu", "https://example.com/menu", count_only=asked == "link")
    daemon = start(QRDESK_TRUSTED_PROXY="127.0.0.1")
    header = {} if asked == "link" else {asked: "1"}
    assert daemon.ask(f"/r/menu{_QUERY}", headers={**_SENT, **header}).status == 302
    until(lambda: Hit.select().count() == 1)
    waiting = list((daemon.data_dir / "spool").glob("*/*.log"))
    assert waiting != []
    assert traces(daemon.data_dir, ("MarkOfThisVisitor",)) != []  # by which programs are told
    assert traces(daemon.data_dir, ("198.51.100", "news.example", "poster", "de-DE", "gsw")) == []
    assert daemon.stop() == 0
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert traces(path.parent, ("198.51.100", "MarkOfThisVisitor", "news.example", "poster", "de-DE")) == []
    hit = Hit.get()
    assert (hit.scan, hit.bot, hit.language, hit.visitor) == (True, False, "", "")
    assert Link.get().hit_count == 1
