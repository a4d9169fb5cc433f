"""The API of Heldqr, as its documents print it."""
