"""The hits of the period shown, each as a line of a file, written as they come; it can be cancelled."""

from pathlib import Path

from qrdesk.client import ExportQuery
from qrdesk.client.exporting import export_hits
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.pages.file_export import FileExport, Form


class HitExport(FileExport):
    """Asks for a file, and writes there what ``Report`` is about."""

    def choose(self, report: Report, form: Form) -> None:
        """Let the person choose a file, and write the hits there."""
        if report.only_by_day:
            said = self.tr("No single hit of these is known, only their number per day. The chart's menu saves those.")
            self._window.toast(said, icon="info")
            return
        name = f"hits-{report.totals.start}-{report.totals.end}"
        path = self.choose_file(self.tr("Export hits"), name, form)
        if path is not None:
            self.write(report, form, path)

    def write(self, report: Report, form: Form, path: Path) -> None:
        """Write the hits to ``path``."""
        asked = report.wanted.query(report.totals.start, report.totals.end).model_dump(exclude_unset=True)
        query = ExportQuery(**asked, format=form)
        self.run(
            self.tr("Exporting hits"),
            lambda client, path, step: export_hits(client, path, query, step=step),
            path,
            self.tr("The hits are in {file}, {size}"),
        )
