"""What is kept of a visit, and what is not: the front over real plans, and the bytes that end up in the spool."""

import os
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits.misses import SINGLY
from qrdesk.core.hits.records import QUIET, Lines, Record, decode
from qrdesk.core.models import Domain, SeenVisitor, Workspace
from qrdesk.core.opening import open_database
from qrdesk.core.passwords import hash_password
from qrdesk.core.redirect.visitors import VisitorIds
from qrdesk.core.settings import Settings
from qrdesk.daemon.front import Front
from qrdesk.daemon.hits import Hits
from qrdesk.daemon.recording import Recording
from qrdesk.daemon.redirect import Redirects
from qrdesk.daemon.visits import Sources, Visits
from qrdesk.daemon.ways import Ways
from tests.core.redirect.making import add_alias, add_domain, add_link, change
from tests.daemon.asking import ask, talk
from tests.daemon.houses import HTML, NOW_NS, PERSON, House, house, make

__all__ = ["house"]

HOME, THERE = "https://example.com/home", "https://example.com/there"
SAID = {
    "HTTP_USER_AGENT": PERSON,
    "HTTP_ACCEPT_LANGUAGE": "fr-CA",
    "HTTP_REFERER": "https://referrer.example/?mail=anna@example.com",
    "QUERY_STRING": "utm_source=flyer&name=Anna&utm_term=a%20b",
    "qrdesk.geo": "AT||Wien",
}
ASKING = [
    {"HTTP_DNT": "1"},
    {"HTTP_SEC_GPC": "1"},
    {"HTTP_DNT": "0", "HTTP_SEC_GPC": "1"},
    {"HTTP_DNT": "1, 1"},
]
ROOT = Path(__file__).resolve().parents[2]


def rule(*conditions: dict[str, Any], **more: Any) -> dict[str, Any]:
    where = {} if "variants" in more else {"destination": THERE}
    return {"id": "rul_1", "conditions": conditions, **where, **more}


def honour_dnt(*, honoured: bool) -> None:
    with database.write():
        Workspace.update(honour_dnt=honoured).execute()
        database.bump_epoch()


def last(house: House) -> Record:
    """Return the last hit as the drain will read it."""
    return Record("hit", *house.recorder.hits[-1])


def read(folder: Path) -> Lines:
    return decode(b"".join(path.read_bytes() for path in sorted(folder.glob("*.log"))))


def test_where_the_owners_plan_leads_is_kept_and_nothing_of_the_query_but_the_campaign(house: House) -> None:
    add_link("plain", HOME)
    make("ruled", HOME, routing={"rules": [rule({"kind": "language", "any_of": ["fr"]})], "forward_query": "all"})
    for slug, destination in (("plain", HOME), ("ruled", THERE)):
        answer = house.ask(f"/r/{slug}", **SAID)
        assert answer.status == 302
        assert ("name=Anna" in answer.headers["location"]) == (slug == "ruled")
        kept = last(house)
        assert (kept.destination, kept.campaign) == (destination, "utm_source=flyer&utm_term=a%20b")
        assert "Anna" not in repr(kept)
    house.ask("/plain", QUERY_STRING="a=1&xutm=2")
    assert last(house).campaign == ""


@pytest.mark.parametrize("routing", [None, {"rules": [rule({"kind": "os", "any_of": ["ios"]})]}])
def test_the_alias_that_was_asked_for_is_kept(house: House, routing: dict[str, Any] | None) -> None:
    link = make("Menu", HOME, routing=routing)
    add_alias(link, "Poster")
    for path, slug in (("/r/menu", ""), ("/r/POSTER", "poster"), ("/poster/", "poster")):
        house.ask(path)
        assert last(house).slug == slug
    change(link, slug="Poster")
    for path, slug in (("/r/menu", "menu"), ("/r/POSTER", "")):
        house.ask(path)
        assert last(house).slug == slug


def is_only_counted(record: Record) -> bool:
    at_us, workspace_id, link_id, source, agent, *said, quiet = record[1:]
    assert (at_us, workspace_id > 0, link_id > 0, source, agent) == (NOW_NS // 1000, True, True, "s", PERSON)
    return quiet == QUIET and not any(said)


@pytest.mark.parametrize("asking", ASKING)
@pytest.mark.parametrize("routing", [None, {"rules": [rule({"kind": "language", "any_of": ["fr"]})]}])
def test_who_asks_not_to_be_tracked_is_only_counted_where_that_is_honoured(
    house: House, asking: dict[str, str], routing: dict[str, Any] | None
) -> None:
    make("menu", HOME, routing=routing)
    location = HOME if routing is None else THERE  # rules go on looking
    assert house.ask("/r/menu", **SAID, **asking).headers["location"] == location
    assert is_only_counted(last(house))
    honour_dnt(honoured=False)
    house.ask("/r/menu", **SAID, **asking)
    assert (last(house).quiet, last(house).language) == ("", "fr-CA")
    assert last(house).visitor
    honour_dnt(honoured=True)
    house.ask("/r/menu", **SAID, **asking)
    assert is_only_counted(last(house))


@pytest.mark.parametrize(
    "sent", [{}, {"HTTP_DNT": "0"}, {"HTTP_DNT": "null"}, {"HTTP_SEC_GPC": ""}, {"HTTP_DNT": "yes"}]
)
def test_who_does_not_ask_is_a_visit_like_any_other(house: House, sent: dict[str, str]) -> None:
    add_link("menu")
    house.ask("/r/menu", **SAID, **sent)
    assert (last(house).quiet, last(house).referrer) == ("", SAID["HTTP_REFERER"])


@pytest.mark.parametrize(
    "columns", [{}, {"hit_limit": 5}, {"routing": {"rules": [rule({"kind": "language", "any_of": ["fr"]})]}}]
)
def test_a_link_that_only_counts_keeps_nothing_of_anybody(house: House, columns: dict[str, Any]) -> None:
    link = make("menu", HOME, **columns, count_only=True)
    honour_dnt(honoured=False)
    add_alias(link, "poster")
    for path in ("/r/menu", "/r/poster"):
        assert house.ask(path, **SAID).status == 302
        assert is_only_counted(last(house))
    change(link, count_only=False)
    house.ask("/r/menu", **SAID)
    assert last(house).language == "fr-CA"


def test_a_variant_stays_with_who_asks_not_to_be_tracked_and_is_not_kept(house: House) -> None:
    variants = [{"id": f"var_{n}", "destination": f"https://example.com/{n}"} for n in range(20)]
    make("ab", HOME, routing={"rules": [rule(variants=variants)]})
    make("marked", HOME, routing={"rules": [rule(variants=variants)], "remember_visitors": True})
    for path in ("/r/ab", "/r/marked"):
        answers = [house.ask(path, HTTP_DNT="1", HTTP_USER_AGENT=PERSON) for _ in range(3)]
        assert len({answer.headers["location"] for answer in answers}) == 1
        assert not any("set-cookie" in answer.headers for answer in answers)
        assert is_only_counted(last(house))
    assert "set-cookie" in house.ask("/r/marked").headers


def test_who_is_only_counted_gets_no_cookie_and_is_new_each_time_whatever_cookie_is_there(house: House) -> None:
    seen = rule({"kind": "visitor", "seen": "returning"})
    link = make("menu", HOME, routing={"rules": [seen], "remember_visitors": True})
    ours = house.ask("/menu").headers["set-cookie"].partition(";")[0]
    assert house.ask("/menu", HTTP_COOKIE=ours).headers["location"] == THERE

    def new_without_cookie(**sent: str) -> bool:
        answers = [house.ask("/menu", **sent, **more) for more in ({}, {"HTTP_COOKIE": ours})]
        return all((one.headers["location"], "set-cookie" in one.headers) == (HOME, False) for one in answers)

    assert [new_without_cookie(**sent) for sent in ASKING] == [True] * len(ASKING)
    assert THERE.encode() in house.ask("/menu+", HTTP_ACCEPT=HTML, HTTP_COOKIE=ours).body
    assert THERE.encode() not in house.ask("/menu+", HTTP_ACCEPT=HTML, HTTP_COOKIE=ours, HTTP_DNT="1").body
    change(link, count_only=True)
    assert new_without_cookie()
    change(link, password_hash=hash_password("sesame"))
    opened = house.ask("/menu", HTTP_AUTHORIZATION="Basic " + b64encode(b":sesame").decode())
    assert opened.headers["location"] == HOME
    assert f"qrdesk_v{link.id}" not in opened.headers.get("set-cookie", "")


@pytest.mark.parametrize("count_only", [False, True])
def test_of_those_who_are_only_counted_no_list_of_who_was_here_is_kept(house: House, count_only: bool) -> None:
    make("menu", HOME, routing={"rules": [rule({"kind": "visitor", "seen": "new"})]}, count_only=count_only)
    for _ in range(2):
        asking = {} if count_only else {"HTTP_SEC_GPC": "1"}
        assert house.ask("/menu", **asking).headers["location"] == THERE
    assert SeenVisitor.select().count() == 0
    if not count_only:
        assert [house.ask("/menu").headers["location"] for _ in range(2)] == [THERE, HOME]
        assert SeenVisitor.select().count() == 1
        assert house.ask("/menu", HTTP_SEC_GPC="1").headers["location"] == THERE  # nobody looks whether it was here


MISSED = {
    "/nothing": "nothing",
    "/r/Nothing/": "nothing",
    "/R/\u00dcber": "\u00fcber",
    "/menu/more": "menu/more",
    "/blog/wp-login.php": "blog/wp-login.php",
    "/nothing+": "nothing+",
    "/" + "x" * 300: "x" * 64,
    "/" + "\u0130" * 64: "i\u0307" * 32,
    "/a\u202eb\x07c": "abc",
}


def test_an_address_that_nobody_made_is_noted_as_it_was_asked_for(house: House) -> None:
    domain = add_domain("other.example")
    add_link("menu")
    numbers = {"go.example": Domain.get(Domain.is_default).id, "OTHER.example:443": domain.id}
    for path, slug in MISSED.items():
        for host, number in numbers.items():
            assert house.ask(path, host=host, HTTP_ACCEPT=HTML, HTTP_USER_AGENT=PERSON).status == 404
            miss = house.recorder.misses.pop()
            assert miss == (NOW_NS // 1000, domain.workspace_id, number, "miss", slug, PERSON, 1)
    assert (house.recorder.misses, house.recorder.hits) == ([], [])


def test_a_domain_that_keeps_letter_case_notes_it(house: House) -> None:
    add_domain("cs.example", case_sensitive=True)
    house.ask("/Menu", host="cs.example")
    assert house.recorder.misses[-1].slug == "Menu"


def test_visits_of_the_bare_host_are_noted_apart(house: House) -> None:
    with database.write():
        Domain.update(index_url=HOME, epoch=database.bump_epoch()).execute()
    for path in ("/", "//", ""):
        assert house.ask(path, HTTP_USER_AGENT=PERSON).headers["location"] == HOME
        miss = house.recorder.misses.pop()
        assert (miss.kind, miss.slug, miss.user_agent) == ("index", "", PERSON)
    assert (house.recorder.misses, house.recorder.hits) == ([], [])


UNNOTED: list[tuple[dict[str, str], str]] = [
    ({"method": "HEAD"}, "/ /nothing /r/nothing"),
    ({"method": "POST"}, "/ /nothing"),
    ({"method": "OPTIONS"}, "/ /nothing"),
    ({"HTTP_SEC_PURPOSE": "prefetch"}, "/ /nothing"),
    ({"host": "evil.example"}, "/ /nothing /r/nothing"),
    ({"host": "unproved.example"}, "/ /nothing"),
    ({}, "/favicon.ico /robots.txt /sitemap.xml /.well-known/security.txt /r/favicon.ico /r /r/ /r/\x07"),
    ({}, "/API/v1/links /docs /menu/qr /menu /menu+ /gone+ /apple-app-site-association /internal/tls-allowed"),
]


def test_what_is_no_visit_or_not_of_a_domain_of_ours_is_not_noted(house: House) -> None:
    add_link("menu")
    make("gone", deleted_at=datetime(2026, 1, 1, tzinfo=UTC))
    add_domain("unproved.example", verified=False)
    for sent, paths in UNNOTED:
        for path in paths.split():
            house.ask(path, HTTP_ACCEPT=HTML, **sent)
            assert house.recorder.misses == [], (path, sent)


def test_a_miss_that_cannot_be_recorded_is_a_page_like_any_other(house: House) -> None:
    house.recorder.fault = OSError(28, "No space left on device")
    assert [house.ask(path, HTTP_ACCEPT=HTML).status for path in ("/nothing", "/")] == [404, 200]
    assert house.redirects.dropped_at is None  # no hit was lost


@pytest.fixture
def spooling(house: House, tmp_path: Path) -> Iterator[tuple[Front, Path]]:
    """A front that writes to a real spool, with real visitor ids; and the folder."""
    folder = tmp_path / "spool"
    recording, visitors = Recording(folder, fsync_ms=20), VisitorIds()
    visitors.refresh()
    redirects = Redirects(house.store, Hits(house.store, recording, visitors))
    visits = Visits(house.store, Sources(visitors=visitors))
    ways = Ways(redirects, visits, house.unlocking, house.ways._ledger)
    yield Front(house.store, redirects, house.front, lambda: pytest.fail("not asked"), ways=ways), folder
    recording.close()


@pytest.mark.parametrize(
    ("address", "network", "rest"),
    [
        ("203.0.113.77", "203.0.113.0/24", b"113.77"),
        ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", "2001:db8:aaaa::/48", b"bbbb"),
        ("::ffff:203.0.113.77", "203.0.113.0/24", b"113.77"),
        ("fe80::abcd%eth9", "fe80::/48", b"abcd"),
    ],
)
def test_no_more_of_an_address_than_its_network_is_ever_written(
    spooling: tuple[Front, Path], address: str, network: str, rest: bytes
) -> None:
    front, folder = spooling
    variants = [{"destination": f"https://example.com/{n}"} for n in range(3)]
    add_link("plain", HOME)
    make("ruled", HOME, routing={"rules": [rule(variants=variants)], "forward_query": "all"})
    make("new", HOME, routing={"rules": [rule({"kind": "visitor", "seen": "new"})]})
    make("locked", HOME, password="open sesame", hit_limit=9)
    for path in ("/r/plain", "/ruled", "/r/new", "/locked", "/nothing", "/"):
        ask(front, path, REMOTE_ADDR=address, HTTP_USER_AGENT=PERSON, HTTP_ACCEPT=HTML)
    found = read(folder)
    assert {record.network for record in found.records} == {network}
    assert (len(found.records), len(found.misses), found.damaged) == (3, 2, 0)
    written = b"".join(path.read_bytes() for path in folder.iterdir())
    assert rest not in written
    assert address.encode() not in written


@pytest.mark.parametrize("asking", [{"HTTP_DNT": "1"}, {"HTTP_SEC_GPC": "1"}, {}])
def test_of_those_who_are_only_counted_nothing_is_ever_written(
    spooling: tuple[Front, Path], asking: dict[str, str]
) -> None:
    front, folder = spooling
    seen = rule({"kind": "visitor", "seen": "new"}, {"kind": "language", "any_of": ["fr"]})
    for slug, columns in {"plain": {}, "ruled": {"routing": {"rules": [seen], "forward_query": "all"}}}.items():
        add_alias(make(slug, HOME, **columns, count_only=not asking), f"{slug}-alias")
    paths = ["/r/plain", "/plain-alias", "/r/ruled", "/ruled-alias"]
    for path in paths:
        assert ask(front, path, REMOTE_ADDR="203.0.113.77", **SAID, **asking).status == 302
    found = read(folder)
    assert len(found.records) == len(paths)
    for record in found.records:
        assert (record.user_agent, record.quiet) == (PERSON, QUIET)
        assert not any(record[6:-1])
    written = b"".join(path.read_bytes() for path in folder.iterdir()).replace(PERSON.encode(), b"")
    told = [b"203.", b"fr", b"referrer", b"anna", b"flyer", b"example", b"alias", b"rul_", b"AT", b"Wien"]
    assert [word for word in told if word in written] == []


@pytest.mark.skipif(sys.platform == "win32", reason="hands a socket over")
def test_a_web_process_keeps_what_it_may_and_loses_no_miss_when_it_stops(tmp_path: Path) -> None:
    data_dir, url = tmp_path / "data", str(tmp_path / "q.db")
    opened = open_database(url, Settings(public_url="https://go.example", data_dir=str(data_dir)))
    add_link("menu", HOME)
    database.close()
    settings = {"QRDESK_DATABASE": url, "QRDESK_DATA_DIR": str(data_dir), "QRDESK_TRUSTED_PROXY": "127.0.0.1"}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker = subprocess.Popen(
            [sys.executable, "-m", "qrdesk.daemon.worker", "--fd", str(listener.fileno())],
            stdout=subprocess.PIPE,
            stdin=subprocess.PIPE,
            pass_fds=[listener.fileno()],
            env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        )
        try:
            assert worker.stdout is not None
            assert worker.stdout.readline().strip() != b""
            port = listener.getsockname()[1]
            head = "Host: go.example\r\nX-Forwarded-For: 203.0.113.77\r\nUser-Agent: Phone/1\r\nAccept-Language: fr\r\n"
            for path, more in (("/r/menu?utm_source=a&b=c", ""), ("/menu", "DNT: 1\r\n"), ("/menu", "Sec-GPC: 1\r\n")):
                asked = f"GET {path} HTTP/1.1\r\n{head}{more}Connection: close\r\n\r\n"
                assert talk(port, asked.encode()).startswith(b"HTTP/1.1 302")
            flood = "".join(f"GET /none{n} HTTP/1.1\r\n{head}\r\n" for n in range(200))
            closing = f"GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n"
            assert talk(port, (flood + closing).encode(), timeout_s=30).count(b"HTTP/1.1 ") == 201
        finally:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(30) == 0
            for pipe in (worker.stdout, worker.stdin):
                assert pipe is not None
                pipe.close()
    found = read(opened.spool)
    told, *quiet = found.records
    assert (told.network, told.language, told.campaign) == ("203.0.113.0/24", "fr", "utm_source=a")
    assert (told.destination, told.quiet) == (HOME, "")
    assert [(one.user_agent, any(one[6:-1]), one.quiet) for one in quiet] == [("Phone/1", False, QUIET)] * 2
    assert sum(one.times for one in found.misses) == 201
    assert len(found.misses) >= SINGLY
    assert found.damaged == 0
    assert not any(b"113.77" in path.read_bytes() for path in opened.spool.iterdir())
