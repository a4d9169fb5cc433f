"""The transport over HTTP beside servers that do not behave."""

import gzip
import json
import socket
import struct
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path

import pytest

from qrdesk import __version__
from qrdesk.client import Client, ExportDraft, FileDraft, ImportRow, LinkDraft, LinkImport, Upload, importing
from qrdesk.client.http import HttpTransport
from qrdesk.client.refusals import retry_s
from qrdesk.core.errors import (
    AnswerLost,
    Conflict,
    Invalid,
    KeyMistyped,
    Kind,
    Limited,
    NotFound,
    PlanLimitReached,
    QRDeskError,
    ServerUnreachable,
    TooLarge,
)
from qrdesk.core.services.keys import mint
from tests.client.strange import Strange, facing

DRAFT = LinkDraft(destination="https://example.com/")


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Client.remote(server, mint(), tries=1) as client:
        for attempt in (client.links.list, lambda: client.links.create(DRAFT), client.transport.health):  # type: ignore[attr-defined]  # it is an HttpTransport
            with pytest.raises(ServerUnreachable) as refused:
                attempt()
            assert str(refused.value) == f"{server} does not answer. Nothing was changed there."


@pytest.mark.parametrize(
    "server", ["http://", "http://exa mple", "ftp://example.com", "http://[::1", "http://a..b", "http://" + "ä" * 70]
)
def test_an_address_that_is_none_is_a_server_that_does_not_answer(server: str) -> None:
    with Client.remote(server, mint()) as client, pytest.raises(ServerUnreachable):
        client.links.list()


def test_a_server_without_a_scheme_is_asked_by_https() -> None:
    assert HttpTransport("go.example.com/ ", "x").server == "https://go.example.com"
    assert HttpTransport(" http://go.example.com:8765/", "x").server == "http://go.example.com:8765"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with Client.remote(host, mint(), tries=1) as client, pytest.raises(ServerUnreachable) as refused:
        client.links.list()
    assert str(refused.value).startswith(f"https://{host} does not answer. Nothing was changed there. ")
    assert "https:// was tried" in str(refused.value)


@pytest.mark.parametrize("more", ["/api/v1", "/api/v1/", "//api/v1//"])
def test_an_address_may_be_that_of_the_api(more: str) -> None:
    for server in ("https://go.example.com", "http://127.0.0.1:8765", "https://example.com/desk"):
        assert HttpTransport(server + more, "x").server == server
    assert HttpTransport(f"go.example.com{more}", "x").server == "https://go.example.com"


def test_an_address_of_another_kind_is_told_apart() -> None:
    with Client.remote("ftp://example.com", mint()) as client, pytest.raises(ServerUnreachable) as refused:
        client.links.list()
    assert str(refused.value).startswith("“ftp://example.com” is no address that can be asked.")


@pytest.mark.parametrize(
    "cut", [b"", b"HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{"], ids=["reset", "cut short"]
)
def test_a_connection_that_breaks_after_a_change_was_sent_leaves_it_open(cut: bytes) -> None:
    def answer() -> None:
        for _ in range(2):  # it is sent once more, as often as the client says below
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(cut)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # RST, not FIN

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer)
        thread.start()
        with (
            Client.remote(f"http://127.0.0.1:{listener.getsockname()[1]}", mint(), tries=2) as client,
            pytest.raises(AnswerLost, match="not known whether the change arrived"),
        ):
            client.links.create(DRAFT)
        thread.join(20)


def _sent_as(strange: Strange) -> str:
    """Return the Idempotency-Key that came first."""
    return strange.asked[0][2]["idempotency-key"]


def test_rows_whose_answer_was_lost_are_not_called_unsent(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("url,note\n" + "".join(f"https://example.com/{n},{'x' * 2000}\n" for n in range(700)))
    source = importing.read_links(file)
    tally = importing.Tally(source)
    strange = Strange(504, b"<html>Gateway Timeout</html>")
    with facing(strange, tries=2) as client, pytest.raises(AnswerLost):  # noqa: PT012 - what came before it is looked at below
        for report in importing.send(client, source):
            tally.add(report)
    left = tally.left_out("Not sent: stopped.")
    unknown = [one for one in left if one.reason.startswith("Not known whether this went in: ")]
    assert [headers["idempotency-key"] for *_, headers in strange.asked] == [_sent_as(strange)] * 2
    assert 0 < len(unknown) < 700
    assert {one.reason for one in left[len(unknown) :]} == {"Not sent: stopped."}
    assert len(left) == 700


def test_rows_that_a_server_never_saw_are_unsent(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("url\nhttps://example.com/\n")
    source = importing.read_links(file)
    with Client.remote("http://127.0.0.1:1", mint(), tries=1) as client, pytest.raises(ServerUnreachable) as refused:
        next(importing.send(client, source))
    assert not isinstance(refused.value, AnswerLost)


def test_a_server_that_hangs_up_may_have_done_it() -> None:
    with facing(Strange(0, b"")) as client:
        with pytest.raises(ServerUnreachable, match="not known whether the change arrived"):
            client.links.create(DRAFT)
        with pytest.raises(ServerUnreachable, match="Nothing was changed"):
            client.links.list()


@pytest.mark.parametrize(
    "strange",
    [
        Strange(200, b"<html>Welcome</html>", Content_Type="text/html"),
        Strange(404, b"<html>Not found</html>"),
        Strange(500, b""),
        Strange(502, b'{"message": "Bad gateway"}'),
        Strange(200, b"[]"),
        Strange(200, b'{"data": "x"}'),
        Strange(201, b'{"data": {"id": 1}}'),
        Strange(401, b'{"error": "unauthorized"}'),
        Strange(200, b'{"data": [], "pagination": null}'),
    ],
)
def test_another_program_behind_the_address_is_told_apart(strange: Strange) -> None:
    with facing(strange) as client:
        for attempt in (client.links.list, lambda: client.links.create(DRAFT)):
            with pytest.raises(ServerUnreachable, match="not as a QRDesk server does"):
                attempt()


def test_a_little_that_unpacks_to_a_lot_is_not_taken_in() -> None:
    packed = gzip.compress(bytes(80 << 20))
    bomb = Strange(200, packed, Content_Encoding="gzip", Content_Type="application/json")
    with facing(bomb) as client:
        with pytest.raises(ServerUnreachable, match="answers with more than 67,108,864 bytes"):
            client.links.list()
        assert isinstance(client.transport, HttpTransport)
        with pytest.raises(ServerUnreachable, match="answers with more than 65,536 bytes"):
            client.transport.health()


def test_a_redirect_is_not_followed_with_the_key() -> None:
    trap = Strange(200, b"{}")
    with (
        trap.served() as elsewhere,
        facing(Strange(302, b"", Location=elsewhere)) as client,
        pytest.raises(ServerUnreachable),
    ):
        client.links.list()
    assert trap.asked == []


def test_a_report_that_is_no_json_is_no_report_of_ours() -> None:
    strange = Strange(200, b"<svg/>", Content_Type="image/svg+xml", X_QRDesk_Report="{oops")
    with facing(strange) as client, pytest.raises(ServerUnreachable):
        client.codes.export("qrc_x", ExportDraft())


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (409, Conflict, Kind.CONFLICT),
        (404, NotFound, Kind.NOT_FOUND),
        (422, Invalid, Kind.INVALID),
        (418, QRDeskError, Kind.INTERNAL),
    ],
)
def test_a_code_of_a_later_server_keeps_its_kind_and_words(status: int, error: type[QRDeskError], kind: Kind) -> None:
    body = {"error": {"code": "brand_new", "message": "It is new.", "field_errors": {"slug": "New."}, "more": 1}}
    with facing(Strange(status, json.dumps(body).encode())) as client, pytest.raises(error) as refused:
        client.links.list()
    found = refused.value
    assert (type(found), found.kind, found.code, str(found)) == (error, kind, "brand_new", "It is new.")
    assert found.field_errors == {"slug": "New."}


def test_what_a_later_server_says_besides_is_dropped() -> None:
    body = {
        "data": {
            "id": "wsp_1",
            "uuid": "u",
            "name": "n",
            "time_zone": "UTC",
            "keep_hits_days": None,
            "honour_dnt": True,
            "hits_from": None,
            "keep_audit_days": 400,
            "url": "https://go.example",
            "plan": "unlimited",
            "mood": 1,
            "created_at": "2026-01-01T00:00:00Z",
        }
    }
    with facing(Strange(200, json.dumps(body).encode())) as client:
        assert client.workspace.get().name == "n"


def test_the_key_is_sent_as_it_is_and_no_password_file_replaces_it(own_home: Path) -> None:
    netrc = own_home / ".netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    strange, key = Strange(200, b"{}"), mint()
    with facing(strange, f" {key}\n") as client, pytest.raises(ServerUnreachable):
        client.links.list()
    ((_, path, headers),) = strange.asked
    assert headers["authorization"] == f"Bearer {key}"
    assert key not in path


@pytest.mark.parametrize("key", ["qrd_…", "qrd_x\r\nX-Evil: 1", "ключ"])
def test_a_key_that_no_header_can_carry_is_mistyped(key: str) -> None:
    strange = Strange(200, b"{}")
    with facing(strange, key) as client, pytest.raises(KeyMistyped):
        client.links.list()
    assert strange.asked == []


def test_more_than_a_server_takes_is_not_sent() -> None:
    strange = Strange(200, b"{}")
    rows = tuple(ImportRow(row=n, destination="https://example.com/", note="x" * 2000) for n in range(600))
    with facing(strange) as client, pytest.raises(TooLarge, match="Nothing was sent"):
        client.links.import_rows(LinkImport(rows=rows))
    assert strange.asked == []


def test_a_proxy_that_takes_less_is_understood() -> None:
    with facing(Strange(413, b"<html>Request Entity Too Large</html>")) as client, pytest.raises(TooLarge):
        client.links.create(DRAFT)


def test_a_server_that_takes_less_says_how_much() -> None:
    body = json.dumps({"error": {"code": "too_large", "message": "A picture may have 5 bytes at most."}}).encode()
    with facing(Strange(413, body)) as client, pytest.raises(TooLarge, match="A picture may have 5 bytes"):
        client.files.upload(FileDraft(), Upload(b"123456", "x.png"))
    with facing(Strange(413, b"")) as client, pytest.raises(TooLarge, match="send a smaller file"):
        client.files.upload(FileDraft(), Upload(b"123456", "x.png"))
    with facing(Strange(413, b"")) as client, pytest.raises(TooLarge, match="send smaller parts"):
        client.links.create(DRAFT)


def test_the_server_is_told_who_asks() -> None:
    strange = Strange(404, b"")
    with strange.served() as address:
        for surface in ("sdk", "app", "cli"):
            with Client.remote(address, mint(), surface) as client, pytest.raises(ServerUnreachable):
                client.me.get()
        with Client.remote(address, mint()) as client, pytest.raises(ServerUnreachable):
            client.me.get()
    said = [headers["user-agent"] for *_, headers in strange.asked]
    assert said == [f"QRDesk/{__version__} ({surface})" for surface in ("sdk", "app", "cli", "sdk")]


def test_numbers_of_an_error_come_along() -> None:
    error = {"code": "plan_limit_reached", "message": "No.", "details": {"limit": 5, "current": 4, "mood": "sad"}}
    for odd in ([1], "x", None, {"limit": "many"}):
        body = json.dumps({"error": {**error, "details": odd}}).encode()
        with facing(Strange(403, body)) as client, pytest.raises(PlanLimitReached) as refused:
            client.links.create(DRAFT)
        assert (refused.value.limit, refused.value.current) == (0, 0)
    with (
        facing(Strange(403, json.dumps({"error": error}).encode())) as client,
        pytest.raises(PlanLimitReached) as refused,
    ):
        client.links.create(DRAFT)
    assert (refused.value.limit, refused.value.current) == (5, 4)


@pytest.mark.parametrize("name", ["\ud800", "a\udfffb"])
def test_half_a_character_names_nothing(name: str, tmp_path: Path) -> None:
    strange = Strange(200, b"{}")
    with facing(strange) as there, Client.local(str(tmp_path / "a.db")) as here:
        for client in (there, here):
            for attempt in (partial(client.links.get, name), partial(client.keys.revoke, name)):
                with pytest.raises(Invalid, match="half a character"):
                    attempt()
    assert strange.asked == []


def test_names_are_sent_so_that_they_stay_one_part_of_the_path() -> None:
    strange = Strange(404, b'{"error": {"code": "not_found", "message": "No."}}')
    with facing(strange) as client:
        for name in ("a/b", "a?b", "a#b", "a%2fb", "ä ö", "a;b"):
            with pytest.raises(NotFound):
                client.links.get(name)
    assert [path for _, path, _ in strange.asked] == [
        f"/api/v1/links/{name}" for name in ("a%2Fb", "a%3Fb", "a%23b", "a%252fb", "%C3%A4%20%C3%B6", "a%3Bb")
    ]


@pytest.mark.parametrize(
    ("header", "pause_s"),
    [
        ("17", 17),
        ("0", 1),
        ("9" * 99, 999_999),
        ("", 0),
        ("²", 0),
        ("soon", 0),
        ("-5", 0),
        ("Wed, 99 Oct 2026", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 1),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 999_999),
    ],
)
def test_whoever_says_that_we_ask_too_often_is_understood(header: str, pause_s: int) -> None:
    with facing(Strange(429, b"<h1>Slow down</h1>", Retry_After=header)) as client, pytest.raises(Limited) as refused:
        client.links.list()
    assert refused.value.retry_s == pause_s


def test_a_date_to_come_back_at_is_read_by_the_clock_of_the_server() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    with facing(Strange(429, b"", Retry_After=soon)) as client, pytest.raises(Limited) as refused:
        client.links.list()
    assert 60 < refused.value.retry_s <= 90
    wrong = {"Date": "Wed, 21 Oct 2015 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2015 07:28:40 GMT"}
    assert retry_s(wrong) == 40
