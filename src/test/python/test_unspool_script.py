"""The script `unspool`: what it says when something is missing, and what it leaves alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

COMMAND_LINE = ("train", "evaluate", "sample", "forecast")
HIDDEN = ("java", "javac", "mvn", "python", "apt-get", "apt-cache", "brew")

JAVA = """\
case "$*" in
  *DrawText*) exit {draws} ;;
  --list-modules) echo java.base@{version}; echo {modules} ;;
  *-jar*) printf '%s\\n' "$@"; pwd ;;
  *) echo "    java.home = {home}"; echo "    java.specification.version = {version}" ;;
esac"""

PYTHON = """\
case "$*" in
  --version) echo "Python {version}" ;;
  *version_info*) exit {old} ;;
  *ensurepip*) exit {no_venv} ;;
  *"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp "$0" .venv/bin/jupyter ;;
  *hatchling*) echo wheel >>../built; mkdir -p ../target/wheel; : >../target/wheel/unspool_kernel-1-py3-none-any.whl ;;
esac"""

MAVEN = "echo jar >>built; mkdir -p target; : >target/unspool.jar"

# What the script looks at to see whether it must build again.
SOURCES = ("pom.xml", "LICENSE", "NOTICE", "datasets/a.csv", "src/main/A.java", "src/vector/V.java", "kernel-spec/requirements.txt")

# Runs the script with these words.
Run = Callable[..., subprocess.CompletedProcess]


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
        for name in SOURCES:
            (self.checkout / name).parent.mkdir(parents=True, exist_ok=True)
            (self.checkout / name).write_text(name)
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
        self, version: str = "17", compiler: bool = True, draws: bool = True, vectors: bool = True
    ) -> None:
        module = "jdk.incubator.vector" if vectors else "jdk.jshell"
        body = JAVA.format(home=self.jdk, version=version, draws=0 if draws else 1, modules=f"{module}@{version}")
        self.stub("java", body)
        shutil.rmtree(self.jdk, ignore_errors=True)
        (self.jdk / "bin").mkdir(parents=True)
        shutil.copy(self.bin / "java", self.jdk / "bin")
        if compiler:
            shutil.copy(self.bin / "java", self.jdk / "bin/javac")

    def python(self, version: str = "3.11.2", old: int = 0, no_venv: int = 0) -> None:
        self.stub("python3", PYTHON.format(version=version, old=old, no_venv=no_venv))

    def built(self) -> list[str]:
        """What was built, in order."""
        record = self.checkout / "built"
        return record.read_text().split() if record.exists() else []

    def unspool(self, *args: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self.script, *args],
            cwd=cwd,
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
    script = Path(machine.script).read_text(encoding="utf-8")
    (commands,) = re.findall(r"^  (lab .*)\) \"\$command\"", script, re.MULTILINE)
    for command in [*commands.split(" | "), *COMMAND_LINE, "test", "help"]:
        assert f"\n  {command} " in shown.stdout


def test_wheel_is_built_once_and_its_path_is_all_that_is_printed(machine: Machine) -> None:
    machine.java(draws=False)  # No font is needed.
    machine.stub("mvn", MAVEN)
    folder = machine.checkout / "target/wheel"
    path = f"{folder}/unspool_kernel-1-py3-none-any.whl\n"
    first = machine.unspool("wheel")
    assert (first.returncode, first.stdout) == (0, path), first
    assert first.stderr.splitlines()[1:] == ["unspool: building the jar", "unspool: building the wheel"]
    again = machine.unspool("wheel")
    assert (again.returncode, again.stdout, again.stderr) == (0, path, "")
    assert machine.built() == ["jar", "wheel"]
    shutil.rmtree(folder)
    assert machine.unspool("wheel").stdout == path
    (machine.checkout / "NOTICE").write_text("changed")
    assert machine.unspool("wheel").stdout == path
    assert machine.built() == ["jar", "wheel", "wheel", "jar", "wheel"]


def test_wheel_stops_when_the_jar_cannot_be_built(machine: Machine) -> None:
    stopped = machine.unspool("wheel")
    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert machine.built() == []


@pytest.mark.parametrize("command", COMMAND_LINE)
@pytest.mark.parametrize("version, vectors", [("17", True), ("17", False), ("25", True)])
def test_command_line_gets_the_jar_and_the_options_of_java(
    machine: Machine, tmp_path: Path, command: str, version: str, vectors: bool
) -> None:
    machine.remove("python3")  # Neither Python nor a font is needed.
    machine.java(version=version, draws=False, vectors=vectors)
    machine.stub("mvn", MAVEN)
    called_from = tmp_path / "a folder"
    called_from.mkdir()
    ran = machine.unspool(command, "a book.txt", "--start", "*", cwd=called_from)
    assert ran.returncode == 0, ran
    assert ran.stderr == "unspool: building the jar\n"
    options = ["--sun-misc-unsafe-memory-access=allow"] if version == "25" else []
    options += ["--add-modules", "jdk.incubator.vector"] if vectors else []
    jar = str(machine.checkout / "target/unspool.jar")
    assert ran.stdout.splitlines() == [
        f"-Duser.home={machine.checkout}/target/home",
        *[*options, "-jar", jar, command, "a book.txt", "--start", "*"],
        str(called_from),
    ]
    assert machine.unspool(command).stderr == ""
    assert machine.built() == ["jar"]
    assert not (machine.checkout / ".venv").exists()


def test_command_line_needs_a_jdk_and_maven(machine: Machine) -> None:
    machine.remove("mvn")
    assert "Maven is missing" in machine.complaint("train")
    machine.java(version="11")
    assert "a JDK, 17 or newer, is missing" in machine.complaint("sample")


def test_unknown_command_shows_the_help(machine: Machine) -> None:
    shown = machine.unspool("lob")
    assert shown.returncode == 2
    assert shown.stderr.startswith("usage: ./unspool")


@pytest.fixture
def built(checkout: Path, machine: Machine, tmp_path: Path) -> Run:
    """The script of this checkout, in which everything is built: Maven fails, pip finds nothing, and the home stays empty."""
    home = tmp_path / "home"
    home.mkdir()
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    shutil.copy(machine.bin / "mvn", stubs)
    path = os.pathsep.join([str(stubs), os.environ["PATH"]])
    own = {"PATH": path, "HOME": str(home), "PIP_INDEX_URL": "http://127.0.0.1:9"}

    def run(*words: str) -> subprocess.CompletedProcess:
        command = [checkout / "unspool", *words]
        done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **own}, check=False, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert list(home.iterdir()) == []
        return done

    return run


def test_wheel_of_this_checkout(checkout: Path, built: Run) -> None:
    (wheel,) = (checkout / "target/wheel").glob("*.whl")
    assert built("wheel").stdout == f"{wheel}\n"


def test_text_is_learned_and_written_from_another_folder(
    built: Run, tmp_path: Path
) -> None:
    (tmp_path / "a book.txt").write_text("to be or not to be, that is the question. " * 20)
    train = ["train", "a book.txt", "--epochs", "1", "--model", "a book.model", "--chart", "loss.png"]
    trained = built(*train)
    assert trained.stdout.startswith("1 epoch, loss ")
    assert "plain loops are used" not in trained.stderr
    assert (tmp_path / "a book.model").is_file()
    assert (tmp_path / "loss.png").is_file()
    sampled = built("sample", "a book.model", "--start", "to", "--length", "20").stdout
    assert sampled.startswith("to") and len(sampled) == len("to") + 20 + 1


def test_second_start_builds_nothing_and_stays_inside_the_checkout(
    built: Run, tmp_path: Path
) -> None:
    cells = [nbformat.v4.new_code_cell("System.out.println(6 * 7);")]
    notebook = tmp_path / "a notebook.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), notebook)
    run = built("run", notebook.name)
    assert run.stdout == "unspool: running a notebook.ipynb\n"
    (output,) = nbformat.read(notebook, as_version=4).cells[0].outputs
    assert output.text == "42\n"


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
