"""Runs the parametric simplex method from one end of a frontier to the other.

    parametric -> engine -> basis (schur_update or product_form) and kernels (numpy or numba)

`parametric` decides what enters and leaves; `basis` is a factorised basis, on which exchanges are kept as a Schur
complement (`schur_update`, array calls) or as etas (`product_form` on `sparse_solves`, compiled loops); the kernels
(`kernels_numpy`, `kernels_numba`) pass over all columns: dual ratio test, update of reduced costs, Harris's ratio test,
Freivalds' check. `start` holds what a run begins with and leaves, `tolerances` every tolerance. `engine` chooses
between array calls and loops that numba compiles (`jit`).
"""
