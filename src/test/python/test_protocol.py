"""What programs ask of the kernel beside running cells."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import environment, outputs, result, started
from jupyter_client import BlockingKernelClient, KernelManager


def settings(**variables: str) -> dict[str, str]:
    return {**environment(), **variables}


# --- values beside the cell -------------------------------------------------------------------------------------------


def test_user_expressions_have_their_values(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "var asked = List.of(1, 2);")
    expressions = {"size": "asked.size()", "array": "new int[] {1, 2}", "missing": "nowhere", "wrong": "asked.get(5)"}
    reply = kernel.execute_interactive("1", user_expressions=expressions, timeout=60, output_hook=lambda _: None)
    values = reply["content"]["user_expressions"]
    assert values["size"]["status"] == "ok"
    assert values["size"]["data"]["text/plain"] == "2"
    assert values["array"]["data"]["text/plain"] == "[1, 2]"
    assert values["missing"]["status"] == "error"
    assert values["missing"]["evalue"].startswith("cannot find symbol: variable nowhere")
    assert values["wrong"]["ename"] == "IndexOutOfBoundsException"


# --- is it complete? --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("int x = 5", "complete"),
        ("%lsmagic", "complete"),
        ("%classpath a.jar\nint x = 5;", "complete"),
        ("var t = %time 1 + 1", "complete"),
        ("%%time\n1 + 1\n\n", "complete"),
        ("%%time", "incomplete"),
        ("for (int i = 0; i < 3; i++) {", "incomplete"),
        ('String s = """\n  %time', "incomplete"),
        ("1 +* 2", "invalid"),
    ],
)
def test_completeness_of_code_and_magics(kernel: BlockingKernelClient, code: str, status: str) -> None:
    request = kernel.is_complete(code)
    reply = kernel.get_shell_msg(timeout=60)
    assert (reply["parent_header"]["msg_id"], reply["content"]["status"]) == (request, status)


# --- while a cell runs ------------------------------------------------------------------------------------------------


def test_questions_are_answered_while_a_cell_runs(kernel: BlockingKernelClient) -> None:
    cell = kernel.execute("Thread.sleep(6000);")
    time.sleep(1)
    asked = {
        kernel.complete("Math.ma"): "complete_reply",
        kernel.inspect("Math.max(", 8): "inspect_reply",
        kernel.is_complete("int x"): "is_complete_reply",
        kernel.kernel_info(): "kernel_info_reply",
        kernel.history(): "history_reply",
    }
    order: list[str] = []
    while cell not in order:
        reply = kernel.get_shell_msg(timeout=60)
        order.append(reply["parent_header"]["msg_id"])
        if order[-1] in asked:
            assert reply["msg_type"] == asked[order[-1]]
    assert set(order[:-1]) == set(asked)
    assert result(kernel, "1 + 1") == "2"


def test_kernel_is_busy_again_after_an_answer_while_a_cell_runs(kernel: BlockingKernelClient) -> None:
    cell = kernel.execute("Thread.sleep(4000);")
    time.sleep(1)
    kernel.complete("Math.ma")
    states: list[tuple[bool, str]] = []
    while not states or states[-1] != (True, "idle"):
        message = kernel.get_iopub_msg(timeout=60)
        if message["msg_type"] == "status":
            states.append((message["parent_header"]["msg_id"] == cell, message["content"]["execution_state"]))
    assert states[-4:] == [(False, "busy"), (False, "idle"), (True, "busy"), (True, "idle")]
    while kernel.shell_channel.msg_ready():
        kernel.get_shell_msg(timeout=1)


def test_nothing_is_completed_within_a_text_or_a_comment(kernel: BlockingKernelClient) -> None:
    for code in ('var s = "Ma', "// Ma", "/* Ma", 'var t = """\nMa'):
        assert kernel.complete(code, reply=True, timeout=60)["content"]["matches"] == [], code


# --- what the environment sets ----------------------------------------------------------------------------------------


def test_startup_scripts_run_before_the_first_cell(tmp_path: Path) -> None:
    (tmp_path / "a.jsh").write_text("int fromFile = 1\nimport java.util.zip.CRC32")
    env = settings(JJAVA_STARTUP_SCRIPTS_PATH=f"{tmp_path}/*.jsh", JJAVA_STARTUP_SCRIPT="int fromScript = fromFile + 1;")
    with started(KernelManager(kernel_name="unspool"), env=env) as client:
        assert result(client, "fromFile + fromScript + new CRC32().getValue()") == "3"


def test_cell_ends_after_the_time_that_is_set() -> None:
    with started(KernelManager(kernel_name="unspool"), env=settings(JJAVA_TIMEOUT="2 SECONDS")) as client:
        outputs(client, "1")
        (shown,) = outputs(client, "Thread.sleep(60_000);")
        assert (shown["ename"], shown["evalue"]) == ("Timeout", "Stopped after 2 s, the limit that JJAVA_TIMEOUT sets.")
        assert result(client, "1 + 1") == "2"


def test_compiler_takes_the_options_that_are_set(tmp_path: Path) -> None:
    env = settings(JJAVA_COMPILER_OPTS="-Xlint:deprecation -Werror", JJAVA_TIMEOUT="soon", UNSPOOL_KEPT_RESULTS="many")
    with started(KernelManager(kernel_name="unspool"), env=env) as client:
        (shown,) = outputs(client, "new Integer(5);")
        assert shown["evalue"] == "warnings found and -Werror specified"


# --- any machine ------------------------------------------------------------------------------------------------------


def test_kernel_runs_without_a_locale_in_a_folder_of_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Übung 雪 'a' %d"
    folder.mkdir()
    env = {name: value for name, value in environment().items() if name != "LANG" and not name.startswith("LC_")}
    with started(KernelManager(kernel_name="unspool"), env={**env, "LC_ALL": "C"}, cwd=str(folder)) as client:
        (shown,) = outputs(client, 'System.out.println("é雪🌷");')
        assert shown["text"] == "é雪🌷\n"
        line, time_taken = sorted(outputs(client, '%%time\nSystem.out.println("é雪");'), key=lambda o: o["type"] != "stream")
        assert line["text"] == "é雪\n"
        assert time_taken["data"]["text/plain"].startswith("Wall time: ")
        outputs(client, 'java.nio.file.Files.writeString(Path.of("datei-雪.txt"), "ü");')
    assert (folder / "datei-雪.txt").read_text(encoding="utf-8") == "ü"
    assert os.listdir(folder) == ["datei-雪.txt"]
