"""What notebooks and the gallery show needs no script and no style: GitHub and nbviewer strip both, and show the rest."""

from __future__ import annotations

import re
from pathlib import Path

import bleach
import nbformat
import pytest
from conftest import CHECKOUT
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from test_notebooks import code_cells, every_notebook, pictures, read

# Forms that any program shows, also of a notebook that it does not trust.
SHOWN_EVERYWHERE = {"text/plain", "text/html", "image/png", "text/latex"}
# A comparison also has bold and faded rows, and samples of its lines; all that these say is said in words too.
TAGS = {"table", "thead", "tbody", "tr", "th", "td", "p", "b", "img", "div"}
ATTRIBUTES = {"img": ["src", "width", "height", "alt"]}
PROTOCOLS = {"data", "https"}
PICTURE = 'src="data:image/png;base64,'
# Without them all is light, and says the same.
STYLE = re.compile(r' style="opacity:0.7"| class="unspool-picture"|<style>[^<]*</style>')
SHOWN = re.compile(r"<!-- shown: (\w[\w-]*) -->\n(.*?)<!-- end -->", re.DOTALL)
# Of a line, in a table of whatever ground.
SAMPLE = re.compile(r'<img class="unspool-picture" width="38"[^>]*>')
COLOUR_TYPE = 25
COLOURS_WITHOUT_ALPHA = {2, 3}


def outputs(path: Path) -> list[NotebookNode]:
    return [output for cell in code_cells(read(path)) for output in cell.outputs if "data" in output]


def html_everywhere() -> list[tuple[str, str]]:
    notebooks = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
    tables = [
        (f"{path.stem} {i}", output.data["text/html"])
        for path in notebooks
        for i, output in enumerate(outputs(path))
        if "text/html" in output.data
    ]
    gallery = (CHECKOUT / "docs/gallery.md").read_text(encoding="utf-8")
    return tables + [(name, shown) for name, shown in SHOWN.findall(gallery) if shown.startswith("<")]


def is_table(line: str) -> bool:
    """Below the head of a table in Markdown."""
    return bool(re.fullmatch(r"\|(-+:?\|)+", line))


@every_notebook
def test_outputs_have_a_form_that_is_shown_everywhere(path: Path) -> None:
    for output in outputs(path):
        assert set(output.data) <= SHOWN_EVERYWHERE
        # A place that was taken back is empty.
        assert output.data["text/plain"].strip() or set(output.data) == {"text/plain"}


@every_notebook
def test_pictures_are_opaque(path: Path) -> None:
    """So that their black words can be read on a dark page."""
    for output in outputs(path):
        html = SAMPLE.sub("", output.data.get("text/html", ""))
        for png in pictures({"data": {**output.data, "text/html": html}}):
            assert png[COLOUR_TYPE] in COLOURS_WITHOUT_ALPHA
            assert b"tRNS" not in png


@pytest.mark.parametrize("html", [pytest.param(html, id=name) for name, html in html_everywhere()])
def test_html_loses_nothing_without_scripts_and_styles(html: str) -> None:
    shown = STYLE.sub("", html)
    assert bleach.clean(shown, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True) == shown


@every_notebook
def test_nbconvert_shows_every_output(path: Path) -> None:
    notebook = read(path)
    page, _ = HTMLExporter(sanitize_html=True).from_notebook_node(nbformat.from_dict(notebook))
    shown = outputs(path)
    assert page.count(PICTURE) == sum(output.data.get("text/html", "").count(PICTURE) for output in shown)
    assert page.count(' alt="') >= page.count(PICTURE)
    written = sum(is_table(line) for cell in notebook.cells for line in cell.source.splitlines())
    tables = sum(output.data.get("text/html", "").count("<table>") for output in shown)
    assert page.count("<table>") == tables + written
    for output in shown:
        if set(output.data) == {"text/plain"}:
            assert output.data["text/plain"] in page
