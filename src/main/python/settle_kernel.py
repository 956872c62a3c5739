"""Settles the installed kernel into this private environment: settle_kernel.py /path/to/java

The wheel's kernel.json takes java from the PATH and lets it write where it likes. Here it
starts the Java that `./unspool` has checked, and what Java and fontconfig cache in a home
folder goes to .venv/home. Then the kernel runs once and leaves the classes that it used in
an archive, from which Java starts faster.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from jupyter_client import KernelManager

# What most notebooks do first, so that its classes are in the archive.
FIRST_CELLS = """
1 + 1
var rnn = Rnn.builder().hidden(4).gru().epochs(3).adam(0.01).seed(42);
---
var model = rnn.train(Sequences.words("I love recurrent neural networks"));
---
model.history()
---
model.history().epochs()
---
model.next("I")
---
model.trace("I", "love")
---
System.out.println(model.weights());
---
Rnn.builder().hidden(0)
---
nothing
"""
ARCHIVE = "{resource_dir}/kernel.jsa"


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
    archive(kernel_json, spec)


def archive(kernel_json: Path, spec: dict[str, Any]) -> None:
    """Without the archive the kernel starts too, only later; so it is no reason to stop."""
    file = Path(ARCHIVE.format(resource_dir=kernel_json.parent))
    file.unlink(missing_ok=True)
    write(kernel_json, spec, f"-XX:ArchiveClassesAtExit={ARCHIVE}")
    run_first_cells()
    if file.is_file():
        # From JDK 24 on Java says on stdout what of the archive it cannot use.
        write(kernel_json, spec, f"-XX:SharedArchiveFile={ARCHIVE}", "-Xlog:disable")
    else:
        write(kernel_json, spec)


def write(kernel_json: Path, spec: dict[str, Any], *options: str) -> None:
    java, *rest = spec["argv"]
    kernel_json.write_text(json.dumps({**spec, "argv": [java, *options, *rest]}, indent=2) + "\n")


def run_first_cells() -> None:
    manager = KernelManager(kernel_name="unspool")
    manager.shutdown_wait_time = 60  # the archive is written at the end
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        for cell in FIRST_CELLS.split("---"):
            client.execute(cell, reply=True, timeout=120)
        client.complete("Rnn.builder().hidden(4).", reply=True, timeout=120)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


if __name__ == "__main__":
    settle(sys.argv[1], Path(sys.prefix))
