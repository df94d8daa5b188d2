"""Says in words what frontiers and plans mean: what one more of this costs in that, what binds, who is served.

Words rest on solved plans: exchange rates are slopes between them, never duals of the solver.
"""
