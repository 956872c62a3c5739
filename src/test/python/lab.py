"""JupyterLab as a person sees it, in the words of that person: open, run_all, complete, stop."""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from conftest import CHECKOUT
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

# Long, since a machine may be busy with other things; nothing waits longer than it has to.
SECONDS = 100
expect.set_options(timeout=SECONDS * 1000)

SCREENSHOTS = CHECKOUT / "target/screenshots"
RAN = re.compile(r"\[\d+\]:")

# Fails if the picture cannot be read.
COLOURS = """async picture => {
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(picture, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    return new Set(new Uint32Array(pixels.buffer)).size;
}"""

# Of a screenshot, by its green.
GREYS = """async source => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(picture, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    const corner = pixels[4 * (2 * canvas.width + 2) + 1];
    let farthest = corner;
    for (let i = 1; i < pixels.length; i += 4)
        if (Math.abs(pixels[i] - corner) > Math.abs(farthest - corner)) farthest = pixels[i];
    return [corner, farthest];
}"""

# The class of our pictures, by which they follow the theme.
PICTURE = "unspool-picture"

# Pages overlap a little. At the end of a notebook stands the button for a new cell, and below it a blank page.
SCROLL = """(notebook, page) => {
    notebook.scrollTop = page * (notebook.clientHeight - 60);
    const button = notebook.querySelector(".jp-Notebook-footer");
    return button.getBoundingClientRect().top < notebook.getBoundingClientRect().bottom;
}"""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of `./unspool lab`, with settings of its own in the folder."""
    command = [str(CHECKOUT / "unspool"), "lab", "--no-browser", "--port=0"]
    command += [f"--LabApp.{kind}_dir={folder / kind}" for kind in ("user_settings", "workspaces")]
    runtime = Path(sys.prefix, "home/jupyter/runtime")
    with (folder / "server.log").open("w") as log:
        lab = subprocess.Popen(command, env={**os.environ, "HOME": str(folder)}, stdout=log, stderr=log)
    try:
        # The script becomes the server and so leaves it its id. This page is written after the facts.
        page = runtime / f"jpserver-{lab.pid}-open.html"
        deadline = time.monotonic() + SECONDS
        while not page.exists():
            assert lab.poll() is None and time.monotonic() < deadline, Path(log.name).read_text()
            time.sleep(0.1)
        facts = json.loads((runtime / f"jpserver-{lab.pid}.json").read_text())
        yield f"{facts['url']}lab/tree/{{path}}?reset&token={facts['token']}"
    finally:
        # It ends its kernels first.
        lab.terminate()
        lab.wait(SECONDS)


@contextmanager
def browser(chromium: str, folder: Path) -> Iterator[Browser]:
    """Chromium without a window, with its home in the folder."""
    with sync_playwright() as playwright:
        with playwright.chromium.launch(executable_path=chromium, env={**os.environ, "HOME": str(folder)}) as launched:
            yield launched


class Lab:
    """A notebook, open in a browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.locator(".jp-NotebookPanel")
        self.cells = self.panel.locator(".jp-CodeCell")
        self.prompts = self.cells.locator(".jp-InputArea-prompt")
        self.outputs = self.panel.locator(".jp-OutputArea-output")
        # Not the samples of lines in a table.
        self.pictures = self.outputs.locator(f"img.{PICTURE}:not(td img)")
        self.tables = self.outputs.locator("table")
        self.errors = self.panel.locator('[data-mime-type="application/vnd.jupyter.error"]')

    def open(self, address: str, notebook: Path) -> None:
        """Opens a notebook and waits until all its cells and the kernel are there."""
        cells = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
        self.page.goto(address.format(path=notebook.relative_to(CHECKOUT)))
        expect(self.cells).to_have_count(len(cells))
        self.ready()

    def ready(self) -> None:
        """Waits for the kernel. Before its first cell JJava may not have said that it is idle."""
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text(re.compile(r"\| (Idle|Unknown)"))

    def menu(self, bar: str, *labels: str) -> None:
        self.page.locator(".lm-MenuBar-itemLabel", has_text=exactly(bar)).click()
        for label in labels:
            self.page.locator(".lm-Menu-itemLabel", has_text=exactly(label)).click()

    def theme(self, name: str) -> None:
        """Light or Dark."""
        self.menu("Settings", "Theme", f"JupyterLab {name}")
        expect(self.page.locator("body")).to_have_attribute("data-jp-theme-name", f"JupyterLab {name}")
        # It fades in and out over the page.
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)

    def run_all(self) -> None:
        self.menu("Run", "Run All Cells")

    def run_to(self, cell: Locator) -> None:
        """Runs the cells above, then this one."""
        self.prompt_of(cell).click()
        self.menu("Run", "Run All Above Selected Cell")
        self.prompt_of(cell).click()
        # A key goes to whatever has the focus, and a menu that closes may still have it.
        self.menu("Run", "Run Selected Cell and Do not Advance")

    def run_below(self, cell: Locator) -> None:
        """Runs what follows the cell."""
        self.prompt_of(cell).click()
        self.page.keyboard.press("ArrowDown")
        self.menu("Run", "Run Selected Cell and All Below")

    def stop(self) -> None:
        self.panel.locator('[data-jp-item-name="interrupt"]').click()

    def restart(self) -> None:
        """Starts the kernel anew, with no outputs left."""
        self.menu("Kernel", "Restart Kernel and Clear Outputs of All Cells…")
        self.page.locator(".jp-Dialog button", has_text="Restart").click()
        expect(self.outputs).to_have_count(0)
        self.ready()

    def prompt_of(self, cell: Locator) -> Locator:
        return cell.locator(".jp-InputArea-prompt")

    def outputs_of(self, cell: Locator) -> Locator:
        return cell.locator(".jp-OutputArea-output")

    def colours_of_pictures(self) -> list[int]:
        return [picture.evaluate(COLOURS) for picture in self.pictures.all()]

    def greys_of(self, picture: Locator) -> tuple[int, int]:
        """What a person sees of it: the grey of a corner, and the grey that is farthest from that."""
        png = base64.b64encode(picture.screenshot()).decode()
        return tuple(self.page.evaluate(GREYS, f"data:image/png;base64,{png}"))

    def type(self, code: str) -> Locator:
        """Types into a new cell at the end, and returns that cell."""
        count = self.cells.count()
        self.panel.locator(".jp-Notebook-footer").click()
        expect(self.cells).to_have_count(count + 1)
        editor = self.cells.last.locator(".cm-content")
        editor.click()
        editor.type(code)
        expect(editor).to_have_text(code)
        return self.cells.last

    def run(self, code: str) -> Locator:
        """A new cell that has run this code."""
        cell = self.type(code)
        self.page.keyboard.press("Control+Enter")
        expect(self.prompt_of(cell)).to_have_text(RAN)
        return cell

    def complete(self, code: str) -> Locator:
        """What Tab offers after this code."""
        cell = self.type(code)
        expect(cell.locator(".jp-mod-completer-enabled")).to_have_count(1)
        self.page.keyboard.press("Tab")
        return self.page.locator(".jp-Completer-match")

    def inspect(self, before: str, after: str) -> Locator:
        """What Shift-Tab shows when the cursor is between the two."""
        self.type(before + after)
        for _ in after:
            self.page.keyboard.press("ArrowLeft")
        self.page.keyboard.press("Shift+Tab")
        return self.page.locator(".jp-Tooltip")

    def close(self) -> None:
        """Leaves no kernel behind."""
        self.menu("Kernel", "Shut Down Kernel")
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("No Kernel")
        self.page.close()

    def screenshots(self, name: str) -> None:
        """Keeps how the notebook looks, page by page, in target/screenshots."""
        for page in itertools.count():
            at_end = self.panel.locator(".jp-WindowedPanel-outer").evaluate(SCROLL, page)
            self.screenshot(f"{name}-{page + 1}")
            if at_end:
                return

    def screenshot(self, name: str) -> None:
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


def exactly(text: str) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(text)}$")
