"""An EPS file: what it says of itself, and each of its words. It is read and never run.

Only words that draw are known here: what is not known is wrong. So nothing can hide behind a name of its own.
Source: Adobe Technical Note 5002, Encapsulated PostScript File Format 3.0; 5001, Document Structuring Conventions 3.0.
"""

import re
from collections.abc import Callable

from qrdesk.core.artwork.plates import PROCESS
from qrdesk.core.artwork.preflight.eps_head import Head, check_head
from qrdesk.core.artwork.preflight.eps_pictures import check_picture
from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.preflight.opened import Unreadable
from qrdesk.core.artwork.preflight.postscript import Item, Reader
from qrdesk.core.artwork.preflight.things import say_too_much

_LARGEST = 64 << 20
_LONGEST_LINE = 254  # bytes
_MOST_WORDS = 1000  # that a file defines
_DRAWING = frozenset(
    "moveto rmoveto lineto rlineto curveto rcurveto closepath newpath fill eofill clip eoclip gsave grestore translate "
    "scale rotate concat matrix setcmykcolor setgray setcolorspace setcolor makepattern setpattern shfill image "
    "imagemask dict begin end def bind dup exch pop index roll mul div add sub neg gt if true false null exec "
    "currentfile filter flushfile showpage".split()
)
_SCREEN = frozenset("setrgbcolor sethsbcolor colorimage currentrgbcolor".split())
_LETTERS = frozenset(
    "findfont selectfont setfont makefont scalefont definefont composefont show ashow widthshow awidthshow kshow xshow "
    "yshow xyshow glyphshow cshow charpath".split()
)
_MEDDLING = frozenset(
    "file run deletefile renamefile filenameforall exitserver startjob quit setpagedevice systemdict statusdict "
    "userdict globaldict internaldict errordict erasepage copypage initgraphics initmatrix initclip grestoreall "
    "banddevice framedevice renderbands nulldevice clear cleardictstack setglobal setshared setscreen sethalftone "
    "settransfer setcolortransfer setgstate setmatrix restore stop start executive print flush getenv putenv".split()
)
_NOT_INKS = re.compile(r"DeviceRGB|Cal(?:RGB|Gray)|CIEBased\w*|Lab|ICCBased")
_FILTERS = frozenset({"ASCII85Decode", "FlateDecode"})


def check_eps(content: bytes, found: Found) -> None:
    """Check a whole file.

    Raises:
        Unreadable: it is damaged, or not PostScript.
        TooLong: the time is over.
    """
    if len(content) > _LARGEST:
        raise Unreadable(f"It is larger than {_LARGEST >> 20} MB, and was not looked into.")
    if not content.startswith(b"%!PS"):
        raise Unreadable("It is not PostScript.")
    _check_lines(content, found)
    if re.search(rb"[^\t\r\n -~]", content):
        found.wrong("file", "It is not plain text.")
    head = check_head(content, found)
    _Run(content, head, found).to_the_end()


def _check_lines(content: bytes, found: Found) -> None:
    for number, line in enumerate(re.finditer(rb"[^\r\n]++", content)):
        if line.end() - line.start() > _LONGEST_LINE:
            found.wrong("file", f"A line of it is longer than {_LONGEST_LINE} bytes.")
            return
        if number % 10_000 == 0:
            found.go_on()


class _Run:
    """One file, word by word."""

    def __init__(self, content: bytes, head: Head, found: Found) -> None:
        self._reader = Reader(content)
        self._head, self._found = head, found
        self._defined: set[str] = set()
        self._inks: dict[str, None] = {}
        self._open = {"gsave": 0, "begin": 0}

    def to_the_end(self) -> None:
        for number, item in enumerate(self._reader.items(), 1):
            if number % 1000 == 0:
                self._found.go_on()
            if item.kind == "word":
                self._word(str(item.value))
            elif item.kind == "name" and _NOT_INKS.fullmatch(str(item.value)):
                self._found.wrong("colours", f"It uses the colour space {item.value}, which is not an ink.")
            elif item.kind == "<<":
                self._dictionary(item)
        if any(self._open.values()):
            self._found.wrong("file", "It does not leave everything as it found it: gsave or begin has no end.")
        self._head.check_inks(self._inks, self._found)

    def _word(self, word: str) -> None:
        if word in _SCREEN:
            self._found.wrong("colours", f"It uses {word}, which is for screens.")
        elif word in _LETTERS:
            self._found.wrong("fonts", f"It sets words in a font ({word}). Make them outlines.")
        elif word in _MEDDLING:
            self._found.wrong("closed", f"It uses {word}: a picture leaves files, devices and other jobs alone.")
        elif word not in _DRAWING and word not in self._defined:
            self._found.wrong("closed", f"It uses the word “{word[:40]}”, which is not known to draw.")
        elif word in _STEPS:
            _STEPS[word](self)

    def define(self) -> None:
        before = self._reader.before
        last = before[-1] if before else Item("")
        back = 4 if last.is_word("filter") else 3 if last.is_word("bind") else 2
        key = before[-back] if len(before) >= back else Item("")
        value = before[-2] if back == 3 and len(before) >= 3 else last
        if key.kind != "name" or len(self._defined) >= _MOST_WORDS:
            self._found.wrong("closed", "It defines a word in a way that is not looked into.")
            return
        if any(part.is_word("currentfile") for part in value.parts):
            self._found.wrong("closed", "It defines a word that reads on in the file.")
        self._defined.add(str(key.value))

    def execute(self) -> None:
        """Take the data that stand behind a procedure which reads them; nothing else is run by `exec`."""
        last = self._reader.before[-1] if self._reader.before else Item("")
        if last.kind != "{":
            self._found.wrong("closed", "It runs what is not written in it as a procedure (exec).")
        elif any(part.is_word("currentfile") for part in last.parts):
            end = self._reader.content.find(b"~>", self._reader.place)
            if self._reader.in_procedure or end < 0:
                raise Unreadable("It is damaged: a picture has no end.")
            self._found.go_on()
            check_picture(last.parts, self._reader.content[self._reader.place : end], self._found)
            self._reader.place = end + 2

    def read_on(self) -> None:
        if not self._reader.in_procedure:
            self._found.wrong("closed", "It reads on in the file where nothing ends that (currentfile).")

    def unpack(self) -> None:
        before = self._reader.before
        if not before or before[-1].kind != "name" or before[-1].value not in _FILTERS:
            self._found.wrong("closed", "It unpacks something in a way that is not looked into (filter).")

    def ink(self) -> None:
        self._total(4)

    def grey(self) -> None:
        self._total(1)

    def colour(self) -> None:
        shares = self._numbers()
        if len(shares) >= 4:
            say_too_much(sum(shares[-4:]), "A colour", self._found)

    def space(self) -> None:
        self._space(self._reader.before[-1] if self._reader.before else Item(""))

    def save(self) -> None:
        self._count("gsave", 1)

    def restore(self) -> None:
        self._count("gsave", -1)

    def begin(self) -> None:
        self._count("begin", 1)

    def end(self) -> None:
        self._count("begin", -1)

    def _space(self, given: Item) -> None:
        parts = given.parts
        if given.kind == "name" and given.value in {"DeviceCMYK", "DeviceGray", "Pattern"}:
            return
        kind = parts[0].value if given.kind == "[" and len(parts) == 4 and parts[0].kind == "name" else ""
        if kind not in {"Separation", "DeviceN"} or parts[3].kind != "{":
            self._found.wrong("colours", "It uses a colour space that is not known.")
            return
        names = [parts[1]] if kind == "Separation" else list(parts[1].parts)
        plates = [_plate(each) for each in names if each.kind in {"text", "name"}]
        if parts[2] != Item("name", "DeviceCMYK") or not plates or len(plates) < len(names):
            self._found.wrong("colours", "It has a spot colour whose substitute is not CMYK.")
        elif len(set(plates)) < len(plates):
            self._found.wrong("colours", "It has a gradient or a colour in which one plate is named twice.")
        else:
            self._spots(plates, parts[3] if kind == "Separation" else None)

    def _spots(self, plates: list[str], recipe: Item | None) -> None:
        """Note plates of a colour space, the ``recipe`` of one alone."""
        for plate in plates:
            if recipe is not None and self._found.is_other(plate, repr(recipe.parts).encode()):
                self._found.wrong("colours", f"The spot colour “{plate[:100]}” has two recipes: one name is one ink.")
            if len(self._inks) < _MOST_WORDS and (recipe is not None or plate not in PROCESS):
                self._inks[plate] = None

    def _total(self, count: int) -> None:
        shares = self._numbers()
        if len(shares) < count:
            self._found.wrong("colours", "It computes how much ink a colour takes, which cannot be told then.")
        elif count > 1:
            say_too_much(sum(shares[-count:]), "A colour", self._found)

    def _numbers(self) -> list[float]:
        """Return the numbers that stand before this word."""
        shares: list[float] = []
        for item in reversed(self._reader.before):
            if not isinstance(item.value, float):
                break
            shares.insert(0, item.value)
        return shares

    def _dictionary(self, dictionary: Item) -> None:
        for key, value in zip(dictionary.parts, dictionary.parts[1:], strict=False):
            shares = [part.value for part in value.parts if isinstance(part.value, float)]
            if key.kind == "name" and key.value in {"C0", "C1"} and len(shares) > 1:
                say_too_much(sum(shares), "A colour of a gradient", self._found)
            elif key == Item("name", "ColorSpace") and not (
                value.kind == "name" and _NOT_INKS.fullmatch(str(value.value))  # of which was told already
            ):
                self._space(value)

    def _count(self, what: str, step: int) -> None:
        if not self._reader.in_procedure:
            self._open[what] += step
            if self._open[what] < 0:
                raise Unreadable(f"It is damaged: it ends what it did not begin ({what}).")


def _plate(name: Item) -> str:
    return name.value.decode("utf-8", "replace") if isinstance(name.value, bytes) else str(name.value)


_STEPS: dict[str, Callable[[_Run], None]] = {
    "def": _Run.define,
    "exec": _Run.execute,
    "currentfile": _Run.read_on,
    "filter": _Run.unpack,
    "setcmykcolor": _Run.ink,
    "setgray": _Run.grey,
    "setcolor": _Run.colour,
    "setcolorspace": _Run.space,
    "gsave": _Run.save,
    "grestore": _Run.restore,
    "begin": _Run.begin,
    "end": _Run.end,
}
