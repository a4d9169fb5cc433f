"""The page before the first scan: it leads to making a link, or to printing its code."""

from PySide6.QtWidgets import QWidget

from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.empty import EmptyPage


class FirstScan(EmptyPage):
    """Teaches the next step."""

    def __init__(self) -> None:
        self.next = Button("", "primary")
        centred = QWidget()
        centred.setLayout(boxes.columns(None, self.next, None, gap=0))
        super().__init__("chart-line", " ", " ", centred)
        self.promise.setText(self.tr("No scans yet"))

    def show_report(self, report: Report) -> None:
        """Say what the next step is."""
        if report.newest_link:
            said = self.tr("Print the code or open it on a phone. The first scan shows up here within two seconds.")
            self.next.setText(self.tr("Open its code") if report.wanted.link_id else self.tr("Open the newest code"))
        else:
            said = self.tr("Make a link and print its code. Every scan then counts here within two seconds.")
            self.next.setText(self.tr("Create a link"))
        self.sentence.set_text(said)
