"""Takes a picture for the README from the outputs of each notebook.

Usage: tutorial_pictures.py

Writes docs/images/tutorials. Nothing is run or drawn.
"""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs/images/tutorials"

# Which picture of the notebook, counted from 1.
PICTURES = {
    "01-the-loop": 3,
    "02-bptt-by-hand": 2,
    "03-why-gradients-vanish": 2,
    "04-a-book": 4,
    "05-forecasting": 1,
    "06-surnames": 2,
    "07-letters-and-sounds": 3,
    "08-comparing-fairly": 1,
    "09-from-notebook-to-program": 1,
    "10-from-keras-or-pytorch": 1,
    "11-invent-a-recurrence": 1,
}


def picture(name: str) -> bytes:
    """The PNG that represents a notebook."""
    notebook = nbformat.read(ROOT / f"notebooks/{name}.ipynb", as_version=4)
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    pngs = [data["image/png"] for data in shown if "image/png" in data]
    return base64.b64decode(pngs[PICTURES[name] - 1])


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        (FOLDER / f"{name}.png").write_bytes(picture(name))


if __name__ == "__main__":
    main()
