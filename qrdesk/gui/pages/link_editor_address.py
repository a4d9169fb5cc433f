"""The address of a link: domain and slug with its free or taken, and the other addresses that lead there."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.client import SlugQuery
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.links import LinkView, SlugView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.pages.link_editor_symbol import SymbolSize
from qrdesk.gui.session import Session
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, Input, TextField
from qrdesk.gui.widgets.flow import FlowBox

_PAUSE_MS = 250  # typing stops this long before an address is looked up
_DOMAIN, _DOMAIN_LEAST, _NARROW = 184, 140, 360  # px
_ANY = 16_777_215  # QWIDGETSIZE_MAX
_SLUG_MOST = 64


class AddressFields(Part):
    """Domain and slug. Whether it is free is said while typing; an older answer never overwrites a newer one."""

    alias_wanted = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._own: frozenset[str] = frozenset()
        self._query = 0
        self._taken = False  # says the look-up: that holds until something else is typed
        self.domain = Choice()
        self.domain.setMinimumWidth(_DOMAIN_LEAST)  # "taken" needs its room in the slug beside it
        self.domain.setMaximumWidth(_DOMAIN)
        self.domain.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.domain.setAccessibleName(self.tr("Domain"))
        self.slug = Input()
        self.slug.setMaxLength(_SLUG_MOST)
        line = QWidget()
        self._line = boxes.columns(
            self.domain, boxes.columns(labels.text("/", "body", "tertiary"), self.slug, gap=8), gap=8
        )
        line.setLayout(self._line)
        self.field = Field("", line)
        self.slug.setAccessibleName(self.tr("Address behind the slash"))
        self._ideas = FlowBox(6)
        self._ideas.hide()
        self.places = {"slug": self.field}
        self.size_said = SymbolSize()
        self.more = MoreAddresses()
        self.more.wanted.connect(self.alias_wanted)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.slug.textChanged.connect(self._edited)
        self.domain.chosen.connect(self._edited)
        self.setLayout(boxes.rows(self.field, self._ideas, self.size_said, self.more, gap=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand below each other where there is little room: the slug has a word beside it, such as "taken"."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self.domain.setMaximumWidth(_ANY if narrow else _DOMAIN)
        way = boxes.QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def show_domains(self, domains: Sequence[DomainView]) -> None:
        """Offer the workspace's domains for new links."""
        self.size_said.know(domains)
        self.domain.set_options([(domain.host, domain.host) for domain in domains])
        self._say_size()

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show the slug in ``values``; the domain of a link is fixed."""
        self.more.show_aliases(link)
        if link is None:
            self.show_new(values.slug)
        else:
            self._show_link(link, values.slug)

    def read(self) -> dict[str, Any]:
        """Return the slug typed."""
        return {"slug": self.text()}

    def check(self) -> bool:
        if not self._taken and self.has_error():  # what was refused may be right by now
            self.clear_error()
        return not self._taken

    def summary(self) -> str:
        """Return the whole address."""
        return f"{self.domain.key()}/{self.text()}"

    def _show_link(self, link: LinkView, slug: str) -> None:
        self.size_said.know_link(link)
        if self.domain.findData(link.host) < 0:
            self.domain.addItem(link.host, link.host)
        self.domain.choose(link.host)
        self.domain.setEnabled(False)
        self.slug.setPlaceholderText("")
        self._own = frozenset({link.slug.casefold(), *(alias.casefold() for alias in link.aliases)})
        self._fill(slug)
        self.field.set_hint(self.tr("A new address leaves the old one working: printed codes go on."))

    def show_new(self, slug: str) -> None:
        """Offer an address for a new link."""
        self.domain.setEnabled(self.domain.count() > 1)
        if self.domain.count():
            self.domain.setCurrentIndex(0)  # the default one
        self.slug.setPlaceholderText(self.tr("six characters"))
        self._own = frozenset()
        self._fill(slug)
        self.field.set_hint(self.tr("Leave it empty for six characters that are easy to read aloud."))

    def propose(self, host: str, slug: str) -> None:
        """Fill in the address that a new link is wanted for, as if it were typed."""
        self.domain.choose(host)
        self.slug.setText(slug[:_SLUG_MOST])

    def text(self) -> str:
        """Return the slug typed."""
        return self.slug.text().strip()

    def has_error(self) -> bool:
        """Whether the address cannot be had, as far as is known."""
        return self.field.has_error()

    def show_error(self, name: str, message: str) -> bool:
        """Say why the address cannot be had; whether it is about that."""
        if name == "alias":
            self.more.field.show_error(message)
        elif name in self.places:
            self.refuse(message)
        return name in {"alias", *self.places}

    def refuse(self, message: str, ideas: Sequence[str] = ()) -> None:
        """Say why the address cannot be had, and what is free."""
        self.field.show_error(message)
        style.restyle(self.slug, invalid=True)
        self.slug.show_state(self.tr("taken") if ideas else "", "circle-x", "danger")
        self._offer(ideas)

    def clear_error(self) -> None:
        """Nothing is known against it."""
        self._taken = False
        self.field.clear_error()
        style.restyle(self.slug, invalid=False)
        self.slug.show_state()
        self._offer(())

    def _fill(self, slug: str) -> None:
        blocked = self.slug.blockSignals(True)
        self.slug.setText(slug)
        self.slug.blockSignals(blocked)
        self._query += 1
        self._pause.stop()
        self.clear_error()
        self._say_size()
        if slug:
            self._look_up() if slug.casefold() not in self._own else self._say_own()

    def _say_size(self) -> None:
        self.size_said.show_slug(self.domain.key(), self.text())

    def _say_own(self) -> None:
        self.slug.show_state(self.tr("yours"), "circle-check")

    def _edited(self, *_said: object) -> None:
        self._query += 1
        self.clear_error()
        self._say_size()
        self._pause.stop()
        if self.text().casefold() in self._own:
            self._say_own()
        elif self.text():
            self._pause.start()
        self.changed.emit()

    def _look_up(self) -> None:
        client = self._session.client
        if client is None or not self.text():
            return
        slug, host = self.text(), self.domain.key() or None
        self.slug.show_state("", "clock")

        def work() -> SlugView:
            return client.links.check_slug(SlugQuery(slug=slug, host=host))

        self._jobs.run(self, work, partial(self._answered, self._query), self._not_answered)

    def _answered(self, query: int, answer: SlugView) -> None:
        if query != self._query:
            return
        if answer.free:
            self.slug.show_state(self.tr("free"), "circle-check", "success")
        else:
            self._taken = True
            self.refuse(words.told(answer.reason), answer.suggestions)

    def _not_answered(self, error: Exception) -> None:
        self.slug.show_state()  # saving will say it

    def _offer(self, ideas: Sequence[str]) -> None:
        boxes.empty(self._ideas.flow)
        if ideas:
            self._ideas.flow.addWidget(labels.text(self.tr("Free:"), "body", "danger"))
        for idea in ideas:
            button = Button(idea, size="small")
            button.clicked.connect(partial(self._take, idea))
            self._ideas.flow.addWidget(button)
        self._ideas.setVisible(bool(ideas))

    def _take(self, idea: str, _checked: bool = False) -> None:
        self.slug.setText(idea)
        self.slug.setFocus()


class MoreAddresses(QWidget):
    """The other addresses that lead to the link, and a line for one more."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = labels.Paragraph(role="supporting")
        self.field = TextField("", hint=self.tr("It leads to the same place, and is never given away again."))
        self.field.input.setAccessibleName(self.tr("Another address behind the slash"))
        self.field.input.setMaxLength(_SLUG_MOST)
        self._add = Button(self.tr("Add"))
        self._open = Button(self.tr("Add another address"), "quiet", "plus", "small")
        cancel = IconButton("x", self.tr("No other address"), 32)
        line = boxes.columns(gap=8)
        line.addWidget(self.field, 1)
        for part in (self._add, cancel):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._line = boxes.box(line)
        whole = boxes.rows(self._known, gap=6)
        whole.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._line)
        self.setLayout(whole)
        self._open.clicked.connect(partial(self._offer, offered=True))
        cancel.clicked.connect(partial(self._offer, offered=False))
        self._add.clicked.connect(self._go)
        self.field.input.returnPressed.connect(self._go)
        self.field.changed.connect(self._typed)
        self._line.hide()

    def show_aliases(self, link: LinkView | None) -> None:
        """Show the other addresses of ``link``."""
        said = "" if link is None else ", ".join(f"/{alias}" for alias in link.aliases)
        self._known.set_text(self.tr("Also: {addresses}").format(addresses=said))
        self._known.setVisible(bool(said))
        self.setVisible(link is not None)
        self.field.set_text("")
        self._offer(offered=False)

    def _offer(self, _checked: bool = False, *, offered: bool) -> None:
        self._line.setVisible(offered)
        self._open.setVisible(not offered)
        self.field.clear_error()
        if offered:
            self.field.input.setFocus()

    def _typed(self, _text: str) -> None:
        if self.field.has_error():
            self.field.clear_error()

    def _go(self) -> None:
        if self.field.text():
            self.wanted.emit(self.field.text())
