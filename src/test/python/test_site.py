"""The site has a page for each notebook, with what the notebook shows, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import make_site
import nbformat
import pytest
from conftest import CHECKOUT

PICTURE = 'src="data:image/png;base64,'
NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def site() -> Path:
    """Where the command puts it, since links lead from there to files of the repository."""
    folder = CHECKOUT / "target" / "site"
    make_site.make(folder, NOTEBOOKS)
    return folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_page_shows_what_the_notebook_shows(path: Path, site: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    page = (site / f"{path.stem}.html").read_text("utf-8")
    shown = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    assert page.count(PICTURE) == sum(data.get("text/html", "").count(PICTURE) for data in shown)
    assert not re.findall(r'<img (?![^>]*\balt="[^"])[^>]*>', page)
    title = cells[0].source.partition("\n")[0].lstrip("# ")
    assert f"<title>{title}</title>" in page
    assert title in (site / "index.html").read_text("utf-8")


def test_links_lead_somewhere(site: Path) -> None:
    broken, found = [], 0
    for page in [site / "index.html", *(site / f"{path.stem}.html" for path in NOTEBOOKS)]:
        for target in re.findall(r'<a href="(?![a-z]+:|#)([^"#]+)', page.read_text("utf-8")):
            found += 1
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert found > len(NOTEBOOKS)
    assert not broken
