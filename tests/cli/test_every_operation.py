"""Every row of the operations table is a method of the SDK, and some command of the command line calls it.

Read from the source: the SDK's methods name the service function they call, the commands name the SDK's methods.
"""

import ast
import inspect
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from qrdesk import cli as cli_package
from qrdesk import client as client_package
from qrdesk.client import client as client_module
from qrdesk.client import codes, people, resources, webhooks
from qrdesk.core.operations import OPERATIONS

CLI = Path(inspect.getfile(cli_package)).parent
SDK = Path(inspect.getfile(client_package)).parent
Calls = dict[str, set[str]]


def chain_of(node: ast.expr) -> list[str]:
    """Return ``["client", "links", "create"]`` for ``client.links.create``; empty for anything else."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (rest := chain_of(node.value)):
        return [*rest, node.attr]
    return []


def attributes_of_client() -> dict[str, str]:
    """Return the class of each resource that a client has, by its attribute."""
    tree = ast.parse(Path(inspect.getfile(client_module)).read_text())
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
            target = chain_of(node.targets[0])
            if target[:1] == ["self"]:
                found[target[-1]] = node.value.func.id
    return found


@cache
def functions_by_method() -> dict[tuple[str, str], set[str]]:
    """Return what each method of the SDK calls, by class and method: service functions, by module and name."""
    return {**_methods_of(codes), **_methods_of(resources), **_methods_of(people), **_methods_of(webhooks)}


def _methods_of(file: ModuleType) -> dict[tuple[str, str], set[str]]:
    tree = ast.parse(Path(inspect.getfile(file)).read_text())
    modules = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "qrdesk.core.services"
        for alias in node.names
    }
    found: dict[tuple[str, str], set[str]] = {}
    for room in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        for method in (node for node in room.body if isinstance(node, ast.FunctionDef)):
            named = [chain_of(node) for node in ast.walk(method) if isinstance(node, ast.Attribute)]
            found[room.name, method.name] = {
                f"{modules[one[0]]}.{one[1]}" for one in named if len(one) == 2 and one[0] in modules
            }
            # a method may go through another one of its own, as ``each`` does
            through = {one[1] for one in named if len(one) == 2 and one[0] == "self" and one[1] != "_call"}
            found[room.name, method.name] |= {f"self.{one}" for one in through}
    return found


@cache
def called_by_commands() -> set[str]:
    """Return the service functions that the command line reaches through a client."""
    rooms, methods = attributes_of_client(), functions_by_method()
    reached: set[str] = set()
    todo: list[tuple[str, str]] = []
    # what the client does step by step for a command, such as a whole import, counts as the command's doing
    for path in [*CLI.glob("*.py"), *SDK.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            one = chain_of(node) if isinstance(node, ast.Attribute) else []
            if len(one) >= 3 and one[-3].strip("_") == "client" and one[-2] in rooms:
                todo.append((rooms[one[-2]], one[-1]))
    while todo:
        room, method = todo.pop()
        for name in methods.get((room, method), set()):
            if name.startswith("self."):
                todo.append((room, name.removeprefix("self.")))
            else:
                reached.add(name)
    return reached


def name_of(call: object) -> str:
    module = inspect.getmodule(call)
    assert module is not None
    return f"{module.__name__.rpartition('.')[2]}.{getattr(call, '__name__', '')}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_is_in_the_sdk(operation: object) -> None:
    everything = set[str]().union(*functions_by_method().values())
    assert name_of(getattr(operation, "call", None)) in everything


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_is_in_the_command_line(operation: object) -> None:
    assert name_of(getattr(operation, "call", None)) in called_by_commands()
