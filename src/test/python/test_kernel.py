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


def test_unspool_needs_no_import(kernel: BlockingKernelClient) -> None:
    assert "Rnn" in result(kernel, "Rnn.builder()")


def test_error_leaves_the_kernel_usable(kernel: BlockingKernelClient) -> None:
    shown = outputs(kernel, "Rnn.builder().hidden(0)")
    assert [output["type"] for output in shown] == ["error"]
    assert "hidden(0):" in shown[0]["evalue"]
    assert result(kernel, "2 + 2") == "4"


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
        assert "Rnn" in result(client, "Rnn.builder()")
