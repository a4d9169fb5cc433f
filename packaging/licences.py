"""Who made what is in the app folder: a list, and each licence in the words of its makers."""

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

FOLDER = "licences"
_TOOLS = frozenset(  # nothing of them is in it
    "altgraph hatchling pathspec pip pluggy pyinstaller-hooks-contrib setuptools tomlkit trove-classifiers".split()
)
_TEXTS = ("licen", "copying", "notice", "authors")
_COMMON = Path("/usr/share/common-licenses")  # of Debian: what some packages name and do not bring
_NAMED = {"LGPL-3": ("LGPL-3", "GPL-3"), "Apache": ("Apache-2.0",)}
_HEAD = """\
QRDesk is under the MIT licence, and the data files it ships under those that its NOTICE names; both are in the folder
of QRDesk beside this list. All else here was made by others and keeps its own licence. Qt, PySide6 and psycopg
(LGPL-3.0) are libraries in files of their own: put other builds of them in their place, and QRDesk uses those.

"""


def write(app: Path, parts: Path) -> None:
    """Write them into the app folder; ``parts`` is the list of what it was made of."""
    place = app / FOLDER
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    sources = [Path(one) for one in json.loads(parts.read_text(encoding="utf-8"))["binaries"]]
    lines = [*_of_python(place), *_of_packages(place), *_of_system(place, sources)]
    (place / "LIST.txt").write_text(_HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def _of_python(place: Path) -> Iterator[str]:
    version = sys.version.split()[0]
    yield f"Python {version}: PSF-2.0"
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if text.is_file():
        shutil.copyfile(text, place / f"Python-{version}.txt")


def _of_packages(place: Path) -> Iterator[str]:
    """Name every Python package that was installed to make the folder."""
    for one in sorted(metadata.distributions(), key=lambda found: found.name.lower()):
        if one.name.lower() in _TOOLS:
            continue
        named = licence_of(one)
        yield f"{one.name} {one.version}: {named}"
        texts = [path for path in one.files or () if any(word in path.name.lower() for word in _TEXTS)]
        here = place / f"{one.name}-{one.version}"
        for path in texts:
            text = Path(str(one.locate_file(path)))
            if path.suffix not in {".py", ".pyc", ".pyi"} and text.is_file():
                here.mkdir(exist_ok=True)
                shutil.copyfile(text, here / path.name)
        if not here.exists():
            _from_the_system(here, named)


def licence_of(one: metadata.Distribution) -> str:
    """Return what a package says that it is under."""
    about = one.metadata
    for field in ("License-Expression", "License"):
        for value in about.get_all(field) or []:
            return value.partition("\n")[0]
    said = [value.rpartition(" :: ")[2] for value in about.get_all("Classifier") or [] if value.startswith("License")]
    return ", ".join(said) or "see its licence"


def _from_the_system(here: Path, named: str) -> None:
    wanted = next((texts for word, texts in _NAMED.items() if word in named), ())
    for text in wanted:
        if (_COMMON / text).is_file():
            here.mkdir(exist_ok=True)
            shutil.copyfile(_COMMON / text, here / f"{text}.txt")


def _of_system(place: Path, sources: Iterable[Path]) -> Iterator[str]:
    """Name the packages of the operating system that libraries were taken from, where there is dpkg to ask."""
    ours = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve())
    outside = {path.resolve() for path in sources}
    outside = {path for path in outside if not any(path.is_relative_to(one) for one in ours)}
    if not outside or shutil.which("dpkg-query") is None:
        return
    for package in sorted(_owners(outside)):
        version = _asked(["dpkg-query", "--show", "--showformat=${Version}", package])
        yield f"{package} {version}: its licence is in {package.split(':')[0]}.txt"
        text = Path("/usr/share/doc") / package.split(":")[0] / "copyright"
        if text.is_file():
            shutil.copyfile(text, place / f"{package.split(':')[0]}.txt")


def _owners(files: Iterable[Path]) -> set[str]:
    # dpkg knows some files by the way through /lib that a link leads to
    names = [name for path in files for name in (str(path), str(path).removeprefix("/usr"))]
    said = _asked(["dpkg-query", "--search", *names])
    return {line.split(": ")[0].split(",")[0] for line in said.splitlines() if ": " in line and "diversion" not in line}


def _asked(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":  # run by the Python that the folder is made with: it knows what is installed there
    write(Path(sys.argv[1]), Path(sys.argv[2]))
