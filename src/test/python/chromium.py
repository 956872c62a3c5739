"""The Chromium of this machine, which the tests drive; run as a script, whether there is one."""

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


def find() -> str | None:
    """Where it is: what UNSPOOL_CHROMIUM names, or else the first of the names that is there."""
    chosen = os.environ.get("UNSPOOL_CHROMIUM")
    return next(filter(None, map(shutil.which, [chosen] if chosen else NAMES)), None)


def what_to_install() -> str:
    chosen = os.environ.get("UNSPOOL_CHROMIUM")
    missing = f"there is no program UNSPOOL_CHROMIUM={chosen}" if chosen else "Chromium is missing"
    install = "brew install --cask chromium" if sys.platform == "darwin" else "apt-get install chromium"
    return f"{missing}; install it with: {install}, or name yours: UNSPOOL_CHROMIUM=/path/to/chrome"


if __name__ == "__main__":
    sys.exit(find() is None)
