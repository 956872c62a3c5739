"""Runs notebooks in the installed kernel and writes their outputs.

Usage: run_notebooks.py NOTEBOOK…

What is written depends on the cells alone: no times, no versions of the JDK or of Jupyter.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
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
    client = NotebookClient(
        notebook,
        kernel_name=KERNELSPEC["name"],
        resources={"metadata": {"path": str(path.resolve().parent)}},
        timeout=None,
        record_timing=False,
        coalesce_streams=True,
        # Everything is in the notebook by then; asked politely, a JVM takes a while.
        shutdown_kernel="immediate",
    )
    # The kernel's log is worth reading only when the kernel has died.
    with tempfile.TemporaryFile("w+") as log:
        try:
            client.execute(stderr=log)
        except DeadKernelError:
            log.seek(0)
            sys.stderr.write(log.read())
            raise
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


def save(path: Path, text: str) -> None:
    """Replaces a file as a whole, so that a process that is killed leaves the old one."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="utf-8") as file:
            shutil.copymode(target, beside)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def main(names: list[str]) -> int:
    for path in map(Path, names):
        if not path.is_file():
            print(f"unspool: the notebook {path} does not exist", file=sys.stderr)
            return 1
        print(f"unspool: running {path}", flush=True)
        try:
            save(path, text_of(run(path)))
        except (CellExecutionError, DeadKernelError) as error:
            print(error, file=sys.stderr)
            # JJava's stack trace does not begin with what it is the trace of.
            what = getattr(error, "evalue", "the kernel died")
            print(f"unspool: {path} is unchanged: {what}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
