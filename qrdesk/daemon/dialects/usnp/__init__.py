"""The API of usnp.me, as its documents print it."""
