"""Answers a planner: every efficient plan of a scenario between two aims, in shares or with clusters opened whole.

Two doors, each around a `tradeoff.moo.Frontier` in the scenario's units: `study.py` for openings in shares (with plans
at any level, ties between equal plans, prices), `whole_study.py` for openings whole or not at all, beside what shares
would give. `sweep.py` asks the first under many sets of changes, for one table. `exact_programme.py` hands a scenario's
programme over in fractions, for certificates.
"""
