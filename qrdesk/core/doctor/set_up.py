"""The settings: whether each that was given is one, and whether a password in them is safe."""

import os
from dataclasses import fields
from pathlib import Path

from qrdesk.core import settings_file
from qrdesk.core.doctor.finding import Case, Said, good, warning, worst
from qrdesk.core.doctor.permissions import is_open
from qrdesk.core.settings import Settings
from qrdesk.core.settings_told import list_misspelt, without_password


def look_at_settings(_: Case) -> Said:
    """Look at the environment and the settings files; a wrong value would have been said before."""
    wrong = [
        warning(f"The variable {name} is no setting, so it does nothing. Write {meant} if you mean that.")
        for name, meant in list_misspelt()
    ]
    files = [file for file in settings_file.places(os.environ) if file.exists()]
    wrong += [
        warning(
            f"Every account of this computer can read the password in {file}. Keep the others out with "
            f"“chmod 600 {file}”."
        )
        for file in files
        if is_open(file) and _has_password(file)
    ]
    if wrong:
        return worst(wrong)
    read = ", ".join(map(str, files))
    return good(f"They come from {read} and the environment: see qrdesk config." if read else "See qrdesk config.")


def _has_password(file: Path) -> bool:
    said = settings_file.read({settings_file.VARIABLE: str(file)}, [one.name for one in fields(Settings)])
    url = said["database"].text if "database" in said else ""
    return without_password(url) != url
