"""What the benches of a workspace share: statements through psql, and rows of ours against theirs."""
import os
import statistics
import subprocess
from pathlib import Path

import run

ROUNDS = int(os.environ.get("ROUNDS", 5))
SETTINGS = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; SET client_min_messages = warning;"
lines = []


def say(line):
    lines.append(line)
    print(line, flush=True)


def psql(sql):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"], input=SETTINGS + sql, text=True, capture_output=True, check=True).stdout


def milliseconds(sql):
    """Of the last statement."""
    return float(psql(f"\\timing on\n{sql}").strip().rsplit("Time: ", 1)[1].split(" ms")[0])


def compare(name, goal, other_name, ours, theirs):
    """Two functions that measure, in turns; median against median."""
    mine, others = [], []
    for i in range(ROUNDS + 1):
        for measure, times in ((ours, mine), (theirs, others))[:: 1 if i % 2 else -1]:
            times.append(measure())
    a, b = statistics.median(mine[1:]), statistics.median(others[1:])
    say(f"{name:50} {a:9.1f} ms   {other_name:46} {b:9.1f} ms {a / b:7.3f} {f'≤ {goal:.2f}':>7} {'met' if a / b <= goal else 'NOT MET'}")


def write(name, busy, size):
    """With WRITE=1 what was said goes into docs/performance.md, behind its mark."""
    if os.environ.get("WRITE"):
        heading = run.machine(run.Session(), busy).replace(f"{run.shown(run.ROWS)} ratings, ROUNDS={run.ROUNDS}", f"{size}, ROUNDS={ROUNDS}")
        run.write(Path(__file__).resolve().parents[2] / "docs/performance.md", heading + "\n\n```\n" + "\n".join(lines) + "\n```\n", name)
