"""What bench.py needs: PyTorch in .venv-bench, the benchmarks and their class path in target."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = Path(".venv-bench")
PYTHON = ENVIRONMENT / "bin/python"
REQUIREMENTS = Path("src/tools/bench/bench-requirements.txt")
OUT = Path("target/bench")
CLASS_PATH = OUT / "class-path.txt"
# DJL's names of the platforms that it has libtorch for.
PLATFORMS = {
    ("Linux", "x86_64"): "linux-x86_64",
    ("Linux", "aarch64"): "linux-aarch64",
    ("Darwin", "arm64"): "osx-aarch64",
}


def make_environment() -> None:
    done = ENVIRONMENT / "packages.done"
    key = f"{ROOT} {sys.version} {REQUIREMENTS.read_text()}"
    if done.exists() and done.read_text() == key:
        return
    print(f"unspool: installing PyTorch into {ENVIRONMENT}, some minutes and gigabytes", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
    done.write_text(key)


def build() -> None:
    print("unspool: building the benchmarks", flush=True)
    OUT.mkdir(parents=True, exist_ok=True)
    maven = ["mvn", "--batch-mode", "--quiet", "--no-transfer-progress", "-Pbench", "-Dspotless.check.skip=true"]
    list_libraries = ["dependency:build-classpath", "-DincludeScope=compile", f"-Dmdep.outputFile={CLASS_PATH}"]
    # Without a name Maven takes a library that is empty.
    native = f"-Ddjl.platform={djl_platform() or ''}"
    subprocess.run([*maven, native, "process-classes", *list_libraries], check=True)


def djl_platform() -> str | None:
    return PLATFORMS.get((platform.system(), platform.machine()))


def java(jdk: Path | None) -> list[str]:
    home = jdk or os.environ.get("JAVA_HOME")
    classes = os.pathsep.join(["target/jmh-classes", "target/classes", CLASS_PATH.read_text().strip()])
    program = str(Path(home).resolve() / "bin/java") if home else "java"
    return [program, "-cp", classes]


def compiler() -> str | None:
    """The C++ compiler that torch.compile would call."""
    usual = "clang++" if platform.system() == "Darwin" else "g++"
    return shutil.which(os.environ.get("CXX", usual))
