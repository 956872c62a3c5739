"""What a long session leaves behind: of cells that no later cell can name, JShell keeps nothing, and an error still its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import environment, outputs, result, started
from jupyter_client import BlockingKernelClient, KernelManager

# How many snippets JShell has, and how many texts of classes.
KEPT = """
int[] kept() throws Exception {
    var shell = ((org.dflib.jjava.kernel.JavaKernel) org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel()).getJShell();
    var wraps = shell.getClass().getDeclaredField("outerMap");
    wraps.setAccessible(true);
    var texts = wraps.get(shell).getClass().getDeclaredField("classOuters");
    texts.setAccessible(true);
    return new int[] {(int) shell.snippets().count(), ((Map<?, ?>) texts.get(wraps.get(shell))).size()};
}
"""

CELLS = [
    "var again = List.of(#);",
    "int twice(int x) { return 2 * x + #; }\ntwice(#)",
    "record Pair(int x, int y) {}",
    "List.of(#)",
    "for (int i = 0; i < 2; i++) { again.get(0); }",
    "again.forEach(x -> {});",
    "String later; later = again.toString();",
    "new Object() { int v = #; }",
    "again",
]


@pytest.fixture(scope="module")
def kernel() -> Iterator[BlockingKernelClient]:
    with started(KernelManager(kernel_name="unspool"), env={**environment(), "UNSPOOL_KEPT_RESULTS": "2"}) as client:
        outputs(client, "var tasks = new ArrayList<Runnable>();")
        yield client


def test_jshell_keeps_nothing_of_cells_that_cannot_be_named(kernel: BlockingKernelClient) -> None:
    outputs(kernel, KEPT)
    counts = []
    for i in range(5):
        for cell in CELLS:
            assert [shown for shown in outputs(kernel, cell.replace("#", str(i))) if shown["type"] == "error"] == []
        counts.append(result(kernel, "Arrays.toString(kept())"))
    assert len(set(counts[2:])) == 1, counts


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("tasks.add(\n    () -> { throw new IllegalStateException(); })", 2),
        ("if (true) {\n    tasks.add(() -> {\n        throw new IllegalStateException();\n    });\n}", 3),
        ("tasks.add(new Runnable() {\n    public void run() {\n        throw new IllegalStateException();\n    }\n})", 3),
    ],
    ids=["result", "statement", "anonymous class"],
)
def test_error_in_a_cell_that_jshell_has_forgotten_has_its_line(
    kernel: BlockingKernelClient, code: str, line: int
) -> None:
    outputs(kernel, "tasks.clear();")
    outputs(kernel, code)
    for i in range(4):
        outputs(kernel, f"{i} + 1")
    _, of_code, of_call = outputs(kernel, "tasks.get(0).run();")[-1]["traceback"]
    assert re.fullmatch(rf"  cell \d+, line {line}:  .*throw new IllegalStateException.*", of_code)
    assert of_call == "  line 1:  tasks.get(0).run();"
