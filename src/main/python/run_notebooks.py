"""Runs notebooks in the installed kernel and writes their outputs: run_notebooks.py NOTEBOOK…

What is written depends on the cells alone: no times, and no versions of the JDK or of Jupyter.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

KERNELSPEC = {"display_name": "Java (Unspool)", "language": "java", "name": "unspool"}
LANGUAGE = {
    "codemirror_mode": "java",
    "file_extension": ".jshell",
    "mimetype": "text/x-java-source",
    "name": "Java",
    "pygments_lexer": "java",
}
CELL_METADATA_OF_A_SESSION = ("execution", "ExecuteTime", "scrolled", "trusted")


def run(path: Path) -> NotebookNode:
    """Returns the notebook with the outputs of a fresh kernel.

    Raises CellExecutionError where a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    NotebookClient(
        notebook,
        kernel_name=KERNELSPEC["name"],
        resources={"metadata": {"path": str(path.resolve().parent)}},
        timeout=None,
        record_timing=False,
        coalesce_streams=True,
        # Everything is in the notebook by then, and a JVM that is asked politely takes seconds to go.
        shutdown_kernel="immediate",
    ).execute()
    return normalised(notebook)


def normalised(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata = NotebookNode(
        kernelspec=NotebookNode(KERNELSPEC), language_info=NotebookNode(LANGUAGE)
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        for key in CELL_METADATA_OF_A_SESSION:
            cell.metadata.pop(key, None)
    return notebook


def text_of(notebook: NotebookNode) -> str:
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def main(names: list[str]) -> int:
    for path in map(Path, names):
        if not path.is_file():
            print(f"unspool: there is no notebook {path}", file=sys.stderr)
            return 1
        print(f"unspool: running {path}", flush=True)
        try:
            path.write_text(text_of(run(path)), encoding="utf-8")
        except CellExecutionError as error:
            print(
                f"unspool: {path} is left as it was, because a cell failed:\n{error}",
                file=sys.stderr,
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
