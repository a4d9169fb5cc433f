#!/usr/bin/env python3
"""Make the Debian package: the app folder, with what a desktop and a server need to use it. Needs dpkg-deb.

python3 packaging/make_deb.py [--app dist/qrdesk] [--icons build/icons] [--into dist]

The same app folder makes the same bytes. Installing it runs no script of ours: it starts nothing, asks nothing and
makes no account; packaging/debian/README.Debian says how somebody who wants the server has it.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bootstrap
import release
from make_app_folder import settle

HERE = Path(__file__).resolve().parent
PARTS = HERE / "debian"
CONFIGURATION = "etc/default/qrdesk"
_UNIT = release.ROOT / "resources/server/qrdesk.service"
_GLIBC = re.compile(rb"GLIBC_2\.(\d+)")
_IN_THE_UNIT = {  # how the unit of the folder for a server becomes that of the package
    r"\A# .*\n": "# QRDesk's server. To change it: systemctl edit qrdesk; its settings: /etc/default/qrdesk\n",
    r"^Environment=QRDESK_TRUSTED_PROXY=.*\n": "",
    r"^Environment=PYTHONUNBUFFERED=1\n": f"EnvironmentFile=-/{CONFIGURATION}\n",
    r"^ExecStart=/opt/qrdesk/bin/qrdesk ": "ExecStart=/usr/bin/qrdesk ",
}


def main() -> int:
    """Make it, or say why not."""
    dist, build = release.ROOT / "dist", release.ROOT / "build"
    parser = argparse.ArgumentParser(prog="make_deb.py", description="Make the Debian package of QRDesk.")
    parser.add_argument("--app", type=Path, default=dist / "qrdesk", help="the app folder")
    parser.add_argument("--icons", type=Path, default=build / "icons", help="its icons, as make_icons.py draws them")
    parser.add_argument("--into", type=Path, default=dist, help="folder it is put into")
    given = parser.parse_args()
    return release.ended(lambda: make(given.app.absolute(), given.icons.absolute(), given.into.absolute()))


def make(app: Path, icons: Path, into: Path) -> Path:
    """Make the package of an app folder in ``into`` and return it.

    Raises:
        Stop: the folder or dpkg-deb is missing, or a file that the package is made of is not as it should be.
    """
    for needed, maker in ((app / "qrdesk", "make app-folder"), (icons / "hicolor", "make app-folder")):
        if not needed.exists():
            raise release.Stop(f"There is no {needed}. First run: {maker}")
    at, architecture = release.moment(), _architecture()
    into.mkdir(parents=True, exist_ok=True)
    package = into / f"qrdesk_{release.version()}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="qrdesk-deb-", dir=into) as folder:
        root = Path(folder) / "root"
        _lay_out(root, app, icons)
        _describe(root, architecture)
        settle([*root.rglob("*"), root], at)
        told = {**release.same_bytes(at), "DPKG_DEB_THREADS_MAX": "1"}
        packing = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, package]
        release.run(packing, "The Debian package", told)
    release.say(f"{package}  {release.size_of(package)}")
    return package


def unit() -> str:
    """Return the unit of the package: that of the folder for a server, with this package's program and settings."""
    text = _UNIT.read_text(encoding="utf-8")
    for pattern, put in _IN_THE_UNIT.items():
        text, changed = re.subn(pattern, lambda _, put=put: put, text, flags=re.MULTILINE)
        if changed != 1:
            raise release.Stop(f"{_UNIT.name} is not as the package expects it: {pattern} is there {changed} times.")
    return text


def _lay_out(root: Path, app: Path, icons: Path) -> None:
    """Put everything where it will be installed."""
    share, documents = root / "usr/share", root / "usr/share/doc/qrdesk"
    shutil.copytree(app, root / "usr/lib/qrdesk", symlinks=True)
    shutil.copytree(icons / "hicolor", share / "icons/hicolor")
    (root / "usr/bin").mkdir()
    (root / "usr/bin/qrdesk").symlink_to("../lib/qrdesk/qrdesk")
    _put(share / "applications/qrdesk.desktop", (HERE / "qrdesk.desktop").read_text(encoding="utf-8"))
    _put(root / "usr/lib/systemd/system/qrdesk.service", unit())
    _put(root / "usr/lib/sysusers.d/qrdesk.conf", (PARTS / "sysusers.conf").read_text(encoding="utf-8"))
    _put(root / CONFIGURATION, (PARTS / "default").read_text(encoding="utf-8"))
    _put(documents / "README.Debian", (PARTS / "README.Debian").read_text(encoding="utf-8"))
    _put(documents / "copyright", _filled("copyright", {"licence": _licence()}))
    _put(documents / "NOTICE", (release.ROOT / "resources/NOTICE").read_text(encoding="utf-8"))
    _put(documents / "CHANGELOG.md", (release.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


def _describe(root: Path, architecture: str) -> None:
    """Write what dpkg has to know, beside what is installed."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
        if path != root / CONFIGURATION
    )
    values = {
        "version": release.version(),
        "architecture": architecture,
        "size": str(sum(-(-path.stat().st_size // 1024) for path in files)),
        "libc": libc_of(root),
        "windows": ", ".join([*bootstrap.PACKAGES_QT, *bootstrap.PACKAGES_WINDOW, "xdg-utils"]),
    }
    _put(root / "DEBIAN/control", _filled("control", values))
    _put(root / "DEBIAN/conffiles", f"/{CONFIGURATION}\n")
    _put(root / "DEBIAN/md5sums", sums)


def libc_of(root: Path) -> str:
    """Return the oldest C library that has all that the programs and libraries in a folder ask for."""
    newest = 17  # of the oldest systems that Python's binary packages are made for
    for path in root.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if file.read(4) == b"\x7fELF":
                newest = max([newest, *(int(found) for found in _GLIBC.findall(file.read()))])
    return f"2.{newest}"


def _filled(name: str, values: dict[str, str]) -> str:
    text = (PARTS / name).read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda place: values[place[1]], text)


def _licence() -> str:
    words = (release.ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2].strip()
    return "\n".join(f" {line}" if line else " ." for line in words.splitlines())


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _architecture() -> str:
    if shutil.which("dpkg-deb") is None:
        raise release.Stop("A Debian package is made with dpkg-deb, which is not installed.")
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
