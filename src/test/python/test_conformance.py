"""Jupyter's own tests of a kernel, on ours; docs/conformance.md has the table.

Two of them ask for what clients have left behind: the pager, which the protocol calls
deprecated, and a welcome message that neither JupyterLab nor ipykernel waits for.
"""

from __future__ import annotations

from typing import Any
from unittest import mock

import jupyter_kernel_test


class KernelTest(jupyter_kernel_test.KernelTests):
    kernel_name = "unspool"
    language_name = "Java"
    file_extension = ".jshell"

    def execute_helper(self, *args: Any, **options: Any) -> Any:
        """With patience: a busy machine needs more than the 0.1 s between two messages that are allowed here."""
        channel = self.kc.iopub_channel
        get = jupyter_kernel_test.ensure_sync(channel.get_msg)
        with mock.patch.object(channel, "get_msg", lambda timeout: get(timeout=60)):
            return super().execute_helper(*args, **{"timeout": 60, **options})

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oh");'
    completion_samples = [
        {"text": "Rnn.builder().hidden(4).", "matches": ["tanh()", "relu()", "gru()", "lstm()", "cell("]},
        {"text": "Rnn.bui", "matches": ["builder()"]},
        {"text": "System.out.printl", "matches": ["println("]},
        {"text": "%mave", "matches": ["%maven", "%mavenRepo"]},
        # A letter beyond 16 bits before the cursor, which Jupyter counts as one.
        {"text": 'var 𝑥 = "😀"; Rnn.bui', "matches": ["builder()"]},
    ]
    complete_code_samples = ["1 + 1", "int x = 3;", "for (int i = 0; i < 3; i++) {}", "class A { int b; }"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "var s = ", 'var t = """', "Rnn.builder()\n    .hidden("]
    invalid_code_samples = [")", "int = 5;", "class 3 {}"]
    code_generate_error = 'throw new IllegalStateException("no");'
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "new int[] {1, 4, 9}.length", "result": "3"},
        {"code": 'List.of("a", "b")', "result": "[a, b]"},
    ]
    code_display_data = [
        {"code": 'var shown = display(Table.create(IntColumn.create("n", 1, 2)));', "mime": "text/html"},
        {
            "code": 'var chart = new XYChart(200, 100); chart.addSeries("y", new double[] {1, 2});'
            " var drawn = display(chart);",
            "mime": "image/png",
        },
    ]
    code_history_pattern = "1 ? 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Rnn.builder"
    code_clear_output = "clearOutput();"


del jupyter_kernel_test.KernelTests
