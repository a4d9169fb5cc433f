"""The survival kit of the app: made at the press of a button, told, noted, and never in the place of anything else."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qrdesk.client import LinkDraft
from qrdesk.client.survival import SurvivalKit
from qrdesk.core.errors import Forbidden
from qrdesk.core.schemas.audit import AuditQuery
from qrdesk.gui import file_dialogs
from qrdesk.gui.desk import Desk
from qrdesk.gui.folders import documents
from qrdesk.gui.pages import settings_survival
from qrdesk.gui.pages.settings_survival import SurvivalCard
from tests.gui.desks import a_desk, a_server, client_of
from tests.gui.spoken import german

pytestmark = pytest.mark.usefixtures("british")


def survival(desk: Desk) -> SurvivalCard:
    desk.routes.open_settings("backups")
    return desk.settings.backups.survival


def add(desk: Desk, slug: str, hit_limit: int | None = None) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com/", slug=slug, hit_limit=hit_limit))


def shown(card: SurvivalCard) -> str:
    """Return the line on the last kit without the places where it may break."""
    return card.said.text().replace("\u200b", "")


def log(desk: Desk) -> list[str]:
    return [one.sentence for one in client_of(desk).audit.list(AuditQuery(action="survival_kit.created")).data]


def test_a_kit_is_made_in_the_folder_that_was_chosen_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        add(desk, "few", hit_limit=5)
        card = survival(desk)
        assert "No kit was made yet." in card.said.text()
        asked: list[str] = []
        monkeypatch.setattr(file_dialogs, "folder_name", lambda *one: asked.append(one[2]) or str(tmp_path))
        opened: list[Path] = []
        monkeypatch.setattr(settings_survival, "open_path", opened.append)
        card.go.click()
        assert json.loads((tmp_path / "qrdesk-kit/kit.json").read_text())["addresses"] == 2
        assert "Made today at " in card.said.text()
        assert f"in {tmp_path / 'qrdesk-kit'}: 2 addresses. 1 is not kept in full" in shown(card)
        assert card.near.isHidden()
        card.folder.click()
        assert opened == [tmp_path / "qrdesk-kit"]
        assert log(desk) == ["Owner made the survival kit “qrdesk-kit”, a folder that says where every link leads."]
        card.go.click()
        assert asked == [str(documents()), str(tmp_path)], "the folder is remembered"
        assert len(log(desk)) == 2


def test_of_addresses_that_nobody_else_can_answer_for_it_says_so(tmp_path: Path) -> None:
    with a_desk(tmp_path, public_url="http://localhost:8765") as desk:
        add(desk, "menu")
        card = survival(desk)
        assert card.near.isHidden()
        card.make(tmp_path)
        assert "address of this computer or network" in card.near.accessibleName()
        assert card.near.isVisible()


def test_a_kit_that_is_chosen_itself_is_replaced_and_what_else_is_there_stays(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        card = survival(desk)
        card.make(tmp_path)
        made = tmp_path / "qrdesk-kit"
        add(desk, "later")
        card.make(made)
        assert json.loads((made / "kit.json").read_text())["addresses"] == 2
        assert not (made / "qrdesk-kit").exists()
        (made / "letter.txt").write_text("dear")
        card.make(tmp_path)
        assert card.trouble.isVisible()
        assert "is no survival kit. It stays as it is" in card.trouble.accessibleName()
        assert (made / "letter.txt").read_text() == "dear"
        assert card.go.isEnabled()
        assert len(log(desk)) == 2


def test_the_last_kit_is_known_again_and_one_that_is_gone_said(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        survival(desk).make(tmp_path)
    with a_desk(tmp_path) as desk:
        card = survival(desk)
        assert "1 address. They lead there as they do here." in card.said.text()
        (tmp_path / "qrdesk-kit").rename(tmp_path / "moved")
        desk.settings.refresh()
        assert "That folder is not there any more" in card.said.text()
        assert card.folder.isHidden()


def test_a_kit_of_a_german_app_is_german(qapp: QApplication, tmp_path: Path) -> None:
    with german(qapp), a_desk(tmp_path) as desk:
        add(desk, "few", hit_limit=5)
        survival(desk).make(tmp_path)
        assert (tmp_path / "qrdesk-kit/README.txt").read_text("utf-8").startswith("QRDesk-Überlebenspaket\n")
        assert "0 von 5 Besuchen sind verbraucht." in (tmp_path / "qrdesk-kit/not-kept.csv").read_text("utf-8")
        desk.show_page("activity")
        told = str(desk.activity.model.index(0, 0).data())
        assert (
            "hat das Überlebenspaket „qrdesk-kit“ angelegt, einen Ordner, in dem steht, wohin jeder Link führt" in told
        )
        desk.activity.panel.open.click()
        assert (desk.window.current_page(), desk.settings.parts.key()) == ("settings", "backups")


def test_a_server_makes_its_own_and_hands_out_nothing(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_desk(tmp_path, connected=False) as desk:
        desk.session.connect_remote(address, key)
        card = survival(desk)
        assert not card.go.isEnabled()
        assert card.why.isVisible()
        assert card.said.isHidden()
        card.copy_command.click()
        assert QApplication.clipboard().text() == "qrdesk survive /backups/kit"
        with pytest.raises(Forbidden, match="made where it runs"):
            SurvivalKit(client_of(desk).transport).create(tmp_path, step=lambda *_: None)
