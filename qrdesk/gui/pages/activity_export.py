"""The audit log as a file, written as it comes; it can be cancelled."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate

from qrdesk.client.exporting import export_audit
from qrdesk.core.schemas.audit import AuditExportQuery
from qrdesk.gui.pages.file_export import FileExport, Form


class AuditExport(FileExport):
    """Asks for a file, and writes there what is listed."""

    def choose(self, asked: Mapping[str, Any], form: Form) -> None:
        """Let the person choose a file, and write the entries there."""
        day = QDate.currentDate().toString("yyyy-MM-dd")
        path = self.choose_file(self.tr("Export the audit log"), f"audit-{day}", form)
        if path is not None:
            self.write(asked, form, path)

    def write(self, asked: Mapping[str, Any], form: Form, path: Path) -> None:
        """Write the entries to ``path``."""
        self.run(
            self.tr("Exporting the audit log"),
            lambda client, path, step: export_audit(client, path, AuditExportQuery(**asked, format=form), step=step),
            path,
            self.tr("The audit log is in {file}, {size}"),
        )
