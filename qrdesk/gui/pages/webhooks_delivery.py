"""One delivery: its attempts one after the other, and of the one chosen what was sent and what was answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.webhooks import AttemptView, DeliveryDetail
from qrdesk.gui import webhooks_words as said
from qrdesk.gui import words
from qrdesk.gui.pages.webhooks_chain import Chain
from qrdesk.gui.theme import fonts
from qrdesk.gui.webhooks_text import HttpText, request_text, response_text
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.fields import read_only


class DeliveryPane(QWidget):
    """``redeliver_wanted`` brings the id of a delivery."""

    redeliver_wanted = Signal(str)
    copy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delivery: DeliveryDetail | None = None
        self._place = -1
        self._at_rest = False
        self._latest = True  # the attempt in sight is the last one, and stays so when there is one more
        self.id = read_only("", self.tr("Id of the delivery"))
        self.id.setFont(fonts.fixed("caption"))
        self.copy = IconButton("copy", self.tr("Copy the id of the delivery"))
        self.chain = Chain(self.copy)
        self.redeliver = Button(self.tr("Redeliver"), icon="refresh-cw", size="small")
        self.redeliver.setToolTip(self.tr("Send this event once more, under the same webhook-id"))
        self.request, self.response = HttpText(self.tr("Request")), HttpText(self.tr("Response"))
        self._signed, self._took = labels.text("", "caption"), labels.Elided("", "caption")
        self._build()
        self.forget()

    def shown_id(self) -> str:
        """Return the id of the delivery in sight; empty for none."""
        return self._delivery.id if self._delivery is not None else ""

    def shown(self) -> DeliveryDetail | None:
        """Return the delivery in sight."""
        return self._delivery

    def show_delivery(self, delivery: DeliveryDetail) -> None:
        """Show a delivery; of one in sight already, the attempt that is read stays."""
        if delivery.id != self.shown_id() or self._latest or self._place >= len(delivery.tries):
            self._latest, self._place = True, len(delivery.tries) - 1
        self._delivery = delivery
        self.id.setText(delivery.id)
        self.show()
        self.redeliver.setEnabled(True)
        self._show()

    def forget(self) -> None:
        """Show none: the list takes the room."""
        self._delivery, self._place, self._latest = None, -1, True
        self.hide()

    def attempt(self) -> AttemptView | None:
        """Return the attempt in sight."""
        delivery = self._delivery
        return delivery.tries[self._place] if delivery is not None and 0 <= self._place < len(delivery.tries) else None

    def set_endpoint(self, *, may_send: bool, at_rest: bool) -> None:
        """Say whether this person may have something sent, and whether nothing is sent for now."""
        self.redeliver.setVisible(may_send)
        if at_rest != self._at_rest:
            self._at_rest = at_rest
            self._show()

    def _build(self) -> None:
        head = boxes.columns(gap=8, margins=(20, 12, 16, 8))
        for part in (labels.text(self.tr("Delivery"), "label"), self.id, self.copy):
            head.addWidget(part)
        head.addWidget(self.chain, 1)
        head.addWidget(self.redeliver)
        panes = boxes.columns(gap=12, margins=(20, 0, 16, 16))
        for name, right, text, share in (
            (self.tr("Request"), self._signed, self.request, 4),
            (self.tr("Response"), self._took, self.response, 3),
        ):
            line = boxes.columns(labels.text(name, "label"), None, right, gap=8)
            column = boxes.rows(line, gap=6)
            column.addWidget(text, 1)
            panes.addLayout(column, share)
        body = boxes.rows(head, gap=0)
        body.addLayout(panes, 1)
        self.setLayout(body)
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self.shown_id()))
        self.redeliver.clicked.connect(self._redeliver)
        self.chain.chosen.connect(self._choose)

    def _show(self) -> None:
        delivery, attempt = self._delivery, self.attempt()
        if delivery is None:
            return
        self.chain.show_delivery(delivery, self._place, at_rest=self._at_rest)
        if attempt is None:
            self._signed.setText("")
            self._took.setText("")
            self.request.show_text(self.tr("Nothing was sent yet."))
            self.response.show_text(words.told(delivery.trouble) or self.tr("It was not tried yet."))
            return
        signed = any("signature" in name.lower() for name in attempt.request_headers)
        self._signed.setText(self.tr("signed") if signed else "")
        answer = str(attempt.status_code) if attempt.status_code is not None else said.outcome_words(attempt.outcome)
        took = said.took(attempt.took_ms)
        self._took.setText(self.tr("{answer} in {time}").format(answer=answer, time=took) if took else answer)
        self.request.show_text(request_text(attempt))
        cut = self.tr("There was more of it; the first 16 KiB are kept.")
        without = words.told(attempt.error) or said.outcome_words(attempt.outcome)
        self.response.show_text(response_text(attempt, cut) or without)

    def _choose(self, place: int) -> None:
        if self._delivery is not None:
            self._place, self._latest = place, place == len(self._delivery.tries) - 1
            self._show()

    def _redeliver(self) -> None:
        self.redeliver.setEnabled(False)  # until the answer is there
        self.redeliver_wanted.emit(self.shown_id())
