"""Resources are found in a checkout, in an installed wheel and in an editable install alike."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qrdesk.core import resources
from qrdesk.core.resources import ResourceMissing

ROOT = Path(__file__).resolve().parents[2]
LOCATE = "from qrdesk.core import resources; print(resources.path('theme/tokens.json'))"


def located_by(python_path: Path, cwd: Path) -> Path:
    """Return where a fresh interpreter with ``python_path`` in front finds the colour tokens."""
    environment = {**os.environ, "PYTHONPATH": str(python_path)}
    command = [sys.executable, "-c", LOCATE]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def build(kind: str, into: Path) -> Path:
    """Build a wheel with the project's own build backend, without pip and without a network; return its file."""
    program = f"from hatchling.build import {kind}; print({kind}({str(into)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    return into / done.stdout.splitlines()[-1]


def test_a_checkout_uses_its_own_resources() -> None:
    assert resources.path("theme/tokens.json") == ROOT / "resources/theme/tokens.json"
    assert json.loads(resources.read_text("theme/tokens.json"))


def test_a_wheel_carries_every_resource(tmp_path: Path) -> None:
    with zipfile.ZipFile(build("build_wheel", tmp_path)) as wheel:
        assert "qrdesk/py.typed" in wheel.namelist()  # who imports the SDK is told that it is typed
        packed = {name.removeprefix("qrdesk/_resources/") for name in wheel.namelist() if "/_resources/" in name}
        wheel.extractall(tmp_path / "installed")
    ours = {
        file.relative_to(ROOT / "resources").as_posix() for file in (ROOT / "resources").rglob("*") if file.is_file()
    }
    assert packed == ours
    assert "translations/qrdesk_de.qm" in packed  # or the installed app would speak English alone
    found = located_by(tmp_path / "installed", cwd=tmp_path)
    assert found == tmp_path / "installed/qrdesk/_resources/theme/tokens.json"


def test_a_strangers_resources_folder_beside_an_installed_package_is_left_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(build("build_wheel", tmp_path)) as wheel:
        wheel.extractall(tmp_path)
    (tmp_path / "resources/theme").mkdir(parents=True)
    (tmp_path / "resources/theme/tokens.json").write_text("{}")
    assert "_resources" in located_by(tmp_path, cwd=tmp_path).parts


def test_an_editable_install_uses_the_checkout(tmp_path: Path) -> None:
    with zipfile.ZipFile(build("build_editable", tmp_path)) as wheel:
        hook = next(name for name in wheel.namelist() if name.endswith(".pth"))
        added_to_path = Path(wheel.read(hook).decode().strip())
    assert located_by(added_to_path, cwd=tmp_path) == ROOT / "resources/theme/tokens.json"


@pytest.mark.parametrize("name", ["no/such/file.json", "../pyproject.toml", "/etc/hostname"])
def test_what_is_no_resource_is_refused_by_name(name: str) -> None:
    with pytest.raises(ResourceMissing, match=name.replace(".", r"\.")):
        resources.path(name)
