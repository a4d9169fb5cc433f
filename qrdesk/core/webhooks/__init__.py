"""Telling others what happened: events, who wants them, and sending until they are heard."""
