"""The schema, step by step. Files that begin with a number are data: playhouse runs them in order."""
