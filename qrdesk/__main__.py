"""``python -m qrdesk`` is the command ``qrdesk``."""

from qrdesk.cli.main import main

if __name__ == "__main__":
    main()
