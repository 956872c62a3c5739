"""Parameters of papermill as Java: what is written, and that a notebook of Java runs with them."""

from __future__ import annotations

import datetime
import math
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from conftest import environment
from papermill.translators import papermill_translators


def notebook(*cells: str, parameters: str | None = None) -> nbformat.NotebookNode:
    """Of the kernel "unspool", with a cell of parameters before the others."""
    book = nbformat.v4.new_notebook()
    book.metadata.kernelspec = {"name": "unspool", "language": "java", "display_name": "Java (Unspool)"}
    if parameters is not None:
        book.cells.append(nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    book.cells += map(nbformat.v4.new_code_cell, cells)
    return book


def written(value: Any, declared: str | None = None) -> str:
    """The declaration of a variable x."""
    translator = papermill_translators.find_translator("unspool", "java")
    cell = nbformat.v4.new_code_cell(declared or "")
    translator.inspect(cell)
    comment, line = translator.codify({"x": value}, "Parameters").splitlines()
    assert comment == "// Parameters"
    return line


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (5, "int x = 5;"),
        (-(2**31), "int x = -2147483648;"),
        (2**31, "long x = 2147483648L;"),
        (-(2**63), "long x = -9223372036854775808L;"),
        (2**63, 'java.math.BigInteger x = new java.math.BigInteger("9223372036854775808");'),
        (0.1, "double x = 0.1;"),
        (1.0, "double x = 1.0;"),
        (-0.0, "double x = -0.0;"),
        (1e300, "double x = 1e+300;"),
        (5e-324, "double x = 5e-324;"),
        (math.nan, "double x = Double.NaN;"),
        (math.inf, "double x = Double.POSITIVE_INFINITY;"),
        (-math.inf, "double x = Double.NEGATIVE_INFINITY;"),
        (True, "boolean x = true;"),
        (False, "boolean x = false;"),
        (None, "Object x = null;"),
        ("", 'String x = "";'),
        ("é 雪 😀 '", "String x = \"é 雪 😀 '\";"),
        ('"\\\n\r\t\b\f', r'String x = "\"\\\n\r\t\b\f";'),
        ("\x001\x7f\xa0", r'String x = "\0001\177\240";'),
        ("\\u0041", r'String x = "\\u0041";'),
        ("\ud800\u2028", r'String x = "\ud800\u2028";'),
        ([], "List<Object> x = List.of();"),
        ([1, 2], "List<Integer> x = List.of(1, 2);"),
        ([1, 2**40], "List<Long> x = List.of(1L, 1099511627776L);"),
        ([1, 0.5], "List<Double> x = List.of(1.0, 0.5);"),
        ([1, "a", True], 'List<Object> x = List.of(1, "a", true);'),
        ([None], "List<Object> x = java.util.Collections.singletonList(null);"),
        ([1, None], "List<Integer> x = java.util.Arrays.asList(1, null);"),
        ([[1], [2, 3]], "List<List<Integer>> x = List.of(List.of(1), List.of(2, 3));"),
        ([[1], ["a"]], 'List<Object> x = List.of(List.of(1), List.of("a"));'),
        ((1, 2), "List<Integer> x = List.of(1, 2);"),
        ({}, "Map<String, Object> x = new java.util.LinkedHashMap<String, Object>();"),
        (
            {"b": 1, "a": None},
            "Map<String, Integer> x = new java.util.LinkedHashMap<String, Integer>()"
            ' {{ put("b", 1); put("a", null); }};',
        ),
        (
            {"a": [1], "b": {"c": 0.5}},
            'Map<String, Object> x = new java.util.LinkedHashMap<String, Object>() {{ put("a", List.of(1));'
            ' put("b", new java.util.LinkedHashMap<String, Double>() {{ put("c", 0.5); }}); }};',
        ),
        (datetime.date(2024, 2, 29), 'java.time.LocalDate x = java.time.LocalDate.parse("2024-02-29");'),
        (
            datetime.datetime(2024, 2, 29, 12, 30),
            'java.time.LocalDateTime x = java.time.LocalDateTime.parse("2024-02-29T12:30:00");',
        ),
        (
            datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc),
            'java.time.OffsetDateTime x = java.time.OffsetDateTime.parse("2024-02-29T00:00:00+00:00");',
        ),
    ],
    ids=repr,
)
def test_value_without_a_declaration_has_its_own_type(value: Any, line: str) -> None:
    assert written(value) == line


@pytest.mark.parametrize(
    ("declared", "value", "line"),
    [
        ("int x = 10;", 5, "int x = 5;"),
        ("double x = 0.01;", 1, "double x = 1.0;"),
        ("var x = 0.01;", 1, "double x = 1.0;"),
        ("var x = 1e-3;", 1, "double x = 1.0;"),
        ("var x = 10;", 5, "int x = 5;"),
        ("var x = 10L;", 5, "long x = 5L;"),
        ("var x = .5f;", 2, "float x = 2f;"),
        ("var x = true;", False, "boolean x = false;"),
        ("var x = rnn.epochs();", 5, "int x = 5;"),
        ('var x = "gru";', "lstm", 'String x = "lstm";'),
        ("var x = 'a';", "b", "char x = 'b';"),
        ("float x = 0.5f;", 0.25, "float x = 0.25f;"),
        ("float x = 0.5f;", math.nan, "float x = Float.NaN;"),
        ("Float x;", 1, "Float x = 1f;"),
        ("long x = 1;", 5, "long x = 5L;"),
        ("Long x = 1L;", 5, "Long x = 5L;"),
        ("Double x = null;", 5, "Double x = 5.0;"),
        ("int x = 1;", 2**40, "int x = 1099511627776L;"),
        ("int x = 1;", 0.5, "int x = 0.5;"),
        ("int x = 1;", None, "int x = null;"),
        ("String x = null;", None, "String x = null;"),
        ("boolean x = true;", "false", "boolean x = false;"),
        ("char x = 'a';", "'", r"char x = '\'';"),
        ("char x = 'a';", "\n", r"char x = '\n';"),
        ("BigDecimal x = BigDecimal.ONE;", 0.1, 'BigDecimal x = new java.math.BigDecimal("0.1");'),
        ("BigInteger x = BigInteger.ONE;", 7, 'BigInteger x = new java.math.BigInteger("7");'),
        ('Path x = Path.of("a");', "b.csv", 'Path x = java.nio.file.Path.of("b.csv");'),
        ("Duration x = Duration.ofDays(1);", "PT5M", 'Duration x = java.time.Duration.parse("PT5M");'),
        ("LocalDate x = LocalDate.EPOCH;", "2024-02-29", 'LocalDate x = java.time.LocalDate.parse("2024-02-29");'),
        ("String x = null;", datetime.date(2024, 2, 29), 'String x = "2024-02-29";'),
        ("int[] x = {8, 16};", [4, 8], "int[] x = new int[] {4, 8};"),
        ("double x[] = {1};", [4, 0.5], "double[] x = new double[] {4.0, 0.5};"),
        ("int[][] x = {{8}};", [[4], []], "int[][] x = new int[][] {new int[] {4}, new int[] {}};"),
        ("String[] x = {};", ["a", None], 'String[] x = new String[] {"a", null};'),
        ("List<Double> x = List.of(0.1);", [1, 2], "List<Double> x = List.of(1.0, 2.0);"),
        ("var x = List.of(0.1, 1);", [1, 2], "List<Double> x = List.of(1.0, 2.0);"),
        ("List<? extends Number> x = List.of();", [1], "List<? extends Number> x = List.of(1);"),
        ("List<?> x = List.of();", [1], "List<?> x = List.of(1);"),
        ("Set<Long> x = Set.of();", [1], "Set<Long> x = new java.util.LinkedHashSet<>(List.of(1L));"),
        (
            "ArrayList<Integer> x = new ArrayList<>();",
            [1, None],
            "ArrayList<Integer> x = new ArrayList<>(java.util.Arrays.asList(1, null));",
        ),
        (
            "final Map<String, List<Double>> x = Map.of();",
            {"a": [1]},
            "Map<String, List<Double>> x = new java.util.LinkedHashMap<String, List<Double>>()"
            ' {{ put("a", List.of(1.0)); }};',
        ),
        (
            "TreeMap<String, Long> x;",
            {"a": 1},
            'TreeMap<String, Long> x = new TreeMap<String, Long>() {{ put("a", 1L); }};',
        ),
        ("Object x = 1;", [1], "Object x = List.of(1);"),
        ("double x = 1;", [1], "double x = List.of(1);"),
        ("// int x = 1;\n/* long x = 2; */ double x = 3; // float x = 4;", 5, "double x = 5.0;"),
        ('String y = "a; double x = 1;";\nint x = 2', 5, "int x = 5;"),
        ("%maven a:b:1\nimport java.util.zip.*;\nvoid f() { double x = 1; }\nlong x = 1;", 5, "long x = 5L;"),
        ("double y = f(1, 2), x = 3;", 5, "double x = 5.0;"),
    ],
)
def test_value_has_the_type_of_the_cell_of_parameters(declared: str, value: Any, line: str) -> None:
    assert written(value, declared) == line


def test_long_text_is_joined_from_literals_that_javac_takes() -> None:
    line = written("😀" * 50_000)
    assert line.startswith('String x = String.join("", "😀')
    # In a class file it is two characters of three bytes each.
    assert max(6 * len(part) for part in line.split('"')) < 65_535
    assert line.count("😀") == 50_000


@pytest.mark.parametrize("name", ["learning-rate", "x; y", "1st", "", "a b", 1])
def test_name_that_is_no_variable_is_refused(name: Any) -> None:
    with pytest.raises(ValueError, match="is no name of a variable in Java: use letters, digits and _"):
        papermill_translators.find_translator("unspool", "java").codify({name: 1})


@pytest.mark.parametrize("value", [{1, 2}, [b"x"], {"a": {1}}, 1j])
def test_value_without_a_form_in_java_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match='the parameter "x" is a (set|bytes|complex), which has no form in Java: pass '):
        written(value)


def test_comment_of_several_lines_stays_one() -> None:
    translator = papermill_translators.find_translator("unspool", "java")
    assert translator.codify({}, "C:\\users\nint y;") == "// C:\\\\users\n// int y;\n"


def test_plain_jjava_and_any_kernel_of_java_have_the_translator() -> None:
    translators = [papermill_translators.find_translator(*kernel) for kernel in (("java", "java"), ("mine", "java"))]
    assert translators == [papermill_translators.find_translator("unspool", "java")] * 2


def test_inspected_types_are_forgotten_with_their_notebook_and_after_use() -> None:
    translator = papermill_translators.find_translator("unspool", "java")
    cell = nbformat.v4.new_code_cell("double x = 1;")
    translator.inspect(cell)
    assert translator.codify({"x": 5}) == "// Parameters\ndouble x = 5.0;\n"
    assert translator.codify({"x": 5}) == "// Parameters\nint x = 5;\n"
    translator.inspect(cell)
    other = []
    thread = threading.Thread(target=lambda: other.append(translator.codify({"x": 5})))
    thread.start()
    thread.join()
    assert other == ["// Parameters\nint x = 5;\n"]
    del cell
    assert translator.codify({"x": 5}) == "// Parameters\nint x = 5;\n"


def test_inspect_lists_what_can_be_set(tmp_path: Path) -> None:
    source = """
        // How long to train.
        int epochs = 10;      // passes over the data
        final double rate = 0.01, decay = 1e-4;
        var sizes = List.of(8, 16);
        Map<String, Integer> widths = new HashMap<String, Integer>();
        String name;
        System.out.println(epochs);
        rate == 1
    """
    nbformat.write(notebook(parameters=source), tmp_path / "in.ipynb")
    found = papermill.inspect_notebook(tmp_path / "in.ipynb")
    assert [tuple(parameter.values()) for parameter in found.values()] == [
        ("epochs", "int", "10", "passes over the data"),
        ("rate", "double", "0.01", ""),
        ("decay", "double", "1e-4", ""),
        ("sizes", "List<Integer>", "List.of(8, 16)", ""),
        ("widths", "Map<String, Integer>", "new HashMap<String, Integer>()", ""),
        ("name", "String", "", ""),
    ]


def shown(cell: nbformat.NotebookNode) -> str:
    (output,) = cell.outputs
    return output.data["text/plain"]


def test_command_line_sets_the_parameters_of_a_notebook(tmp_path: Path) -> None:
    cells = ["epochs + 1", "rate / 4", 'name + "!"', "quiet"]
    parameters = 'int epochs = 10;\ndouble rate = 0.01;\nString name = "gru";\nboolean quiet = true;'
    nbformat.write(notebook(*cells, parameters=parameters), tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "-k", "unspool", "--no-progress-bar"]
    command += ["-p", "epochs", "5", "-p", "rate", "1", "-p", "name", 'say "%d"', "-p", "quiet", "false"]
    subprocess.run(command, cwd=tmp_path, env=environment(), check=True)
    book = nbformat.read(tmp_path / "out.ipynb", nbformat.NO_CONVERT)
    written, *results = book.cells[1:]
    assert written.metadata.tags == ["injected-parameters"]
    assert written.source.splitlines() == [
        "// Parameters",
        "int epochs = 5;",
        "double rate = 1.0;",
        r'String name = "say \"%d\"";',
        "boolean quiet = false;",
    ]
    assert list(map(shown, results)) == ["6", "0.25", 'say "%d"!', "false"]


def test_java_reads_what_was_passed(tmp_path: Path) -> None:
    entries = {f"k{i}": i for i in range(12)}
    text = "\"\\\n\r\t\b\f\0'\x01é雪😀\u2028\\u0041 %d %matplotlib"
    cells = {
        "large + 1": "4294967297",
        "Double.isNaN(none) + \" \" + none": "true NaN",
        "low": "-Infinity",
        "text.codePoints().boxed().toList()": str(list(map(ord, text))),
        "nothing": None,
        "numbers": "[1, null, 3]",
        "entries.keySet().toString() + entries.get(\"gone\")": f"[{', '.join(entries)}, gone]null",
        "nested": "{a=[1, 2], b={c=0.5}}",
        "long_text.length()": "140000",
        "huge": str(2**70),
        "sizes.length": "2",
    }
    passed = {
        "large": 2**32,
        "none": math.nan,
        "low": -math.inf,
        "text": text,
        "nothing": None,
        "numbers": [1, None, 3],
        "entries": {**entries, "gone": None},
        "nested": {"a": [1, 2], "b": {"c": 0.5}},
        "long_text": "😀" * 70_000,
        "huge": 2**70,
        "sizes": [4, 8],
    }
    target = tmp_path / "out.ipynb"
    book = notebook(*cells, parameters="double none = 1; int[] sizes = {1, 2, 3};")
    nbformat.write(book, tmp_path / "in.ipynb")
    ran = papermill.execute_notebook(tmp_path / "in.ipynb", target, passed, progress_bar=False, kernel_name="unspool")
    results = dict(zip(cells, ran.cells[2:]))
    assert {code: shown(cell) if cell.outputs else None for code, cell in results.items()} == cells


def test_value_that_does_not_fit_fails_in_the_cell_of_parameters(tmp_path: Path) -> None:
    nbformat.write(notebook("epochs", parameters="int epochs = 10;"), tmp_path / "in.ipynb")
    with pytest.raises(papermill.PapermillExecutionError, match="possible lossy conversion from double to int"):
        papermill.execute_notebook(tmp_path / "in.ipynb", None, {"epochs": 0.5}, progress_bar=False)
