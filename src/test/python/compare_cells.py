"""Runs the examples of cells.txt in our kernel, in plain JJava and in jshell, and prints what became of them as Markdown.

    .venv/bin/python src/test/python/compare_cells.py [WORDS OF A TITLE]
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cells

RIGHT, REFUSED, WRONG, DEAD = "right", "refused", "wrong", "dead"
MEANINGS = {
    RIGHT: "as it has to be",
    REFUSED: "refused with a sentence, though it has to run",
    WRONG: "without a sentence: another value or output, or an error that is ok",
    DEAD: "the session runs nothing any more",
}


class JShell(cells.Session):
    """JShell as the JDK's tool drives it, in a process of its own."""

    def __enter__(self) -> JShell:
        java = cells.java_home() / "bin"
        classes = self.stack.enter_context(tempfile.TemporaryDirectory())
        source = Path(__file__).with_name("JShellCells.java")
        subprocess.run([java / "javac", "-d", classes, source], check=True)
        self.process = self.stack.enter_context(
            subprocess.Popen(
                [java / "java", "-cp", classes, "JShellCells"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="ascii",
            )
        )
        self.stack.callback(self.process.kill)
        return self

    def run(self, code: str) -> cells.Outcome:
        self._send("." + base64.b64encode(code.encode()).decode())
        answer = self.process.stdout.readline().split()
        status, value, printed, warned, error = (base64.b64decode(part[1:]).decode() for part in answer)
        return cells.Outcome(status, value, printed, warned, error=error)

    def forget(self) -> bool:
        self._send("")
        return True

    def _send(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


def verdict(session: cells.Session, example: cells.Example) -> str:
    """What became of an example, where any sentence will do for an error."""
    found = RIGHT
    for cell in example.cells:
        outcome = session.run(cell.code)
        sentence = (outcome.error + outcome.warned).strip()
        if "error" in cell.expected and sentence:
            continue
        if "warns" not in cell.expected:
            outcome.warned = ""
        if cell.mistakes(outcome):
            found = REFUSED if sentence else WRONG
            break
    if not session.forget():
        session.restart()
        return DEAD
    return found


def table(examples: list[cells.Example], verdicts: dict[str, list[str]]) -> list[str]:
    head = ["| | " + " | ".join(verdicts) + " |", "|---|" + "---|" * len(verdicts)]
    lines = [f"{len(examples)} examples on JDK {cells.jdk()}.", "", *head]
    for word, meaning in MEANINGS.items():
        lines.append(row(f"{word}: {meaning}", [str(Counter(column)[word]) for column in verdicts.values()]))
    lines += ["", "Of each section, how many are right:", "", *head]
    sections = [example.title.partition(": ")[0] for example in examples]
    for section in dict.fromkeys(sections):
        right = [sum(pair == (section, RIGHT) for pair in zip(sections, column)) for column in verdicts.values()]
        lines.append(row(f"{section} ({sections.count(section)})", [str(count) for count in right]))
    lines += ["", "Those that are not right in every kernel:", "", *head]
    for example, found in zip(examples, zip(*verdicts.values())):
        if set(found) != {RIGHT}:
            lines.append(row(example.title, ["" if one == RIGHT else one for one in found]))
    return lines


def row(title: str, texts: list[str]) -> str:
    return f"| {title} | " + " | ".join(texts) + " |"


def main(words: str = "") -> None:
    examples = [example for example in cells.read() if words in example.title]
    sessions = {"Unspool": cells.Session("unspool"), "JJava": cells.Session("java"), "jshell": JShell("jshell")}
    verdicts: dict[str, list[str]] = {}
    for name, session in sessions.items():
        with session:
            verdicts[name] = [verdict(session, example) for example in examples]
    print("\n".join(table(examples, verdicts)))


if __name__ == "__main__":
    main(*sys.argv[1:])
