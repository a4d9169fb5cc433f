"""What came before, in 16 bytes each: a set of texts would take a hundred."""

from array import array
from hashlib import blake2b

_BEGIN = 1 << 10


class Seen:
    """Texts that came before, by a digest of 8 bytes: two of a million are taken for one in one of 30 million lists."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _BEGIN))
        self._count = 0

    def add(self, text: str) -> bool:
        """Remember a text; return whether it is new."""
        digest = int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest(), "big") or 1
        if not self._put(digest):
            return False
        self._count += 1
        if 2 * self._count > len(self._slots):
            self._grow()
        return True

    def _put(self, digest: int) -> bool:
        slots = self._slots
        most = len(slots) - 1
        at = digest & most
        while slots[at]:
            if slots[at] == digest:
                return False
            at = (at + 1) & most
        slots[at] = digest
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        for digest in old:
            if digest:
                self._put(digest)
