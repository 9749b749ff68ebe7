"""Files and functions stay small enough to read."""

import ast

from tests.house.sources import browser_files, none, python_files, short

FILE_LINES = 400
FUNCTION_LINES = 40


def test_no_file_is_too_long() -> None:
    files = [*python_files("src", "tests", "tools", "benchmarks"), *browser_files()]
    lengths = {short(file): len(file.read_text().splitlines()) for file in files}
    none([f"{name}: {lines}" for name, lines in lengths.items() if lines > FILE_LINES])


def test_no_function_is_too_long() -> None:
    long = []
    for file in python_files("src", "tests", "tools", "benchmarks"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                long += [f"{short(file)}: {node.name}: {lines}"] if lines > FUNCTION_LINES else []
    none(long)
