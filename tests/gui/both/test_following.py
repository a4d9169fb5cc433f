"""What somebody else changes comes into the page in sight, which keeps what is chosen, typed and scrolled to."""

import pytest

from qrdesk.client import CodeDraft, DesignDraft, EndpointDraft, KeyDraft, LinkDraft, WorkspacePatch
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.contents.everyday import TextContent
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from tests.access import a_member, access, activity, choose_row
from tests.gui.both.acting import Hand, row_of
from tests.gui.desks import client_of


def test_domains_come_in_and_what_is_typed_at_another_stays(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    made = client.domains.create(DomainDraft(url="https://go.cafe.example"))
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    hand.row(page.table, "go.cafe.example", 1)
    hand.write(page.panel.index, "https://cafe.example/mine")
    client.domains.update(made.id, DomainPatch(fallback_url="https://cafe.example/gone"))
    client.domains.create(DomainDraft(url="https://a.cafe.example"))
    hand.until(lambda: row_of(page.table, "a.cafe.example") >= 0, "the new domain")
    assert page.panel.index.text() == "https://cafe.example/mine"
    assert page.table.currentIndex().row() == page.model.row_of(made.id)


@pytest.mark.wide
def test_keys_and_members_come_in_and_a_question_stays_open(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    till = client.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,)))
    page = access(desk, "keys")
    choose_row(page.keys, "Till")
    hand.click(page.keys.panel.revoke)
    client.keys.create(KeyDraft(name="Kitchen", scopes=(Scope.LINKS_READ,)))
    hand.until(lambda: row_of(page.keys.table, "Kitchen") >= 0, "the new key")
    assert page.keys.panel.last.isVisible()
    assert page.keys.panel.shown_id() == till.id
    a_member(client, "Mara")
    page.show_tab("members")
    hand.until(lambda: row_of(page.members.table, "Mara") >= 0, "the new member")
    hand.row(page.members.table, "Mara", 1)
    hand.write(page.members.panel.name.input, "Mara Lind")
    a_member(client, "Jonas")
    hand.until(lambda: row_of(page.members.table, "Jonas") >= 0, "one more member")
    assert page.members.panel.name.text() == "Mara Lind"


def test_the_audit_log_grows_above_what_is_read(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    for number in range(40):
        client.links.create(LinkDraft(destination="https://example.com", title=f"Table {number:02}"))
    page = activity(desk)
    bar, row_px = page.table.verticalScrollBar(), page.table.row_height()
    hand.until(lambda: bar.maximum() > 12 * row_px, "the rows to be laid out")
    hand.cell(page.table, 10, 1)
    shown = page.panel.shown_id()
    bar.setValue(12 * row_px + 5)
    before, top = page.model.rowCount(), page.model.key_at(12)
    client.links.create(LinkDraft(destination="https://example.com", title="One more"))
    hand.until(lambda: page.model.rowCount() == before + 1, "the new entry")
    assert page.model.key_at(13) == top
    assert bar.value() == 13 * row_px + 5
    assert page.panel.shown_id() == shown == page.model.key_at(page.table.currentIndex().row())


@pytest.mark.wide
def test_designs_come_into_the_studio_and_the_batch(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu"))
    desk.routes.open_studio(link.id)
    page = desk.studio
    page.right.symbol.margin.setValue(7)
    page.content.show_view("designs")
    made = client.designs.create(DesignDraft(name="Linde", design=Design(ink="#7a1f1a")))
    panel = page.content.designs
    hand.until(lambda: panel.saved is not None and list(panel.saved.keys()) == [made.id], "the new design")
    client.codes.create(CodeDraft(content=TextContent(type="text", text="Guten Tag"), name="Door"))
    hand.until(lambda: any(code.name == "Door" for code in page.statics._codes), "the new code")
    assert page.look().design.quiet_zone == 7, "what is being tried stays"
    desk.window.show_page("batch")
    choice = desk.batch.output.design
    hand.until(lambda: choice.findData(made.id) >= 0, "the design to choose from")
    choice.choose(made.id)
    again = client.designs.create(DesignDraft(name="Winter", design=Design(ink="#1a1f7a")))
    hand.until(lambda: choice.findData(again.id) >= 0, "one more design to choose from")
    assert choice.key() == made.id


def test_settings_follow_and_what_is_typed_is_saved_over_nobody(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    desk.window.show_page("settings")
    page = desk.settings
    hand.until(lambda: page.name.text() != "", "the workspace")
    client.workspace.update(WorkspacePatch(name="Our café"))
    hand.until(lambda: page.name.text() == "Our café", "the name that somebody else gave")
    page.name.set_text("My café")
    client.workspace.update(WorkspacePatch(name="Their café", time_zone="Europe/Lisbon"))
    hand.until(lambda: page.zone.key() == "Europe/Lisbon", "the zone that somebody else chose")
    assert page.name.text() == "My café"
    hand.click(page._save)
    hand.until(page.name.has_error, "the question")
    assert client.workspace.get().name == "Their café"


@pytest.mark.wide
def test_webhooks_come_in(desk: Desk, hand: Hand) -> None:
    desk.window.show_page("webhooks")
    client_of(desk).webhooks.create(EndpointDraft(url="https://example.com/hooks", name="Till"))
    hand.until(lambda: desk.webhooks.detail.shown_id() != "", "the new endpoint")
    assert desk.webhooks.list.isVisible()
