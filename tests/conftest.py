"""What holds for every test: repeatable examples, kernels compiled once, and no log record that nobody expected."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.windows_rules import windows_rules  # noqa: F401  # a fixture

_TESTS = Path(__file__).parent
_READING_HERE = ("app/window/", "cli/", "contracts/", "export/", "project/")
"""Folders of tests."""

settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=20,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("full", max_examples=400, deadline=None, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """Take the larger profile with ``-m full``, or the one named in NNSTUDIO_HYPOTHESIS."""
    wanted = "full" if config.option.markexpr == "full" else "ci"
    settings.load_profile(os.environ.get("NNSTUDIO_HYPOTHESIS", wanted))
    # Kernels are compiled once for all tests and the processes they start, and kept for the next time.
    if (cache := getattr(config, "cache", None)) is not None:  # none with "-p no:cacheprovider"
        os.environ.setdefault("NNSTUDIO_KERNELS", str(cache.mkdir("kernels")))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage meanwhile: all that is made stays, and to go through it again and again takes a seventh of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Lay the half million objects of all tests aside: among them every look for garbage took a second."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Files are read in the process of a test where few tests are about how they are read, for what tests share, too.

    For each test anew, as a fixture of a whole module could stay behind where one of its tests is tried again.
    """
    if not item.path.relative_to(_TESTS).as_posix().startswith(_READING_HERE):
        return (yield)
    from tests.here import reading_here  # with all that reads: tests of the backend alone need none of it

    with reading_here():
        return (yield)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many tests ran on a GPU, for without one green says nothing about it, and which needed a second try."""
    ran, skipped = (
        sum(
            "gpu" in r.keywords
            for part in parts
            for r in terminalreporter.stats.get(part, ())
            if hasattr(r, "keywords")
        )
        for parts in (("passed", "failed"), ("skipped",))
    )
    if ran or skipped:
        terminalreporter.write_line(f"On a GPU: {ran} tests ran, {skipped} were skipped")
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.write_sep("_", f"A second try was needed, which is a defect: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


@pytest.fixture
def expected_log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Asked for by a test that provokes a warning in the log and looks at it."""
    return caplog


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a log record at WARNING or above, unless it asked for ``expected_log``."""
    yield
    found = [
        r
        for when in ("setup", "call")
        for r in caplog.get_records(when)
        if r.levelno >= logging.WARNING and r.name != "tensorflow"  # it advises whoever calls it often
    ]
    if "expected_log" in request.fixturenames:
        assert found, "The test expected a warning in the log, and there was none"
    elif found:
        pytest.fail("Unexpected log record: " + "; ".join(f"{r.name}: {r.getMessage()}" for r in found))
