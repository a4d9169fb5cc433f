"""Settings from a file: what wins over what, and what is said of a file that is wrong."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.core import settings_file
from qrdesk.core.errors import Invalid
from qrdesk.core.settings import Settings
from qrdesk.core.settings_file import VARIABLE
from qrdesk.core.settings_told import Source, list_misspelt, list_settings, without_password

Write = Callable[[str], dict[str, str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a settings file, and return the environment that names it."""

    def written(content: str) -> dict[str, str]:
        file = tmp_path / "own.toml"
        file.write_text(content, encoding="utf-8")
        return {VARIABLE: str(file)}

    return written


def test_a_file_gives_what_the_environment_does_not(write: Write) -> None:
    environ = write(
        'threads = 8\nlog_level = " debug "\ndns_servers = ["9.9.9.9", "::1"]\npublic_url = "https://a.example"\n'
    )
    loaded = Settings.load({**environ, "QRDESK_PUBLIC_URL": "https://b.example"})
    assert (loaded.threads, loaded.log_level, loaded.dns_servers) == (8, "DEBUG", "9.9.9.9, ::1")
    assert loaded.public_url == "https://b.example"
    assert Settings.load({**environ, "QRDESK_PUBLIC_URL": ""}).public_url == ""  # said, and so it holds


def test_several_files_of_one_kind_stand_as_the_system_has_them(write: Write) -> None:
    environ = write('geo_database = ["/geo/four.mmdb", "/geo/six.mmdb"]')
    assert Settings.load(environ).geo_database == os.pathsep.join(("/geo/four.mmdb", "/geo/six.mmdb"))


def test_the_file_in_the_persons_own_folder_is_found_and_wins(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    first, own = settings_file.places({})
    assert own.is_relative_to(own_home)
    assert first.name == own.name == "qrdesk.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("threads = 9\nworkers = 2\n")
    system = own.with_name("system.toml")
    system.write_text("threads = 3\nplan_poll_ms = 77\n")
    monkeypatch.setattr(settings_file, "places", lambda _: [system, own])
    assert Settings.load({}) == Settings(threads=9, workers=2, plan_poll_ms=77)


def test_a_variable_that_is_empty_means_no_file(own_home: Path) -> None:
    own = settings_file.places({})[-1]
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("threads = 9\n")
    assert Settings.load({}).threads == 9
    assert Settings.load({VARIABLE: ""}) == Settings()


@pytest.mark.parametrize(
    ("content", "field", "said"),
    [
        ("treads = 8", "treads", "There is no setting “treads”, as {} has it. Did you mean “threads”?"),
        ("QRDESK_THREADS = 8", "QRDESK_THREADS", "as {} has it. Did you mean “threads”?"),
        ("colour = 'red'", "colour", "There is no setting “colour”, as {} has it. qrdesk config lists"),
        ("[server]\nthreads = 8", "server", "There is no setting “server”, as {} has it."),
        ("threads = 65", "threads", "threads in {} must be a whole number from 1 to 64, not “65”."),
        ("threads = true", "threads", "threads in {} must be text in quotes, or a whole number without them."),
        ("threads = 1.5", "threads", "threads in {} must be text in quotes, or a whole number"),
        ("threads = [[1]]", "threads", "threads in {} must be text in quotes, or a whole number"),
        ("log_level = 'loud'", "log_level", "log_level in {} must be one of DEBUG"),
        ("dns_servers = '9.9'", "dns_servers", "dns_servers in {} holds “9.9”"),
        ('workspace = "a\\u0000b"', "workspace", "workspace in {} has characters in it that cannot be printed."),
        ("database = 'desk.db'", "database", "database in {} must be a whole path, such as /srv/qrdesk/database:"),
        ("database = 'sqlite:///desk.db'", "database", "database in {} must be a whole path"),
        ("data_dir = './data'", "data_dir", "data_dir in {} must be a whole path, such as /srv/qrdesk/data-dir:"),
        ("threads = = 8", VARIABLE, "The settings file {} is no TOML: "),
        ("threads = 8\nthreads = 9", VARIABLE, "The settings file {} is no TOML: "),
        (f"workspace = {'[' * 5000}", VARIABLE, "The settings file {} is no TOML: "),
        (f"# {'x' * 300_000}", VARIABLE, "{} is too large for a settings file."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_the_setting_and_the_file(
    write: Write, content: str, field: str, said: str
) -> None:
    environ = write(content)
    with pytest.raises(Invalid) as refused:
        Settings.load(environ)
    assert said.format(environ[VARIABLE]) in str(refused.value)
    assert list(refused.value.field_errors) == [field]


def test_a_path_that_is_whole_everywhere_is_taken(write: Write) -> None:
    for url in ("/srv/desk.db", "~/desk.db", "sqlite:////srv/desk.db", "postgresql://u@h/d"):
        assert Settings.load(write(f"database = '{url}'")).database == url


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="There is no settings file"):
        Settings.load({VARIABLE: str(tmp_path / "nowhere.toml")})
    with pytest.raises(Invalid, match="cannot be read: Is a directory"):
        Settings.load({VARIABLE: str(tmp_path)})
    (tmp_path / "bytes.toml").write_bytes(b"workspace = '\xff'")
    with pytest.raises(Invalid, match=r"is no text \(UTF-8\)"):
        Settings.load({VARIABLE: str(tmp_path / "bytes.toml")})


def test_each_setting_is_told_with_where_it_comes_from(write: Write) -> None:
    environ = write("threads = 8\nworkers = 2\n")
    environ |= {"QRDESK_DATABASE": "postgresql://desk:hush@db/desk", "QRDESK_WORKERS": "3"}
    told = {one.name: one for one in list_settings({"listen_port": ("--port", 99)}, environ)}
    assert told.keys() == set(Settings.__dataclass_fields__)
    sources = {name: (one.source, one.where, one.value) for name, one in told.items()}
    assert sources["threads"] == (Source.FILE, environ[VARIABLE], 8)
    assert sources["workers"] == (Source.ENVIRONMENT, "QRDESK_WORKERS", 3)
    assert sources["listen_port"] == (Source.OPTION, "--port", 99)
    assert sources["plan_poll_ms"] == (Source.DEFAULT, "", 250)
    assert sources["database"] == (Source.ENVIRONMENT, "QRDESK_DATABASE", "postgresql://desk:•••@db/desk")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://desk:hush@db/desk", "postgresql://desk:•••@db/desk"),
        ("postgres://desk:hu:s/h@db:5432/desk", "postgres://desk:•••@db:5432/desk"),
        ("postgresql://desk:h@u@db/desk", "postgresql://desk:•••@db/desk"),
        (
            "postgresql://desk@db/desk?sslmode=require&password=hush",
            "postgresql://desk@db/desk?sslmode=require&password=•••",
        ),
        ("postgresql://db/desk", "postgresql://db/desk"),
        ("/srv/a:b@c.db", "/srv/a:b@c.db"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert without_password(url) == shown


def test_a_variable_that_is_nearly_one_is_named() -> None:
    environ = {"QRDESK_TRUSTED_PROXIES": "x", "QRDESK_KEY": "x", "QRDESK_ICON": "x", "qrdesk_threads": "1", "HOME": "x"}
    assert list_misspelt({**environ, VARIABLE: "", "QRDESK_THREADS": "2"}) == [
        ("QRDESK_TRUSTED_PROXIES", "QRDESK_TRUSTED_PROXY"),
        ("qrdesk_threads", "QRDESK_THREADS"),
    ]
