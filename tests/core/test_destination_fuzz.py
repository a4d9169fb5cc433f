"""Generated addresses: what we accept, the URL parser that browsers share (Node's) reads as the same place."""

import json
import random
import shutil
import subprocess
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core import destinations
from qrdesk.core.errors import BadDestination
from qrdesk.core.schemas.rules import DestinationType

ADDRESSES = 150_000
SEED = 20_260_927
NODE_S = 60

GOOD = (
    "https://example.com/",
    "http://qr.example.com/menu?table=4#top",
    "https://www.example.co.uk:8443/a/b.html?q=1&r=2",
    "http://127.0.0.1:8765/x",
    "http://[2001:db8::1]:8080/x",
    "http://localhost",
    "https://münchen.example/straße?q=ä#ö",
    "https://xn--mnchen-3ya.example/",
    "https://пример.example/",
    "https://例え.テスト/春",
    "https://under_score.example.com./a;b=c",
)
DOTS = "....\u3002\uff0e\uff61\u2024\u00b7\u0589"
STRANGE = (
    *"@\\/:?#%[]&;=+~!*'(),_-.\"<>^`{|} \t\r\n\x00\x07\x1f\x7f\x85\u00a0\u00ad\u200b\u200c\u200d\u200e\u202e\u2028",
    *"\u034f\u115f\u1160\u17b4\u180b\ufe00\ufe0f\uffa0\U000e0100\u2066\ufeff\ufffe\ud800\u3000\u1680\u2000\u3164\u2100\u2044\u2215\uff0f\uff1a\uff20\uff05\uff03\u2105\u2488",
    *"ßẞςİıſKӀႠÅ①１٣௧Ａｚａàâæøœß℡㍿ﬁ㎏ℂ𝐚🦊א中Ꭰე\u0301\u0338\u05bc\u094d\ua675\u1d2c",
)
WORDS = (
    *("//", "\\\\", "/\\", "/..", "/./", "..", "%2e", "%2E%2e", "%00", "%40", "%2f", "%5c", "%", "%zz", "%E3%80%82"),
    *("@evil.example", "user@", "user:pass@", ":@", "evil.example\\@", "http:", "https://", "javascript:", "data:,"),
    *(":0", ":00", ":80", ":443", ":0443", ":65535", ":65536", ":99999999999", ":+80", ":-1", ":８０", ":8 0", ":"),
    *("xn--", "xn--a", "XN--mnchen-3ya", "xn--mnchen-3ya-", "xn--zn7c", "--", "-.", ".-", "a-", "ab--c", "_dmarc."),
    *("[", "]", "[::1]", "[::ffff:1.2.3.4]", "[::1%25eth0]", "[v1.a]", "[::1]x", "[1::2::3]", "[0:0:0:0:0:0:0:0]"),
)
APPS = 20_000
APP_SCHEMES = (
    *("spotify", "whatsapp", "com.example.app", "fb", "x-y+z", "javascript", "data", "vbscript", "file", "intent"),
    *("http", "https", "blob", "about", "JaVaScript", "java\tscript", "sms", "geo", "1x", "ſms", "mailto", "tel"),
)
APP_TAILS = ("", "x", "track:1", "open?u=https://evil.example", "alert(1)", "//x/%41?ä=ö#f", "[x]", "@x", "8080/")
SCHEMES = (
    *("http://", "https://") * 6,
    *(
        "HTTP://",
        "hTTps://",
        "http:/",
        "http:",
        "https:///",
        "ftp://",
        "file://",
        "//",
        "ws://",
        "http:\\\\",
        "http\u017f://",
    ),
)
TAILS = (
    *(
        "",
        "",
        "/",
        "/a?b=c#d",
        "?q",
        "#f",
        "/%41",
        "/%zz",
        "/ä",
        "\\x",
        ":8080/",
        ":0/",
        "/../../x",
        "//x",
        "/@x",
        "/:80",
    ),
    *("/?/../#/../", "/\u2028", "/a/%2e%2e/b", "?ä=ö&%E4", "#%", "/;'()*", "?'", "/[x]"),
)
PARTS = (0, 1, 8, 10, 127, 192, 255, 256, 65_535, 2_130_706_433, 4_294_967_296)  # of an IPv4 address
GROUPS = ("", "0", "1", "db8", "FFFF", "1.2.3.4", "%25e", "g")  # of an IPv6 address
LABELS = (
    *("example", "EXAMPLE", "qr", "com", "xn--mnchen-3ya", "xn--a", "1", "0x", "0x1g", "1e3", "ab--c"),
    *("a" * 63, "a" * 64),
)
ALPHABETS = (0x61, 0xE0, 0x430, 0x3B1, 0x5D0, 0x4E00, 0x1F400, 0x600)  # where 32 letters of one script begin
SCRIPT = """
const read = (text) => { try { return new URL(text); } catch { return { host: null, href: null }; } };
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [typed, kept] = JSON.parse(line).map(read);
  console.log(JSON.stringify([typed.host, typed.href, kept.host, kept.href]));
});
"""


class Accepted(NamedTuple):
    """An address as it was typed, without the blanks around it, and as it is kept."""

    typed: str
    kept: str


class Read(NamedTuple):
    """What Node makes of the two; None where it refuses."""

    typed_host: str | None
    typed: str | None
    kept_host: str | None
    kept: str | None


@pytest.fixture
def node() -> str:
    """Where Node.js is: its parser of addresses is that of browsers."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("needs Node.js, for the URL parser that browsers share")
    return found


@pytest.mark.slow
def test_what_is_accepted_a_browser_reads_as_the_same_place(node: str) -> None:
    chance = random.Random(SEED)
    accepted = [found for _ in range(ADDRESSES) if (found := kept(generated(chance)))]
    hosts = [destinations.host_of(each.kept) for each in accepted]
    assert len(accepted) > ADDRESSES / 10  # enough of them are good, of each kind
    for kind in ("xn--", "[", "127.0.0.1", ":8443", "_"):
        assert sum(kind in host for host in hosts) > 100, kind
    wrong = [(each, read) for each, read in zip(accepted, asked(node, accepted), strict=True) if differs(each, read)]
    assert wrong == []


@pytest.mark.slow
def test_what_is_accepted_as_an_app_a_browser_reads_as_the_same_scheme(node: str) -> None:
    chance = random.Random(SEED)
    typed = [app(chance) for _ in range(APPS)]
    accepted = [Accepted(text.strip(), stored) for text in typed if (stored := kept_app(text))]
    assert len(accepted) > APPS / 10
    for each, read in zip(accepted, asked(node, accepted), strict=True):
        scheme = each.kept.partition(":")[0]
        for found in (read.typed, read.kept):
            assert found is None or found.partition(":")[0] == scheme, each
        assert scheme not in {"javascript", "data", "vbscript", "file", "intent", "http", "https", "blob"}


@pytest.mark.parametrize(
    "typed",
    [
        "http\u017f://localhost",  # ſ is an s to a pattern that ignores case
        "http://q\u3164r.example/",  # an unseen letter, which IDNA leaves out and browsers refuse
        "http://1\ufe0f27.0.0.1/",
        "http://stra\u1e9ee.example/",  # ẞ: one host by the tables of 2023, another by those before
        "http://\u10a0.example/",
    ],
)
def test_what_the_fuzzer_got_through_is_refused(typed: str) -> None:
    with pytest.raises(BadDestination):
        destinations.check(typed)


@given(st.randoms(use_true_random=False))
def test_a_strange_address_is_kept_for_good_or_refused_in_words(chance: random.Random) -> None:
    found = kept(generated(chance))
    assert found is None or destinations.check(found.kept) == found.kept


def kept(text: str) -> Accepted | None:
    try:
        return Accepted(text.strip(), destinations.check(text))
    except BadDestination:
        return None


def kept_app(text: str) -> str:
    try:
        return destinations.check_typed(text, DestinationType.APP)
    except BadDestination:
        return ""


def app(chance: random.Random) -> str:
    """Return the address of an app, or what pretends to be one."""
    text = chance.choice(APP_SCHEMES) + chance.choice((":", ":", "://", ":/")) + chance.choice(APP_TAILS)
    for _ in range(chance.randrange(3)):
        text = mutated(chance, text)
    return text


def asked(node: str, accepted: list[Accepted]) -> list[Read]:
    """Have one Node read them all."""
    lines = "\n".join(json.dumps(each) for each in accepted)
    done = subprocess.run([node, "-e", SCRIPT], input=lines, capture_output=True, text=True, timeout=NODE_S, check=True)
    return [Read(*json.loads(line)) for line in done.stdout.splitlines()]


def differs(each: Accepted, read: Read) -> str:
    """Return in which way our reading is not Node's; empty for none."""
    host = destinations.host_of(each.kept).removesuffix(":80" if each.kept.startswith("http:") else ":443")
    if not each.kept.isascii() or kept(each.kept) != Accepted(each.kept, each.kept):
        return "what is kept is not kept again"
    if read.kept_host != host:
        return "what is kept leads to another host"
    if read.typed_host is None or undotted(read.typed_host) != host:
        return "what was typed leads to another host"
    if read.typed_host == host and "%25" not in each.kept and read.typed != read.kept:  # a stray % is mended
        return "what is kept leads to another page"
    return ""


def undotted(host: str) -> str:
    """Return a host without the dot at its end, which we leave out."""
    name, colon, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "")
    return name.removesuffix(".") + colon + port


def generated(chance: random.Random) -> str:
    """Return an address somebody may have built to lead elsewhere than it seems to."""
    kind = chance.random()
    if kind < 0.45:
        text = chance.choice(GOOD)
        for _ in range(chance.randint(1, 3)):
            text = mutated(chance, text)
        return text
    text = chance.choice(SCHEMES) + host(chance) + chance.choice(TAILS)
    return mutated(chance, text) if kind > 0.85 else text


def mutated(chance: random.Random, text: str) -> str:
    """Return ``text`` with one thing done to it."""
    place = chance.randint(0, len(text))
    kind = chance.randrange(8)
    if kind < 4:
        return text[:place] + chance.choice(STRANGE if kind < 2 else WORDS) + text[place:]
    if kind == 4:
        return text[:place] + text[place + chance.randint(1, 3) :]
    if kind == 5:
        return text.replace(".", chance.choice(DOTS), chance.randint(1, 2))
    if kind == 6:
        return "".join(chance.choice((letter, letter.swapcase())) for letter in text)
    any_letter = chr(chance.randrange(chance.choice((0x250, 0x3000, 0x11_0000))))
    return text[:place] + any_letter + text[place + 1 :]


def host(chance: random.Random) -> str:
    """Return a host as nobody should write it."""
    kind = chance.randrange(5)
    if kind == 0:
        return numbers(chance)
    if kind == 1:
        return f"[{':'.join(chance.choice(GROUPS) for _ in range(chance.randint(1, 9)))}]"
    labels = [label(chance) for _ in range(chance.randint(1, 4))]
    text = labels[0] + "".join(chance.choice(DOTS) + one for one in labels[1:])
    return text + chance.choice(("", "", "", *DOTS, ".\u3002", ".."))


def numbers(chance: random.Random) -> str:
    """Return an IPv4 address in one of its many spellings, or nearly one."""
    spellings = ("{}", "{}", "{}", "{:03}", "0{:o}", "{:#x}", "0X{:X}")
    spelled = [chance.choice(spellings).format(chance.choice(PARTS)) for _ in range(chance.randint(1, 5))]
    text = chance.choice(DOTS).join(spelled) + chance.choice(("", "", "", *DOTS))
    return text.translate({ord("1"): chance.choice("1111１①٣𝟏")})


def label(chance: random.Random) -> str:
    """Return one part of a host name."""
    kind = chance.randrange(4)
    if kind == 0:
        return chance.choice(LABELS)
    if kind == 1:
        return "".join(chance.choice("abcXYZ019-_") for _ in range(chance.randint(1, 6)))
    if kind == 2:
        return "".join(chance.choice((*STRANGE, "a", "b", "1")) for _ in range(chance.randint(1, 3)))
    letters = [chr(chance.choice(ALPHABETS) + chance.randrange(32)) for _ in range(chance.randint(1, 4))]
    return "".join(letters)
