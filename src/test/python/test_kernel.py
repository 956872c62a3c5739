"""The kernel "Java (Unspool)", as `./unspool` installed it, and plain JJava beside it."""

from __future__ import annotations

import base64
import os
import re
import signal
import sys
import time
from pathlib import Path

import interrupts
import pytest
from conftest import environment, outputs, png_size, result, started
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager


@pytest.fixture(scope="module")
def spec() -> KernelSpec:
    return KernelSpecManager().get_kernel_spec("unspool")


def test_spec_describes_our_kernel(spec: KernelSpec) -> None:
    assert spec.display_name == "Java (Unspool)"
    assert spec.language == "java"
    assert spec.interrupt_mode == "message"
    assert Path(spec.resource_dir) == Path(sys.prefix, "share/jupyter/kernels/unspool")


@pytest.mark.parametrize("size", [32, 64])
def test_logo_has_the_size_in_its_name(spec: KernelSpec, size: int) -> None:
    logo = Path(spec.resource_dir, f"logo-{size}x{size}.png")
    assert png_size(logo.read_bytes()) == (size, size)


def test_logo_is_there_as_svg(spec: KernelSpec) -> None:
    assert "<svg" in Path(spec.resource_dir, "logo-svg.svg").read_text()


def test_kernel_computes(kernel: BlockingKernelClient) -> None:
    assert result(kernel, "1 + 1") == "2"


TRAIN = """
    var rnn   = Rnn.builder().hidden(4).tanh().epochs(200).adam(0.01).seed(42);
    var words = Sequences.words("I love recurrent neural networks");
    var model = rnn.train(words);
"""


def left(shown: list[dict]) -> list[dict]:
    """What of a cell's outputs stays when those with the same display id have taken each other's places."""
    places: dict[str, dict] = {}
    for output in shown:
        assert output["type"] in ("display_data", "update_display_data")
        display_id = output["transient"]["display_id"]
        assert (output["type"] == "display_data") == (display_id not in places)
        places[display_id] = output["data"]
    return list(places.values())


def test_training_leaves_a_line_and_a_small_picture(kernel: BlockingKernelClient) -> None:
    line, curve = left(outputs(kernel, TRAIN))
    assert line == {
        "text/plain": "200 epochs, loss 1.4357 → 0.0367.",
        "text/html": "<div>200 epochs, loss 1.4357 → 0.0367.</div>",
    }
    assert set(curve) == {"text/plain", "text/html", "image/png"}
    assert 'alt="Loss by epoch: training loss falls from 1.44 to 0.0367 from epoch 1 to 200."' in curve["text/html"]
    png = base64.b64decode(curve["image/png"])
    assert png_size(png) == (480, 280)
    assert len(png) < 50_000


def test_long_training_draws_its_curve_while_it_runs(kernel: BlockingKernelClient) -> None:
    outputs(kernel, 'var text = Sequences.characters("to be or not to be ".repeat(2000), 8);')
    code = "var model = Rnn.builder().hidden(64).tanh().epochs(300).truncate(20).validation(0.2).train(text);"
    shown = outputs(kernel, code)
    lines = [output["data"]["text/plain"] for output in shown if "image/png" not in output["data"]]
    assert len(lines) > 2
    time = r"\d+ s|\d+ min \d+ s|\d+ h \d+ min"
    progress = rf"epoch \d+ of 300, loss [\d.]+(e-\d+)?(, ({time}) left)?"
    assert [line for line in lines[:-1] if not re.fullmatch(progress, line)] == []
    assert lines[-1].startswith("300 epochs, loss ")
    # A slow machine may have finished only one update at the first line, and one point is no curve.
    assert len(lines) - len([output for output in shown if "image/png" in output["data"]]) in (0, 1)
    assert len(left(shown)) == 2


def test_quiet_training_shows_nothing(kernel: BlockingKernelClient) -> None:
    outputs(kernel, TRAIN)
    assert outputs(kernel, "var again = rnn.quiet().train(words);") == []
    assert result(kernel, "again.history().loss() == model.history().loss()") == "true"


def test_history_as_value_of_the_cell_is_not_drawn_twice(kernel: BlockingKernelClient) -> None:
    shown = outputs(kernel, TRAIN + "model.history()")
    value = shown.pop()
    assert value["type"] == "execute_result"
    assert set(value["data"]) == {"text/plain", "text/html", "image/png"}
    assert [set(data) for data in left(shown)] == [{"text/plain", "text/html"}, {"text/plain"}]


def test_help_says_where_to_start_and_what_a_name_is(kernel: BlockingKernelClient) -> None:
    assert "Rnn.builder().hidden(4)" in result(kernel, "help")
    assert result(kernel, "%help") == result(kernel, "help()")
    assert result(kernel, "?Rnn") == result(kernel, "Rnn?") == result(kernel, "%help Rnn")
    assert "immutable" in result(kernel, "?Rnn")
    (failed,) = outputs(kernel, "?Rnm")
    assert "nothing is known of Rnm" in "".join(failed["traceback"])
    assert result(kernel, "int help = 3;\nhelp") == "3"
    assert result(kernel, "help") == "3"


def test_value_that_is_lost_gets_a_hint(kernel: BlockingKernelClient) -> None:
    outputs(kernel, TRAIN)
    hint, shown = outputs(kernel, "rnn.epochs(50);\n1 + 1")
    assert hint["name"] == "stderr"
    assert hint["text"] == (
        "rnn.epochs(50); changes nothing, since each call returns a new object. Write rnn = rnn.epochs(50);\n"
    )
    assert shown["data"]["text/plain"] == "2"
    assert len(outputs(kernel, "var more = rnn.epochs(50);\n1 + 1")) == 1


def test_illness_of_a_run_is_told(kernel: BlockingKernelClient) -> None:
    outputs(kernel, TRAIN)
    line, _ = left(outputs(kernel, "var slow = rnn.adam(0.0001).train(words);"))
    assert line["text/plain"].splitlines()[1] == (
        "⚠ The loss fell steadily, but only from 1.436 to 1.361: the learning rate is too low. Try .adam(0.001)."
    )


def test_model_survives_a_cell_that_fails_afterwards(kernel: BlockingKernelClient) -> None:
    outputs(kernel, TRAIN)
    shown = outputs(kernel, "var lost = rnn.seed(7).train(words).history().epochs().list().get(1000);")
    assert shown[-1]["type"] == "error"
    assert result(kernel, "Rnn.latest(words).history().epochs().list().size()") == "200"
    assert result(kernel, "Rnn.latest(words) == model") == "false"


@pytest.mark.parametrize(
    ("code", "mime"),
    [
        ("model.history()", "image/png"),
        ("model.trace(\"I\", \"love\")", "image/png"),
        ("model.history().epochs()", "text/html"),
        ("model.next(\"I\")", "text/html"),
        ("model.weights()", "text/html"),
        ("Table.create(IntColumn.create(\"n\", 1, 2))", "text/html"),
        ("Views.chart(model.history())", "image/png"),
    ],
)
def test_result_shows_itself(kernel: BlockingKernelClient, code: str, mime: str) -> None:
    outputs(kernel, TRAIN)
    shown = outputs(kernel, code)
    assert [output["type"] for output in shown] == ["execute_result"]
    assert set(shown[0]["data"]) == {"text/plain", "text/html", mime}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("Rnn.builder().hidden(0)", "hidden(0): a layer needs at least 1 unit; try hidden(16)"),
        ("rnn.adam(-0.1)", "adam(-0.1): the value must be positive and finite; try adam(0.01)"),
        ("Rnn.builder().train(words)", "there is no layer; add one, such as hidden(16).tanh()"),
        ("Sequences.words()", "words(): no sentences; give at least one, such as words("),
        ("Sequences.words(\"a b\", \" \")", "sentence 2 is empty; it needs at least two words"),
        ("model.next(\"I\", \"lov\")", '"lov" was not in the training data; the nearest of its 4 known words: "love"'),
    ],
)
def test_wrong_call_says_what_to_write_and_leaves_the_model(
    kernel: BlockingKernelClient, code: str, sentence: str
) -> None:
    outputs(kernel, TRAIN)
    shown = outputs(kernel, code)
    assert [output["type"] for output in shown] == ["error"]
    assert sentence in shown[0]["evalue"]
    assert result(kernel, "model.next(\"I\")") == "love 0.963"


def test_loss_that_becomes_nan_is_explained_and_the_model_kept(kernel: BlockingKernelClient) -> None:
    outputs(kernel, TRAIN)
    shown = outputs(kernel, "var wild = Rnn.builder().hidden(16).relu().epochs(99).sgd(10).train(words);")
    assert {output["type"] for output in shown} <= {"display_data", "update_display_data"}
    line = left(shown)[0]["text/plain"]
    assert "In epoch" in line
    assert "Try .clip(1), or .sgd(1.0)." in line
    assert result(kernel, "wild.history().ending()") == "DIVERGED"


def falls_silent(client: BlockingKernelClient) -> bool:
    """Whether soon nothing is computed any more but what compiles hot code, and nothing is shown in later cells."""
    for _ in range(20):
        before = interrupts.cpu_seconds(client)
        assert outputs(client, "Thread.sleep(1000);") == []
        if interrupts.cpu_seconds(client) - before < 0.3:
            return True
    return False


def test_stop_ends_every_long_call_again_and_again() -> None:
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as client:
        client.execute_interactive(interrupts.SETUP, timeout=300)
        for name, (code, question, expected) in 2 * list(interrupts.CALLS.items()):
            _, shown = interrupts.stop(manager, client, code, 1.5)
            cell = {message["parent_header"]["msg_id"] for message in shown}
            assert len(cell) == 1
            assert [m["content"]["ename"] for m in shown if m["msg_type"] == "error"] == [
                "Interrupted"
            ], name
            # At once: the cell has waited until its variable was assigned.
            assert result(client, question) == expected, name
            assert falls_silent(client), f"{name} goes on unseen"


def test_stopped_training_leaves_its_curve_and_says_so() -> None:
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as client:
        client.execute_interactive(interrupts.SETUP, timeout=300)
        code, _, _ = interrupts.CALLS["train, updates of seconds"]
        _, shown = interrupts.stop(manager, client, code, 3)
        displays = [
            {"type": m["msg_type"], **m["content"]} for m in shown if m["msg_type"].endswith("display_data")
        ]
        assert left(displays)[0]["text/plain"].startswith("⚠ ")
        assert "Stopped in epoch " in left(displays)[0]["text/plain"]


COMPARE = """
    var words = Sequences.words("I love recurrent neural networks", "networks love I");
    var grid  = Compare.of(Rnn.builder().hidden(4).gru().epochs(20))
        .over("units", List.of(2, 4, 8), Rnn::units)
        .over("rate", List.of(0.1, 0.01), Rnn::adam)
        .seeds(2);
"""


def test_comparison_leaves_a_line_and_a_small_picture(kernel: BlockingKernelClient) -> None:
    line, curves = left(outputs(kernel, COMPARE + "var c = grid.run(words, words);"))
    assert re.fullmatch(r"12 runs, leading units \d, rate [\d.]+: validation loss [\d.]+ ± [\d.]+\.", line["text/plain"])
    assert png_size(base64.b64decode(curves["image/png"])) == (640, 260)


def test_comparison_as_value_of_the_cell_is_all_that_is_left(kernel: BlockingKernelClient) -> None:
    shown = outputs(kernel, COMPARE + "grid.run(words, words)")
    value = shown.pop()
    assert value["type"] == "execute_result"
    assert set(value["data"]) == {"text/plain", "text/html"}
    html = value["data"]["text/html"]
    assert "<th>rank</th>" in html
    assert "<p>Undecided between 5 of 6: " in html
    assert "<b>best</b>" not in html
    assert len(str(value["data"])) < 100_000
    assert left(shown) == [{"text/plain": ""}, {"text/plain": ""}]


def test_long_comparison_shows_the_best_so_far_and_the_time_left(kernel: BlockingKernelClient) -> None:
    outputs(kernel, COMPARE)
    code = "var c = grid.seeds(2000).within(Duration.ofSeconds(5)).run(words, words);"
    shown = outputs(kernel, code)
    lines = [output["data"]["text/plain"] for output in shown if "image/png" not in output["data"]]
    pattern = r"\d+ of 12000 runs(, leading units \d, rate [\d.]+: validation loss [\d.]+( ± [\d.]+)?)?(, \d+ s left)?"
    assert len(lines) > 2
    assert all(re.fullmatch(pattern, line) for line in lines[:-1])
    assert any(line.endswith(" s left") for line in lines[:-1])
    assert lines[-1].endswith("\n⚠ The time limit was reached before all runs were complete.")
    assert len(left(shown)) == 2
    assert result(kernel, "c.done() > 6 && c.rows().get(0).rank() == 1") == "true"


def test_quiet_comparison_shows_nothing(kernel: BlockingKernelClient) -> None:
    assert outputs(kernel, COMPARE + "var c = grid.quiet().run(words, words);") == []


def test_tab_offers_the_words_of_a_comparison(kernel: BlockingKernelClient) -> None:
    outputs(kernel, TRAIN)
    offered = kernel.complete("Compare.of(rnn).", reply=True, timeout=60)["content"]["matches"]
    words = {"over", "when", "random", "sobol", "seeds", "folds", "halving", "asha", "within", "score", "threads", "run"}
    assert words <= {word.split("(")[0] for word in offered}
    views = kernel.complete("Comparisons.", reply=True, timeout=60)["content"]["matches"]
    assert {"curves", "scores", "heatMap", "importance", "front"} <= {word.split("(")[0] for word in views}


def records(file: Path) -> list[bytes]:
    """The whole records of a comparison's file, each behind its length and two checksums; the first is its header."""
    rest = file.read_bytes()[len(b"unspool comparison 1\n") :] if file.exists() else b""
    found = []
    while len(rest) >= 12:
        end = 12 + int.from_bytes(rest[:4], "big")
        if len(rest) < end:
            break
        found.append(rest[12:end])
        rest = rest[end:]
    return found


def test_comparison_goes_on_after_its_kernel_was_killed(tmp_path: Path) -> None:
    file = tmp_path / "it.comparison"
    code = COMPARE + f'var kept = grid.seeds(200).checkpoint(java.nio.file.Path.of("{file}"));'
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as client:
        assert outputs(client, code) == []
        client.execute("var c = kept.run(words, words);")
        deadline = time.monotonic() + 60
        while len(records(file)) < 20 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(manager.provisioner.pid, signal.SIGKILL)
    before = records(file)
    assert 20 <= len(before) < 1201
    with started(KernelManager(kernel_name="unspool")) as client:
        assert outputs(client, code) == []
        outputs(client, "var c = kept.run(words, words);")
        after = records(file)
        assert after[: len(before)] == before, "no run is lost"
        assert len(after) == 1 + 6 * 200, "and none is repeated"
        whole = "grid.seeds(200).quiet().run(words, words).table().print().equals(c.table().print())"
        assert result(client, whole) == "true"


def test_java_caches_inside_the_environment(kernel: BlockingKernelClient) -> None:
    home = result(kernel, 'System.getProperty("user.home")')
    assert Path(home) == Path(sys.prefix, "home")


def test_kernel_ends_soon_after_a_request_to_shut_down() -> None:
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as client:
        # The first cell starts threads that would keep the JVM alive.
        assert result(client, "1 + 1") == "2"
        client.shutdown()
        deadline = time.monotonic() + 10
        while manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not manager.is_alive()


def test_plain_jjava_gets_everything_from_one_line(spec: KernelSpec) -> None:
    with started(KernelManager(kernel_name="java"), env=environment()) as client:
        assert outputs(client, f"%classpath {spec.resource_dir}/lib/*.jar") == []
        outputs(client, TRAIN)
        shown = outputs(client, "model.history()")
        assert set(shown[0]["data"]) == {"text/plain", "text/html", "image/png"}
