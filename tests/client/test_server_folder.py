"""The folder for a server: complete, filled in, private where it has to be, and good for what reads it."""

import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import which

import pytest

from qrdesk import __version__
from qrdesk.client import Client
from qrdesk.client.server_folder import TEMPLATES, filled, write_server_folder
from qrdesk.client.server_place import check_host, place_for, record_of
from qrdesk.client.server_wheel import NAME
from qrdesk.core import resources
from qrdesk.core.errors import CannotWrite, Conflict, Invalid
from tests.architecture.test_resources import build
from tests.daemon.daemons import Daemon

HOST = "go.linde.example"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder as it is written, and its key."""
    made = write_server_folder(tmp_path_factory.mktemp("setup") / "server", HOST)
    assert made.key not in repr(made)
    assert made.has_package
    return made.folder, made.key


def test_all_of_it_is_there_and_filled_in(folder: tuple[Path, str]) -> None:
    place, key = folder
    assert sorted(one.name for one in place.iterdir()) == sorted([*TEMPLATES, "data", "packages"])
    for name in TEMPLATES:
        text = (place / name).read_text(encoding="utf-8")
        assert "{{" not in text, name
        assert HOST in text, name
        assert key not in text, name
        assert all(len(line) < 121 for line in text.splitlines()), name


def test_its_first_page_is_in_the_language_of_who_reads_it(folder: tuple[Path, str], tmp_path: Path) -> None:
    here = write_server_folder(tmp_path / "server", HOST, "de").folder
    german = (here / "README.txt").read_text(encoding="utf-8")
    english = (folder[0] / "README.txt").read_text(encoding="utf-8")
    assert f"für {HOST}" in german.splitlines()[0]
    assert len(german.splitlines()[1]) == len(german.splitlines()[0])
    assert "{{" not in german
    assert sorted(one.name for one in here.iterdir()) == sorted([*TEMPLATES, "data", "packages"])
    commands = [[line for line in text.splitlines() if line.startswith("  sudo ")] for text in (english, german)]
    assert commands[0] == commands[1]
    assert "Wo die Links liegen" in german  # as the app calls it
    assert "Auf den eigenen Server umziehen" in german


def test_the_database_and_its_secrets_are_for_their_owner_alone(folder: tuple[Path, str]) -> None:
    data = folder[0] / "data"
    assert sorted(one.name for one in data.iterdir()) == ["qrdesk.db", "qrdesk.db.d"], "closed in order"
    modes = {one: stat.S_IMODE(one.stat().st_mode) for one in (data, data / "qrdesk.db", data / "qrdesk.db.d")}
    assert list(modes.values()) == [0o700, 0o600, 0o700]
    assert stat.S_IMODE((data / "qrdesk.db.d/secret.key").stat().st_mode) == 0o600


def test_the_key_lets_the_app_in_once_the_server_is_up_wherever_the_folder_went(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    place, key = folder
    moved = (place / "data").rename(tmp_path / "data")
    daemon = Daemon(moved / "qrdesk.db")
    try:
        with Client.remote(f"http://127.0.0.1:{daemon.port}", key) as app:
            me = app.me.get()
            assert (me.role, me.workspace.url) == ("owner", f"https://{HOST}")
            asked = daemon.ask(f"/internal/tls-allowed?domain={HOST}")
            assert asked.status == 200, "Caddy is told that the name is ours"
    finally:
        daemon.stop()
        moved.rename(place / "data")


def test_the_compose_file_is_what_it_should_be(folder: tuple[Path, str]) -> None:
    """Read line by line: a list or a mapping per block, no tab, and what is trusted is what Caddy has."""
    text = (folder[0] / "compose.yaml").read_text()
    assert "\t" not in text
    for line in text.splitlines():
        assert re.fullmatch(r"( {2})*(- )?(#.*|[\w.-]+:( .*)?|\"?[\w./:{}-]+\"?)?", line.split(" #")[0].rstrip()), line
    (caddy,) = re.findall(r"  caddy:\n(?:    .*\n|\n)+", text)
    (trusted,) = re.findall(r'QRDESK_TRUSTED_PROXY: "(.*)"', text)
    assert f'ipv4_address: "{trusted}"' in caddy
    assert '"443:443"' in caddy
    assert "ports:" not in text.replace(caddy, ""), "only Caddy is reached from outside"
    tried = "import sys, yaml; print(sorted(yaml.safe_load(open(sys.argv[1]))['services']))"
    done = subprocess.run(
        ["python3", "-c", tried, str(folder[0] / "compose.yaml")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )  # of the system: the project itself needs no YAML
    if "No module named" not in done.stderr:
        assert done.stdout.strip() == "['caddy', 'qrdesk']", done.stderr


def test_the_caddyfile_has_even_braces_and_one_way_in(folder: tuple[Path, str]) -> None:
    text = (folder[0] / "Caddyfile").read_text()
    plain = re.sub(r"\{\$\w+:[^}]*\}|#.*", "", text)
    depth = 0
    for sign in re.findall(r"[{}]", plain):
        depth += 1 if sign == "{" else -1
        assert depth in {0, 1, 2}
    assert depth == 0
    assert f"\n{HOST} {{\n" in text
    assert set(re.findall(r"\{\$(\w+:[^}]*)\}", text)) == {"QRDESK_AT:127.0.0.1:8765"}
    if caddy := which("caddy"):
        subprocess.run([caddy, "adapt", "--config", str(folder[0] / "Caddyfile")], check=True, timeout=60)


@pytest.mark.skipif(which("systemd-analyze") is None, reason="no systemd on this computer")
def test_systemd_takes_the_unit_and_finds_it_hardened(folder: tuple[Path, str], tmp_path: Path) -> None:
    text = (folder[0] / "qrdesk.service").read_text()
    assert "ExecStart=/opt/qrdesk/bin/qrdesk serve" in text
    unit = tmp_path / "qrdesk.service"  # with a program that is there, and an account that is
    unit.write_text(text.replace("/opt/qrdesk/bin/qrdesk", "/bin/true").replace("=qrdesk\nGroup=qrdesk", "=daemon"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False, timeout=60
    )
    assert [line for line in done.stderr.splitlines() if "qrdesk.service" in line] == []
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if "Unknown command" not in rated.stderr and "unrecognized option" not in rated.stderr:
        assert rated.returncode == 0, rated.stdout[-400:] + rated.stderr


def test_its_package_has_what_the_build_has_and_starts(folder: tuple[Path, str], tmp_path: Path) -> None:
    ours = zipfile.ZipFile(folder[0] / "packages" / NAME)
    assert ours.testzip() is None
    about = f"qrdesk-{__version__}.dist-info/"
    with zipfile.ZipFile(build("build_wheel", tmp_path)) as theirs:
        wanted = {name for name in theirs.namelist() if not name.startswith(about)}
        needed = set(re.findall("Requires-Dist: ([a-z0-9-]+)", theirs.read(f"{about}METADATA").decode().lower()))
        commands = theirs.read(f"{about}entry_points.txt")
    assert {name for name in ours.namelist() if not name.startswith(about)} == wanted
    found = set(re.findall("Requires-Dist: ([a-z0-9-]+)", ours.read(f"{about}METADATA").decode().lower()))
    assert found == needed
    assert ours.read(f"{about}entry_points.txt").split() == commands.split()
    record = ours.read(f"{about}RECORD").decode().splitlines()
    assert len(record) == len(ours.namelist())
    ours.extractall(tmp_path / "site")
    ours.close()
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv[1]); import qrdesk; print(qrdesk.__file__)",
         str(tmp_path / "site")],
        capture_output=True, text=True, check=True, cwd=tmp_path, timeout=60,
    )  # fmt: skip
    assert Path(done.stdout.strip()).is_relative_to(tmp_path / "site")


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "compose.yaml").write_text("mine")
    with pytest.raises(Conflict, match=r"compose\.yaml"):
        write_server_folder(taken, HOST)
    assert [one.name for one in taken.iterdir()] == ["compose.yaml"]
    assert place_for(taken, HOST) == taken / f"qrdesk-{HOST}"
    assert place_for(tmp_path / "new", HOST) == tmp_path / "new"
    with pytest.raises(Conflict, match="is a file"):
        write_server_folder(taken / "compose.yaml", HOST)


def test_what_ends_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr("qrdesk.client.server_folder.write_wheel", full)
    with pytest.raises(CannotWrite):
        write_server_folder(tmp_path / "server", HOST)
    assert list((tmp_path / "server").iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("go.example.com", "go.example.com"), (" https://Go.Example.com/ ", "go.example.com"),
        ("example.com", "example.com"), ("bäcker.example.com", "xn--bcker-gra.example.com"),
    ],
)  # fmt: skip
def test_a_name_is_taken_as_dns_spells_it(typed: str, host: str) -> None:
    assert check_host(typed) == host


@pytest.mark.parametrize(
    "typed",
    ["", "localhost", "go", "192.168.1.5", "203.0.113.7", "[2001:db8::1]", "http://go.example.com",
     "go.example.com:8443", "go.example.com/menu", "printer.local", "a b.com", "{{host}}.com",
     "go.example.com\nfoo {", "$(x).com", "-x.example.com", "x-.example.com"],
)  # fmt: skip
def test_a_name_that_codes_cannot_carry_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_host(typed)
    assert list(refused.value.field_errors) == ["host"]


def test_the_record_is_named_as_registrars_ask_for_it() -> None:
    names = {host: record_of(host) for host in ("go.example.com", "example.com", "qr.go.example.co.uk", "shop.co.uk")}
    assert list(names.values()) == ["go", "@", "qr.go", "@"]


def test_a_template_with_an_unknown_place_is_no_template() -> None:
    with pytest.raises(KeyError):
        filled("{{nonsense}}", {"host": HOST})
    assert sorted(one.name for one in resources.path("server").iterdir()) == sorted([*TEMPLATES, "README.de.txt"])
