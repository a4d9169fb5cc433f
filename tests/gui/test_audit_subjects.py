"""Everything that the audit log tells of can be chosen in the app."""

import inspect
import re
from pathlib import Path

import pytest

from qrdesk import core
from qrdesk.core.audited import AUDITED
from qrdesk.gui.pages.activity_filters import AuditFilters

_WRITTEN = re.compile(r'(?:(?:journal\.write|audit\.note)\([^()]*(?:\(\))?[^()]*?|\baction = )"([a-z_]+)\.[a-z_]+"')


def subjects() -> set[str]:
    """Return what actions begin with: those of the table, and those that are written beside it."""
    sources = Path(inspect.getfile(core)).parent.rglob("*.py")
    beside = {name for path in sources for name in _WRITTEN.findall(path.read_text(encoding="utf-8"))}
    assert {"hits", "domain", "secret_key", "workspace"} <= beside, "they are not found any more"
    return {audited.action.partition(".")[0] for audited in AUDITED.values()} | beside


@pytest.mark.usefixtures("qapp")
def test_all_subjects_can_be_chosen_and_nothing_else() -> None:
    offered = [key for key, _ in AuditFilters()._kinds()]
    assert offered[0] == "all"
    assert sorted(offered[1:]) == sorted(subjects())
