"""Access of a server, with the key of somebody who may not do everything: what would be refused is not offered."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.client import Client, KeyDraft, KeyPatch, MemberView, PlanDraft, RotationDraft
from qrdesk.core.errors import Forbidden, Limited
from qrdesk.core.schemas.access import Role, Scope
from qrdesk.gui.desk import Desk
from tests.access import a_member, access, choose_row
from tests.gui.desks import a_client, a_desk, a_server, client_of, wait_for
from tests.gui.test_first_run import a_daemon


@contextmanager
def far(folder: Path, key: str) -> Generator[Desk]:
    """Yield the app on a server of the database in ``folder``."""
    with a_server(folder) as (address, _key), a_desk(folder, connected=False) as desk:
        desk.session.connect_remote(address, key)
        yield desk


def a_team(owner: Client) -> tuple[str, MemberView]:
    """Make members of each role and the key of a program; return the admin's key, and a member who has none."""
    mara = a_member(owner, "Mara", Role.ADMIN)
    for name, role in (("Ayla", Role.MEMBER), ("Jonas", Role.OWNER), ("Nora", Role.MEMBER)):
        a_member(owner, name, role)
    nora = next(one for one in owner.members.list() if one.name == "Nora")
    owner.keys.revoke(next(key.id for key in owner.keys.list() if key.member_id == nora.id))
    owner.keys.create(KeyDraft(name="Till"))
    return mara, nora


def test_an_admin_is_offered_what_the_server_lets_admins_do(tmp_path: Path) -> None:
    with a_client(tmp_path) as owner:
        mara, nora = a_team(owner)
    with far(tmp_path, mara) as desk:
        page = access(desk, "keys")
        part, panel = page.keys, page.keys.panel
        offered: dict[str, tuple[bool, bool, bool]] = {}
        for name in ("Mara", "Ayla", "Jonas", "Till"):
            choose_row(part, name)
            offered[name] = (panel.rotate.isVisible(), panel.revoke.isVisible(), panel.form.isEnabled())
            if name == "Ayla":
                assert "acts in the name of Ayla" in panel._about.text()
            if name == "Jonas":
                assert "only owners" in panel._about.text()
                assert not panel.save.isVisible()
        assert offered == {
            "Mara": (True, True, True),
            "Ayla": (False, True, True),
            "Jonas": (False, False, False),
            "Till": (True, True, True),
        }
        ids = {key.name: key.id for key in client_of(desk).keys.list() if key.revoked_at is None}
        for name in ("Ayla", "Jonas"):
            with pytest.raises(Forbidden):
                client_of(desk).keys.rotate(ids[name], RotationDraft())
        part.new.click()
        assert [panel.form.whose.itemText(at) for at in range(panel.form.whose.count())] == ["A program"]
        assert "an owner makes one" in panel.form.whose.accessibleDescription()
        with pytest.raises(Forbidden):
            client_of(desk).keys.create(KeyDraft(name="Nora", member_id=nora.id))
        choose_row(part, "Ayla")
        panel.revoke.click()
        panel.last.final.click()
        assert next(key for key in client_of(desk).keys.list() if key.id == ids["Ayla"]).revoked_at is not None
        page.show_tab("members")
        choose_row(page.members, "Nora")
        assert "an owner can make one" in page.members.panel._about.text()


def test_a_bound_key_offers_its_bounds_and_the_server_says_at_the_fields_what_is_beyond(tmp_path: Path) -> None:
    end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=30)
    with a_client(tmp_path) as owner:
        owner.plans.save("cafe", PlanDraft(links_month=300))
        bounds = KeyDraft(name="Bound", plan="cafe", rate_limit=600, expires_at=end, allowed_networks=("127.0.0.0/8",))
        bound = owner.keys.create(bounds).key
    with far(tmp_path, bound) as desk:
        panel = access(desk, "keys").keys.panel
        access(desk, "keys").keys.new.click()
        form = panel.form
        assert "What binds the key of this app binds it too" in panel._about.text()
        assert (form.plan.key(), form.pace.value(), form.ends.instant()) == ("cafe", 600, end)
        panel.name.set_text("Free")
        panel.reach.boxes[Scope.LINKS_READ].click()
        form.plan.choose("unlimited")
        form.pace.setValue(0)
        form.ends.set_instant(None)
        form.networks.input.setText("")
        panel.make.click()
        for field in (form.plan_field, form.pace_field, form.ends, form.networks):
            assert field.has_error(), field.label.text()
        assert "lets no key ask more often" in form.pace.accessibleDescription()
        assert (panel.name.text(), form.plan.key(), form.pace.value()) == ("Free", "unlimited", 0), "it stays"
        form.plan.choose("cafe")
        form.pace.setValue(60)
        form.ends.set_instant(end)
        form.networks.input.setText("127.0.0.1")
        panel.make.click()
        assert panel.shown_key().startswith("qrd_")


def test_a_key_that_reaches_further_is_shown_and_not_offered(tmp_path: Path) -> None:
    scopes = (Scope.KEYS_READ, Scope.KEYS_CREATE, Scope.KEYS_UPDATE, Scope.KEYS_DELETE, Scope.WORKSPACE_READ)
    with a_client(tmp_path) as owner:
        few = owner.keys.create(KeyDraft(name="Few", scopes=scopes)).key
        owner.keys.create(KeyDraft(name="All"))
    with far(tmp_path, few) as desk:
        part = access(desk, "keys").keys
        choose_row(part, "All")
        assert not part.panel.rotate.isVisible()
        assert not part.panel.revoke.isVisible()
        assert "reaches further" in part.panel._about.text()
        choose_row(part, "Few")
        assert part.panel.rotate.isVisible()


@pytest.mark.slow
def test_too_many_requests_are_said_in_words_and_what_is_typed_stays(tmp_path: Path) -> None:
    with a_client(tmp_path) as owner:
        mara = a_member(owner, "Mara", Role.ADMIN)
        theirs = owner.keys.list()[0].id
    with a_daemon(tmp_path) as (address, key, _daemon), a_desk(tmp_path, connected=False) as desk:
        desk.session.connect_remote(address, mara)
        part = access(desk, "keys").keys
        part.new.click()
        part.panel.name.set_text("Label printer")
        part.panel.reach.boxes[Scope.LINKS_READ].click()
        part.panel.form.pace.setValue(60)  # no key may ask more often than the one that makes it
        with Client.remote(address, key) as program:
            program.keys.update(theirs, KeyPatch(rate_limit=1))
            _use_up(client_of(desk))
            part.panel.make.click()
            assert "Too many requests" in part.panel._trouble.accessibleName()
            assert "try again in" in part.panel._trouble.accessibleName()
            assert part.panel.name.text() == "Label printer"
            assert part.panel.make.isEnabled()
            part.refresh()
            assert "Too many requests" in part.notice.note.accessibleName()
            assert part.panel.name.text() == "Label printer"
            assert part.model.rowCount() >= 1, "what was listed stays in sight"
            program.keys.update(theirs, KeyPatch(rate_limit=6000))
        wait_for(lambda: not _is_limited(client_of(desk)), "the pause to end")
        part.panel.make.click()
        assert part.panel.shown_key().startswith("qrd_")
        assert not part.panel._trouble.isVisible()


def _use_up(client: Client) -> None:
    """Ask until the server wants a pause."""
    wait_for(lambda: _is_limited(client), "the server to want a pause")  # it looks limits up once a second


def _is_limited(client: Client) -> bool:
    try:
        client.me.get()
    except Limited:
        return True
    return False
