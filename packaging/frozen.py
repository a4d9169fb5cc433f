"""Where the program of the app folder begins: it is the app, the command line, the server and all their processes.

QRDesk starts processes of its own with the Python that runs it, as ``python -P -m qrdesk serve``. In the app folder the
program itself is that Python, so it understands these words before any command does.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import MutableMapping, Sequence
from importlib import import_module
from pkgutil import walk_packages

EVERY = "qrdesk.*"  # after -m: imports all modules of ours, which says whether the folder has what they need
_LIBRARIES = "LD_LIBRARY_PATH"


def main() -> None:
    """Be what the words ask for."""
    give_back_libraries(os.environ)
    multiprocessing.freeze_support()  # ends here in a process that one of ours has started by multiprocessing
    module, sys.argv[1:] = asked(sys.argv[1:])
    if module == EVERY:
        import_every()
        return
    if module != "qrdesk":
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return
    from qrdesk.__main__ import main as run  # noqa: PLC0415 - the other processes do without it

    run()  # and not by its name: that would change what the program is called, which it tells others to start


def asked(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the module to run, and what it is told: one of ours after ``-m``, else the command line."""
    rest = list(words[1:] if words[:1] == ["-P"] else words)
    if len(rest) > 1 and rest[0] == "-m" and rest[1].split(".")[0] == "qrdesk":
        return rest[1], rest[2:]
    return "qrdesk", list(words)


def import_every() -> None:
    """Import all that QRDesk may import while it runs, much of it late; what is not there ends in a traceback."""
    import qrdesk  # noqa: PLC0415 - as above

    for found in walk_packages(qrdesk.__path__, "qrdesk."):
        last = found.name.rpartition(".")[2]
        if not last.startswith(("__", "0")):  # what is run, and migrations, which are read as files
            import_module(found.name)


def give_back_libraries(environment: MutableMapping[str, str]) -> None:
    """Let browsers and mail programs that the app opens find the system's libraries and not those of this folder."""
    before = environment.pop(f"{_LIBRARIES}_ORIG", None)
    if before is not None:
        environment[_LIBRARIES] = before
    else:
        environment.pop(_LIBRARIES, None)


if __name__ == "__main__":
    main()
