"""What helps somebody to help, as text: versions, system, database, last faults. No secret, no address, no key."""

import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication

from qrdesk import __version__
from qrdesk.client import Client, diagnosing
from qrdesk.client.diagnosing import Finding, Verdict
from qrdesk.core.sentences import Catalogue, catalogue_of
from qrdesk.gui import language
from qrdesk.gui.faults import Fault

_SECRETS = (
    re.compile(r"\b(?:qrd|qri|whsec|inv)_[A-Za-z0-9_+/=-]{6,}"),
    re.compile(r"(?i)\b(?:key|token|password|passwort|passwd|pwd|secret)[\"']?\s*[=:]\s*\S+"),
)
_LOGIN = re.compile(r"(?<=://)[^\s/@]+@")
_HOST = re.compile(r"(?<=://)[^\s/:]+(?::\d+)?")
_ADDRESSES = (
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?\b"),
    re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?:/\d{1,3})?(?![\w:])"),
    re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{1,4})?::(?:[0-9a-fA-F]{1,4})?(?:/\d{1,3})?(?![\w:])"),
)
_LINK = re.compile(r"(?<![\w/\\.~-])(?:[\w-]+\.)+(?:(?i:xn--[\w-]+)|[^\W\d_]{2,})(?::\d+)?(?:/\S*)?")
_WINDOWS_HOME = re.compile(r"(?i)\b[a-z]:[\\/]+users[\\/]+[^\\/\r\n\"':]+")
_HIDDEN = "[hidden]"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the thread of the app may ask: the screen, the language, the faults."""

    mode: str
    faults: Sequence[Fault]
    screen: str
    language: str

    @classmethod
    def of(cls, mode: str, faults: Sequence[Fault]) -> "Surroundings":
        """Look around now."""
        screen = QGuiApplication.primaryScreen()
        size, scale = screen.size(), screen.devicePixelRatio()
        shown = f"{QGuiApplication.platformName()}, {size.width()} x {size.height()} at {scale:g}"
        return cls(mode, tuple(faults), shown, language.spoken())


def _tr(words: str) -> str:
    return QCoreApplication.translate("Diagnostics", words)


def text(around: Surroundings, client: Client | None) -> str:
    """Return the whole text; it asks the client, so it is made in a job."""
    findings = diagnosing.findings(client) if client is not None else []
    kind = diagnosing.database_kind(client) if client is not None else ""
    lines = [
        f"QRDesk {__version__}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        _tr("System: {system}").format(system=f"{platform.platform()}, Python {platform.python_version()}"),
        f"Qt {qVersion()}, PySide6 {PySide6.__version__}, {around.screen}",
        _tr("Language: {language}").format(language=around.language),
        _tr("Connected: {mode}").format(mode=around.mode or _tr("not connected")),
        _tr("Database: {kind}, schema {schema}").format(kind=kind or _tr("at the server"), schema=diagnosing.schema()),
        "",
        _tr("Findings:"),
        *(_finding(one, around.language) for one in findings),
        *([] if findings else [f"  {_tr('none were asked for')}"]),
        "",
        _tr("Last faults:"),
        *(_fault(one) for one in around.faults),
        *([] if around.faults else [f"  {_tr('none since the start')}"]),
    ]
    return scrubbed("\n".join(lines)) + "\n"


def scrubbed(said: str) -> str:
    """Return ``said`` without keys, hosts, addresses of the network, or whose computer it is."""
    for pattern in _SECRETS:
        said = pattern.sub(_HIDDEN, said)
    said = _HOST.sub(_HIDDEN, _LOGIN.sub("", said))
    for pattern in _ADDRESSES:
        said = pattern.sub(_HIDDEN, said)
    said = _WINDOWS_HOME.sub("~", said)
    home = str(Path.home())
    return said.replace(home, "~") if len(home) > 1 else said


def _finding(one: Finding, spoken: str) -> str:
    # by the language that was looked up before: this is no thread of the app's
    name, said = (one.name, one.said) if spoken == "en" else _told(one, catalogue_of(spoken))
    verdicts = {Verdict.GOOD: _tr("good"), Verdict.WARNING: _tr("warning"), Verdict.BAD: _tr("bad")}
    return f"  {verdicts[one.verdict]}: {name}. {_LINK.sub(_HIDDEN, said)}".rstrip()


def _told(one: Finding, catalogue: Catalogue) -> tuple[str, str]:
    return catalogue.word(one.name), catalogue.sentence(one.said) or one.said


def _fault(one: Fault) -> str:
    return f"  {one.number}  {one.at:%Y-%m-%d %H:%M:%S}  {one.kind}: {one.where or '?'}"
