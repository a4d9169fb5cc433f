"""The table of processes: what advice, scan score and preflight take their sizes from."""

from itertools import pairwise

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork.processes import MOST_GROWTH, PROCESSES
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import Process
from qrdesk.core.schemas.design import ErrorCorrection

TEXT = "https://go.example/r/AB12CD"


def test_each_process_is_in_the_table_and_its_sizes_are_in_order() -> None:
    assert set(PROCESSES) == set(Process)
    for limits in PROCESSES.values():
        assert limits.floor_mm <= limits.good_mm < limits.most_mm
        assert limits.is_good(limits.good_mm)
        assert not limits.is_too_small(limits.floor_mm)
        assert not limits.is_too_large(limits.most_mm)
        assert not limits.is_good(limits.good_mm - 0.001)
        assert limits.is_too_small(limits.floor_mm - 0.001)


def test_modules_of_gs1_are_those_of_the_general_specifications() -> None:
    limits = PROCESSES[Process.GS1]
    assert (limits.good_mm, limits.floor_mm, limits.most_mm) == (0.396, 0.396, 0.990)
    assert [limits.is_too_large(width) for width in (0.990, 0.991)] == [False, True]


@pytest.mark.parametrize("process", Process)
def test_a_good_module_grows_less_than_is_warned_of_and_the_gain_taken_off_leaves_none(process: Process) -> None:
    limits = PROCESSES[process]
    module_mm = limits.good_mm or 0.4
    assert 0 <= limits.growth(module_mm, 0) <= MOST_GROWTH
    assert limits.growth(module_mm, limits.gain_um) == 0
    growths = [limits.growth(module_mm, reduce_um) for reduce_um in range(0, 200, 10)]
    assert all(more > less for more, less in pairwise(growths))


@pytest.mark.parametrize("process", [Process.THERMAL_203, Process.THERMAL_300])
def test_four_dots_of_a_thermal_printer_are_good_and_three_spread_too_far(process: Process) -> None:
    limits = PROCESSES[process]
    assert limits.dpi is not None
    dot_mm = 25.4 / limits.dpi
    assert limits.is_good(4 * dot_mm)
    assert limits.growth(4 * dot_mm, 0) <= MOST_GROWTH < limits.growth(3 * dot_mm, 0)


def spread(growth: float, px: int = 20) -> Image.Image:
    """Return a code whose dark edges have grown by a share of a module; where it is below 0, they drew back."""
    rows = np.array([list(row) for row in encode(TEXT, ErrorCorrection.M).rows], dtype=bool)
    dark = np.pad(np.kron(rows, np.ones((px, px), dtype=bool)), 4 * px)
    for _ in range(round(abs(growth) * px)):
        near = np.pad(dark, 1) if growth > 0 else np.pad(~dark, 1)
        wide = near[1:-1, 1:-1] | near[:-2, 1:-1] | near[2:, 1:-1] | near[1:-1, :-2] | near[1:-1, 2:]
        dark = wide if growth > 0 else ~wide
    picture = Image.fromarray(np.where(dark, 0, 255).astype(np.uint8))
    side = round(picture.width / px * 4)  # four pixels for a module
    return picture.resize((side, side), Image.Resampling.BOX)


def read(picture: Image.Image) -> str | None:
    found = zxingcpp.read_barcode(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return None if found is None else found.text


def test_codes_read_with_as_much_growth_as_is_not_warned_of_and_not_with_much_more() -> None:
    assert read(spread(MOST_GROWTH)) == TEXT
    assert read(spread(-MOST_GROWTH)) == TEXT
    assert read(spread(0.45)) is None
