"""Where a link is to lead, typed on Home and not saved, waits for its link; once it is saved the keyboard goes on."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.home_need import LinkNeed
from tests.gui.desks import a_desk, a_desk_at, client_of
from tests.gui.held_jobs import HeldJobs
from tests.gui.test_home_attention import ELSEWHERE, a_broken_link, an_ended_link, buttons
from tests.gui.test_kept import kept_text
from tests.gui.test_kept_forms import other_links

pytestmark = pytest.mark.usefixtures("british")


def typed_elsewhere(desk: Desk) -> LinkNeed:
    """Type where a link that ended is to lead, and do not save it."""
    desk.home.refresh()
    card = desk.home.attention.ended
    buttons(card)["Send them elsewhere"].click()
    card.field.set_text(ELSEWHERE)
    return card


@pytest.mark.parametrize("where", ["local", "http"])
def test_what_is_typed_waits_while_other_links_are_open(where: str, tmp_path: Path) -> None:
    with a_desk_at(where, tmp_path) as desk:
        an_ended_link(client_of(desk), "Summer terrace", 3)
        card, client, mode, place = typed_elsewhere(desk), client_of(desk), desk.session.mode, desk.session.place
        desk.session.use(client, "local", "another place")
        assert not card.is_open(), "it is not for these links"
        desk.session.use(client, mode, place)
        desk.home.refresh()
        assert (card.is_open(), card.field.text()) == (True, ELSEWHERE)


def test_what_is_typed_outlives_a_kill_until_it_is_saved(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        link = an_ended_link(client_of(desk), "Summer terrace", 3)
        typed_elsewhere(desk)
        desk.keeper.write()
        assert ELSEWHERE in kept_text(tmp_path)
        other_links(desk, tmp_path / "other")
        assert not desk.home.attention.ended.is_open()
    with a_desk(tmp_path) as desk:
        card = desk.home.attention.ended
        assert (card.is_open(), card.field.text()) == (True, ELSEWHERE)
        buttons(card)["Save"].click()
        desk.keeper.write()
        assert client_of(desk).links.get(link.id).expired_destination == ELSEWHERE
        assert ELSEWHERE not in kept_text(tmp_path)


def test_what_was_given_up_is_not_there_again(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        an_ended_link(client_of(desk), "Summer terrace", 3)
        card = typed_elsewhere(desk)
        buttons(card)["Cancel"].click()
        desk.home.refresh()
        assert not card.is_open()
        buttons(card)["Send them elsewhere"].click()
        assert card.field.text() == ""


def test_what_is_typed_since_it_was_sent_stays(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        link = an_ended_link(client_of(desk), "Summer terrace", 3)
        card = typed_elsewhere(desk)
        jobs.holds = True
        buttons(card)["Save"].click()
        card.field.set_text(f"{ELSEWHERE}/sale")
        jobs.holds = False
        jobs.let_go()
        assert (card.is_open(), card.field.text()) == (True, f"{ELSEWHERE}/sale")
        buttons(card)["Save"].click()
        assert client_of(desk).links.get(link.id).expired_destination == f"{ELSEWHERE}/sale"


def test_what_is_saved_after_other_links_were_opened_is_typed_no_more(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        link, client = an_ended_link(client_of(desk), "Summer terrace", 3), client_of(desk)
        card = typed_elsewhere(desk)
        jobs.holds = True
        buttons(card)["Save"].click()
        desk.session.use(client, "local", "another place")
        jobs.holds = False
        jobs.let_go()
        assert client.links.get(link.id).expired_destination == ELSEWHERE
        desk.keeper.write()
        assert ELSEWHERE not in kept_text(tmp_path)


def test_once_it_is_saved_the_keyboard_goes_to_what_is_next(tmp_path: Path, qtbot: QtBot) -> None:
    with a_desk(tmp_path) as desk:
        a_broken_link(client_of(desk))
        an_ended_link(client_of(desk), "Summer terrace", 3)
        desk.home.refresh()
        down, ended = desk.home.attention.down, desk.home.attention.ended
        buttons(down)["Change destination"].click()
        down.field.set_text(ELSEWHERE)
        buttons(down)["Save"].click()
        qtbot.waitUntil(lambda: ended.isAncestorOf(desk.window.focusWidget()))
        buttons(ended)["Send them elsewhere"].click()
        ended.field.set_text(ELSEWHERE)
        buttons(ended)["Save"].click()
        qtbot.waitUntil(lambda: desk.window.focusWidget() is desk.home.make.field.input)
        assert desk.home.attention.isHidden()
