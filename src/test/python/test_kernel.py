"""The kernel "Java (Unspool)", as `./unspool` installed it, and plain JJava beside it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import environment, outputs, png_size, result, started
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager


@pytest.fixture(scope="module")
def spec() -> KernelSpec:
    return KernelSpecManager().get_kernel_spec("unspool")


@pytest.fixture(scope="module")
def kernel() -> Iterator[BlockingKernelClient]:
    with started(KernelManager(kernel_name="unspool")) as client:
        yield client


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


def test_training_leaves_one_line(kernel: BlockingKernelClient) -> None:
    shown = outputs(kernel, TRAIN)
    # A slow machine shows how far training is, in the same line, before it shows the end.
    assert shown[0]["type"] == "display_data"
    assert all(output["type"] == "update_display_data" for output in shown[1:])
    assert len({output["transient"]["display_id"] for output in shown}) == 1 or len(shown) == 1
    assert shown[-1]["data"] == {"text/plain": "200 epochs, loss 1.4357 → 0.0367."}


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
    assert set(shown[0]["data"]) == {"text/plain", mime}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("Rnn.builder().hidden(0)", "hidden(0): a layer needs at least 1 unit; try hidden(16)"),
        ("rnn.adam(-0.1)", "adam(-0.1): the value must be positive and finite; try adam(0.01)"),
        ("Rnn.builder().train(words)", "no layer: add one, such as hidden(16).tanh()"),
        ("Sequences.words()", "words(): no data; give at least one sentence"),
        ("Sequences.words(\"a b\", \" \")", "sentence 2 is empty: give it at least two words"),
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
    assert "In epoch" in shown[-1]["data"]["text/plain"]
    assert "Try clip(1), or a smaller learning rate." in shown[-1]["data"]["text/plain"]
    assert result(kernel, "wild.history().ending()") == "DIVERGED"


def test_stop_ends_training_and_keeps_the_model() -> None:
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as client:
        outputs(client, 'var train = Sequences.characters("to be or not to be ".repeat(2000), 8);')
        displays: list[tuple[str, str]] = []

        def stop_after_some_updates(message: dict) -> None:
            if message["msg_type"] in ("display_data", "update_display_data"):
                content = message["content"]
                displays.append((content["transient"]["display_id"], content["data"]["text/plain"]))
                if len(displays) == 4:
                    manager.interrupt_kernel()

        code = "var long_run = Rnn.builder().hidden(64).tanh().epochs(100000).truncate(20).train(train);"
        client.execute_interactive(code, timeout=60, output_hook=stop_after_some_updates)

        assert len({display_id for display_id, _ in displays}) == 1, "one line, rewritten in place"
        assert displays[0][1].startswith("epoch ") and displays[0][1].endswith(" left")
        # JJava ends the cell at the moment of the interrupt; training notices it a few milliseconds later.
        deadline = time.monotonic() + 10
        while result(client, "long_run == null") == "true" and time.monotonic() < deadline:
            time.sleep(0.1)
        assert result(client, "long_run.history().ending()") == "STOPPED"


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
        assert set(shown[0]["data"]) == {"text/plain", "image/png"}
