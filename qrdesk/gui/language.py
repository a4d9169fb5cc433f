"""The language the app speaks, and whose numbers and days go with it: chosen once, before the window is made."""

import os
import sys
from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QProcess, QTranslator

from qrdesk.core import resources
from qrdesk.core.sentences import catalogue_of

Language = Literal["en", "de"]

LANGUAGE = "language"  # where the choice is remembered
SYSTEM = "system"
NAMES: dict[Language, str] = {"en": "English", "de": "Deutsch"}  # each in its own words, so that it is found
VARIABLE = "QRDESK_LANGUAGE"  # in the environment; goes before what was chosen
_OWN = "qrdesk-translator"
_AGAIN = "qrdesk-open-again"
_PLACES: dict[Language, QLocale] = {"en": QLocale("en_GB"), "de": QLocale("de_DE")}


def use(app: QCoreApplication, choice: str) -> Language:
    """Let the app speak ``choice``, a language of ours or else that of the system; return which one it is.

    ``QRDESK_LANGUAGE`` in the environment goes before what was chosen.
    """
    language = _meant(os.environ.get(VARIABLE, "") or choice)
    QLocale.setDefault(_locale(language))
    for old in app.findChildren(QTranslator, _OWN):
        app.removeTranslator(old)
        old.setParent(None)
    if language != "en":
        _install(app, "qtbase_" + language, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        _install(app, "qrdesk_" + language, str(resources.path("translations")))
    return language


def spoken() -> Language:
    """Return the language that the app speaks now."""
    app = QCoreApplication.instance()
    ours = app.findChildren(QTranslator, _OWN) if app is not None else []
    return "de" if ours else "en"


def told(sentence: str) -> str:
    """Return what the core said in English, in the language of the app; as it is where that is not known."""
    language = spoken()
    if language == "en":
        return sentence
    return catalogue_of(language).sentence(sentence) or sentence


def told_phrase(said: str) -> str:
    """Return a phrase of the core, such as a button has it, in the language of the app."""
    language = spoken()
    return said if language == "en" else catalogue_of(language).word(said)


def told_of(message: str, field_errors: Mapping[str, str]) -> str:
    """Return what a failure says, which may begin with the name of a field, as for ``told``."""
    language = spoken()
    if language == "en":
        return message
    return catalogue_of(language).message(message, field_errors) or message


def restart() -> None:
    """Close the app in order; ``open_again`` is asked once it is closed."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_AGAIN, True)
        app.quit()


def take_back() -> bool:
    """Forget that the app was to be opened again, as it is not closed yet; whether it was."""
    app = QCoreApplication.instance()
    if app is None or not app.property(_AGAIN):
        return False
    app.setProperty(_AGAIN, False)
    return True


def open_again(app: QCoreApplication) -> None:
    """Start the app anew where ``restart`` closed it, the way that it was started."""
    if app.property(_AGAIN):
        QProcess.startDetached(sys.executable, sys.orig_argv[1:])


def _meant(choice: str) -> Language:
    if choice in NAMES:
        return "de" if choice == "de" else "en"
    first = QLocale.system().uiLanguages()[:1]
    return "de" if first and first[0].split("-")[0].lower() == "de" else "en"


def _locale(language: Language) -> QLocale:
    system = QLocale.system()
    # that of the system is the person's own country, with whatever was set there by hand
    return system if system.language() == _PLACES[language].language() else _PLACES[language]


def _install(app: QCoreApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    translator.setObjectName(_OWN)
    if translator.load(name, folder):
        app.installTranslator(translator)
    else:
        translator.setParent(None)  # without Qt's own words the app still speaks
