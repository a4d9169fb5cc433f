"""Records: what goes in comes out, and what was damaged does not."""

import json
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.hits.records import Record, decode, encode

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
RECORD = Record(*OLD, "0a1b2c3d4e5f", "rul_8X3k9pLMw7", "var_8X3k9pLMw7", "DE|DE-BY|Munich")
words = st.text(max_size=80)  # with newlines, NUL, quotes, lone surrogates


@given(words, words, words, words)
def test_whatever_a_visitor_sends_comes_back_as_it_was(user_agent: str, language: str, referrer: str, geo: str) -> None:
    record = RECORD._replace(user_agent=user_agent, language=language[:64], referrer=referrer, geo=geo)
    assert decode(encode(record)) == ([record], 0)
    assert encode(record).count(b"\n") == 2


def test_long_headers_are_cut_before_writing() -> None:
    (record,), _ = decode(encode(RECORD._replace(user_agent="u" * 9000, language="l" * 9000, referrer="r" * 9000)))
    assert (len(record.user_agent), len(record.language), len(record.referrer)) == (512, 64, 512)
    assert len(encode(RECORD._replace(user_agent="\ud800" * 9000, referrer="\ud800" * 9000))) < 8192


def test_ids_are_cut_to_what_the_table_holds() -> None:
    (record,), _ = decode(encode(RECORD._replace(visitor="v" * 99, rule="r" * 99, variant="a" * 99, geo="g" * 999)))
    assert (len(record.visitor), len(record.rule), len(record.variant), len(record.geo)) == (24, 24, 24, 128)


def test_records_that_the_version_before_has_left_are_read() -> None:
    body = json.dumps([1, *OLD]).encode()
    assert decode(b"\n%08x%b\n" % (crc32(body), body) + encode(RECORD)) == ([Record(*OLD), RECORD], 0)
    assert Record(*OLD)[-4:] == ("", "", "", "")


@given(st.data())
def test_one_flipped_bit_costs_one_record(data: st.DataObject) -> None:
    lines = [encode(RECORD._replace(hit_id=f"hit{number}")) for number in range(3)]
    content = bytearray(b"".join(lines))
    position = data.draw(st.integers(len(lines[0]), len(lines[0]) + len(lines[1]) - 1))
    content[position] ^= 1 << data.draw(st.integers(0, 7))
    found, _ = decode(bytes(content))
    assert [record.hit_id for record in found if record.hit_id != "hit1"] == ["hit0", "hit2"]
    assert RECORD._replace(hit_id="hit1") in found or len(found) == 2


@pytest.mark.parametrize("kept", range(0, len(encode(RECORD)) - 1, 7))
def test_a_torn_record_does_not_swallow_the_next(kept: int) -> None:
    found, damaged = decode(encode(RECORD)[:kept] + encode(RECORD._replace(hit_id="next")))
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
        b'["2","h",1,1,1,"s","","","","","","","",""]',
        b'[[],"h",1,1,1,"s","","","","","","","",""]',
    ],
)
def test_a_good_checksum_over_nonsense_is_damage(body: bytes) -> None:
    assert decode(b"\n%08x%b\n" % (crc32(body), body)) == ([], 1)


def test_zeroed_blocks_are_damage() -> None:
    assert decode(bytes(4096) + encode(RECORD)) == ([RECORD], 1)
