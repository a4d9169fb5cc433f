"""A server that does not answer, not now, or not any more."""

from qrdesk.core.errors.base import Kind, QRDeskError


class PortInUse(QRDeskError):
    """Another program answers at the port that QRDesk should serve."""

    kind = Kind.UNAVAILABLE
    code = "port_in_use"


class ServerUnreachable(QRDeskError):
    """A QRDesk server did not answer."""

    kind = Kind.UNAVAILABLE
    code = "server_unreachable"
    happened: str = ""  # the sentence without what this one call left as it was: earlier calls may have changed things


class AnswerLost(ServerUnreachable):
    """A change was sent to a server, and it is not known whether it arrived."""

    code = "answer_lost"


class Busy(QRDeskError):
    """The server has as much to do as it can; the same call may work in a moment."""

    kind = Kind.UNAVAILABLE
    code = "busy"


class QueryTooLong(QRDeskError):
    """A question about single hits takes longer than it may."""

    kind = Kind.UNAVAILABLE
    code = "query_too_long"


class CalledOff(QRDeskError):
    """Whoever asked does not want the answer any more."""

    kind = Kind.UNAVAILABLE
    code = "called_off"
