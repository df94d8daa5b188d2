"""From a linear programme and its objectives to a frontier, proved; the only room that knows HiGHS."""
