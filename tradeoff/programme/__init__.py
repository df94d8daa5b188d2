"""From a scenario to its linear programme, and from the programme's values back to a plan; the only room that builds
PuLP problems.
"""
