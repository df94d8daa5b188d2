"""Names what money goes to, for pages and workbooks: clusters, activities, and what stands in their place."""

from __future__ import annotations

from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


def place_names(scenario: Scenario) -> dict[str, str]:
    """The name of each cluster, and of what stands in its place where money is of none."""
    names = {cluster.cluster_id: cluster.name for cluster in scenario.clusters}
    of_the_state = bool(scenario.enabling) or any(row.training_cost for row in scenario.agents)
    return names | ({"": say("The state as a whole")} if of_the_state else {})


def activity_names(scenario: Scenario) -> dict[str, str]:
    """The name of each activity that money may go to, those included that no table lists."""
    own = {
        "support": say("Support (not broken down)"),
        "facilitation": say("Facilitation"),
        "start_up": say("Start-up"),
        "training": say("Training of agents"),
        "enabling": say("Enabling investments"),
    }
    return own | {activity.activity_id: activity.name for activity in scenario.activities}


def fund_names(scenario: Scenario) -> dict[str, str]:
    """The name of each fund that money may come from; none where no table lists any."""
    names = {fund.fund_id: fund.name for fund in scenario.funds}
    return names | {"": say("of no fund")} if names else {}
