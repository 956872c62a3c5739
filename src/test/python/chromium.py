"""The Chromium of this machine, which the browser test drives. `python chromium.py` says where it is, or what to install."""

from __future__ import annotations

import os
import shutil
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


class ChromiumMissing(Exception):
    """Says what to install."""


def find() -> str:
    """Its path: what UNSPOOL_CHROMIUM names, or else the first that is there."""
    chosen = os.environ.get("UNSPOOL_CHROMIUM")
    for path in map(shutil.which, [chosen] if chosen else NAMES):
        if path:
            return path
    what = f"there is no program UNSPOOL_CHROMIUM={chosen}" if chosen else "Chromium is missing"
    install = "brew install --cask chromium" if sys.platform == "darwin" else "apt-get install chromium"
    raise ChromiumMissing(f"{what}; install it ({install}), or name yours: UNSPOOL_CHROMIUM=/path/to/chrome")


if __name__ == "__main__":
    try:
        print(find())
    except ChromiumMissing as missing:
        sys.exit(f"unspool: {missing}")
