"""What two people change at once: both sides are shown and one is chosen; nothing of either is lost silently."""

import pytest

from qrdesk.client import (
    CodeDraft,
    CodePatch,
    Design,
    DesignDraft,
    DesignPatch,
    KeyDraft,
    KeyPatch,
    LinkDraft,
    MemberPatch,
)
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.studio import StudioPage
from tests.access import a_member, access, choose_row
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of

RED, BLUE = Design(ink="#7a1f1a"), Design(ink="#1a1f7a")


def studio(desk: Desk) -> tuple[StudioPage, CodeView]:
    """Show the Studio on a code, as its page is made."""
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu"))
    code = client.codes.create(CodeDraft(link_id=link.id, name="Door"))
    desk.routes.open_studio(link.id)
    return desk.studio, code


@pytest.mark.parametrize("holds", ["mine", "theirs"])
def test_a_saved_design_that_both_changed_is_chosen_between_both(desk: Desk, hand: Hand, holds: str) -> None:
    client = client_of(desk)
    made = client.designs.create(DesignDraft(name="Linde", design=RED))
    page, _ = studio(desk)
    page.content.show_view("designs")
    panel = page.content.designs
    hand.until(lambda: panel.saved is not None, "the designs")
    assert panel.saved is not None
    hand.click(panel.saved.tile(made.id))
    page.right.symbol.margin.setValue(6)
    client.designs.update(made.id, DesignPatch(design=BLUE))
    desk.changes.poll()  # which shows theirs in the list, and must not make it the base of mine
    hand.click(panel.change)
    assert panel.meeting.isVisible()
    assert "Linde" in panel.meeting.note.accessibleName()
    assert client.designs.get(made.id).design == BLUE, "nothing is saved before somebody has chosen"
    assert panel.meeting.tiles is not None
    hand.click(panel.meeting.tiles.tile(holds))
    hand.click(panel.meeting.save)
    now = client.designs.get(made.id).design
    assert (now.ink, now.quiet_zone) == ((RED.ink, 6) if holds == "mine" else (BLUE.ink, BLUE.quiet_zone))
    assert page.look().design == now, "what was chosen is worked on"
    assert not panel.meeting.isVisible()


@pytest.mark.parametrize("holds", ["mine", "theirs"])
def test_the_look_of_a_code_that_both_changed_is_chosen_between_both(desk: Desk, hand: Hand, holds: str) -> None:
    client = client_of(desk)
    page, code = studio(desk)
    page.right.symbol.margin.setValue(6)
    client.codes.update(code.id, CodePatch(design=BLUE))
    desk.changes.poll()
    assert page.look().design.quiet_zone == 6, "what is being tried stays"
    hand.click(page.middle.save)
    meeting = page.middle.meeting
    assert meeting.isVisible()
    assert client.codes.get(code.id).design == BLUE
    hand.click(meeting.back)
    assert page.look().design.quiet_zone == 6
    hand.click(page.middle.save)
    assert meeting.tiles is not None
    hand.click(meeting.tiles.tile(holds))
    hand.click(meeting.save)
    now = client.codes.get(code.id).design
    assert (now.ink, now.quiet_zone) == ((Design().ink, 6) if holds == "mine" else (BLUE.ink, BLUE.quiet_zone))
    assert page.look().design == now
    assert not page.unsaved()


def test_a_name_and_a_look_that_two_people_change_are_both_kept(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    page, code = studio(desk)
    page.right.symbol.margin.setValue(6)
    client.codes.update(code.id, CodePatch(name="Window"))
    hand.click(page.middle.save)
    now = client.codes.get(code.id)
    assert (now.name, now.design.quiet_zone) == ("Window", 6)


def test_a_member_and_a_key_that_both_change_are_not_saved_over_what_others_did(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    a_member(client, "Mara")
    members = access(desk, "members").members
    choose_row(members, "Mara")
    mara = members.panel.shown_id()
    hand.write(members.panel.name.input, "Mine")
    client.members.update(mara, MemberPatch(name="Theirs"))
    desk.changes.poll()
    hand.click(members.panel.save)
    assert "Theirs" in members.panel._trouble.accessibleName()
    hand.click(members.panel.save)
    assert client.members.get(mara).name == "Mine"

    made = client.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,)))
    desk.window.forget_undo()  # its toast would lie above the next button
    keys = access(desk, "keys").keys
    keys.refresh()
    choose_row(keys, "Till")
    hand.write(keys.panel.name.input, "Mine")
    client.keys.update(made.id, KeyPatch(name="Theirs", rate_limit=90))
    desk.changes.poll()
    hand.click(keys.panel.save)
    assert client.keys.get(made.id).name == "Theirs"
    assert (keys.panel.form.name.text(), keys.panel.form.pace.value()) == ("Mine", 90)
    hand.click(keys.panel.save)
    now = client.keys.get(made.id)
    assert (now.name, now.rate_limit) == ("Mine", 90), "what only they changed stays"
