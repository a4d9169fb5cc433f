"""The paths, and what answers there."""

from qrdesk.daemon.dialects.dialect import Dialect
from qrdesk.daemon.pacing import USNP

DIALECT = Dialect("usnp", USNP, ())
