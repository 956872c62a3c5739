"""Takes what the README shows from the outputs of the notebooks: pictures, what they show in words, and a leaderboard.

Usage: tutorial_pictures.py

Writes docs/images/tutorials and the marked parts of README.md. Nothing is run or drawn.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs/images/tutorials"
README = ROOT / "README.md"

# Which picture of which notebook, counted from 1.
PICTURES = {
    "01-the-loop": ("01-the-loop", 3),
    "02-bptt-by-hand": ("02-bptt-by-hand", 2),
    "03-why-gradients-vanish": ("03-why-gradients-vanish", 2),
    "04-a-book": ("04-a-book", 4),
    "05-forecasting": ("05-forecasting", 1),
    "06-surnames": ("06-surnames", 2),
    "07-letters-and-sounds": ("07-letters-and-sounds", 3),
    "08-comparing-fairly": ("08-comparing-fairly", 3),
    "09-from-notebook-to-program": ("09-from-notebook-to-program", 1),
    "10-from-keras-or-pytorch": ("10-from-keras-or-pytorch", 1),
    "11-invent-a-recurrence": ("11-invent-a-recurrence", 1),
    "12-how-is-a-word-pronounced": ("12-how-is-a-word-pronounced", 2),
    "13-from-strokes-to-text": ("13-from-strokes-to-text", 3),
    "surprise": ("04-a-book", 3),
    "triangle": ("03-why-gradients-vanish", 3),
}
# Of what a picture shows, in characters.
LONGEST = 240
LEADERBOARD = ("08-comparing-fairly", 1)

# Not a sample of a line in a table.
PICTURE = re.compile(r'<img class="unspool-picture" width="\d{3,4}" alt="([^"]*)" src="data:image/png;base64,([^"]+)">')
SAMPLE = re.compile(r"<td><img [^>]*></td>|<th>curve</th>")
SHOWN = re.compile(r"(<!-- leaderboard -->\n).*?(<!-- end -->)", re.DOTALL)


def html(name: str) -> list[str]:
    notebook = nbformat.read(ROOT / f"notebooks/{name}.ipynb", as_version=4)
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return [data["text/html"] for data in shown if "text/html" in data]


def chosen(name: str) -> tuple[str, bytes]:
    """What a picture shows, in words, and its PNG."""
    notebook, number = PICTURES[name]
    words, png = [picture for page in html(notebook) for picture in PICTURE.findall(page)][number - 1]
    return words, base64.b64decode(png)


def picture(name: str) -> bytes:
    return chosen(name)[1]


def leaderboard() -> str:
    """The table of a comparison and the sentence below it, without pictures."""
    notebook, number = LEADERBOARD
    page = [page for page in html(notebook) if "<th>rank</th>" in page][number - 1]
    without_style = re.sub(r"<style>.*?</style>", "", page)
    return PICTURE.sub("", SAMPLE.sub("", without_style)).replace(' style="opacity:0.7"', "").strip() + "\n"


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def readme(text: str) -> str:
    """The README with what the pictures show, and with the leaderboard."""
    for name in PICTURES:
        alt = shortened(chosen(name)[0].replace("|", "∣"))
        text = re.sub(rf'(<img src="docs/images/tutorials/{name}\.png"[^>]* alt=")[^"]*', lambda m: m.group(1) + alt, text)
    return SHOWN.sub(lambda m: m.group(1) + leaderboard() + m.group(2), text)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        (FOLDER / f"{name}.png").write_bytes(picture(name))
    README.write_text(readme(README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
