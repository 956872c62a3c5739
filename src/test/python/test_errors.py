"""What a person sees when a cell fails, is stopped, or does its worst; and what is left afterwards."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from conftest import environment, outputs, result, started
from jupyter_client import BlockingKernelClient, KernelManager

COLOUR = re.compile("\x1b\\[[0-9;]*m")


def error(kernel: BlockingKernelClient, code: str) -> list[str]:
    """The lines that the cell shows, which has to fail."""
    shown = outputs(kernel, code)
    assert shown[-1]["type"] == "error", shown
    return [COLOUR.sub("", line) for line in shown[-1]["traceback"]]


def run_and_stop(manager: KernelManager, kernel: BlockingKernelClient, code: str) -> tuple[list[Any], float]:
    """What the cell shows that is stopped once it has printed something, and how long that took."""
    shown: list[Any] = []
    pressed = 0.0

    def stop(message: dict[str, Any]) -> None:
        nonlocal pressed
        if message["msg_type"] == "stream" and not pressed:
            pressed = time.monotonic()
            manager.interrupt_kernel()
        if message["msg_type"] not in ("status", "execute_input"):
            shown.append(message["content"])

    kernel.execute_interactive(code, timeout=60, output_hook=stop)
    return shown, time.monotonic() - pressed


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (
            "var rnn = Rnn.builder()\n    .hidden(0);",
            ["hidden(0): a layer needs at least 1 unit; try hidden(16)", "  line 2:  .hidden(0);"],
        ),
        ("int n = 0;\n\n1 / n", ["ArithmeticException: / by zero", "  line 3:  1 / n"]),
        (
            'throw new RuntimeException("outer", new java.io.IOException("inner"));',
            [
                "RuntimeException: outer",
                '  line 1:  throw new RuntimeException("outer", new java.io.IOException("inner"));',
                "Caused by IOException: inner",
            ],
        ),
        (
            "Rnn.builder().hidden(4).gruu()",
            [
                "cannot find symbol: method gruu(); did you mean gru()?",
                "  line 1:  Rnn.builder().hidden(4).gruu()",
                " " * 34 + "^",
            ],
        ),
        (
            "Rnn.builder().hidden(64).epochs(3)",
            [
                "cannot find symbol: method epochs(int); "
                "the layer is not complete, so choose its cell: tanh(), relu(), gru(), lstm() or cell(…)",
                "  line 1:  Rnn.builder().hidden(64).epochs(3)",
                " " * 35 + "^",
            ],
        ),
        ("int x = 1;\nx + nope", ["cannot find symbol: variable nope", "  line 2:  x + nope", " " * 15 + "^"]),
        (
            'Rnn.builder().hidden("4")',
            [
                "incompatible types: String cannot be converted to int",
                '  line 1:  Rnn.builder().hidden("4")',
                " " * 32 + "^",
            ],
        ),
        (
            "Rnn.builder().train(1)",
            [
                "no suitable method found for train(int)",
                "  line 1:  Rnn.builder().train(1)",
                " " * 24 + "^",
                "  there is Rnn.<T>train(SequenceDataset<T>)",
                "  there is Rnn.<T>train(SequenceDataset<T>,SequenceDataset<T>)",
                "  there is Rnn.<T>train(Dataset<T>)",
                "  there is Rnn.<T>train(Dataset<T>,Dataset<T>)",
                "  there is Rnn.<T>train(Parts.OfSequences<T>)",
                "  there is Rnn.<T>train(Parts.OfExamples<T>)",
            ],
        ),
        (
            "int later() {\n    return soon() + Soon.N;\n}\nlater()",
            [
                "later uses what is not defined yet: method soon(), variable Soon",
                "  line 1:  int later() {",
                "  line 4:  later()",
            ],
        ),
        (
            "for (",
            ["The code ends too early: a bracket, a quote or the like is still open", "  for ("],
        ),
        ("%sing a song", ["there is no magic %sing; %lsmagic lists all", "  line 1:  %sing a song"]),
        (
            'new Object() { public String toString() { throw new Error("no picture"); } }',
            ["Error: no picture"],
        ),
    ],
)
def test_error_is_a_sentence_and_the_users_line(kernel: BlockingKernelClient, code: str, lines: list[str]) -> None:
    assert error(kernel, code) == lines


def test_error_in_a_method_names_its_cell(kernel: BlockingKernelClient) -> None:
    assert outputs(kernel, "int half(int[] numbers) {\n    return numbers[0] / 2;\n}") == []
    count = kernel.execute("1", reply=True, timeout=60)["content"]["execution_count"]
    assert error(kernel, "half(new int[0])") == [
        "ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0",
        f"  cell {count - 1}, line 2:  return numbers[0] / 2;",
        "  line 1:  half(new int[0])",
    ]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (
            'Integer.parseInt("a");',
            [r'NumberFormatException: For input string: "a"', r"  in Integer\.parseInt \(Integer\.java:\d+\)"],
        ),
        (
            "class TooShort extends RuntimeException { TooShort(String s) { super(s); } }\nthrow new TooShort(\"by two\");",
            [r"TooShort: by two", r"  line 2:  throw new TooShort\(\"by two\"\);"],
        ),
        (
            "String[] given = null;\ngiven[0]",
            [r'NullPointerException: Cannot load from object array because "given" is null', r"  line 2:  given\[0\]"],
        ),
        (
            'void ask() { String word = null; word.length(); }\nask()',
            [r'NullPointerException: .* because "word" is null', r"  line 1:  .*", r"  line 2:  ask\(\)"],
        ),
        (
            'Object box = "s"; Integer n = (Integer) box;',
            [r"ClassCastException: class java\.lang\.String cannot be cast to class java\.lang\.Integer"],
        ),
        (
            'var two = new RuntimeException("main");\ntwo.addSuppressed(new IOException("beside"));\nthrow two;',
            [r"RuntimeException: main", r"  line 1:  .*", r"Suppressed IOException: beside", r"  line 2:  .*"],
        ),
        (
            'RnnModel.load(Path.of("x"))',
            [r"method load in class RnnModel<T> cannot be applied to given types", ".*", ".*"]
            + [r"  required: Path,Class<U>", r"  found:    Path"],
        ),
        ("return 5;", [r"return stands outside of a method; .*"]),
        ("String s = \u201cpasted\u201d;", [r"illegal character: '.u201c': \u201c is a typographic quotation mark; write \""]),
    ],
)
def test_error_says_what_helps(kernel: BlockingKernelClient, code: str, lines: list[str]) -> None:
    found = error(kernel, code)
    assert len(found) >= len(lines)
    for line, pattern in zip(found, lines):
        assert re.fullmatch(pattern, line), (line, pattern)


def test_trace_is_the_whole_of_the_last_error(kernel: BlockingKernelClient) -> None:
    error(kernel, 'void open() { throw new IllegalStateException("it", new IOException("in it")); }\nopen();')
    (shown,) = outputs(kernel, "%trace")
    lines = shown["text"].splitlines()
    assert lines[0] == "java.lang.IllegalStateException: it"
    assert re.fullmatch(r"    at cell \d+, line 1:  void open.*", lines[1])
    assert "Caused by: java.io.IOException: in it" in lines
    assert "REPL" not in shown["text"] and "kernel" not in shown["text"]


CELL = "the layer is not complete, so choose its cell: tanh(), relu(), gru(), lstm() or cell(…)"


def after_a_layer(call: str) -> str:
    return f"it belongs right after a layer: hidden(64).lstm().{call}; later, write rnn.top().{call}"


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        ("rnn.adam()", "it takes the learning rate: adam(0.01)"),
        (
            "rnn.sgd(0.1, 0.9)",
            "it takes the learning rate: sgd(0.1); optimiser(new Sgd(Rate.constant(0.1), 0.9, false)) has momentum",
        ),
        ("rnn.lstm(64)", "a layer begins with its width: hidden(64).lstm()"),
        ("layer.lstm(64)", "a layer begins with its width: hidden(64).lstm()"),
        ("rnn.batchSize(32)", "write batch(32)"),
        ("layer.batchSize(32)", "write batch(32)"),
        ("rnn.rmsProp(0.001)", "write optimiser(new RmsProp(0.001))"),
        ("rnn.fit(data)", "write train(data)"),
        ('Rnn.load(Path.of("x"))', "write RnnSequenceModel.load(path), or RnnModel.load(path, Label.class)"),
        ('model.save("x")', 'write serializeToFile(Path.of("my.model")); RnnSequenceModel.load and RnnModel.load read it'),
        ("model.summary()", "write it alone on the last line of a cell, which shows its parts and settings"),
        ("model.fit(data)", "the network trains: rnn.train(data), or rnn.train(data, model) from there"),
        ("rnn.weightDecay(0.01)", "write l2(0.0001), or optimiser(new Adam(Rate.constant(0.01), 0.01))"),
        ("rnn.reduceLROnPlateau(5)", "write lowerRate(5)"),
        ("Loss.mse()", "write squaredError()"),
        ("Compare.of(rnn).fit(data)", "write run(parts)"),
    ],
)
def test_call_of_another_library_says_what_to_write(kernel: BlockingKernelClient, call: str, hint: str) -> None:
    outputs(kernel, "var layer = Rnn.builder().hidden(2).tanh(); var rnn = layer.epochs(1).quiet();")
    outputs(kernel, 'var data = Sequences.words("a b"); var model = rnn.train(data);')
    assert error(kernel, call)[0].endswith("; " + hint)


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        ("rnn.dropout(0.2)", after_a_layer("dropout(0.2)")),
        ("Rnn.builder().hidden(4).gru().epochs(3).recurrentDropout(0.1)", after_a_layer("recurrentDropout(0.2)")),
        ("Rnn.builder().bidirectional()", after_a_layer("bidirectional()")),
        ("rnn.quiet().skip()", after_a_layer("skip()")),
        ("rnn.dense(8)", after_a_layer("dense(8)")),
        ('Compare.of(rnn).over("dropout", List.of(0.1, 0.2), Rnn::dropout)', after_a_layer("dropout(0.2)")),
        ("Rnn.builder().hidden(4).dropout(0.2)", CELL),
        ("Compare.of(Rnn.builder().hidden(4))", CELL),
        ("layer = layer.epochs(3)", "declare the variable with Rnn in place of var"),
    ],
)
def test_call_that_another_stage_has_says_where_it_belongs(kernel: BlockingKernelClient, call: str, hint: str) -> None:
    outputs(kernel, "var layer = Rnn.builder().hidden(2).tanh(); var rnn = layer.epochs(1);")
    assert error(kernel, call)[0].endswith("; " + hint)


def test_option_of_the_last_layer_is_written_as_the_hint_says(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "var rnn = Rnn.builder().hidden(2).tanh().epochs(1);")
    assert result(kernel, "rnn.top().dropout(0.2).toString()") == "Rnn.builder().hidden(2).tanh().dropout(0.2).epochs(1)"


def test_class_of_the_same_name_has_no_hints(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "class OwnModel {}")
    assert error(kernel, "new OwnModel().save()")[0] == "cannot find symbol: method save()"


def test_declaration_that_uses_what_there_is_not_says_so(kernel: BlockingKernelClient) -> None:
    (shown,) = outputs(kernel, "class Shop { Sttring name; }")
    assert shown["text"] == "Shop cannot be used yet: class Sttring is not defined; did you mean String?\n"
    assert outputs(kernel, "class Sttring {}") == []
    assert error(kernel, "Nowhere lost;")[0] == "lost cannot be used yet: class Nowhere is not defined"


def test_method_that_does_not_compile_any_more_says_why(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "int given1() { return 1; }\nint taken1() { return given1(); }")
    (shown,) = outputs(kernel, 'String given1() { return "s"; }')
    sentence = "cannot be used any more: incompatible types: String cannot be converted to int"
    assert shown["text"] == f"taken1(…) {sentence}.\n"
    assert error(kernel, "taken1()")[0] == f"taken1 {sentence}"


@pytest.mark.parametrize(
    "code",
    [
        'String big = "' + "x" * 70_000 + '";',
        'System.out.println("' + "x" * 70_000 + '");',
        'String sum = "' + "y" * 40_000 + '" + "' + "x" * 40_000 + '";',
        'String wide = "' + "雪" * 30_000 + '";',
        "int[] many = {" + ",".join(map(str, range(20_000))) + "};",
        "class Many { int[] all = {" + ",".join(map(str, range(20_000))) + "}; }",
        "int[] many() { return new int[] {" + ",".join(map(str, range(20_000))) + "}; }",
    ],
    ids=lambda code: code[:20],
)
def test_code_that_is_too_large_is_refused_and_the_next_cell_runs(kernel: BlockingKernelClient, code: str) -> None:
    assert re.search("put (it|the values) into a file", error(kernel, code)[0])
    assert result(kernel, "1 + 1") == "2"
    assert error(kernel, 'throw new RuntimeException("seen");')[0] == "RuntimeException: seen"
    assert kernel.inspect("Rnn.builder", 11, reply=True, timeout=60)["content"]["found"]


def test_error_has_the_name_of_its_class(kernel: BlockingKernelClient) -> None:
    (shown,) = outputs(kernel, 'Integer.parseInt("a");')
    assert (shown["ename"], shown["evalue"]) == (
        "NumberFormatException",
        'NumberFormatException: For input string: "a"',
    )


def test_stack_overflow_is_explained_and_survived(kernel: BlockingKernelClient) -> None:
    assert error(kernel, "int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)") == [
        "StackOverflowError: a method calls itself without an end, or more deeply than Java's stack allows",
        "  line 1:  int deep(int n) { return deep(n + 1) + 1; }",
    ]
    assert result(kernel, "1 + 1") == "2"


def test_to_string_that_overflows_is_survived(kernel: BlockingKernelClient) -> None:
    assert error(kernel, "new Object() { public String toString() { return toString(); } }")[0].startswith(
        "StackOverflowError"
    )
    assert result(kernel, "1 + 1") == "2"


def test_out_of_memory_is_explained_and_survived() -> None:
    with started(KernelManager(kernel_name="unspool"), env=small_memory()) as kernel:
        lines = error(kernel, "long[][] all = new long[9999][];\nfor (int i = 0; ; i++) all[i] = new long[1 << 20];")
        assert re.fullmatch(
            r"OutOfMemoryError: the \d+ MB that Java may use are full; drop variables \(x = null\), "
            r"or start Jupyter with more, such as JDK_JAVA_OPTIONS=-Xmx8g",
            lines[0],
        )
        assert lines[1] == "  line 2:  for (int i = 0; ; i++) all[i] = new long[1 << 20];"
        assert outputs(kernel, "all = null;") == []
        assert result(kernel, "new long[1 << 22].length") == "4194304"


def ends(manager: KernelManager) -> bool:
    """Whether the kernel ends within ten seconds."""
    deadline = time.monotonic() + 10
    while manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not manager.is_alive()


def small_memory() -> dict[str, str]:
    return {**environment(), "JDK_JAVA_OPTIONS": "-Xmx256m"}


def test_system_exit_is_explained_before_the_kernel_starts_again() -> None:
    manager = KernelManager(kernel_name="unspool")
    with started(manager) as kernel:
        (shown,) = outputs(kernel, "System.exit(3);")
        sentence = "The cell ended Java, as System.exit does; all variables are gone. Jupyter starts the kernel again."
        assert shown["evalue"] == sentence
        assert ends(manager)
        manager.restart_kernel()
        kernel.wait_for_ready(timeout=60)
        assert result(kernel, "1 + 1") == "2"


# --- stop ---------------------------------------------------------------------------------------------------------------


def test_stop_is_one_line(manager: KernelManager, kernel: BlockingKernelClient) -> None:
    shown, seconds = run_and_stop(manager, kernel, 'System.out.println("on");\nThread.sleep(60_000);\nint after = 1;')
    assert [line for output in shown for line in output.get("traceback", [])] == ["\x1b[1mStopped.\x1b[0m"]
    assert seconds < 5
    assert error(kernel, "after")[0] == "cannot find symbol: variable after"


def test_what_a_stopped_call_returns_is_kept(manager: KernelManager, kernel: BlockingKernelClient) -> None:
    outputs(
        kernel,
        'int untilStopped() { System.out.println("on"); while (!Thread.interrupted()) {} return 42; }',
    )
    shown, _ = run_and_stop(manager, kernel, "var kept = untilStopped();\nvar not = 1;")
    assert shown[-1]["ename"] == "Interrupted"
    assert result(kernel, "kept") == "42"


def test_stop_does_not_wait_for_code_that_goes_on(manager: KernelManager, kernel: BlockingKernelClient) -> None:
    code = """
        void deaf() {
            System.out.println("on");
            for (var end = System.nanoTime() + 3_000_000_000L; System.nanoTime() < end; ) {}
            System.out.println("too late");
            over.countDown();
        }
        var over = new CountDownLatch(1);
        deaf();"""
    shown, seconds = run_and_stop(manager, kernel, code)
    assert shown[-1]["evalue"] == (
        "The cell was asked to stop, but its code goes on in the background; restart the kernel to end it."
    )
    assert seconds < 3
    assert result(kernel, "1 + 1") == "2"
    assert outputs(kernel, "over.await();") == [], "nothing of one cell in another"


def test_stop_ends_a_result_that_is_slow_to_show(manager: KernelManager, kernel: BlockingKernelClient) -> None:
    code = """
        new Object() {
            public String toString() {
                System.out.println("on");
                while (!Thread.interrupted()) {}
                throw new IllegalStateException("was interrupted");
            }
        }"""
    shown, _ = run_and_stop(manager, kernel, code)
    assert shown[-1]["evalue"] == "Stopped."


def test_stop_again_and_again_leaves_a_kernel_that_computes(
    manager: KernelManager, kernel: BlockingKernelClient
) -> None:
    for i in range(20):
        shown, _ = run_and_stop(manager, kernel, f'System.out.println("on");\nThread.sleep(60_000 + {i});')
        assert shown[-1]["evalue"] == "Stopped."
        assert result(kernel, f"{i} + 1") == str(i + 1)


def test_stop_without_a_cell_does_nothing(kernel: BlockingKernelClient) -> None:
    kernel.control_channel.send(kernel.session.msg("interrupt_request", {}))
    assert kernel.get_control_msg(timeout=60)["content"] == {"status": "ok"}
    assert result(kernel, "1 + 1") == "2"


# --- the cells behind it, and the variables before it ---------------------------------------------------------------


def test_cells_that_wait_behind_an_error_do_not_run(kernel: BlockingKernelClient) -> None:
    requests = [kernel.execute(code) for code in ("Thread.sleep(300); int a = 1 / 0;", "int never = 1;", "2 + 2")]
    replies = {}
    while set(replies) != set(requests):
        message = kernel.get_shell_msg(timeout=60)
        replies[message["parent_header"]["msg_id"]] = message["content"]["status"]
    assert [replies[request] for request in requests] == ["error", "aborted", "aborted"]
    assert result(kernel, "1 + 1") == "2"


def test_cell_is_stopped_from_the_channel_of_cells_too(kernel: BlockingKernelClient) -> None:
    """Where VS Code sends the request. What came before and after it is answered all the same."""
    requests = {"cell": kernel.execute("Thread.sleep(600_000);")}
    for kind in ("kernel_info_request", "interrupt_request", "comm_info_request"):
        message = kernel.session.msg(kind, {})
        kernel.shell_channel.send(message)
        requests[kind] = message["header"]["msg_id"]
    replies = {}
    while set(replies) != set(requests.values()):
        message = kernel.get_shell_msg(timeout=60)
        replies[message["parent_header"]["msg_id"]] = message["content"]
    assert replies[requests["cell"]]["evalue"] == "Stopped."
    assert replies[requests["kernel_info_request"]]["implementation"] == "Unspool"
    assert replies[requests["interrupt_request"]]["status"] == "ok"
    assert result(kernel, "1 + 1") == "2"


def test_cell_that_comes_after_an_error_runs(kernel: BlockingKernelClient) -> None:
    for i in range(20):
        error(kernel, "1 / 0")
        assert result(kernel, f"{i} + 1") == str(i + 1)


def test_no_cell_loses_a_variable(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "class Box { int size = 7; }\nvar box = new Box();")
    outputs(kernel, "int first = 5; var second = first + 1; var both = List.of(first, second);")
    outputs(kernel, "import java.util.function.*;\nimport java.util.stream.*;\nimport java.nio.file.*;")
    outputs(kernel, "import java.nio.charset.*;\nimport java.nio.channels.*;\nvar third = both.size();")
    assert result(kernel, 'box.size + " " + first + " " + second + " " + both + " " + third') == "7 5 6 [5, 6] 2"
    outputs(kernel, "int first = 50;")
    assert result(kernel, 'first + " " + second + " " + both') == "50 6 [5, 6]"


def test_variable_whose_class_is_defined_anew_is_not_lost_in_silence(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "class Cup {}\nvar cup = new Cup();")
    (shown,) = outputs(kernel, "class Cup { int size; }")
    assert (shown["name"], shown["text"]) == (
        "stderr",
        "cup is gone, since its class is defined anew; run its cell again.\n",
    )


def test_failed_cell_keeps_what_it_did_before(kernel: BlockingKernelClient) -> None:
    assert error(kernel, "int early = 3;\nint late = early / 0;")[0] == "ArithmeticException: / by zero"
    assert result(kernel, "early") == "3"


# --- what else clients rely on ----------------------------------------------------------------------------------------


def test_cell_reads_what_a_person_types(kernel: BlockingKernelClient) -> None:
    request = kernel.execute("new Scanner(System.in).nextLine().toUpperCase()", allow_stdin=True)
    asked = kernel.get_stdin_msg(timeout=60)
    assert asked["msg_type"] == "input_request"
    kernel.input("hello")
    while (reply := kernel.get_shell_msg(timeout=60))["parent_header"]["msg_id"] != request:
        pass
    assert reply["content"]["status"] == "ok"
    assert result(kernel, "1 + 1") == "2"


def test_silent_cell_shows_and_counts_nothing(kernel: BlockingKernelClient) -> None:
    before = kernel.execute("1", reply=True, timeout=60)["content"]["execution_count"]
    shown: list[Any] = []

    def collect(message: dict[str, Any]) -> None:
        if message["msg_type"] != "status":
            shown.append(message)

    kernel.execute_interactive("41 + 1", silent=True, timeout=60, output_hook=collect)
    assert shown == []
    assert kernel.execute("1", reply=True, timeout=60)["content"]["execution_count"] == before + 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Rnn.builder().hidden(4).", {"tanh()", "relu()", "gru()", "lstm()", "cell("}),
        ("Rnn.builder().hidden(4).tanh().b", {"batch(", "bidirectional(", "bucket()"}),
        ("Rnn.builder().hidden(4).tanh().epochs(3).b", {"batch(", "bucket()"}),
        ("Rnn.builder().hidden(4).tanh().epochs(3).top().b", {"batch(", "bidirectional(", "bucket()"}),
        ("Rnn.", {"Layer", "builder()", "class", "latest(", "of("}),
        ("var typed = Rnn.builder();\ntyped.epo", {"epochs("}),
        ("Rnn.builder().hidden(4).hash", {"hashCode()"}),
    ],
)
def test_tab_offers_what_makes_sense(kernel: BlockingKernelClient, code: str, words: set[str]) -> None:
    assert set(kernel.complete(code, reply=True, timeout=60)["content"]["matches"]) == words


def test_tab_offers_packages_in_imports_only(kernel: BlockingKernelClient) -> None:
    def matches(code: str) -> list[str]:
        return kernel.complete(code, reply=True, timeout=60)["content"]["matches"]

    assert "io." in matches("import i")
    assert matches("i") == ["int"]


@pytest.mark.parametrize(
    ("code", "at", "signature", "sentence"),
    [
        ("Rnn.builder().hidden(4)", "hid", "Rnn.hidden(int units)", "Adds a layer on top"),
        ("Rnn.builder", "Rnn.builder", "Rnn Rnn.builder()", "Creates a builder."),
        ("Rnn.builder().hidden(4).gru().skip()", "skip", "LayeredRnn LayeredRnn.skip()", "Adds the input of this layer"),
        ("Sequences.words(", "words(", "Sequences.words(", "Splits sentences into words."),
        ("SequenceDataset", "SequenceDataset", "org.tribuo.sequence.SequenceDataset", "A class for sets of data"),
        ("Table.create(", "create(", "Table Table.create(", "Returns a new, empty table"),
        ("new XYChart(", "XYChart(", "XYChart(int width, int height)", "the default Chart Theme"),
    ],
)
def test_shift_tab_shows_javadoc(
    kernel: BlockingKernelClient, code: str, at: str, signature: str, sentence: str
) -> None:
    reply = kernel.inspect(code, code.index(at) + len(at), reply=True, timeout=60)["content"]
    assert reply["found"]
    assert signature in reply["data"]["text/plain"]
    assert sentence in reply["data"]["text/plain"]
    assert "<code>" in reply["data"]["text/html"]
