"""Domains, Settings and Help: their main tasks over both transports."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qrdesk.core.artwork import presets
from qrdesk.core.schemas.domains import DomainStatus
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.help import HelpPage
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of


def test_a_domain_is_added_says_its_proof_and_leads_elsewhere(desk: Desk, hand: Hand) -> None:
    hand.click(desk.window.sidebar.item("domains"))
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    host = f"go-{desk.session.mode}.cafe.example"
    hand.click(page.add)
    hand.write(page.panel.address.input, host)
    hand.click(page.panel.make)
    domain = next(one for one in client_of(desk).domains.list() if one.host == host)
    assert domain.status is DomainStatus.WAITING
    assert domain.dns_record is not None
    hand.see(page.panel.proof.value)
    assert page.panel.proof.value.text() == domain.dns_record.value
    hand.row(page.table, host)
    hand.write(page.panel.fallback.input, "https://example.com/lost")
    hand.choose(page.panel.look, "preset Ocean")
    hand.click(page.panel.save)
    saved = next(one for one in client_of(desk).domains.list() if one.host == host)
    assert saved.fallback_url == "https://example.com/lost"
    assert saved.default_design == presets.named("Ocean").design
    shown = page.panel.domain()
    assert shown is not None
    looked = bool(shown.checks)  # the server may have looked for its proof meanwhile, as it does by itself
    assert page.panel.checks.isHidden() is not looked


def test_the_workspace_gets_a_name_and_the_app_another_language(desk: Desk, hand: Hand) -> None:
    hand.click(desk.window.sidebar.item("settings"))
    page = desk.settings
    hand.write(page.name.input, "Linde")
    hand.click(page._save)
    assert client_of(desk).workspace.get().name == "Linde"
    hand.click(page.language.choice.button("de"))
    assert desk.state.read("language", "") == "de"
    assert page.language.restart.isVisible()


def test_scans_are_kept_for_so_many_days_and_do_not_track_is_heard(desk: Desk, hand: Hand) -> None:
    hand.click(desk.window.sidebar.item("settings"))
    page = desk.settings
    hand.click(page.parts.item("scans"))
    if page.privacy.for_ever.isChecked():
        hand.click(page.privacy.for_ever)
    hand.write(page.privacy.days, "90")
    hand.key(page.privacy.days, Qt.Key.Key_Tab)
    hand.click(page.privacy.save)
    before = client_of(desk).workspace.get()
    assert before.keep_hits_days == 90
    hand.click(page.privacy.honour)
    assert client_of(desk).workspace.get().honour_dnt is not before.honour_dnt


def test_a_backup_is_made_here_and_a_server_says_how_it_makes_its_own(
    desk: Desk, hand: Hand, tmp_path: Path, answer_dialogs: Callable[[Path], None]
) -> None:
    hand.click(desk.window.sidebar.item("settings"))
    hand.click(desk.settings.parts.item("backups"))
    part = desk.settings.backups
    if desk.session.mode == "remote":
        hand.press(part.elsewhere, "Copy qrdesk backup create /backups/qrdesk.zip")
        assert QApplication.clipboard().text() == "qrdesk backup create /backups/qrdesk.zip"
        return
    path = tmp_path / "kept.zip"
    answer_dialogs(path)
    hand.click(part.backup.go)
    assert zipfile.is_zipfile(path)
    assert desk.window.status.sentence() == "Backed up to kept.zip, verified"


def test_a_survival_kit_is_made_here_and_a_server_says_how_it_makes_its_own(
    desk: Desk, hand: Hand, tmp_path: Path, answer_dialogs: Callable[[Path], None]
) -> None:
    hand.click(desk.window.sidebar.item("settings"))
    hand.click(desk.settings.parts.item("backups"))
    card = desk.settings.backups.survival
    if desk.session.mode == "remote":
        assert not card.go.isEnabled()
        assert "holds the links of the whole server" in card.go.accessibleDescription()
        assert card.why.isVisible()
        hand.press(card, "Copy qrdesk survive /backups/kit")
        assert QApplication.clipboard().text() == "qrdesk survive /backups/kit"
        return
    answer_dialogs(tmp_path)
    hand.click(card.go)
    hand.until(lambda: not desk.window.status.works(), "the kit")
    assert (tmp_path / "qrdesk-kit" / "README.txt").is_file()
    assert desk.window.status.sentence() == "The survival kit is in qrdesk-kit"


def test_the_manual_is_searched_and_read(desk: Desk, hand: Hand) -> None:
    hand.key(desk.window, Qt.Key.Key_F1)
    page = desk.window.page("help")
    assert isinstance(page, HelpPage)
    hand.until(page.isVisible, "the manual")
    hand.write(page.search, "webhook")
    hand.until(lambda: page.model.rowCount() > 0, "chapters")
    hand.key(page.search, Qt.Key.Key_Return)
    hand.key(page.list, Qt.Key.Key_Down)
    chapter = page.text.chapter()
    assert chapter is not None
    assert "webhook" in page.text.toPlainText().lower()
