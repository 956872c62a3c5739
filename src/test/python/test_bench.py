"""What `./unspool bench` makes of its numbers, and which options it takes."""

import math

import bench
import bench_report
import pytest
from bench_report import Point, Row, Window


def window(ms, fork=0, clean=True, contestant="unspool"):
    return Window("tanh", 32, 256, contestant, fork, ms, clean)


def test_typical_is_the_median_over_forks_of_their_medians():
    forks = [[1, 2, 90], [3, 4, 5], [6, 7, 8]]
    assert bench_report.typical([window(ms, fork) for fork, times in enumerate(forks) for ms in times]) == 4


def test_disturbed_windows_count_only_where_a_fork_has_no_other():
    assert bench_report.typical([window(1), window(9, clean=False), window(9, clean=False)]) == 1
    assert bench_report.typical([window(9, clean=False)]) == 9


def test_flops_are_those_of_the_products():
    assert Point("tanh", 32, 256).flops == 3200 * (2 * 64 * 256 + 3 * 256 * 256 + 3 * 256 * 64)
    assert Point("lstm", 1, 4).flops == 100 * (2 * 64 * 16 + 3 * 4 * 16 + 3 * 4 * 64)


def test_rows_join_the_contestants_of_a_point():
    windows = [window(2), window(6, contestant="torch-1"), window(5, contestant="torch-2")]
    (row,) = bench_report.rows(windows)
    assert row == Row(Point("tanh", 32, 256), 2, {1: 6, 2: 5})
    assert (row.ratio_of_one_thread, row.ratio) == (3, 2.5)


def test_table_has_a_line_for_each_point_of_the_cell():
    mine = Row(Point("tanh", 32, 256), 10, {1: 20, 2: 15})
    other = Row(Point("gru", 1, 4), 1, {1: 1, 2: 1})
    lines = bench_report.table("tanh", [mine, other], peak=mine.gflops * 2).splitlines()
    assert lines[0].startswith("| batch | H | Unspool, 1 thread, ms | PyTorch, 1 thread, ms | PyTorch, 2 threads, ms |")
    assert lines[2:] == ["| 32 | 256 | 10.0 | 20.0 | 15.0 | 2.00 | 1.50 | 89.1 | 50.0 |"]


def test_summary_counts_what_was_lost():
    won, lost = Row(Point("tanh", 1, 4), 1, {1: 8}), Row(Point("tanh", 1, 16), 2, {1: 1})
    assert bench_report.summary([won, lost]) == (
        "Geometric mean of the ratios: 2.00 to PyTorch at its best number of threads, 2.00 to one thread. "
        "PyTorch is faster in 1 of 2 points."
    )


@pytest.mark.parametrize(
    ("value", "text"), [(0.01234, "0.0123"), (1.0, "1.00"), (123.4, "123"), (12345.6, "12,346"), (math.nan, "")]
)
def test_numbers_have_three_digits(value, text):
    assert bench_report.number(value) == text


def test_files_hold_every_window_and_point(tmp_path):
    bench_report.write_windows(tmp_path / "windows.csv", [window(1.5, fork=2, clean=False)])
    assert (tmp_path / "windows.csv").read_text().splitlines()[1] == "tanh,32,256,unspool,2,1.5,False"
    bench_report.write_points(tmp_path / "points.csv", [Row(Point("tanh", 1, 4), 2, {1: 8})], 100)
    assert (tmp_path / "points.csv").read_text().splitlines() == [
        "cell,batch,hidden,unspool_ms,torch_1_ms,ratio,gflops,percent_of_peak",
        "tanh,1,4,2,8,4,0.0664,0.0664",
    ]


def test_options_choose_a_part_and_a_budget():
    quick = bench.options(["--cells", "gru,lstm", "--sizes", "16", "--quick", "--rounds", "4"])
    assert (quick.cells, quick.sizes, quick.batches) == (("gru", "lstm"), (16,), (1, 32))
    assert (quick.forks, quick.rounds, quick.window) == (2, 4, 0.15)
    assert bench.options(["--jmh", "Peak", "-f", "1"]).jmh == ["Peak", "-f", "1"]


def test_options_that_do_not_exist_are_refused(capsys):
    with pytest.raises(SystemExit):
        bench.options(["--cells", "elman"])
    assert "elman: some of tanh,gru,lstm are needed" in capsys.readouterr().err
