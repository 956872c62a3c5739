"""What was sent arrives: all lines, whole, in the cell that printed them, and the idle status after them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import outputs, result
from jupyter_client import BlockingKernelClient, KernelManager
from server import ServedKernel, served


@pytest.fixture(scope="module")
def behind_a_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedKernel]:
    with served(tmp_path_factory.mktemp("server")) as url:
        yield ServedKernel(url, "unspool")


def printed(client: BlockingKernelClient, code: str, stream: str = "stdout") -> str:
    """What the cell prints, however many messages that takes; it shows nothing else."""
    shown = outputs(client, code)
    assert {output["type"] for output in shown} <= {"stream"}, shown
    return "".join(output["text"] for output in shown if output["name"] == stream)


def lines(n: int) -> str:
    return f"for (int i = 0; i < {n}; i++) System.out.println(i);"


def numbers(n: int) -> str:
    return "".join(f"{i}\n" for i in range(n))


# --- whole ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (lines(100_000), numbers(100_000)),
        ("for (int i = 0; i < 20000; i++) { System.out.print(i); System.out.println(); }", numbers(20_000)),
        ('for (int i = 0; i < 20000; i++) System.out.printf("%d%n", i);', numbers(20_000)),
        ('System.out.print("é雪🌷".repeat(50_000));', "é雪🌷" * 50_000),
        (
            "IntStream.range(0, 20000).parallel().forEachOrdered(i -> System.out.println(i));",
            numbers(20_000),
        ),
    ],
)
def test_lines_arrive_whole(kernel: BlockingKernelClient, code: str, expected: str) -> None:
    assert printed(kernel, code) == expected


def test_lines_are_few_messages(kernel: BlockingKernelClient) -> None:
    assert len(outputs(kernel, lines(20_000))) < 100


def test_both_streams_arrive_whole_and_in_few_messages(kernel: BlockingKernelClient) -> None:
    shown = outputs(kernel, "for (int i = 0; i < 20000; i++) { System.out.println(i); System.err.println(i); }")
    for stream in ("stdout", "stderr"):
        assert "".join(output["text"] for output in shown if output["name"] == stream) == numbers(20_000)
    assert len(shown) < 1000


def test_50_mb_arrive_whole(kernel: BlockingKernelClient) -> None:
    size = sum(len(output["text"]) for output in outputs(kernel, 'System.out.print("x".repeat(50_000_000));'))
    assert size == 50_000_000
    assert result(kernel, "1 + 1") == "2"


def test_printed_text_comes_before_what_is_shown_after_it(kernel: BlockingKernelClient) -> None:
    shown = outputs(kernel, 'System.out.println("a"); display("b"); System.err.println("c"); display("d"); "e"')
    assert [output["type"] for output in shown] == ["stream", "display_data", "stream", "display_data", "execute_result"]


def test_text_is_seen_while_the_cell_runs(kernel: BlockingKernelClient) -> None:
    seen: list[float] = []

    def note(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            seen.append(time.monotonic())

    kernel.execute_interactive('System.out.print("now"); Thread.sleep(3000);', timeout=60, output_hook=note)
    assert time.monotonic() - seen[0] > 1.5


def test_a_server_with_its_default_limits_drops_no_line(behind_a_server: ServedKernel) -> None:
    for _ in range(3):
        output = behind_a_server.run(lines(100_000))
        assert (output.text, output.status) == (numbers(100_000), "ok")


def test_a_server_with_its_default_limits_drops_nothing_of_a_large_text(behind_a_server: ServedKernel) -> None:
    """A server takes 1 MB a second; ipykernel's text is lost here, and a message in red is what arrives of it."""
    output = behind_a_server.run('System.out.print("x".repeat(8_000_000)); System.out.println("end");')
    assert output.text == "x" * 8_000_000 + "end\n"


def test_a_server_with_its_default_limits_drops_no_picture_of_many(behind_a_server: ServedKernel) -> None:
    code = "for (int i = 0; i < 4000; i++) { System.out.println(i); display(i); }"
    assert behind_a_server.run(code).text == numbers(4000)


# --- where it belongs -------------------------------------------------------------------------------------------------


def test_output_of_a_thread_goes_to_the_cell_that_started_it(kernel: BlockingKernelClient) -> None:
    starts = {
        "new Thread(() -> { %s }).start();": "thread",
        "Executors.newSingleThreadExecutor().submit(() -> { %s });": "executor",
        "new Timer(true).schedule(new TimerTask() { public void run() { %s } }, 0);": "timer",
        "new Thread(() -> new Thread(() -> { %s }).start()).start();": "thread of a thread",
    }
    work = 'try { Thread.sleep(1500); } catch (InterruptedException e) {} System.out.println("%s");'
    cells = {}
    for start, name in starts.items():
        cells[kernel.execute(start % (work % name))] = name
    last = kernel.execute("Thread.sleep(4000);")
    texts: dict[str, str] = defaultdict(str)
    while True:
        message = kernel.get_iopub_msg(timeout=60)
        parent = message["parent_header"].get("msg_id")
        if message["msg_type"] == "stream":
            texts[parent] += message["content"]["text"]
        if parent == last and message["content"].get("execution_state") == "idle":
            break
    assert texts == {cell: name + "\n" for cell, name in cells.items()}


def test_parallel_stream_prints_into_the_cell_that_runs(kernel: BlockingKernelClient) -> None:
    for _ in range(3):
        text = printed(kernel, "IntStream.range(0, 64).parallel().forEach(i -> System.out.println(i));")
        assert sorted(text.split(), key=int) == [str(i) for i in range(64)]


def test_nothing_of_a_stopped_cell_appears_in_the_next(manager: KernelManager, kernel: BlockingKernelClient) -> None:
    for _ in range(10):
        cell = kernel.execute("for (int i = 0; ; i++) System.out.println(i);")
        while kernel.get_iopub_msg(timeout=60)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        while not is_idle(kernel.get_iopub_msg(timeout=60), cell):
            pass
        assert kernel.get_shell_msg(timeout=60)["content"]["status"] == "error"
        assert printed(kernel, 'System.out.println("next");') == "next\n"


def is_idle(message: dict[str, Any], cell: str) -> bool:
    is_of_cell = message["parent_header"].get("msg_id") == cell
    return is_of_cell and message["content"].get("execution_state") == "idle"


# --- System.out, System.err, System.in and logs -----------------------------------------------------------------------


def test_system_out_cannot_be_closed(kernel: BlockingKernelClient) -> None:
    assert printed(kernel, 'System.out.close(); System.err.close(); System.out.println("in");') == "in\n"
    assert printed(kernel, 'try (var out = System.out) { out.println("again"); }') == "again\n"
    assert printed(kernel, 'System.out.println("later");') == "later\n"


def test_bytes_of_a_character_that_come_one_by_one_are_one_character(kernel: BlockingKernelClient) -> None:
    code = 'for (byte b : "é雪🌷\\n".getBytes("UTF-8")) { System.out.write(b); System.out.flush(); Thread.sleep(60); }'
    assert printed(kernel, code) == "é雪🌷\n"
    assert printed(kernel, "System.out.write(0xC3); System.out.flush();") == "\ufffd"


def test_streams_that_a_cell_replaces_are_back_in_the_next(kernel: BlockingKernelClient) -> None:
    code = 'var heard = new ByteArrayOutputStream(); System.setOut(new PrintStream(heard)); System.out.print("aside");'
    assert printed(kernel, code) == ""
    assert printed(kernel, "System.out.println(heard);") == "aside\n"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ('java.util.logging.Logger.getLogger("mine").warning("careful");', "WARNING mine: careful\n"),
        ('java.util.logging.Logger.getLogger("mine").info("well");', "INFO mine: well\n"),
        ('System.getLogger("other").log(System.Logger.Level.ERROR, "oh");', "SEVERE other: oh\n"),
    ],
)
def test_log_of_a_cell_is_shown_in_it(kernel: BlockingKernelClient, code: str, line: str) -> None:
    assert printed(kernel, code, "stderr") == line


def test_exception_of_a_thread_is_shown_in_its_cell(kernel: BlockingKernelClient) -> None:
    code = 'var broken = new Thread(() -> { throw new IllegalStateException("in it"); }); broken.start(); broken.join();'
    assert "IllegalStateException: in it" in printed(kernel, code, "stderr")


@pytest.mark.parametrize(
    ("code", "typed", "shown"),
    [
        ("System.in.read()", "é", "195"),
        ("new Scanner(System.in).nextLine()", "é雪", "é雪"),
        ("new BufferedReader(new InputStreamReader(System.in, \"UTF-8\")).readLine()", "🌷", "🌷"),
    ],
)
def test_system_in_reads_what_a_person_types(kernel: BlockingKernelClient, code: str, typed: str, shown: str) -> None:
    values: list[str] = []

    def note(message: dict[str, Any]) -> None:
        if message["msg_type"] == "execute_result":
            values.append(message["content"]["data"]["text/plain"])

    kernel.execute_interactive(
        code, timeout=60, allow_stdin=True, stdin_hook=lambda _: kernel.input(typed), output_hook=note
    )
    assert values == [shown]


@pytest.mark.parametrize("code", ['System.out.printf("%d", 1)', 'System.out.append("1")', 'System.err.format("1")'])
def test_stream_as_value_of_a_cell_is_not_shown(kernel: BlockingKernelClient, code: str) -> None:
    assert [output["type"] for output in outputs(kernel, code)] == ["stream"]


def test_display_as_last_line_shows_its_value_only(kernel: BlockingKernelClient) -> None:
    shown = outputs(kernel, 'display("a");')
    assert [(output["type"], output["data"]["text/plain"]) for output in shown] == [("display_data", "a")]


def test_display_is_replaced_by_its_id(kernel: BlockingKernelClient) -> None:
    first, second = outputs(kernel, 'String id = display("b"); updateDisplay(id, "c");')
    assert (first["type"], second["type"]) == ("display_data", "update_display_data")
    assert first["transient"] == second["transient"]
    assert second["data"] == {"text/plain": "c"}
