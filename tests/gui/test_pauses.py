"""Long work that a server wants to wait: the status line says so, and the work goes on."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from qrdesk.client import Client, LinkImport, patience
from qrdesk.client.patience import patiently
from qrdesk.core.errors import Limited
from qrdesk.core.schemas.transfer import ImportReport
from qrdesk.gui.desk import Desk
from qrdesk.gui.importing import Importer
from qrdesk.gui.jobs import InlineRunner, Step
from qrdesk.gui.pages.file_export import FileExport
from tests.gui.desks import a_desk, client_of


def waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, str]]:
    """Let nobody wait; return what will be waited for, and what the status line says meanwhile."""
    found: list[tuple[float, str]] = []
    status = desk.window.status
    monkeypatch.setattr(patience, "_wait", lambda seconds: found.append((seconds, status._count.text())))
    return found


def test_an_export_waits_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals = [Limited.until(40)]

    def ask() -> int:
        if refusals:
            raise refusals.pop()
        return 7

    def write(_client: Client, _path: Path, step: Step) -> int:
        step(patiently(ask))
        return 7

    with a_desk(tmp_path) as desk:
        waited = waits(desk, monkeypatch)
        FileExport(desk.session, InlineRunner(), desk.window).run(
            "Exporting", write, tmp_path / "a.csv", "{size} there"
        )
        assert waited == [(40, "the server wants a pause of 40 s; waiting")]
        assert desk.window.status.sentence() == "7 bytes there"


def test_an_import_waits_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.csv"
    file.write_text("url\nhttps://example.com/\n")
    refusals = [Limited.until(30)]

    def refused_once(really: Callable[[LinkImport], ImportReport], draft: LinkImport) -> ImportReport:
        if refusals:
            raise refusals.pop()
        return really(draft)

    with a_desk(tmp_path) as desk:
        waited = waits(desk, monkeypatch)
        client = client_of(desk)
        monkeypatch.setattr(client.links, "import_rows", partial(refused_once, client.links.import_rows))
        Importer(desk.session, InlineRunner(), desk.window).start(file)
        assert waited == [(30, "the server wants a pause of 30 s; waiting")]
        assert [link.destination for link in client.links.list().data] == ["https://example.com/"]
