"""The geo database: whether it can be read, and how old it is."""

from dataclasses import replace
from datetime import timedelta

from qrdesk.core import geo
from qrdesk.core.doctor.finding import Case, Said, good, spell, warning
from qrdesk.core.errors import QRDeskError

_OLD = timedelta(days=120)  # of the operator's own: those who make them do so every week or month
_OLD_BUNDLED = timedelta(days=500)


def look_at_countries(case: Case) -> Said:
    """Look whether countries can be told, and are still what they were."""
    settings = replace(case.settings, data_dir=str(case.opened.data_dir))  # as the server's processes are told
    try:
        geo.check(settings)
        found, own = geo.built_at(settings)
    except QRDeskError as fault:
        return warning(str(fault))  # codes resolve all the same
    age = case.now - found
    if own and age > _OLD:
        return warning(
            f"Your geo database was made {spell(age)} ago, and addresses change hands: put a newer file in its place. "
            "It is read without a restart."
        )
    if not own and age > _OLD_BUNDLED:
        return warning(
            f"The geo database of this QRDesk was made {spell(age)} ago, and addresses change hands: update QRDesk, or "
            "name a newer one in QRDESK_GEO_DATABASE."
        )
    return good(f"The geo database can be read. It was made {spell(age)} ago.")
