"""Domains in the app: adding one, its proof, its settings, making it the default, removing it."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.core.schemas.domains import DomainStatus, DomainView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
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


def test_a_record_is_copied(desk: Desk) -> None:
    domain = added(desk)
    page_of(desk).panel.proof.value.copy_wanted.emit(page_of(desk).panel.proof.value.text())
    assert desk.window.status.sentence() == "Copied"
    assert domain.dns_record is not None
