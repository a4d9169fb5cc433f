"""Several computers with one PostgreSQL database: they have one secret key, and none makes another."""

import subprocess
import sys
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.errors import SecretKeyMissing
from qrdesk.core.models import Workspace
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]
# It stands ready until a line comes, so that several begin at the same moment.
_OPEN = """
import sys
from qrdesk.core import database
from qrdesk.core.errors import QRDeskError
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
print("ready", flush=True)
sys.stdin.readline()
try:
    open_database(sys.argv[1], Settings(data_dir=sys.argv[2]))
    print("opened")
except QRDeskError as fault:
    print(fault.code)
finally:
    database.close()
"""


def test_a_second_computer_without_the_key_is_refused_until_it_is_copied(
    postgres_database: str, tmp_path: Path
) -> None:
    here, there = Settings(data_dir=str(tmp_path / "here")), Settings(data_dir=str(tmp_path / "there"))
    first = open_database(postgres_database, here)
    with pytest.raises(SecretKeyMissing, match="copy it from another computer that serves this database"):
        open_database(postgres_database, there)
    assert not (tmp_path / "there" / "secret.key").exists()
    (tmp_path / "there" / "secret.key").write_bytes((tmp_path / "here" / "secret.key").read_bytes())
    assert open_database(postgres_database, there).secret_key == first.secret_key
    database.close()


def test_of_those_that_begin_at_once_one_makes_the_key(postgres_own: str, tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(4)]
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _OPEN, postgres_own, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
        )
        for folder in folders
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    said = [program.communicate(timeout=60)[0].strip() for program in programs]
    assert sorted(said) == ["opened", *["secret_key_missing"] * 3]
    keys = [folder for folder in folders if (folder / "secret.key").exists()]
    assert keys == [folders[said.index("opened")]]
    open_database(postgres_own, Settings(data_dir=str(keys[0])))
    with database.scope():
        assert Workspace.select().count() == 1
    database.close()
