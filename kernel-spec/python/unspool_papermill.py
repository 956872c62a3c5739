"""Lets papermill set the parameters of Java notebooks: it writes them as declarations of variables.

Papermill has no entry point for translators, but it loads those of its engines when it is imported. So the wheel
names papermill's own engine in this module as one, and loading it registers the translator.
"""

from __future__ import annotations

import datetime
import math
import re
import threading
import weakref
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from papermill.engines import NBClientEngine as NBClientEngine
from papermill.translators import papermill_translators

BOXES = {
    "boolean": "Boolean",
    "char": "Character",
    "int": "Integer",
    "long": "Long",
    "float": "Float",
    "double": "Double",
}
# What makes a fraction of a whole number.
FLOATING = {"float": "f", "Float": "f", "double": ".0", "Double": ".0"}
# What makes a value of a type from a text, which is all that papermill's command line has for them.
FROM_TEXT = {
    "Path": "java.nio.file.Path.of",
    "Duration": "java.time.Duration.parse",
    "Instant": "java.time.Instant.parse",
    "LocalDate": "java.time.LocalDate.parse",
    "LocalDateTime": "java.time.LocalDateTime.parse",
    "LocalTime": "java.time.LocalTime.parse",
    "OffsetDateTime": "java.time.OffsetDateTime.parse",
    "BigInteger": "new java.math.BigInteger",
    "BigDecimal": "new java.math.BigDecimal",
}
ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}
# Java limits a literal to 65535 bytes, and a character is six of them at most.
LONGEST_LITERAL = 10_000

OPENING, CLOSING = "([{", ")]}"
TOKEN = re.compile(
    r'"""(?:\\.|.)*?"""|"(?:\\.|[^"\\\n])*"' r"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/|->|.", re.DOTALL
)
MAGIC = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
NOT_A_TYPE = "assert|break|class|continue|enum|import|interface|new|package|record|return|throw|yield"
DECLARATION = re.compile(
    rf"\s*(?:(?:final|public|private|static)\s+)*(?!(?:{NOT_A_TYPE})\b)"
    r"(?P<type>[\w.$]+(?:\s*<[^=]*>)?(?:\s*\[\s*\])*)\s+(?P<name>[\w$]+)(?P<brackets>(?:\s*\[\s*\])*)"
    r"\s*(?:=(?!=)(?P<value>.*))?",
    re.DOTALL,
)
GENERIC = re.compile(r"(?P<name>[\w.$]+)(?:\s*<(?P<arguments>.*)>)?", re.DOTALL)
ARRAY = re.compile(r"(.*?)\s*\[\s*\]((?:\s*\[\s*\])*)", re.DOTALL)
ANY = re.compile(r"\?(?:\s+(?:extends|super)\s+)?")
LITERALS = {
    "int": r"-?(\d[\d_]*|0[xb][\da-f_]+)",
    "long": r"-?(\d[\d_]*|0[xb][\da-f_]+)l",
    "float": r"-?(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?f",
    "double": r"-?(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?d?",
    "boolean": "true|false",
    "char": r"'(\\.[^']*|[^'])'",
    "String": r'"""(\\.|.)*?"""|"(\\.|[^"\\])*"',
}


class Declaration(NamedTuple):
    """A variable of the cell of parameters; the type is that of its first value where it says ``var``."""

    type: str
    name: str
    value: str
    help: str


class JavaTranslator(threading.local):
    """What papermill asks of a translator.

    It inspects the notebook's own cell of parameters before it asks for the new values, so these get the same types:
    the same thread asks for both, and what was inspected is forgotten with its notebook.
    """

    def __init__(self) -> None:
        self._inspected: tuple[Any, list[Declaration]] = (lambda: None, [])

    def inspect(self, parameters_cell: Any) -> list[Any]:
        from papermill.models import Parameter  # Versions of papermill that do not inspect have no such module.

        found = list(declarations(parameters_cell["source"]))
        self._inspected = (weakref.ref(parameters_cell), found)
        return [Parameter(d.name, d.type or "None", d.value, d.help) for d in found]

    def codify(self, parameters: dict[str, Any], comment: str = "Parameters") -> str:
        (cell, found), self._inspected = self._inspected, (lambda: None, [])
        types = {d.name: d.type for d in found if d.type} if cell() is not None else {}
        lines = [f"// {line}" for line in comment.replace("\\", "\\\\").splitlines()]
        lines += [declare(name, value, types.get(name)) for name, value in parameters.items()]
        return "\n".join(lines) + "\n"


papermill_translators.register("java", JavaTranslator())


# --- values as Java -------------------------------------------------------------------------------------------------


def declare(name: str, value: Any, declared: str | None = None) -> str:
    if not str(name).replace("$", "_").isidentifier():
        raise ValueError(f'the parameter "{name}" is no name of a variable in Java: use letters, digits and _')
    try:
        type = declared or type_of(value)
        return f"{type} {name} = {literal(value, type)};"
    except TypeError as e:
        raise TypeError(f'the parameter "{name}" {e}') from None


def type_of(value: Any) -> str:
    """The type of a variable that has no declaration to go by."""
    if value is None:
        return "Object"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        bits = value.bit_length() if value >= 0 else (~value).bit_length()
        return "int" if bits < 32 else "long" if bits < 64 else "java.math.BigInteger"
    if isinstance(value, float):
        return "double"
    if isinstance(value, str):
        return "String"
    if isinstance(value, (list, tuple)):
        return f"List<{common(value)}>"
    if isinstance(value, dict):
        return f"Map<{common(value) if value else 'String'}, {common(value.values())}>"
    if isinstance(value, datetime.datetime):
        return "java.time.OffsetDateTime" if value.tzinfo else "java.time.LocalDateTime"
    if isinstance(value, datetime.date):
        return "java.time.LocalDate"
    if isinstance(value, datetime.time):
        return "java.time.LocalTime"
    raise TypeError(f"is a {type(value).__name__}, which has no form in Java: pass a number, text, list or dictionary")


def common(values: Iterable[Any]) -> str:
    """The type of the elements of a list; what is null fits any."""
    return joined({type_of(value) for value in values if value is not None})


def joined(types: set[str]) -> str:
    for wider in ("long", "double"):
        if wider in types and types <= {"int", wider}:
            types = {wider}
    (only,) = types if len(types) == 1 else ("Object",)
    return BOXES.get(only, only)


def literal(value: Any, type: str) -> str:
    """A value as an expression of a type; of its own type where that is not known, and javac judges if it fits."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return number(value, type)
    if isinstance(value, str):
        return text(value, type)
    if isinstance(value, (list, tuple)):
        return sequence(value, type)
    if isinstance(value, dict):
        return mapping(value, type)
    return text(value.isoformat(), type if simple(type) == "String" else type_of(value))


def simple(type: str) -> str:
    """Without its package and arguments."""
    return GENERIC.match(type)["name"].rpartition(".")[2]


def number(value: int | float, type: str) -> str:
    kind = simple(type)
    if isinstance(value, int):
        digits = int.__repr__(value)
        if kind in FLOATING:
            return digits + FLOATING[kind]
        if kind not in ("long", "Long", "BigInteger", "BigDecimal"):
            kind = simple(type_of(value))
        if kind in FROM_TEXT:
            return f'{FROM_TEXT[kind]}("{digits}")'
        return digits + ("L" if kind in ("long", "Long") else "")
    box = "Float" if kind in ("float", "Float") else "Double"
    if not math.isfinite(value):
        return f"{box}.{'NaN' if math.isnan(value) else 'POSITIVE_INFINITY' if value > 0 else 'NEGATIVE_INFINITY'}"
    digits = float.__repr__(value)
    return f'{FROM_TEXT[kind]}("{digits}")' if kind == "BigDecimal" else digits + ("f" if box == "Float" else "")


def text(value: str, type: str) -> str:
    kind = simple(type)
    if kind in ("boolean", "Boolean") and value in ("true", "false"):
        return value
    if kind in ("char", "Character") and len(value) == 1:
        return "'" + {"'": r"\'", '"': '"'}.get(value, escaped(value)) + "'"
    parts = [f'"{escaped(value[i : i + LONGEST_LITERAL])}"' for i in range(0, len(value), LONGEST_LITERAL)] or ['""']
    whole = parts[0] if len(parts) == 1 else f'String.join("", {", ".join(parts)})'
    return f"{FROM_TEXT[kind]}({whole})" if kind in FROM_TEXT else whole


def escaped(value: str) -> str:
    return "".join(ESCAPES.get(c) or (c if c.isprintable() else code(c)) for c in value)


def code(character: str) -> str:
    """Octal where that goes, since Java reads hexadecimal codes before it looks for the end of a line or a text."""
    if ord(character) < 0x100:
        return f"\\{ord(character):03o}"
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def arguments(type: str, value: Any) -> list[str]:
    """The types of what is in a list or dictionary: as declared, or else as they are."""
    declared, own = ([ANY.sub("", part) or "Object" for part in split(inside(t))] for t in (type, type_of(value)))
    return declared if len(declared) == len(own) else own


def inside(type: str) -> str:
    return GENERIC.match(type)["arguments"] or ""


def sequence(value: list[Any] | tuple[Any, ...], type: str) -> str:
    array = ARRAY.fullmatch(type)
    if array:
        element = "".join(array.groups())
        return f"new {element}[] {{{', '.join(literal(v, element) for v in value)}}}"
    (element,) = arguments(type, value)
    values = ", ".join(literal(v, element) for v in value)
    if all(v is not None for v in value):
        whole = f"List.of({values})"
    else:
        whole = f"java.util.{'Collections.singletonList' if len(value) == 1 else 'Arrays.asList'}({values})"
    if simple(type) == "Set":
        return f"new java.util.LinkedHashSet<>({whole})"
    is_class = re.fullmatch(r"\w+(List|Set|Deque|Queue)", simple(type))
    return f"new {GENERIC.match(type)['name']}<>({whole})" if is_class else whole


def mapping(value: dict[Any, Any], type: str) -> str:
    """In the order of its entries and with null among them; Map.of has neither."""
    key, element = arguments(type, value)
    name = GENERIC.match(type)["name"] if re.fullmatch(r"\w+Map", simple(type)) else "java.util.LinkedHashMap"
    entries = "".join(f" put({literal(k, key)}, {literal(v, element)});" for k, v in value.items())
    return f"new {name}<{key}, {element}>()" + (f" {{{{{entries} }}}}" if entries else "")


# --- the notebook's own cell of parameters --------------------------------------------------------------------------


def declarations(source: str) -> Iterator[Declaration]:
    for statement, comment in statements(MAGIC.sub("", source)):
        type = ""
        for part in split(statement):
            match = DECLARATION.fullmatch(f"{type} {part}")
            if not match:
                break
            type = match["type"]
            value = (match["value"] or "").strip()
            known = source_type(value) if type == "var" else type + match["brackets"]
            yield Declaration(known, match["name"], value, comment)


def statements(source: str) -> Iterator[tuple[str, str]]:
    """Each with the comment that follows it in its line."""
    found: list[list[str]] = []
    statement, depth, is_same_line = "", 0, False
    for token in TOKEN.findall(source + "\n;"):
        if token.startswith("//") and is_same_line:
            found[-1][1] = token[2:].strip()
        if token.startswith(("//", "/*")):
            continue
        depth += (token in OPENING) - (token in CLOSING)
        is_block = token == "}" and depth == 0 and "=" not in statement.partition("{")[0]
        if (token == ";" and depth == 0) or is_block:
            found.append(["" if is_block else statement, ""])
            statement, is_same_line = "", True
        else:
            statement += token
            is_same_line = is_same_line and token != "\n"
    return ((code.strip(), comment) for code, comment in found if code.strip())


def split(code: str) -> list[str]:
    """At its commas, but for those within brackets."""
    parts, depth = [""], 0
    for token in TOKEN.findall(code):
        depth += (token in OPENING + "<") - (token in CLOSING + ">")
        if token == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return [part.strip() for part in parts]


def source_type(value: str) -> str:
    """The type of ``var`` if its value is a literal or a list of them; nothing for another."""
    listed = re.fullmatch(r"List\.of\((.*)\)", value, re.DOTALL)
    if listed:
        types = {source_type(part) for part in split(listed[1])}
        return "" if "" in types else f"List<{joined(types)}>"
    for type, pattern in LITERALS.items():
        if re.fullmatch(pattern, value, re.DOTALL | re.IGNORECASE):
            return type
    return ""
