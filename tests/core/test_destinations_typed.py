"""Destinations that are no page: a mail address, a number, an app's address; what could do harm never passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core import destinations
from qrdesk.core.errors import BadDestination
from qrdesk.core.schemas.rules import DestinationType

EMAIL, PHONE, APP, URL = DestinationType.EMAIL, DestinationType.PHONE, DestinationType.APP, DestinationType.URL


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (URL, "HTTPS://Example.com", "https://example.com/"),
        (EMAIL, "anna@example.com", "mailto:anna@example.com"),
        (EMAIL, "  MAILTO:Anna.B@EXAMPLE.com ", "mailto:Anna.B@example.com"),
        (EMAIL, "anna+menu@münchen.de", "mailto:anna+menu@xn--mnchen-3ya.de"),
        (EMAIL, "o'neill@example.com.", "mailto:o'neill@example.com"),
        (EMAIL, "a&b@example.com", "mailto:a%26b@example.com"),
        (EMAIL, "mailto:a%26b@example.com", "mailto:a%26b@example.com"),
        (
            EMAIL,
            "anna@example.com?subject=Grüße an 50% aller&body=One\nTwo",
            "mailto:anna@example.com?subject=Gr%C3%BC%C3%9Fe%20an%2050%25%20aller&body=One%0D%0ATwo",
        ),
        (EMAIL, "anna@example.com?", "mailto:anna@example.com"),
        (EMAIL, "anna@example.com?Subject=a%26b", "mailto:anna@example.com?subject=a%26b"),
        (PHONE, "+49 30 123456", "tel:+4930123456"),
        (PHONE, "tel:+49-30-123.456", "tel:+4930123456"),
        (PHONE, "+1 (212) 555\u20110100", "tel:+12125550100"),
        (PHONE, "+49\u00a030/123456;ext=42", "tel:+4930123456;ext=42"),
        (PHONE, "0800 123 456", "tel:0800123456"),
        (PHONE, "112", "tel:112"),
        (APP, "spotify:track:6rqhFg", "spotify:track:6rqhFg"),
        (APP, "WhatsApp://send?text=Grüße", "whatsapp://send?text=Gr%C3%BC%C3%9Fe"),
        (APP, "com.example.app://open/1", "com.example.app://open/1"),
        (APP, "fb://profile/100%", "fb://profile/100%25"),
        (APP, "ms-windows-store://pdp/?id=9x", "ms-windows-store://pdp/?id=9x"),
        (APP, "sms:+4930123", "sms:+4930123"),
        (APP, "myapp:", "myapp:"),
    ],
)
def test_it_is_kept_in_one_spelling_that_tells_its_type(kind: DestinationType, typed: str, kept: str) -> None:
    assert destinations.check_typed(typed, kind) == kept
    assert destinations.check_typed(kept, kind) == kept
    assert destinations.type_of(kept) is kind


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter one mail address"),
        ("anna", "Enter one mail address"),
        ("@example.com", "Enter one mail address"),
        ("anna@", "Enter one mail address"),
        ("anna@a.example,bert@b.example", "Enter one mail address"),
        ("mailto:a%2Cb@example.com", "Enter one mail address"),
        ("an na@example.com", "blank or an invisible"),
        ("anna..b@example.com", "cannot stand before"),
        ("änna@example.com", "cannot stand before"),
        ("a@b@example.com", "cannot stand before"),
        ("x" * 65 + "@example.com", "cannot stand before"),
        ("anna@localhost", "no place that mail goes to"),
        ("anna@127.0.0.1", "no place that mail goes to"),
        ("anna@[127.0.0.1]", "not written correctly"),
        ("anna@exam ple.com", "blank or an invisible"),
        ("anna@ex\u200bample.com", "blank or an invisible"),
        ("anna@pаypal.com", "two alphabets"),
        ("anna@example.com?cc=bert@example.com", "one subject and one body"),
        ("anna@example.com?attach=/etc/passwd", "one subject and one body"),
        ("anna@example.com?subject=a&subject=b", "one subject and one body"),
        ("anna@example.com?subject=a%0D%0ABcc:x@y.z", "invisible character"),
        ("anna@example.com?body=%00", "invisible character"),
        ("anna@example.com?body=\ud800", "invisible character"),
        ("anna@example.com?body=%E4", "cannot be read"),
        ("javascript:alert(1)@example.com", "cannot stand before"),
        ("anna@example.com?body=" + "ä" * 1500, "2048 is the most"),
    ],
)
def test_a_bad_mail_address_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(BadDestination, match=words):
        destinations.check_typed(typed, EMAIL)


@pytest.mark.parametrize(
    "typed",
    ["", "+", "tel:", "12", "+0301234567", "+49 30 12345678901234", "30a123", "*#06#", "+4930,,1", "+49 ３０ 123456",
     "tel:%2B4930123456", "+4930123456;ext=", "+4930123456;phone-context=x", "1" * 16, "++4930123456"],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadDestination, match="no telephone number"):
        destinations.check_typed(typed, PHONE)


def test_a_zero_that_is_not_dialled_from_abroad_is_asked_away() -> None:
    with pytest.raises(BadDestination, match="Leave out the"):
        destinations.check_typed("+49 (0) 30 123456", PHONE)


@pytest.mark.parametrize(
    "scheme",
    """javascript JavaScript vbscript data file intent blob about filesystem view-source http https ws wss ftp jar
    content chrome chrome-extension googlechrome resource ms-msdt ms-settings search-ms ms-word ms-officecmd
    microsoft-edge android-app itms-services edge moz-extension shell jnlp ldap smb""".split(),
)
def test_what_could_do_harm_is_no_app(scheme: str) -> None:
    for typed in (f"{scheme}:x", f"{scheme}://x/y", f" {scheme.upper()}:x", f"{scheme}:"):
        with pytest.raises(BadDestination):
            destinations.check_typed(typed, APP)


@pytest.mark.parametrize(
    "typed",
    ["", "spotify", "1app:x", ":x", "//x", "java\tscript:x", "java\nscript:alert(1)", "\x01javascript:x", "app:a b",
     "app:<x>", "app:\u202ex", "ſpotify:x", "example.com:8080/x", "localhost:80", "mailto:a@b.example", "tel:112",
     "app:" + "ä" * 1000],
)  # fmt: skip
def test_what_is_no_app_is_refused(typed: str) -> None:
    with pytest.raises(BadDestination):
        destinations.check_typed(typed, APP)


MAKINGS = st.sampled_from(
    [*"@:?&=%#/;,+.() \t\n\x00äſ\u200b\u202e\ud800", "mailto:", "tel:", "app:", "javascript:", "data:", "http://",
     "example.com", "anna", "subject=", "body=", "%0A", "%25", "%E4", "+49", "30", "(0)", ";ext=", "1234567", "ext"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.lists(MAKINGS, max_size=9).map("".join)), st.sampled_from(DestinationType))
def test_anything_is_kept_for_good_as_its_type_or_refused_in_words(typed: str, kind: DestinationType) -> None:
    try:
        kept = destinations.check_typed(typed, kind)
    except BadDestination:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert " " not in kept
    assert destinations.type_of(kept) is kind
    assert destinations.check_typed(kept, kind) == kept
