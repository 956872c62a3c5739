"""What `./unspool bench` makes of its numbers, and which options it takes."""

import csv
import math

import bench
import bench_build
import bench_report
import bench_results
import pytest
from bench_results import Point, Result, Row, Window
from bench_rounds import Contest


def window(ms, fork=0, clean=True, contestant="ours-1", form="", peak=100):
    return Window("tanh", 32, 256, contestant, form, fork, ms, peak, clean)


def row(point, ours, baselines):
    """Of times in ms by contestant; Unspool reaches half of the peak."""
    mine = [Result(name, ms, "", 50) for name, ms in ours.items()]
    forms = {name: "fused" if name.startswith("torch") else "" for name in baselines}
    others = [Result(name, ms, forms[name], math.nan) for name, ms in baselines.items()]
    return Row(point, {result.threads: result for result in mine}, others)


def test_typical_is_the_median_over_forks_of_their_medians():
    forks = [[1, 2, 90], [3, 4, 5], [6, 7, 8]]
    assert bench_results.typical([window(ms, fork) for fork, times in enumerate(forks) for ms in times]) == 4


def test_disturbed_windows_count_only_where_a_fork_has_no_other():
    assert bench_results.typical([window(1), window(9, clean=False), window(9, clean=False)]) == 1
    assert bench_results.typical([window(9, clean=False)]) == 9


def test_flops_are_those_of_the_products():
    assert Point("tanh", 32, 256).flops == 3200 * (2 * 64 * 256 + 3 * 256 * 256 + 3 * 256 * 64)
    assert Point("lstm", 1, 4).flops == 100 * (2 * 64 * 16 + 3 * 4 * 16 + 3 * 4 * 64)


def test_percent_of_peak_is_the_median_of_each_window_by_the_peak_around_it():
    gflops = Point("tanh", 32, 256).flops / 1e6
    windows = [window(1, peak=2 * gflops), window(2, peak=gflops), window(4, peak=gflops / 2)]
    assert bench_results.result("ours-1", windows).percent_of_peak == pytest.approx(50)


def test_form_is_that_of_most_windows():
    windows = [window(1, form=form, contestant="torch-1") for form in ("fused", "fused compiled", "fused compiled")]
    assert bench_report.label(bench_results.result("torch-1", windows)) == "1.00 torch-1 compiled"


def test_rows_join_the_contestants_of_a_point():
    times = {"ours-1": 2, "ours-2": 1.5, "torch-1": 6, "torch-2": 5, "djl-1": 5.5}
    (found,) = bench_results.rows([window(ms, contestant=name) for name, ms in times.items()])
    assert found.point == Point("tanh", 32, 256)
    assert {threads: result.ms for threads, result in found.ours.items()} == {1: 2, 2: 1.5}
    assert (found.fastest_other(1).name, found.fastest_other().name) == ("djl-1", "torch-2")
    assert (found.ratio_of_one_thread, found.ratio) == (5.5 / 2, 5 / 1.5)


def test_row_without_one_thread_has_no_ratio_of_it():
    assert math.isnan(row(Point("tanh", 1, 4), {"ours-2": 1}, {"torch-2": 3}).ratio_of_one_thread)
    assert math.isnan(row(Point("tanh", 1, 4), {"ours-1": 1}, {"torch-2": 3}).ratio_of_one_thread)


def test_table_has_a_line_for_each_point_of_the_cell():
    mine = row(Point("tanh", 32, 256), {"ours-1": 10, "ours-2": 8}, {"torch-1": 20, "djl-1": 18, "torch-2": 12})
    other = row(Point("gru", 1, 4), {"ours-1": 1}, {"torch-1": 1})
    lines = bench_report.table("tanh", [mine, other]).splitlines()
    assert lines[0] == (
        "| batch | H | Unspool, 1 thread, ms | Unspool, 2 threads, ms | fastest other, 1 thread, ms | fastest other, ms "
        "| × one thread | × the best | GFLOP/s | % of peak, 1 thread | % of peak, 2 threads |"
    )
    assert lines[2:] == ["| 32 | 256 | 10.0 | 8.00 | 18.0 djl-1 | 12.0 torch-2 | 1.80 | 1.50 | 111 | 50.0 | 50.0 |"]


def test_summary_counts_what_was_lost():
    won = row(Point("tanh", 1, 4), {"ours-1": 1}, {"torch-1": 8})
    lost = row(Point("tanh", 1, 16), {"ours-1": 2}, {"torch-1": 2.5, "djl-2": 1})
    assert bench_report.summary([won, lost]) == (
        "Geometric mean of the ratios: 2.00, each at its best number of threads; 3.16, each on one thread. "
        "Another library is faster in 1 of 2 points; on one thread in 0 of 2."
    )


def test_peaks_are_given_by_number_of_threads():
    windows = [window(1, peak=160), window(1, peak=253), window(1, contestant="ours-2", peak=300)]
    windows.append(window(1, contestant="torch-1", peak=math.nan))
    assert bench_report.peaks(windows) == "1 thread 160 to 253 GFLOP/s; 2 threads 300 to 300 GFLOP/s"


@pytest.mark.parametrize(
    ("value", "text"), [(0.01234, "0.0123"), (1.0, "1.00"), (123.4, "123"), (12345.6, "12,346"), (math.nan, "")]
)
def test_numbers_have_three_digits(value, text):
    assert bench_report.number(value) == text


def test_files_hold_every_window_and_point(tmp_path):
    bench_report.write_windows(tmp_path / "windows.csv", [window(1.5, fork=2, clean=False)])
    (line,) = csv.DictReader((tmp_path / "windows.csv").open())
    assert list(line.values()) == ["tanh", "32", "256", "ours-1", "", "2", "1.5", "100", "False"]
    bench_report.write_points(
        tmp_path / "points.csv", [row(Point("tanh", 1, 4), {"ours-1": 2}, {"torch-1": 8, "djl-1": 9})]
    )
    (line,) = csv.DictReader((tmp_path / "points.csv").open())
    assert line == {
        "cell": "tanh",
        "batch": "1",
        "hidden": "4",
        "ours-1_ms": "2",
        "torch-1_ms": "8",
        "djl-1_ms": "9",
        "torch-1_form": "fused",
        "fastest_other": "torch-1",
        "ratio_one_thread": "4",
        "ratio": "4",
        "gflops": "0.0664",
        "ours-1_percent_of_peak": "50",
    }


def test_options_choose_a_part_and_a_budget():
    quick = bench.options(["--cells", "gru,lstm", "--sizes", "16", "--quick", "--rounds", "4", "--baselines", "torch"])
    assert (quick.cells, quick.sizes, quick.batches) == (("gru", "lstm"), (16,), (1, 32))
    assert (quick.forks, quick.rounds, quick.window) == (2, 4, 0.15)
    assert (quick.baselines, bench.options(["--baselines", "djl,torch"]).baselines) == (("torch",), ("djl", "torch"))
    assert bench.options(["--jmh", "Peak", "-f", "1"]).jmh == ["Peak", "-f", "1"]


def test_djl_is_a_baseline_where_it_has_libtorch(monkeypatch):
    monkeypatch.setattr(bench_build, "djl_platform", lambda: "linux-x86_64")
    assert bench.options([]).baselines == ("torch", "djl")
    monkeypatch.setattr(bench_build, "djl_platform", lambda: None)
    assert bench.options([]).baselines == ("torch",)


@pytest.mark.parametrize(
    ("compiler", "arguments", "seconds"),
    [
        ("g++", [], 300),
        ("g++", ["--compile-limit", "30"], 30),
        ("g++", ["--quick"], 0),
        ("g++", ["--quick", "--compile-limit", "30"], 30),
        ("g++", ["--no-compile", "--compile-limit", "30"], 0),
        (None, [], 0),
    ],
)
def test_compiling_is_tried_where_it_can_be_and_not_in_a_hurry(monkeypatch, compiler, arguments, seconds):
    monkeypatch.setattr(bench_build, "compiler", lambda: compiler)
    assert bench.options(arguments).compile_limit == seconds


def test_only_what_was_faster_compiled_is_compiled_again():
    contest = Contest(["java"], bench.options(["--compile-limit", "30"]))
    point, contestant = Point("tanh", 1, 4), type("Contestant", (), {"name": "torch-1", "kind": "torch"})
    seconds = []
    for form in (None, "fused", "fused compiled"):
        contest.forms = {(point, "torch-1"): form} if form else {}
        seconds.append(contest.seconds_to_compile(point, contestant))
    assert seconds == [30, 0, 30]


def test_options_that_do_not_exist_are_refused(capsys):
    with pytest.raises(SystemExit):
        bench.options(["--cells", "elman"])
    assert "elman: choose from tanh,gru,lstm" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        bench.options(["--cells", "mgu"])
    assert "--cells mgu: of mgu,peepholes,resetBefore with --own, else of tanh,gru,lstm" in capsys.readouterr().err


def test_own_cells_are_compared_with_a_loop_plain_and_compiled():
    chosen = bench.options(["--own", "--compile-limit", "30"])
    assert (chosen.cells, chosen.sizes, chosen.batches) == (("mgu", "peepholes", "resetBefore"), (64, 256), (32,))
    assert chosen.baselines == ("torch", "compiled")
    contest, point = Contest(["java"], chosen), Point("mgu", 32, 64)
    kinds = {kind: type("Contestant", (), {"name": f"{kind}-1", "kind": kind}) for kind in chosen.baselines}
    assert [contest.seconds_to_compile(point, kinds[kind]) for kind in chosen.baselines] == [0, 30]
    times = {"ours-1": 2, "ours-2": 1, "torch-1": 30, "torch-2": 40, "compiled-1": 5}
    windows = [
        Window("mgu", 32, 64, name, "fused compiled" if name[0] == "c" else "fused", 0, ms, 100, True)
        for name, ms in times.items()
    ]
    assert bench_report.table_of_own(bench_results.rows(windows)).splitlines()[2] == (
        "| mgu | 32 | 64 | 1.00 ours-2 | 30.0 torch-1 | 30.0 | 5.00 compiled-1 | 5.00 |"
    )
