"""The deliveries of the endpoint in sight: asked for when it is chosen, on scrolling, and as they come in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.webhooks import DeliveryDetail, DeliveryView
from qrdesk.gui.pages import webhooks_asking as asking
from qrdesk.gui.pages.webhooks_detail import EndpointDetail

_LOG, _MORE, _DELIVERY, TICK = "log", "more", "delivery", "tick"


class Following(QObject):
    """``failed`` brings an error, and how to ask once more."""

    failed = Signal(object, object)

    def __init__(self, asked: asking.Asking, detail: EndpointDetail, parent: QObject) -> None:
        super().__init__(parent)
        self._asking, self._detail = asked, detail
        detail.log.asked.connect(self.ask)
        detail.log.more_wanted.connect(self._ask_more)
        detail.log.chosen.connect(self._ask_delivery)

    def ask(self) -> None:
        """Ask for the newest deliveries that are looked for."""
        shown, log = self._detail.shown_id(), self._detail.log
        if not shown:
            return
        if not self._asking.is_open(_LOG):
            log.loading.start()
        for kind in (_MORE, _DELIVERY, TICK):
            self._asking.drop(kind)
        self._asking.ask(
            _LOG, partial(asking.deliveries, shown, log.wanted(), None), self._show, partial(self._away, self.ask)
        )

    def is_asking(self) -> bool:
        """Whether the newest deliveries are on their way."""
        return self._asking.is_open(_LOG)

    def forget(self) -> None:
        """Another place is shown."""
        if self._asking.is_open(_LOG):
            self._detail.log.loading.stop()

    def begin_anew(self) -> None:
        """Something was sent just now: show the newest deliveries, and the first of them."""
        self._detail.delivery.forget()
        self._detail.log.forget()
        self.ask()

    def look_at(self, delivery_id: str, then: Callable[[], object]) -> None:
        """Ask once more for the delivery in sight."""

        def here(delivery: DeliveryDetail) -> None:
            self._detail.delivery.show_delivery(delivery)
            then()

        work = partial(asking.delivery, delivery_id)
        self._asking.ask(_DELIVERY, work, here, self._detail.say_trouble)

    def freshen(self, wanted: asking.Wanted, now: asking.Tick) -> None:
        """Show how the deliveries stand now, if they are still those in sight."""
        log, pane = self._detail.log, self._detail.delivery
        if now.page is None or self._detail.shown_id() != wanted.endpoint_id or log.wanted() != wanted.asked:
            return
        begins = not log.model.rowCount()
        log.freshen(now.page)
        if begins and now.page.data:
            self._choose(now.page.data[0])
        elif now.delivery is not None and now.delivery.id == pane.shown_id():
            pane.show_delivery(now.delivery)

    def _show(self, page: Page[DeliveryView]) -> None:
        log, pane = self._detail.log, self._detail.delivery
        log.loading.stop()
        log.show_page(page)
        if pane.shown_id() and log.mark(pane.shown_id()):
            return
        if page.data:
            self._choose(page.data[0])
        else:
            pane.forget()

    def _choose(self, delivery: DeliveryView) -> None:
        self._detail.log.mark(delivery.id)
        self._ask_delivery(delivery)

    def _ask_more(self) -> None:
        log = self._detail.log
        if log.older is not None and not self._asking.is_open(_MORE) and not self._asking.is_open(_LOG):
            work = partial(asking.deliveries, self._detail.shown_id(), log.wanted(), log.older)
            self._asking.ask(_MORE, work, log.append, partial(self.failed.emit, self._ask_more))

    def _ask_delivery(self, delivery: DeliveryView) -> None:
        self._asking.drop(TICK)
        work = partial(asking.delivery, delivery.id)
        self._asking.ask(_DELIVERY, work, self._detail.delivery.show_delivery, self._detail.say_trouble)

    def _away(self, again: Callable[[], object], error: Exception) -> None:
        self._detail.log.loading.stop()
        self.failed.emit(again, error)
