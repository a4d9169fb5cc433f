"""What the Batch page asks the system for: a list, a place for what is made, a file for the rest."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from qrdesk.client.files import write_file
from qrdesk.core.errors import CannotWrite
from qrdesk.core.schemas.batch import BatchDraft, BatchForm
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.folders import documents
from qrdesk.gui.pages.batch_trial import trial_name
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
    name, _ = file_dialogs.open_name(window, _tr("Choose a list"), window.state.read("batch/lists", ""), kinds)
    if name:
        window.state.write("batch/lists", str(Path(name).parent))
    return Path(name) if name else None


def ask_file(window: MainWindow, title: str, name: str, ending: str) -> Path | None:
    """Let the person choose where a file goes; ``name`` is proposed."""
    folder = Path(window.state.read(_FOLDER, window.state.read("batch/lists", str(documents()))))
    kinds = f"{ending.upper()} (*.{ending})"
    chosen, _ = file_dialogs.save_name(window, title, str(folder / name), kinds)
    if not chosen:
        return None
    window.state.write(_FOLDER, str(Path(chosen).parent))
    return Path(chosen)


def ask_out(window: MainWindow, draft: BatchDraft, name: str, *, is_trial: bool = False) -> Path | None:
    """Let the person choose where what is made goes: a file, or a folder of files."""
    if draft.form is BatchForm.FILES:
        folder = window.state.read(_FOLDER, window.state.read("batch/lists", str(documents())))
        chosen = file_dialogs.folder_name(window, _tr("An empty folder for the files"), folder)
        return Path(chosen) if chosen else None
    ending = "zip" if draft.form is BatchForm.ZIP else "pdf"
    proposed = trial_name(name) if is_trial else name
    return ask_file(window, _tr("Save what is made"), f"{proposed}.{ending}", ending)


def save_example(window: MainWindow) -> None:
    """Write an example list where the person wants it."""
    path = ask_file(window, _tr("Save the example list"), "qrdesk-example.csv", "csv")
    if path is not None:
        window.status.say(write_example(path))


def write_example(path: Path) -> str:
    """Write an example list; return what to say about it."""
    try:
        write_file(path, _EXAMPLE.encode())
    except CannotWrite as refused:
        return words.failure(refused)
    return _tr("{file} is written. Drop it on this page.").format(file=path.name)
