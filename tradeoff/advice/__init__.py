"""From frontiers and plans to words: what one more of this costs in that, what binds, who is served, what to doubt.

Words rest on solved plans: exchange rates are slopes between them, never duals of the solver.
"""
