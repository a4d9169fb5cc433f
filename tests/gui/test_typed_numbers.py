"""Numbers as people type them, in two countries."""

import pytest

from qrdesk.gui.typed_numbers import plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12,50", "12.50"),
        ("12.50", "12.50"),
        ("1000", "1000"),
        ("1.000,50", "1000.50"),
        ("1,000.50", "1000.50"),
        ("1 000,50", "1000.50"),
        ("1’000.50", "1000.50"),
        ("1.000.000", "1000000"),
        ("1.000", None),
        ("12,000", None),
        ("0.500", "0.500"),
        ("1.00.50", "1.00.50"),
        ("twelve", "twelve"),
    ],
)
def test_money_is_read_the_same_everywhere_and_never_guessed(typed: str, meant: str | None) -> None:
    assert [plain(typed, point, cents=True) for point in ".,"] == [meant, meant]


def test_a_weight_goes_by_the_mark_of_the_country() -> None:
    assert (plain("1,250", ",", cents=False), plain("1.250", ".", cents=False)) == ("1.250", "1.250")
    assert (plain("1.250", ",", cents=False), plain("1,250", ".", cents=False)) == (None, None)
    assert plain("0,005", ".", cents=False) == "0.005", "no thousands begin with 0"
