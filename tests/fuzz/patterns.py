"""Every regular expression of the project, and texts made to hurt each of them.

A text is a beginning that the expression takes, many repetitions of what one of its loops takes,
and an end that it does not take. What an expression may cost is for the test to say.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pipelines

_CLASSES = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_WORD: "-",
}
_BY_CLASS: dict[Any, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdigit,
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    codes.CATEGORY_NOT_DIGIT: lambda one: not one.isdigit(),
    codes.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    codes.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
}
_METHODS = frozenset({"match", "fullmatch", "search", "finditer", "findall", "split", "sub"})
_AT_ONCE = frozenset(f"re.{method}" for method in _METHODS)
_LOOP = re.compile(r"[^\\][*+]|,\}")
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ANY = 'a1 .-A"\x00é'
_ENDS = ("", "\x00", "!")
_MANY = 10
"""A loop that may go round more often than this is attacked."""


@dataclass(frozen=True, slots=True)
class Held:
    """An expression, the name it is found under, and the methods that are called on that name."""

    name: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


def held() -> list[Held]:
    """Every expression of the project: those that modules hold, and those written in place."""
    found: list[Held] = []
    known: set[int] = set()
    for name, path in _modules():
        called = _called(path)
        found += _in_place(name, path)
        for owner, value in vars(importlib.import_module(name)).items():
            methods = tuple(sorted(called.get(owner, _METHODS)))
            for number, pattern in enumerate(_inside(value)):
                if id(pattern) not in known and not owner.startswith("__"):
                    known.add(id(pattern))
                    place = f"[{number}]" if number else ""
                    found.append(Held(f"{name}.{owner}{place}", pattern, methods))
    return found


def _modules() -> Iterator[tuple[str, Path]]:
    for module in pkgutil.walk_packages(pipelines.__path__, "pipelines."):
        yield module.name, Path(str(importlib.import_module(module.name).__file__))


def _called(path: Path) -> dict[str, set[str]]:
    """The methods of expressions that a module calls, by the name they are called on."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            owner = ast.unparse(node.value).rpartition(".")[2]
            found.setdefault(owner, set()).add(node.attr)
    return found


def _in_place(module: str, path: Path) -> Iterator[Held]:
    """Expressions such as that of `re.sub("a+", "", text)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _AT_ONCE and node.args:
            method, source = ast.unparse(node.func).removeprefix("re."), node.args[0]
            if isinstance(source, ast.Constant):
                name = f"{module}:{node.lineno}"
                yield Held(name, re.compile(str(source.value)), (method,))
            elif _LOOP.search(ast.unparse(source)):
                raise AssertionError(f"{module} puts an expression with a loop together in place")


def _inside(value: object) -> Iterator[re.Pattern[Any]]:
    """Expressions in a value: itself, or inside plain containers and classes of ours."""
    if isinstance(value, re.Pattern):
        yield value
    elif type(value) in (list, tuple, set, frozenset):
        for item in value:  # type: ignore[attr-defined]
            yield from _inside(item)
    elif type(value) is dict:
        yield from _inside([*value, *value.values()])
    elif isinstance(value, type) and value.__module__.startswith("pipelines."):
        yield from (part for part in vars(value).values() if isinstance(part, re.Pattern))


def attacks(pattern: re.Pattern[Any], length: int) -> Iterator[Any]:
    """Texts of about that length, as bytes where the expression is for bytes."""
    for before, pump in sorted(_pumps(pattern)):
        for end in _ENDS:
            text = before + pump * (length // len(pump)) + end
            yield text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def _pumps(pattern: re.Pattern[Any]) -> set[tuple[str, str]]:
    """What to begin with and what to repeat."""
    parsed = parser.parse(pattern.pattern)
    whole = _sample(parsed)
    repeated = {whole, whole[:-1], whole + "\x00", *_characters(parsed), " ", "a", "\n"}
    found = {("", unit) for unit in repeated}
    for before, body in _loops(parsed, ""):
        units = {*_samples(body), *_characters(body)}
        found |= {(before, unit) for unit in units}
        found |= {("", before + unit) for unit in (_sample(body), " ", "-")}
    return {(before, pump) for before, pump in found if pump}


def _loops(nodes: Any, before: str) -> Iterator[tuple[str, Any]]:
    """The body of each loop, after a text that leads to it."""
    for code, value in nodes:
        if code in _REPEATS:
            _, most, body = value
            if most > _MANY:
                yield before, body
            yield from _loops(body, before)
        else:
            for part in _parts(code, value):
                yield from _loops(part, before)
        before += _sample([(code, value)])


def _parts(code: Any, value: Any) -> list[Any]:
    """What stands inside a node that is no loop: alternatives, a group, what is looked for."""
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.SUBPATTERN:
        return [value[-1]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return [value] if code is codes.ATOMIC_GROUP else []


def _sample(nodes: Any) -> str:
    """The shortest text that the nodes take, of the first alternatives."""
    return "".join(_sample_of(code, value) for code, value in nodes)


def _sample_of(code: Any, value: Any) -> str:
    if code in _REPEATS:
        least, most, body = value
        times: int = max(least, min(1, most))
        return _sample(body) * times
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return ""
    parts = _parts(code, value)
    return _sample(parts[0]) if parts else _character(code, value)


def _samples(body: Any) -> list[str]:
    """A text for each alternative that a loop begins with."""
    alternatives = _parts(*body[0]) if len(body) == 1 else []
    return [_sample(part) for part in alternatives] or [_sample(body)]


def _characters(nodes: Any) -> Iterator[str]:
    """A character for each place of a text that the nodes take."""
    for code, value in nodes:
        parts = [value[2]] if code in _REPEATS else _parts(code, value)
        for part in parts:
            yield from _characters(part)
        if code is codes.IN:
            yield from filter(None, (_character(*item) for item in value[:_MANY]))
        yield _character(code, value)


def _character(code: Any, value: Any) -> str:
    """A character that the node takes; none where it takes a place and no character."""
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return chr(value[0])
    if code is codes.CATEGORY:
        return _CLASSES[value]
    if code is codes.ANY:
        return "a"
    if code is codes.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    return _of_class(value) if code is codes.IN else ""


def _of_class(items: Any) -> str:
    if items[0][0] is not codes.NEGATE:
        return _character(*items[0])
    return next(one for one in _ANY if not any(_takes(item, one) for item in items[1:]))


def _takes(item: Any, character: str) -> bool:
    code, value = item
    if code is codes.CATEGORY:
        return _BY_CLASS[value](character)
    low, high = value if code is codes.RANGE else (value, value)
    return bool(low <= ord(character) <= high)
