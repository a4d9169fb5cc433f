"""How many requests somebody may make: a moving window, counted in one process or by several together."""
