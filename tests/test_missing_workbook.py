"""A workbook that is not there is told as a file, not as a scenario of another name."""

import pytest

from tradeoff.scenario.catalogue import find_scenario


@pytest.mark.parametrize("name", ["plam.xlsx", "plan.xslx"])
def test_a_workbook_that_is_not_there_is_told_as_a_file(name: str) -> None:
    with pytest.raises(ValueError, match=f"no file '{name}'; check its name") as told:
        find_scenario(name)
    assert "shipped" not in str(told.value)
