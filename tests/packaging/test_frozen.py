"""The program of the app folder stands in for the Python that QRDesk starts its own processes with."""

import sys

import pytest

from qrdesk.daemon.children import Child
from tests.packaging.scripts import script


@pytest.mark.parametrize(
    ("words", "module", "rest"),
    [
        ([], "qrdesk", []),
        (["serve", "--port", "0"], "qrdesk", ["serve", "--port", "0"]),
        (["-P", "-m", "qrdesk", "serve", "--with-parent"], "qrdesk", ["serve", "--with-parent"]),
        (["-P", "-m", "qrdesk.daemon.background"], "qrdesk.daemon.background", []),
        (["-m", "qrdesk.daemon.worker", "web-1"], "qrdesk.daemon.worker", ["web-1"]),
        (["-P", "-m", "qrdesk.*"], "qrdesk.*", []),
        (["-m", "http.server"], "qrdesk", ["-m", "http.server"]),
        (["-P", "-m", "qrdesks.evil"], "qrdesk", ["-P", "-m", "qrdesks.evil"]),
        (["-P"], "qrdesk", ["-P"]),
        (["-m"], "qrdesk", ["-m"]),
    ],
)
def test_words_for_python_run_modules_of_ours_alone(words: list[str], module: str, rest: list[str]) -> None:
    assert script("frozen").asked(words) == (module, rest)


def test_it_understands_what_the_server_starts_its_processes_with() -> None:
    child = Child("background", ["qrdesk.daemon.background"], {})
    assert child._command[0] == sys.executable
    assert script("frozen").asked(child._command[1:]) == ("qrdesk.daemon.background", [])


def test_programs_that_it_starts_find_the_libraries_of_the_system() -> None:
    give_back = script("frozen").give_back_libraries
    untouched = {"LD_LIBRARY_PATH": "/app/_internal", "HOME": "/home/anna"}
    give_back(untouched)
    assert untouched == {"HOME": "/home/anna"}
    own = {"LD_LIBRARY_PATH": "/app/_internal:/opt/lib", "LD_LIBRARY_PATH_ORIG": "/opt/lib"}
    give_back(own)
    assert own == {"LD_LIBRARY_PATH": "/opt/lib"}
