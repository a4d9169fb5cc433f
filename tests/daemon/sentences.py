"""Every sentence that QRDesk can say to a caller of the API when something fails, read from the source."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import qrdesk

ROOT = Path(qrdesk.__file__).parent
HOLE = "{}"
ROOMS = ("core", "daemon")
BESIDE = ("client",)  # its sentences are the app's and the command line's; no answer of the API carries them
# Rooms whose sentences no failure of the API carries, and why.
ELSEWHERE = {
    "core/artwork/advice.py": "advice beside artwork that was made",
    "core/artwork/batch": "codes of a list are made at the command line",
    "core/artwork/preflight": "findings of a preflight, which is an answer",
    "core/artwork/scan": "reasons of a score, which is an answer; pictures are checked at the command line",
    "core/artwork/sheet": "labels are made at the command line",
    "core/artwork/styling.py": "notes beside a look, which is an answer",
    "core/audited.py": "entries of the audit log",
    "core/backup": "backups are made and read at the computer with the database",
    "core/doctor": "findings of qrdesk doctor",
    "core/geo.py": "lines of the log",
    "core/geo_files.py": "lines of the log",
    "core/hits": "the drain has no caller",
    "core/journal.py": "changes files of the database itself",
    "core/limits": "lines of the log",
    "core/migrations": "said when a database is opened",
    "core/net/answers.py": "part of what a check found, which is an answer",
    "core/net/front_door.py": "part of what the doctor found",
    "core/net/exchange.py": "part of what a check found, which is an answer",
    "core/net/names.py": "part of what a check found, which is an answer",
    "core/net/proof.py": "part of what a check found, which is an answer",
    "core/net/targets.py": "part of what a check found, which is an answer",
    "core/net/trust.py": "said when the server starts",
    "core/opening.py": "said when a database is opened",
    "core/postgres_pool.py": "an inner fault, worded again by engines",
    "core/redirect": "visitors read pages",
    "core/resources.py": "a file of QRDesk's own is missing: nothing would be translated",
    "core/rotating.py": "done at the computer with the database",
    "core/schemas/batch.py": "lists and labels are given at the command line",
    "core/secret_files.py": "done at the computer with the database",
    "core/secrets.py": "said when a database is opened",
    "core/settings": "said when the server starts",
    "core/survival/losses.py": "lines of a list in the kit, which has words of its own",
    "core/survival/static_site.py": "lines of a list in the kit, which has words of its own",
    "core/webhooks/attempts.py": "what became of a delivery, which is an answer",
    "core/webhooks/crew.py": "what became of a delivery, which is an answer",
    "core/webhooks/delivery.py": "what became of a delivery, which is an answer",
    "core/webhooks/sending.py": "what became of a delivery, which is an answer",
    "core/webhooks/spreading.py": "what became of a delivery, which is an answer",
    "core/services/audit_told.py": "entries of the audit log",
    "core/services/audit_words.py": "entries of the audit log",
    "core/services/domain_views.py": "what is known of a domain, which is an answer",
    "core/services/endpoint_kinds.py": "a list of kinds, which is an answer",
    "core/services/endpoint_trial.py": "what became of a test, which is an answer",
    "core/services/endpoint_views.py": "notes beside a webhook",
    "core/services/events.py": "what happened, which is an answer",
    "core/services/link_warnings.py": "notes beside a link",
    "core/services/simulator_words.py": "what a simulation says, which is an answer",
    "core/services/troubles.py": "notes beside a webhook",
    "daemon/background.py": "lines of the log",
    "daemon/between.py": "pages for visitors",
    "daemon/claim.py": "said when the server starts",
    "daemon/deliveries.py": "lines of the log",
    "daemon/dialects": "each dialect words its own, beside those of the core",
    "daemon/disk.py": "said when the server starts",
    "daemon/docs.py": "documents",
    "daemon/health.py": "figures for who watches the server",
    "daemon/hits.py": "lines of the log",
    "daemon/logs.py": "lines of the log",
    "daemon/mcp": "tools for agents, which read English",
    "daemon/openapi": "documents",
    "daemon/metrics.py": "what figures are called; its one failure is in the catalogue",
    "daemon/parsing.py": "said of bytes that are no request, so that no header of theirs can be trusted",
    "daemon/recording.py": "lines of the log",
    "daemon/serve.py": "said when the server starts",
    "daemon/server.py": "said of bytes that are no request, so that no header of theirs can be trusted",
    "daemon/well_known.py": "files for programs",
}
_SENTENCE = re.compile(r"(?s)[A-Z“{].* .*([.?…]|[.:] \{\})\s*")
_SQL = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|WHERE|AND|WITH)\b|.*\? *(AND|OR|LIMIT)?\b.*= \?$|.* = \?$")
_TOLD = {"Field", "Annotated", "option", "argument", "Gauge", "Counter", "Info", "_log", "log", "Setting", "_metric"}
_OURS = {"description", "help"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with ``{}`` where something is put in, and where it stands."""

    skeleton: str
    room: str
    line: int


def gathered(*, everything: bool = False) -> list[Sentence]:
    """Return the sentences of failures; with ``everything`` also those of ``ELSEWHERE`` and ``BESIDE``."""
    found: list[Sentence] = []
    for room in (*ROOMS, *BESIDE) if everything else ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if everything or not any(name.startswith(one) for one in ELSEWHERE):
                found += (Sentence(text, name, line) for text, line in _said_in(path))
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _said_in(path: Path) -> list[tuple[str, int]]:
    return list(_said(_tree(path)))


@cache
def nouns() -> frozenset[str]:
    """Return what is said not to be there, or to be there already: the nouns that sentences are filled with."""
    trees = [_tree(path) for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    found = {call.args[0] for call in calls if list(_names(call.func)) == ["of", "NotFound"]}
    return frozenset(one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _said(tree: ast.Module) -> Iterator[tuple[str, int]]:
    passed = {id(one) for node in ast.walk(tree) for one in _not_said(node)}
    described = {name.id for node in ast.walk(tree) for name in _describing(node)}
    for node in tree.body:
        if isinstance(node, ast.Assign) and described & {one.id for one in node.targets if isinstance(one, ast.Name)}:
            passed |= {id(one) for one in ast.walk(node.value)}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        text = _skeleton(node)
        if text is not None and _SENTENCE.fullmatch(text) and not _SQL.match(text):
            yield text, getattr(node, "lineno", 0)


def _skeleton(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else HOLE for one in node.values)
    return None


def _not_said(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in docstrings, in pieces of longer texts, in descriptions and in lines of the log."""
    if isinstance(node, ast.JoinedStr):
        yield from node.values
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.keyword) and node.arg in _OURS:
        yield from ast.walk(node.value)
    elif isinstance(node, ast.Call) and _TOLD & set(_names(node.func)):
        yield from (one for given in [*node.args, *node.keywords] for one in ast.walk(given) if _is_own(node, given))


def _describing(node: ast.AST) -> Iterator[ast.Name]:
    if isinstance(node, ast.keyword) and node.arg in _OURS:
        yield from (one for one in ast.walk(node.value) if isinstance(one, ast.Name))


def _is_own(call: ast.Call, given: ast.AST) -> bool:
    return not (isinstance(given, ast.Call) and call is not given)


def _names(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Attribute):
        yield node.attr
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
