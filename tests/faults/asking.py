"""A web process in small: answers as many requests as its standard input says, on the clock that it says, too.

``asking DATABASE DATA_DIR KEY``; for each line ``SECONDS REQUESTS`` it prints how many passed, how many were refused,
and how many there were.
"""

import sys
from collections import Counter

from qrdesk.core.limits.shared import open_shared
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from qrdesk.daemon.api import build_app
from qrdesk.daemon.pacing import Pacing
from tests.desks import ask


def main() -> None:
    """Answer until the input ends."""
    url, data_dir, key = sys.argv[1:]
    settings = Settings(data_dir=data_dir)
    opened = open_database(url, settings)
    now_s = [0.0]
    limiter = open_shared(opened.data_dir, opened.database_id, clock=lambda: now_s[0])
    app = build_app(opened, settings, pacing=Pacing(opened.secret_key, limiter))
    print("ready", flush=True)
    for number, line in enumerate(sys.stdin):
        now_s[0], requests = float(line.split()[0]), int(line.split()[1])
        given = Counter(
            ask(app, "GET", "/api/v1/tags", {"Authorization": f"Bearer {key}"}).status for _ in range(requests)
        )
        print(f"round {number}: {given[200]} {given[429]} {given.total()}", flush=True)
    app.close()


if __name__ == "__main__":
    main()
