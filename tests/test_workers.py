"""Who works draws out: this process, two of this machine, or a Dask cluster that loses a worker on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import joblib
import pytest
from click.testing import CliRunner

import tradeoff
from tradeoff.cli import commands
from tradeoff.workers import shared

PILOTS = ["stress", "orissa-pilots", "--trade", "depth-breadth", "--at", "breadth=700"]


def squared(number: int) -> int:
    """What a worker does here."""
    return number * number


def dies_once(job: tuple[int, str]) -> int:
    """The square of a number; the process that comes to 3 first ends at once, as one that runs out of memory does."""
    number, mark = job
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return squared(number)


def always_dies(_: int) -> int:
    """A job that no process survives."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.mark.parametrize(
    "wrong", ["0", "-1", "1.5", "two", "dask://", "dask://host", "dask://host:port", "tcp://host:8786"]
)
def test_what_is_neither_a_number_nor_a_cluster_is_wrong_usage(wrong: str) -> None:
    result = CliRunner().invoke(commands, [*PILOTS, "--workers", wrong])
    assert result.exit_code == 2
    assert "give a whole number from 1, or the scheduler of a Dask cluster as dask://HOST:PORT" in " ".join(
        result.stderr.split()
    )


def test_one_worker_is_this_process() -> None:
    assert list(shared(lambda number: number + os.getpid(), [1, 2])) == [1 + os.getpid(), 2 + os.getpid()]


def test_a_process_that_dies_is_replaced_and_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    jobs = [(number, str(tmp_path / "died")) for number in range(6)]
    assert list(shared(dies_once, jobs, 2)) == [0, 1, 4, 9, 16, 25]
    assert (tmp_path / "died").exists()


@pytest.mark.slow
def test_a_job_that_kills_every_process_ends_in_words() -> None:
    with pytest.raises(tradeoff.TradeoffError, match="worker processes ended 3 times before they were done"):
        list(shared(always_dies, [1, 2], 2))


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install tradeoff[dask]")
    monkeypatch.setattr("tradeoff.workers._ANSWERS_WITHIN", "0.3s")
    with pytest.raises(tradeoff.TradeoffError, match=r"no Dask scheduler answers at dask://127\.0\.0\.1:9"):
        list(shared(squared, [1, 2], "dask://127.0.0.1:9"))


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("tradeoff.workers.import_module", absent)
    with pytest.raises(ValueError, match=r"install it with: pip install tradeoff\[dask\]"):
        list(shared(squared, [1, 2], "dask://127.0.0.1:9"))


def test_a_report_tells_it_before_it_solves_anything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install tradeoff[dask]")
    monkeypatch.setattr("tradeoff.workers._ANSWERS_WITHIN", "0.3s")
    monkeypatch.setattr("tradeoff.frontier.study.Study.frontier", None)
    asked = ["report", "three-clusters", "--out", str(tmp_path / "page.html"), "--workers", "dask://127.0.0.1:9"]
    result = CliRunner().invoke(commands, asked)
    assert isinstance(result.exception, tradeoff.TradeoffError)
    assert "no Dask scheduler answers at dask://127.0.0.1:9" in str(result.exception)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers of a Dask cluster on this machine."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install tradeoff[dask]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as started:
        yield started


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "draws"), [("orissa-pilots", 500), pytest.param("orissa", 200, marks=pytest.mark.slow)]
)
def test_the_same_bytes_on_a_cluster_that_loses_a_worker(cluster: Any, name: str, draws: int) -> None:
    scenario = tradeoff.read_scenario(name)
    frontier = tradeoff.Study(scenario).frontier("depth-breadth", gap=0.99, choose=False)
    level = (frontier.extreme_points[0].x + frontier.extreme_points[-1].x) / 2
    plan = frontier.plan(breadth=level)
    alone = tradeoff.stress(plan, scenario=scenario, draws=draws)
    assert tradeoff.stress(plan, scenario=scenario, draws=draws, workers=2).delivered == alone.delivered
    killed = []

    def kill(done: int, _: int) -> None:
        if not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    address = cluster.scheduler_address.replace("tcp://", "dask://")
    lost = tradeoff.stress(plan, scenario=scenario, draws=draws, workers=address, told=kill)
    assert killed
    assert (lost.draws, lost.delivered, lost.purses) == (draws, alone.delivered, alone.purses)
    with cluster.get_client() as client, joblib.parallel_config(backend="dask", client=client):
        assert tradeoff.stress(plan, scenario=scenario, draws=draws).delivered == alone.delivered


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_sweep_is_the_same_table_whoever_works_it_out(cluster: Any) -> None:
    """On two processes, and on a cluster that loses a worker on the way; points and plans at levels."""
    scenario = tradeoff.read_scenario("orissa-pilots")
    sets = {f"{share} %": [money_times(share / 100)] for share in range(80, 125, 5)} | {"nothing": [money_times(0)]}

    def table(**asked: Any) -> bytes:
        return tradeoff.sweep(scenario, "today-tomorrow", sets, **asked).to_csv(index=False).encode()

    assert table(workers=2) == table()
    alone, killed = table(at=[4e6, 6e6]), []

    def kill(done: int, _: int) -> None:
        if not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    address = cluster.scheduler_address.replace("tcp://", "dask://")
    assert table(at=[4e6, 6e6], workers=address, told=kill) == alone
    assert killed
    assert alone.count(b",plan,") > 6
    assert alone.count(b",no plan,") >= 2


def money_times(factor: float) -> dict[str, object]:
    """Every envelope multiplied."""
    return {"table": "budgets", "where": {}, "column": "envelope", "multiply": factor}
