"""Puts into the wheel, beside kernel.json, the jars that Maven built, and compiles the kernel itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = "share/jupyter/kernels/unspool"
# JJava's kernel is on PyPI only, so pip brings it to where this runs (build-system.requires).
JJAVA = Path(sys.prefix, "share/jupyter/kernels/java/jjava.jar")
LONG_AGO = (2026, 11, 1, 0, 0, 0)


class Jars(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        target = Path(self.root).parent / "target"
        ours = target / f"unspool-{self.metadata.version}.jar"
        if not ours.is_file():
            raise FileNotFoundError(f"{ours} is missing: run `mvn package` in the checkout first")
        put = build_data["shared_data"]
        for jar in [ours, *sorted((target / "lib").glob("*.jar"))]:
            put[str(jar)] = f"{KERNEL}/lib/{jar.name}"
        for jar in sorted((target / "sources").glob("*.jar")):
            put[str(jar)] = f"{KERNEL}/sources/{jar.name}"
        for text in ["LICENSE", "NOTICE"]:
            put[str(Path(self.root).parent / text)] = f"{KERNEL}/{text}"
        # The command: java -jar with it finds the jars in lib.
        put[str(target / "unspool.jar")] = f"{KERNEL}/unspool.jar"
        put[str(self.sources(target))] = f"{KERNEL}/sources/unspool-sources.jar"
        put[str(self.compiled(target))] = f"{KERNEL}/kernel.jar"

    def sources(self, target: Path) -> Path:
        """Ours, which the kernel shows on Shift-Tab as it does those of the libraries."""
        return jar(target / "unspool-sources.jar", Path(self.root).parent / "src/main/java", "java")

    def compiled(self, target: Path) -> Path:
        """The classes of kernel-spec/java as a jar."""
        classes = target / "kernel-classes"
        shutil.rmtree(classes, ignore_errors=True)
        sources = sorted(Path(self.root, "java").rglob("*.java"))
        subprocess.run(
            [javac(), "--release", "17", "-Xlint:all,-processing,-path,-classfile", "-Werror", "-parameters"]
            + ["-cp", f"{JJAVA}:{target}/lib/*", "-d", classes, *sources],
            check=True,
        )
        manifest = (
            f"Manifest-Version: 1.0\nImplementation-Version: {self.metadata.version}\n"
            "Agent-Class: io.github.unspool.kernel.cell.Redefinition\nCan-Redefine-Classes: true\n\n"
        )
        return jar(target / "kernel.jar", classes, "class", manifest)


def jar(path: Path, folder: Path, kind: str, manifest: str | None = None) -> Path:
    """The files of a kind in a folder, the same bytes each time."""
    with zipfile.ZipFile(path, "w") as archive:
        if manifest:
            archive.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF", LONG_AGO), manifest)
        for file in sorted(folder.rglob(f"*.{kind}")):
            name = zipfile.ZipInfo(file.relative_to(folder).as_posix(), LONG_AGO)
            archive.writestr(name, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return path


def javac() -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin/javac")) if home else "javac"
