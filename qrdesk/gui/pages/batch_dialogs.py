"""What the Batch page asks the system for: a list, a place for what is made, a file for the rest."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from qrdesk.core.schemas.batch import BatchDraft, BatchForm
from qrdesk.gui.shell.window import MainWindow

_FOLDER = "batch/folder"
_EXAMPLE = (
    "Title;Destination;Slug;Tag;Label text 2\n"
    "Riesling Kabinett;https://adler.example/w/riesling-2024;AD-24-0117;2024;0.75 l\n"
    "Rivaner;https://adler.example/w/rivaner-2024;AD-24-0118;2024;0.75 l\n"
    "Spaetburgunder;https://adler.example/w/spaetburgunder-2022;AD-22-0031;2022;0.75 l\n"
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Batch", text)


def ask_list(window: MainWindow) -> Path | None:
    """Let the person choose a list."""
    kinds = _tr("Lists (*.csv *.tsv *.txt *.xlsx);;All files (*)")
    name, _ = QFileDialog.getOpenFileName(window, _tr("Choose a list"), window.state.read("batch/lists", ""), kinds)
    if name:
        window.state.write("batch/lists", str(Path(name).parent))
    return Path(name) if name else None


def ask_file(window: MainWindow, title: str, name: str, ending: str) -> Path | None:
    """Let the person choose where a file goes; ``name`` is proposed."""
    folder = Path(window.state.read(_FOLDER, str(Path.home())))
    kinds = f"{ending.upper()} (*.{ending})"
    chosen, _ = QFileDialog.getSaveFileName(window, title, str(folder / name), kinds)
    if not chosen:
        return None
    window.state.write(_FOLDER, str(Path(chosen).parent))
    return Path(chosen)


def ask_out(window: MainWindow, draft: BatchDraft, name: str) -> Path | None:
    """Let the person choose where what is made goes: a file, or a folder of files."""
    if draft.form is BatchForm.FILES:
        folder = window.state.read(_FOLDER, str(Path.home()))
        chosen = QFileDialog.getExistingDirectory(window, _tr("An empty folder for the files"), folder)
        return Path(chosen) if chosen else None
    ending = "zip" if draft.form is BatchForm.ZIP else "pdf"
    return ask_file(window, _tr("Save what is made"), f"{name}.{ending}", ending)


def write_example(path: Path) -> str:
    """Write an example list; return what to say about it."""
    try:
        path.write_text(_EXAMPLE, encoding="utf-8")
    except OSError as fault:
        return _tr("{file} cannot be written: {reason}").format(file=path.name, reason=fault.strerror)
    return _tr("{file} is written. Drop it on this page.").format(file=path.name)
