"""What a visitor gets, and what is recorded of it: the front over real plans, without a socket."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.daemon.front import Front
from qrdesk.daemon.hits import Hits
from qrdesk.daemon.recording import Recording
from qrdesk.daemon.redirect import Redirects
from tests.core.redirect.making import add_alias, add_domain, add_link, change
from tests.daemon.asking import ask
from tests.daemon.houses import NOW_NS, House, house

__all__ = ["house"]


def test_a_scan_is_sent_on_and_recorded_with_what_the_visitor_told(house: House) -> None:
    link = add_link("menu", "https://example.com/menu")
    answer = house.ask(
        "/r/menu",
        HTTP_USER_AGENT="Phone/1.0",
        HTTP_ACCEPT_LANGUAGE="de-DE",
        HTTP_REFERER="https://example.org/",
        REMOTE_ADDR="203.0.113.77",
        QUERY_STRING="utm_source=poster&name=Anna",
    )
    assert (answer.status, answer.body) == (302, b"")
    assert answer.headers["location"] == "https://example.com/menu"
    assert answer.headers["cache-control"] == "private, no-store"
    assert house.recorder.hits == [
        (
            NOW_NS // 1000,
            link.workspace_id,
            link.id,
            "s",
            "Phone/1.0",
            "de-DE",
            "https://example.org/",
            "203.0.113.0/24",
            "visitor of 203.0.113.77",
            "",
            "",
            "",
            "https://example.com/menu",
            "utm_source=poster",
            "",
            "",
        )
    ]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/Menü", "c"),
        ("/MENÜ/", "c"),
        ("/menu\u0308", "c"),
        ("/r/Menü", "s"),
        ("/R/MENÜ", "s"),
        ("/r/menü/", "s"),
    ],
)
def test_an_address_is_found_as_people_write_it(house: House, path: str, source: str) -> None:
    add_link("Menü")
    assert house.ask(path).status == 302
    assert [hit[3] for hit in house.recorder.hits] == [source]


def test_an_alias_counts_for_its_link(house: House) -> None:
    link = add_link("new")
    add_alias(link, "old")
    assert house.ask("/r/old").status == 302
    assert house.recorder.hits[0][2] == link.id


def test_the_next_scan_after_an_edit_goes_to_the_new_destination(house: House) -> None:
    link = add_link("menu", "https://example.com/1")
    assert house.ask("/r/menu").headers["location"] == "https://example.com/1"
    change(link, destination="https://example.com/2")
    assert house.ask("/r/menu").headers["location"] == "https://example.com/2"


@pytest.mark.parametrize(
    "sent",
    [
        {"method": "HEAD"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_SEC_PURPOSE": "Prefetch"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_who_only_looks_ahead_is_sent_on_and_not_counted(house: House, sent: dict[str, str]) -> None:
    add_link("menu", "https://example.com/menu")
    assert house.ask("/r/menu", **sent).headers["location"] == "https://example.com/menu"
    assert house.recorder.hits == []


def test_another_purpose_than_prefetching_is_a_visit(house: House) -> None:
    add_link("menu")
    house.ask("/r/menu", HTTP_SEC_PURPOSE="navigate")
    assert len(house.recorder.hits) == 1


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), RuntimeError("anything at all")])
def test_a_spool_that_fails_does_not_stop_the_redirect(house: House, fault: Exception) -> None:
    add_link("menu", "https://example.com/menu")
    house.recorder.fault = fault
    assert house.ask("/r/menu").headers["location"] == "https://example.com/menu"
    assert house.redirects.dropped_at is not None


def test_a_deleted_link_says_gone_and_an_archived_one_out_of_use(house: House) -> None:
    gone, archived = add_link("gone"), add_link("archived")
    change(gone, deleted_at=datetime.now(UTC))
    change(archived, archived_at=datetime.now(UTC))
    for path, words in (("/gone", b"deleted the link for good"), ("/r/archived", b"taken the link out of use")):
        answer = house.ask(path, HTTP_ACCEPT="text/html")
        assert answer.status == 410
        assert words in answer.body
        assert b"no longer in use" in answer.body
        assert answer.headers["cache-control"] == "no-store"
        assert "location" not in answer.headers
    change(archived, archived_at=None)
    assert house.ask("/r/archived").status == 302
    assert len(house.recorder.hits) == 1


@pytest.mark.parametrize(
    "path", ["/nothing", "/r/nothing", "/menu/more", "/r/menu/more", "/r", "/r/", "/r//menu", "/menu//", "/%ff"]
)
def test_what_is_no_address_is_not_found(house: House, path: str) -> None:
    add_link("menu")
    assert house.ask(path, HTTP_ACCEPT="text/html").status == 404
    assert house.recorder.hits == []


def test_an_endless_path_is_not_found_and_not_folded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrdesk.core.redirect.store.fold", lambda *_, **__: pytest.fail("folded"))
    assert house.ask("/r/" + "\u0323\u0301" * 8000).status == 404


def test_bytes_that_are_no_text_are_not_found(house: House) -> None:
    assert house.ask("/x", PATH_INFO="/\xff\xfe").status == 404


@pytest.mark.parametrize("host", ["evil.example", "", "go.example:8080", "go.example, evil.example"])
def test_a_host_that_nobody_registered_sees_no_link(house: House, host: str) -> None:
    add_link("menu")
    answer = house.ask("/r/menu", host=host)
    assert answer.status == 404
    assert b"not set up" in answer.body
    assert house.recorder.hits == []


def test_a_host_sees_only_its_own_links(house: House) -> None:
    add_link("mine", domain=add_domain("other.example"))
    assert house.ask("/mine", host="OTHER.example:443").status == 302
    assert house.ask("/mine", host="go.example").status == 404


@pytest.mark.parametrize("host", ["go.example", "localhost:1", "evil.example"])
@pytest.mark.parametrize("path", ["/api/v1/links", "/docs", "/openapi.json", "/API/v1/links", "/mcp", "/menu/qr"])
def test_reserved_paths_go_to_the_app_on_every_host(house: House, host: str, path: str) -> None:
    add_link("menu")
    assert house.ask(path, host=host, method="POST").body == b"the app"
    assert house.app_paths == [path]


def test_a_reserved_word_wins_over_a_link_of_that_name(house: House) -> None:
    add_link("docs", "https://example.com/")
    assert house.ask("/docs").body == b"the app"
    assert house.ask("/r/docs").status == 302


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/favicon.ico", 204),
        ("/robots.txt", 200),
        ("/.well-known/security.txt", 404),
        ("/apple-app-site-association", 404),
    ],
)
def test_what_browsers_ask_for_by_themselves_touches_nothing(house: House, path: str, status: int) -> None:
    assert house.ask(path).status == status
    assert (house.app_paths, house.recorder.hits) == ([], [])


def test_other_methods_are_told_what_is_allowed(house: House) -> None:
    add_link("menu")
    options = house.ask("/r/menu", method="OPTIONS")
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    posted = house.ask("/r/menu", method="POST")
    assert (posted.status, posted.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert house.recorder.hits == []


def test_the_index_is_a_page_for_browsers_and_json_for_programs(house: House) -> None:
    page = house.ask("/", HTTP_ACCEPT="text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert b"QRDesk is running" in page.body
    for accept in ("application/json", "*/*", ""):
        assert json.loads(house.ask("/", HTTP_ACCEPT=accept).body) == {"status": "ok"}


def test_a_program_that_asks_for_json_is_told_why_in_json(house: House) -> None:
    answer = house.ask("/nothing", HTTP_ACCEPT="application/json")
    assert answer.status == 404
    assert json.loads(answer.body)["error"]["code"] == "not_found"


def test_a_fault_of_ours_is_a_page_with_a_number_and_no_traceback(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    answer = house.ask("/api/v1/breaks", HTTP_ACCEPT="text/html")
    assert answer.status == 500
    assert b"Traceback" not in answer.body
    assert b"RuntimeError" not in answer.body
    fault_id = caplog.records[-1].getMessage().split()[1]
    assert fault_id.encode() in answer.body
    assert "a fault <of> ours" in caplog.text


def test_a_page_for_head_has_headers_only(house: House) -> None:
    got, headed = (
        house.ask("/nothing", HTTP_ACCEPT="text/html"),
        house.ask("/nothing", method="HEAD", HTTP_ACCEPT="text/html"),
    )
    assert headed.body == b""
    assert headed.headers["content-length"] == str(len(got.body)) == got.headers["content-length"]


@pytest.mark.parametrize("state", ["deleted", "archived"])
def test_a_printed_code_of_a_link_called_qr_that_leads_nowhere_shows_its_page(house: House, state: str) -> None:
    link = add_link("qr")
    now = datetime.now(UTC)
    change(link, **({"deleted_at": now} if state == "deleted" else {"archived_at": now}))
    for path in ("/r/qr", "/R/QR", "/r/qr/"):
        answer = house.ask(path, HTTP_ACCEPT="text/html")
        assert (answer.status, answer.headers["content-type"]) == (410, "text/html; charset=utf-8")
    assert house.app_paths == []
    assert house.ask("/menu/qr").body == b"the app"


def test_without_a_spool_folder_visitors_are_sent_on_and_recording_begins_when_it_can(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrdesk.daemon.recording._RETRY_S", 0.0)
    folder = tmp_path / "spool"
    folder.write_text("a file in the way")
    recording = Recording(folder)
    redirects = Redirects(house.store, Hits(house.store, recording))
    front = Front(house.store, redirects, house.front, lambda: pytest.fail("not asked"))
    add_link("menu")
    assert ask(front, "/r/menu").status == 302
    assert recording.counters() == (1, 0, 1)
    folder.unlink()
    assert ask(front, "/r/menu").status == 302
    assert recording.counters() == (2, 1, 1)
    recording.close()


def test_the_way_of_a_scan_loads_no_framework_no_window_library_and_not_the_table_of_the_api() -> None:
    absent = ("bottle", "PySide6", "qrdesk.core.operations")
    code = f"import sys, qrdesk.daemon.worker; print([name for name in {absent} if name in sys.modules])"
    root = str(Path(__file__).resolve().parents[2])
    told = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
