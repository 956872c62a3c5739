"""Puts the jars that Maven built into the wheel, beside kernel.json."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARIES = "share/jupyter/kernels/unspool/lib"


class Jars(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        target = Path(self.root).parent / "target"
        ours = target / f"unspool-{self.metadata.version}.jar"
        if not ours.is_file():
            raise FileNotFoundError(
                f"{ours} is missing: run `mvn package` in the checkout first"
            )
        for jar in [ours, *sorted((target / "lib").glob("*.jar"))]:
            build_data["shared_data"][str(jar)] = f"{LIBRARIES}/{jar.name}"
