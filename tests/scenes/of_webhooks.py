"""Scenes of the Webhooks page: a till that fails, a newsletter that does not, one switched off, forms and questions."""

import random
from datetime import UTC, datetime, timedelta

from PySide6.QtTest import QTest

from qrdesk.client import Client, EndpointDraft
from qrdesk.core import database
from qrdesk.core.models import Endpoint
from qrdesk.core.schemas.webhooks import AttemptView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.webhooks import WebhooksPage
from qrdesk.gui.shell.server_pill import ServerState
from tests.scenes.steps import Shot, to_the_end
from tests.webhook_rows import Try, told

_DOWN: Try = ("refused", 503, 21)
_LATE: Try = ("timed_out", None, 15_004)


def fill_webhooks(client: Client) -> None:
    """Make endpoints of every state with a day of deliveries."""
    chance = random.Random(11)
    links = [one.id for one in client.links.each() if one.title and not one.title.startswith(("Table", "Label"))]
    draft = EndpointDraft(url="https://kasse.example/hooks/qrdesk", name="Till", kinds=("link.clicked",))
    till = client.webhooks.create(draft.model_copy(update={"headers": {"Authorization": "Bearer 4Qm8ZtW2"}})).id
    news = client.webhooks.create(
        EndpointDraft(url="https://post.example/in/8f2c", name="Newsletter", kinds=("link.created", "link.updated"))
    ).id
    table = client.webhooks.create(EndpointDraft(url="https://reservation.example/hook", name="Table planner")).id
    old = client.webhooks.create(
        EndpointDraft(url="https://alt.kasse.example/qr", name="Old till", kinds=("link.clicked",), format="honopu")
    ).id
    now = datetime.now(UTC)
    told(client, till, [_DOWN] * 10, at=now - timedelta(days=4), link=links[0])
    for endpoint, kind in ((till, "link.clicked"), (news, "link.updated"), (table, "code.exported")):
        for hours in range(23, 4 if endpoint == till else 0, -1):
            for minutes in sorted(chance.sample(range(55), chance.randint(1, 6)), reverse=True):
                at = now - timedelta(hours=hours, minutes=minutes, seconds=chance.randint(0, 59))
                well: Try = ("delivered", 200, chance.randint(40, 130))
                told(client, endpoint, [well], at=at, link=chance.choice(links), kind=kind)
    for hours in (4, 3, 2, 1, 0):
        for minute in (50, 31, 12):
            at = now - timedelta(hours=hours, minutes=minute, seconds=chance.randint(0, 59))
            last = _LATE if minute == 31 else _DOWN
            told(
                client, till, [_DOWN, _DOWN, last] if minute == 31 else [_DOWN, last], at=at, link=chance.choice(links),
                next_in=timedelta(minutes=4 + hours), answer="Kasse wird neu gestartet",
            )  # fmt: skip
    for minutes in (5, 2, 1):
        told(client, old, [], at=now - timedelta(minutes=minutes), link=links[1])
    with database.scope(), database.write():
        Endpoint.update(delivered_at=now - timedelta(hours=1)).where(Endpoint.public_id.in_([news, table])).execute()
        failing = {"failures": 30, "failing_since": now - timedelta(hours=4, minutes=50), "failed_at": now}
        Endpoint.update(**failing).where(Endpoint.public_id == till).execute()
        gone = {"disabled_at": now - timedelta(days=18), "disabled_why": "failing", "failures": 40}
        Endpoint.update(**gone).where(Endpoint.public_id == old).execute()


def page(desk: Desk, name: str = "Till", *, served: bool = True) -> WebhooksPage:
    """Show an endpoint, as if a server ran."""
    if served:
        desk.server.state = ServerState.SERVING
    desk.window.show_page("webhooks")
    shown = desk.webhooks
    for row in shown.list.ids():
        if shown.list.row(row).accessibleName().startswith(name):
            shown.choose(row)
    return shown


def _unserved(desk: Desk) -> None:
    page(desk, served=False)
    desk.window.pill.show_state(ServerState.STOPPED, "")


def _attempt(desk: Desk) -> None:
    shown = page(desk)
    shown.detail.log.status.button("failed").click()
    QTest.qWait(50)
    shown.detail.delivery.chain.buttons()[0].click()


def _off(desk: Desk) -> None:
    page(desk, "Old till")


def _new(desk: Desk) -> None:
    shown = page(desk)
    shown.add.click()


def _chosen(desk: Desk) -> None:
    shown = page(desk)
    shown.add.click()
    shown.panel.form.url.set_text("https://shop.example.com/hooks/qrdesk")
    shown.panel.form.kinds.which.button("some").click()
    shown.panel.form.kinds.ticks["link.clicked"].setChecked(True)


def _wrong(desk: Desk) -> None:
    shown = page(desk)
    shown.add.click()
    form = shown.panel.form
    form.url.set_text("https://169.254.169.254/latest")
    form.extra_section.set_open(True)
    form.extra.headers.setPlainText("X-Shop: 7")
    form.extra.data.setPlainText("{shop}")
    shown.panel.make.click()
    QTest.qWait(50)
    to_the_end(form)


def _refused(desk: Desk) -> None:
    shown = page(desk)
    shown.add.click()
    shown.panel.form.url.set_text("https://169.254.169.254/latest")
    shown.panel.make.click()


def _edit(desk: Desk) -> None:
    shown = page(desk)
    shown.detail.wanted.emit("edit")
    shown.panel.form.only_section.set_open(True)
    shown.panel.form.extra_section.set_open(True)
    shown.panel.form.name.set_text("Till at the counter")
    QTest.qWait(50)
    to_the_end(shown.panel.form)


def _asking(what: str) -> Shot:
    def shot(desk: Desk) -> None:
        page(desk).detail.wanted.emit(what)

    return shot


def _tested(desk: Desk) -> None:
    shown = page(desk, "Newsletter")
    attempt = shown.detail.delivery.attempt()
    assert attempt is not None
    shown.detail.show_result(attempt)


def _test_failed(desk: Desk) -> None:
    shown = page(desk)
    attempt = shown.detail.delivery.attempt()
    assert isinstance(attempt, AttemptView)
    shown.detail.show_result(attempt)


def _none_like_that(desk: Desk) -> None:
    shown = page(desk)
    shown.detail.log.search.setText("dlv_nothing")
    QTest.qWait(300)


def _secret(desk: Desk) -> None:
    shown = page(desk, "Table planner")
    shown.detail.wanted.emit("rotate")
    shown.detail.rotation.final.click()


def _empty(desk: Desk) -> None:
    page(desk)


SCENES: dict[str, Shot] = {
    "webhooks": lambda desk: page(desk) and None,
    "webhooks-unserved": _unserved,
    "webhooks-attempt": _attempt,
    "webhooks-off": _off,
    "webhooks-new": _new,
    "webhooks-chosen": _chosen,
    "webhooks-wrong": _wrong,
    "webhooks-refused": _refused,
    "webhooks-edit": _edit,
    "webhooks-rotate": _asking("rotate"),
    "webhooks-again": _asking("recover"),
    "webhooks-delete": _asking("delete"),
    "webhooks-tested": _tested,
    "webhooks-test-failed": _test_failed,
    "webhooks-none": _none_like_that,
    "webhooks-secret": _secret,  # this one makes something
}

EMPTY: dict[str, Shot] = {"empty-webhooks": _empty}
