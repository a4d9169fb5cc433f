"""What says that codes are a trial, for ``qrdesk batch --links --trial``: on every page, or in the names of files."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from qrdesk.core.public_url import Address, hostname
from qrdesk.core.schemas.batch import BatchDraft, BatchForm

_NAMED = "trial-"
_HERE = ("localhost", "127.0.0.1", "::1")


def marked(draft: BatchDraft, texts: Iterable[str]) -> BatchDraft:
    """Return what is made of a trial whose codes say ``texts``; the same where all of them lead anywhere."""
    near = _near(texts)
    if not near:
        return draft
    if draft.form in {BatchForm.FILES, BatchForm.ZIP}:
        return draft.model_copy(update={"name": f"{_NAMED}{draft.name}"})
    where = "leads only to this computer" if hostname(near) in _HERE else "works in this network only"
    return draft.model_copy(update={"mark": ("TRIAL", where, "not for use")})


def _near(texts: Iterable[str]) -> str:
    """Return the first host that works nearby only. Most begin as the one before."""
    before = ""
    for text in texts:
        begins = text.rpartition("/")[0]
        if begins != before and (host := urlsplit(begins.lower()).netloc) and Address("http", host).local:
            return host
        before = begins
    return ""
