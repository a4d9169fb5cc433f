"""Records: what goes in comes out, and what was damaged does not."""

import json
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.hits.records import QUIET, Miss, Record, decode, encode, encode_miss

OLD = (
    "0123456789ab0",
    1_760_000_000_000_000,
    1,
    17,
    "s",
    "Mozilla/5.0",
    "de",
    "https://a.example/",
    "203.0.113.0/24",
)
CHOSEN = ("0a1b2c3d4e5f", "rul_8X3k9pLMw7", "var_8X3k9pLMw7", "DE|DE-BY|Munich")
RECORD = Record(*OLD, *CHOSEN, "https://x.example/?utm_source=poster", "utm_medium=print", "card", "")
MISS = Miss(1_760_000_000_000_000, 1, 3, "miss", "nobody", "Mozilla/5.0", 1)
words = st.text(max_size=80)  # with newlines, NUL, quotes, lone surrogates


def line(body: bytes) -> bytes:
    return b"\n%08x%b\n" % (crc32(body), body)


@given(st.lists(words, min_size=6, max_size=6), st.sampled_from(["", QUIET]))
def test_whatever_a_visitor_sends_comes_back_as_it_was(said: list[str], quiet: str) -> None:
    user_agent, language, referrer, geo, destination, campaign = said
    record = RECORD._replace(user_agent=user_agent, language=language[:64], referrer=referrer, geo=geo, quiet=quiet)
    record = record._replace(destination=destination, campaign=campaign, slug=language[:64])
    assert decode(encode(record)) == ([record], [], 0)
    assert encode(record).count(b"\n") == 2


@given(words, words)
def test_a_miss_comes_back_as_it_was(slug: str, user_agent: str) -> None:
    miss = MISS._replace(slug=slug[:64], user_agent=user_agent)
    assert decode(encode_miss(miss)) == ([], [miss], 0)
    assert encode_miss(miss).count(b"\n") == 2


def test_long_words_are_cut_before_writing() -> None:
    long = dict.fromkeys(("user_agent", "language", "referrer", "destination", "campaign", "slug"), "\ud800" * 9000)
    (record,) = decode(encode(RECORD._replace(**long))).records
    lengths = [len(getattr(record, name)) for name in long]
    assert lengths == [512, 64, 512, 512, 512, 128]
    assert len(encode(RECORD._replace(**long))) < 16_384
    (miss,) = decode(encode_miss(MISS._replace(slug="s" * 9000, user_agent="u" * 9000))).misses
    assert (len(miss.slug), len(miss.user_agent)) == (64, 512)


def test_ids_are_cut_to_what_the_table_holds() -> None:
    long = RECORD._replace(visitor="v" * 99, rule="r" * 99, variant="a" * 99, geo="g" * 999)
    (record,) = decode(encode(long)).records
    assert (len(record.visitor), len(record.rule), len(record.variant), len(record.geo)) == (24, 24, 24, 128)


def test_records_that_the_versions_before_have_left_are_read() -> None:
    first, second = json.dumps([1, *OLD]).encode(), json.dumps([2, *OLD, *CHOSEN]).encode()
    found = decode(line(first) + line(second) + encode(RECORD))
    assert found == ([Record(*OLD), Record(*OLD, *CHOSEN), RECORD], [], 0)
    assert Record(*OLD)[-8:] == ("",) * 8


@given(st.data())
def test_one_flipped_bit_costs_one_record(data: st.DataObject) -> None:
    lines = [encode(RECORD._replace(hit_id=f"hit{number}")) for number in range(3)]
    content = bytearray(b"".join(lines))
    position = data.draw(st.integers(len(lines[0]), len(lines[0]) + len(lines[1]) - 1))
    content[position] ^= 1 << data.draw(st.integers(0, 7))
    found = decode(bytes(content)).records
    assert [record.hit_id for record in found if record.hit_id != "hit1"] == ["hit0", "hit2"]
    assert RECORD._replace(hit_id="hit1") in found or len(found) == 2


@pytest.mark.parametrize("kept", range(0, len(encode(RECORD)) - 1, 7))
def test_a_torn_record_does_not_swallow_the_next(kept: int) -> None:
    found, _, damaged = decode(encode(RECORD)[:kept] + encode(RECORD._replace(hit_id="next")))
    assert [record.hit_id for record in found] == ["next"]
    assert damaged == (kept > 1)


@pytest.mark.parametrize(
    "body",
    [
        *(b"[2,3]", b"{}", b"7", b'"a"', b"[1,", b"[]", b"\xff"),
        b'[1,"h","now",1,1,"s","","","",""]',
        b'[1,"h",1,1,true,"s","","","",""]',
        b'[1,"h",1,1,1,"s",null,"","",""]',
        b'[1,"h",1,1,1,"s","","",[],""]',
        b'[1,"h",1,1,1,"s","","","","","","","",""]',
        b'[2,"h",1,1,1,"s","","","",""]',
        b'[2,"h",1,1,1,"s","","","","",7,"","",""]',
        b'[3,"h",1,1,1,"s","","","","","","","",""]',
        b'[4,"h",1,1,1,"s","","","","","","","","","","","",""]',
        b'["m",1,1,1,"miss","","",true]',
        b'["m",1,1,1,"miss","",""]',
        b'["m",1,1,"1","miss","","",1]',
        b'["2","h",1,1,1,"s","","","","","","","",""]',
        b'[[],"h",1,1,1,"s","","","","","","","",""]',
    ],
)
def test_a_good_checksum_over_nonsense_is_damage(body: bytes) -> None:
    assert decode(line(body)) == ([], [], 1)


def test_zeroed_blocks_are_damage() -> None:
    assert decode(bytes(4096) + encode(RECORD) + encode_miss(MISS)) == ([RECORD], [MISS], 1)
