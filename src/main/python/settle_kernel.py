"""Settles the installed kernel into this private environment: settle_kernel.py /path/to/java

The wheel's kernel.json takes java from the PATH and lets it write where it likes. Here it
starts the Java that `./unspool` has checked, and what Java and fontconfig cache in a home
folder goes to .venv/home.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def settle(java: str, environment: Path) -> None:
    home = environment / "home"
    home.mkdir(exist_ok=True)
    # %maven goes on using the user's own repository and settings.
    maven = home / ".m2"
    if not maven.is_symlink():
        maven.symlink_to(Path.home() / ".m2")

    kernel_json = environment / "share/jupyter/kernels/unspool/kernel.json"
    spec = json.loads(kernel_json.read_text())
    spec["argv"][:1] = [java, f"-Duser.home={home}"]
    spec["env"] = {"XDG_CACHE_HOME": str(home / ".cache")}
    kernel_json.write_text(json.dumps(spec, indent=2) + "\n")


if __name__ == "__main__":
    settle(sys.argv[1], Path(sys.prefix))
