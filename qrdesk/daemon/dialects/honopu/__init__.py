"""The API of Honopu, as its documents print it."""
