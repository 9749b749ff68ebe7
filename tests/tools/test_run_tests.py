"""The totals of `make test` are true, also when something breaks before it can count."""

from pathlib import Path

import pytest

from tools import run_tests

REPORT = """<testsuites><testsuite>
<testcase classname="a" name="one" time="0.5"/>
<testcase classname="a" name="two" time="2.5"><failure message="no"/></testcase>
<testcase classname="a" name="three" time="0.1"><error message="no"/></testcase>
<testcase classname="a" name="four" time="0"><skipped message="later"/></testcase>
</testsuite></testsuites>"""


def fake_pytest(folder: Path, *, code: int, report: str) -> Path:
    program = folder / "pytest"
    program.write_text(
        "#!/bin/sh\n"
        'for word in "$@"; do case "$word" in --junitxml=*) file="${word#--junitxml=}";; esac; done\n'
        f"[ -z '{report}' ] || printf '%s' '{report}' > \"$file\"\nexit {code}\n"
    )
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("code", "report", "counts"),
    [
        (1, REPORT, (1, 2, 1)),
        (3, "", (0, 1, 0)),  # broke before it could write a report
        (5, "", (0, 0, 0)),  # nothing to run
        (2, '<testsuites><testsuite><testcase name="one"/></testsuite></testsuites>', (1, 1, 0)),
    ],
)
def test_a_part_counts_what_its_report_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, report: str, counts: tuple[int, int, int]
) -> None:
    fake_pytest(tmp_path, code=code, report=report)
    monkeypatch.setattr(run_tests, "BIN", tmp_path)
    monkeypatch.setattr(run_tests, "REPORTS", tmp_path)
    part = run_tests.pytest("on SQLite", database="sqlite", marks="not browser")
    assert (part.passed, part.failed, part.skipped) == counts


def test_the_last_line_is_the_totals_alone(capsys: pytest.CaptureFixture[str]) -> None:
    parts = [run_tests.Part("one", passed=3, failed=1, skipped=2), run_tests.Part("two", passed=4)]
    run_tests.summary(parts, ["not run: browser tests"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["", "7 passed, 1 failed, 2 skipped"]
    assert "  not run: browser tests" in lines
