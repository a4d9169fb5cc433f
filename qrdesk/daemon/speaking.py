"""The language of failures: the core says them in English, and callers of the API read them in their own."""

import logging
from dataclasses import dataclass

from qrdesk.core.errors import QRDeskError
from qrdesk.core.sentences import catalogue_of
from qrdesk.daemon.pages import LANGUAGES, preferred_language

_log = logging.getLogger(__name__)

_ENGLISH = LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Said:
    """What a failure is called, and each of its fields; ``headers`` say in which language."""

    message: str
    field_errors: dict[str, str]
    language: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers that belong to it."""
        return {"Content-Language": self.language, "Vary": "Accept-Language"}


def say(error: QRDeskError, accepted: str) -> Said:
    """Return what a failure says, as far as it can be said in the language that an Accept-Language header puts first.

    Never fails: what cannot be translated, for whatever reason, is English.
    """
    english = Said(str(error), error.field_errors, _ENGLISH)
    try:
        language = preferred_language(accepted)
        return english if language == _ENGLISH else _translated(english, language)
    except Exception:  # noqa: BLE001 - a fault in here must not stand in the way of the failure that is to be told
        _log.exception("A failure was told in English: %s", error.code)
        return english


def _translated(english: Said, language: str) -> Said:
    catalogue = catalogue_of(language)
    fields = {name: catalogue.sentence(reason) for name, reason in english.field_errors.items()}
    message = catalogue.message(english.message, english.field_errors)
    found = [message, *fields.values()]
    if all(one is None for one in found):
        return english
    spoken = language if None not in found else f"{language}, {_ENGLISH}"
    kept = {name: one if one is not None else english.field_errors[name] for name, one in fields.items()}
    return Said(message if message is not None else english.message, kept, spoken)
