"""What the background process clears away and makes ready, about once an hour."""

import time
from datetime import datetime

from qrdesk.core import database, geo_files
from qrdesk.core.hits import partitions
from qrdesk.core.redirect import visitors


def keep_house(now: datetime, data_dir: str) -> None:
    """Forget who came on days gone by; make the salts and tables of the days to come.

    ``data_dir`` is the setting, for copies of geo databases that nobody opens any more.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    with database.scope():
        visitors.sweep(now)
        visitors.prepare(now)
        partitions.prepare(now)
    geo_files.sweep(data_dir, now_s=time.time())
