"""A notebook of IJava after one call, on a kernel that is built as IJava is.

IJava itself is in no repository of packages; src/test/java has the little of it that this takes.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import environment, outputs, png_size, result, started
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpecManager

INSTALL = "io.github.unspool.jupyter.IJava.install();"
DATA = 'var data = Sequences.words("the quick brown fox jumps over the lazy dog");'


@pytest.fixture(scope="module")
def kernels(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of kernels with one that has Unspool and what IJava brings on its class path, and nothing of JJava."""
    folder = tmp_path_factory.mktemp("ijava")
    java = Path(KernelSpecManager().get_kernel_spec("unspool").argv[0])
    target = checkout / "target"
    path = f"{target}/unspool.jar:{target}/ijava/*"
    source = checkout / "src/test/java/io/github/spencerpark/ijava/IJava.java"
    subprocess.run([java.with_name("javac"), "-cp", path, "-d", folder / "classes", source], check=True)
    arguments = [java, "-Djava.awt.headless=true", "-cp", f"{path}:{folder}/classes"]
    main = ["io.github.spencerpark.ijava.IJava", "{connection_file}"]
    spec = {"argv": [*map(str, arguments), *main], "display_name": "IJava", "language": "java"}
    (folder / "java").mkdir()
    (folder / "java/kernel.json").write_text(json.dumps(spec))
    return folder


@pytest.fixture(scope="module")
def ijava(kernels: Path) -> Iterator[BlockingKernelClient]:
    specs = KernelSpecManager(kernel_dirs=[str(kernels)])
    manager = KernelManager(kernel_name="java", kernel_spec_manager=specs)
    with started(manager, env=environment()) as client:
        assert outputs(client, INSTALL) == []
        assert outputs(client, DATA) == []
        yield client


def test_class_path_has_nothing_of_jjava(ijava: BlockingKernelClient) -> None:
    (output,) = outputs(ijava, 'Class.forName("org.dflib.jjava.jupyter.Extension");')
    assert output["type"] == "error"


def test_training_is_drawn_while_it_runs_and_its_history_larger_in_its_place(ijava: BlockingKernelClient) -> None:
    train = "var model = Rnn.builder().hidden(8).gru().epochs(20_000).seed(1).train(data);"
    *live, shown = outputs(ijava, train + "\nmodel.history()")
    line, curve, *updates = live
    assert line["type"] == curve["type"] == "display_data"
    assert line["data"]["text/html"].startswith("<progress ")
    assert line["data"]["text/plain"].startswith("epoch ")
    assert png_size(base64.b64decode(curve["data"]["image/png"])) == (480, 280)
    assert {update["type"] for update in updates} == {"update_display_data"}
    places = [output["transient"]["display_id"] for output in (line, curve)]
    assert len(set(places)) == 2
    assert {update["transient"]["display_id"] for update in updates} == set(places)
    end, gone = updates[-3], updates[-1]
    assert end["data"]["text/plain"].startswith("20000 epochs, loss 2.1016 → 0.")
    assert gone["data"] == {"text/plain": ""}
    assert shown["type"] == "execute_result"
    assert {"width": 640, "height": 360}.items() <= shown["metadata"]["image/png"].items()
    assert png_size(base64.b64decode(shown["data"]["image/png"])) == (640, 360)


def test_tables_are_html(ijava: BlockingKernelClient) -> None:
    (shown,) = outputs(ijava, 'Table.create("mine", StringColumn.create("word", "<b>"))')
    assert "&lt;b&gt;" in shown["data"]["text/html"]
    assert "mine" in shown["data"]["text/plain"]


def test_comparison_is_a_leaderboard(ijava: BlockingKernelClient) -> None:
    run = 'Compare.of(Rnn.builder().hidden(4).gru().epochs(5)).over("units", List.of(2, 4), Rnn::units).run(data, data)'
    *live, shown = outputs(ijava, run)
    assert {output["type"] for output in live} == {"display_data", "update_display_data"}
    assert shown["type"] == "execute_result"
    assert "data:image/png;base64," in shown["data"]["text/html"]
    assert shown["data"]["text/plain"].lstrip().startswith("leaderboard")


def test_values_of_java_are_as_before(ijava: BlockingKernelClient) -> None:
    assert result(ijava, "6 * 7") == "42"
    assert result(ijava, "List.of(1, 2)") == "[1, 2]"


def test_second_call_changes_nothing(ijava: BlockingKernelClient) -> None:
    assert outputs(ijava, INSTALL) == []
    (shown,) = outputs(ijava, "Rnn.builder().hidden(4).tanh()")
    assert set(shown["data"]) == {"text/plain", "text/html"}
