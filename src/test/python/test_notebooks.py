"""Every committed notebook runs, and shows what was committed.

The committed outputs come from `./unspool run`; so do the ones they are compared with here.
"""

from __future__ import annotations

import base64
import re
import shutil
import warnings
from pathlib import Path

import nbformat
import pytest
import run_notebooks
from conftest import CHECKOUT, png_size
from nbformat import NotebookNode

NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))

# What would differ in the next run or on the next machine.
FLEETING = {
    "a time": re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d"),
    "a path of this machine": re.compile(
        r"(?<!\w)/(?:home|Users|root|tmp|var|opt)/\w+"
    ),
    "an object's hash": re.compile(r"\w@[0-9a-f]{6,8}\b"),
    "a UUID": re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"),
}

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


EMBEDDED = re.compile(r"data:image/png;base64,([\w+/=]+)")
LONGEST_LINE = 100


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(output: NotebookNode) -> dict[str, str]:
    """What of an output has to be the same in every run."""
    if output.output_type == "stream":
        return {output.name: output.text}
    return {
        mime: EMBEDDED.sub("PNG", text)
        for mime, text in output.data.items()
        if mime in ("text/plain", "text/html", "text/markdown")
    }


def pictures(output: NotebookNode) -> list[bytes]:
    """Those within HTML, and the one that is shown instead where there is no HTML."""
    data = output.get("data", {})
    embedded = EMBEDDED.findall(data.get("text/html", ""))
    return [base64.b64decode(png) for png in [*embedded, *filter(None, [data.get("image/png")])]]


def test_there_are_notebooks() -> None:
    assert "01-the-loop" in [path.stem for path in NOTEBOOKS]


@every_notebook
def test_notebook_is_as_unspool_run_writes_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == run_notebooks.text_of(
        run_notebooks.normalised(read(path))
    )


@every_notebook
def test_notebook_is_small_enough_for_a_repository(path: Path) -> None:
    assert path.stat().st_size <= 300_000


@every_notebook
def test_lines_of_code_fit_on_a_page(path: Path) -> None:
    lines = [line for cell in code_cells(read(path)) for line in cell.source.splitlines()]
    assert not [line for line in lines if len(line) > LONGEST_LINE]


@every_notebook
def test_pictures_say_what_they_show(path: Path) -> None:
    for cell in code_cells(read(path)):
        for output in cell.outputs:
            data = output.get("data", {})
            for image in re.findall("<img [^>]*>", data.get("text/html", "")):
                assert re.search(r' alt="[^"]{8,}"', image), image[:100]
            if "image/png" in data:
                assert len(output.metadata["image/png"]["alt"]) > 20
                assert "<img " in data["text/html"]


@every_notebook
def test_outputs_are_small(path: Path) -> None:
    for cell in code_cells(read(path)):
        for output in cell.outputs:
            assert sum(len(str(content)) for content in output.get("data", {}).values()) < 105_000, cell.source


@every_notebook
def test_committed_outputs_are_complete_and_lasting(path: Path) -> None:
    cells = code_cells(read(path))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error", output.evalue
            assert output.get("name") != "stderr", output.text
            for text in texts(output).values():
                for what, pattern in FLEETING.items():
                    found = pattern.search(text)
                    assert not found, f"{what} in an output: {found.group()}"


@every_notebook
def test_run_shows_what_was_committed(path: Path, tmp_path: Path) -> None:
    committed = read(path)
    # In an empty folder, because a notebook brings all it needs.
    run = run_notebooks.run(Path(shutil.copy(path, tmp_path)))
    for cell, cell_now in zip(code_cells(committed), code_cells(run)):
        assert cell_now.execution_count == cell.execution_count
        kinds = [output.output_type for output in cell.outputs]
        assert [output.output_type for output in cell_now.outputs] == kinds, cell.source
        for output, output_now in zip(cell.outputs, cell_now.outputs):
            assert texts(output_now) == texts(output), cell.source
            assert_same_pictures(pictures(output), pictures(output_now), cell.source)


def assert_same_pictures(
    committed: list[bytes], now: list[bytes], source: str
) -> None:
    """Their sizes are the same; their pixels need not be.

    A chart's letters come from the fonts of the machine and their edges from its FreeType,
    so another machine draws the same chart with other pixels. What the chart shows is
    compared as numbers elsewhere: in the table beside it and in the tests of the views.
    """
    assert len(now) == len(committed), source
    for picture, picture_now in zip(committed, now):
        assert png_size(picture_now) == png_size(picture), source
        if picture_now != picture:
            warnings.warn(f"other pixels than committed: {source!r}", stacklevel=2)
