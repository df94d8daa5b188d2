"""Says how to read a frontier of whole clusters: no lines between plans, the outlook, the bounds."""

from __future__ import annotations

from tradeoff.advice.choice import ends_of, is_choice, no_choice
from tradeoff.advice.wording import figure
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.money import format_number
from tradeoff.moo.pieces import Certificate, Kind
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import figures, say

_NONE = 5e-4
"""A gap to the outlook below this is shown as 0.0%."""
_SHOWN_GAP = 1e-6
"""A gap to the bound up to which a plan counts as the best."""


def whole_sentences(frontier: WholeScenarioFrontier) -> tuple[str, ...]:
    """How to read the points, how far they lie below what shares would reach, and what may be missing."""
    if not is_choice(frontier) and not frontier.certificate.stopped:
        told = no_choice(frontier.scenario, frontier.trade, ends_of(frontier))
        reading = say("Clusters are opened whole or not at all. {told}", told=told)
    else:
        reading = say(
            "Clusters are opened whole or not at all. Each row is a plan; lines between points are not "
            "plans: whoever asks for a level of {x} between two rows takes the row above it.",
            x=say(frontier.x),
        )
        if any(step.best != step.best_at_end for step in frontier.stretches):
            reading += say(
                " Only where a stretch rises from {best} to {best_at_end} are there plans along it, mixing its ends.",
                best=heading_of("best"),
                best_at_end=heading_of("best_at_end"),
            )
    return (reading, _outlook(frontier), *_hidden(frontier), _bounds(frontier.certificate))


def _outlook(frontier: WholeScenarioFrontier) -> str:
    says = say(
        "Outlook: the most {y} at the same {x} if clusters could be opened in shares; {outlook_gap} is "
        "how far the plan lies below it.",
        outlook_gap=heading_of("outlook_gap"),
        y=say(frontier.y),
        x=say(frontier.x),
    )
    gaps = [gap if gap is not None else 0.0 for gap in frontier.outlook_gaps]
    worst = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[worst] < _NONE and not frontier.certificate.stopped:
        return say("{says} Here whole clusters cost nothing: no plan lies more than 0.05% below.", says=says)
    point, most = frontier.extreme_points[worst], frontier.outlook_values[worst]
    scenario = frontier.scenario
    return say(
        "{says} It is widest where {x} is {x2}: {y} is {y2} instead of {most}, {gap:.1%} less.",
        says=says,
        x=say(frontier.x),
        x2=figure(scenario, frontier.x, point.x),
        y=say(frontier.y),
        y2=figure(scenario, frontier.y, point.y),
        most=figure(scenario, frontier.y, most),
        gap=gaps[worst],
    )


def _hidden(frontier: WholeScenarioFrontier) -> tuple[str, ...]:
    """Where a better plan may lie between the levels that were solved."""
    widest = max(frontier.gaps, default=0.0)
    open_steps = sum(not step.checked for step in frontier.stretches)
    if widest > _SHOWN_GAP:
        point = frontier.extreme_points[frontier.gaps.index(widest)]
        return (
            say(
                "The search ended near the best: `{gap}` is by what share of `{bound}` {y} may still be bettered "
                "at the {x} of a row, at most {widest:.1%}, where {x} is {x2}. Between rows a better plan "
                "may be hidden too. A longer --time-limit or a smaller --gap looks closer.",
                gap=heading_of("gap"),
                bound=heading_of("bound"),
                y=say(frontier.y),
                x=say(frontier.x),
                widest=widest,
                x2=figure(frontier.scenario, frontier.x, point.x),
            ),
        )
    if not open_steps:
        return ()
    return (
        say(
            "Between rows a better plan may be hidden (in {open_steps} of {count} stretches): only at "
            "the levels solved is nothing better. A smaller --step looks closer, --exact finds all.",
            open_steps=format_number(open_steps),
            count=format_number(len(frontier.stretches)),
        ),
    )


def _bounds(certificate: Certificate) -> str:
    solves = say(
        "{solves} integer programmes solved with {solver}",
        solves=format_number(certificate.solves),
        solver=certificate.solver,
    )
    cut = say(" The search was cut short ({stopped}).", stopped=certificate.stopped) if certificate.stopped else ""
    if certificate.kind is Kind.EXACT:
        return say(
            "Every plan that is worth showing is here: nothing betters points and steps ({solves}).{cut}",
            solves=solves,
            cut=cut,
        )
    share = 100 * certificate.max_gap
    told = figures(share, ".2g" if share < 10 else ".0f")
    return say(
        "No plan betters points and steps by more than {told}% of both ranges at once; `{bound}` is "
        "what nothing betters at each point ({solves}).{cut}",
        bound=heading_of("bound"),
        told=told,
        solves=solves,
        cut=cut,
    )
