"""What may stand behind the slash."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core import ids, slugs
from qrdesk.core.errors import BadSlug, SlugReserved


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lunch", "lunch"),
        (" Lunch ", "Lunch"),
        ("a", "a"),
        ("2026-menu_v1.2~x", "2026-menu_v1.2~x"),
        ("für-dich", "für-dich"),
        ("fu\u0308r-dich", "für-dich"),
        ("Ünï", "Ünï"),
        ("меню", "меню"),
        ("菜单", "菜单"),
        ("قائمة", "قائمة"),
        ("🦊", "🦊"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("a+b", "a+b"),
        ("api-menu", "api-menu"),
        ("...", "..."),
        ("x" * 64, "x" * 64),
        ("🦊" * 64, "🦊" * 64),
    ],
)
def test_an_address_is_kept_as_it_was_typed(typed: str, kept: str) -> None:
    assert slugs.check(typed) == kept
    assert slugs.check(kept) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "at least one character"),
        ("  ", "at least one character"),
        ("x" * 65, "64 is the most"),
        ("a b", "a space"),
        ("a/b", "“/”"),
        ("a\\b", "“\\”"),
        ("a?b", "“?”"),
        ("a#b", "“#”"),
        ("a%62", "“%”"),
        ("a&b", "“&”"),
        ("<b>", "“<”"),
        ('a"b', '“"”'),
        ("a'b", "“'”"),
        ("{a}", "“{”"),
        ("a|b", "“|”"),
        ("a^b", "“^”"),
        ("a`b", "“`”"),
        ("a\tb", "invisible"),
        ("a\nb", "invisible"),
        ("a\x00b", "invisible"),
        ("a\x7fb", "invisible"),
        ("a\u200bb", "invisible"),
        ("a\u200db", "invisible"),
        ("a\u202eb", "invisible"),
        ("a\u00adb", "invisible"),
        ("a\ufeffb", "invisible"),
        ("a\u00a0b", "invisible"),
        ("a\u3000b", "invisible"),
        ("a\u2028b", "invisible"),
        ("a\ue000b", "invisible"),
        ("a\ud800b", "invisible"),
        ("a\U000e0041b", "invisible"),
        (".", "only dots"),
        ("..", "only dots"),
        ("a+", "“+”"),
        ("ﬃ" * 64, "too long"),
    ],
)
def test_an_address_that_would_not_survive_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(BadSlug) as refused:
        slugs.check(typed)
    assert words in str(refused.value)
    assert refused.value.field_errors == {"slug": str(refused.value)}


@pytest.mark.parametrize("word", sorted(slugs.RESERVED))
def test_the_words_of_our_own_pages_are_kept_back(word: str) -> None:
    for typed in (word, word.upper(), f" {word} "):
        with pytest.raises(SlugReserved):
            slugs.check(typed)


def test_what_looks_alike_in_another_case_is_the_same_address() -> None:
    assert slugs.fold("Lunch") == slugs.fold("LUNCH") == "lunch"
    assert slugs.fold("STRASSE") == slugs.fold("straße") == "strasse"
    assert slugs.fold("Ünï") == slugs.fold("u\u0308NI\u0308")
    assert slugs.fold("Lunch", case_sensitive=True) == "Lunch"
    assert slugs.fold("u\u0308", case_sensitive=True) == "ü"


@given(st.text(max_size=80))
def test_whatever_is_typed_is_kept_for_good_or_refused(text: str) -> None:
    try:
        kept = slugs.check(text)
    except (BadSlug, SlugReserved):
        return
    assert slugs.check(kept) == kept == unicodedata.normalize("NFC", kept)
    assert 1 <= len(kept) <= 64
    assert len(slugs.fold(kept)) <= 128
    assert slugs.fold(slugs.fold(kept)) == slugs.fold(kept)


def test_ids_and_slugs_of_ours_are_random_and_can_be_told_apart() -> None:
    minted = {ids.mint_slug() for _ in range(1000)}
    assert len(minted) > 990
    assert all(slugs.check(slug) == slug and len(slug) == 6 for slug in minted)
    assert not set("AEIOU01") & set("".join(minted))
    assert len({ids.mint_id("lnk") for _ in range(1000)}) == 1000
    uuids = [ids.mint_uuid() for _ in range(1000)]
    assert len(set(uuids)) == 1000
    assert all(one[14] == "7" and one[19] in "89ab" for one in uuids)
    assert uuids[0][:8] <= uuids[-1][:8]
