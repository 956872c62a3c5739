"""What the tests share: the checkout, and a Jupyter kernel to talk to.

`./unspool test` runs them in .venv, after it has built the wheel and installed it there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpecManager

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


def environment() -> dict[str, str]:
    """For kernels as a user would have them: they take the JDK from the PATH.

    What Java caches in a home folder still stays inside the checkout.
    """
    java = Path(KernelSpecManager().get_kernel_spec("unspool").argv[0])
    return {
        **os.environ,
        "PATH": f"{java.parent}{os.pathsep}{os.environ['PATH']}",
        "JDK_JAVA_OPTIONS": f'-Duser.home="{sys.prefix}/home"',
    }


@contextmanager
def started(manager: KernelManager, **options: Any) -> Iterator[BlockingKernelClient]:
    """A running kernel, which is gone afterwards whatever happened."""
    manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def outputs(client: BlockingKernelClient, code: str) -> list[dict[str, Any]]:
    """Runs a cell and returns the contents of what it shows, in order."""
    shown = []

    def collect(message: dict[str, Any]) -> None:
        if message["msg_type"] not in ("status", "execute_input"):
            shown.append({"type": message["msg_type"], **message["content"]})

    client.execute_interactive(code, timeout=60, output_hook=collect)
    return shown


def result(client: BlockingKernelClient, code: str) -> str:
    """The text of the one thing that the cell shows: its value."""
    shown = outputs(client, code)
    assert [output["type"] for output in shown] == ["execute_result"], shown
    return shown[0]["data"]["text/plain"]


@pytest.fixture(scope="module")
def manager() -> KernelManager:
    return KernelManager(kernel_name="unspool")


@pytest.fixture(scope="module")
def kernel(manager: KernelManager) -> Iterator[BlockingKernelClient]:
    with started(manager) as client:
        yield client


def png_size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
