"""The Markdown of our own manual as plain HTML: headings, paragraphs, lists, tables, code, pictures, links.

No HTML gets through: all text is escaped, and links lead where ``address`` lets them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

Address = Callable[[str], str]  # of a link or picture as it is written: where it leads; empty for nowhere

_HEADING = re.compile(r"(#{1,4})\s+(.+?)\s*#*\s*")
_ITEM = re.compile(r"(\s*)([-*]|\d+[.)])\s+(.*)")
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*")
_FENCE = re.compile(r"\s*```\s*(\S*)")
_SPAN = re.compile(
    r"(?P<tick>`+)(?P<code>.+?)(?P=tick)"
    r"|!\[(?P<alt>[^\]]*)\]\((?P<picture>[^)\s]+)\)"
    r"|\[(?P<words>[^\]]+)\]\((?P<link>[^)\s]+)\)"
    r"|\*\*(?P<strong>.+?)\*\*"
    r"|(?<!\w)[*_](?P<soft>[^\s*_](?:[^*_]*[^\s*_])?)[*_](?!\w)"
)
_BEGINS = re.compile(r"^\s*(?:>|[-*]\s|\d+[.)]\s)")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: ``kind`` is heading, text, code, table or list."""

    kind: str
    lines: tuple[str, ...]
    level: int = 0  # of a heading


def anchor(heading: str) -> str:
    """Return the name by which a link leads to a heading."""
    words = re.sub(r"[^\w\s-]", "", plain(heading).casefold())
    return re.sub(r"\s+", "-", words.strip())


def plain(text: str) -> str:
    """Return a line without its marks."""

    def bare(found: "re.Match[str]") -> str:
        if said := found["code"] or found["alt"]:
            return said
        return plain(found["words"] or found["strong"] or found["soft"] or "")

    return _SPAN.sub(bare, text)


def in_one_line(block: Block) -> str:
    """Return what a part of a page says, in one line without its marks."""
    if block.kind == "code":
        return " ".join(line.strip() for line in block.lines)
    if block.kind == "table":
        rows = (_cells(line) for number, line in enumerate(block.lines) if number != 1)
        return "; ".join(" \N{MIDDLE DOT} ".join(plain(cell) for cell in row if cell) for row in rows)
    return plain(" ".join(_BEGINS.sub("", line, count=1).strip() for line in block.lines))


def html(text: str, address: Address, copy: str = "") -> str:
    """Return a page as HTML. ``copy`` are the words of a link after each piece of code: ``copy:`` and its number."""
    made: list[str] = []
    pieces = 0
    for block in blocks(text):
        if block.kind == "code":
            made.append(_code(block, pieces, copy))
            pieces += 1
        else:
            made.append(_MAKERS[block.kind](block, address))
    return "\n".join(made)


def pieces_of_code(text: str) -> list[str]:
    """Return the pieces of code of a page, in their order."""
    return ["\n".join(block.lines) for block in blocks(text) if block.kind == "code"]


def blocks(text: str) -> Iterator[Block]:
    """Yield the parts of a page."""
    lines, at = text.splitlines(), 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        kind, end = _end_of(lines, at)
        if kind == "code":
            yield Block(kind, tuple(lines[at + 1 : end - 1] if _closed(lines, end) else lines[at + 1 : end]))
        elif kind == "heading" and (found := _HEADING.fullmatch(line)):
            yield Block(kind, (found[2],), len(found[1]))
        else:
            yield Block(kind, tuple(lines[at:end]))
        at = end


def _end_of(lines: Sequence[str], at: int) -> tuple[str, int]:
    """Return what begins in a line, and the line after it."""
    line = lines[at]
    if _FENCE.fullmatch(line):
        closing = (place for place in range(at + 1, len(lines)) if lines[place].strip() == "```")
        return "code", min(next(closing, len(lines)) + 1, len(lines))
    if _HEADING.fullmatch(line):
        return "heading", at + 1
    if line.lstrip().startswith("|") and at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1]):
        return "table", _while(lines, at, lambda one: one.lstrip().startswith("|"))
    if _ITEM.fullmatch(line):
        return "list", _while(lines, at, lambda one: bool(one.strip()) and not _HEADING.fullmatch(one))
    return "text", _while(lines, at + 1, _goes_on)


def _closed(lines: Sequence[str], end: int) -> bool:
    return lines[end - 1].strip() == "```"


def _while(lines: Sequence[str], at: int, holds: Callable[[str], bool]) -> int:
    return next((place for place in range(at, len(lines)) if not holds(lines[place])), len(lines))


def _goes_on(line: str) -> bool:
    begins = _HEADING.fullmatch(line) or _FENCE.fullmatch(line) or _ITEM.fullmatch(line)
    return bool(line.strip()) and not begins and not line.lstrip().startswith("|")


def _heading(block: Block, address: Address) -> str:
    (said,) = block.lines
    name = escape(anchor(said))
    return f'<h{block.level} id="{name}"><a name="{name}"></a>{_spans(said, address)}</h{block.level}>'


def _text(block: Block, address: Address) -> str:
    quoted = all(line.lstrip().startswith(">") for line in block.lines)
    said = " ".join(line.strip().removeprefix(">").strip() if quoted else line.strip() for line in block.lines)
    return f"<blockquote><p>{_spans(said, address)}</p></blockquote>" if quoted else f"<p>{_spans(said, address)}</p>"


def _code(block: Block, number: int, copy: str) -> str:
    link = f'<p class="copy"><a href="copy:{number}">{escape(copy)}</a></p>' if copy else ""
    return f"<pre>{escape(chr(10).join(block.lines))}</pre>{link}"


def _table(block: Block, address: Address) -> str:
    head, *rows = (_cells(line) for number, line in enumerate(block.lines) if number != 1)
    made = [f"<tr>{''.join(f'<th>{_spans(cell, address)}</th>' for cell in head)}</tr>"]
    made += [f"<tr>{''.join(f'<td>{_spans(cell, address)}</td>' for cell in row)}</tr>" for row in rows]
    return f'<table cellspacing="0">{"".join(made)}</table>'


def _cells(line: str) -> list[str]:
    cells = _CELL.split(line.strip().removeprefix("|").removesuffix("|"))
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _list(block: Block, address: Address) -> str:
    """Return a list; what stands further in belongs to the entry above it."""
    first = _ITEM.fullmatch(block.lines[0])
    tag = "ol" if first and first[2][0].isdigit() else "ul"
    deep = len(first[1]) if first else 0
    entries: list[list[str]] = []
    for line in block.lines:
        found = _ITEM.fullmatch(line)
        if found and len(found[1]) <= deep:
            entries.append([found[3]])
        else:
            entries[-1].append(line)
    return f"<{tag}>{''.join(f'<li>{_entry(entry, address)}</li>' for entry in entries)}</{tag}>"


def _entry(lines: Sequence[str], address: Address) -> str:
    inside = next((at for at, line in enumerate(lines) if at and _ITEM.fullmatch(line)), len(lines))
    said = _spans(" ".join(line.strip() for line in lines[:inside]), address)
    return said + (_list(Block("list", tuple(lines[inside:])), address) if inside < len(lines) else "")


_MAKERS: dict[str, Callable[[Block, Address], str]] = {
    "heading": _heading,
    "text": _text,
    "table": _table,
    "list": _list,
}


def _spans(text: str, address: Address) -> str:
    made, at = "", 0
    for found in _SPAN.finditer(text):
        made += escape(text[at : found.start()]) + _span(found, address)
        at = found.end()
    return made + escape(text[at:])


def _span(found: "re.Match[str]", address: Address) -> str:
    if found["code"]:
        return f"<code>{escape(found['code'].strip())}</code>"
    if found["picture"]:
        where = address(found["picture"])
        return f'<img src="{escape(where)}" alt="{escape(found["alt"])}">' if where else escape(found["alt"])
    if found["link"]:
        where, words = address(found["link"]), _spans(found["words"], address)
        return f'<a href="{escape(where)}">{words}</a>' if where else words
    if found["strong"]:
        return f"<b>{_spans(found['strong'], address)}</b>"
    return f"<i>{_spans(found['soft'], address)}</i>"
