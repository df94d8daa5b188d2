"""Takes from the programme's spending what households bring themselves, and closes offers they are asked too much for.

    asked_csk,t   = sum over a with a row of (1 - p_ast) kappa_csk,a                                            [rupees]
    brought_csk,t = min(w_cs, sum over a with a row of kappa_csk,a)
    h_csk,t = 0   where asked > w_cs

In words: of an activity with a row in `cost_shares` the programme asks to pay the share p, and the household for the
rest. It brings what it can, w, but no more than these activities cost, divided over them in proportion; the programme
pays what remains. Where it is asked for more than it can bring, nobody of the segment joins at that level in that year.
Where its ability is not known it brings nothing, and is not shut out. kappa: cost of the activity a household; p:
`cost_shares.programme_share`; w: `segments.ability_to_pay`. What is brought stands beside the purses, never in them.

« Les pratiques de partage des coûts ainsi que le paiement de frais pour avoir accès aux services, sont des moyens
importants pour éviter de dépendre de l'aide extérieure » (UNIDO 2010, section 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradeoff.programme.columns import Enrolled
from tradeoff.programme.draft import Draft, in_lakh
from tradeoff.programme.openings import years
from tradeoff.programme.spending import Spending
from tradeoff.scenario.contributions import Contribution, contribution
from tradeoff.scenario.scenario import Scenario


def share_costs(draft: Draft, scenario: Scenario, spending: Sequence[Spending]) -> list[Spending]:
    """The same spending without what households bring; offers nobody can pay are closed.

    Args:
        draft: The programme so far, with its columns of households.
        scenario: Whose cost shares; without any, spending stays as it is.
        spending: Every term of spending.
    """
    if not scenario.cost_shares:
        return list(spending)
    found: dict[Enrolled, Contribution] = {}
    for cell in scenario.cells:
        for offer in cell.offers:
            for year in years(scenario):
                key = Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year)
                found[key] = contribution(scenario, cell, offer, year)
                if not found[key].is_affordable:
                    draft.close(key)
    shared = []
    for term in spending:
        bring = found.get(Enrolled(term.cluster_id, term.segment_id, term.level_id, term.year))
        brought = bring.by_activity.get(term.activity_id) if bring else None
        if brought:
            term = replace(term, lakh=term.lakh - in_lakh(brought), brought=in_lakh(brought))
        shared.append(term)
    return shared
