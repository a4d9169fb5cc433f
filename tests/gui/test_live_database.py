"""The database that the app has open, chosen as something else: refused in a sentence, and left as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.client import Client
from qrdesk.core.errors import CannotRead, CannotWrite
from qrdesk.gui import pictures, words
from qrdesk.gui.pages import batch_dialogs, batch_rows, studio_brought, studio_design_files, studio_export
from tests.gui.desks import a_client

Take = Callable[[Client, Path], object]
TAKEN: dict[str, Take] = {
    "logo": lambda client, path: pictures.bring(client, path, "logo"),
    "font": lambda client, path: studio_brought._bring(client, path, "font"),
    "designs": lambda _client, path: studio_design_files.read(path),
    "list": lambda _client, path: batch_rows.open_list(path, path.parent),
    "export": lambda _client, path: studio_export.try_folder(path),
}


@pytest.mark.parametrize("kind", TAKEN)
@pytest.mark.fast_cases(2)
def test_the_open_database_is_refused(tmp_path: Path, kind: str) -> None:
    with a_client(tmp_path) as client:
        path = tmp_path / "links.db"
        before = path.stat()
        with pytest.raises((CannotRead, CannotWrite)) as refused:
            TAKEN[kind](client, path)
        assert words.failure(refused.value).startswith("links.db belongs to the database that QRDesk has open")
        after = path.stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_example_is_not_written_over_it(tmp_path: Path) -> None:
    with a_client(tmp_path):
        said = batch_dialogs.write_example(tmp_path / "links.db")
        assert said.endswith("stays as it is. Choose another name.")
        assert batch_dialogs.write_example(tmp_path / "example.csv").startswith("example.csv is written")
        assert (tmp_path / "example.csv").read_text("utf-8").startswith("Title;Destination")
