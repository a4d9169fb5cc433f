"""What tells the system that QRDesk opens links: real files in folders of the test, and a registry that is a dict."""

import errno
import json
import os
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli
from qrdesk.cli.opened import read
from qrdesk.client.associations import launcher, linux, windows
from qrdesk.client.associations.entry import SCHEME_TYPE, entry_of, exec_of
from qrdesk.client.associations.linux import InFolders, Places
from qrdesk.client.associations.standing import Standing
from qrdesk.client.associations.windows import InRegistry, file_of
from qrdesk.core import resources
from qrdesk.core.errors import CannotWrite

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ["/opt/my apps/100%/qrdesk"]
LISTS = "# mine\n[Added Associations]\ntext/csv=calc.desktop;\n\n[Default Applications]\ntext/html=web.desktop\n"
OPENS = "Software\\Classes\\qrdesk\\shell\\open\\command"


def in_folders(folder: Path, command: Sequence[str] = COMMAND, csv: str | None = "calc.desktop") -> InFolders:
    """Return a person's folders, where ``csv`` opens lists: empty for nobody, None where nobody can tell."""

    def run(asked: Sequence[str]) -> str | None:
        return csv if asked[:2] == ("xdg-mime", "query") else None

    return InFolders(command, Places(folder / "data", folder / "config"), resources.path("theme/qrdesk.svg"), run)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of the person with what is in it."""
    found = [one for part in ("data", "config") for one in (folder / part).rglob("*")]
    return {str(one.relative_to(folder)): one.read_bytes() for one in found if one.is_file()}


class Dict:
    """A registry."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}

    def get(self, key: str, name: str) -> str | None:
        return self.values.get((key, name))

    def put(self, key: str, name: str, value: str) -> None:
        self.values[key, name] = value

    def copy(self, key: str, name: str, other: str) -> None:
        self.values[key, other] = self.values[key, name]

    def drop(self, key: str, name: str) -> None:
        del self.values[key, name]


class Winreg:
    """What Python's own door to the registry does, of keys and values with their sorts."""

    HKEY_CURRENT_USER, KEY_READ, KEY_SET_VALUE, REG_SZ, REG_EXPAND_SZ = "", 1, 2, 1, 2

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, tuple[str, int]]] = {}

    @contextmanager
    def OpenKey(self, _root: str, key: str, _reserved: int = 0, _access: int = 1) -> Generator[str]:
        if key not in self.keys:
            raise FileNotFoundError(key)
        yield key

    @contextmanager
    def CreateKey(self, _root: str, key: str) -> Generator[str]:
        parts = key.split("\\")
        for count in range(1, len(parts) + 1):
            self.keys.setdefault("\\".join(parts[:count]), {})
        yield key

    def QueryValueEx(self, key: str, name: str) -> tuple[str, int]:
        if name not in self.keys[key]:
            raise FileNotFoundError(name)
        return self.keys[key][name]

    def SetValueEx(self, key: str, name: str, _reserved: int, sort: int, value: str) -> None:
        self.keys[key][name] = value, sort

    def DeleteValue(self, key: str, name: str) -> None:
        del self.keys[key][name]

    def QueryInfoKey(self, key: str) -> tuple[int, int, int]:
        inside = [one for one in self.keys if one.rpartition("\\")[0] == key]
        return len(inside), len(self.keys[key]), 0

    def DeleteKey(self, _root: str, key: str) -> None:
        assert self.QueryInfoKey(key)[0] == 0, "Windows deletes no key with others in it"
        del self.keys[key]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["/usr/bin/qrdesk"], "/usr/bin/qrdesk %U"),
        (["/opt/my apps/qrdesk"], '"/opt/my apps/qrdesk" %U'),
        (["/opt/100%/python", "-m", "qrdesk"], "/opt/100%%/python -m qrdesk %U"),
        (["/o/a$b`c"], r'"/o/a\\$b\\`c" %U'),
        (['/o/a"b\\c'], r'"/o/a\\"b\\\\c" %U'),
    ],
)
def test_a_command_is_quoted_as_the_specification_says(command: list[str], said: str) -> None:
    assert exec_of(command) == said


@pytest.mark.parametrize("program", ["/opt/a=b/qrdesk", "/opt/a\nb/qrdesk"])
def test_what_no_entry_can_name_is_refused_before_anything_is_written(tmp_path: Path, program: str) -> None:
    with pytest.raises(CannotWrite, match="Nothing was changed"):
        in_folders(tmp_path, [program]).register()
    assert files(tmp_path) == {}


def test_it_is_written_found_again_and_taken_back_to_the_last_byte(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "mimeapps.list").write_text(LISTS, encoding="utf-8")
    before = files(tmp_path)
    here = in_folders(tmp_path)
    assert here.standing() == Standing("off")
    here.register()
    entry = (tmp_path / "data/applications/qrdesk.desktop").read_text(encoding="utf-8")
    assert 'Exec="/opt/my apps/100%%/qrdesk" %U\n' in entry
    assert "MimeType=x-scheme-handler/qrdesk;text/csv;" in entry
    defaults = (tmp_path / "config/mimeapps.list").read_text(encoding="utf-8")
    assert set(LISTS.splitlines()) <= set(defaults.splitlines()), "all other lines stay"
    assert f"{SCHEME_TYPE}=qrdesk.desktop\n" in defaults
    assert "text/csv=calc.desktop\n" in defaults, "who opens lists goes on doing so"
    assert here.standing() == Standing("on")
    here.register()
    assert in_folders(tmp_path, ["/elsewhere/qrdesk"]).standing().kind == "other"
    here.unregister()
    assert (files(tmp_path), here.standing()) == (before, Standing("off"))
    here.unregister()
    assert files(tmp_path) == before, "there is nothing more to take back"


def test_where_there_was_nothing_nothing_is_left(tmp_path: Path) -> None:
    here = in_folders(tmp_path)
    here.register()
    assert (tmp_path / "data/icons/hicolor/scalable/apps/qrdesk.svg").exists()
    here.unregister()
    assert files(tmp_path) == {}


def test_another_program_and_an_entry_of_the_persons_own_come_back(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "mimeapps.list").write_text(
        f"[Default Applications]\n{SCHEME_TYPE}=other.desktop;\n", encoding="utf-8"
    )
    (tmp_path / "data/applications").mkdir(parents=True)
    (tmp_path / "data/applications/qrdesk.desktop").write_text("[Desktop Entry]\nExec=mine\n", encoding="utf-8")
    before = files(tmp_path)
    here = in_folders(tmp_path)
    assert here.standing() == Standing("other", "other.desktop")
    here.register()
    assert here.standing() == Standing("on")
    here.unregister()
    assert files(tmp_path) == before


def test_lists_are_left_out_where_nobody_can_tell_who_opens_them(tmp_path: Path) -> None:
    in_folders(tmp_path, csv=None).register()
    entry = (tmp_path / "data/applications/qrdesk.desktop").read_text(encoding="utf-8")
    assert "MimeType=x-scheme-handler/qrdesk;\n" in entry


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(CannotWrite, match="Links are opened as before"):
        in_folders(tmp_path).register()


def test_an_entry_of_the_persons_own_stays_where_ours_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "data/applications/qrdesk.desktop"
    own.parent.mkdir(parents=True)
    own.write_text("[Desktop Entry]\nExec=mine\n", encoding="utf-8")
    before = files(tmp_path)
    monkeypatch.setattr(linux, "write_whole", full)
    with pytest.raises(CannotWrite, match="Links are opened as before"):
        in_folders(tmp_path, csv=None).register()
    assert files(tmp_path) == before


def full(path: Path, _content: bytes) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def test_a_program_whose_name_is_no_text_comes_back(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    list_ = tmp_path / "config/mimeapps.list"
    list_.write_bytes(b"[Default Applications]\n%s=\xff.desktop\n" % SCHEME_TYPE.encode())
    before = files(tmp_path)
    here = in_folders(tmp_path)
    assert here.standing() == Standing("other", "\N{REPLACEMENT CHARACTER}.desktop")
    here.register()
    here.unregister()
    assert files(tmp_path) == before


def test_the_registry_gets_our_keys_and_then_its_own_back() -> None:
    registry = Dict()
    registry.values[OPENS, ""] = '"C:\\other.exe" "%1"'
    before = dict(registry.values)
    here = InRegistry(["C:\\Program Files\\Python\\pythonw.exe", "-m", "qrdesk"], registry)
    assert here.standing() == Standing("other", '"C:\\other.exe" "%1"')
    here.register()
    assert registry.values[OPENS, ""] == '"C:\\Program Files\\Python\\pythonw.exe" -m qrdesk "%1"'
    assert all(key.startswith("Software\\Classes\\") and ".csv" not in key for key, _ in registry.values)
    assert here.standing() == Standing("on")
    here.register()
    here.unregister()
    assert registry.values == before
    mine = dict(registry.values)
    here.unregister()
    assert registry.values == mine, "what is not ours stays"


def test_of_two_of_us_each_takes_back_its_own() -> None:
    registry = Dict()
    one, other = (InRegistry([f"C:\\{name}\\qrdesk.exe"], registry) for name in ("old", "new"))
    one.register()
    first = dict(registry.values)
    other.register()
    both = dict(registry.values)
    one.unregister()
    assert registry.values == both, "it is the other's by now"
    other.unregister()
    assert registry.values == first
    one.unregister()
    assert registry.values == {}


def test_a_command_of_another_program_comes_back_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    system = Winreg()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(windows, "winreg", system, raising=False)
    theirs = '"%ProgramFiles%\\other.exe" "%1"', Winreg.REG_EXPAND_SZ
    with system.CreateKey("", OPENS):
        system.keys[OPENS][""] = theirs
    before = deepcopy(system.keys)
    here = InRegistry(["C:\\qrdesk.exe"], windows.WindowsRegistry())
    here.register()
    assert here.standing() == Standing("on")
    here.unregister()
    assert system.keys == before


def test_a_module_beside_a_list_is_not_what_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "qrdesk.py").write_text("print('a stranger')", encoding="utf-8")
    monkeypatch.setattr("os.access", lambda *_: False)  # there is no installed script
    words = [*launcher(), "--version"]
    ours = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(words, cwd=tmp_path, env=ours, capture_output=True, text=True, check=False)
    assert (said.stdout.split()[:1], said.stderr) == (["qrdesk,"], "")


def test_what_packages_bring_is_the_same() -> None:
    assert (ROOT / "packaging/qrdesk.desktop").read_text(encoding="utf-8") == entry_of(["qrdesk"])
    there = (ROOT / "packaging/windows-associations.reg").read_text(encoding="utf-8")
    lines = [line for line in there.splitlines() if not line.startswith(";")]
    made = file_of(["C:\\Program Files\\QRDesk\\qrdesk.exe"])
    assert [line for line in lines if line] == [line for line in made.splitlines() if line]


@pytest.mark.slow
def test_the_entry_is_valid(tmp_path: Path) -> None:
    in_folders(tmp_path).register()
    said = subprocess.run(
        ["desktop-file-validate", tmp_path / "data/applications/qrdesk.desktop"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout) == (0, "")


def test_the_command_tells_writes_and_takes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", str(tmp_path))  # no program of this system is asked
    told = [
        json.loads(CliRunner().invoke(cli, ["desktop", *options, "--json"]).stdout)["standing"]
        for options in ([], ["--register"], [], ["--unregister"])
    ]
    assert told == ["off", "on", "on", "off"]
    assert files(tmp_path) == {}


def test_a_file_given_as_an_address_is_a_list() -> None:
    assert read(["file:///home/ada/my%20list.csv"]) == ("/home/ada/my list.csv",)
    assert read(["file://elsewhere/list.csv"]) == ("file://elsewhere/list.csv",)
    assert read(["qrdesk://link/menu"]) == ("qrdesk://link/menu",)
