"""The command ``qrdesk``, and ``python -m qrdesk``: ended by Ctrl+C without a traceback, from the first moment on."""

import sys

_INTERRUPTED = 130  # what shells expect of a program that Ctrl+C ended


def main() -> None:
    """Run the command line."""
    try:
        from qrdesk.cli.main import main as run  # takes most of a second, and Ctrl+C may come in it

        run()
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
