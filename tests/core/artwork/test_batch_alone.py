"""One run at a time at one output, and never codes of two lists in it, whoever was killed before."""

import multiprocessing
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from qrdesk.core.artwork import batch
from qrdesk.core.artwork.batches.alone import alone
from qrdesk.core.artwork.batches.state import folder_of
from qrdesk.core.errors import CalledOff, CannotWrite
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, BatchReport

BOOK = BatchDraft.model_validate({"order": {"format": "pdf", "confirmed": True}})
FILES = BatchDraft.model_validate({"form": "files", "order": {"format": "svg", "confirmed": True}})
OTHER = """
import os, signal, sys
from pathlib import Path
from qrdesk.core.artwork import batch
from qrdesk.core.artwork.batches import maker
from qrdesk.core.schemas.batch import BatchDraft

write = maker.write
def end(path, content):
    write(path, content)
    if path.suffix == ".part":
        os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[4] == "killed":
    maker.write = end
draft = BatchDraft.model_validate_json(sys.argv[1])
batch.run(batch.read(Path(sys.argv[2])), draft, Path(sys.argv[3]), processes=1)
"""


def listed(folder: Path, name: str, rows: int = 210) -> Path:
    path = folder / f"{name}.csv"
    path.write_text("url\n" + "".join(f"https://go.example/{name}/{row}\n" for row in range(rows)))
    return path


def run(path: Path, out: Path, draft: BatchDraft = BOOK, **options: Any) -> BatchReport:
    return batch.run(batch.read(path), draft, out, processes=1, **options)


def by_another_process(path: Path, out: Path, how: str = "") -> "subprocess.CompletedProcess[str]":
    words = [BOOK.model_dump_json(), str(path), str(out), how]
    return subprocess.run([sys.executable, "-c", OTHER, *words], check=False, capture_output=True, text=True)


def codes_on(out: Path, *pages: int) -> list[str]:
    with pypdfium2.PdfDocument(out.read_bytes()) as file:
        found = [zxingcpp.read_barcode(file[page].render(scale=4).to_pil()) for page in pages]
    return [one.text.removeprefix("https://go.example/") for one in found if one is not None]


def test_a_second_process_at_the_same_output_is_refused_in_words(tmp_path: Path) -> None:
    first, second, out = listed(tmp_path, "first"), listed(tmp_path, "second"), tmp_path / "out.pdf"
    refused: list[str] = []

    def begin_another(done: int, _all: int) -> None:
        if done == 200:
            refused.append(by_another_process(second, out).stderr)

    assert run(first, out, progress=begin_another).made == 210
    assert [f"Another run makes {out} just now. Wait for its end" in one for one in refused] == [True]
    assert codes_on(out, 0, 199, 200, 209) == ["first/0", "first/199", "first/200", "first/209"]
    assert not list(tmp_path.glob(".*"))
    assert by_another_process(second, out).returncode == 0, "nobody holds it any more"
    assert codes_on(out, 0, 209) == ["second/0", "second/209"]


def test_a_second_window_is_refused_too(tmp_path: Path) -> None:
    path, out = listed(tmp_path, "a", 2), tmp_path / "new" / "out.pdf"
    with alone(folder_of(out), out), pytest.raises(CannotWrite, match="Another run makes"):
        run(path, out)
    assert not out.parent.exists(), "nothing was left in the folder that was made for it"
    assert run(path, out).made == 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_another_list_that_was_killed_in_between_leaves_nothing_in_the_output(tmp_path: Path) -> None:
    first, second, out = listed(tmp_path, "first"), listed(tmp_path, "second"), tmp_path / "out.pdf"
    with pytest.raises(CalledOff):
        run(first, out, cancelled=lambda: True)
    assert by_another_process(second, out, "killed").returncode == -signal.SIGKILL
    report = run(first, out)
    assert (report.resumed, report.made) == (0, 210)
    assert codes_on(out, 0, 199, 200, 209) == ["first/0", "first/199", "first/200", "first/209"]


def test_another_list_that_was_stopped_in_between_is_thrown_away(tmp_path: Path) -> None:
    first, second, out = listed(tmp_path, "first"), listed(tmp_path, "second"), tmp_path / "out.pdf"
    kept: list[set[str]] = []
    for path in (first, second):
        with pytest.raises(CalledOff):
            run(path, out, cancelled=lambda: True)
        kept.append({one.name for one in folder_of(out).glob("*.part")})
    assert [len(names) for names in kept] == [1, 1]
    assert not kept[0] & kept[1], "a part says which list it is of"
    assert run(first, out).resumed == 0
    assert codes_on(out, 0, 209) == ["first/0", "first/209"]


@pytest.mark.parametrize("draft", [BOOK, FILES], ids=["book", "files"])
@pytest.mark.parametrize("is_there", [False, True])
def test_stopped_before_anything_is_made_nothing_is_left_behind(
    tmp_path: Path, draft: BatchDraft, is_there: bool
) -> None:
    path, out = listed(tmp_path, "a", 3), tmp_path / "out"
    if is_there and draft.form is BatchForm.FILES:
        out.mkdir()
    before = set(tmp_path.iterdir())

    def interrupt(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, out, draft, progress=interrupt)
    assert set(tmp_path.iterdir()) == before


def test_a_link_in_place_of_the_lock_leads_nowhere(tmp_path: Path) -> None:
    path, out, precious = listed(tmp_path, "a", 2), tmp_path / "out.pdf", tmp_path / "precious"
    precious.write_text("precious")
    folder_of(out).mkdir()
    (folder_of(out) / "lock").symlink_to(precious)
    with pytest.raises(CannotWrite):
        run(path, out)
    assert precious.read_text() == "precious"


@pytest.mark.skipif(sys.platform == "win32", reason="signals cannot be held back there")
def test_processes_that_draw_do_not_hear_of_ctrl_c_from_their_first_line_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[int, bool]] = []

    class Watched(ProcessPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            before = len(multiprocessing.active_children())
            found = super().submit(fn, *args, **kwargs)
            deaf = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
            begun.append((len(multiprocessing.active_children()) - before, deaf))
            return found

    monkeypatch.setattr("qrdesk.core.artwork.batches.drawing.ProcessPoolExecutor", Watched)
    path, out = listed(tmp_path, "a"), tmp_path / "out.pdf"
    assert batch.run(batch.read(path), BOOK, out, processes=2).made == 210
    assert sum(count for count, _ in begun) == 2
    assert all(deaf for count, deaf in begun if count)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
