"""Basis solves and loops, compiled and by array calls, against numpy's dense solves and paper."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex import kernels_numba as compiled
from tradeoff.moo.simplex import kernels_numpy as kernels
from tradeoff.moo.simplex.basis import Basis
from tradeoff.moo.simplex.product_form import ProductBasis
from tradeoff.moo.simplex.schur_update import SchurBasis

BASES: list[type[Basis]] = [SchurBasis, ProductBasis]
both = pytest.mark.parametrize("kind", BASES)
SHAPES = {"small": (5, 8, 0.5), "sparse": (60, 90, 0.05), "dense": (25, 40, 0.9), "one row": (1, 3, 1.0)}
"""Rows, columns and density."""


def matrix(shape: str, seed: int = 0) -> csr_array:
    """A random matrix."""
    rows, columns, density = SHAPES[shape]
    random_row = np.random.default_rng(seed)
    return csr_array(
        random_array((rows, columns), density=density, rng=random_row, data_sampler=random_row.standard_normal)
    )


def dense(rows: csr_array, head: np.ndarray) -> Floats:
    """The basis, column by column, from the whole of `[A, -I]`."""
    whole = np.hstack([rows.toarray(), -np.eye(rows.shape[0])])
    found: Floats = whole[:, head]
    return found


def require_solves(basis: Basis, rows: csr_array, random_row: np.random.Generator) -> None:
    """Every position and a few columns as numpy's dense solver has them."""
    matrix, (height, width) = dense(rows, basis.head), rows.shape
    whole = np.hstack([rows.toarray(), -np.eye(height)])
    for entering in random_row.choice(width + height, size=min(6, width + height), replace=False):
        at, values = basis.solve(int(entering))
        found = np.zeros(height)
        found[at] = values
        assert len(set(at.tolist())) == len(at)
        np.testing.assert_allclose(found, np.linalg.solve(matrix, whole[:, entering]), rtol=1e-7, atol=1e-8)
    for position in random_row.choice(height, size=min(6, height), replace=False):
        unit = np.eye(height)[position]
        prices = basis.price(int(position))
        np.testing.assert_allclose(prices, np.linalg.solve(matrix.T, unit), rtol=1e-7, atol=1e-8)
        slopes = np.arange(width + height, dtype=float)
        basis.update_slopes(slopes, prices, 0.5)
        np.testing.assert_allclose(slopes, np.arange(width + height) - 0.5 * (prices @ whole), rtol=1e-7, atol=1e-8)


@both
@pytest.mark.parametrize("shape", SHAPES)
def test_solves_between_exchanges(kind: type[Basis], shape: str) -> None:
    """From the rows' own columns on, one good pivot after another, the same positions again and again."""
    rows = matrix(shape)
    height, width = rows.shape
    random_row = np.random.default_rng(1)
    basis = kind(rows, rows.tocsc(), np.arange(width, width + height))
    exchanged = 0
    while not basis.full and exchanged < 4 * height + 10:
        outside = np.setdiff1d(np.arange(width + height), basis.head)
        entering = int(random_row.choice(outside))
        at, values = basis.solve(entering)
        if not len(at) or np.abs(values).max() < 0.3:
            continue
        best = int(np.abs(values).argmax())
        position, pivot = int(at[best]), float(values[best])
        basis.price(position)
        basis.exchange(position, entering, pivot)
        exchanged += 1
        assert basis.head[position] == entering
        if exchanged % 5 == 0:
            require_solves(basis, rows, random_row)
    assert basis.exchanges == exchanged > 5
    fresh = kind(rows, rows.tocsc(), basis.head)
    require_solves(fresh, rows, random_row)


def test_etas_longer_than_there_is_room_for() -> None:
    """Dense columns: more entries than a basis keeps room for at first."""
    random_row = np.random.default_rng(2)
    rows = csr_array(random_row.standard_normal((120, 200)))
    basis = ProductBasis(rows, rows.tocsc(), np.arange(200, 320))
    room = len(basis._etas.values)
    for entering in range(110):
        at, values = basis.solve(entering)
        best = int(np.abs(values).argmax())
        position, pivot = int(at[best]), float(values[best])
        basis.price(position)
        basis.exchange(position, entering, pivot)
    assert len(basis._etas.values) > room
    require_solves(basis, rows, random_row)


def columns(seed: int, blocked: float) -> tuple[Floats, Floats]:
    """Slopes and signed reduced costs of many columns, some of which cannot enter; small whole ones, so that many
    tie.
    """
    random_row = np.random.default_rng(seed)
    slopes = random_row.integers(-3, 4, 200).astype(float)
    signed = random_row.choice([-1.0, 1.0], 200) * random_row.choice(
        [1e-30, 0.5, 1.0, 2.0], 200, p=[0.05, 0.35, 0.3, 0.3]
    )
    signed[random_row.random(200) < blocked] = 1e100
    return slopes, signed


@pytest.mark.parametrize("blocked", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("seed", range(20))
def test_the_first_at_zero(seed: int, blocked: float) -> None:
    """The nearest column, and all that are as near, by a plain loop over distances."""
    slopes, signed = columns(seed, blocked)
    away = [abs(r) / abs(s) if s * r < 0 else np.inf for s, r in zip(slopes, signed, strict=True)]
    nearest = min(away)
    for way in (kernels.dual_ratio_test, compiled.dual_ratio_test):
        at = np.empty(len(slopes), dtype=np.int64)
        best, rate, together = way(slopes, signed, 1e-9, 1e-13, at)
        assert away[best] == pytest.approx(nearest)
        assert rate == pytest.approx(1 / nearest)
        assert at[:together].tolist() == [j for j, far in enumerate(away) if far <= nearest * (1 + 1e-9) + 1e-13]


@pytest.mark.parametrize("way", [kernels.dual_ratio_test, compiled.dual_ratio_test])
def test_nothing_on_its_way_to_zero(way: Callable[..., tuple[int, float, int]]) -> None:
    """Every reduced cost grows, or stands."""
    signed = np.array([1.0, -2.0, 3.0])
    assert way(np.array([1.0, -1.0, 0.0]), signed, 1e-9, 1e-13, np.empty(3, dtype=np.int64))[1:] == (0.0, 0)


def test_every_reduced_cost_follows_its_slope() -> None:
    """On paper."""
    for way in (kernels.update_reduced_costs, compiled.update_reduced_costs):
        signed = np.array([1.0, -2.0])
        way(signed, np.array([-4.0, 8.0]), 0.125)
        assert signed.tolist() == [0.5, -1.0]


@pytest.mark.parametrize("way", [kernels.harris_ratio_test, compiled.harris_ratio_test])
def test_the_first_stop(way: Callable[..., tuple[int, float, float]]) -> None:
    """On paper: amounts 2, 3, 1 between 0 and 4 fall by 1, rise by 2, fall by 1e-12 a unit: the second, after a
    half.
    """
    amounts, lower, upper = np.array([9.0, 2.0, 3.0, 1.0]), np.zeros(4), np.full(4, 4.0)
    at = np.array([1, 2, 3])
    speed = np.array([1.0, -2.0, 1e-12])
    assert way(amounts, lower, upper, at, speed, 1.0, 1e-10, 1e-9) == (1, 0.5, 2.0)
    # The other way round the first has 2 to go, the second 1.5.
    assert way(amounts, lower, upper, at, speed, -1.0, 1e-10, 1e-9) == (1, 1.5, 2.0)
    endless = np.full(4, np.inf)
    assert way(amounts, -endless, endless, at, speed, 1.0, 1e-10, 1e-9)[:2] == (-1, np.inf)
    assert way(amounts, lower, upper, at, speed * 1e-12, 1.0, 1e-10, 1e-9)[:2] == (-1, np.inf)
    # What is beyond its bound already stops at once, and of two that stop together the faster one does.
    assert way(np.array([9.0, -1e-12, 0.0, 1.0]), lower, upper, at, np.array([1.0, 5.0, 0.0]), 1.0, 1e-10, 1e-9) == (
        1,
        0.0,
        5.0,
    )


def test_what_a_column_weighs() -> None:
    """On paper: 2 x 3 - 5 x 1 = 1, and 11 in all."""
    for way in (kernels.freivalds_check, compiled.freivalds_check):
        head, at = np.array([4, 0, 2]), np.array([2, 0])
        random_row = np.array([0.0, 0.0, 2.0, 0.0, 5.0])
        assert way(random_row, head, at, np.array([3.0, -1.0])) == (1.0, 11.0)
