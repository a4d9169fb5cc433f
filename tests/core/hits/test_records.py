"""Records: what goes in comes out, and what was damaged does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.hits.records import Record, decode, encode

RECORD = Record(
    "0123456789ab0", 1_760_000_000_000_000, 1, 17, "s", "Mozilla/5.0", "de", "https://a.example/", "203.0.113.0/24"
)
words = st.text(max_size=80)  # with newlines, NUL, quotes, lone surrogates


@given(words, words, words)
def test_whatever_a_visitor_sends_comes_back_as_it_was(user_agent: str, language: str, referrer: str) -> None:
    record = RECORD._replace(user_agent=user_agent, language=language[:64], referrer=referrer)
    assert decode(encode(record)) == ([record], 0)
    assert encode(record).count(b"\n") == 2


def test_long_headers_are_cut_before_writing() -> None:
    (record,), _ = decode(encode(RECORD._replace(user_agent="u" * 9000, language="l" * 9000, referrer="r" * 9000)))
    assert (len(record.user_agent), len(record.language), len(record.referrer)) == (512, 64, 512)
    assert len(encode(RECORD._replace(user_agent="\ud800" * 9000, referrer="\ud800" * 9000))) < 8192


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
    ],
)
def test_a_good_checksum_over_nonsense_is_damage(body: bytes) -> None:
    from zlib import crc32

    assert decode(b"\n%08x%b\n" % (crc32(body), body)) == ([], 1)


def test_zeroed_blocks_are_damage() -> None:
    assert decode(bytes(4096) + encode(RECORD)) == ([RECORD], 1)
