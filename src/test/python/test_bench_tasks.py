"""What `./unspool bench --tasks` makes of its numbers, and which options it takes."""

import math

import bench
import bench_tasks
import bench_tasks_report as reports
import pytest
from bench_tasks_report import Growth, Row, Start, Window


def window(ms, side="unspool", form="", threads=1, fork=0, clean=True):
    return Window("ragged", "gru", form, side, threads, fork, ms, clean)


def test_typical_is_the_median_over_forks_of_their_medians():
    forks = [[1, 2, 90], [3, 4, 5], [6, 7, 8]]
    assert reports.typical([window(ms, fork=fork) for fork, times in enumerate(forks) for ms in times]) == 4


def test_disturbed_windows_count_only_where_a_fork_has_no_other():
    assert reports.typical([window(1), window(9, clean=False), window(9, clean=False)]) == 1
    assert reports.typical([window(9, clean=False)]) == 9


def test_each_form_of_the_other_side_makes_a_row():
    windows = [window(2), window(1, threads=2)]
    windows += [window(6, "torch", "packed"), window(5, "torch", "packed", threads=2), window(4, "torch", "padded")]
    packed, padded = reports.rows(windows)
    assert packed == Row("ragged", "gru", "packed", {1: 2, 2: 1}, {1: 6, 2: 5})
    assert (packed.ratio_of_one_thread, packed.ratio) == (3, 5)
    assert (padded.form, padded.theirs) == ("padded", {1: 4})


def test_table_names_threads_and_scales_to_its_unit():
    row = Row("step", "a step", "nn.LSTM", {1: 2}, {1: 10, 2: 5})
    lines = reports.table([row], "µs", runs=100).splitlines()
    assert lines[0] == (
        "| Unspool | 1 thread, µs | PyTorch | 1 thread, µs | 2 threads, µs | × one thread | × the best |"
    )
    assert lines[2:] == ["| a step | 20.0 | nn.LSTM | 100 | 50.0 | 5.00 | 2.50 |"]


def test_growth_is_told_beside_the_first_of_its_kind():
    found = [Growth("T", 25, 2, 25, 4e6), Growth("T", 100, 12, 100, 16e6), Growth("B", 8, 5, 8)]
    lines = reports.growth_table(found).splitlines()
    assert lines[3] == "| T | 100 | 12.0 | 6.00 | 4.00 | 1.50 | 1.33 |"
    assert lines[4].startswith("| B | 8 | 5.00 | 1.00 | 1.00 | 1.00 |")


def test_starts_are_told_by_their_median_beside_the_first_side():
    starts = [Start("loop", "Unspool", s, 0.03) for s in (1.0, 3.0, 2.0)] + [Start("loop", "PyTorch", 5.0, 0.02)]
    lines = reports.start_table(starts).splitlines()
    assert lines[2:] == [
        "| loop | Unspool | 2.00 | 1.00 | 3.00 | 1.00 | 0.0300 |",
        "| loop | PyTorch | 5.00 | 5.00 | 5.00 | 2.50 | 0.0200 |",
    ]


def test_files_hold_every_row_and_window(tmp_path):
    row = Row("ragged", "gru", "packed", {1: 2}, {1: 8, 2: math.nan})
    reports.write_rows(tmp_path / "tasks.csv", [row])
    assert (tmp_path / "tasks.csv").read_text().splitlines() == [
        "task,case,form,unspool_1_ms,torch_1_ms,torch_2_ms,ratio_of_one_thread,ratio",
        "ragged,gru,packed,2,8,nan,4,4",
    ]
    reports.write(tmp_path / "windows.csv", Window, [window(1.5, clean=False)])
    assert (tmp_path / "windows.csv").read_text().splitlines()[1] == "ragged,gru,,unspool,1,0,1.5,False"


def test_flops_of_the_units_are_due_and_otherwise_the_value():
    growing = {g.what: g for g in bench_tasks.GROWTHS}
    assert growing["steps, T"].work(200) / growing["steps, T"].work(25) == 8
    units = growing["units, H"]
    assert units.work(64) == units.flops(64) == 2 * 50 * 32 * (2 * 64 * 256 + 3 * 64 * 256 + 3 * 64 * 64)
    assert growing["sequences of an epoch"].flops(128) == 4 * units.flops(64)


def test_jobs_of_a_case_have_names_of_their_own():
    names = [bench_tasks.name_of(form) for form in {f for case in bench_tasks.CASES for f in case.forms if f.is_equal}]
    assert len(names) == len(set(names))


def test_options_choose_tasks_and_a_budget():
    quick = bench_tasks.options(["text", "growth", "--quick", "--rounds", "4", "--our-threads", "1,2"])
    assert (quick.tasks, quick.our_threads) == (("text", "growth"), (1, 2))
    assert (quick.forks, quick.rounds, quick.window) == (1, 4, 0.2)
    assert bench_tasks.options([]).tasks == bench_tasks.TASKS


def test_tasks_that_do_not_exist_are_refused(capsys):
    with pytest.raises(SystemExit):
        bench_tasks.options(["poetry"])
    assert "poetry: some of text ragged step start growth are needed" in capsys.readouterr().err


def test_bench_hands_its_options_on():
    assert bench.options(["--tasks", "text", "--quick"]).tasks == ["text", "--quick"]
