"""A domain, a webhook and a workspace that two people edit: what both changed is told, other fields are left alone."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import Client, DomainPatch, EndpointDraft, EndpointPatch, WorkspacePatch, restoring
from qrdesk.client.meeting import Overtaken
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.gui import far, words
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages.domains import DomainsPage
from tests.access import a_member, access
from tests.gui.away import far_server
from tests.gui.desks import a_client, a_desk, client_of


@pytest.fixture(params=["local", "http"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[tuple[Desk, Client]]:
    """The app, and somebody else on the same database."""
    if request.param == "http":
        with (
            far_server(tmp_path / "far") as server,
            a_desk(tmp_path, InlineRunner(), connected=False) as desk,
            server.client() as other,
        ):
            desk.session.use(far.client_of(server.address, server.key), "remote", server.address)
            desk.window.show_page("home")
            yield desk, other
        return
    with a_desk(tmp_path) as desk:
        here = client_of(desk)
        yield desk, here.in_workspace(here.me.get().workspace.id)


def test_a_domain_that_both_edit_asks_and_other_fields_stay(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    domain = other.domains.create(DomainDraft(url="https://go.cafe.example"))
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    panel = page.panel
    panel.show_domain(domain)
    panel.index.set_text("https://cafe.example/mine")
    theirs = DomainPatch(index_url="https://cafe.example/theirs", fallback_url="https://cafe.example/gone")
    other.domains.update(domain.id, theirs)
    panel.save.click()
    assert "cafe.example/theirs" in panel._trouble.accessibleName().replace("\u200b", "")
    assert panel.index.text() == "https://cafe.example/mine"
    assert panel.fallback.text() == "https://cafe.example/gone", "what only they changed is shown"
    assert other.domains.get(domain.id).index_url == "https://cafe.example/theirs"
    panel.save.click()
    now = other.domains.get(domain.id)
    assert (now.index_url, now.fallback_url) == ("https://cafe.example/mine", "https://cafe.example/gone")


def test_a_webhook_and_a_workspace_are_not_saved_over_what_others_did(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    client = client_of(desk)
    base = other.webhooks.create(EndpointDraft(url="https://example.com/hooks", name="Till"))
    other.webhooks.update(base.id, EndpointPatch(name="Theirs"))
    with pytest.raises(Overtaken, match="so nothing was saved: name") as met:
        restoring.changed("endpoint", base.id, EndpointPatch(name="Mine"), client, base=base)
    assert "Name: Theirs. What you typed stays" in words.failure(met.value)
    assert client.webhooks.get(base.id).name == "Theirs"
    restoring.changed("endpoint", base.id, EndpointPatch(name="Mine"), client, base=met.value.now)
    assert client.webhooks.get(base.id).name == "Mine"
    desk.window.show_page("settings")
    settings = desk.settings
    settings.name.set_text("My café")
    other.workspace.update(WorkspacePatch(name="Their café"))
    settings._save.click()
    assert settings.name.has_error()
    assert other.workspace.get().name == "Their café"
    settings._save.click()
    assert other.workspace.get().name == "My café"


def test_a_workspace_that_both_change_is_said_and_saved_again_it_goes_over_theirs(
    shared: tuple[Desk, Client], tmp_path: Path
) -> None:
    desk, _ = shared
    if desk.session.mode == "remote":  # only an owner says how long the log is kept
        with a_client(tmp_path / "far") as owner:
            key = a_member(owner, "Olga", Role.OWNER)
        desk.session.use(far.client_of(desk.session.place, key), "remote", desk.session.place)
    client = client_of(desk)
    panel = access(desk, "workspace").workspace.panel
    panel.kept.log.put(500)
    panel.kept.log.changed.emit()
    client.workspace.update(WorkspacePatch(keep_audit_days=600))
    desk.changes.poll()
    assert panel.kept.log.value() == 500, "what is typed stays"
    panel.kept.save.click()
    assert client.workspace.get().keep_audit_days == 600
    assert panel.kept.log.has_error()
    panel.kept.save.click()
    assert client.workspace.get().keep_audit_days == 500
