"""YAML as a configuration uses it: text keys and plain values, each with its line.

Aliases are refused (a small file could stand for billions of entries), and so is nesting that no
configuration needs: the fast parser is recursive and would end the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verifier.errors import ConfigError

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 12  # the deepest key of ours lies at 5

Place = tuple[str | int, ...]
"""The way to a value: keys, and numbers of list entries from 0."""


@dataclass(slots=True)
class Document:
    """A file as plain data. `problems` are values that cannot be read and keys that stand twice."""

    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: dict[Place, str] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The 1-based line of a place, or of what it should have stood in."""
        return next((self.lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self.lines), 1)


def read_document(raw: bytes, name: str) -> Document:
    """Parse a file.

    Raises:
        ConfigError: with one line, if it is no YAML or holds what is refused here.
    """
    import yaml  # noqa: PLC0415 - without a configuration file it is not needed, and costs start-up time

    try:
        refused = next(_refused(raw), None)
        if refused is not None:
            raise ConfigError([f"{name}:{refused[0]}: {refused[1]}"])
        loader = _loader_class()(raw)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        quote = "; a value that begins with * or & must stand in quotation marks"
        hint = quote if "alias" in (error.context or "") or "anchor" in (error.context or "") else ""
        raise ConfigError([f"{name}:{line}: not valid YAML: {error.problem}{hint}"]) from None
    except (yaml.YAMLError, ValueError) as error:
        first = (str(error).splitlines() or ["unreadable"])[0]
        raise ConfigError([f"{name}:1: not valid YAML: {first}"]) from None
    document = Document()
    if node is not None:
        document.data = _Reading(loader, document).plain(node, ())
    return document


def _loader_class() -> Any:
    import yaml  # noqa: PLC0415

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one where it is built


def _refused(raw: bytes) -> Iterator[tuple[int, str]]:
    """(line, why) of what is YAML, but not for a configuration."""
    import yaml  # noqa: PLC0415

    depth = documents = 0
    for event in yaml.parse(raw, Loader=_loader_class()):
        line = _line(event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > MAX_DEPTH:
            yield line, "nested too deeply for a configuration"
        if documents > 1:
            yield line, "more than one document in the file; remove the line '---'"
        if isinstance(event, yaml.AliasEvent):
            yield line, f"aliases like *{event.anchor} are not read here; write the value out"


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1


@dataclass(frozen=True, slots=True)
class _Reading:
    """Nodes become data; lines and problems are noted on the way."""

    loader: Any
    document: Document

    def plain(self, node: yaml.Node, place: Place) -> Any:
        import yaml  # noqa: PLC0415

        if isinstance(node, yaml.MappingNode):
            return {key: self.plain(value, (*place, key)) for key, value in self._pairs(node, place)}
        if isinstance(node, yaml.SequenceNode):
            return [self._entry(item, (*place, number)) for number, item in enumerate(node.value)]
        return self._scalar(node, place)

    def _pairs(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, yaml.Node]]:
        """Keys are text as written, so that neither `on` nor `1` turns into something else."""
        for key_node, value in node.value:
            line = _line(key_node)
            if not isinstance(key_node.value, str):
                self._wrong((*place, "?"), line, "a key must be plain text")
                continue
            key = (*place, key_node.value)
            if key in self.document.lines:
                self._wrong(key, line, f"given twice (first in line {self.document.lines[key]})")
            self.document.lines[key] = line
            yield key_node.value, value

    def _entry(self, node: yaml.Node, place: Place) -> Any:
        self.document.lines[place] = _line(node)
        return self.plain(node, place)

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        import yaml  # noqa: PLC0415

        try:
            return self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            said = getattr(error, "problem", None) or str(error)
            self._wrong(place, _line(node), f"cannot be read ({str(said).splitlines()[0]})")
            return node.value

    def _wrong(self, place: Place, line: int, message: str) -> None:
        self.document.lines.setdefault(place, line)
        self.document.problems[place] = message
