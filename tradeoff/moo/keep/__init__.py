"""Keeps a frontier as a file, and makes it again of one.

    {"schema": "tradeoff/moo-frontier/1", "objectives", "senses", "shape", "certificate", "points", "edges", "steps",
     "solutions": [{"values": {variable: value}, "is_only"}]}, and "rays" where an objective has no bound

`write` says a frontier in plain values and saves it as JSON, or its points alone as CSV, by `whole_file`: a file
appears whole or not at all, made where `beside` says; `cells` writes what a spreadsheet would run so that it does not.
`load` reads the JSON back; `checks` sees of each part that it is what belongs there before anything is made of it, and
`agree` that the parts say one thing (`agree_line`, `agree_surface`, `agree_whole`), but for what `rows` calls noise.
`problem` holds a file against the problem that it is said to be of, `optima` by its ends and sums. See docs/keep.md.
"""
