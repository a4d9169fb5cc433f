"""``python -m tests.bench``: every benchmark there is."""

import sys

from tests.bench import million, redirects

if __name__ == "__main__":
    sys.exit(redirects.main() | million.main())
