"""The unused error correction is what zxing-cpp counts, and it says exactly what still reads."""

import random
from typing import Literal, cast

import pytest
import zxingcpp

from qrdesk.core.artwork.encoding.layout import Role
from qrdesk.core.artwork.reserve import largest_logo, reserve, zone
from qrdesk.core.artwork.symbol import Symbol, dark_among, encode, roles
from qrdesk.core.schemas.design import ErrorCorrection, SymbolWish
from tests.core.artwork.reader import flipped, seen

L, M, Q, H = ErrorCorrection
URL = "https://go.example/r/ab12cd"
# how many words of one block are hit is spread over both sides of what it bears
SYMBOLS = [(version, level) for version in (1, 2, 3, 5, 7, 8, 11, 14) for level in ErrorCorrection]


def exactly(version: int, level: ErrorCorrection, *, micro: bool = False) -> Symbol:
    text = "1234" if micro else "q" * 6
    symbol = encode(text, level, SymbolWish(version=version, boost=False, micro=micro))
    assert (symbol.version, symbol.error_correction, symbol.micro) == (version, level, micro)
    return symbol


def data_places(symbol: Symbol) -> list[tuple[int, int]]:
    line = range(symbol.modules)
    grid = roles(symbol)
    return [(x, y) for y in line for x in line if grid[y][x] == Role.DATA]


def a_blot(symbol: Symbol, dice: random.Random) -> list[tuple[int, int]]:
    """Return damage near the edge of what can be borne, somewhere among the data."""
    places = data_places(symbol)
    middle_x, middle_y = dice.choice(places)
    places.sort(key=lambda place: max(abs(place[0] - middle_x), abs(place[1] - middle_y)))
    share = {L: 0.09, M: 0.17, Q: 0.27, H: 0.35}[symbol.error_correction]
    return places[: int(len(places) * share * dice.uniform(0.1, 1.6))]


@pytest.mark.parametrize(("version", "level"), SYMBOLS)
def test_random_damage_reads_exactly_while_there_is_a_reserve(version: int, level: ErrorCorrection) -> None:
    symbol = exactly(version, level)
    dice = random.Random(f"{version}{level}")
    for trial in range(10):  # 320 in all
        wrong = a_blot(symbol, dice) if trial % 2 else a_scatter(symbol, dice)
        left = reserve(symbol, wrong)
        found = seen(flipped(symbol.rows, wrong))
        assert (found is not None and found.text == "q" * 6) == (left >= 0)
        if found is not None:
            assert unused(found) in as_written(left)


def unused(found: zxingcpp.Barcode) -> object:
    return cast(dict[str, object], found.extra)["UEC"]


def as_written(left: float) -> set[float]:
    """Return how zxing-cpp 3.1 writes it: two places, cut off in floating point, and .07 as .7: it loses the zero."""
    return {1.0 if left == 1 else float(f"0.{int(100 * left + hair)}") for hair in (1e-6, -1e-6)}


def a_scatter(symbol: Symbol, dice: random.Random) -> list[tuple[int, int]]:
    places = data_places(symbol)
    share = {L: 0.006, M: 0.012, Q: 0.02, H: 0.03}[symbol.error_correction]
    return dice.sample(places, int(len(places) * share * dice.uniform(0.2, 1.8)))


@pytest.mark.parametrize(("version", "level"), [(2, L), (2, M), (3, L), (3, M), (4, L), (4, M), (4, Q)])
def test_it_holds_for_micro_qr(version: int, level: ErrorCorrection) -> None:
    symbol = exactly(version, level, micro=True)
    dice = random.Random(version)
    for _ in range(10):
        wrong = dice.sample(data_places(symbol), dice.randint(0, 8))
        found = seen(flipped(symbol.rows, wrong), micro=True)
        assert (found is not None) == (reserve(symbol, wrong) >= 0)
        if found is not None:
            assert unused(found) in as_written(reserve(symbol, wrong))


def test_m1_mends_nothing() -> None:
    symbol = exactly(1, L, micro=True)
    assert reserve(symbol, []) == 0
    assert reserve(symbol, [(10, 10)]) < 0


def test_fixed_patterns_and_the_quiet_zone_do_not_count() -> None:
    symbol = exactly(7, M)
    grid = roles(symbol)
    fixed = [(x, y) for y in range(45) for x in range(45) if grid[y][x] != Role.DATA]
    assert reserve(symbol, [*fixed, (-1, 0), (45, 3), (0, 45), (3, -4)]) == 1


def test_several_wrong_modules_of_one_word_are_one_error() -> None:
    symbol = exactly(1, H)
    assert reserve(symbol, [(20, 20)]) == reserve(symbol, [(20, 20), (19, 20), (20, 19)]) == pytest.approx(1 - 2 / 17)


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("level", [M, Q])
def test_the_mask_is_the_one_that_bears_the_logo_best(number: int, level: ErrorCorrection) -> None:
    text = f"https://go.example/r/{number:06}"
    wish = SymbolWish(version=3, boost=False)
    places = zone(29, 7, 7)
    kept = [reserve(each, dark_among(each, places)) for each in all_masks(text, level, wish)]
    symbol = encode(text, level, wish, cleared=places)
    assert reserve(symbol, dark_among(symbol, places)) == max(kept)
    assert encode(text, level, wish.model_copy(update={"mask": 2}), cleared=places).mask == 2
    found = seen(flipped(symbol.rows, dark_among(symbol, places)))
    assert (found is not None and found.text == text) == (max(kept) >= 0)


def all_masks(text: str, level: ErrorCorrection, wish: SymbolWish) -> list[Symbol]:
    return [encode(text, level, wish.model_copy(update={"mask": mask})) for mask in range(8)]


def test_the_mask_matters() -> None:
    places = zone(29, 7, 7)
    wish = SymbolWish(version=3, boost=False)
    plain = encode(URL, M, wish)
    chosen = encode(URL, M, wish, cleared=places)
    gained = reserve(chosen, dark_among(chosen, places)) - reserve(plain, dark_among(plain, places))
    assert gained >= 0
    worst = [min(reserve(each, dark_among(each, places)) for each in all_masks(f"{URL}{n}", M, wish)) for n in range(4)]
    assert min(worst) < 0.2 <= reserve(chosen, dark_among(chosen, places))


def test_where_no_module_is_cleared_the_mask_is_the_standards() -> None:
    assert encode(URL, M, cleared=frozenset()) == encode(URL, M)


def test_a_zone_has_the_modules_that_it_touches() -> None:
    assert zone(21, 1, 1) == {(10, 10)}
    assert len(zone(21, 5, 3)) == 15
    assert len(zone(21, 5.1, 3)) == 21
    assert zone(21, 1, 1, x=2, y=-3) == {(12, 7)}
    assert zone(21, 4, 4, x=-10.5) == {(x, y) for x in (0, 1) for y in range(8, 13)}
    assert zone(21, 100, 100) == {(x, y) for x in range(21) for y in range(21)}
    assert zone(21, 3, 3, x=50) == frozenset()


def test_a_round_zone_leaves_the_corners() -> None:
    circle, square = zone(29, 9, 9, shape="circle"), zone(29, 9, 9)
    assert circle < square
    assert square - circle == {(x, y) for x in (10, 18) for y in (10, 18)} | {
        place for place in square - circle if min(abs(place[0] - 14), abs(place[1] - 14)) >= 3
    }
    assert circle == {(28 - x, y) for x, y in circle} == {(y, x) for x, y in circle}


@pytest.mark.parametrize("shape", ["square", "circle"])
@pytest.mark.parametrize("least", [0.0, 0.25])
@pytest.mark.parametrize(("version", "level"), [(2, M), (3, M), (3, Q), (5, H), (8, Q), (12, H)])
def test_the_largest_logo_reads_and_the_next_larger_leaves_too_little(
    version: int, level: ErrorCorrection, least: float, shape: Literal["square", "circle"]
) -> None:
    wish = SymbolWish(version=version, boost=False)
    text = URL[: 20 if version == 2 else None]
    size = largest_logo(text, level, wish, shape=shape, least=least)
    modules = 4 * version + 17
    assert 0.1 < size <= 0.5
    places = zone(modules, size * modules, size * modules, shape=shape)
    symbol = encode(text, level, wish, cleared=places)
    assert reserve(symbol, dark_among(symbol, places)) >= least
    found = seen(flipped(symbol.rows, dark_among(symbol, places)))
    assert found is not None
    assert found.text == text
    if size > 0.5 - 0.26 / modules:
        return  # a design has no larger one
    larger = zone(modules, size * modules + 0.26, size * modules + 0.26, shape=shape)
    stronger = encode(text, level, wish, cleared=larger)
    reaches = any(roles(symbol)[y][x] not in (Role.DATA, Role.ALIGNMENT) for x, y in larger)
    assert reaches or reserve(stronger, dark_among(stronger, larger)) < least


def test_a_logo_that_may_read_as_anything_is_smaller_and_depends_on_no_text() -> None:
    wish = SymbolWish(version=5, boost=False)
    sizes = {largest_logo(f"{URL}{number}", Q, wish, cleared=False) for number in range(4)}
    assert len(sizes) == 1
    assert sizes.pop() <= largest_logo(URL, Q, wish)


def test_margin_and_aspect_belong_to_the_logo() -> None:
    wish = SymbolWish(version=5, boost=False)
    bare, with_margin = largest_logo(URL, H, wish), largest_logo(URL, H, wish, margin=1)
    assert with_margin == pytest.approx(bare - 2 / 37, abs=1 / 37)
    assert largest_logo(URL, H, wish, aspect=2) == largest_logo(URL, H, wish, aspect=2.0) > bare
    assert largest_logo(URL, H, wish, aspect=0.5) > bare


@pytest.mark.parametrize(("version", "free"), [(1, 3), (2, 7), (3, 11)])
def test_a_logo_never_reaches_what_nothing_mends(version: int, free: int) -> None:
    modules = 4 * version + 17
    assert largest_logo("1", H, SymbolWish(version=version), least=-9) == free / modules
