"""A kernel is alive, and answers, or its process has ended, so that Jupyter starts another."""

from __future__ import annotations

import time

import pytest
from conftest import environment, outputs, started
from jupyter_client import BlockingKernelClient, KernelManager

FILL = {
    "arrays": "while (true) all.add(new byte[1000]);",
    "texts": 'while (true) all.add("x" + all.size());',
    "numbers": "while (true) all.add(all.size());",
    "a large array": "while (true) all.add(new long[1 << 20]);",
    "while it prints": "while (true) { all.add(new byte[1000]); if (all.size() % 1000 == 0) System.out.println(all.size()); }",
    "in another thread": "var fill = new Thread(() -> { while (true) all.add(new byte[1000]); }); fill.start(); fill.join();",
}


@pytest.mark.parametrize("fill", FILL.values(), ids=FILL)
def test_memory_that_is_full_leaves_a_kernel_that_answers_or_none(fill: str) -> None:
    manager = KernelManager(kernel_name="unspool")
    memory = {**environment(), "JDK_JAVA_OPTIONS": environment()["JDK_JAVA_OPTIONS"] + " -Xmx128m"}
    with started(manager, env=memory) as kernel:
        outputs(kernel, "var all = new ArrayList<Object>();")
        kernel.execute(fill)
        if answers(manager, kernel):
            kernel.execute("all.clear();")
            kernel.execute("1 + 1")
            assert answers(manager, kernel) and answers(manager, kernel) or ended(manager)


def answers(manager: KernelManager, kernel: BlockingKernelClient) -> bool:
    """Whether a reply comes before the kernel is gone; neither, for minutes, is what must not be."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if kernel.shell_channel.msg_ready():
            kernel.get_shell_msg(timeout=1)
            return True
        if not manager.is_alive():
            return False
        time.sleep(0.1)
    raise AssertionError("the kernel neither answers nor ends")


def ended(manager: KernelManager) -> bool:
    return not manager.is_alive()


@pytest.mark.parametrize("name", ["iopub", "heartbeat", "shell", "control", "iothread"])
def test_kernel_ends_with_a_thread_that_it_needs(name: str) -> None:
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as kernel:
        kernel.execute(
            f"""
            var needed = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("{name}")).findFirst().get();
            needed.getUncaughtExceptionHandler().uncaughtException(needed, new Error("as if it had ended"));
            """
        )
        deadline = time.monotonic() + 60
        while manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not manager.is_alive()
