"""granian in Waitress's place: another server for the same WSGI callable, where one core is not enough."""
