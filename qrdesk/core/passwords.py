"""Passwords of links: hashed with argon2id, small enough that a visitor waits for a twentieth of a second at most."""

import argon2

# RFC 9106 and OWASP, the small profile: 19 MiB, two passes, one lane. One check takes about 20 ms of one core, so
# whoever lets strangers try must count their tries first.
_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
LONGEST = 200  # characters, as schemas.links.Password; what is longer is no password of ours and is not hashed


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its salt and its cost: about 100 characters of ASCII."""
    return _HASHER.hash(password)


def verify_password(hashed: str, password: str) -> bool:
    """Say whether ``password`` is the one that was hashed. A hash that cannot be read fits no password."""
    if not hashed or len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(hashed, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError, UnicodeError):
        return False
