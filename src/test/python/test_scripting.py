"""The command `java -jar unspool.jar`, and the programs of docs/scripting.md exactly as they stand there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jupyter_client.kernelspec import KernelSpecManager

CHECKOUT = Path(__file__).parents[3]
PAGE = (CHECKOUT / "docs/scripting.md").read_text(encoding="utf-8")
PNG = b"\x89PNG\r\n\x1a\n"
# The JDK that the kernel was installed for.
JDK = Path(KernelSpecManager().get_kernel_spec("unspool").argv[0]).parent


def block(language: str, containing: str) -> str:
    """The one block of the page in that language that has a text in it."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    (found,) = (code for code in blocks if containing in code)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the commands of the page run: with what a checkout has after a build."""
    for name in ("target", "datasets", "unspool.jsh"):
        (tmp_path / name).symlink_to(CHECKOUT / name)
    return tmp_path


def environment() -> dict[str, str]:
    own = {"PATH": f"{JDK}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    return {**os.environ, **own}


def run(command: str | list[str], folder: Path) -> str:
    words = shlex.split(command) if isinstance(command, str) else command
    done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_commands_of_the_page_give_model_table_and_charts(folder: Path) -> None:
    train, evaluate, forecast = block("sh", "evaluate").splitlines()
    assert re.match(r"10 epochs, loss \d", run(train, folder))
    assert_network_is_best(run(evaluate, folder))
    out = run(forecast, folder)
    assert "births high" in out
    assert_network_is_best(out)
    lines = (folder / "forecast.csv").read_text().splitlines()
    assert lines[0] == "date,births,births low,births high"
    assert [line.split(",")[0] for line in lines[1:]] == [f"2004-01-0{day}" for day in range(1, 8)]
    for name in ("loss.png", "test.png", "forecast.png"):
        assert (folder / name).read_bytes().startswith(PNG)


def test_mistakes_end_with_their_code_and_a_sentence(folder: Path) -> None:
    def ended(*words: str) -> tuple[int, str]:
        command = ["java", "-jar", "target/unspool.jar", *words]
        done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, encoding="utf-8")
        return done.returncode, done.stderr

    assert ended("sample", "no.model") == (1, "unspool: there is no file no.model\n")
    code, said = ended("sampel")
    assert code == 2
    assert said.splitlines() == [
        "unspool: Unmatched argument at index 0: 'sampel'",
        "Did you mean: unspool sample?",
        "unspool --help lists all options.",
    ]


@pytest.mark.parametrize("words", ["--version", "-V", "train --version"])
def test_version_is_that_of_the_pom(folder: Path, words: str) -> None:
    version = ElementTree.parse(CHECKOUT / "pom.xml").findtext("{*}version")
    assert run(f"java -jar target/unspool.jar {words}", folder) == f"unspool {version}\n"


def test_ctrl_c_writes_what_was_learned(folder: Path) -> None:
    command = "java -jar target/unspool.jar train datasets/moby-dick.txt --layer hidden(64).lstm() --epochs 1000 --model book.model"
    process = subprocess.Popen(
        shlex.split(command.replace("(", r"\(").replace(")", r"\)")),
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        # Tests that run at the same time ignore Ctrl-C, and so would what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("epoch 2 "):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert re.match(r"\d+ epochs?, loss \d.*[Ss]topped", out), out
    sample = run("java -jar target/unspool.jar sample book.model --start The --length 20", folder)
    assert sample.startswith("The") and len(sample) == len("The") + 20 + 1


def test_jshell_runs_the_script_of_the_page(folder: Path) -> None:
    (folder / "births.jsh").write_text(block("java", "/exit"), encoding="utf-8")
    out = run(block("sh", "jshell").strip() + " births.jsh", folder)
    assert re.match(r"10 epochs, loss \d+\.\d{4} → \d+\.\d{4}", out), out
    assert_network_is_best(out)
    assert "2003-12-31" not in out and "2004-01-07" in out
    assert (folder / "loss.png").read_bytes().startswith(PNG)


def test_java_runs_the_file_of_the_page(folder: Path) -> None:
    (folder / "Sentence.java").write_text(block("java", "class Sentence"), encoding="utf-8")
    out = run("java -Dfile.encoding=UTF-8 --class-path target/unspool.jar Sentence.java", folder)
    assert out.splitlines() == ["200 epochs, loss 1.4357 → 0.0367.", "networks"]
    assert out.splitlines()[0] in PAGE
    assert (folder / "loss.png").read_bytes().startswith(PNG)


def test_file_of_the_page_asks_jbang_for_what_the_pom_has() -> None:
    pom = ElementTree.parse(CHECKOUT / "pom.xml")
    header, _ = block("java", "class Sentence").split("\n\n", 1)
    artifact = ":".join(pom.findtext(f"{{*}}{name}") or "" for name in ("groupId", "artifactId", "version"))
    assert header.splitlines() == [
        '///usr/bin/env jbang "$0" "$@" ; exit $?',
        f"//JAVA {pom.findtext('{*}properties/{*}java.version')}+",
        f"//DEPS {artifact}",
        "//RUNTIME_OPTIONS --add-modules=jdk.incubator.vector",
    ]


def errors(out: str) -> dict[str, float]:
    """The mean absolute errors of a table of baselines."""
    return {name.strip(): float(mae) for name, mae in re.findall(r"^ *([a-z][^|]*)\|  births  \| *([\d.]+) ", out, re.MULTILINE)}


def assert_network_is_best(out: str) -> None:
    mae = errors(out)
    assert list(mae) == ["network", "last value", "seasonal naive (7)", "linear"], out
    assert mae["network"] < 0.9 * min(error for name, error in mae.items() if name != "network"), out


def repository(folder: Path) -> Path:
    """What Maven has already, with what `mvn install` would add."""
    known = Path.home() / ".m2/repository"
    own = folder / "repository"
    for inside in (".", "io", "io/github"):
        (own / inside).mkdir(parents=True, exist_ok=True)
        for path in (known / inside).glob("*"):
            if not (own / inside / path.name).exists() and path != known / "io" and path != known / "io/github":
                (own / inside / path.name).symlink_to(path)
    version = ElementTree.parse(CHECKOUT / "pom.xml").findtext("{*}version")
    unspool = own / "io/github/unspool"
    if unspool.is_symlink():
        unspool.unlink()
    installed = unspool / f"unspool/{version}"
    installed.mkdir(parents=True)
    shutil.copy(CHECKOUT / "pom.xml", installed / f"unspool-{version}.pom")
    shutil.copy(CHECKOUT / f"target/unspool-{version}.jar", installed)
    return own


def test_maven_runs_the_project_of_the_page(folder: Path) -> None:
    project = folder / "project"
    (project / "src/main/java").mkdir(parents=True)
    (project / "pom.xml").write_text(block("xml", "<project"), encoding="utf-8")
    (project / "src/main/java/Births.java").write_text(block("java", "class Births"), encoding="utf-8")
    (command,) = re.findall(r"^    (mvn .*)$", PAGE, re.MULTILINE)
    out = run([*shlex.split(command), "-B", f"-Dmaven.repo.local={repository(folder)}"], project)
    assert_network_is_best(out)
    shown = re.search(r"^( +model +\|.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    assert shown is not None
    for line in shown.group(1).splitlines():
        assert line[4:] in out, out
    assert "2004-01-07" in out and "births high" in out


def test_pom_of_the_page_asks_for_this_version() -> None:
    ours = ElementTree.parse(CHECKOUT / "pom.xml")
    theirs = ElementTree.fromstring(block("xml", "<project"))
    space = "{http://maven.apache.org/POM/4.0.0}"
    dependency = theirs.find(f"{space}dependencies/{space}dependency")
    assert dependency is not None
    for name in ("groupId", "artifactId", "version"):
        assert dependency.findtext(space + name) == ours.findtext(f"{{*}}{name}")
    assert theirs.findtext(f"{space}properties/{space}maven.compiler.release") == "17"
