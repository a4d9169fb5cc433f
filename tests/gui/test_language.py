"""The languages of the app: which one it speaks, whose numbers and days go with it, and that nothing lacks German."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.core import resources
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.sentences import catalogue_of
from qrdesk.gui import language, names, words
from qrdesk.gui.pages.settings_language import LanguageCard
from qrdesk.gui.shell.state import State
from tests.daemon.sentences import HOLE, gathered
from tests.gui.spoken import german

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging/translations.py"
PLACES = re.compile(r"\{[^{}]*\}")
# Words that no German sentence has.
ENGLISH = re.compile(r"\b(?<!-)(?:the|and|with|this|that|not|are|were|your|from|which|there)\b(?!-)")
# Rooms of the core whose sentences stand in answers, where the app shows them.
SHOWN = (
    "core/artwork/advice.py", "core/artwork/batches/rows.py", "core/artwork/preflight",
    "core/artwork/scan/checking.py", "core/artwork/styling.py", "core/net/exchange.py", "core/net/proof.py",
    "core/schemas/batch.py", "core/services/audit_words.py", "core/services/domain_views.py",
    "core/services/endpoint_views.py", "core/services/link_warnings.py", "core/services/simulator_words.py",
    "core/services/transfer.py", "core/services/troubles.py", "core/webhooks/attempts.py", "core/webhooks/sending.py",
    "core/doctor", "client/moving/report.py",
)  # fmt: skip
# Beginnings that nothing follows by itself: what they become is in the catalogue, word for word.
JOINED_THERE = {
    "{} {}.", "{}; the rule asks for {}{}.", "The password is asked for first. ", "Whoever scans {} {}.",
    "{}; {}.", "{}; {} takes any.", "{}; {} takes {} mm at most. Make the code smaller.",
    "{}; {}, and {} mm would be better.", "{}, and {}: it is too small, which was confirmed.",
    "{}; {}. Make the code {} % larger, or confirm that it shall be so small.",
    "{} needs {} % of ink; paper takes {} %.", "No pixel needs more than {} % of ink.",
    "{}: the first, the last, and others that lie evenly between.",
    "A module is only {} pixels wide at {} dpi; print needs {}.", "{} Choose a higher resolution.",
}  # fmt: skip
MOMENT = datetime(2026, 3, 12, 15, 4, 5)  # noqa: DTZ001 - a wall clock


@pytest.fixture
def speaks_german(qapp: QApplication) -> Iterator[None]:
    with german(qapp):
        yield


@pytest.fixture(scope="module")
def script() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPT.parent))
        spec = importlib.util.spec_from_file_location("translations_script", SCRIPT)
        assert spec is not None
        assert spec.loader is not None
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def pairs(script: ModuleType) -> list[tuple[str, str, str]]:
    """Context, English and German of every text."""
    kept = script.pairs_of(resources.path("translations/qrdesk_de.ts"))
    return [(context, *pair) for context, several in kept.items() for pair in several]


def test_the_files_of_translations_match_the_sources() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert done.stderr + done.stdout == ""
    assert done.returncode == 0


def test_what_is_compiled_says_what_is_written(pairs: list[tuple[str, str, str]]) -> None:
    compiled = QTranslator()
    assert compiled.load("qrdesk_de", str(resources.path("translations")))
    unlike = [one for one in pairs if one[2] and compiled.translate(one[0], one[1]) != one[2]]
    assert len(pairs) > 2000
    assert unlike == []


def test_every_text_has_its_german(pairs: list[tuple[str, str, str]]) -> None:
    assert [f"{context}: {english}" for context, english, meant in pairs if not meant] == []


def test_german_has_the_same_places_as_english(pairs: list[tuple[str, str, str]]) -> None:
    assert [one for one in pairs if one[2] and sorted(PLACES.findall(one[1])) != sorted(PLACES.findall(one[2]))] == []


def test_no_english_is_left_in_the_german(pairs: list[tuple[str, str, str]]) -> None:
    left = [one for one in pairs if ENGLISH.search(PLACES.sub("", one[2]))]
    assert left == []


def test_german_is_typed_as_german_is(pairs: list[tuple[str, str, str]]) -> None:
    wrong = [one for one in pairs if one[2].count("„") != one[2].count("“") or "”" in one[2]]
    assert wrong == []


def test_the_ends_of_sentences_are_alike(pairs: list[tuple[str, str, str]]) -> None:
    ends = (".", ":", "…", "?")
    unlike = [one for one in pairs if one[2] and one[1].endswith(ends) != one[2].endswith(ends)]
    assert [one for one in unlike if not one[2].endswith("Mio.")] == []  # an abbreviation


def test_a_text_of_a_class_is_found_from_its_subclasses(qapp: QApplication, pairs: list[tuple[str, str, str]]) -> None:
    """``tr()`` looks in the class of the object and in its bases, also in those that are no QObject."""

    class SettingsPage(QObject):
        pass

    class Beneath(SettingsPage):
        pass

    class Roles:  # no QObject
        def said(self) -> str:
            return self.tr("Owner")  # type: ignore[attr-defined] - of who mixes it in

    class Mixed(Roles, Beneath):
        pass

    wanted = {(context, english): meant for context, english, meant in pairs}
    with german(qapp):
        assert Beneath().tr("Time zone") == wanted["SettingsPage", "Time zone"] != "Time zone"
        assert Mixed().said() == wanted["Roles", "Owner"] != "Owner"


def test_the_app_speaks_what_was_chosen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    with german(qapp):
        assert (language.spoken(), QLocale().language()) == ("de", QLocale.Language.German)
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"  # Qt's own
    assert (language.spoken(), QCoreApplication.translate("QPlatformTheme", "Cancel")) == ("en", "Cancel")
    monkeypatch.setenv(language.VARIABLE, "de")
    assert language.use(qapp, "en") == "de"
    monkeypatch.delenv(language.VARIABLE)
    assert language.use(qapp, "en") == "en"


@pytest.mark.parametrize(
    ("system", "choice", "spoken", "place"),
    [
        ("de_AT", "system", "de", "de_AT"),
        ("de_AT", "en", "en", "en_GB"),
        ("en_US", "system", "en", "en_US"),
        ("en_US", "de", "de", "de_DE"),
        ("fr_FR", "system", "en", "en_GB"),
        ("C", "system", "en", "en_GB"),
        ("C", "nonsense", "en", "en_GB"),
    ],
)
def test_the_country_of_the_person_is_kept_where_its_language_is_spoken(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, system: str, choice: str, spoken: str, place: str
) -> None:
    before = QLocale()
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale(system)))
    try:
        assert language.use(qapp, choice) == spoken
        assert QLocale().name() == place
    finally:
        monkeypatch.undo()
        language.use(qapp, "en")
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "day", "short", "clock", "number", "share"),
    [
        ("en_GB", "12 Mar 2026", "12 Mar", "15:04", "1,234.5", "12.5 %"),
        ("en_US", "Mar 12, 2026", "Mar 12", "3:04 PM", "1,234.5", "12.5 %"),
        ("de_DE", "12. März 2026", "12. März", "15:04", "1.234,5", "12,5 %"),
    ],
)
def test_days_and_numbers_go_by_the_locale(
    locale: str, day: str, short: str, clock: str, number: str, share: str
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert words.date_text(MOMENT.date()) == day
        assert words.date_text(MOMENT.date(), year=False) == short
        assert words.time_text(MOMENT).replace("\N{NARROW NO-BREAK SPACE}", " ") == clock
        assert words.decimal(1234.5) == number
        assert words.percent(0.125, 1) == share
    finally:
        QLocale.setDefault(before)


@pytest.mark.usefixtures("speaks_german")
def test_what_the_core_says_is_told_in_german() -> None:
    fields = Invalid("destination: This is empty.", field_errors={"destination": "This is empty."})
    assert words.failure(fields) == "Das ist leer."
    assert words.by_field(fields) == {"destination": "Das ist leer."}
    assert words.failure(NotFound.of("link", "mittag")) == "Hier gibt es „mittag“ nicht (Link)."
    assert words.told("Owner made the link “Lunch menu”.") == "Owner hat den Link „Lunch menu“ angelegt."
    assert words.told("Bananas are out.") == "Bananas are out."
    assert words.failure(RuntimeError("inner")).startswith("Hier ist etwas")


@pytest.mark.usefixtures("speaks_german")
@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "A module is 0.35 mm wide; offset printing needs 0.33 mm, and 0.4 mm would be better.",
            "Ein Modul ist 0,35 mm breit; Offsetdruck braucht 0,33 mm, und 0,4 mm wären besser.",
        ),
        (
            "A picture is in RGB, which is for screens. A colour needs 340 % of ink; paper takes 300 %.",
            "Ein Bild ist in RGB; das ist für Bildschirme. Eine Farbe braucht 340 % Farbauftrag; Papier nimmt 300 %.",
        ),
        (
            "It does not say when it was made. The trim box of page 3 reaches out of its bleed box.",
            "Sie gibt nicht an, wann sie angelegt wurde. Die TrimBox der Seite 3 ragt über ihre BleedBox hinaus.",
        ),
        (
            "It is Mon 12:05 in Europe/Berlin; the rule asks for Tue/Wed/Thu 09:00 to 17:00 or Sat/Sun 10:00 to 12:00.",
            "Es ist Mo 12:05 in Europe/Berlin; die Regel verlangt Di–Do, 09:00 bis 17:00 oder Sa/So, 10:00 bis 12:00.",
        ),
        (
            "The country is unknown; the rule asks for anything but DE, AT or CH.",
            "Das Land ist unbekannt; die Regel verlangt alles außer DE, AT oder CH.",
        ),
        ("It answered 404 (Not Found).", "Die Antwort war 404 (nicht gefunden)."),
    ],
)
def test_what_is_put_into_a_sentence_is_german_too(said: str, told: str) -> None:
    assert words.told(said) == told


@pytest.mark.usefixtures("speaks_german")
def test_countries_and_languages_have_their_german_names() -> None:
    assert (names.country("ch"), names.country("ZZ")) == ("Schweiz", "ZZ")
    assert names.languages()["fr"] == "Französisch"
    assert len(names.countries()) > 240


def test_a_choice_is_kept_and_taken_up_when_the_app_is_opened_again(qtbot: QtBot, state: State) -> None:
    asked: list[str] = []
    card = LanguageCard(state, lambda: asked.append("restart"))
    qtbot.addWidget(card)
    assert card.restart.isHidden()
    card.choice.button("de").click()
    assert not card.restart.isHidden()
    card.restart.click()
    assert (asked, State(state.folder).read(language.LANGUAGE, "")) == (["restart"], "de")
    card.choice.button("system").click()
    assert card.restart.isHidden()


def test_who_runs_the_app_may_decide(qtbot: QtBot, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(language.VARIABLE, "de")
    card = LanguageCard(state)
    qtbot.addWidget(card)
    assert not card.choice.isEnabled()
    assert language.VARIABLE in card.said.text()


def test_the_day_of_a_moment_is_that_of_this_computer_with_its_year_where_it_is_another() -> None:
    now = datetime.now(UTC).astimezone()
    assert words.day(now) == words.date_text(now.date(), year=False)
    at = datetime(now.year - 2, 3, 12, 23, 30, tzinfo=UTC)
    assert words.day(at) == words.date_text(at.astimezone().date())
    assert words.moment(at) == f"{words.day(at)}, {words.clock(at)}"


def test_what_the_app_shows_of_the_core_has_its_german() -> None:
    known = {PLACES.sub(HOLE, one) for one in catalogue_of("de").english()}
    said = [one for one in gathered(everything=True) if one.room.startswith(SHOWN) and one.skeleton not in JOINED_THERE]
    assert len(said) > 120
    assert [f"{one.room}:{one.line}: {one.skeleton}" for one in said if one.skeleton not in known] == []
