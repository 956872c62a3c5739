"""Reads cells.txt, which explains itself, and runs its cells in a kernel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any

from conftest import environment, started
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

FILE = Path(__file__).with_name("cells.txt")
CHARACTERS = {"TAB": "\t", "CR": "\r", "SPACE": " ", "NBSP": "\u00a0", "ZWSP": "\u200b", "BOM": "\ufeff"}
REPEATED = re.compile(r"<<(\d+) times (.*?)>>", re.DOTALL)
NAMED = re.compile("<<(" + "|".join(CHARACTERS) + ")>>")
NUMBERED = re.compile("<<U\\+([0-9A-F]{4})>>")
COLOUR = re.compile("\x1b\\[[0-9;]*m")


@dataclass
class Outcome:
    """What became of a cell."""

    status: str = "ok"
    value: str | None = None
    printed: str = ""
    warned: str = ""
    shown: str = ""
    error: str = ""


@dataclass
class Cell:
    """What somebody types, and what has to come of it."""

    code: str
    expected: dict[str, list[str]] = field(default_factory=dict)

    def mistakes(self, outcome: Outcome) -> list[str]:
        """What is not as expected, each as a sentence."""
        if "error" in self.expected:
            return list(self._missing_error(outcome))
        if outcome.status != "ok":
            return [f"failed: {outcome.error}"]
        seen = {
            "value": outcome.value or "",
            "prints": outcome.printed,
            "warns": outcome.warned,
            "displays": outcome.shown,
        }
        return [
            f"{key} should be {self._text(key)!r} and is {text!r}"
            for key, text in seen.items()
            if not matches(self._text(key), text)
        ]

    def _text(self, key: str) -> str:
        return "\n".join(self.expected.get(key, []))

    def _missing_error(self, outcome: Outcome) -> Iterator[str]:
        if outcome.status == "ok":
            yield f"is ok, with the value {outcome.value!r} and {outcome.printed + outcome.warned!r} printed"
        elif not outcome.error.strip():
            yield "failed without a sentence"
        for words in self.expected["error"]:
            if outcome.status != "ok" and words.lower() not in outcome.error.lower():
                yield f"the error does not say {words!r}: {outcome.error}"
        if not matches(self._text("prints"), outcome.printed):
            yield f"prints should be {self._text('prints')!r} and is {outcome.printed!r}"


@dataclass
class Example:
    """Cells that one person runs one after the other."""

    title: str
    cells: list[Cell]
    jdk: int = 17


def matches(expected: str, text: str) -> bool:
    """Whether it is this text, where three dots stand for anything and an end of line at the end for nothing."""
    pattern = ".*".join(re.escape(part) for part in expected.split("…"))
    return re.fullmatch(pattern, text.replace("\r\n", "\n").removesuffix("\n"), re.DOTALL) is not None


def java_home() -> Path:
    """The JDK of the kernel that `./unspool` installed."""
    return Path(KernelSpecManager().get_kernel_spec("unspool").argv[0]).parents[1]


def jdk() -> int:
    """Its version, such as 17."""
    version = re.search('JAVA_VERSION="(\\d+)', (java_home() / "release").read_text())
    assert version, java_home()
    return int(version[1])


def read() -> list[Example]:
    """The examples for this JDK."""
    return [example for example in parse(FILE.read_text(encoding="utf-8")) if example.jdk <= jdk()]


def parse(text: str) -> list[Example]:
    examples: list[Example] = []
    section = ""
    code: list[str] = []
    lines = text.split("\n")
    for line in lines[next(i for i, line in enumerate(lines) if line.startswith("==== ")) :]:
        if line.startswith("==== "):
            section = line[5:]
        elif line.startswith("=== "):
            examples.append(Example(f"{section}: {line[4:]}", []))
        elif line.startswith("--- "):
            if code:
                examples[-1].cells.append(Cell(_characters("\n".join(code))))
                code = []
            _expect(examples[-1], *line[4:].partition(" ")[::2])
        elif code or line.strip() or (examples and not examples[-1].cells):
            code.append(line)
    return examples


def _expect(example: Example, key: str, text: str) -> None:
    cell = example.cells[-1]
    if key == "jdk":
        example.jdk = int(text)
    elif key == "then":
        expression, value = text.rsplit(" is ", 1)
        example.cells.append(Cell(expression, {"value": [_characters(value)]}))
    elif key == "windows":
        cell.code = cell.code.replace("\n", "\r\n")
    elif key in ("value", "prints", "warns", "displays", "error"):
        cell.expected.setdefault(key, []).append(_characters(text))
    elif key != "nothing":
        raise ValueError(f"{example.title}: --- {key} is not known; cells.txt says at its top what is")


def _characters(code: str) -> str:
    code = REPEATED.sub(lambda m: "".join(m[2].replace("#", str(i)) for i in range(int(m[1]))), code)
    code = NAMED.sub(lambda m: CHARACTERS[m[1]], code)
    return NUMBERED.sub(lambda m: chr(int(m[1], 16)), code)


class Session:
    """A kernel that forgets, between two examples, what was defined."""

    FORGET = """
        class Forget {
            static final jdk.jshell.JShell SHELL = ((org.dflib.jjava.kernel.JavaKernel)
                    org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel()).getJShell();

            static void keep() {
                SHELL.snippets().filter(one -> SHELL.status(one).isActive())
                        .forEach(one -> System.setProperty("cells.kept", one.id()));
            }

            static String all() {
                int kept = Integer.getInteger("cells.kept");
                java.util.List<jdk.jshell.Snippet> made = new java.util.ArrayList<>(SHELL.snippets()
                        .filter(one -> SHELL.status(one).isActive() && Integer.parseInt(one.id()) > kept)
                        .filter(one -> one instanceof jdk.jshell.PersistentSnippet)
                        .filter(one -> !one.source().contains("Forget.all"))
                        .toList());
                made.sort(java.util.Comparator.comparing(one -> switch (one.kind()) {
                    case VAR -> 0;
                    case METHOD -> 1;
                    case TYPE_DECL -> 2;
                    default -> 3;
                }));
                made.forEach(SHELL::drop);
                return "all";
            }
        }
    """

    def __init__(self, kernel: str, timeout: float = 120) -> None:
        self.kernel = kernel
        self.timeout = timeout
        self.stack = ExitStack()
        self.client: Any = None

    def __enter__(self) -> Session:
        manager = KernelManager(kernel_name=self.kernel)
        options = environment()
        # No cell is long enough for the better of Java's two compilers to pay.
        options["JDK_JAVA_OPTIONS"] += " -XX:TieredStopAtLevel=1"
        self.client = self.stack.enter_context(started(manager, env=options))
        self.run(self.FORGET)
        self.run("Forget.keep();")
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.close()

    def restart(self) -> None:
        self.__exit__()
        self.__enter__()

    def forget(self) -> bool:
        """Forgets all that was defined, and returns whether the kernel still runs cells."""
        return self.run("Forget.all();").value == "all"

    def run(self, code: str) -> Outcome:
        outcome = Outcome()

        def collect(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream" and content["name"] == "stdout":
                outcome.printed += content["text"]
            elif message["msg_type"] == "stream":
                outcome.warned += content["text"]
            elif message["msg_type"] == "execute_result":
                outcome.value = content["data"].get("text/plain", "")
            elif message["msg_type"] == "display_data":
                outcome.shown += content["data"].get("text/plain", "")
            elif message["msg_type"] == "error":
                outcome.error = COLOUR.sub("", "\n".join(content["traceback"]))

        try:
            reply = self.client.execute_interactive(code, timeout=self.timeout, output_hook=collect)
            outcome.status = reply["content"]["status"]
        except (TimeoutError, Empty):
            outcome.status = "no answer"
        return outcome

    def mistakes(self, example: Example) -> list[str]:
        """Runs an example, and returns what was not as expected."""
        found = []
        for cell in example.cells:
            outcome = self.run(cell.code)
            found += [f"{cell.code[:200]}\n  {mistake}" for mistake in cell.mistakes(outcome)]
        if not self.forget():
            found.append("the kernel does not run cells any more")
            self.restart()
        return found
