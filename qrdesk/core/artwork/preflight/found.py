"""What was found wrong in a press file, check by check."""

import time

from qrdesk.core.schemas.artwork import ArtworkFormat, Check, Preflight

_MOST_PLATES = 1000  # whose recipes are kept
_MOST_TOLD = 3  # of one check; the rest is counted
GOOD = {  # what is said of a check that found nothing, in the order in which a shop asks
    "file": "The file is whole and can be read.",
    "pages": "Every page was looked at.",
    "claim": "It says which kind of press file it is, and its PDF version fits.",
    "boxes": "Every page says where it is cut and how far its bleed goes.",
    "output_intent": "It names the press it was made for, with that press's CMYK profile.",
    "description": "Title, dates, trapping and file id are there.",
    "closed": "It has no password, script, note, form or attached file.",
    "colours": "All colours are inks: CMYK, black and spot colours, and none is a screen's.",
    "transparency": "Nothing shines through.",
    "fonts": "Every font is embedded, or there is none.",
    "overprint": "Nothing but black overprints, and white never.",
    "ink": "No colour needs more than 300 % of ink.",
    "lines": "No line is thinner than 0.2 pt.",
    "module": "A module is as wide as this kind of printing needs.",
}
GOOD_EPS = {
    "file": "The file is whole and can be read.",
    "claim": "It says that it is EPS, and what it says of itself is in order.",
    "boxes": "It says how large it is, in whole points and exactly.",
    "closed": "It draws, and does nothing else: it touches no file, no device and no other job.",
    "colours": GOOD["colours"],
    "fonts": "There are no fonts: words are outlines.",
    "ink": GOOD["ink"],
    "module": GOOD["module"],
}
GOOD_TIFF = {
    "file": GOOD["file"],
    "resolution": "Its pixels are fine enough.",
    "colours": GOOD["colours"],
    "output_intent": GOOD["output_intent"],
    "ink": GOOD["ink"],
    "module": GOOD["module"],
}
_GOOD = {ArtworkFormat.EPS: GOOD_EPS, ArtworkFormat.TIFF: GOOD_TIFF}
_WHERE_SAID = frozenset({"pages", "module"})  # asked only of some: they say themselves what was found
_FOR_PRESS = frozenset({"claim", "output_intent", "description", "colours", "transparency", "overprint", "ink"})


class TooLong(Exception):
    """The file would take longer to look through than anybody waits."""


class Found:
    """What is wrong, and until when there is time to look."""

    def __init__(self, kind: ArtworkFormat, seconds: float) -> None:
        self.kind = kind
        self._ended = False
        self._wrong: dict[str, dict[str, None]] = {}
        self._said: dict[str, str] = {}
        self._recipes: dict[str, bytes] = {}
        self._seconds = seconds
        self._until = time.monotonic() + seconds

    @property
    def flat(self) -> bool:
        """Nothing may shine through."""
        return self.kind is ArtworkFormat.PDF_X1A

    def wrong(self, code: str, text: str) -> None:
        """Note what is wrong; the same twice is once."""
        told = self._wrong.setdefault(code, {})
        if len(told) < 1000:
            told[text] = None

    def say(self, code: str, text: str) -> None:
        """Note what is said of a check that finds nothing wrong."""
        self._said[code] = text

    def is_other(self, plate: str, recipe: bytes) -> bool:
        """Say whether a spot colour was found with another recipe before, and keep the first."""
        if plate not in self._recipes and len(self._recipes) >= _MOST_PLATES:
            return False
        return self._recipes.setdefault(plate, recipe) != recipe

    def end(self, text: str) -> None:
        """Note why no more could be looked at: what was not found wrong by now is not right for that."""
        self._ended = True
        self.wrong("file", text)

    def go_on(self) -> None:
        """Raise TooLong when the time is over."""
        if time.monotonic() > self._until:
            raise TooLong(f"It takes longer than {self._seconds:g} seconds to look through. Send a simpler file.")

    def report(self) -> Preflight:
        """Return what was found."""
        asked = _GOOD.get(self.kind, GOOD)
        checks = tuple(self._check(code, good) for code, good in asked.items() if self._asked(code))
        return Preflight(passed=all(check.passed for check in checks), checks=checks)

    def _asked(self, code: str) -> bool:
        if code in _WHERE_SAID or (self.kind is ArtworkFormat.TIFF and code != "file"):
            return code in self._said or code in self._wrong
        if code == "transparency":
            return self.flat
        return code not in _FOR_PRESS or self.kind is not ArtworkFormat.PDF

    def _check(self, code: str, good: str) -> Check:
        told = list(self._wrong.get(code, ()))
        if not told and self._ended and code not in _WHERE_SAID:
            return Check(code=code, passed=False, text="This was not checked to the end, as the file cannot be read.")
        if not told:
            return Check(code=code, passed=True, text=self._said.get(code, good))
        rest = len(told) - _MOST_TOLD
        more = f" And {rest} more of that kind." if rest > 0 else ""
        return Check(code=code, passed=False, text=" ".join(told[:_MOST_TOLD]) + more)
