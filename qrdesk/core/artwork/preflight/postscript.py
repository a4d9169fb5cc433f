"""PostScript taken apart, and not run: words, and what stands before them in the same braces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qrdesk.core.artwork.preflight.opened import Unreadable

_TOKEN = re.compile(
    rb"(?P<space>(?:[\s\0]++|%[^\r\n]*+)++)"
    rb"|(?P<numbers>(?:[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[\s\0]++|(?=[()<>\[\]{}/%]|\Z)))++)"
    rb"|(?P<name>//?[^\s\0()<>\[\]{}/%]*)|(?P<text>\()|(?P<open><<|\[|\{)|(?P<close>>>|\]|\})"
    rb"|(?P<hex><)|(?P<word>[^\s\0()<>\[\]{}/%]+)"
)
_IN_TEXT = re.compile(rb"[()\\]")
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_CLOSES = {b">>": b"<<", b"]": b"[", b"}": b"{"}
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_KEPT = 32  # of what stands before a word: more than any looks at
_DEEPEST = 50
_LONGEST_LIST = 1000
_LONGEST_TEXT = 64 << 10
_LONGEST_NUMBER = 40
_LAST_NUMBERS = 6  # of many: no word that is looked at takes more


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that stands there: `number`, `name` (after a slash), `word`, `text`, or `<<`, `[`, `{` with parts."""

    kind: str
    value: object = ""
    parts: tuple["Item", ...] = ()

    def is_word(self, *words: str) -> bool:
        """Return whether it is one of ``words``, to be run."""
        return self.kind == "word" and self.value in words


@dataclass(slots=True)
class Reader:
    """Reads a file from start to end. ``frames`` holds what stands before this place, in each of the open braces."""

    content: bytes
    place: int = 0
    frames: list[list[Item]] = field(default_factory=lambda: [[]])
    _openers: list[bytes] = field(default_factory=list[bytes])

    @property
    def before(self) -> list[Item]:
        """What stands before, in the innermost braces."""
        return self.frames[-1]

    @property
    def in_procedure(self) -> bool:
        """Whether this place is run later, or never."""
        return b"{" in self._openers

    def items(self) -> Iterator[Item]:
        """Yield what stands there, words and names one by one, and what is in braces when it is closed; no numbers.

        It is added to ``before`` when the next is asked for.

        Raises:
            Unreadable: it is no PostScript.
        """
        while self.place < len(self.content):
            item = self._next()
            if item is None:
                continue
            yield item
            self.before.append(item)
            self._trim()
        if self._openers:
            raise Unreadable("It ends within braces.")

    def _trim(self) -> None:
        if self._openers and self._openers[-1] != b"{":
            if len(self.before) > _LONGEST_LIST:
                raise Unreadable("It has a list without end.")
        elif len(self.before) > 2 * _KEPT:
            del self.before[:-_KEPT]

    def _next(self) -> Item | None:
        found = _TOKEN.match(self.content, self.place)
        if found is None:
            raise Unreadable("It is damaged: there is something in it that is no PostScript.")
        self.place = found.end()
        kind, token = found.lastgroup or "", found[0]
        match kind:
            case "numbers":
                self._keep(token)
            case "name" | "word":
                return Item(kind, token.lstrip(b"/")[:100].decode("latin-1"))
            case "text":
                return Item(kind, self._text())
            case "open":
                self._open(token)
            case "close":
                return self._close(token)
            case "hex":
                return Item("text", self._hex())
            case _:
                pass
        return None

    def _keep(self, numbers: bytes) -> None:
        """Note numbers that stand there together; there are many of them, and none is looked at by itself."""
        in_list = bool(self._openers) and self._openers[-1] != b"{"
        kept = _LONGEST_LIST if in_list else _LAST_NUMBERS
        for number in numbers.replace(b"\0", b" ").rsplit(None, kept)[-kept:]:
            if len(number) > _LONGEST_NUMBER:
                raise Unreadable("It is damaged: a number in it has no end.")
            self.before.append(Item("number", float(number)))
        self._trim()

    def _open(self, token: bytes) -> None:
        if len(self._openers) >= _DEEPEST:
            raise Unreadable("It has braces within braces without end.")
        self._openers.append(token)
        self.frames.append([])

    def _close(self, token: bytes) -> Item:
        if not self._openers or self._openers.pop() != _CLOSES[token]:
            raise Unreadable("It is damaged: a brace in it is closed that was not opened.")
        return Item(_CLOSES[token].decode(), parts=tuple(self.frames.pop()))

    def _text(self) -> bytes:
        start, depth = self.place, 1
        for found in _IN_TEXT.finditer(self.content, start):
            if found.start() - start > _LONGEST_TEXT:
                break
            if found.start() < self.place:
                continue  # it is escaped
            self.place = found.end() + (found[0] == b"\\")
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if depth == 0:
                return _ESCAPED.sub(_letter, self.content[start : self.place - 1])
        raise Unreadable("It is damaged: a text in it has no end.")

    def _hex(self) -> bytes:
        end = self.content.find(b">", self.place)
        if end < 0 or end - self.place > _LONGEST_TEXT:
            raise Unreadable("It is damaged: a text in it has no end.")
        start, self.place = self.place, end + 1
        return self.content[start:end]


def _letter(found: re.Match[bytes]) -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 255])
    return _LETTERS.get(found[2], found[2])
