"""Numbers that standards give, each of them once."""

QUIET_ZONE = 4  # modules around a symbol (ISO/IEC 18004, 9.1)
# ISO/IEC 15415: the least for A, B, C and D; what is below fails.
CONTRAST = (0.70, 0.55, 0.40, 0.20)
RESERVE = (0.62, 0.50, 0.37, 0.25)  # of the error correction: the share that is unused
RED_CONTRAST = (0.4, 0.2)  # in red light: what tills need, and what they fail below
