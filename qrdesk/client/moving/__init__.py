"""A whole workspace copied from one QRDesk to another, over two clients: nothing is taken away where it was.

``survey`` says what there is to copy and which codes would carry another address, ``move`` copies it, ``verify`` looks
whether it arrived. What was copied before is found again by what it is, so a move that ended half-way is begun anew and
goes on: nothing is made twice.
"""

from qrdesk.client.moving.changes import ChangedCode, write_changes
from qrdesk.client.moving.moving import move
from qrdesk.client.moving.report import KINDS, Count, Kind, Remark, Report, Secret, Step, Why
from qrdesk.client.moving.survey import Survey, check, survey
from qrdesk.client.moving.verifying import Verified, lost, verify

__all__ = [
    "KINDS", "ChangedCode", "Count", "Kind", "Remark", "Report", "Secret", "Step", "Survey", "Verified", "Why",
    "check", "lost", "move", "survey", "verify", "write_changes",
]  # fmt: skip
