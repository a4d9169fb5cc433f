"""What makes the visitors of a domain arrive here: the record that leads to this server, and its certificate."""

import re
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.public_url import hostname
from qrdesk.core.schemas.domains import DomainStatus, DomainView
from qrdesk.gui import words
from qrdesk.gui.pages.domain_proof import Copied
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels

_QUOTED = re.compile("“([^”]+)”")  # what a step says to write word for word


class Leads(QWidget):
    """The steps beside the proof, with what is to be written in each ready to be copied."""

    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._domain: DomainView | None = None
        self._known_name = ""
        self.record = labels.Paragraph(role="body")
        self.name = Copied(self.tr("Name"), self.tr("Copy the name of the record that leads here"))
        self.value = Copied("CNAME", self.tr("Copy the name that leads here already"))
        self._why = labels.Paragraph(role="caption")
        self._whose = labels.text(self.tr("For whoever looks after the server"), "label")
        self.certificate = labels.Paragraph(role="caption")
        self.line = Copied("Caddy", self.tr("Copy the line for Caddy"))
        self._record_parts = (self.record, self.name)
        head = labels.text(self.tr("So that visitors get here"), "label")
        column = boxes.rows(
            head, *self._record_parts, self.value, self._why, 4, self._whose, self.certificate, self.line,
            gap=4, margins=(12, 10, 10, 10),
        )  # fmt: skip
        well = boxes.box(column)
        style.restyle(well, card="sunken")
        self.setLayout(boxes.rows(well, gap=0))
        for part in (self.name, self.value, self.line):
            part.copy_wanted.connect(self._copy)

    def know(self, domains: Iterable[DomainView]) -> None:
        """Take note of the workspace's domains: a name that leads here already can be named by the record."""
        found = [one for one in domains if one.status is DomainStatus.SERVING and one.fit_for_print]
        names = [hostname(one.host) for one in sorted(found, key=lambda one: not one.is_default)]
        self._known_name = next((name for name in names if _is_name(name)), "")
        if self._domain is not None and not self.isHidden():
            self.show_domain(self._domain)

    def show_domain(self, domain: DomainView) -> None:
        """Show what is to be done for ``domain``; hidden where nothing is."""
        self._domain = domain
        name = hostname(domain.host)
        record = next((step for step in domain.steps if name in step), "")
        certificate = next((step for step in domain.steps if step != record), "")
        quoted = _QUOTED.search(certificate)
        other = self._known_name if self._known_name != name and record else ""
        self.setVisible(bool(domain.steps) and (domain.dns_record is not None or _is_open(domain)))
        self.record.set_text(words.told(record))
        self.name.show_text(name)
        self.value.show_text(other)
        self._why.set_text(self.tr("{host} leads here already, so a CNAME record can name it.").format(host=other))
        self.certificate.set_text(words.told(certificate))
        self.line.show_text(quoted.group(1) if quoted else "")
        for part in self._record_parts:
            boxes.show_part(part, bool(record))
        for part in (self.value, self._why):
            boxes.show_part(part, bool(other))
        for part in (self._whose, self.certificate):
            boxes.show_part(part, bool(certificate))
        boxes.show_part(self.line, quoted is not None)

    def _copy(self, text: str) -> None:
        self.copy_wanted.emit(text, self.tr("Copied"))


def _is_open(domain: DomainView) -> bool:
    return domain.status is not DomainStatus.SERVING


def _is_name(host: str) -> bool:
    return ":" not in host and not host.replace(".", "").isdecimal()
