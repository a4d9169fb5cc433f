"""The command line on a real database, in process; a few as a real process."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from qrdesk.cli.main import cli
from qrdesk.core.migrations import run as migrations
from qrdesk.core.redirect.store import PlanStore
from qrdesk.daemon.front import Front
from qrdesk.daemon.hits import Hits
from qrdesk.daemon.pages import json_answer
from qrdesk.daemon.recording import Recording
from qrdesk.daemon.redirect import Redirects
from tests.desks import desk, served


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


def made(database: str, *words: str) -> dict[str, object]:
    answer = run("link", "create", "https://example.com/menu", *words, "--json", "--database", database)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_a_link_is_made_listed_changed_and_shown(database: str) -> None:
    link = made(database, "--slug", "lunch", "--title", "Lunch menu")
    assert link["short_url"] == "http://localhost:8765/lunch"
    assert "Lunch menu" in run("link", "list", "--database", database).stdout
    assert run("link", "update", "lunch", "--url", "https://example.com/new", "--database", database).exit_code == 0
    shown = json.loads(run("link", "show", "lunch", "--json", "--database", database).stdout)
    assert shown["destination"] == "https://example.com/new"


def test_an_archived_link_comes_back_and_a_deleted_one_never_does(database: str) -> None:
    made(database, "--slug", "lunch")
    assert run("link", "archive", "lunch", "--database", database).exit_code == 0
    assert run("link", "restore", "lunch", "--database", database).exit_code == 0
    assert run("link", "delete", "lunch", "--yes", "--database", database).exit_code == 0
    again = run("link", "create", "https://example.com", "--slug", "LUNCH", "--database", database)
    assert again.exit_code == 4
    assert "taken" in again.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ftp://example.com",), "destination_invalid"),
        (("https://user@example.com",), "destination_invalid"),
        (("https://example.com", "--slug", "api"), "slug_reserved"),
        (("https://example.com", "--slug", "a/b"), "slug_invalid"),
        (("https://example.com", "--host", "elsewhere.example"), "not_found"),
        (("http://localhost:8765/x",), "destination_invalid"),
    ],
)
def test_bad_input_is_refused_with_its_own_code(database: str, words: tuple[str, ...], code: str) -> None:
    answer = run("link", "create", *words, "--json", "--database", database)
    assert answer.exit_code != 0
    assert json.loads(answer.stderr)["error"]["code"] == code


def test_a_key_is_shown_once_with_its_webhook_secret(database: str) -> None:
    key = json.loads(run("key", "create", "--name", "till", "--json", "--database", database).stdout)
    assert key["key"].startswith("qrd_")
    assert key["webhook_secret"].startswith("whsec_")
    listed = run("key", "list", "--database", database).stdout
    assert key["id"] in listed
    assert key["key"] not in listed
    assert run("key", "revoke", key["id"], "--database", database).exit_code == 0
    assert "revoked" in run("key", "list", "--database", database).stdout


def test_a_key_is_made_in_full_shown_changed_and_rotated(database: str) -> None:
    def key(*words: str) -> Result:
        return run("key", *words, "--database", database)

    ways = ("--from", "203.0.113.0/24", "--from", "2001:db8::1", "--expires", "2999-01-31", "--rate-limit", "60")
    made = json.loads(key("create", "--name", "till", *ways, "--scopes", "links:read", "--json").stdout)
    assert made["allowed_networks"] == ["2001:db8::1/128", "203.0.113.0/24"]
    shown = key("show", "till").stdout
    assert "203.0.113.0/24" in shown
    assert "60 requests per minute." in shown
    assert "Never used." in shown
    changes = ("--rename", "bar", "--from", "any", "--expires", "never", "--rate-limit", "none", "--plan", "pro")
    changed = json.loads(key("update", "till", *changes, "--json").stdout)
    assert [changed[name] for name in ("name", "allowed_networks", "expires_at", "rate_limit", "plan")] == [
        "bar", [], None, None, "pro"
    ]  # fmt: skip
    rotated = key("rotate", "bar", "--grace-days", "2")
    assert rotated.stdout.startswith("qrd_")
    assert rotated.stdout.strip() != made["key"]
    assert "good until" in rotated.stderr
    assert key("rotate").exit_code == 4
    assert "no network" in key("update", "bar", "--from", "x").stderr
    assert key("update", "bar", "--expires", "x").exit_code == 2


def test_an_unknown_scope_is_named(database: str) -> None:
    answer = run("key", "create", "--name", "x", "--scopes", "links:fly", "--database", database)
    assert answer.exit_code == 1
    assert "links:read" in answer.stderr


def test_artwork_is_written_and_reads_as_the_link(database: str, tmp_path: Path) -> None:
    link = made(database, "--slug", "lunch")
    file = tmp_path / "lunch.png"
    answer = run(
        "code", "export", "lunch", "--format", "png", "--size-mm", "25", "-o", str(file), "--database", database
    )
    assert answer.exit_code == 0
    assert "not for print" in answer.stderr
    with Image.open(file) as image:
        found = zxingcpp.read_barcodes(image.convert("L"))
    assert [code.text for code in found] == [link["code_url"]]


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_half_written(database: str, tmp_path: Path) -> None:
    made(database, "--slug", "lunch")
    file = tmp_path / "missing" / "lunch.svg"
    answer = run("code", "export", "lunch", "-o", str(file), "--database", database)
    assert answer.exit_code == 1
    assert str(file) in answer.stderr
    assert not file.parent.exists()


def test_bad_rows_of_a_list_come_back_in_a_file_with_the_reason(database: str, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("url,slug,title\nhttps://example.com/a,one,A\nnonsense,two,B\nhttps://example.com/c,one,C\n")
    answer = run("import", str(source), "--json", "--database", database)
    report = json.loads(answer.stdout)
    assert (report["created"], [row["row"] for row in report["refused"]]) == (1, [3, 4])
    refused = Path(report["file"]).read_text("utf-8-sig")
    assert "nonsense" in refused
    assert "taken" in refused


@pytest.mark.parametrize("as_json", [True, False])
def test_bad_rows_are_said_where_their_file_cannot_be_written(database: str, tmp_path: Path, as_json: bool) -> None:
    source = tmp_path / "list.csv"
    source.write_text("url,slug\nhttps://example.com/a,one\nnonsense,two\n")
    nowhere = ("--refused-to", str(tmp_path / "nowhere"))
    answer = run("import", str(source), *nowhere, "--database", database, *(["--json"] if as_json else []))
    assert answer.exit_code == 1
    if as_json:
        report = json.loads(answer.stdout)
        assert (report["created"], report["file"]) == (1, None)
        assert [(row["row"], row["reason"][:24]) for row in report["refused"]] == [(3, "This does not start like")]
        assert json.loads(answer.stderr)["error"]["code"] == "cannot_write"
    else:
        assert "2 rows: 1 made, 0 there already, 1 left out" in answer.stdout
        assert "Row 3: This does not start like" in answer.stderr
        assert "Choose another folder" in answer.stderr.splitlines()[-1]


def test_a_link_is_exported_although_its_slug_looks_like_the_id_of_a_code(database: str, tmp_path: Path) -> None:
    made(database, "--slug", "qrc_lunch")
    file = tmp_path / "lunch.svg"
    for _ in range(2):  # one that is there is written over
        assert run("code", "export", "qrc_lunch", "-o", str(file), "--database", database).exit_code == 0
    (code,) = json.loads(run("code", "list", "--json", "--database", database).stdout)["data"]
    assert run("code", "export", code["id"], "-o", str(file), "--database", database).exit_code == 0
    missing = run("code", "export", "qrc_nothing", "-o", str(file), "--database", database)
    assert (missing.exit_code, "no link or code" in missing.stderr) == (3, True)


def test_a_code_with_an_address_of_its_own_is_made_changed_and_never_taken_for_its_links(
    database: str, tmp_path: Path
) -> None:
    def code(*words: str) -> dict[str, str]:
        told = run("code", *words, "--json", "--database", database)
        assert told.exit_code == 0, told.output
        return json.loads(told.stdout)

    made(database, "--slug", "menu")
    poster = code("create", "menu", "--name", "Poster", "--slug", "Poster")
    assert (poster["name"], poster["slug"], poster["text"][-9:]) == ("Poster", "Poster", "/r/Poster")
    ends = {}
    for name in ("menu", "poster", poster["id"]):
        ends[name] = code("export", name, "-o", str(tmp_path / f"{name}.svg"))["text"].rpartition("/r/")[2]
    assert ends == {"menu": "menu", "poster": "Poster", poster["id"]: "Poster"}
    changed = code("update", poster["id"], "--slug", "card", "--name", "Card")
    assert (changed["name"], changed["slug"]) == ("Card", "card")
    said = run("code", "update", poster["id"], "--slug", "", "--database", database).stdout
    assert said.split()[1].endswith("/r/menu")
    refused = run("code", "update", poster["id"], "--slug", "menu", "--database", database)
    assert (refused.exit_code, "Codes carry this address of the link anyway" in refused.output) == (1, True)


def test_reading_goes_on_while_another_process_writes(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made(database, "--slug", "lunch")
    monkeypatch.setenv("QRDESK_BUSY_TIMEOUT_MS", "50")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = run("link", "list", "--database", database)
        assert (answer.exit_code, "lunch" in answer.stdout) == (0, True)
        assert run("link", "create", "https://example.com", "--database", database).exit_code == 6


def test_where_the_copy_before_an_update_lies_is_said(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(database)
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    (folder / "9000_later.py").write_text("def up(migrator, db):\n    pass\n")
    monkeypatch.setattr(migrations.migrate, "__defaults__", (folder,))
    answer = run("link", "list", "--json", "--database", database)
    (copy,) = tmp_path.glob("desk.db.before-update-*")
    assert str(copy) in answer.stderr
    assert json.loads(answer.stdout)["data"]
    assert run("link", "list", "--database", database).stderr == "1 of 1 links\n"


def test_a_database_that_is_none_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear Sir or Madam, " * 100)
    answer = run("link", "list", "--database", str(file))
    assert answer.exit_code == 6
    assert "not a QRDesk database" in answer.stderr
    assert file.read_text().startswith("Dear Sir")


def test_doctor_finds_nothing_bad_in_a_new_database(database: str) -> None:
    made(database)
    answer = run("doctor", "--json", "--database", database)
    assert answer.exit_code == 0
    assert {one["name"] for one in json.loads(answer.stdout)} >= {"database", "sums", "spool", "artwork"}


def test_doctor_makes_nothing(tmp_path: Path) -> None:
    before = list(tmp_path.iterdir())
    answer = run("doctor", "--database", str(tmp_path / "typo" / "desk.db"))
    assert answer.exit_code == 1
    assert answer.stdout.startswith("BAD   database: There is no database at")
    assert list(tmp_path.iterdir()) == before


def test_doctor_asks_a_server(tmp_path: Path) -> None:
    health = {"status": "ok"}
    store = PlanStore()
    with desk(str(tmp_path / "desk.db"), tmp_path / "data") as found, closing(Recording(tmp_path / "spool")) as hits:
        front = Front(store, Redirects(store, Hits(store, hits)), found.app, lambda: json_answer("200 OK", health))
        with served(front) as address:
            good = run("doctor", "--json", "--server", address, "--key", found.key)
            keyless = run("doctor", "--server", address)
            health.update(status="degraded", reason="Hits are not counted.")
            ill = run("doctor", "--server", address, "--key", found.key)
    assert (ill.exit_code, "BAD   server: Hits are not counted." in ill.stdout) == (1, True)
    said = {one["name"]: one["said"] for one in json.loads(good.stdout)}
    assert (said["server"], said["workspace"]) == (f"{address} answers.", "The key opens “My workspace”.")
    assert "note  workspace: " in keyless.stdout
    gone = run("doctor", "--server", address)
    assert (gone.exit_code, "does not answer" in gone.stdout) == (1, True)


def test_server_without_key_and_both_places_are_usage_errors(database: str) -> None:
    assert run("link", "list", "--server", "http://127.0.0.1:1").exit_code == 2
    assert run("link", "list", "--server", "http://127.0.0.1:1", "--key", "k", "--database", database).exit_code == 2


def test_a_server_that_does_not_answer_is_said() -> None:
    answer = run("link", "list", "--server", "http://127.0.0.1:1", "--key", "k")
    assert answer.exit_code == 6
    assert "does not answer" in answer.stderr


def test_the_module_runs_as_a_process_and_never_shows_a_traceback(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    command = [sys.executable, "-m", "qrdesk", "link", "list", "--database", str(blocked / "desk.db")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 6
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Error: ")
