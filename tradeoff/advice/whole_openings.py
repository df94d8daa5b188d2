"""Says how to read a frontier of whole clusters: no lines between plans, the outlook, the bounds."""

from __future__ import annotations

from tradeoff.advice.choice import ends_of, is_choice, no_choice
from tradeoff.advice.wording import figure
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.money import format_number
from tradeoff.moo.pieces import Certificate, Kind

_NONE = 5e-4
"""A gap to the outlook below this is shown as 0.0 %."""
_SHOWN_GAP = 1e-6
"""A gap to the bound up to which a plan counts as the best."""


def whole_sentences(frontier: WholeScenarioFrontier) -> tuple[str, ...]:
    """How to read the points, how far they lie below what shares would reach, and what may be missing."""
    if not is_choice(frontier) and not frontier.certificate.stopped:
        told = no_choice(frontier.scenario, frontier.trade, ends_of(frontier))
        reading = f"Clusters are opened whole or not at all. {told}"
    else:
        reading = (
            "Clusters are opened whole or not at all. Each row is a plan; lines between points are not plans: whoever "
            f"asks for a level of {frontier.x} between two rows takes the row above it."
        )
        if any(step.best != step.best_at_end for step in frontier.stretches):
            reading += " Only where a stretch rises from best to best_at_end are there plans along it, mixing its ends."
    return (reading, _outlook(frontier), *_hidden(frontier), _bounds(frontier.certificate))


def _outlook(frontier: WholeScenarioFrontier) -> str:
    says = (
        f"Outlook: the most {frontier.y} at the same {frontier.x} if clusters could be opened in shares; outlook_gap "
        "is how far the plan lies below it."
    )
    gaps = [gap if gap is not None else 0.0 for gap in frontier.outlook_gaps]
    worst = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[worst] < _NONE and not frontier.certificate.stopped:
        return f"{says} Here whole clusters cost nothing: no plan lies more than 0.05 % below."
    point, most = frontier.extreme_points[worst], frontier.outlook_values[worst]
    scenario = frontier.scenario
    return (
        f"{says} It is widest where {frontier.x} is {figure(scenario, frontier.x, point.x)}: {frontier.y} is "
        f"{figure(scenario, frontier.y, point.y)} instead of {figure(scenario, frontier.y, most)}, "
        f"{gaps[worst]:.1%} less."
    )


def _hidden(frontier: WholeScenarioFrontier) -> tuple[str, ...]:
    """Where a better plan may lie between the levels that were solved."""
    widest = max(frontier.gaps, default=0.0)
    open_steps = sum(not step.checked for step in frontier.stretches)
    if widest > _SHOWN_GAP:
        point = frontier.extreme_points[frontier.gaps.index(widest)]
        return (
            f"The search ended near the best: `gap` is by what share of `bound` {frontier.y} may "
            f"still be bettered at the {frontier.x} of a row, at most {widest:.1%}, where {frontier.x} is "
            f"{figure(frontier.scenario, frontier.x, point.x)}. Between rows a better plan may be hidden too. A longer "
            "--time-limit or a smaller --gap looks closer.",
        )
    if not open_steps:
        return ()
    return (
        f"Between rows a better plan may be hidden (in {format_number(open_steps)} of "
        f"{format_number(len(frontier.stretches))} stretches): only at the levels solved is nothing better. "
        "A smaller --step looks closer, --exact finds all.",
    )


def _bounds(certificate: Certificate) -> str:
    solves = f"{format_number(certificate.solves)} integer programmes solved with {certificate.solver}"
    cut = f" The search was cut short ({certificate.stopped})." if certificate.stopped else ""
    if certificate.kind is Kind.EXACT:
        return f"Every plan that is worth showing is here: nothing betters points and steps ({solves}).{cut}"
    share = 100 * certificate.max_gap
    told = f"{share:.2g}" if share < 10 else f"{share:.0f}"
    return (
        f"No plan betters points and steps by more than {told} % of both ranges at once; `bound` is what "
        f"nothing betters at each point ({solves}).{cut}"
    )
