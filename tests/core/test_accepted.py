"""What an Accept-Language header asks for."""

import pytest

from qrdesk.core.accepted import liked_languages


@pytest.mark.parametrize(
    ("header", "liked"),
    [
        ("", []),
        (" , ;q=1,", []),
        ("de-AT, de;q=0.9,en;q=0.8", ["de-AT", "de", "en"]),
        ("en;q=0.5 , fr, de;Q=0.8", ["fr", "de", "en"]),
        ("de;q=0, en;q=x, fr;q=nan, it;q=-1", []),
        ("de;q=7,fr", ["de", "fr"]),
        ("de;level=1;q=0.1, fr;q=0.5", ["de", "fr"]),
    ],
)
def test_languages_come_in_the_order_they_are_liked(header: str, liked: list[str]) -> None:
    assert liked_languages(header) == liked
