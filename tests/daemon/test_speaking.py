"""Failures are told in the language that a caller asks for, as far as it is known; everything else stays English."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from qrdesk.client import formats, refusals
from qrdesk.core import resources
from qrdesk.core.errors import ArtworkRisky, Conflict, Invalid, Limited, NotFound, PlanLimitReached, QRDeskError
from qrdesk.core.operations import PREFIX
from qrdesk.core.services import audit_words, link_warnings
from qrdesk.daemon import speaking
from tests.daemon.sentences import HOLE, gathered, nouns
from tests.desks import Answer, Desk, desk
from tests.postgres import BOTH, database_of

LINKS = f"{PREFIX}/links"
_HOLES = re.compile(r"\{[a-z_]+\}")
LEAST_SHARE = 0.97  # of what the API can say; the rest is for sentences that were written a moment ago
# What no caller of the API meets, though it stands where they read: by the beginning of the sentence.
LEFT_OUT = {
    "“{}:” does not begin the address of a database": "said when a database is opened",
    "{} belongs to another program.": "said when a database is opened",
    "The address of the PostgreSQL database": "said when a database is opened",
    "The database {} cannot be opened": "said when a database is opened",
    "{} is not a QRDesk database.": "said when a database is opened",
    "A PostgreSQL database needs one more part": "said when a database is opened",
    "Its counts were left out": "a notice beside rows that went in",
    "It asked for a password, which": "a notice beside rows that went in",
    "Not brought along": "a notice beside rows that went in",
    "{} workspaces are called": "said at the computer with the database",
    "There is no workspace “{}” in this database.": "said at the computer with the database",
    "{} AND (at, id)": "a piece of SQL",
    "{} has no counterpart here.": "a note beside a look, which is an answer",
    "{} {} became {}.": "the same",
    "{} has no two colours": "the same",
    "{} has {} colours;": "the same",
    "{} lets the ground shine through": "the same",
}
# What callers meet although it is gathered nowhere: what joins sentences, and what needs a gender in German.
JOINED = {
    "{} (and {} more)", "“{}”: {}", "There is no such field.",
    # of the simulator: a beginning, and what comes of it
    "{} wins: {}.", "The link has ended or is used up: {}.", "The destination is down: {}.",
    "The link opens an app on iOS: {}.", "The link opens an app on Android: {}.", "The password is asked for first. {}",
    "The visitor is sent to {}.", "The visitor sees {} in a frame.", "All its conditions hold.",
    "The visitor gets a page with a button that opens {}.", "It has no conditions.", "{}; the rule asks for {}.",
    # of what scans of a printed code meet
    *(f"Whoever scans {{}} {one}." for one in (
        link_warnings.PAUSED, link_warnings.DELETED, link_warnings.ARCHIVED, "is now asked for the password first",
        "now reads that the link has ended", "now is led to {}", "reads that the link has ended from {} on",
        "is led to {} from {} on", "reads that the link is not open yet, until {}",
        "reads that the link has ended after {} hits, {} of them used", "is led to {} after {} hits, {} of them used",
    )),
    # of the audit log: who, what was done, and to what
    "{} changed the role of “{}” to {}.",
    "{} ran an import and found {} here already.",
    *(f"{{}} {done} {{}}." for done in audit_words._DONE.values()),
    *(f"{{}} {_HOLES.sub('{}', whole)}." for whole in audit_words._WHOLE.values()),
    # of the simulator: what a rule asks for, by one, several and many
    *(f"{{}}; the rule asks for {wanted}." for wanted in (
        "none", "{} or {}", "{} or {} others", "anything but {} or {}", "anything but {} or {} others",
        "at least {} and fewer than {}", "anything but at least {} and fewer than {}", "anything but no page",
        "“{}” or “{}”",
    )),
    *(f"It is {{}} {{}} in {{}}; the rule asks for {wanted}." for wanted in ("{}", "anything but {}")),
    "The visitor comes from {}; the rule asks for {} or no page.",
    # of the preflight: what was looked at, and what is amiss with how much
    "{} of its {} pages were looked at: the first, the last, and others that lie evenly between.",
    "It names no output intents; a press file has one.", "And {} more of that kind.",
    "The font without a name is not embedded.", "No pixel needs more than {} % of ink.",
    *(f"{what} needs {{}} % of ink; paper takes {{}} %." for what in (
        "A picture", "A pixel", "A colour", "A colour of a gradient",
    )),
    "A module is only {} pixels wide at {} dpi; print needs {}. Choose a higher resolution.",
    *(f"A module is {{}} mm wide; {{}} {fits}." for fits in (
        "takes any", "takes {} mm at most. Make the code smaller", "needs {} mm",
        "needs {} mm, and {} mm would be better",
        "needs {} mm. Make the code {} % larger, or confirm that it shall be so small",
    )),
    "A module is {} mm wide, and {} needs {} mm: it is too small, which was confirmed.",
    *(f"This is {kind} file, which has no pixels. Save it as PNG first." for kind in ("an {}", "a {}")),
    # of the client: that a server is away or another one, and what became of what was asked
    *(f"{{}} answers with {{}}, but not as a QRDesk server does. {ends}" for ends in (
        "Check the address.", refusals._LOOK_FIRST,
        "What stands in front of it does not reach it; try again in a moment.",
    )),
    "{} answers with more than {} bytes, which no QRDesk server does. The rest was not read. Check the address.",
    "Nothing was changed there.", "{} does not answer. Nothing was changed there.",
    *(f"The server does not take that much at once. Nothing was changed; send {less}." for less in (
        "a smaller file", "smaller parts",
    )),
    formats.own.LIST.title,  # a name among those of programs
}  # fmt: skip


@pytest.fixture(scope="module", params=BOTH)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("speaking")
    with database_of(request, folder) as url, desk(url, folder / "data") as found:
        yield found


def asked(house: Desk, language: str, body: Any, path: str = LINKS) -> Answer:
    return house.ask("POST", path, body, headers={"Accept-Language": language})


def german(error: QRDeskError) -> str:
    return speaking.say(error, "de").message


def catalogue() -> dict[str, dict[str, str]]:
    found = json.loads(resources.read_text("messages/de.json"))
    return {name: found[name] for name in ("sentences", "words")}


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT, en;q=0.5", "de"),
        ("DE-de", "de"),
        ("en-GB, de;q=0.9", "en"),
        ("en;q=0.1, de;q=0.2", "de"),
        ("fr, de;q=0.3", "de"),
        ("fr", "en"),
        ("de;q=0", "en"),
        ("*", "en"),
        ("de;q=x, ;;;,\xff", "en"),
    ],
)
def test_a_failure_is_told_in_the_language_that_is_liked_best(house: Desk, accepted: str, spoken: str) -> None:
    answer = asked(house, accepted, {"destination": "ftp://example.com"})
    words = {"en": "Only http and https addresses", "de": "Nur Adressen mit http und https"}[spoken]
    assert answer.json["error"]["message"].startswith(words)
    assert answer.json["error"]["field_errors"]["destination"].startswith(words)
    assert (answer.status, answer.code) == (422, "destination_invalid")
    assert answer.headers["Content-Language"] == spoken
    assert "Accept-Language" in answer.headers["Vary"]


def test_every_field_is_told_and_keeps_its_name(house: Desk) -> None:
    error = asked(house, "de", {"title": 5, "wing": 1, "hit_limit": 0}).json["error"]
    assert error["field_errors"] == {
        "destination": "Das wird gebraucht.",
        "title": "Das muss Text sein.",
        "hit_limit": "Das muss mindestens 1 sein.",
        "wing": "Dieses Feld gibt es nicht.",
    }
    assert re.fullmatch(r"\w+: .*\. \(und 3 weitere\)", error["message"])


def test_refusals_before_a_row_is_called_are_told_too(house: Desk) -> None:
    there = {"Accept-Language": "de"}
    assert "Schlüssel gebraucht" in house.ask("GET", LINKS, key="", headers=there).json["error"]["message"]
    assert "ist nichts" in house.ask("GET", f"{PREFIX}/nowhere", headers=there).json["error"]["message"]
    assert "PUT ist hier" in house.ask("PUT", LINKS, {}, headers=there).json["error"]["message"]
    missing = house.ask("GET", f"{LINKS}/nothing-here", headers=there).json["error"]["message"]
    assert missing == "Hier gibt es „nothing-here“ nicht (Link)."


def test_what_a_caller_wrote_is_repeated_as_it_is(house: Desk) -> None:
    assert asked(house, "de", {"name": "link"}, f"{PREFIX}/folders").status == 201
    again = asked(house, "de", {"name": "link"}, f"{PREFIX}/folders").json["error"]
    assert again["message"] == "„link“ gibt es schon (Ordner). Einen anderen Namen wählen."
    assert german(NotFound.of("domain", "a “b” {c} and link")) == "Hier gibt es „a “b” {c} and link“ nicht (Domain)."
    assert house.ask("POST", f"{PREFIX}/tags", {"name": "1,000"}).status == 201
    again = asked(house, "de", {"name": "1,000"}, f"{PREFIX}/tags").json["error"]
    assert again["message"] == "Das Schlagwort „1,000“ gibt es schon."
    assert german(NotFound.of("link", "12,345,678")) == "Hier gibt es „12,345,678“ nicht (Link)."
    assert german(Conflict("1,000 has a key. Rotate it, or revoke it first.")).startswith("1,000 hat")


def test_words_and_numbers_of_ours_are_told_in_their_language() -> None:
    assert german(Limited.until(90)).endswith("; in 90 Sekunden noch einmal versuchen.")
    assert german(Limited.until(0)).endswith("; später noch einmal versuchen.")
    full = german(PlanLimitReached.of("links", "Links and more", 1200, 1200, "2026-02-01 00:00 UTC"))
    assert full.startswith("Der Tarif „Links and more“ hat 1.200 Links im Monat")
    used = "“Logo” stays: it is used by 3 links and 1 code. Choose another picture there, or none, first."
    assert "(3 Links und 1 Code)" in german(Invalid(used))
    assert german(Invalid("An address cannot contain “/”.")) == "Eine Adresse kann „/“ nicht enthalten."
    drawn = "This SVG has <script> in it, which a picture here cannot have. Save it as plain shapes and paths."
    assert german(Invalid(drawn)).endswith(
        "<script>, was ein Bild hier nicht haben kann. Sie als einfache Formen und Pfade speichern."
    )


def test_sentences_side_by_side_are_told_one_by_one() -> None:
    assert german(Invalid("This key was revoked. This is empty. This must be text.")) == (
        "Dieser Schlüssel wurde widerrufen. Das ist leer. Das muss Text sein."
    )
    host = "The host name mixes letters of two alphabets that look alike, in “pаy”. If you mean it, write xn--py there."
    assert german(Invalid(host)).endswith("in „pаy“ ähnlich aussehende Buchstaben aus zwei Alphabeten. "
                                          "Falls das so gemeint ist, dort xn--py schreiben.")  # fmt: skip


def test_reasons_of_a_low_score_are_told_one_by_one() -> None:
    missed = "Of 60 simulated photographs, 7 were not read, above all those out of focus, with a scratch."
    round_eyes = "The eyes are rounded by 40 %. Older apps miss some of those beyond 30 %."
    assert german(ArtworkRisky.of(43, [missed, round_eyes])) == (
        "Die Lesbarkeit liegt nur bei 43 von 100; deshalb wurde nichts exportiert. "
        "Von 60 simulierten Fotos wurden 7 nicht gelesen, vor allem unscharfe, solche mit einem Kratzer. "
        "Die Augen sind um 40 % gerundet. Ältere Apps übersehen manche, die es um mehr als 30 % sind. "
        "Zum Exportieren trotzdem bestätigen."
    )
    helped = ArtworkRisky.with_ways(round_eyes, ["Use 30 %", "Black on white"])
    assert german(ArtworkRisky.of(43, [helped, ArtworkRisky.with_ways(round_eyes, ["Level Q"])])) == (
        "Die Lesbarkeit liegt nur bei 43 von 100; deshalb wurde nichts exportiert. "
        "Die Augen sind um 40 % gerundet. Ältere Apps übersehen manche, die es um mehr als 30 % sind. "
        "Das hilft: 30 % nehmen. Oder: Schwarz auf Weiß. "
        "Die Augen sind um 40 % gerundet. Ältere Apps übersehen manche, die es um mehr als 30 % sind. "
        "Das hilft: Stufe Q. Zum Exportieren trotzdem bestätigen."
    )


def test_what_is_not_in_the_catalogue_stays_english() -> None:
    mixed = Invalid("Bananas are out. This is empty.", field_errors={"a": "This is empty.", "b": "Bananas are out."})
    told = speaking.say(mixed, "de")
    assert (told.message, told.language) == ("Bananas are out. This is empty.", "de, en")
    assert told.field_errors == {"a": "Das ist leer.", "b": "Bananas are out."}
    none = speaking.say(Invalid("Bananas are out."), "de")
    assert (none.message, none.language) == ("Bananas are out.", "en")


@pytest.mark.parametrize(
    "said", ["", "x" * 100_000, "“: “" * 900, "There is no “ " * 300, ". " * 1500, "a (and 1 more)"]
)
def test_no_text_is_too_strange(said: str) -> None:
    assert speaking.say(Invalid(said, field_errors={said: said}), "de").message == said


def test_a_fault_in_here_gives_the_english_sentence(
    house: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(_language: str) -> None:
        raise resources.ResourceMissing("messages/de.json")

    monkeypatch.setattr(speaking, "catalogue_of", gone)
    answer = asked(house, "de", {})
    assert (answer.status, answer.headers["Content-Language"]) == (422, "en")
    assert answer.json["error"]["field_errors"]["destination"] == "This is needed."
    assert "told in English: invalid" in caplog.text


def test_nearly_all_that_the_api_can_say_has_its_translation() -> None:
    known = {_HOLES.sub(HOLE, sentence) for sentence in catalogue()["sentences"]}
    said = {
        one.skeleton: f"{one.room}:{one.line}" for one in gathered() if not one.skeleton.startswith(tuple(LEFT_OUT))
    }
    missing = [f"{where}: {sentence}" for sentence, where in said.items() if sentence not in known]
    assert len(said) > 300
    assert 1 - len(missing) / len(said) >= LEAST_SHARE, "\n".join(missing)


def test_every_noun_has_its_translation() -> None:
    assert len(nouns()) > 10
    assert sorted(nouns() - set(catalogue()["words"])) == []


def test_the_catalogue_has_nothing_that_is_never_said() -> None:
    said = {one.skeleton for one in gathered(everything=True)} | JOINED
    idle = [one for one in catalogue()["sentences"] if _HOLES.sub(HOLE, one) not in said]
    assert idle == []


def test_what_is_left_out_is_still_said() -> None:
    said = [one.skeleton for one in gathered()]
    assert [one for one in LEFT_OUT if not any(sentence.startswith(one) for sentence in said)] == []


@pytest.mark.parametrize("part", ["sentences", "words"])
def test_a_translation_fills_its_holes_from_those_of_the_sentence(part: str) -> None:
    wrong = [one for one, meant in catalogue()[part].items() if set(_HOLES.findall(meant)) != set(_HOLES.findall(one))]
    twice = [one for one in catalogue()[part] if len(set(_HOLES.findall(one))) != len(_HOLES.findall(one))]
    assert (wrong, twice) == ([], [])


def test_translations_are_typed_as_german_is() -> None:
    texts = [*catalogue()["sentences"].values(), *catalogue()["words"].values()]
    wrong = [text for text in texts if text.count("„") != text.count("“") or "”" in text or '"' in text]
    assert wrong == []
