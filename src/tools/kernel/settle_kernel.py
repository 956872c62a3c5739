"""Settles the installed kernel into this private environment: settle_kernel.py /path/to/java VERSION

The wheel's kernel.json takes java from the PATH and lets it write where it likes. Here it
starts the Java that `./unspool` has checked, and what Java and fontconfig cache in a home
folder goes to .venv/home. Then the kernel runs once and leaves the classes that it used in
an archive, from which Java starts faster. VERSION is Java's, such as 17.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

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


class Archive(NamedTuple):
    """A file next to kernel.json, and the Java options to write and to read it."""

    name: str
    writing: str
    reading: str


CLASSES = Archive("kernel.jsa", "-XX:ArchiveClassesAtExit", "-XX:SharedArchiveFile")
# In addition to the classes: their links, and profiles of methods.
AHEAD_OF_TIME = Archive("kernel.aot", "-XX:AOTCacheOutput", "-XX:AOTCache")
FIRST_AHEAD_OF_TIME = 25


def settle(java: str, version: int, environment: Path) -> None:
    home = environment / "home"
    home.mkdir(exist_ok=True)
    # %maven goes on using the user's own repository and settings.
    maven = home / ".m2"
    if not maven.is_symlink():
        maven.symlink_to(Path.home() / ".m2")

    kernel_json = environment / "share/jupyter/kernels/unspool/kernel.json"
    spec = json.loads(kernel_json.read_text())
    spec["argv"][:1] = [java, f"-Duser.home={home}"]
    spec["env"] = {**spec.get("env", {}), "XDG_CACHE_HOME": str(home / ".cache")}
    make(AHEAD_OF_TIME if version >= FIRST_AHEAD_OF_TIME else CLASSES, kernel_json, spec)


def make(archive: Archive, kernel_json: Path, spec: dict[str, Any]) -> None:
    """Without the archive the kernel starts more slowly, so a failure is not fatal."""
    for old in (CLASSES, AHEAD_OF_TIME):
        (kernel_json.parent / old.name).unlink(missing_ok=True)
    file = f"{{resource_dir}}/{archive.name}"
    write(kernel_json, spec, f"{archive.writing}={file}")
    run_first_cells()
    if (kernel_json.parent / archive.name).is_file():
        # From JDK 24 on Java says on stdout what of the archive it cannot use.
        write(kernel_json, spec, f"{archive.reading}={file}", "-Xlog:disable")
    else:
        write(kernel_json, spec)


def write(kernel_json: Path, spec: dict[str, Any], *options: str) -> None:
    java, *rest = spec["argv"]
    kernel_json.write_text(json.dumps({**spec, "argv": [java, *options, *rest]}, indent=2) + "\n")


def run_first_cells() -> None:
    manager = KernelManager(kernel_name="unspool")
    manager.shutdown_wait_time = 300  # the archive is written at the end
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
    settle(sys.argv[1], int(sys.argv[2]), Path(sys.prefix))
