"""Every example of cells.txt, in one kernel."""

from __future__ import annotations

from collections.abc import Iterator

import cells
import pytest


@pytest.fixture(scope="module")
def session() -> Iterator[cells.Session]:
    with cells.Session("unspool") as session:
        yield session


@pytest.mark.parametrize("example", cells.read(), ids=lambda example: example.title)
def test_cells(session: cells.Session, example: cells.Example) -> None:
    assert session.mistakes(example) == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("1 + 1\n--- value 3", "value should be '3' and is '2'"),
        ("1 + 1\n--- nothing", "value should be '' and is '2'"),
        ("int n = 1;\n--- prints 1", "prints should be '1' and is ''"),
        ("int n = 1;\n--- error n", "is ok"),
        ("int n = m;\n--- nothing", "failed: "),
        ("int n = m;\n--- error no such word", "the error does not say 'no such word'"),
    ],
)
def test_mistake_is_found(session: cells.Session, text: str, mistake: str) -> None:
    (example,) = cells.parse(f"==== A\n\n=== b\n{text}\n")
    (found,) = session.mistakes(example)
    assert mistake in found


def test_kernel_that_says_ok_and_runs_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = cells.Session("none")
    monkeypatch.setattr(idle, "run", lambda code: cells.Outcome())
    monkeypatch.setattr(idle, "restart", lambda: None)
    (example,) = cells.parse("==== A\n\n=== b\n// c\n--- nothing\n")
    assert idle.mistakes(example) == ["the kernel does not run cells any more"]
