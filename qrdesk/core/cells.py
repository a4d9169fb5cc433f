"""Cells of CSV files that spreadsheets open as text: none starts a formula."""

import unicodedata

_FORMULA = frozenset("=+-@|%\t\r\0")


def guarded(cell: str) -> str:
    """Return ``cell`` with a quote before it where a spreadsheet would run it as a formula.

    Source: OWASP ASVS 1.2.10.
    """
    return f"'{cell}" if _is_formula(cell) or _looks_guarded(cell) else cell


def unguarded(cell: str) -> str:
    """Return what ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and (_is_formula(cell[1:]) or _looks_guarded(cell[1:])) else cell


def _looks_guarded(cell: str) -> bool:
    # "'=x" as somebody wrote it must not lose its quote on the way back
    return cell.startswith("'") and _is_formula(cell.lstrip("'"))


def _is_formula(cell: str) -> bool:
    shown = unicodedata.normalize("NFKC", cell)
    return shown[:1] in _FORMULA or shown.lstrip()[:1] in _FORMULA
