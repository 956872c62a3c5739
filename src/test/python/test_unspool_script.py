"""The script `unspool`: what it says when something is missing, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

HIDDEN = ("java", "javac", "mvn", "python", "apt-get", "apt-cache", "brew")

JAVA = """\
case "$*" in
  *DrawText*) exit {draws} ;;
  *) echo "    java.home = {home}"; echo "    java.specification.version = {version}" ;;
esac"""

PYTHON = """\
case "$*" in
  --version) echo "Python {version}" ;;
  *version_info*) exit {old} ;;
  *ensurepip*) exit {no_venv} ;;
esac"""


class Machine:
    """A checkout of the script alone, on a PATH of ordinary tools and of stubs."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        for place in reversed(os.environ["PATH"].split(os.pathsep)):
            for tool in Path(place).glob("*"):
                link = self.bin / tool.name
                if not tool.name.startswith(HIDDEN):
                    link.unlink(missing_ok=True)
                    link.symlink_to(tool)
        self.jdk = folder / "jdk"
        self.checkout = folder / "checkout"
        self.checkout.mkdir()
        script = Path(__file__).parents[3] / "unspool"
        self.script = shutil.copy(script, self.checkout)
        self.stub("uname", "echo Linux")
        self.stub("id", "echo 1000")
        self.stub("apt-get", "exit 1")
        self.stub("apt-cache", "exit 1")
        self.java()
        self.stub("mvn", "exit 1")
        self.python()

    def stub(self, name: str, body: str) -> None:
        self.remove(name)
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def remove(self, name: str) -> None:
        (self.bin / name).unlink(missing_ok=True)

    def java(
        self, version: str = "17", compiler: bool = True, draws: bool = True
    ) -> None:
        body = JAVA.format(home=self.jdk, version=version, draws=0 if draws else 1)
        self.stub("java", body)
        shutil.rmtree(self.jdk, ignore_errors=True)
        (self.jdk / "bin").mkdir(parents=True)
        shutil.copy(self.bin / "java", self.jdk / "bin")
        if compiler:
            shutil.copy(self.bin / "java", self.jdk / "bin/javac")

    def python(self, version: str = "3.11.2", old: int = 0, no_venv: int = 0) -> None:
        self.stub("python3", PYTHON.format(version=version, old=old, no_venv=no_venv))

    def unspool(self, *args: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.script, *args],
            env={"PATH": str(self.bin), "HOME": str(self.checkout), **environment},
            check=False,
            capture_output=True,
            text=True,
        )

    def complaint(self, command: str = "lab", **environment: str) -> str:
        """The one line that the script stops with."""
        stopped = self.unspool(command, **environment)
        assert stopped.returncode == 1, stopped
        assert stopped.stdout == ""
        assert stopped.stderr.count("\n") == 1, stopped.stderr
        return stopped.stderr.strip()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_jdk_missing(machine: Machine) -> None:
    machine.remove("java")
    assert machine.complaint() == (
        "unspool: a JDK, 17 or newer, is missing; "
        "install it with: sudo apt-get install openjdk-17-jdk-headless"
    )


def test_jdk_missing_names_the_newest_that_can_be_installed(machine: Machine) -> None:
    machine.remove("java")
    machine.stub("apt-cache", '[ "$2" = openjdk-21-jdk-headless ]')
    assert machine.complaint().endswith("apt-get install openjdk-21-jdk-headless")


def test_jdk_too_old(machine: Machine) -> None:
    machine.java(version="11")
    assert machine.complaint() == (
        "unspool: a JDK, 17 or newer, is missing "
        f"(found Java 11 in {machine.jdk}); "
        "install it with: sudo apt-get install openjdk-17-jdk-headless"
    )


def test_jdk_of_the_time_before_java_9(machine: Machine) -> None:
    machine.java(version="1.8")
    assert f"(found Java 1.8 in {machine.jdk})" in machine.complaint()


def test_jdk_without_a_compiler(machine: Machine) -> None:
    machine.java(compiler=False)
    expected = f"(found Java 17 in {machine.jdk}, which has no compiler)"
    assert expected in machine.complaint()


def test_java_home_comes_first(machine: Machine) -> None:
    complaint = machine.complaint(JAVA_HOME="/nowhere")
    assert "(no Java in JAVA_HOME=/nowhere)" in complaint
    machine.remove("java")
    machine.remove("mvn")
    assert "Maven is missing" in machine.complaint(JAVA_HOME=str(machine.jdk))


def test_maven_missing(machine: Machine) -> None:
    machine.remove("mvn")
    assert machine.complaint() == (
        "unspool: Maven is missing; install it with: sudo apt-get install maven"
    )


def test_python_missing(machine: Machine) -> None:
    machine.remove("python3")
    assert machine.complaint() == (
        "unspool: Python 3.9 or newer is missing; "
        "install it with: sudo apt-get install python3"
    )


def test_python_too_old(machine: Machine) -> None:
    machine.python(version="3.8.18", old=1)
    assert machine.complaint() == (
        "unspool: Python 3.9 or newer is missing (found Python 3.8.18); "
        "install it with: sudo apt-get install python3"
    )


def test_python_of_the_users_choice(machine: Machine) -> None:
    machine.remove("python3")
    assert "Python 3.9 or newer is missing;" in machine.complaint(PYTHON="python3.99")


def test_venv_missing(machine: Machine) -> None:
    machine.python(no_venv=1)
    assert machine.complaint() == (
        "unspool: Python's venv module is missing; "
        "install it with: sudo apt-get install python3-venv"
    )


def test_fonts_missing(machine: Machine) -> None:
    machine.java(draws=False)
    assert machine.complaint() == (
        "unspool: a font for headless Java is missing; install it with: "
        "sudo apt-get install fontconfig libfreetype6 fonts-dejavu-core"
    )


def test_on_macos_homebrew_is_named(machine: Machine) -> None:
    machine.stub("uname", "echo Darwin")
    machine.remove("apt-get")
    machine.remove("mvn")
    complaint = machine.complaint()
    assert complaint == "unspool: Maven is missing; install it with: brew install maven"


def test_elsewhere_packages_are_named(machine: Machine) -> None:
    machine.remove("apt-get")
    machine.remove("mvn")
    assert machine.complaint() == (
        "unspool: Maven is missing; install it with your package manager "
        "(maven on Debian)"
    )


def test_root_needs_no_sudo(machine: Machine) -> None:
    machine.stub("id", "echo 0")
    machine.remove("mvn")
    assert machine.complaint().endswith("install it with: apt-get install maven")


def test_test_command_installs_what_is_missing_where_it_may(machine: Machine) -> None:
    machine.stub("id", "echo 0")
    machine.remove("mvn")
    machine.python(no_venv=1)
    maven = machine.bin / "mvn"
    machine.stub(
        "apt-get", f'case "$*" in *maven) : >{maven}; chmod +x {maven} ;; esac'
    )
    stopped = machine.unspool("test")
    assert stopped.returncode == 1
    assert stopped.stdout == (
        "unspool: installing maven\nunspool: installing python3-venv\n"
    )
    assert stopped.stderr == (
        "unspool: Python's venv module is missing; "
        "install it with: apt-get install python3-venv\n"
    )


def test_test_command_installs_nothing_without_root(machine: Machine) -> None:
    machine.remove("mvn")
    assert "Maven is missing" in machine.complaint("test")


def test_help_names_every_command(machine: Machine) -> None:
    shown = machine.unspool("help")
    assert shown.returncode == 0
    for command in ("lab", "run", "site", "test", "trial", "help"):
        assert f"\n  {command} " in shown.stdout


def test_unknown_command_shows_the_help(machine: Machine) -> None:
    shown = machine.unspool("lob")
    assert shown.returncode == 2
    assert shown.stderr.startswith("usage: ./unspool")


def test_second_start_builds_nothing_and_stays_inside_the_checkout(
    checkout: Path, machine: Machine, tmp_path: Path
) -> None:
    cells = [nbformat.v4.new_code_cell("System.out.println(6 * 7);")]
    notebook = tmp_path / "a notebook.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), notebook)
    home = tmp_path / "home"
    home.mkdir()
    # Maven fails when it is called, and nothing listens at the address for pip.
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    shutil.copy(machine.bin / "mvn", stubs)
    run = subprocess.run(
        [checkout / "unspool", "run", notebook.name],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": os.pathsep.join([str(stubs), os.environ["PATH"]]),
            "HOME": str(home),
            "PIP_INDEX_URL": "http://127.0.0.1:9",
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == "unspool: running a notebook.ipynb\n"
    (output,) = nbformat.read(notebook, as_version=4).cells[0].outputs
    assert output.text == "42\n"
    assert list(home.iterdir()) == []


def test_failing_cell_leaves_the_notebook_as_it_was(
    checkout: Path, tmp_path: Path
) -> None:
    cells = [
        nbformat.v4.new_code_cell('throw new RuntimeException("thrown on purpose");')
    ]
    notebook = tmp_path / "fails.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), notebook)
    before = notebook.read_bytes()
    run = subprocess.run(
        [checkout / "unspool", "run", notebook],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "thrown on purpose" in run.stderr
    assert notebook.read_bytes() == before
