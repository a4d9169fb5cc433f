"""The one way out: requests to addresses that somebody typed, without reaching what only this server can reach."""
