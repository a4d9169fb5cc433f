"""The fast path draws segno's matrices, module for module."""

import itertools
import random
from typing import Any, cast

import pytest
import segno
from segno import consts

from qrdesk.core.artwork import segments
from qrdesk.core.artwork.encoding import bits, fast, masks, tables
from qrdesk.core.schemas.design import ErrorCorrection

# its stub says that they are keyed by None
CAPACITY, BLOCKS = cast(Any, consts.SYMBOL_CAPACITY), cast(Any, consts.ECC)
LEVELS = {ErrorCorrection.L: 1, ErrorCorrection.M: 0, ErrorCorrection.Q: 3, ErrorCorrection.H: 2}  # segno's
ALPHABETS = (
    "0123456789",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:",
    "abcdefghijklmnopqrstuvwxyz/.-_?=&%ABC0123456789",
    "Žluťoučký kůň úpěl 0123456789 ABC",
    "日本語テスト0123ABCabc",
)


def test_the_tables_are_segnos() -> None:
    assert [tables.centres(version) for version in tables.VERSIONS] == [(), *consts.ALIGNMENT_POS]
    for version, (level, theirs) in itertools.product(tables.VERSIONS, LEVELS.items()):
        assert tables.CAPACITIES[level][version - 1] == CAPACITY[version][theirs]
        split = tables.blocks(version, level)
        blocks = [block for block in BLOCKS[version][theirs] for _ in range(block.num_blocks)]
        assert split.data == tuple(block.num_data for block in blocks)
        assert {block.num_total - block.num_data for block in blocks} == {split.mending}


def test_check_bits_are_segnos() -> None:
    assert [tables.version_bits(version) for version in range(7, 41)] == list(consts.VERSION_INFO)
    for level, added in (
        (ErrorCorrection.M, 0),
        (ErrorCorrection.L, 8),
        (ErrorCorrection.H, 16),
        (ErrorCorrection.Q, 24),
    ):
        assert [tables.format_bits(level, mask) for mask in range(8)] == list(consts.FORMAT_INFO[added : added + 8])


def assert_equal(
    text: str, version: int, level: ErrorCorrection, *, mask: int | None = None, eci: bool = False
) -> bool:
    """Compare one symbol; False where the text does not fit."""
    number_of_range = tables.version_range(version)
    capacity = tables.CAPACITIES[level][version - 1]
    pieces = segments.cut(text, number_of_range, eci=eci)
    assert pieces is not None
    number, length = bits.bits(pieces, segments.HEADERS[number_of_range], eci=eci and not text.isascii())
    if length > capacity:
        return False
    ours = fast.draw(bits.data_words(number, length, capacity), version, level, mask)
    content = [
        (piece.text, int(piece.mode), "shift-jis" if piece.mode is segments.Mode.KANJI else "utf-8") for piece in pieces
    ]
    theirs = segno.make_qr(  # its stub knows single texts only
        content,  # pyright: ignore[reportArgumentType]
        error=level.value,
        version=version,
        mask=mask,
        eci=eci and not text.isascii(),
        boost_error=False,
    )
    assert ours == (theirs.mask, tuple(bytes(row) for row in theirs.matrix))
    return True


def a_text(dice: random.Random, version: int, level: ErrorCorrection) -> str:
    """Return any text that may fit, up to one that fills the symbol."""
    words = tables.blocks(version, level).data_words
    return "".join(dice.choices(dice.choice(ALPHABETS), k=dice.randint(1, max(2, words - 3))))


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 6, 7, 10, 14, 21])
@pytest.mark.fast_cases(4)
def test_matrices_are_segnos_in_small_symbols(version: int) -> None:
    dice = random.Random(version)
    fitted = sum(
        assert_equal(a_text(dice, version, level), version, level, eci=turn == 0)
        for level in ErrorCorrection
        for turn in range(2 if version < 7 else 1)
    )
    assert fitted >= 1


@pytest.mark.wide
@pytest.mark.parametrize("version", tables.VERSIONS)
def test_matrices_are_segnos_in_all_versions_and_levels(version: int) -> None:
    dice = random.Random(1000 + version)
    rounds = max(2, 60 // version)
    fitted = sum(
        assert_equal(a_text(dice, version, level), version, level, eci=dice.random() < 0.2)
        for level in ErrorCorrection
        for _ in range(rounds)
    )
    assert fitted >= rounds
    for mask in range(8):
        assert assert_equal("1", version, dice.choice(list(ErrorCorrection)), mask=mask)


@pytest.mark.wide
@pytest.mark.parametrize("level", ErrorCorrection)
def test_matrices_are_segnos_at_every_length(level: ErrorCorrection) -> None:
    dice = random.Random(level.value)
    text = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=tables.CAPACITIES[level][4] // 8))
    lengths = [
        (version, length)
        for version in range(1, 6)
        for length in range(1, len(text))
        if assert_equal(text[:length], version, level, mask=length % 8)
    ]
    assert (5, len(text) - 2) in lengths  # full to the last word, no terminator


def test_a_score_below_the_limit_is_exact_and_others_are_never_below_it() -> None:
    grid = masks.Grid(21, int(("1" * 20 + "00000") * 42, 2))
    dice = random.Random(5)
    exact = [(both := _symmetrical(dice), masks.penalty(both, grid)) for _ in range(20)]
    for both, score in exact:
        assert masks.penalty(both, grid, score + 1) == score
        assert masks.penalty(both, grid, score - 200) >= score - 200


def _symmetrical(dice: random.Random) -> int:
    """Return version 1 with the eyes and something random, the same in rows and columns."""
    eye = [(i, j) for i in range(7) for j in range(7) if max(abs(i - 3), abs(j - 3)) != 2]
    dark = {(x + left, y + top) for x, y in eye for left, top in ((0, 0), (14, 0), (0, 14))}
    dark |= {(x, y) for x in range(9, 21) for y in range(9, 21) if dice.random() < 0.5}
    dark |= {(y, x) for x, y in dark}
    line = ["".join("1" if (x, y) in dark else "0" for x in range(21)) + "0000" for y in range(21)]
    return int("".join(line) * 2, 2)
