"""How many symbols a second one core draws, beside segno in the same run: ``python -m tests.bench symbols``, 20 s.

Each round draws a few of both in turns, so that whatever else the machine does falls on both alike; processor time
is counted, and the figure is the median of the rounds. The texts are 31-character addresses, as batches have them:
each another, in version 3 and, in upper case, in version 2.
"""

import random
import statistics
import string
import time
from collections.abc import Callable, Sequence

import segno

from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.design import ErrorCorrection

GOAL_PER_S = 5_000
GOAL_TIMES = 12
_ROUNDS = 15
_OURS, _SEGNOS = 1_000, 60  # in a round: about 0.15 s of each


def _addresses(start: str, letters: str) -> list[str]:
    dice = random.Random(8)
    return [start + "".join(dice.choices(letters, k=31 - len(start))) for _ in range(_ROUNDS * _OURS)]


def _per_s(draw: Callable[[str], object], texts: Sequence[str]) -> float:
    began = time.process_time()
    for text in texts:
        draw(text)
    return len(texts) / (time.process_time() - began)


def _ours(text: str) -> object:
    return encode(text, ErrorCorrection.M)


def _segnos(text: str) -> object:
    return segno.make_qr(text, error="m")


def main(rounds: int = _ROUNDS) -> int:
    """Measure and print; return 0 when the goals are met."""
    missed = 0
    for name, texts in {
        "lower case": _addresses("https://go.example.com/r/", string.ascii_lowercase + string.digits),
        "upper case": _addresses("HTTPS://GO.EXAMPLE.COM/R/", string.ascii_uppercase + string.digits),
        "mixed": _addresses("https://go.example.com/r/", string.ascii_letters + string.digits),
    }.items():
        _ours(texts[-1])  # what is worked out once for a version is not a batch's time
        pairs: list[tuple[float, float]] = []
        for number in range(rounds):
            mine = texts[number * _OURS : (number + 1) * _OURS]
            pairs.append((_per_s(_ours, mine), _per_s(_segnos, mine[:_SEGNOS])))
        fast = statistics.median(ours for ours, _ in pairs)
        times = statistics.median(ours / theirs for ours, theirs in pairs)
        met = fast >= GOAL_PER_S and times >= GOAL_TIMES
        missed += not met
        print(
            f"symbols  {fast:>7,.0f}/s of one core, {times:.1f} times segno, {name}; "
            f"goal {GOAL_PER_S:,}/s and {GOAL_TIMES} times: {'met' if met else 'MISSED'}"
        )
    return 1 if missed else 0
