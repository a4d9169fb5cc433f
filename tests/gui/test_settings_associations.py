"""Settings has links and lists open with QRDesk: the switch tells how it stands, and what cannot be done is said."""

from pathlib import Path

import pytest

from qrdesk.client.associations.standing import Registration, Standing
from qrdesk.core.errors import CannotWrite
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.settings_associations import AssociationsCard
from tests.gui.desks import a_desk


class System:
    """A system that remembers one thing."""

    def __init__(self, standing: Standing, refuses: str = "") -> None:
        self._standing, self._refuses = standing, refuses

    def standing(self) -> Standing:
        return self._standing

    def register(self) -> None:
        self._turn(Standing("on"))

    def unregister(self) -> None:
        self._turn(Standing("off"))

    def _turn(self, to: Standing) -> None:
        if self._refuses:
            raise CannotWrite(self._refuses)
        self._standing = to


def card_of(desk: Desk, system: Registration) -> AssociationsCard:
    """Return the card as it stands on such a system."""
    desk.window.show_page("settings")
    card = desk.settings.opens
    card.system = lambda: system
    card.refresh()
    return card


def test_the_switch_holds_at_once_and_the_state_is_in_words(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        system = System(Standing("other", "mail.desktop"))
        card = card_of(desk, system)
        assert (card.switch.isChecked(), "mail.desktop" in card.state.text()) == (False, True)
        card.switch.click()
        assert system.standing().kind == "on"
        assert desk.window.status.sentence() == "Links to QRDesk open with this app."
        assert "with this app" in card.state.text()
        assert (card.switch.isChecked(), card.switch.isEnabled()) == (True, True)
        card.switch.click()
        assert (system.standing().kind, card.switch.isChecked()) == ("off", False)


def test_what_cannot_be_written_is_said_and_the_switch_stays_off(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = card_of(desk, System(Standing("off"), "/home/ada/.config cannot be written."))
        card.switch.click()
        assert "/home/ada/.config cannot be written." in card.note.accessibleName()
        assert (card.switch.isChecked(), card.note.isHidden()) == (False, False)


def test_what_cannot_be_taken_back_stays_on(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = card_of(desk, System(Standing("on"), "/home/ada/.config cannot be written."))
        card.switch.click()
        assert "cannot be written" in card.note.accessibleName()
        assert card.switch.isChecked(), "as it stands"
        assert "with this app" in card.state.text()


def test_on_macos_there_is_no_switch(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = card_of(desk, System(Standing("packaged")))
        assert card.switch.isHidden()
        assert "Applications" in card.state.text()


def test_here_the_folders_of_the_person_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrdesk.client.associations.sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with a_desk(tmp_path) as desk:
        desk.window.show_page("settings")
        card = desk.settings.opens
        assert not card.switch.isChecked()
        card.switch.click()
        assert (tmp_path / "data/applications/qrdesk.desktop").exists()
        card.refresh()
        assert card.switch.isChecked(), "read from the system"
        card.switch.click()
        assert not (tmp_path / "data/applications/qrdesk.desktop").exists()
