"""Webhooks: who is told of events, what was sent and answered, and everything that can be done about it."""

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from qrdesk.core.schemas.webhooks import EndpointView, WatchView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import webhooks_asking as asking
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pages.webhooks_delivery import DeliveryPane
from qrdesk.gui.pages.webhooks_detail import EndpointDetail, May
from qrdesk.gui.pages.webhooks_doing import Doing
from qrdesk.gui.pages.webhooks_following import TICK, Following
from qrdesk.gui.pages.webhooks_form import EndpointForm, FormFacts
from qrdesk.gui.pages.webhooks_list import EndpointList
from qrdesk.gui.pages.webhooks_log import DeliveryLog
from qrdesk.gui.pages.webhooks_panel import FormPanel
from qrdesk.gui.pages.webhooks_questions import Again, Rotation
from qrdesk.gui.pages.webhooks_removing import Removing
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens
from qrdesk.gui.webhooks_count import show_count
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.picker import Found

_TICK_MS, _AWAY_MS = 2_000, 10_000
_DAYS_EVERY = 15  # ticks: how the last day was changes slowly
_CHOSEN = "webhooks/endpoint"


class WebhooksPage(QWidget):
    """Endpoints at the left; at the right the one chosen with its deliveries, or a form."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        window: MainWindow,
        routes: Routes,
        server: Server,
        *,
        at_once: bool = True,
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._window, self._server = session, window, server
        self._endpoints: dict[str, EndpointView] = {}
        self._watches: Mapping[str, WatchView] = {}
        self._may = May()
        self._place = ""
        self._ticks = 0
        self.steps = self._in_steps(session, jobs, window, routes)
        if at_once:
            whole(self.steps)

    def _in_steps(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> Generator[None]:
        self.asking = asking.Asking(session, jobs, self)
        self.notice = Notice()
        self.add = Button(self.tr("Add"), "primary", "plus")
        self.list = EndpointList(self.add)
        yield
        log = DeliveryLog()
        yield
        delivery = DeliveryPane()
        yield
        rotation, again = Rotation(), Again()
        yield
        self.detail = EndpointDetail(log, delivery, rotation, again)
        yield
        window.state.keep_splitter("webhooks", self.detail.split)
        yield
        form = EndpointForm(self._find_links, at_once=False)
        yield from form.steps
        self.panel = FormPanel(form)
        yield
        self.begin = Button(self.tr("Add a webhook"), "primary", "plus")
        self.following = Following(self.asking, self.detail, self)
        self.removing = Removing(session, jobs, window, self)
        self.doing = Doing(self.asking, window, routes, self.detail, self.panel, self.removing, self)
        yield
        self.clock = QTimer(self)
        self.clock.setInterval(_TICK_MS)
        self.clock.timeout.connect(self.tick)
        yield from self._build()
        self._connect()
        yield
        session.on_connecting(self._connected)

    def refresh(self) -> None:
        """Ask for the endpoints again, and for what this person may do."""
        self.asking.ask("facts", asking.facts, self._show, self._not_shown)

    def focus_first(self) -> None:
        """Put the focus where one starts."""
        if self._stack.currentWidget() is self.panel:
            self.panel.focus_first()
        elif self._endpoints:
            self.list.focus_first()
        elif self.begin.isVisible():
            self.begin.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        shown = self._stack.currentWidget()
        if shown is self.detail:
            return [self.list, self.detail.head, self.detail.log.table, self.detail.delivery]
        return [self.list, shown] if shown is not None else [self.list]

    def open_new(self) -> None:
        """Offer to add an endpoint."""
        self._fill_form(None)

    def choose(self, endpoint_id: str) -> None:
        """Show an endpoint and its deliveries."""
        endpoint = self._endpoints.get(endpoint_id)
        if endpoint is None:
            return
        self._leave_form()
        self.list.mark(endpoint_id)
        self._window.state.write(_CHOSEN, endpoint_id)
        other = endpoint_id != self.detail.shown_id()
        self._show_endpoint(endpoint)
        self._stack.setCurrentWidget(self.detail)
        if other:
            self.following.ask()

    def tick(self) -> None:
        """Ask how what is in sight stands now, unless an answer is still awaited."""
        if self._window.isMinimized() or self.asking.is_open("facts") or self.asking.is_open(TICK):
            return
        if self._stack.currentWidget() is self._barred:  # the key may not read them
            return
        self._ticks += 1
        log = self._stack.currentWidget() is self.detail and not self.following.is_asking()
        wanted = asking.Wanted(
            self.detail.shown_id() if log else "",
            self.detail.log.wanted(),
            self.detail.delivery.shown(),
            watches=self._ticks % _DAYS_EVERY == 0,
        )
        self.asking.ask(TICK, partial(asking.tick, wanted), partial(self._ticked, wanted), self._unseen)

    def _build(self) -> Generator[None]:
        header = PageHeader(self.tr("Webhooks"))
        header.add_action(self.add)
        left = QFrame()
        column = boxes.rows(header, boxes.line("h"), gap=0)
        column.addWidget(self.list, 1)
        left.setLayout(column)
        left.setFixedWidth(tokens.measures().panel.webhooks_list)
        self._empty = EmptyPage(
            "webhook",
            self.tr("Tell other programs what happens to your links"),
            self.tr(
                "Add the address of a newsletter, a web shop or a table planner. It is told when a code is scanned or "
                "a link changes, and what does not arrive is sent again for days."
            ),
            other=boxes.box(boxes.columns(None, self.begin, None)),
        )
        self._barred = EmptyPage(
            "lock",
            self.tr("Webhooks are not open to your key"),
            self.tr("An owner or an admin of this workspace can show them to you, or make a key that reads them."),
        )
        self._blank = QWidget()
        self._stack = QStackedWidget()
        right = boxes.rows(self.notice, gap=0)
        right.addWidget(self._stack, 1)
        row = boxes.columns(left, gap=0)
        row.addWidget(boxes.box(right, edge="left"), 1)
        self.setLayout(row)
        for part in (self._blank, self.detail, self.panel, self._empty, self._barred):  # at last: each is dressed once
            yield
            self._stack.addWidget(part)
        yield

    def _connect(self) -> None:
        detail = self.detail
        self.add.clicked.connect(self.open_new)
        self.begin.clicked.connect(self.open_new)
        self.list.chosen.connect(self.choose)
        self.list.resume_wanted.connect(self.doing.resume)
        self.panel.closed.connect(self._close_form)
        self.doing.changed.connect(self.refresh)
        self.doing.edit_wanted.connect(self._edit)
        self.doing.made.connect(self._made)
        self.doing.saved.connect(self._saved)
        self.removing.hidden.connect(self._deleted)
        self.removing.changed.connect(self.refresh)
        self.doing.sent.connect(self._sent)
        detail.start_wanted.connect(self._server.start)
        self.following.failed.connect(self._log_not_shown)
        self._server.state_changed.connect(self._server_changed)

    def _connected(self) -> None:
        self.following.forget()
        self.asking.forget()
        self.notice.clear()
        self._endpoints, self._watches, self._may, self._place = {}, {}, May(), ""
        self.list.show_endpoints([], {}, may_resume=False)
        self.detail.forget()
        self.panel.leave()
        self.add.hide()
        self._stack.setCurrentWidget(self._blank)
        if self.isVisible():
            self.refresh()

    # the endpoints

    def _show(self, facts: asking.Facts) -> None:
        self.notice.clear()
        self.clock.setInterval(_TICK_MS)
        scopes = facts.scopes
        self._may = May(asking.CREATE in scopes, asking.UPDATE in scopes, asking.DELETE in scopes)
        if facts.place != self._place:
            self._place = facts.place
            self.panel.drafts.go_to(facts.place)
        self.begin.setVisible(self._may.create)
        self._watches = facts.watches
        if asking.READ not in scopes:
            self._stack.setCurrentWidget(self._barred)
            return
        self._list(facts.endpoints)

    def _list(self, endpoints: Sequence[EndpointView]) -> None:
        endpoints = self.removing.shown(endpoints)
        self._endpoints = {one.id: one for one in endpoints}
        self.list.show_endpoints(endpoints, self._watches, may_resume=self._may.update)
        self.add.setVisible(self._may.create and bool(endpoints))  # an empty page has a button of its own
        show_count(self._window, endpoints)
        if self._stack.currentWidget() is self.panel:
            return  # what is typed is not taken away
        held = next((one.id for one in endpoints if self.detail.holds(one.id)), "")
        shown = self.detail.shown_id() or held or self._window.state.read(_CHOSEN, "")
        if not endpoints:
            self.detail.forget()
            self._stack.setCurrentWidget(self._empty)
        elif shown == self.detail.shown_id() and shown in self._endpoints:
            self._show_endpoint(self._endpoints[shown])
            self._stack.setCurrentWidget(self.detail)
        else:
            self.choose(shown if shown in self._endpoints else endpoints[0].id)

    def _show_endpoint(self, endpoint: EndpointView) -> None:
        self.detail.show_endpoint(endpoint, self._watches.get(endpoint.id), self._may, sends=self._sends())

    def _sends(self) -> bool:
        """Whether something sends what waits, as far as the app knows."""
        return self._session.mode != "local" or self._server.state is not ServerState.STOPPED

    def _server_changed(self, _state: ServerState, _address: str) -> None:
        endpoint = self._endpoints.get(self.detail.shown_id())
        if endpoint is not None:
            self._show_endpoint(endpoint)

    def _not_shown(self, error: Exception) -> None:
        again = (self.tr("Try now"), self.refresh)
        title = self.tr("The webhooks could not be loaded")
        self.notice.say("danger", title, words.failure(error), [again], details=details(error))

    # their deliveries

    def _log_not_shown(self, again: Callable[[], object], error: Exception) -> None:
        said, now = self.tr("The deliveries could not be loaded"), self.tr("Try now")
        self.notice.say("danger", said, words.failure(error), [(now, again)], details=details(error))

    def _ticked(self, wanted: asking.Wanted, now: asking.Tick) -> None:
        self.clock.setInterval(_TICK_MS)
        self._watches = now.watches if now.watches is not None else self._watches
        self._list(now.endpoints)
        self.following.freshen(wanted, now)

    def _unseen(self, error: Exception) -> None:
        """Nobody asked for this: say it where it disturbs nobody, and ask less often."""
        self.clock.setInterval(_AWAY_MS)
        self._window.status.say(words.failure(error))

    def _sent(self, delivery_id: str) -> None:
        """Something was sent just now: show the newest, or the one delivery that it is about."""
        if not delivery_id:
            self.following.begin_anew()
        self.refresh()
        if delivery_id:
            self.following.look_at(delivery_id, self.tick)

    # the form

    def _edit(self) -> None:
        endpoint = self._endpoints.get(self.detail.shown_id())
        if endpoint is not None:
            self._fill_form(endpoint)

    def _fill_form(self, endpoint: EndpointView | None) -> None:
        self.asking.ask("form", partial(asking.form_facts, endpoint), partial(self._show_form, endpoint), self._no_form)

    def _show_form(self, endpoint: EndpointView | None, facts: FormFacts) -> None:
        if endpoint is None:
            self.panel.show_new(facts)
            self.list.mark("")
        else:
            self.panel.show_endpoint(endpoint, facts)
        self._stack.setCurrentWidget(self.panel)
        self.panel.focus_first()

    def _no_form(self, error: Exception) -> None:
        self.notice.say("danger", self.tr("The form could not be opened"), words.failure(error), details=details(error))

    def _leave_form(self) -> None:
        self.asking.drop("form")
        if self._stack.currentWidget() is self.panel:
            self.panel.leave()

    def _close_form(self) -> None:
        self._leave_form()
        self._stack.setCurrentWidget(self._blank)
        self.list.mark(self.detail.shown_id())
        self._list(list(self._endpoints.values()))
        self.focus_first()

    def _made(self, endpoint: EndpointView) -> None:
        self._endpoints[endpoint.id] = endpoint
        self.list.show_endpoints(self._in_order(), self._watches, may_resume=self._may.update)
        self.choose(endpoint.id)

    def _saved(self, endpoint: EndpointView) -> None:
        self._endpoints[endpoint.id] = endpoint
        if self._stack.currentWidget() is self.panel and self.panel.shown_id() == endpoint.id:
            self._stack.setCurrentWidget(self._blank)
            self.choose(endpoint.id)
        self.refresh()

    def _in_order(self) -> list[EndpointView]:
        return sorted(self._endpoints.values(), key=lambda one: one.name.casefold())

    def _deleted(self, endpoint_id: str) -> None:
        self._endpoints.pop(endpoint_id, None)
        self.panel.drafts.drop(endpoint_id)
        if self.detail.shown_id() == endpoint_id:
            self.detail.forget()
        self._list(self._in_order())

    def _find_links(self, text: str, found: Found) -> None:
        self.asking.ask("links", partial(asking.find_links, text), found, lambda _error: found([]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.clock.stop()
