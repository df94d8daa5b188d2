"""Repairs a basis that floats called optimal, by exact pivots.

Where a floating point basis fails the exact check, it fails by next to nothing: a reduced cost of -1e-12, a row
overstepped by 1e-13. A few pivots in exact arithmetic repair that. Feasible but improvable: the primal simplex method;
optimal prices but infeasible: the dual one; always the first candidate in order of columns (Bland 1977), so that no
basis comes twice. Each pivot factorises anew, which is dear; so there may be few.
"""

from __future__ import annotations

from fractions import Fraction

from tradeoff.errors import SolverError
from tradeoff.moo.exact.basis import BASIC, LOWER, UPPER, ZERO, ExactBasis, ExactWeights
from tradeoff.moo.exact.lu import Arithmetic
from tradeoff.moo.exact.rational import IntegerForm

MOST_PIVOTS = 50
"""Exact pivots after which a basis is called hopeless."""


def repair(basis: ExactBasis, weights: ExactWeights, arithmetic: Arithmetic) -> ExactBasis:
    """A basis that is feasible and proves the weighted sum, a few pivots away.

    Args:
        basis: What HiGHS proposes.
        weights: Exact weights, an entry an objective.
        arithmetic: The rationals to reckon with.

    Raises:
        SolverError: The basis is neither feasible nor optimal, or too far away.
    """
    for _ in range(MOST_PIVOTS):
        overstepped, improvable = basis.overstepped(), basis.improvable(weights)
        if not overstepped and not improvable:
            return basis
        if overstepped and improvable:
            raise SolverError("the basis HiGHS proposes is neither feasible nor optimal in exact arithmetic")
        statuses = _dual(basis, weights, overstepped[0]) if overstepped else _primal(basis, weights, improvable[0])
        basis = ExactBasis(basis.form, statuses, arithmetic)
    raise SolverError(f"the basis HiGHS proposes is not optimal in exact arithmetic, nor after {MOST_PIVOTS} pivots")


def _primal(basis: ExactBasis, weights: ExactWeights, entering: int) -> str:
    """Let a nonbasic move in the direction that lowers the weighted sum until something reaches a bound."""
    form: IntegerForm = basis.form
    price = basis.price(weights, entering)
    up = price < 0
    moves = basis.direction(entering)
    best: tuple[Fraction, int, str] | None = None
    for position, rate in sorted(moves.items()):
        step = rate if up else -rate
        bound = form.upper[position] if step > 0 else form.lower[position]
        if bound is None:
            continue
        far = (bound - basis.value(position)) / step
        if best is None or far < best[0]:
            best = far, position, UPPER if step > 0 else LOWER
    low, high = form.lower[entering], form.upper[entering]
    if low is not None and high is not None and (best is None or high - low <= best[0]):
        return _replaced(basis.statuses, {entering: UPPER if up else LOWER})
    if best is None:
        raise SolverError("the weighted sum has no bound in exact arithmetic")
    return _replaced(basis.statuses, {entering: BASIC, best[1]: best[2]})


def _dual(basis: ExactBasis, weights: ExactWeights, leaving: int) -> str:
    """Bring a basic back to the bound it oversteps, in exchange for the nonbasic whose price reaches 0 first."""
    form = basis.form
    low = form.lower[leaving]
    below = low is not None and basis.value(leaving) < low
    best: tuple[Fraction, int] | None = None
    for position, rate in sorted(basis.effects(leaving).items()):
        status = basis.statuses[position]
        if form.lower[position] is not None and form.lower[position] == form.upper[position]:
            continue
        # A basic below its bound must rise: by a nonbasic at its lower bound with a rate above 0, and so on.
        helps = rate if below else -rate
        if status == ZERO or (helps > 0 if status == LOWER else helps < 0):
            ratio = abs(basis.price(weights, position) / rate)
            if best is None or ratio < best[0]:
                best = ratio, position
    if best is None:
        raise SolverError("the programme has no solution in exact arithmetic; in floating point it has one")
    return _replaced(basis.statuses, {best[1]: BASIC, leaving: LOWER if below else UPPER})


def _replaced(statuses: str, changes: dict[int, str]) -> str:
    letters = list(statuses)
    for position, letter in changes.items():
        letters[position] = letter
    return "".join(letters)
