"""Run all benchmarks; write their tables as Markdown."""

from __future__ import annotations

import argparse
import os
import platform
from importlib.metadata import version

import commands
import decision
import draws
import import_time
import loading
import replay
import tracing
import what_if

import cases

PACKAGES = ("attrs", "python-dateutil", "beancount", "eventsourcing", "openfisca-core", "numpy", "polars")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="fewer runs: to see that it works")
    quick = parser.parse_args().quick
    peers = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    print("# Benchmarks\n")
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores; {peers}.")
    for benchmark in (commands, cases, tracing, decision, loading, replay, import_time, what_if, draws):
        print(f"\n{benchmark.report(quick)}", flush=True)


if __name__ == "__main__":
    main()
