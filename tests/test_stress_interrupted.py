"""`tradeoff.stress` interrupted: draws that are done stay, and it is told that not all are."""

from __future__ import annotations

import tradeoff
from tradeoff.advice.stress_words import stress_sentences


def test_ctrl_c_keeps_what_is_done_and_says_how_many() -> None:
    scenario = tradeoff.read_scenario("orissa-pilots")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=700)

    def stop(done: int, wanted: int) -> None:
        if done >= 100:
            raise KeyboardInterrupt

    found = tradeoff.stress(plan, scenario=scenario, draws=500, told=stop)
    whole = tradeoff.stress(plan, scenario=scenario, draws=100)
    assert (found.draws, found.asked, found.delivered) == (100, 500, whole.delivered)
    assert "Interrupted: 100 of 500 draws are done." in list(stress_sentences(found))
    # Where nothing is doubtful too: exit code 130 came without a word.
    scenario = tradeoff.read_scenario("three-clusters")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=800)
    first, second = stress_sentences(tradeoff.stress(plan, scenario=scenario, draws=500, told=stop))
    assert first == "Interrupted: 100 of 500 draws are done."
    assert second.startswith("No figure states a range")
