"""Texts of a list read as the fields of a link."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from qrdesk.core.errors import BadSlug, Invalid
from qrdesk.core.schemas.transfer import ImportRow
from qrdesk.core.services.transfer_rows import moment, slug_of, whole

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", None),
        ("0000-00-00 00:00:00", None),
        ("2024-05-01T23:30:00+02:00", datetime(2024, 5, 1, 21, 30, tzinfo=UTC)),
        ("2024-05-01T23:30:00Z", datetime(2024, 5, 1, 23, 30, tzinfo=UTC)),
        ("2024-05-01T23:30:00+0000", datetime(2024, 5, 1, 23, 30, tzinfo=UTC)),
        ("2024-05-01 23:30:00 UTC", datetime(2024, 5, 1, 23, 30, tzinfo=UTC)),
        (" 2024-05-01 23:30 ", datetime(2024, 5, 1, 21, 30, tzinfo=UTC)),
        ("2024-01-15T10:30:00.123Z", datetime(2024, 1, 15, 10, 30, 0, 123000, tzinfo=UTC)),
        ("2024-01-15", datetime(2024, 1, 14, 23, tzinfo=UTC)),
        ("20240115", datetime(2024, 1, 14, 23, tzinfo=UTC)),
        ("1705314600", datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        ("1705314600000", datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        ("2024-03-31 02:30:00", datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),  # an hour that Berlin skipped
    ],
)
def test_moments_are_read(text: str, at: datetime | None) -> None:
    assert moment(text, "created_at", BERLIN) == at


def test_a_link_that_ends_on_a_day_lasts_through_it() -> None:
    assert moment("2024-12-31", "ends_at", BERLIN) == datetime(2024, 12, 31, 23, tzinfo=UTC)
    assert moment("2024-12-31T00:00:00", "ends_at", BERLIN) == datetime(2024, 12, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["yesterday", "01/02/2024", "2024-13-01", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "１２", "12"],
)
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(Invalid, match="no date and time") as refused:
        moment(text, "ends_at", BERLIN)
    assert list(refused.value.field_errors) == ["ends_at"]


@pytest.mark.parametrize(
    ("text", "number"), [("", None), ("0", 0), ("1,204", 1204), ("12.0", 12), (" 7 ", 7), ("1 204", 1204)]
)
def test_whole_numbers_are_read(text: str, number: int | None) -> None:
    assert whole(text, "hits") == number


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "1e9", "٣", "9" * 13])
def test_what_is_no_whole_number_is_said(text: str) -> None:
    with pytest.raises(Invalid, match="no whole number"):
        whole(text, "hits")


def test_a_slug_of_several_parts_is_refused_with_the_reason() -> None:
    with pytest.raises(BadSlug, match="“a/b” has several parts"):
        slug_of(ImportRow(row=1, slug="a/b"))
    assert slug_of(ImportRow(row=1, slug="  ")) is None
