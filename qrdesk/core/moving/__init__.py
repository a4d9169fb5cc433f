"""A whole database copied into one of another kind: every row of every table, compared before anything is kept."""
