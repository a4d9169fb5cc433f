"""Files in the data folder and in the database: never the one without the other for long."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import BadPicture, Conflict, FilesUnreachable, NotFound, TooLarge
from qrdesk.core.models import Code, Domain, File
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.files import MAX_FILE_BYTES, FileDraft, FileQuery, FileView
from qrdesk.core.services import codes, file_bytes, files
from qrdesk.core.settings import Settings
from tests.core.services.places import a_link, workspace
from tests.desks import second_workspace
from tests.forms import LOGO

OTHER = LOGO.replace(b"#c00", b"#0c0")


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


@pytest.fixture
def neighbour(ctx: Context) -> Context:
    return replace(ctx, actor=second_workspace())


def upload(ctx: Context, content: bytes = LOGO, name: str = "logo.svg") -> FileView:
    return files.upload_file(ctx, FileDraft(), Upload(content, name))


def kept(ctx: Context) -> list[str]:
    """Return the names of all that lies in the folder."""
    assert ctx.files is not None
    return sorted(path.name for path in ctx.files.rglob("*") if path.is_file())


def test_a_file_comes_back_as_it_was_kept(ctx: Context) -> None:
    made = upload(ctx)
    found = files.download_file(ctx, made.uuid)
    assert (found.media_type, found.file_name) == ("image/svg+xml", "logo.svg")
    assert file_bytes.digest_of(found.content) == made.digest
    assert len(found.content) == made.size_bytes
    assert kept(ctx) == [made.digest]
    assert files.get_file(ctx, made.id) == made == files.list_files(ctx, FileQuery(kind="logo")).data[0]
    assert files.list_files(ctx, FileQuery(kind="preview")).data == []


@pytest.mark.skipif(os.name != "posix", reason="modes of files are of POSIX")
def test_only_whoever_runs_the_server_reads_the_folder(ctx: Context) -> None:
    made = upload(ctx)
    assert ctx.files is not None
    path = ctx.files / made.digest[:2] / made.digest
    assert [one.stat().st_mode & 0o777 for one in (path, path.parent)] == [0o600, 0o700]


def test_the_same_bytes_lie_there_once_and_go_with_their_last_user(ctx: Context, neighbour: Context) -> None:
    ours, ours_too, theirs = upload(ctx), upload(ctx), upload(neighbour)
    assert len({ours.id, ours_too.id, theirs.id}) == 3
    files.delete_file(ctx, ours.id)
    files.delete_file(ctx, ours_too.id)
    assert kept(ctx) == [theirs.digest]
    files.delete_file(neighbour, theirs.id)
    assert kept(ctx) == []


def test_the_neighbours_find_nothing_of_ours(ctx: Context, neighbour: Context) -> None:
    made = upload(ctx)
    for name in (made.id, made.uuid):
        for call in (files.get_file, files.download_file, files.delete_file):
            with pytest.raises(NotFound):
                call(neighbour, name)
    assert files.list_files(neighbour, FileQuery()).data == []


def test_a_file_in_a_look_stays(ctx: Context) -> None:
    made = upload(ctx)
    code = codes.create_code(ctx, CodeDraft(link_id=a_link(ctx, "https://example.com/").id))
    look = Code.get(Code.public_id == code.id).design
    for table, column in ((Code, Code.design), (Domain, Domain.default_design)):
        with database.write():
            table.update({column: look[:-1] + f',"logo":"{made.id}"}}'}).execute()
        with pytest.raises(Conflict, match=r"logo\.svg"):
            files.delete_file(ctx, made.id)
        with database.write():
            table.update({column: look}).execute()
    assert kept(ctx) == [made.digest]
    files.delete_file(ctx, made.id)


def test_what_fails_halfway_leaves_nothing(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 0)
    with pytest.raises(Conflict):
        upload(ctx)
    assert (kept(ctx), File.select().count()) == ([], 0)


def test_a_folder_that_cannot_be_written_is_told_without_its_path(ctx: Context) -> None:
    assert ctx.files is not None
    ctx.files.parent.mkdir(parents=True)
    ctx.files.write_text("no folder")
    with pytest.raises(FilesUnreachable) as refused:
        upload(ctx)
    assert str(ctx.files) not in str(refused.value)
    assert File.select().count() == 0


def test_bytes_that_were_lost_or_changed_are_not_handed_out(ctx: Context) -> None:
    made = upload(ctx)
    assert ctx.files is not None
    path = ctx.files / made.digest[:2] / made.digest
    path.write_bytes(LOGO.replace(b"<path", b"<script"))
    with pytest.raises(NotFound):
        files.download_file(ctx, made.id)
    path.unlink()
    with pytest.raises(NotFound):
        files.download_file(ctx, made.id)
    assert upload(ctx).digest == made.digest
    assert files.download_file(ctx, made.id).content  # whoever brings it again mends it for all
    files.delete_file(ctx, made.id)


def test_more_than_a_megabyte_is_not_even_looked_at(ctx: Context) -> None:
    with pytest.raises(TooLarge):
        upload(ctx, LOGO + b" " * MAX_FILE_BYTES)


NAMES = {
    "logo.svg": "logo.svg",
    "LOGO.SVG": "LOGO.SVG",
    "logo.png": "logo.png.svg",
    "C:\\Users\\anna\\logo.svg": "logo.svg",
    "../../etc/passwd": "passwd.svg",
    "": "logo.svg",
    "..": "logo.svg",
    ".svg": "svg.svg",
    "a\r\nSet-Cookie: x.svg": "a Set-Cookie: x.svg",
    "gpj.\u202egvs.exe": "gpj. gvs.exe.svg",
    "x" * 500 + ".svg": "x" * 116 + ".svg",
    "Café 標誌.svg": "Café 標誌.svg",
}


@pytest.mark.parametrize(("sent", "shown"), NAMES.items(), ids=range(len(NAMES)))
def test_a_name_is_only_a_name(ctx: Context, sent: str, shown: str) -> None:
    assert upload(ctx, name=sent).name == shown


def test_a_name_that_was_given_counts_more(ctx: Context) -> None:
    assert files.upload_file(ctx, FileDraft(name="Ours 1/2"), Upload(LOGO, "x.svg")).name == "Ours 1/2.svg"


def test_what_a_killed_process_left_is_swept_in_time(ctx: Context) -> None:
    used, gone = upload(ctx), upload(ctx, OTHER)
    with database.write():
        File.delete().where(File.public_id == gone.id).execute()
    assert ctx.files is not None
    (ctx.files / "ab" / ".draft").parent.mkdir(exist_ok=True)
    (ctx.files / "ab" / ".draft").write_bytes(b"half")
    now = datetime.now(UTC)
    file_bytes.sweep(ctx.files, now, lambda: None)
    assert kept(ctx) == sorted([".draft", used.digest, gone.digest])  # somebody may be at it
    file_bytes.sweep(ctx.files, now + timedelta(days=2), lambda: None)
    assert kept(ctx) == [used.digest]
    file_bytes.sweep(ctx.files / "nothing", now, lambda: None)


def test_who_brings_bytes_while_their_last_user_goes_keeps_them(ctx: Context) -> None:
    faults: list[Exception] = []

    def come_and_go() -> None:
        try:
            with database.scope():
                for _ in range(8):
                    made = upload(ctx)
                    files.download_file(ctx, made.id)
                    files.delete_file(ctx, made.id)
        except Exception as fault:  # noqa: BLE001 - told by the test
            faults.append(fault)
        finally:
            database.proxy.close()

    threads = [threading.Thread(target=come_and_go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    assert (kept(ctx), File.select().count()) == ([], 0)


def test_a_logo_that_no_code_could_bear_is_refused_when_it_is_sent(ctx: Context) -> None:
    lines = "".join(f"M{at} 0L{100 - at} 100l1 0L{at + 1} 0z" for at in range(100))  # each crosses all others
    tangled = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 101 100"><path d="{lines}"/></svg>'
    with pytest.raises(BadPicture, match="too intricate") as refused:
        upload(ctx, tangled.encode())
    assert list(refused.value.field_errors) == ["file"]
    assert kept(ctx) == []
