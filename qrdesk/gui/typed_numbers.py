"""Numbers as people type them: 12,50 and 12.50, 1.250,00 and 1,250.00. What may mean two numbers is not guessed."""

import re

_BLANKS = re.compile(r"[\s\u00a0\u202f'\u2019]")  # between thousands, in some countries
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,]\d{3})+")
_AS_ONE = re.compile(r"[+-]?0[.,]\d+")


def plain(typed: str, point: str, *, cents: bool) -> str | None:
    """Return a number with a point before its fraction, or what was typed where it is none; None: it may be two.

    Args:
        typed: the text.
        point: what stands before a fraction in this person's country.
        cents: whether it is money, which has no thousandths: then 1.250 is not one and a quarter.
    """
    text = _BLANKS.sub("", typed)
    marks = [letter for letter in text if letter in ".,"]
    if len(set(marks)) == 2:  # the last one is before the fraction, the others are between thousands
        whole, fraction = text[: text.rindex(marks[-1])], text[text.rindex(marks[-1]) + 1 :]
        known = marks.count(marks[-1]) == 1 and _GROUPED.fullmatch(whole)
        return f"{re.sub('[.,]', '', whole)}.{fraction}" if known else typed.strip()
    if len(marks) > 1:
        return re.sub("[.,]", "", text) if _GROUPED.fullmatch(text) else typed.strip()
    if marks and _GROUPED.fullmatch(text) and not _AS_ONE.fullmatch(text) and (cents or marks[0] != point):
        return None
    return text.replace(",", ".")
