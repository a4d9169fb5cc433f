"""The command ``qrdesk`` for ``Forks``, with all that ``qrdesk serve`` needs loaded beforehand."""

from qrdesk.cli.main import main as command
from qrdesk.daemon import serve

__all__ = ["main", "serve"]  # the command loads it only when it is about to serve


def main() -> int:
    """Run the command line that ``sys.argv`` says, and return its exit code."""
    try:
        command()
    except SystemExit as end:
        return int(end.code or 0)
    return 0
