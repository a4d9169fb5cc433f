"""Moved to qrdesk.gui.refusals."""

from qrdesk.gui.refusals import drafted as drafted
from qrdesk.gui.refusals import refuse_at as refuse_at
