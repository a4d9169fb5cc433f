"""``python -m tests.bench``: every benchmark there is, about forty minutes; the first time it builds a database.

``python -m tests.bench draining paced`` runs these two; a number after ``analytics`` or ``paced`` is how many hits
their database has, ten million else, and one after ``soak`` how many minutes it takes, ten else. The exit code is 0
when all goals are met.
"""

import sys
from collections.abc import Callable, Mapping, Sequence

from tests.bench import (
    analytics,
    dialects,
    draining,
    labels,
    million,
    paced,
    pdfs,
    preview,
    redirects,
    score,
    soak,
    symbols,
    web_servers,
    webhooks,
)

BENCHES: Mapping[str, Callable[..., int]] = {
    "redirects": redirects.main,
    "servers": web_servers.main,
    "million": million.main,
    "draining": draining.main,
    "analytics": analytics.main,
    "paced": paced.main,
    "webhooks": webhooks.main,
    "dialects": dialects.main,
    "pdf": pdfs.main,
    "labels": labels.main,
    "symbols": symbols.main,
    "score": score.main,
    "preview": preview.main,
    "soak": soak.main,
}


def main(said: Sequence[str]) -> int:
    """Run the benches that are named, or all; return 0 when all goals are met."""
    chosen: list[tuple[str, list[int]]] = []
    for word in said or tuple(BENCHES):
        if word in BENCHES:
            chosen.append((word, []))
        elif chosen and word.replace(",", "").isdigit():
            chosen[-1][1].append(int(word.replace(",", "")))
        else:
            print(f"There is no bench “{word}”. There are: {', '.join(BENCHES)}.")
            return 2
    missed = [name for name, numbers in chosen if BENCHES[name](*numbers)]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
