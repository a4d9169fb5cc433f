"""What whoever speaks HTTP must know of the table of operations before it is loaded, which takes long."""

PREFIX = "/api/v1"
MAX_BODY_BYTES = 1 << 20  # of one request
MAX_UPLOAD_BYTES = 4 << 20  # of one that brings a file: fonts, and profiles of presses, are large
UPLOADS = frozenset({("POST", f"{PREFIX}/files")})  # methods and paths of requests that bring one
