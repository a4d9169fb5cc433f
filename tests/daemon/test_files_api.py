"""Files over HTTP: forms as browsers and programs send them, and as nobody should."""

import hashlib
import os
from datetime import UTC, datetime

import pytest

from qrdesk.core.operations import MAX_UPLOAD_BYTES, PREFIX
from qrdesk.core.schemas.files import LARGE_FILE
from qrdesk.daemon.upkeep import Upkeep
from tests.desks import Desk
from tests.forms import BOUNDARY, FILES, LOGO, body_of, form, part, photo, send
from tests.table import everything

END = f"--{BOUNDARY}--\r\n".encode()


def test_a_picture_is_served_so_that_it_can_do_nothing(api: Desk) -> None:
    made = form(api, {"kind": "preview", "name": 'Our "spring"\u2028 card'}, photo(), file_name="x.html").data
    assert (made["media_type"], made["width_px"], made["height_px"]) == ("image/jpeg", 120, 63)
    answer = api.ask("GET", f"{FILES}/{made['id']}/content")
    assert hashlib.sha256(answer.content).hexdigest() == made["digest"]
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''Our%20%22spring%22")
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_the_sender_says_it_is_counts_for_nothing(api: Desk) -> None:
    page = b"<!DOCTYPE html><script>alert(1)</script>"
    content = part("file", page, "logo.png").replace(b"\r\n\r\n", b"\r\nContent-Type: image/png\r\n\r\n", 1)
    before = everything()
    answer = send(api, content + END)
    assert (answer.status, answer.code) == (422, "picture_invalid")
    assert "file" in answer.json["error"]["field_errors"]
    assert everything() == before


def test_forms_come_in_many_spellings(api: Desk) -> None:
    plain = body_of({"kind": "logo"}, LOGO)
    for body in (plain, b"\r\n" + plain, plain.rstrip(b"\r\n"), plain + b"\r\n"):
        assert send(api, body).status == 201
    quoted = {"Content-Type": f'Multipart/Form-Data; charset=utf-8; boundary="{BOUNDARY}"'}
    assert send(api, plain, headers=quoted).status == 201
    other = plain.replace(b'name="file"; filename="logo.svg"', b"name=file; filename*=UTF-8''na%C3%AFve.svg")
    assert send(api, other).data["name"] == "naïve.svg"
    other = plain.replace(b'filename="logo.svg"', 'filename="Café \\"1\\".svg"'.encode())
    assert send(api, other).data["name"] == 'Café "1".svg'
    assert send(api, part("file", LOGO) + END).data["name"] == "logo.svg"


P = part("file", LOGO, "logo.svg")
BAD_FORMS = {
    "nothing": b"",
    "no form": LOGO,
    "json": b'{"kind": "logo"}',
    "no end": P,
    "an end alone": END,
    "another boundary": P.replace(BOUNDARY.encode(), b"other") + END,
    "something before it": b"hello\r\n" + P + END,
    "something after it": P + END + b"hello",
    "twice the file": P + P + END,
    "twice a field": part("kind", b"logo") + part("kind", b"preview") + P + END,
    "no header": f"--{BOUNDARY}\r\n\r\n".encode() + LOGO + b"\r\n" + END,
    "no blank line": f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=file".encode() + b"\r\n" + END,
    "no name": P.replace(b' name="file";', b"") + END,
    "an empty name": P.replace(b'"file"', b'""') + END,
    "two names": P.replace(b'name="file"', b'name="kind"; name="file"') + END,
    "two dispositions": P.replace(b"Content-Disp", b"Content-Disposition: form-data; name=x\r\nContent-Disp") + END,
    "a folded header": P.replace(b"; filename", b";\r\n filename") + END,
    "attached": P.replace(b"form-data", b"attachment") + END,
    "encoded": P.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n", 1) + END,
    "too long a header": P.replace(b"logo.svg", b"x" * 5000) + END,
    "too long a field": part("kind", b"x" * 5000) + P + END,
    "too many parts": b"".join(part(f"x{n}", b"") for n in range(40)) + END,
    "half a character": part("kind", b"\xff") + P + END,
    "half a character in a name": P.replace(b"logo.svg", b"\xff\xfe") + END,
    "line ends of one character": (P + END).replace(b"\r\n", b"\n"),
}


@pytest.mark.parametrize("body", BAD_FORMS.values(), ids=BAD_FORMS)
def test_what_two_programs_could_read_in_two_ways_is_refused(api: Desk, body: bytes) -> None:
    answer = send(api, body)
    assert answer.status in {400, 422}
    assert answer.code in {"bad_request", "invalid"}
    assert api.ask("GET", FILES).data == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (part("kind", b"logo") + END, "file"),
        (part("logo", LOGO, "logo.svg") + END, "file"),
        (P + part("more", LOGO, "more.svg") + END, "file"),
        (part("kind", b"poster") + P + END, "kind"),
        (part("colour", b"red") + P + END, "colour"),
        (part("name", b"a\0b") + P + END, "name"),
        (part("name", b"") + P + END, "name"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(api: Desk, body: bytes, field: str) -> None:
    answer = send(api, body)
    assert (answer.status, answer.code) == (422, "invalid")
    assert field in answer.json["error"]["field_errors"]


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Content-Type", "application/json", 415),
        ("Content-Type", "", 415),
        ("Content-Type", "multipart/mixed; boundary=x", 415),
        ("Content-Type", "multipart/form-data", 400),
        ("Content-Type", "multipart/form-data; boundary=", 400),
        ("Content-Type", f"multipart/form-data; boundary={'x' * 71}", 400),
        ("Content-Type", "multipart/form-data; boundary=a; boundary=b", 400),
        ("Content-Type", 'multipart/form-data; boundary="a\r\nb"', 400),
        ("Content-Type", "multipart/form-data; boundary=é", 400),
        ("Content-Encoding", "gzip", 415),
    ],
)
def test_a_header_that_says_something_else_is_refused(api: Desk, header: str, value: str, status: int) -> None:
    assert send(api, P + END, headers={header: value}).status == status


def test_json_is_not_taken_for_a_form_elsewhere(api: Desk) -> None:
    answer = send(api, part("name", b"summer") + END, f"{PREFIX}/tags")
    assert (answer.status, answer.code) == (415, "unsupported_media_type")


def test_one_megabyte_goes_in_and_one_byte_more_does_not(api: Desk) -> None:
    whole = photo() + b"\0" * (1_000_000 - len(photo()))
    assert form(api, {"kind": "preview"}, whole).status == 201
    answer = form(api, {"kind": "preview"}, whole + b"\0")
    assert (answer.status, answer.code) == (413, "too_large")
    answer = form(api, {"kind": "preview"}, whole + bytes(MAX_UPLOAD_BYTES - 1_000_000))
    assert (answer.status, answer.code) == (413, "too_large")
    assert answer.json["error"]["message"] == LARGE_FILE


def test_forms_made_to_keep_the_reader_busy_do_not(api: Desk) -> None:
    spent = [b"\r\n--" * 250_000, part("file", f"\r\n--{BOUNDARY[:-1]}".encode() * 30_000, "x") + END,
             b'; name="' * 120_000, part("kind", b"a").replace(b'"kind"', b'"' + b"\\" * 1900) + END]  # fmt: skip
    for body in spent:  # a reader that looks again and again would take hours, and the test ends before
        assert send(api, body).status in {400, 413, 422}


def test_sent_again_it_is_kept_once(api: Desk) -> None:
    sent = {"Idempotency-Key": "one"}
    first, again = (form(api, {"kind": "logo"}, LOGO, headers=sent) for _ in range(2))
    assert first.content == again.content
    assert again.headers["Idempotent-Replay"] == "true"
    other = form(api, {"kind": "logo"}, LOGO + b"\n", headers=sent)
    assert (other.status, other.code) == (409, "idempotency_key_conflict")
    assert len(api.ask("GET", FILES).data) == 1


def test_the_audit_log_says_who_brought_what_and_not_its_bytes(api: Desk) -> None:
    made = form(api, {"kind": "logo"}, LOGO).data
    api.ask("DELETE", f"{FILES}/{made['id']}")
    deleted, uploaded = api.ask("GET", f"{PREFIX}/audit?action=file").data
    assert (uploaded["action"], deleted["action"]) == ("file.uploaded", "file.deleted")
    assert uploaded["subject_name"] == deleted["subject_name"] == "logo.svg"
    assert uploaded["changes"]["digest"] == [None, made["digest"]]
    assert "path" not in str(uploaded["changes"])


def test_upkeep_sweeps_what_a_killed_process_left(api: Desk) -> None:
    made = form(api, {"kind": "logo"}, LOGO).data
    kept = api.opened.files / made["digest"][:2] / made["digest"]
    left = kept.with_name(".left")
    left.write_bytes(b"half")
    for path in (kept, left):
        os.utime(path, (0, 0))
    upkeep = Upkeep()
    upkeep.files = api.opened.files
    assert not upkeep.sweep_files(datetime.now(UTC), lambda: False)
    assert (kept.exists(), left.exists()) == (True, False)
