"""The Debian package: what it installs, what it leaves alone, and that it is made the same twice."""

import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.scripts import script

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb on this computer")


@pytest.fixture(scope="module")
def making() -> ModuleType:
    return script("make_deb")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An app folder as small as can be, with icons beside it."""
    folder = tmp_path_factory.mktemp("app") / "qrdesk"
    (folder / "_internal").mkdir(parents=True)
    (folder / "qrdesk").write_text("#!/bin/sh\necho qrdesk\n")
    (folder / "qrdesk").chmod(0o700)
    (folder / "_internal/libx.so").write_bytes(b"\x7fELF GLIBC_2.4 GLIBC_2.35 GLIBC_2.9 ")
    (folder / "_internal/note.txt").write_text("GLIBC_2.99 is only talked of")
    picture = folder.parent / "icons/hicolor/48x48/apps/qrdesk.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    return folder


@pytest.fixture(scope="module")
def package(making: ModuleType, app: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.make(app, app.parent / "icons", tmp_path_factory.mktemp("deb"))


def said_by_dpkg(*words: str | Path) -> str:
    return subprocess.run(["dpkg-deb", *map(str, words)], capture_output=True, text=True, check=True, timeout=60).stdout


def test_the_same_folder_makes_the_same_package(making: ModuleType, app: Path, package: Path, tmp_path: Path) -> None:
    again = shutil.copytree(app, tmp_path / "qrdesk")
    for path in [*again.rglob("*"), again]:
        os.utime(path, (1, 1))
    before = os.umask(0o077)
    try:
        second = making.make(again, app.parent / "icons", tmp_path)
    finally:
        os.umask(before)
    assert second.name == package.name
    assert second.read_bytes() == package.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([package.name, "home", "qrdesk"])


def test_installing_it_runs_nothing_and_keeps_changed_settings(package: Path, tmp_path: Path) -> None:
    said_by_dpkg("--control", package, tmp_path / "control")
    assert sorted(one.name for one in (tmp_path / "control").iterdir()) == ["conffiles", "control", "md5sums"]
    assert (tmp_path / "control/conffiles").read_text() == "/etc/default/qrdesk\n"
    assert "etc/default" not in (tmp_path / "control/md5sums").read_text()


def test_it_says_what_it_needs(package: Path) -> None:
    assert said_by_dpkg("--field", package, "Depends") == "libc6 (>= 2.35)\n", "what programs ask for, and texts do not"
    assert "libegl1" in said_by_dpkg("--field", package, "Recommends")
    about = said_by_dpkg("--field", package)
    assert "{{" not in about
    assert about.startswith("Package: qrdesk\nVersion: ")


def test_everything_lies_where_debian_looks_for_it(package: Path) -> None:
    lines = [line.split() for line in said_by_dpkg("--contents", package).splitlines()]
    found = {words[5]: (words[0], words[1], words[-1]) for words in lines}
    assert {owner for _, owner, _ in found.values()} == {"root/root"}
    assert found["./usr/bin/qrdesk"][2] == "../lib/qrdesk/qrdesk"
    assert found["./usr/lib/qrdesk/qrdesk"][0] == "-rwxr-xr-x"
    files = {name: mode for name, (mode, _, _) in found.items() if not name.endswith(("/", "bin/qrdesk"))}
    wanted = {
        "./etc/default/qrdesk", "./usr/lib/systemd/system/qrdesk.service", "./usr/lib/sysusers.d/qrdesk.conf",
        "./usr/share/applications/qrdesk.desktop", "./usr/share/icons/hicolor/48x48/apps/qrdesk.png",
        *(f"./usr/share/doc/qrdesk/{name}" for name in ("CHANGELOG.md", "NOTICE", "README.Debian", "copyright")),
    }  # fmt: skip
    assert wanted == {name for name in files if not name.startswith("./usr/lib/qrdesk/")}
    assert {files[name] for name in wanted} == {"-rw-r--r--"}


def test_its_unit_is_that_of_the_folder_for_a_server(
    making: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = (making.release.ROOT / "resources/server/qrdesk.service").read_text().splitlines()
    lines = making.unit().splitlines()
    assert "ExecStart=/usr/bin/qrdesk serve --host 127.0.0.1 --port 8765" in lines
    assert "EnvironmentFile=-/etc/default/qrdesk" in lines
    assert not [line for line in lines if "{{" in line or "/opt" in line]
    assert [
        line for line in ours if line not in lines and not line.startswith(("#", "Environment=", "ExecStart="))
    ] == []
    changed = tmp_path / "qrdesk.service"
    changed.write_text("# ours\n[Service]\nExecStart=/elsewhere/qrdesk serve\n")
    monkeypatch.setattr(making, "_UNIT", changed)
    with pytest.raises(making.release.Stop, match="not as the package expects it"):
        making.unit()


def test_without_an_app_folder_it_says_how_to_make_one(making: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(making.release.Stop, match="make app-folder"):
        making.make(tmp_path / "qrdesk", tmp_path / "icons", tmp_path)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this computer")
def test_systemd_takes_its_unit_and_its_account(making: ModuleType, tmp_path: Path) -> None:
    unit = tmp_path / "qrdesk.service"  # with a program that is there, and an account that is
    text = making.unit().replace("/usr/bin/qrdesk", "/bin/true").replace("=qrdesk\nGroup=qrdesk", "=daemon")
    unit.write_text(text)
    checked = ["systemd-analyze", "verify", "--man=no", str(unit)]
    done = subprocess.run(checked, capture_output=True, text=True, check=False, timeout=60)
    assert [line for line in done.stderr.splitlines() if "qrdesk.service" in line] == []
    rated = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)]
    assert subprocess.run(rated, capture_output=True, check=False, timeout=60).returncode == 0
    if shutil.which("systemd-sysusers"):
        (tmp_path / "root/etc").mkdir(parents=True)
        for name in ("passwd", "group"):
            (tmp_path / "root/etc" / name).write_text("")
        made = ["systemd-sysusers", f"--root={tmp_path / 'root'}", str(making.PARTS / "sysusers.conf")]
        subprocess.run(made, capture_output=True, check=True, timeout=60)
        assert ":/var/lib/qrdesk:/usr/sbin/nologin" in (tmp_path / "root/etc/passwd").read_text()
