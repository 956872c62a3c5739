"""A later cell never changes an earlier value, unless it redefines it: all kinds of values, all kinds of later cells."""

from __future__ import annotations


import pytest
from conftest import outputs, result
from jupyter_client import BlockingKernelClient

# What a cell defines, and the expression whose value has to stay; N is another number in each test.
KINDS = {
    "number": ("int aN = 41; aN++;", "aN", "42"),
    "text": ('var aN = "a" + 1;', "aN", "a1"),
    "list": ("var aN = new ArrayList<>(List.of(1)); aN.add(2);", "aN", "[1, 2]"),
    "object of a class with a constructor": (
        "class CN { int v; CN(int v) { this.v = v; } }\nvar aN = new CN(9); aN.v++;",
        "aN.v",
        "10",
    ),
    "object of a nested class": (
        "class CN { static class In { int v = 3; } }\nvar aN = new CN.In(); aN.v = 4;",
        "aN.v",
        "4",
    ),
    "enum": ("enum CN { L, R; int hits; }\nvar aN = CN.R; aN.hits = 5;", "aN + \" \" + CN.R.hits", "R 5"),
    "record": ("record CN(int x) {}\nvar aN = new CN(6);", "aN", "CN[x=6]"),
    "sealed": (
        "sealed interface IN permits CN {}\nrecord CN(int x) implements IN {}\nIN aN = new CN(1);",
        "aN",
        "CN[x=1]",
    ),
    "lambda": ("int bN = 1;\nSupplier<Integer> aN = () -> ++bN; aN.get();", "bN", "2"),
    "anonymous class": ("var aN = new Object() { int v = 7; int get() { return v; } }; aN.v = 8;", "aN.get()", "8"),
    "static": ("class CN { static int n; static int next() { return ++n; } }\nCN.next(); CN.next();", "CN.n", "2"),
    "static of an interface": (
        "interface CN { List<Integer> ALL = new ArrayList<>(); }\nCN.ALL.add(1);",
        "CN.ALL",
        "[1]",
    ),
    "generic": ("class CN<T> { T v; }\nvar aN = new CN<String>(); aN.v = \"g\";", "aN.v", "g"),
    "array of objects": ("class CN { int v; }\nCN[] aN = {new CN()}; aN[0].v = 2;", "aN[0].v", "2"),
    "map": ("record CN(int x) {}\nvar aN = new HashMap<CN, Integer>(); aN.put(new CN(1), 2);", "aN.get(new CN(1))", "2"),
    "method with what it counts": ("int bN = 0;\nint aN() { return ++bN; }\naN(); aN();", "bN", "2"),
}

# What a later cell does; {again} is the cell's own declarations, as they were or with a comment.
TRIGGERS = {
    "one import": "import java.util.zip.CRC32;",
    "two imports": "import java.util.zip.*;\nimport java.nio.channels.*;",
    "a comment and an import": "// c\nimport java.util.jar.*;",
    "a blank line and an import": "\n\nimport java.util.logging.*;",
    "static import": "import static java.lang.Math.*;",
    "import behind code": "int lateN = 1; import java.util.function.*;",
    "another class": "class OtherN { int z; }",
    "another method": "int otherN(int x) { return x + 1; }",
    "another variable": "var otherN = List.of(1);",
    "a cell that fails": "int failsN = 1 / 0;",
    "a cell that is refused": "int refusedN = \"text\";",
    "a cell that is too large": 'String largeN = "' + "x" * 70_000 + '";',
    "jars": "%classpath .",
}


def test_no_later_cell_changes_an_earlier_value(kernel: BlockingKernelClient) -> None:
    """All kinds live through each trigger, one after the other: what one of them changes is seen at once."""
    for n, (code, _, _) in enumerate(KINDS.values()):
        assert failures(outputs(kernel, numbered(code, n))) == []
    assert changed(kernel) == {}, "before any trigger"
    for trigger, code in TRIGGERS.items():
        outputs(kernel, code.replace("N", "99"))
        assert changed(kernel) == {}, trigger


def changed(kernel: BlockingKernelClient) -> dict[str, str]:
    """What has another value than it should, asked in one cell for all."""
    expressions = {name: numbered(expression, n) for n, (name, (_, expression, _)) in enumerate(KINDS.items())}
    reply = kernel.execute_interactive("0", user_expressions=expressions, timeout=60, output_hook=lambda _: None)
    found = {
        name: value["data"]["text/plain"] if value["status"] == "ok" else value["evalue"]
        for name, value in reply["content"]["user_expressions"].items()
    }
    return {
        name: found[name] for n, (name, (_, _, expected)) in enumerate(KINDS.items())
        if found[name] != numbered(expected, n)
    }


def numbered(code: str, n: int) -> str:
    for letter in ("a", "b", "C", "I"):
        code = code.replace(letter + "N", f"{letter}{n}_")
    return code


def failures(shown: list[dict]) -> list[str]:
    return [output["evalue"] for output in shown if output["type"] == "error"]


DECLARATIONS = {
    "class": "class CN { int v; CN(int v) { this.v = v; } static int n; int twice() { return 2 * v; } }",
    "enum": "enum CN { L, R; int v; static int n; int twice() { return 2 * v; } }",
    "record": "record CN(int v) { static int n; int twice() { return 2 * v; } }",
}
MADE = {"class": "new CN(9)", "enum": "CN.R", "record": "new CN(9)"}


@pytest.mark.parametrize("kind", DECLARATIONS)
def test_cell_that_runs_again_unchanged_changes_nothing(kernel: BlockingKernelClient, kind: str) -> None:
    names = {"CN": f"Again_{kind}", "aN": f"again_{kind}"}
    declaration = named(DECLARATIONS[kind], names)
    outputs(kernel, declaration)
    outputs(kernel, named(f"var aN = {MADE[kind]}; CN.n = 7;", names))
    before = result(kernel, named("aN", names))
    for code in (declaration, declaration, declaration + "\n", "// again\n" + declaration):
        assert outputs(kernel, code) == []
        assert result(kernel, named("aN", names)).split("@")[0] == before.split("@")[0]
        assert result(kernel, named("CN.n + \" \" + (aN instanceof CN)", names)) == "7 true"


@pytest.mark.parametrize("kind", DECLARATIONS)
def test_method_of_a_class_is_changed_and_its_objects_stay(kernel: BlockingKernelClient, kind: str) -> None:
    names = {"CN": f"Edit_{kind}", "aN": f"edit_{kind}"}
    outputs(kernel, named(DECLARATIONS[kind], names))
    outputs(kernel, named(f"var aN = {MADE[kind]}; CN.n = 7;", names))
    outputs(kernel, named(DECLARATIONS[kind].replace("2 * v", "3 * v + 1"), names))
    assert result(kernel, named("aN.twice() + \" \" + CN.n", names)) == ("1 7" if kind == "enum" else "28 7")


def test_method_is_changed_for_those_who_call_it(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "int inner() { return 1; }\nint outer() { return inner(); }\nSupplier<Integer> held = () -> inner();")
    outputs(kernel, "class Holder { int v = inner(); }\nvar holder = new Holder();")
    assert outputs(kernel, "int inner() { return 2; }") == []
    assert result(kernel, 'outer() + " " + held.get() + " " + holder.v') == "2 2 1"


def test_variable_of_the_same_type_is_changed_for_those_who_read_it(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "int level = 1;\nint read() { return level; }\nSupplier<Integer> reads = () -> level;")
    assert outputs(kernel, "int level = 5;") == []
    assert result(kernel, 'read() + " " + reads.get()') == "5 5"


def test_variable_whose_class_has_another_field_is_said_to_be_gone(kernel: BlockingKernelClient) -> None:
    outputs(kernel, "class Grown { int a; }\nvar grown = new Grown();")
    (shown,) = outputs(kernel, "class Grown { int a; int b; }")
    assert shown["text"] == "grown is gone, since its class is defined anew; run its cell again.\n"


def named(code: str, names: dict[str, str]) -> str:
    for name, other in names.items():
        code = code.replace(name, other)
    return code
