"""The paths, and what answers there."""

from qrdesk.daemon.dialects.dialect import Dialect
from qrdesk.daemon.pacing import HONOPU

DIALECT = Dialect("honopu", HONOPU, ())
