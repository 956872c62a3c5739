"""The pages' links lead somewhere, and the tests that they name exist."""

import re
from pathlib import Path

import pytest
import tutorial_pictures

ROOT = Path(__file__).parents[3]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("datasets/*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)\s]*)?(?:\s+\"([^\"]*)\")?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page):
    broken = [target for target, _ in LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()]
    assert not broken


def test_pages_name_methods_that_exist():
    sources = {path.stem: path.read_text("utf-8") for path in ROOT.glob("src/*/java/**/*.java")}
    named = [
        (page.name, owner, member)
        for page in PAGES
        if page.name != "features.md"  # It names methods of PyTorch and Keras too.
        for owner, member in re.findall(r"`([A-Z]\w+)\.([a-z]\w+)[`(]", page.read_text("utf-8"))
        if owner in sources
    ]
    assert len(named) > 50
    assert not [name for name in named if not re.search(rf"\b{name[2]}\b", sources[name[1]])]


def test_features_name_tests_that_exist():
    page = ROOT / "docs" / "features.md"
    named = [(target, title) for target, title in LINK.findall(page.read_text("utf-8")) if title]
    missing = [f"{target} {title}" for target, title in named if title not in (page.parent / target).read_text("utf-8")]
    assert len(named) > 50
    assert not missing
    assert "TODO" not in page.read_text("utf-8")


def test_gallery_names_every_view():
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    lines = []
    for views in ("Views", "Comparisons"):
        source = (ROOT / f"src/main/java/io/github/unspool/view/{views}.java").read_text("utf-8")
        # Each public method with its first parameter, such as chart(history.
        named = re.findall(r"public static .*?(\w+)\(\s*[^()]*?[\w>] (\w+)[,)]", source)
        lines += [f"{views}.{method}({first}" for method, first in named]
    assert len(lines) > 50
    assert not [line for line in lines if line not in page]


def test_gallery_shows_every_block_and_its_pictures_are_small():
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    shown = re.findall(r"<!-- shown: (\S+) -->\n(.*?)<!-- end -->", page, re.DOTALL)
    assert len(shown) > 30
    assert not [name for name, output in shown if not output.strip()]
    pictures = {ROOT / "docs" / source for source in re.findall(r'<img [^>]*src="([^"]+)"', page)}
    assert pictures == set((ROOT / "docs/images/gallery").iterdir())
    assert max(picture.stat().st_size for picture in pictures) <= 75_000


@pytest.mark.parametrize("name", tutorial_pictures.PICTURES)
def test_picture_of_a_tutorial_is_from_its_notebook(name):
    committed = (tutorial_pictures.FOLDER / f"{name}.png").read_bytes()
    assert committed == tutorial_pictures.picture(name), "run src/tools/notebooks/tutorial_pictures.py"
    assert len(committed) <= 60_000
    assert f"docs/images/tutorials/{name}.png" in (ROOT / "README.md").read_text("utf-8")


def test_readme_shows_what_the_notebooks_show():
    text = (ROOT / "README.md").read_text("utf-8")
    assert text == tutorial_pictures.readme(text), "run src/tools/notebooks/tutorial_pictures.py"
    assert "<td>GRU</td>" in text


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")]), ids=lambda page: page.stem)
def test_pictures_say_what_they_show(page):
    text = page.read_text("utf-8")
    assert not re.findall(r'<img (?![^>]*\balt="[^"])[^>]*>', text)
    assert "![](" not in text


def test_readme_and_tutorials_page_name_every_notebook():
    names = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    for page in ("README.md", "docs/tutorials.md"):
        text = (ROOT / page).read_text("utf-8")
        assert not [name for name in names if f"notebooks/{name}.ipynb" not in text]
