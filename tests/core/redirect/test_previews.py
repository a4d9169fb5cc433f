"""Addresses of pictures for previews: told from others, and named at the host that was asked."""

import pytest

from qrdesk.core.redirect import previews

OWN = frozenset({"go.example", "127.0.0.1:8765", "localhost:8765"})
PATH = "/api/v1/pictures/fil_0123456789"


@pytest.mark.parametrize(
    ("location", "found"),
    [
        (f"https://go.example{PATH}", "fil_0123456789"),
        (f"http://[::1]:8765{PATH}", "fil_0123456789"),
        (f"https://go.example{PATH}?v=2", ""),
        (f"https://go.example{PATH}/", ""),
        (f"https://go.example/{PATH}", ""),
        (f"https://go.example/r{PATH}", ""),
        (f"https://go.example{PATH[:-1]}é", ""),
        ("https://go.example", ""),
        ("", ""),
    ],
)
def test_a_picture_is_told_by_its_path(location: str, found: str) -> None:
    assert previews.picture_at(location) == found


@pytest.mark.parametrize(
    "image", [f"https://go.example{PATH}", f"http://localhost:8765{PATH}", f"http://127.0.0.9:8765{PATH}",
              f"http://localhost:9999{PATH}", f"http://[::1]:1{PATH}"],
)  # fmt: skip
def test_our_own_are_named_at_the_host_that_was_asked(image: str) -> None:
    assert previews.as_asked(image, OWN, "https://qr.example") == f"https://qr.example{PATH}"


@pytest.mark.parametrize(
    "image", ["", f"https://elsewhere.example{PATH}", "https://go.example/a.png", f"https://go.example:8443{PATH}"]
)
def test_others_stay_as_they_are(image: str) -> None:
    assert previews.as_asked(image, OWN, "https://qr.example") == image


def test_pictures_are_found_in_a_text() -> None:
    text = f'{{"social":{{"image_url":"https://go.example{PATH}"}},"x":"/api/v1/pictures/fil_short"}}'
    assert previews.pictures_in(text) == ["fil_0123456789"]
