"""The paths, and what answers there."""

from qrdesk.daemon.dialects.dialect import Dialect
from qrdesk.daemon.dialects.h0p import doc, domains, files, labels, links, stats
from qrdesk.daemon.pacing import H0P

DIALECT = Dialect(
    "h0p", H0P, (*links.ROUTES, *domains.ROUTES, *labels.ROUTES, *files.ROUTES, *stats.ROUTES, *doc.ROUTES)
)
