"""The server: redirects, the REST API and its pages."""
