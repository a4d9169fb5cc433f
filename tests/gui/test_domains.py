"""Domains in the app: adding one, its proof, its settings, making it the default, removing it."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, Design, DesignDraft, LinkDraft
from qrdesk.core.schemas.domains import DomainCheck, DomainStatus, DomainView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domain_head import DomainHead
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.buttons import Button
from tests.gui.desks import a_desk, client_of

HOST = "go.cafe.example"


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("domains")
        yield made


def page_of(desk: Desk) -> DomainsPage:
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    return page


def added(desk: Desk) -> DomainView:
    page = page_of(desk)
    page.add.click()
    page.panel.address.set_text(HOST)
    page.panel.make.click()
    return next(domain for domain in client_of(desk).domains.list() if domain.host == HOST)


def test_a_domain_is_added_and_says_what_proves_it(desk: Desk) -> None:
    domain = added(desk)
    panel = page_of(desk).panel
    assert domain.status is DomainStatus.WAITING
    assert domain.dns_record is not None
    assert (panel.proof.name.text(), panel.proof.value.text()) == (domain.dns_record.name, domain.dns_record.value)
    assert panel.proof.file.text().endswith(panel.proof.content.text())
    assert panel.default.isHidden(), "nobody is answered there yet"
    assert page_of(desk).model.rowCount() == 2


def test_what_leads_visitors_here_stands_beside_the_proof(desk: Desk) -> None:
    domain = added(desk)
    copied: list[str] = []
    leads = page_of(desk).panel.leads
    leads.copy_wanted.connect(lambda text, _said: copied.append(text))
    assert domain.steps[0] in leads.record.text()
    assert domain.steps[1] in leads.certificate.text().replace("\N{ZERO WIDTH SPACE}", "")
    for part in (leads.name, leads.value, leads.line):
        part.copy_wanted.emit(part.text())
    assert copied == [HOST, "go.example", "ask http://127.0.0.1:8765/internal/tls-allowed"]
    assert not leads.isHidden()
    default = next(one for one in client_of(desk).domains.list() if one.is_default)
    page_of(desk).panel.show_domain(default)
    assert leads.isHidden(), "visitors come there already"
    page_of(desk).panel.show_new()
    page_of(desk).refresh()
    assert leads.isHidden(), "it is about a domain that is there"


def test_an_address_of_numbers_needs_no_record(desk: Desk) -> None:
    domain = added(desk)
    leads = page_of(desk).panel.leads
    leads.show_domain(domain.model_copy(update={"host": "203.0.113.7", "steps": domain.steps[1:]}))
    assert leads.record.isHidden()
    assert leads.name.isHidden()
    assert leads.value.isHidden()
    assert not leads.line.isHidden()


def test_no_address_and_a_bad_one_are_said_at_the_field(desk: Desk) -> None:
    panel = page_of(desk).panel
    page_of(desk).add.click()
    panel.make.click()
    assert panel.address.has_error()
    panel.address.set_text("no host at all")
    assert not panel.address.has_error()
    panel.make.click()
    assert panel.address.has_error()


def test_where_bare_and_unknown_addresses_lead_is_saved(desk: Desk) -> None:
    domain = added(desk)
    panel = page_of(desk).panel
    panel.index.set_text("https://cafe.example/")
    panel.apple.setPlainText('{"applinks": {}}')
    panel.save.click()
    now = client_of(desk).domains.get(domain.id)
    assert (now.index_url, now.apple_association) == ("https://cafe.example/", {"applinks": {}})
    panel.apple.setPlainText("")
    panel.save.click()
    assert client_of(desk).domains.get(domain.id).apple_association is None


def test_what_is_no_json_is_said_and_stays(desk: Desk) -> None:
    added(desk)
    panel = page_of(desk).panel
    panel.android.setPlainText("[{]")
    panel.save.click()
    assert panel.android_field.has_error()
    assert panel.apps.is_open()
    assert panel.android.toPlainText() == "[{]"


def test_typed_settings_stay_while_the_list_is_loaded_again(desk: Desk) -> None:
    added(desk)
    panel = page_of(desk).panel
    panel.index.set_text("https://cafe.example/")
    page_of(desk).refresh()
    assert panel.index.text() == "https://cafe.example/"


def test_verifying_asks_and_shows_what_came_of_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    domain = added(desk)
    served = domain.model_copy(update={"status": DomainStatus.SERVING, "status_text": "Visitors are answered here."})
    monkeypatch.setattr(client_of(desk).domains, "verify", lambda _id: served)
    monkeypatch.setattr(client_of(desk).domains, "list", lambda: [served])
    panel = page_of(desk).panel
    panel.proof.verify.click()
    assert "Visitors are answered here." in panel._status.accessibleName()
    assert not panel.default.isHidden()
    assert panel.proof.verify.isEnabled()


def test_the_public_address_is_changed_with_one_click(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    domain = added(desk)
    asked: list[str] = []
    monkeypatch.setattr(client_of(desk).domains, "set_public_url", lambda draft: asked.append(draft.url) or domain)
    page_of(desk).panel.default_wanted.emit(domain)
    assert asked == [domain.url]


def test_a_domain_is_removed_in_a_second_step(desk: Desk) -> None:
    added(desk)
    panel = page_of(desk).panel
    panel.delete.click()
    assert not panel._last.isHidden()
    assert len(client_of(desk).domains.list()) == 2
    panel._delete()
    assert [domain.host for domain in client_of(desk).domains.list()] == ["go.example"]
    assert page_of(desk).model.rowCount() == 1


def test_a_domain_that_comes_back_without_its_proof_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page, client = page_of(desk), client_of(desk)
    served = added(desk).model_copy(update={"verified_at": datetime.now(UTC)})
    monkeypatch.setattr(client.domains, "verify", client.domains.get)  # nothing was found
    page._delete(served)
    desk.window.undo_last()
    assert "has to be verified again" in desk.window.status.sentence()
    shown = page.panel.domain()
    assert shown is not None
    assert (shown.host, shown.verified_at) == (served.host, None)


def test_the_look_of_new_codes_is_chosen_among_saved_designs(desk: Desk) -> None:
    domain, client, panel = added(desk), client_of(desk), page_of(desk).panel
    dark = client.designs.create(DesignDraft(name="Dark", design=Design(ink="#112233")))
    page_of(desk).refresh()
    assert panel.look.currentText() == "Plain"
    panel.look.setCurrentIndex(panel.look.findText("Dark"))
    panel.look.activated.emit(panel.look.currentIndex())
    panel.save.click()
    assert client.domains.get(domain.id).default_design == dark.design
    link = client.links.create(LinkDraft(destination="https://example.com/", host=HOST))
    assert client.codes.create(CodeDraft(link_id=link.id)).design == dark.design
    client.designs.delete(dark.id)
    page_of(desk).refresh()
    assert panel.look.currentText() == "A look without a name", "codes go on looking like that"
    assert not panel.drafts.is_touched(), "nothing was typed"


def test_the_last_ninety_days_stand_in_a_line_and_in_words(desk: Desk) -> None:
    domain, panel = added(desk), page_of(desk).panel
    assert panel.checks.isHidden(), "nobody looked so far"
    now, day = datetime.now(UTC), timedelta(days=1)
    gone = "There is no TXT record."
    found = (
        (DomainStatus.WAITING, gone, 40, 38),
        (DomainStatus.SERVING, "", 37, 20),
        (DomainStatus.FAILING, gone, 9, 0),
    )
    checks = [
        DomainCheck(status=status, fault=fault, since=now - first * day, until=now - last * day)
        for status, fault, first, last in found
    ]
    panel.show_domain(domain.model_copy(update={"checks": checks}))
    assert not panel.checks.isHidden()
    days = panel.checks.line.days()
    assert [None if one is None else one.status for one in (days[0], days[-38], days[-15], days[-1])] == [
        None, DomainStatus.SERVING, None, DomainStatus.FAILING,
    ]  # fmt: skip
    assert panel.checks.line.told(0).endswith(": not checked")
    assert panel.checks.line.told(89).endswith(f": check failed. {gone}")
    words = [label.text() for label in panel.checks.findChildren(QLabel)]
    assert "today" in words, "the ends of the line have their days"
    assert any(f"{(now - 89 * day).astimezone().day} " in one for one in words)
    assert any("High: serving." in one for one in words)
    failing, unseen, serving, waiting = panel.checks.said().splitlines()
    assert failing.endswith("check failed"), "why stands in the status"
    assert serving.endswith("serving")
    assert unseen.endswith(": not checked"), "what the line shows between them is said, too"
    assert f"{(now - 19 * day).astimezone().day} " in unseen
    assert waiting.endswith(f"not verified. {gone}")


def test_a_record_is_copied(desk: Desk) -> None:
    domain = added(desk)
    page_of(desk).panel.proof.value.copy_wanted.emit(page_of(desk).panel.proof.value.text())
    assert desk.window.status.sentence() == "Copied"
    assert domain.dns_record is not None


def test_saving_is_offered_once_something_is_changed(desk: Desk) -> None:
    added(desk)
    panel = page_of(desk).panel
    assert not panel.save.isEnabled()
    panel.index.set_text("https://cafe.example/")
    assert panel.save.isEnabled()
    panel.index.set_text("")
    assert not panel.save.isEnabled()
    panel.android.setPlainText("[{]")
    assert panel.save.isEnabled(), "what is no JSON is said when it is saved"
    panel.android.setPlainText("[]")
    panel.save.click()
    assert not panel.save.isEnabled()


def test_a_new_domain_is_given_up(desk: Desk) -> None:
    domain = added(desk)
    page = page_of(desk)
    page.add.click()
    page.panel.address.set_text("https://other.example")
    page.panel.cancel.click()
    shown = page.panel.domain()
    assert shown is not None
    assert not page.panel.is_new()
    page.add.click()
    assert page.panel.address.text() == ""
    assert [one.id for one in client_of(desk).domains.list() if one.id == domain.id] == [domain.id]


def test_a_long_title_has_its_buttons_below(qtbot: QtBot) -> None:
    head = DomainHead((Button("Make default", size="small"), Button("Remove…", "danger", size="small")))
    qtbot.addWidget(head)
    head.show_title("go.kaffeehaus-linde.example")
    head.resize(600, 60)
    head.show()
    title, button = head.findChildren(labels.Elided)[0], head.findChildren(Button)[0]
    qtbot.waitUntil(lambda: button.y() < title.geometry().bottom())
    head.resize(394, 60)
    qtbot.waitUntil(lambda: button.y() > title.geometry().bottom())
    assert title.shown_text() == "go.kaffeehaus-linde.example"
