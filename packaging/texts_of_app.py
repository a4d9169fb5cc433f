"""Reads from the app's sources which texts it shows, each with the context that Qt looks it up in while it runs.

Qt's own reader knows neither a module's helper around ``QCoreApplication.translate``, nor another name for it, nor
the class of a parameter; so this one follows the syntax tree, and a text that it cannot follow is a fault.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Texts = dict[str, set[str]]  # by context
_TRANSLATE = "QCoreApplication.translate"


@dataclass
class Found:
    """The texts by context, and where one was asked for in a way that nobody can follow."""

    texts: Texts = field(default_factory=lambda: defaultdict(set))
    odd: list[str] = field(default_factory=list[str])


def read(folder: Path) -> Found:
    """Return what is found in all modules of ``folder``."""
    found = Found()
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        helpers = dict(_helpers(tree))
        _Reader(found, str(path.relative_to(folder)), helpers).visit(tree)
    return found


def _helpers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the module's own ways to translate, ``def _tr(words): return ….translate("Studio", words)``."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and len(function.args.args) == 1 and len(function.body) == 1:
            match function.body[0]:
                case ast.Return(value=ast.Call(func=func, args=[ast.Constant(value=str(context)), ast.Name(id=given)])):
                    if ast.unparse(func) == _TRANSLATE and given == function.args.args[0].arg:
                        yield function.name, context
                case _:
                    pass


class _Reader(ast.NodeVisitor):
    """Walks one module; ``_known`` says, scope by scope, what a name stands for."""

    def __init__(self, found: Found, path: str, helpers: dict[str, str]) -> None:
        self._found, self._path, self._helpers = found, path, helpers
        self._classes: list[str] = []
        self._known: list[dict[str, str]] = [{}]

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in self._helpers:
            return
        parameters = [*node.args.args, *node.args.kwonlyargs]
        kinds = {one.arg: ast.unparse(one.annotation).strip("'") for one in parameters if one.annotation is not None}
        self._known.append(kinds)
        self.generic_visit(node)
        self._known.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        match node.targets, node.value:
            case [ast.Tuple(elts=targets)], ast.Tuple(elts=values):
                for target, value in zip(targets, values, strict=False):
                    self._name(target, value)
            case [target], value:
                self._name(target, value)
            case _:
                pass
        self.generic_visit(node)

    def _name(self, target: ast.expr, value: ast.expr) -> None:
        """Note what a name stands for from here on, where that is a way to translate."""
        if isinstance(target, ast.Name):
            if ast.unparse(value) == _TRANSLATE:
                self._known[-1][target.id] = _TRANSLATE
            elif isinstance(value, ast.Attribute) and value.attr == "tr":
                self._known[-1][target.id] = f"tr of {self._class_of(value.value)}"

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Attribute(attr="tr", value=value):
                self._take(self._class_of(value), node, node.args)
            case ast.Name(id=name) if name in self._helpers:
                self._take(self._helpers[name], node, node.args)
            case ast.Name(id=name) if self._meaning(name).startswith("tr of "):
                self._take(self._meaning(name).removeprefix("tr of "), node, node.args)
            case func if _TRANSLATE in {ast.unparse(func), self._meaning(ast.unparse(func))}:
                context = node.args[0] if node.args else None
                named = context.value if isinstance(context, ast.Constant) else ""
                self._take(str(named), node, node.args[1:])
            case _:
                pass
        self.generic_visit(node)

    def _take(self, context: str, node: ast.Call, texts: list[ast.expr]) -> None:
        match texts:
            case [ast.Constant(value=str(text))] if context and text and not node.keywords:
                self._found.texts[context].add(text)
            case _:
                self._found.odd.append(f"{self._path}:{node.lineno}: {ast.unparse(node)[:100]}")

    def _class_of(self, value: ast.expr) -> str:
        if not isinstance(value, ast.Name):
            return ""
        if value.id == "self":
            return self._classes[-1] if self._classes else ""
        return self._meaning(value.id)

    def _meaning(self, name: str) -> str:
        return next((scope[name] for scope in reversed(self._known) if name in scope), "")
