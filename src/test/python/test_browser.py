"""The tutorials as a person sees them: in JupyterLab, in a browser.

How they look, in the light and the dark theme, is kept in target/screenshots.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import lab
import nbformat
import pytest
from conftest import CHECKOUT
from lab import RAN, Lab
from playwright.sync_api import Browser, expect


TUTORIALS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
# Of the size of a chart, not a sample of a line in a table.
PICTURE = re.compile(r'<img class="unspool-picture" width="\d{3}')
# On a machine that does much else.
LONGEST_TUTORIAL_MILLIS = 300_000
FEWEST_COLOURS = 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.what_to_install(), pytrace=False)
    shutil.rmtree(lab.SCREENSHOTS, ignore_errors=True)
    with lab.browser(path, folder) as browser:
        yield browser


@pytest.fixture(autouse=True)
def picture_of_a_failure(request: pytest.FixtureRequest, browser: Browser) -> Iterator[None]:
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed > failed:
        pages = [page for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages, start=1):
            page.screenshot(path=lab.SCREENSHOTS / f"failed-{request.node.name}-{number}.png")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with lab.server(folder) as address:
        yield address


@pytest.fixture(scope="module")
def tutorial(browser: Browser, address: str, folder: Path) -> Callable[[str], Lab]:
    """Opens a copy without outputs, so that all one sees comes from this kernel."""

    def open(name: str) -> Lab:
        notebook = nbformat.read(committed(name), as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        copy = folder / "tutorials" / f"{name}.ipynb"
        copy.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, copy)
        opened = Lab(browser.new_page(viewport={"width": 1400, "height": 1000}))
        opened.open(address, copy)
        return opened

    return open


@pytest.fixture(scope="module")
def loop(tutorial: Callable[[str], Lab]) -> Lab:
    return tutorial("01-the-loop")


def committed(name: str) -> Path:
    return CHECKOUT / f"notebooks/{name}.ipynb"


def sees_what_was_committed(notebook: Lab, name: str) -> None:
    """As many pictures, none of them blank, and as many tables."""
    cells = nbformat.read(committed(name), as_version=4).cells
    shown = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    pictures = sum(len(PICTURE.findall(data.get("text/html", ""))) for data in shown)
    tables = sum(data.get("text/html", "").count("<table") for data in shown)
    assert pictures > 0
    expect(notebook.pictures).to_have_count(pictures)
    expect(notebook.tables).to_have_count(tables)
    # A blank picture has one colour, a line in a frame has few; letters have more at their edges.
    assert min(notebook.colours_of_pictures()) > FEWEST_COLOURS


def follows_the_theme(notebook: Lab) -> None:
    """The ground of each picture is that of its cell, in both themes, and letters stand out from it."""
    for theme, ground in (("Light", 255), ("Dark", 17)):
        notebook.theme(theme)
        for picture in notebook.pictures.all():
            picture.scroll_into_view_if_needed()
            corner, farthest = notebook.greys_of(picture)
            assert abs(corner - ground) <= 1, picture.get_attribute("alt")
            assert abs(farthest - ground) > 200, picture.get_attribute("alt")
            assert len(picture.get_attribute("alt")) > 20


def keep_screenshots(notebook: Lab, name: str) -> None:
    for theme in ("Light", "Dark"):
        notebook.theme(theme)
        notebook.screenshots(f"{name}-{theme.lower()}")


def test_first_tutorial_runs_from_top_to_bottom(loop: Lab) -> None:
    loop.run_all()
    expect(loop.prompts).to_have_text([RAN] * loop.cells.count())
    expect(loop.errors).to_have_count(0)
    sees_what_was_committed(loop, "01-the-loop")
    keep_screenshots(loop, "01-the-loop")
    follows_the_theme(loop)
    loop.theme("Light")


def test_restarted_kernel_runs_it_again(loop: Lab) -> None:
    loop.restart()
    loop.run_all()
    # A new kernel counts from one.
    expect(loop.prompts).to_have_text([f"[{n + 1}]:" for n in range(loop.cells.count())])
    expect(loop.errors).to_have_count(0)
    sees_what_was_committed(loop, "01-the-loop")


def test_tab_offers_the_cells_of_a_layer(loop: Lab) -> None:
    offered = loop.complete("Rnn.builder().hidden(4).")
    for cell in ("tanh", "relu", "gru", "lstm", "cell"):
        expect(offered.filter(has_text=cell)).not_to_have_count(0)
    loop.screenshot("tab")


def test_shift_tab_tells_what_a_method_is_for(loop: Lab) -> None:
    expect(loop.inspect("Rnn.builder().hidden", "(4)")).to_contain_text("Rnn.hidden(int units)")
    loop.screenshot("shift-tab")


def test_stopped_training_leaves_a_model_for_the_rest_of_the_book(tutorial: Callable[[str], Lab]) -> None:
    book = tutorial("04-a-book")
    training = book.cells.filter(has_text="rnn.train(")
    book.run_to(training)
    # A chart needs an epoch at least.
    expect(book.outputs_of(training).filter(has_text=re.compile("epoch [2-9] of"))).to_have_count(1)
    book.screenshot("04-a-book-training")

    book.stop()
    # To its end it would take half a minute, on an idle machine.
    expect(book.prompt_of(training)).to_have_text(RAN, timeout=10_000)
    expect(book.outputs_of(book.run("model.history().ending()"))).to_have_text("STOPPED")

    book.run_below(training)
    expect(book.prompts).to_have_text([RAN] * book.cells.count())
    sees_what_was_committed(book, "04-a-book")
    keep_screenshots(book, "04-a-book")


@pytest.mark.parametrize("name", [path.stem for path in TUTORIALS if path.stem not in {"01-the-loop", "04-a-book"}])
def test_tutorial_runs_from_top_to_bottom(tutorial: Callable[[str], Lab], name: str) -> None:
    notebook = tutorial(name)
    notebook.run_all()
    expect(notebook.prompts).to_have_text([RAN] * notebook.cells.count(), timeout=LONGEST_TUTORIAL_MILLIS)
    expect(notebook.errors).to_have_count(0)
    sees_what_was_committed(notebook, name)
    keep_screenshots(notebook, name)
    notebook.close()


def test_chromium_is_the_one_of_the_users_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "my browser"
    mine.touch(0o755)
    monkeypatch.setenv("UNSPOOL_CHROMIUM", str(mine))
    assert chromium.find() == str(mine)
    mine.unlink()
    assert chromium.find() is None
    assert chromium.what_to_install().startswith(f"there is no program UNSPOOL_CHROMIUM={mine}; install it with: ")


def test_chromium_has_several_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNSPOOL_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "NAMES", [name for name in chromium.NAMES if "/" not in name])
    assert chromium.find() is None
    assert chromium.what_to_install().startswith("Chromium is missing; install it with: ")
    (tmp_path / "google-chrome").touch(0o755)
    assert chromium.find() == str(tmp_path / "google-chrome")
