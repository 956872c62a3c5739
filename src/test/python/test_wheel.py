"""The wheel that pip installs into any environment with Jupyter."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import CHECKOUT, environment, result, started
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

REQUIREMENTS = [
    "kernel-spec/requirements.txt",
    "src/tools/bench/bench-requirements.txt",
    "src/test/python/requirements.txt",
]


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    (wheel,) = (checkout / "target/wheel").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The files of the kernel's folder."""
    inside = re.compile(r"[^/]+\.data/data/share/jupyter/kernels/unspool/(.+)")
    matches = map(inside.fullmatch, zipfile.ZipFile(wheel).namelist())
    return {match.group(1) for match in matches if match}


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def test_wheel_has_the_version_of_the_pom(checkout: Path, metadata: Message) -> None:
    pom = ElementTree.parse(checkout / "pom.xml")
    assert metadata["Version"] == pom.findtext("{*}version")


def test_wheel_depends_on_the_jjava_that_is_tested(
    checkout: Path, metadata: Message
) -> None:
    (jjava,) = metadata.get_all("Requires-Dist")
    assert jjava in (checkout / "kernel-spec/requirements.txt").read_text().split()


def test_wheel_runs_anywhere(wheel: Path, metadata: Message) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    assert metadata["Requires-Python"] == ">=3.9"


def test_wheel_carries_kernel_and_logos(names: set[str]) -> None:
    rest = {name for name in names if "/" not in name}
    logos = {"logo-32x32.png", "logo-64x64.png", "logo-svg.svg"}
    assert rest == {"kernel.json", "kernel.jar", "unspool.jar", "LICENSE", "NOTICE"} | logos


def test_wheel_carries_no_python_but_the_translator_for_papermill(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.endswith(".py")] == ["unspool_papermill.py"]
        (points,) = (archive.read(name) for name in archive.namelist() if name.endswith("/entry_points.txt"))
    assert points.decode().split() == ["[papermill.engine]", "unspool", "=", "unspool_papermill:NBClientEngine"]


def test_wheel_carries_the_command(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    (jar,) = tmp_path.rglob("unspool.jar")
    java = KernelSpecManager().get_kernel_spec("unspool").argv[0]
    said = subprocess.run([java, "-jar", jar, "sample", "--help"], check=True, capture_output=True, encoding="utf-8")
    assert said.stdout.startswith("Usage: unspool sample ")
    said = subprocess.run([java, "-jar", jar, "--version"], check=True, capture_output=True, encoding="utf-8")
    assert said.stdout == f"unspool {wheel.name.split('-')[1]}\n"


def test_wheel_carries_our_jar_and_what_it_needs(
    checkout: Path, names: set[str], metadata: Message
) -> None:
    needed = {f"lib/{jar.name}" for jar in (checkout / "target/lib").glob("*.jar")}
    ours = f"lib/unspool-{metadata['Version']}.jar"
    assert {name for name in names if name.startswith("lib/")} == needed | {ours}
    assert len(needed) > 10


def test_wheel_carries_sources_for_shift_tab(names: set[str]) -> None:
    sources = {name for name in names if name.startswith("sources/")}
    for library in ("unspool", "tribuo-core", "tablesaw-core", "xchart"):
        assert any(name.startswith(f"sources/{library}") for name in sources), library


@pytest.mark.parametrize("path", REQUIREMENTS, ids=str)
def test_every_package_that_is_installed_has_a_version_and_hashes(path: str) -> None:
    lines = (CHECKOUT / path).read_text().splitlines()
    packages = [i for i, line in enumerate(lines) if line[0] not in " #"]
    assert packages
    for i in packages:
        assert re.match(r"[\w.-]+==\S+ ", lines[i]), lines[i]
        assert "--hash=sha256:" in lines[i + 1], lines[i]


def test_pip_install_gives_the_kernel(
    wheel: Path, checkout: Path, tmp_path: Path
) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    bin = tmp_path / "env/bin"
    hashed = (checkout / "kernel-spec/requirements.txt").read_text()
    # With hashes pip would want one of our wheel too.
    pins = tmp_path / "pins.txt"
    pins.write_text(re.sub(r" \\\n +--hash=\S+", "", hashed))
    install = [bin / "pip", "install", "--quiet", wheel, "jupyter_client", "-c", pins]
    subprocess.run(install, check=True)

    listed = subprocess.run(
        [bin / "jupyter", "kernelspec", "list", "--json"],
        env={**os.environ, "JUPYTER_DATA_DIR": str(tmp_path / "data")},
        check=True,
        capture_output=True,
    )
    folder = tmp_path / "env/share/jupyter/kernels"
    unspool = json.loads(listed.stdout)["kernelspecs"]["unspool"]
    assert unspool["resource_dir"] == str(folder / "unspool")

    specs = KernelSpecManager(kernel_dirs=[str(folder)])
    manager = KernelManager(kernel_name="unspool", kernel_spec_manager=specs)
    with started(manager, env=environment()) as client:
        assert result(client, "1 + 1") == "2"
