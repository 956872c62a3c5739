"""Renders notebooks with their outputs as pages that need no Jupyter, and an index of them.

Usage: make_site.py FOLDER NOTEBOOK…

Nothing is run. A page links to the other pages, and to files of the repository where they are. Formulas are drawn by
MathJax, which a page loads from the network.
"""

from __future__ import annotations

import html
import os
import re
import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbformat import NotebookNode

LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s]+)")
INDEX = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Unspool: notebooks</title>
<style>
  body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 3em auto; padding: 0 1em; color-scheme: light dark; }}
  li {{ margin-bottom: 1em; }}
</style>
<h1>Unspool: notebooks</h1>
<ul>
{items}
</ul>
</html>
"""


def beginning(notebook: NotebookNode) -> tuple[str, str]:
    """The title, and the first paragraph: the question."""
    blocks = notebook.cells[0].source.split("\n\n")
    return blocks[0].lstrip("# "), re.sub(r"[*`]", "", blocks[1]).replace("\n", " ")


def lead_from(folder: Path, path: Path, notebook: NotebookNode) -> None:
    """Rewrites the links of a notebook's text for the folder: to the page of a notebook, or to a file."""

    def lead(match: re.Match[str]) -> str:
        target = path.parent / match.group(1)
        if target.suffix == ".ipynb":
            return f"]({target.stem}.html"
        return "](" + Path(os.path.relpath(target, folder)).as_posix()

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(lead, cell.source)


def make(folder: Path, paths: list[Path]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    exporter = HTMLExporter()
    items = []
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        title, question = beginning(notebook)
        lead_from(folder, path, notebook)
        page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": title}})
        (folder / f"{path.stem}.html").write_text(page, encoding="utf-8")
        items.append(f'<li><a href="{path.stem}.html">{html.escape(title)}</a><br>{html.escape(question)}')
    (folder / "index.html").write_text(INDEX.format(items="\n".join(items)), encoding="utf-8")


def main(names: list[str]) -> int:
    folder = Path(names[0])
    make(folder, [Path(name) for name in names[1:]])
    print(f"unspool: {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
