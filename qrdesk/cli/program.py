"""What is told to the program itself, before any command; and how a shell asks it to complete a line."""

import os

import click

PROGRAM = "qrdesk"
VARIABLE = "_QRDESK_COMPLETE"  # what click asks by; its scripts set it


def global_database() -> str:
    """Return what ``--database`` said before the command; empty where it did not."""
    return _global("database")


def global_workspace() -> str:
    """Return what ``--workspace`` said before the command; empty where it did not."""
    return _global("workspace")


def is_asked_by_a_shell() -> bool:
    """Say whether a shell runs the program to have something completed."""
    return bool(os.environ.get(VARIABLE))


def _global(name: str) -> str:
    return str(click.get_current_context().find_root().params.get(name) or "")
