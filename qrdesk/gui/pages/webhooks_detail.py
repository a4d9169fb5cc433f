"""One endpoint: what is wrong with it, what was sent to it, and of one delivery every attempt."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from qrdesk.core.schemas.webhooks import AttemptView, EndpointView, WatchView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui import words
from qrdesk.gui.pages.access_once import ShownOnce
from qrdesk.gui.pages.access_part import Question
from qrdesk.gui.pages.webhooks_delivery import DeliveryPane
from qrdesk.gui.pages.webhooks_head import Banner, EndpointHead, Tone, Trouble
from qrdesk.gui.pages.webhooks_log import DeliveryLog
from qrdesk.gui.pages.webhooks_questions import Again, Rotation
from qrdesk.gui.widgets import boxes

_GONE = 410  # said in words: nothing more is sent then


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do with endpoints."""

    create: bool = False
    update: bool = False
    delete: bool = False


class EndpointDetail(QWidget):
    """``wanted`` brings what is to be done with the endpoint in sight, ``start_wanted`` asks for a server."""

    wanted = Signal(str)
    start_wanted = Signal()
    deleted = Signal()

    def __init__(
        self, log: DeliveryLog, delivery: DeliveryPane, rotation: Rotation, again: Again, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._endpoint: EndpointView | None = None
        self._may = May()
        self._sends = True
        self._secrets: dict[str, str] = {}  # made just now, by endpoint, until they are stored
        self.head = EndpointHead()
        self.trouble = Trouble(self.head.more)
        self.result, self.unsent = Banner(self.head.more), Banner(self.head.more)
        self._tells = False  # what came of the last thing done
        self.rotation, self.again = rotation, again
        self.question = Question(" ", self.tr("Keep it"), self.tr("Delete it"), self.deleted.emit)
        self.once = ShownOnce(
            self.tr("The new secret"),
            self.tr("The secret is copied"),
            self.tr("QRDesk keeps it sealed. This is the one time you can see it."),
            self.tr("The receiver checks with it that requests are from you and unchanged."),
        )
        self.log, self.delivery = log, delivery
        self._build()

    def shown_id(self) -> str:
        """Return the id of the endpoint in sight; empty for none."""
        return self._endpoint.id if self._endpoint is not None else ""

    def endpoint(self) -> EndpointView | None:
        """Return the endpoint in sight."""
        return self._endpoint

    def show_endpoint(self, endpoint: EndpointView, watch: WatchView | None, may: May, *, sends: bool) -> None:
        """Show how an endpoint stands; of another one nothing of the one before stays."""
        if endpoint.id != self.shown_id():
            self._leave()
        self._endpoint, self._may, self._sends = endpoint, may, sends
        self.head.show_endpoint(endpoint, watch, may_change=may.update, may_delete=may.delete)
        at_rest = endpoint.state in {"paused", "disabled"}
        self.log.model.set_at_rest(at_rest=at_rest)
        self.delivery.set_endpoint(may_send=may.update, at_rest=at_rest)
        self.log.show_summary(said.day_summary(watch))
        self.log.say_nothing_sent(self._what_next(endpoint))
        title = self.tr("Copy the secret of {name} now").format(name=endpoint.name)
        self.once.show_text(title, self._secrets.get(endpoint.id, ""))
        self.show_notes()

    def show_secret(self, endpoint_id: str, secret: str) -> None:
        """Show a secret this one time; with its endpoint, until somebody says that it is stored."""
        self._secrets[endpoint_id] = secret
        if endpoint_id == self.shown_id() and self._endpoint is not None:
            self.rotation.hide()
            title = self.tr("Copy the secret of {name} now").format(name=self._endpoint.name)
            self.once.show_text(title, secret)
            self.show_notes()
            self.once.focus_copy()

    def keep_secret(self, endpoint_id: str, secret: str) -> None:
        """Keep a secret that came when its place was left, to be shown with its endpoint."""
        self._secrets[endpoint_id] = secret

    def holds(self, endpoint_id: str) -> bool:
        """Whether the secret of this endpoint was made and is not stored yet."""
        return endpoint_id in self._secrets

    def show_result(self, attempt: AttemptView) -> None:
        """Say what came of a test."""
        self.head.set_testing(testing=False)
        took = said.took(attempt.took_ms)
        if attempt.outcome == "delivered":
            text = self.tr("It answered {status} in {time}.").format(status=attempt.status_code, time=took)
            self._tell("success", self.tr("The test has arrived."), text)
        else:
            why = f"{words.told(attempt.error)} ({took})" if took else words.told(attempt.error)
            if took and attempt.status_code is not None and attempt.status_code != _GONE:
                why = self.tr("It answered {status} in {time}.").format(status=attempt.status_code, time=took)
            text = self.tr("{reason} A test is sent once; events are sent again.").format(reason=why)
            self._tell("danger", self.tr("The test did not arrive."), text)

    def say_done(self, said_: str) -> None:
        """Say what was done."""
        self.again.hide()
        self._tell("success", said_, "")

    def say_trouble(self, error: Exception) -> None:
        """Say why nothing was done."""
        self.head.set_testing(testing=False)
        self._tell("danger", self.tr("Nothing was done."), words.failure(error))

    def ask(self, what: str) -> None:
        """Ask before something is done: rotate, recover, replay or delete."""
        for card in self._cards:
            card.hide()
        if what == "rotate":
            self.rotation.ask()
        elif what == "recover":
            self.again.ask("recover")
        elif what == "replay":
            self.again.ask("replay")
        elif self._endpoint is not None:
            title = self.tr("Delete {name}?").format(name=self._endpoint.name)
            self.question.ask(self._lost(self._endpoint), title)
        self.show_notes()

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self._leave()
        self._endpoint = None  # secrets not stored yet are kept: they show again with their endpoints
        self.once.show_text("", "")

    def show_notes(self) -> None:
        """Show the one note that matters most: a card, what came of a test, that nobody sends, what is wrong."""
        endpoint = self._endpoint
        card = not self.once.isHidden() or any(not one.isHidden() for one in self._cards)
        self.result.setVisible(self._tells and not card)
        if endpoint is None or card or self._tells:
            self.trouble.hide()
            self.unsent.hide()
        elif not self._sends and endpoint.state not in {"paused", "disabled"}:
            self.trouble.hide()
            self.unsent.say(
                "warn", *self._unsent(endpoint), (self.tr("Start the server"), "power", self.start_wanted.emit)
            )
        else:
            self.unsent.hide()
            self.trouble.show_endpoint(endpoint, sends=self._sends, may_change=self._may.update)

    def _build(self) -> None:
        self._cards = (self.rotation, self.again, self.question)
        notes = boxes.rows(
            self.once, *self._cards, self.result, self.unsent, self.trouble, gap=8, margins=(20, 0, 16, 4)
        )
        self.split = split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.log)
        split.addWidget(self.delivery)
        split.setSizes([276, 338])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        column = boxes.rows(self.head, notes, gap=0)
        column.addWidget(split, 1)
        self.setLayout(column)
        self.head.wanted.connect(self.wanted)
        self.trouble.wanted.connect(self.wanted)
        self.once.stored.connect(self._stored)
        for card in self._cards:
            card.installEventFilter(self)

    def eventFilter(self, watched: object, event: object) -> bool:
        """A card was closed: what stood in its place is there again."""
        if isinstance(event, QEvent) and event.type() == QEvent.Type.HideToParent and watched in self._cards:
            self.show_notes()
        return False

    def _leave(self) -> None:
        for card in (*self._cards, self.result, self.unsent, self.trouble):
            card.hide()
        self._tells = False
        self.head.set_testing(testing=False)
        self.log.forget()
        self.delivery.forget()

    def _tell(self, tone: Tone, title: str, text: str) -> None:
        self._tells = True
        self.result.say(tone, title, text, (self.tr("Close"), "", self._close_result))
        self.show_notes()

    def _close_result(self) -> None:
        self._tells = False
        self.show_notes()

    def _stored(self) -> None:
        self._secrets.pop(self.shown_id(), None)
        self.once.show_text("", "")
        self.show_notes()

    def _unsent(self, endpoint: EndpointView) -> tuple[str, str]:
        kept = words.counted(
            endpoint.waiting, self.tr("{count} delivery waits here."), self.tr("{count} deliveries wait here.")
        )
        title = self.tr("No server runs here, so nothing is sent.")
        return title, kept if endpoint.waiting else self.tr("Events are kept, and sent once it runs.")

    def _what_next(self, endpoint: EndpointView) -> str:
        if endpoint.state in {"paused", "disabled"}:
            return self.tr("Events are kept here until it goes on.")
        if not endpoint.kinds or said.VISITS in endpoint.kinds:
            return self.tr("Send a test, or scan a code: what was sent and answered stands here for 30 days.")
        return self.tr(
            "Send a test, or wait for an event that is chosen here: what was sent and answered stands here for 30 days."
        )

    def _lost(self, endpoint: EndpointView) -> str:
        lost = self.tr("Nothing is sent there any more, and its log of 30 days is lost.")
        if endpoint.waiting:
            one, many = (
                self.tr("{count} waiting delivery and its log of 30 days are lost."),
                self.tr("{count} waiting deliveries and its log of 30 days are lost."),
            )
            lost = words.counted(endpoint.waiting, one, many)
        return f"{lost} {self.tr('You can undo this for a moment.')}"
