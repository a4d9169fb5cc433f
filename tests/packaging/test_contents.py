"""What belongs into the packages, and what is kept out of them."""

import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.scripts import ROOT, script


@pytest.fixture(scope="module")
def contents() -> ModuleType:
    return script("app_contents")


def names_of_wheel() -> list[str]:
    """Return what a wheel of this checkout has in it, when all is as it should be."""
    package = [path for path in (ROOT / "qrdesk").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    data = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    inside = [f"qrdesk/{path.relative_to(ROOT / 'qrdesk').as_posix()}" for path in package]
    inside += [f"qrdesk/_resources/{path.relative_to(ROOT / 'resources').as_posix()}" for path in data]
    return [*inside, f"qrdesk-{script('release').version()}.dist-info/METADATA"]


def test_a_wheel_that_lacks_a_resource_or_has_a_leftover_is_no_wheel() -> None:
    faults_of = script("make_wheel").faults_of_wheel
    whole = names_of_wheel()
    assert faults_of(whole) == []
    lacking = [name for name in whole if not name.endswith("theme/tokens.json")]
    assert faults_of(lacking) == ["  qrdesk/_resources/theme/tokens.json is missing"]
    more = ["tests/test_bench.py", "qrdesk/__pycache__/x.cpython-311.pyc"]
    assert faults_of([*whole, *more]) == [f"  {name} does not belong in it" for name in sorted(more)]


def test_packages_are_dated_by_what_was_said_or_else_by_the_last_commit() -> None:
    release = script("release")
    assert release.moment({"SOURCE_DATE_EPOCH": "86400"}) == 86400
    assert release.moment({}) >= 1580601600
    with pytest.raises(release.Stop, match="number of seconds"):
        release.moment({"SOURCE_DATE_EPOCH": "yesterday"})


def test_the_app_folder_has_the_plugins_of_qt_that_it_uses_and_no_others(contents: ModuleType) -> None:
    used = [
        "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so", "PySide6/Qt/lib/libQt6Widgets.so.6", "PySide6/QtSvg.abi3.so",
        "PySide6/Qt/translations/qtbase_de.qm", "qrdesk/_resources/theme/tokens.json",
        "PySide6/plugins/platforms/qwindows.dll",
    ]  # fmt: skip
    unused = [
        "qrdesk-1.2.3.dist-info/direct_url.json",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/lib/libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Qml.so.6", "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6\\plugins\\imageformats\\qpdf.dll",
    ]  # fmt: skip
    kept = contents.kept((name, "/from/here", "BINARY") for name in [*unused, *used])
    assert [name for name, _, _ in kept] == sorted(used)


def test_no_module_that_qrdesk_imports_is_excluded(contents: ModuleType) -> None:
    imported: set[str] = set()
    for path in (ROOT / "qrdesk").rglob("*.py"):
        for module, names in re.findall(
            r"^ *(?:from|import) ([\w.]+)(?: import ([\w, ]+))?", path.read_text("utf-8"), re.MULTILINE
        ):
            imported |= {module, *(f"{module}.{name}" for name in re.split(r"[ ,]+", names))}
    assert "PySide6.QtWidgets" in imported
    assert not {name for name in imported if any(f"{name}.".startswith(f"{out}.") for out in contents.EXCLUDED)}


def test_libraries_that_only_parts_left_out_needed_stay_out(contents: ModuleType) -> None:
    entries = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/site-packages/libqxcb.so", "BINARY"),
        ("libxcb-cursor.so.0", "/usr/lib/libxcb-cursor.so.0", "BINARY"),
        ("libxcb-image.so.0", "/usr/lib/libxcb-image.so.0", "BINARY"),
        ("libcairo.so.2", "/usr/lib/libcairo.so.2", "BINARY"),  # of a theme's plugin, which is not there
        ("libpython3.11.so.1.0", "/usr/lib/libpython3.11.so.1.0", "BINARY"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ]
    asked = {
        "/venv/site-packages/libqxcb.so": ["libxcb-cursor.so.0"],
        "/usr/lib/libxcb-cursor.so.0": ["libxcb-image.so.0"],
    }
    found = contents.reached(entries, lambda path: asked.get(path, []))
    assert {place for place, _, _ in found} == {place for place, _, _ in entries} - {"libcairo.so.2"}


def test_where_parts_came_from_is_noted(contents: ModuleType, tmp_path: Path) -> None:
    contents.write_list(
        tmp_path / "parts.json", [("a.so", "/lib/a.so", "BINARY")], [("x", "/x.py", "PYMODULE"), ("y", "", "")]
    )
    assert json.loads((tmp_path / "parts.json").read_text()) == {"binaries": ["/lib/a.so"], "modules": ["/x.py"]}
