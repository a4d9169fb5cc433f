"""The API of H0p, as its documents print it."""
