"""Endpoints in the app: made, changed, in trouble, deleted."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qrdesk.client import EndpointDraft, LinkDraft
from qrdesk.core.schemas.webhooks import AttemptView, EndpointView, WatchView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui.desk import Desk
from qrdesk.gui.shell.server_pill import ServerState
from tests.gui.desks import client_of, wait_for
from tests.gui.walking import goes_back, name_of, stops
from tests.gui.webhooks.reading import DOWN, URL, ago, put, rows, shown
from tests.webhook_rows import told


def test_an_empty_page_offers_the_first_endpoint_and_its_secret_is_shown_once(desk: Desk) -> None:
    page = shown(desk)
    assert page.begin.isVisible()
    assert not page.add.isVisible(), "one button for it is enough"
    page.begin.click()
    form = page.panel.form
    form.url.set_text(URL)
    form.kinds.which.button("some").click()
    form.kinds.ticks["link.clicked"].setChecked(True)
    page.panel.make.click()
    (made,) = client_of(desk).webhooks.list()
    assert (made.name, made.url, made.kinds) == ("kasse.example", URL, ["link.clicked"])
    assert page.list.ids() == [made.id]
    assert "A code is scanned or a link is opened" in page.list.row(made.id).accessibleName()
    assert "link.clicked" in page.list.row(made.id).toolTip()
    assert "scan a code" in page.detail.log.empty.sentence.text()
    missed = WatchView(endpoint_id=made.id, hours=[], delivered=0, failed=1)
    page.detail.head.show_endpoint(made, missed, may_change=True, may_delete=True)
    assert page.detail.head.state._tone == said.state_look(said.standing(made, missed))[1] == "danger", "as in the list"
    client_of(desk).webhooks.update(made.id, {"kinds": ["link.created"]})
    page.refresh()
    assert "an event that is chosen here" in page.detail.log.empty.sentence.text()
    assert page.detail.once.text().startswith("whsec_")
    assert page.detail.once.isVisible()
    page.tick()
    assert page.detail.once.isVisible(), "until somebody says that it is stored"
    page.detail.once.copy.click()
    page.detail.once.keep.click()
    page.refresh()
    assert not page.detail.once.isVisible()
    assert page.detail.once.text() == ""


def test_what_is_wrong_is_said_at_its_field_and_what_is_typed_stays(desk: Desk) -> None:
    page = shown(desk)
    page.open_new()
    form, make = page.panel.form, page.panel.make
    make.click()
    assert form.url.has_error()
    form.url.set_text("https://10.0.0.7/in")
    assert not form.url.has_error()
    make.click()
    assert form.url.has_error(), "a private address, which the server refuses"
    assert "inside a private network" in form.url.input.accessibleDescription()
    assert "QRDESK_" not in form.url.input.accessibleDescription(), "the setting is for whoever looks after the server"
    note = page.panel._trouble
    assert (note.isVisible(), note._details.text()) == (True, "QRDESK_WEBHOOK_ALLOWED_NETWORKS=10.0.0.0/8")
    form.url.set_text("http://169.254.169.254/latest")
    make.click()
    assert form.url.has_error()
    assert not note.isVisible(), "nobody should allow that one"
    form.url.set_text(URL)
    form.kinds.which.button("some").click()
    make.click()
    assert form.kinds.has_error()
    form.kinds.which.button("all").click()
    form.extra.headers.setPlainText("Authorization Bearer")
    make.click()
    assert form.extra.headers_field.has_error()
    assert form.extra_section.is_open()
    form.extra.headers.setPlainText("Content-Type: text/html")
    make.click()
    assert form.extra.headers_field.has_error(), "refused by the server"
    form.extra.headers.setPlainText("X-Shop: 7")
    form.extra.data.setPlainText("[1]")
    make.click()
    assert form.extra.data_field.has_error()
    form.extra.data.setPlainText('{"shop": 7}')
    form.only.folders.input.setText("Nowhere")
    make.click()
    assert form.only.folders.has_error()
    assert form.only_section.is_open()
    assert (form.url.text(), form.extra.data.toPlainText()) == (URL, '{"shop": 7}')
    form.only.folders.input.setText("")
    make.click()
    (made,) = client_of(desk).webhooks.list()
    assert (made.header_names, made.data) == (["X-Shop"], {"shop": 7})


def test_only_what_was_changed_is_sent_and_kept_headers_are_never_shown(desk: Desk, till: EndpointView) -> None:
    page = shown(desk)
    page.detail.wanted.emit("edit")
    form = page.panel.form
    assert not page.panel.save.isEnabled()
    assert "Authorization" in form.extra._kept.text()
    assert "Bearer" not in form.extra._kept.text() + form.extra.headers.toPlainText()
    form.name.set_text("Till at the counter")
    form.kinds.bots.click()
    patch = form.patch()
    assert patch is not None
    assert patch.model_fields_set == {"name", "bots"}
    page.panel.save.click()
    now = client_of(desk).webhooks.get(till.id)
    assert (now.name, now.bots, now.header_names) == ("Till at the counter", True, ["Authorization"])
    assert page.detail.head.name.text() == "Till at the counter"
    page.detail.wanted.emit("edit")
    form.extra.enter.click()
    form.extra.headers.setPlainText("")
    page.panel.save.click()
    assert client_of(desk).webhooks.get(till.id).header_names == []


@pytest.mark.wide
def test_headers_are_asked_for_anew_when_the_address_is_on_another_server(desk: Desk, till: EndpointView) -> None:
    page = shown(desk)
    page.detail.wanted.emit("edit")
    form = page.panel.form
    form.url.set_text("https://elsewhere.example/hooks")
    page.panel.save.click()
    assert form.extra.headers_field.has_error()
    assert form.extra.headers_field.isVisible()
    assert form.extra.headers.toPlainText() == "Authorization: \n"
    assert client_of(desk).webhooks.get(till.id).url == URL
    form.extra.headers.setPlainText("Authorization: Bearer 2")
    page.panel.save.click()
    now = client_of(desk).webhooks.get(till.id)
    assert (now.url, now.header_names) == ("https://elsewhere.example/hooks", ["Authorization"])


def test_what_is_typed_is_there_again_when_one_comes_back(desk: Desk, till: EndpointView) -> None:
    page = shown(desk)
    page.open_new()
    page.panel.form.url.set_text("https://new.example/in")
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert page.detail.isVisible()
    page.choose(till.id)
    page.open_new()
    assert page.panel.form.url.text() == "https://new.example/in"
    page.panel.discard.click()
    assert page.panel.form.url.text() == ""


def test_a_format_offers_what_it_knows(desk: Desk) -> None:
    page = shown(desk)
    page.open_new()
    form = page.panel.form
    assert "link.limit_reached" in form.kinds.ticks
    assert not form.header.isVisible()
    form.format.choose("h0p")
    form.format.chosen.emit("h0p")
    assert set(form.kinds.ticks) == {"link.clicked", "link.created", "link.updated", "link.deleted"}
    form.url.set_text(URL)
    form.header.set_text("X-Sign")
    page.panel.make.click()
    (made,) = client_of(desk).webhooks.list()
    assert (made.format, made.signature_header) == ("h0p", "X-Sign")


def test_an_endpoint_of_one_link_is_bound_to_it(desk: Desk) -> None:
    link = client_of(desk).links.create(LinkDraft(destination="https://cafe.example", title="Lunch menu"))
    page = shown(desk)
    page.open_new()
    only = page.panel.form.only
    only.link.open()
    only.link.list().search.setText("Lunch")
    (option,) = only.link.list().options()
    only.link.picked.emit(option)
    assert not only.folders.isVisibleTo(only)
    page.panel.form.url.set_text(URL)
    page.panel.make.click()
    (made,) = client_of(desk).webhooks.list()
    assert made.link_id == link.id
    page.detail.wanted.emit("edit")
    assert page.panel.form.typed().only.link is not None
    assert not only.link.isEnabled(), "that stays so"


def test_trouble_is_told_in_words_and_beside_the_page(desk: Desk, till: EndpointView) -> None:
    told(client_of(desk), till.id, [DOWN], at=ago(minutes=5), next_in=timedelta(minutes=4))
    put(till, failures=2, failing_since=ago(hours=2))
    page = shown(desk)
    assert page.detail.trouble.text().startswith("It answered 503 (Service Unavailable). 1 delivery is kept. Next try")
    assert "Failing" in page.list.row(till.id).accessibleName()
    assert "1 need" in desk.window.sidebar._items["webhooks"].accessibleName()
    (hurry,) = page.detail.trouble.buttons()
    hurry.click()
    due = client_of(desk).webhooks.get(till.id).next_at
    assert due is not None
    assert due <= datetime.now(UTC)
    desk.server.state = ServerState.STOPPED
    desk.server.state_changed.emit(ServerState.STOPPED, "")
    assert page.detail.unsent.text() == "No server runs here, so nothing is sent. 1 delivery waits here."
    assert not page.detail.trouble.isVisible()


def test_a_disabled_endpoint_says_why_and_goes_on(desk: Desk, till: EndpointView) -> None:
    told(client_of(desk), till.id, [], at=ago(minutes=1))
    put(till, disabled_at=ago(days=1), disabled_why="gone", failures=1)
    page = shown(desk)
    assert "410" in page.detail.trouble.text()
    assert rows(page)[0].endswith("waits")
    box = page.list.resume_box(till.id)
    assert box is not None
    box.resume.click()
    assert client_of(desk).webhooks.get(till.id).state == "healthy"
    assert page.list.resume_box(till.id) is None
    page.detail.head.fill_menu()
    assert [line.text() for line in page.detail.head.menu.actions() if line.text() in {"Pause", "Resume"}] == ["Pause"]
    page.detail.wanted.emit("pause")
    assert page.detail.trouble.text().startswith("It is paused. 1 delivery is kept.")


def test_a_secret_is_rotated_and_one_that_is_none_is_said_at_its_field(desk: Desk, till: EndpointView) -> None:
    page = shown(desk)
    page.detail.head.rotate.click()
    rotation = page.detail.rotation
    rotation.secret.set_text("too short")
    rotation.final.click()
    assert rotation.secret.has_error()
    rotation.secret.set_text("long enough, but no base64")
    rotation.final.click()
    assert rotation.secret.has_error(), "refused by the server"
    rotation.secret.set_text("")
    rotation.final.click()
    assert page.detail.once.text().startswith("whsec_")
    assert not rotation.isVisible()
    assert client_of(desk).webhooks.get(till.id).old_secret_until is not None


def test_deleting_asks_and_says_what_is_lost(desk: Desk, till: EndpointView) -> None:
    told(client_of(desk), till.id, [], at=ago(minutes=1))
    page = shown(desk)
    page.detail.wanted.emit("delete")
    assert page.detail.question._title.text() == f"Delete {till.name}?"
    assert "1 waiting delivery and its log of 30 days are lost" in page.detail.question._said.text()
    assert not page.detail.trouble.isVisible()
    page.detail.question.final.click()
    assert page.begin.isVisible()
    assert page.list.ids() == []
    (toast,) = desk.window.toasts()
    toast.leave()  # as when its time is up
    assert client_of(desk).webhooks.list() == []
    assert not desk.window.status.undo.isVisible(), "nobody can take it back any more"


def test_who_may_not_see_webhooks_is_told_so(desk: Desk, till: EndpointView, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(desk)
    me = client.me.get()
    scopes = [scope for scope in me.scopes if not scope.startswith("webhooks:")]
    monkeypatch.setattr(client.me, "get", lambda: me.model_copy(update={"scopes": scopes}))
    page = shown(desk)
    assert page._barred.isVisible()
    assert not page.add.isVisible()
    assert page.list.ids() == []
    monkeypatch.setattr(client.me, "get", lambda: me.model_copy(update={"scopes": [*scopes, "webhooks:read"]}))
    page.refresh()
    assert page.detail.head.name.text() == till.name
    assert not page.detail.head.test.isVisible(), "who only reads changes nothing"
    assert not page.detail.head.more.isVisible()
    assert not page.add.isVisible()


def test_endpoints_are_walked_by_arrow_keys_and_everything_has_a_name(desk: Desk, till: EndpointView) -> None:
    other = client_of(desk).webhooks.create(EndpointDraft(url="https://post.example/in", name="Newsletter"))
    told(client_of(desk), till.id, [DOWN], at=ago(minutes=5), next_in=timedelta(minutes=5))
    page = shown(desk)
    assert page.list.ids() == [other.id, till.id]
    QTest.keyClick(page.list.row(other.id), Qt.Key.Key_Down)
    assert page.detail.shown_id() == till.id
    assert page.list.row(till.id).isChecked()
    assert [type(one).__name__ for one in stops(page) if not name_of(one)] == []
    wait_for(lambda: page.detail.delivery.request.y() > 60, "the page to be laid out")
    assert goes_back(page.detail.delivery) == []
    assert goes_back(page.list) == []
    page.detail.wanted.emit("edit")
    page.panel.form.only_section.set_open(True)
    page.panel.form.extra_section.set_open(True)
    assert [type(one).__name__ for one in stops(page.panel) if not name_of(one)] == []
    assert goes_back(page.panel.form) == []


def test_links_are_named_as_people_call_them(desk: Desk) -> None:
    client = client_of(desk)
    plain = client.links.create(LinkDraft(destination=URL, slug="lunch", title="Lunch"))
    comma = client.links.create(LinkDraft(destination=URL, slug="cake", title="Cake, of the day"))
    page = shown(desk)
    page.open_new()
    links = page.panel.form.only.links
    links.input.setText(f"lunch, {comma.short_url.partition('://')[2]}")
    assert links.keys() == (plain.id, comma.id)
    links.set_keys((plain.id,))
    assert links.input.text() == "Lunch"


def test_a_test_that_is_refused_says_status_and_time(desk: Desk, till: EndpointView) -> None:
    detail = shown(desk).detail
    one = AttemptView(
        uuid="", number=1, at=datetime.now(UTC), outcome="refused", status_code=503, took_ms=21,
        error="It answered 503 (Service Unavailable).", url=URL, request_headers={}, request_body="",
        response_headers={}, response_body="", response_cut=False,
    )  # fmt: skip
    detail.show_result(one)
    assert "It answered 503 in 21 ms. A test is sent once" in detail.result.text()
    assert "(Service" not in detail.result.text()
    detail.show_result(one.model_copy(update={"status_code": 410, "error": "It is gone for ever."}))
    assert "It is gone for ever." in detail.result.text()
