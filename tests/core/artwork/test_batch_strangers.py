"""Codes of a list that lies among a stranger's files are drawn by our own processes, which run none of those."""

import os
import subprocess
import sys
from pathlib import Path

from qrdesk.core.schemas.batch import BatchDraft

ROOT = Path(__file__).resolve().parents[3]
FILES = BatchDraft.model_validate({"form": "files", "order": {"format": "svg", "confirmed": True}})
PROGRAM = """
import sys
from pathlib import Path
from qrdesk.core.artwork import batch
from qrdesk.core.schemas.batch import BatchDraft

if __name__ == "__main__":
    draft = BatchDraft.model_validate_json(sys.argv[1])
    batch.run(batch.read(Path("list.csv")), draft, Path("out"), processes=2)
"""


def test_nothing_beside_a_list_is_run(tmp_path: Path) -> None:
    program, folder = tmp_path / "installed.py", tmp_path / "unpacked"
    program.write_text(PROGRAM, encoding="utf-8")
    folder.mkdir()
    (folder / "list.csv").write_text("url\n" + "".join(f"https://go.example/{row}\n" for row in range(60)))
    (folder / "multiprocessing.py").write_text("open('met', 'w').close()\nraise SystemExit\n")
    done = subprocess.run(
        [sys.executable, program, FILES.model_dump_json()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((folder / "out").glob("*.svg"))) == 60
    assert not (folder / "met").exists()
