"""The doctor looks, and changes nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.doctor import Finding, Verdict, examine, look_over
from qrdesk.core.migrations import run
from qrdesk.core.models import Code, Domain, File, Link, TargetCheck
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import codes, domains, files, links
from qrdesk.core.settings import Settings
from tests.desks import context
from tests.forms import LOGO

FAST = Settings(busy_timeout_ms=50)


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    yield open_database(database_url, replace(FAST, data_dir=str(tmp_path / "data")))
    database.close()


def looked(opened: Opened) -> list[Finding]:
    return look_over(opened.url, replace(FAST, data_dir=str(opened.data_dir)))


def verdicts(opened: Opened) -> dict[str, Verdict]:
    return {one.name: one.verdict for one in looked(opened)}


def test_a_whole_installation_is_good_but_for_its_address(opened: Opened) -> None:
    database.close()
    found = verdicts(opened)
    assert found.pop("public address") is Verdict.WARNING
    assert found.pop("countries")  # it grows old
    assert set(found.values()) == {Verdict.GOOD}


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_is_missing_or_empty_stays_so(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "qrdesk.db"
    if content is not None:
        file.write_bytes(content)
    before = sorted(tmp_path.iterdir())
    (finding,) = look_over(str(file), FAST)
    assert (finding.verdict, finding.said) == (Verdict.BAD, f"There is no database at {file}. Nothing was made there.")
    assert sorted(tmp_path.iterdir()) == before
    assert content is None or file.read_bytes() == content


def test_a_database_from_before_is_not_brought_up_to_date(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(run.FOLDER, folder)
    (folder / "9000_later.py").write_text("def up(migrator, db):\n    pass\n")
    monkeypatch.setattr(run.is_pending, "__defaults__", (folder,))
    (finding,) = looked(opened)
    assert (finding.name, finding.verdict) == ("database", Verdict.BAD)
    assert "not up to date" in finding.said
    assert list(tmp_path.glob("*before-update*")) == []


def test_a_missing_key_is_found_and_not_replaced(opened: Opened) -> None:
    (opened.data_dir / "secret.key").unlink()
    (finding,) = looked(opened)
    assert (finding.verdict, "secret.key" in finding.said) == (Verdict.BAD, True)
    assert not (opened.data_dir / "secret.key").exists()


def test_a_missing_folder_is_said_and_not_made(opened: Opened) -> None:
    shutil.rmtree(opened.data_dir)
    found = {one.name: one for one in examine(opened)}
    assert (found["disk"].verdict, str(opened.data_dir) in found["disk"].said) == (Verdict.BAD, True)
    assert not opened.data_dir.exists()


def test_what_keeps_visitors_from_a_page_is_named(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = context(opened)
    with database.scope():
        domains.create_domain(ctx, DomainDraft(url="go.example.com"))
        domains.create_domain(ctx, DomainDraft(url="unused.example.com"))
        links.create_link(ctx, LinkDraft(destination="https://example.com/", host="go.example.com", slug="menu"))
        link = links.create_link(ctx, LinkDraft(destination="https://example.com/", slug="down"))
        codes.create_code(ctx, CodeDraft(link_id=link.id))
        with database.write():
            Domain.update(verified_at=ctx.now, check_fault="It is gone.").where(
                Domain.host == "localhost:8765"
            ).execute()
            TargetCheck.create(link=Link.get(Link.slug == "down"), status="down", next_at=ctx.now)
    monkeypatch.setenv("QRDESK_BLOCKLIST", str(opened.data_dir / "nowhere.txt"))
    found = {one.name: one for one in examine(opened)}
    assert found["domains"].said == (
        "go.example.com is not verified, so visitors of its 1 link get a 404. "
        "The last check of localhost:8765 failed, though visitors are still answered. It is gone."
    )
    assert found["printed codes"].verdict is Verdict.GOOD  # not on paper so far
    assert found["blocklist"].said.endswith("nowhere.txt cannot be read, so nothing is on the blocklist.")
    with database.scope(), database.write():
        Code.update(printed_at=ctx.now).execute()
    found = {one.name: one for one in examine(opened)}
    assert found["printed codes"].said == "Printed codes lead to a page that is down: localhost:8765/down."
    assert {found[name].verdict for name in ("domains", "printed codes", "blocklist")} == {Verdict.WARNING}


def test_pictures_that_are_lost_are_named_and_strays_counted(opened: Opened) -> None:
    ctx = context(opened)
    with database.scope():
        made = [
            files.upload_file(ctx, FileDraft(), Upload(LOGO.replace(b"#c00", f"#{red}00".encode()), f"{red}.svg"))
            for red in "abcd"
        ]
    places = [opened.files / one.digest[:2] / one.digest for one in made]

    def pictures() -> tuple[Verdict, str]:
        found = {one.name: one for one in looked(opened)}["pictures"]
        return found.verdict, found.said

    assert pictures() == (Verdict.GOOD, "Each is there, as it was made.")
    stray = "ab" + "0" * 62
    (opened.files / "ab").mkdir(exist_ok=True)
    (opened.files / "ab" / stray).touch()
    (opened.files / "ab" / ".being-written").touch()
    verdict, said = pictures()
    assert (verdict, "1 beside them nobody has any more" in said) == (Verdict.GOOD, True)
    places[0].unlink()
    places[1].write_bytes(places[1].read_bytes()[:-1])
    with database.scope(), database.write():
        File.update(size_bytes=1).where(File.public_id == made[2].id).execute()
    before = [place.exists() for place in places]
    verdict, said = pictures()
    assert verdict is Verdict.BAD
    assert [f"“{one.name}” ({one.id})" in said for one in made] == [True, True, True, False]
    assert ([place.exists() for place in places], (opened.files / "ab" / stray).exists()) == (before, True)
