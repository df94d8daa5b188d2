"""Figures of the wrong size, and names that nothing uses: each is an error or a remark with its figure, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.slips import TABLES, Slip, folder_with
from tests.test_slips import RIGHT

CALENDAR = "a year of the calendar, where a number of years is wanted"
REFUSED = (
    Slip("settings", "years,6", "years,2031", f", row 3, horizon_years: {CALENDAR} ('2031') -> write how many years there are from 2026-27 on: 6 if the last is 2031-32, 5 if it is 2030-31"),
    Slip("settings", "years,2", "years,2028", f", row 2, project_years: {CALENDAR} ('2028') -> write how many years there are from 2026-27 on: 3 if the last is 2028-29, 2 if it is 2027-28"),
    Slip("settings", "years,2", "years,2027-28", f"row 2, value: {CALENDAR} ('2027-28') -> write how many years there are until then"),
    Slip("settings", "first_year", "accompaniment_years,2029\nfirst_year", f", row 5, accompaniment_years: {CALENDAR} ('2029') -> write how many"),
    Slip("effects", "gain,persistence\nentry,0.1,0.9", "gain,persistence,lag_years\nentry,0.1,0.9,2027", f"row 2, lag_years: {CALENDAR} ('2027')"),
    Slip("settings", "first_year,2026-27", "first_year,2026-28", ", row 5, first_year: no year that can be read ('2026-28') -> write the year as 2026-27 or 2026"),
    Slip("settings", "first_year,2026-27", "first_year,avril 2026", ", row 5, first_year: no year that can be read ('avril 2026')"),
    Slip("settings", "first_year", "discount_rate,5\nfirst_year", ", row 5, discount_rate: a discount rate above 0.3 a year ('5') -> write a share a year, 0.05 for 5%; did you mean 0.05?"),
    Slip("settings", "first_year", "discount_rate,0.5\nfirst_year", ", row 5, discount_rate: a discount rate above 0.3 a year ('0.5') -> write a share a year, 0.05 for 5%"),
    Slip("clusters", "district\nbarpali,Barpali,d,textile,bargarh\nsonepur,Sonepur,e,textile,sonepur", "sector_outlook\nbarpali,Barpali,d,textile,4\nsonepur,Sonepur,e,textile,0", "row 2, sector_outlook: a sector that doubles every year or grows faster ('4') -> write a share a year, 0.05 for 5%; did you mean 0.04?"),
    Slip("levels", "2,Intensive,1,1,B\n", "2,Intensive,1,1,B\nmega,3,Mega,1,1,B\n", ", cost_per_household: level mega has no cost for barpali, others and 2 more"),
    # 230 households at 1 lakh are 230 lakh, of which 30,00,000 is 13,043 times.
    Slip("costs", "intensive,1", "intensive,100000", ", row 3, cost_per_household: a household costs more than all money of all years together, 100 lakh rupees ('100000') -> write it in the unit that money_unit in settings.csv says, or set `confirmed` to 1; if 100000 is rupees, write 1"),
    # Of a level whose cost stands in rupees it is not told that the next one costs less.
    Slip("costs", "*,intensive,1\n", "barpali,entry,20000\n*,intensive,1\n", ", row 3, cost_per_household: 50 times or more away from what entry costs elsewhere (0.2) ('20000')"),
    Slip("budgets", "d,1,30", 'd,1,"30,00,000"', "row 2, envelope: 150,000 times the median of the other purses, and 13,043 times the cost of giving every household its dearest level ('3000000') -> write it in the unit of the others; if 3000000 is rupees, write 30"),
    Slip("costs", "*,intensive,1\n", "*,intensive,1\nbarpali,intensive,100000\n", ", row 4, cost_per_household: 50 times or more away from what intensive costs elsewhere (1) ('100000') -> write it in the unit of the others (lakh or rupees?), or set `confirmed` to 1; if 100000 is rupees, write 1"),
)  # fmt: skip
"""What cannot be meant."""
REMARKED = (
    Slip("settings", "money_unit,lakh", "money_unit,rupee", "W25 costs.csv, cost_per_household: intensive costs 1 rupees a household in barpali and is the dearest level, below 100 rupees"),
    Slip("settings", "money_unit,lakh", "money_unit,crore", "W25 costs.csv, cost_per_household: intensive costs 1 crore rupees a household in barpali, a crore of rupees or more"),
    Slip("costs", "intensive,1", "intensive,120", "W25 costs.csv, row 3, cost_per_household: more than all money of all years together, 100 lakh rupees ('120')"),
    Slip("costs", "", "level_id,cost_per_household,confirmed\nentry,20000,1\nintensive,100000,1\n", "W25 costs.csv, row 2, cost_per_household: more than all money of all years together, 100 lakh rupees, and so in 1 more row ('20000') -> check the units: is this in the unit that money_unit in settings.csv says, and are the budgets?; if 20000 is rupees, write 0.2"),
    Slip("limits", "floor,households,>=,10", 'cap,money,<=,"50,00,000"', "W25 limits.csv, row 2, value: 50,000 times all money of all years together, 100 lakh rupees: it never binds ('5000000') -> check the unit of this row (lakh or rupees?); if 5000000 is rupees, write 50"),
    Slip("limits", "floor,households,>=,10", "cap,money,<=,120", "W25 limits.csv, row 2, value: 1.2 times all money of all years together, 100 lakh rupees: it never binds ('120') -> check the unit of this row (lakh or rupees?)"),
    Slip("limits", "floor,households,>=,10", "least,money,>=,120", "W25 limits.csv, row 2, value: 1.2 times all money of all years together, 100 lakh rupees: no plan can spend it ('120')"),
    Slip("settings", "first_year", "facilitation_cost,37500\nfirst_year", "W25 settings.csv, row 5, facilitation_cost: more than all money of all years together"),
    Slip("costs", "intensive,1\n", "intensive,1\nbarpali,intensive,12\n", "W26 costs.csv, row 4, cost_per_household: 12 times the median of the other rows of its kind, 1 ('12')"),
    Slip("effects", "", "level_id,income_gain,persistence\nentry,10000,\nintensive,30000,\n", "W27 effects.csv, row 2, income_gain: in one year 50,000 times what entry costs in barpali/others, and so in 1 more row ('10000')"),
    Slip("effects", "persistence\nentry,0.1,0.9\nintensive,0.3,0.9", "value_added\nentry,0.1,0\nintensive,0.3,30000", "W27 effects.csv, row 3, value_added: in one year 30,000 times what intensive costs in barpali/others ('30000')"),
    Slip("clusters", "Sonepur,e", "BARPALI ,e", "W31 clusters.csv, row 3, name: sonepur is called as barpali is, and results name both alike ('BARPALI')"),
    Slip("departments", "e,Industries", "e,Handloom", "W31 departments.csv, row 3, name: e is called as d is"),
    Slip("levels", "intensive,2", "intensive,1", "W32 levels.csv, row 3, order: intensive has the order of entry, so neither is above the other and their costs are not compared ('1')"),
    Slip("budgets", "d,1,30\nd,2,30\ne,1,20\ne,2,20", "d,1,0\nd,2,0\ne,1,0\ne,2,0", "W33 budgets.csv, row 2, envelope: there is no money: every envelope is 0"),
    Slip("segments", "", "cluster_id,segment_id,households,poor_share,cost_factor\nbarpali,all,100,0.5,1.2\nsonepur,all,100,0.5,1.5\n", "W34 segments.csv, row 2, cost_factor: it multiplies nothing: costs.csv gives what each level costs these households, and so in 1 more row ('1.2')"),
    Slip("segments", ",100,", ",100.5,", "W28 segments.csv, row 2, households: not a whole number of households ('100.5')"),
    Slip("segments", ",100,", ",0.1,", "W28 segments.csv, row 2, households: not a whole number of households ('0.1')"),
    Slip("segments", "", "cluster_id,segment_id,households,poor_share,low,high\nbarpali,all,100,0.5,120,150\nsonepur,all,80,0.5,70,90\n", "W35 segments.csv, row 2, low: the range 120 to 150 does not hold the figure of its row, households 100 or poor_share 0.5, and nothing of it is drawn ('120')"),
    Slip("costs", "", "level_id,cost_per_household,low,high\nentry,0.2,0.1,0.3\nintensive,1,10,12\n", "W35 costs.csv, row 3, low: the range 10 to 12 does not hold the figure of its row, cost_per_household 1, and nothing"),
    Slip("budgets", "", "department_id,year,envelope,high\nd,1,30,40\nd,2,30,\ne,1,20,\ne,2,20,20\n", "W35 budgets.csv, row 2, high: `high` without `low`, and nothing of the range is drawn, and so in 1 more row ('40') -> write both ends"),
    Slip("effects", "", "level_id,income_gain,value_added,persistence,low,high\nentry,0.1,0.2,0.9,0.15,0.3\nintensive,0.3,0.4,0.9,0.2,0.4\n", "W35 effects.csv, row 2, low: the range 0.15 to 0.3 does not hold income_gain 0.1, and is drawn as that of value_added ('0.15') -> write it as income_gain_low"),
    Slip("settings", "first_year", "min_contact_days,366\nfirst_year", "W36 settings.csv, row 5, min_contact_days: more days than a year has ('366')"),
    Slip("levels", "", "level_id,order,name,reached,deep,min_contact_days\nentry,1,Entry,1,0,365\nintensive,2,Intensive,1,1,400\n", "W36 levels.csv, row 3, min_contact_days: more days than a year has ('400')"),
    Slip("levels", "1,0,B\nintensive,2,Intensive,1,1,B", "1,1,B\nintensive,2,Intensive,1,0.5,B", "W36 levels.csv, row 3, deep: less than entry, which stands below intensive and costs less ('0.5')"),
    Slip("effects", "", "level_id,income_gain,persistence,lag_years\nentry,0.1,0.9,5\nintensive,0.3,0.9,6\n", "W36 effects.csv, row 3, lag_years: its gain begins after the 6 years that are counted, so that none of it is ('6')"),
    Slip("segments", "", "cluster_id,segment_id,households,poor_share,sc_share,st_share\nbarpali,all,100,0.5,0.7,0.7\nsonepur,all,80,0.5,0.5,0.5\n", "W36 segments.csv, row 2, st_share: sc_share and st_share are 1.4 together, and nobody is both ('0.7')"),
    Slip("costs", "", "level_id,cost_per_household\nentry,0.2\nintensive,6\n", "W36 costs.csv, row 3, cost_per_household: all money of all years suffices for 16 of the 230 households that are offered intensive ('6') -> check the unit of this figure, and of budgets.csv"),
)  # fmt: skip
"""What is allowed, and said."""
BOTH = (
    Slip("budgets", "d,1,30", "d,1,3000", "W26 budgets.csv, row 2, envelope: 100 times the median of the other rows of its kind, 30 ('3000') -> check the unit of this row (lakh or rupees?); if 3000 is thousand rupees, write 30"),
    Slip("budgets", "", "department_id,year,envelope\nd,1,3000000\nd,2,3000000\ne,1,2000000\ne,2,2000000\n", "W9 budgets.csv, row 2, envelope: the envelopes are 4.35e+04 times the cost of giving every household its dearest level: money is not scarce ('3000000') -> check the units of budgets and costs; if 3000000 is rupees, write 30"),
    Slip("effects", "intensive,0.3", "intensive,30000", "W22 effects.csv, row 3, income_gain: intensive gives 141,000 rupees of income a rupee"),
)  # fmt: skip
"""What two remarks tell of, from two sides."""


def test_a_factor_that_multiplies_some_levels_is_told_with_both(tmp_path: Path) -> None:
    """Entry is priced by its contents and times 1.2; what intensive costs is given, and stays as it is."""
    tables = {name: text for name, text in TABLES.items() if name != "costs"} | {
        "segments": "cluster_id,segment_id,households,poor_share,cost_factor\nbarpali,all,100,0.5,1.2\nsonepur,all,100,0.5,1.5\n",
        "activities": "activity_id,name,scope,unit_cost\ncamp,Camp,household,0.2\n",
        "level_contents": "level_id,activity_id,quantity_per_household\nentry,camp,1\n",
        "costs": "level_id,cost_per_household\nintensive,1\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    (told,) = [one for one in remarks_on(tmp_path) if one.startswith("W34")]
    assert told.startswith(
        "W34 segments.csv, row 2, cost_factor: it multiplies what entry costs, and not intensive, of which costs.csv gives "
        "the cost, and so in 1 more row ('1.2')"
    )
    cells = tradeoff.read_scenario(tmp_path).cells
    costs = {(one.cluster_id, offer.level_id): offer.cost for one in cells for offer in one.offers}
    assert [costs["sonepur", level] for level in ("entry", "intensive")] == [30_000, 100_000]


def remarks_on(folder: Path) -> list[str]:
    """The remarks but those on evidence, of which the tables of these tests have none."""
    quiet = ("W6", "W12")
    return [f"{one.code} {one}" for one in tradeoff.read_scenario(folder).remarks if one.code not in quiet]


@pytest.mark.parametrize("slip", REFUSED, ids=lambda slip: slip.name)
def test_what_cannot_be_meant_is_refused_once(tmp_path: Path, slip: Slip) -> None:
    """In one line, with a mend, and nothing that only follows from it."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(folder_with(slip, tmp_path / "plan"))
    (line,) = map(str, caught.value.problems)
    assert (
        line.removeprefix(f"{slip.table}.csv")
        .removeprefix("costs.csv")
        .removeprefix(", ")
        .startswith(slip.told.removeprefix(", "))
    )
    assert " -> " in line


@pytest.mark.parametrize("slip", REMARKED + BOTH, ids=lambda slip: slip.name)
def test_what_makes_no_sense_beside_the_rest_is_remarked_on(tmp_path: Path, slip: Slip) -> None:
    """With its figure, in one line."""
    lines = remarks_on(folder_with(slip, tmp_path / "plan"))
    assert any(line.startswith(slip.told) for line in lines)
    assert len(lines) <= 1 + (slip in BOTH)


def test_of_two_levels_of_one_order_neither_is_to_cost_more(tmp_path: Path) -> None:
    """`entry` stands first by its name alone, and may cost more: above it stands nothing."""
    folder = folder_with(Slip("levels", "intensive,2", "intensive,1", ""), tmp_path / "plan")
    (folder / "costs.csv").write_text("cluster_id,level_id,cost_per_household\n*,entry,2\n*,intensive,1\n")
    assert [line[:3] for line in remarks_on(folder)] == ["W32"]


PRICED = {
    "segments": "cluster_id,segment_id,households,poor_share\nbarpali,all,300,0.6\nsonepur,all,200,0.5\n",
    "activities": "activity_id,name,scope,unit_cost,agent_months_per_unit\ncamp,Camp,household,0.2,0.01\nloom,Loom,household,0.8,0.05\n",
    "level_contents": "level_id,activity_id,quantity_per_household\nentry,camp,1\nintensive,camp,1\nintensive,loom,1\n",
    "agents": "year,agent_months\n1,40\n2,50\n",
    "clusters": "cluster_id,name,department_id,start_up_agent_months\nbarpali,Barpali,d,2\nsonepur,Sonepur,e,2\n",
}


@pytest.mark.parametrize(
    ("table", "old", "new", "line"),
    [
        # 100 lakh, at 5.8 each for 500 households.
        ("activities", "household,0.8", "household,5.6", "W36 activities.csv, row 3, unit_cost: all money of all years suffices for 17 of the 500 households that are offered intensive ('5.6')"),
        ("level_contents", "intensive,loom,1", "intensive,loom,7", "W36 level_contents.csv, row 4, quantity_per_household: all money of all years suffices for 17 of the 500 households that are offered intensive ('7')"),
        # 500 households at 4.1 are 2,050 lakh, of which there are 100.
        ("activities", "household,0.2", "household,4.1", "W36 activities.csv, row 2, unit_cost: all money of all years suffices for 24 of the 500 households on the lists at their cheapest level ('4.1')"),
        ("activities", "0.8,0.05", "0.8,5", "W36 activities.csv, row 3, agent_months_per_unit: all agents' time suffices for 17 of the 500 households that are offered intensive ('5')"),
        ("level_contents", "entry,camp,1\n", "entry,camp,1\nentry,loom,0\n", "W36 level_contents.csv, row 3, quantity_per_household: nothing of it is given, and it costs nothing ('0')"),
        ("clusters", "Sonepur,e,2", "Sonepur,e,91", "W36 clusters.csv, row 3, start_up_agent_months: opening it takes more than the 90 agent-months of all years ('91')"),
    ],
)  # fmt: skip
def test_a_figure_that_leaves_a_handful_of_a_long_list_is_named(
    tmp_path: Path, table: str, old: str, new: str, line: str
) -> None:
    """Where nothing is mistyped nothing is said, and each slip is one line."""
    tables = {name: text for name, text in {**TABLES, **PRICED}.items() if name != "costs"}
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert remarks_on(tmp_path) == []
    assert old in tables[table]
    (tmp_path / f"{table}.csv").write_text(tables[table].replace(old, new, 1), encoding="utf-8")
    (told,) = remarks_on(tmp_path)
    assert told.startswith(line)


@pytest.mark.parametrize(
    ("gate", "told"), [("0.9", "not one household"), ("1", ""), ("999", ""), ("1000", "more house")]
)
def test_a_gate_that_no_agent_has(tmp_path: Path, gate: str, told: str) -> None:
    """From one household a month to fewer than a thousand an agent may make possible."""
    levels = f"level_id,order,name,reached,deep,trust_gate\nentry,1,Entry,1,0,\nintensive,2,Intensive,1,1,{gate}\n"
    agents = tmp_path / "plan"
    folder_with(Slip("levels", "", levels, ""), agents)
    assert [line.startswith(f"W36 levels.csv, row 3, trust_gate: {told}") for line in remarks_on(agents)] == (
        [True] if told else []
    )


def test_a_list_and_a_year_of_agents_far_from_the_others(tmp_path: Path) -> None:
    """A hundred times the middle one of three or more; of two nobody knows which is wrong."""
    folder = folder_with(Slip("settings", "project_years,2", "project_years,3", ""), tmp_path / "plan")
    rows = "".join(f"{name},{year},30\n" for name in "de" for year in (1, 2, 3))
    (folder / "budgets.csv").write_text(f"department_id,year,envelope\n{rows}")
    (folder / "agents.csv").write_text("year,agent_months\n1,40\n2,5000\n3,50\n")
    (told,) = remarks_on(folder)
    assert told.startswith("W36 agents.csv, row 3, agent_months: 100 times the median of its kind, 50 ('5000')")
    (folder / "agents.csv").write_text("year,agent_months\n1,40\n2,4999\n3,50\n")
    assert remarks_on(folder) == []


def test_nothing_is_remarked_on_what_is_right(tmp_path: Path) -> None:
    """Neither on the tables of these tests nor on what is shipped."""
    assert remarks_on(folder_with(RIGHT, tmp_path / "plan")) == []
    for name in ("three-clusters", "three-pairs", "invented-state", "orissa", "orissa-pilots"):
        told = {one.code for one in tradeoff.read_scenario(name).remarks}
        assert told <= {"W2", "W6"}


FUNDS = {
    "funds": "fund_id,name\nstate,State plan\ncentre,Central scheme\n",
    "budgets": "department_id,fund_id,year,envelope\nd,state,1,20\nd,state,2,20\nd,centre,1,10\nd,centre,2,10\n"
    "e,state,1,20\ne,state,2,20\n",
    "activities": "activity_id,name,scope,unit_cost,eligible_funds\nsupport,Support,household,,state;centre\n",
}


@pytest.mark.parametrize(
    ("table", "old", "new", "line"),
    [
        ("budgets", "d,centre,2,10\n", "", "W30 budgets.csv, year: d has no row of centre for 2027-28, and up to 10 lakh"),
        ("activities", ",state;centre", ",state", "W29 activities.csv, eligible_funds: centre may pay for nothing"),
        ("budgets", "d,centre,1,10\nd,centre,2,10\n", "", "W29 funds.csv, row 3, fund_id: no row of budgets.csv has money"),
        ("activities", "unit_cost,eligible_funds\n", "unit_cost,eligible_funds\nfair,Fair,household,,\n",
         "W29 activities.csv, row 2, activity_id: no row of level_contents.csv names it"),
        ("levels", "2,Intensive,1,1,B\n", "2,Intensive,1,1,B\nmega,3,Mega,1,1,B\n", "W29 levels.csv, row 4, level_id: no household"),
        ("departments", "e,Industries\n", "e,Industries\nf,Forest\n", "W29 budgets.csv, row 8, department_id: it leads no cluster"),
    ],
)  # fmt: skip
def test_what_is_used_nowhere_is_said(tmp_path: Path, table: str, old: str, new: str, line: str) -> None:
    """An activity, a fund, a level, a department with money; nothing of it where all are used."""
    folder = folder_with(RIGHT, tmp_path / "plan")
    tables = {**TABLES, **FUNDS}
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    assert remarks_on(folder) == []
    assert old in tables[table]
    tables[table] = tables[table].replace(old, new, 1)
    if table == "levels":
        tables["costs"] = "cluster_id,level_id,cost_per_household,offered\n*,entry,0.2,1\n*,intensive,1,1\n*,mega,,0\n"
    if table == "departments":
        tables["budgets"] += "f,state,1,5\nf,state,2,5\n"
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    (told,) = remarks_on(folder)
    assert told.startswith(line)


def test_what_needs_no_solve_is_told_first(tmp_path: Path) -> None:
    """A clash of limits comes after what is known of the tables; and the remarks stand above its explanation."""
    tables = {"limits": "limit_id,measure,sense,value\nfloor,households,>=,229\n"}
    folder = folder_with(RIGHT, tmp_path / "plan")
    (folder / "limits.csv").write_text(tables["limits"])
    (folder / "costs.csv").write_text("cluster_id,level_id,cost_per_household\n*,entry,120\n*,intensive,130\n")
    done = run("check", str(folder), code=4)
    assert done.stdout.startswith("plan: the tables are right (2 clusters, 3 cells).")
    assert "\n- W25 costs.csv, row 2" in done.stdout
    for command in (["check"], ["plan", "--trade", "depth-breadth", "--at", "middle"]):
        words = run(command[0], str(folder), *command[1:], code=4).stderr
        assert words.index("more than all money of all years together") < words.index("floor")


@pytest.mark.parametrize("place", [2, 3, 4])
def test_one_slip_of_three_rows_is_told_of_one_row(place: int, tmp_path: Path) -> None:
    """The other two are what the slip is held against."""
    money = {row: 70_000 if row == place else 700 for row in (2, 3, 4)}
    rows = "".join(f"d,{row - 1},{amount}\n" for row, amount in money.items())
    folder = folder_with(Slip("settings", "project_years,2", "project_years,3", ""), tmp_path / "plan")
    (folder / "budgets.csv").write_text(f"department_id,year,envelope\n{rows}e,1,0\ne,2,0\ne,3,0\n")
    told = [str(one) for one in remarks_on(folder) if "W26" in str(one)]
    assert len(told) == 1
    assert f"row {place}," in told[0]
    assert "more row" not in told[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('{table: budgets, where: {}, column: envelope, multiply: 0.9}', "W37 scenario.yaml, row 3, where: it names no row, and all 4 rows of budgets are changed"),
        ('{table: settings, where: {key: money_unit}, column: value, set: crore}', "W37 scenario.yaml, row 3, set: every amount of all tables is read in this unit, and none is converted ('crore')"),
        ('{table: budgets, where: {department_id: d, year: 1}, column: envelope, set: 3000}', "W26 scenario.yaml, row 3, envelope: 100 times the median of the other rows of its kind, 30, in budgets.csv ('3000')"),
        ('{table: budgets, where: {department_id: d, year: 1}, column: envelope, set: 20}', ""),
    ],
)  # fmt: skip
def test_a_change_that_reaches_further_than_it_says(tmp_path: Path, change: str, told: str) -> None:
    """Every row, or every amount; and what makes no sense where a change wrote it is told of the change."""
    folder_with(RIGHT, tmp_path / "base")
    (tmp_path / "variant").mkdir()
    (tmp_path / "variant" / "scenario.yaml").write_text(f"based_on: ../base\nchanges:\n  - {change}\n")
    lines = remarks_on(tmp_path / "variant")
    assert any(line.startswith(told) for line in lines) if told else lines == []


COUNTED = "cluster_id,name,department_id,poor_households,latest_start,start_up_cost\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("barpali,Barpali,d,90,,\nsonepur,Sonepur,e,,,\n", "W38 clusters.csv, row 2, poor_households: it is not counted: segments.csv lists the households of this cluster ('90')"),
        ("barpali,Barpali,d,,2,\nsonepur,Sonepur,e,,3,\n", "W38 clusters.csv, row 3, latest_start: it says nothing, after the last project year ('3') -> write 1 to 2"),
        # Its contents are 3 at 0.2.
        ("barpali,Barpali,d,,,0.07\nsonepur,Sonepur,e,,,0.06\n", "W38 clusters.csv, row 3, start_up_cost: far from the 0.6 that the contents of start_up come to, in whose place it stands ('0.06')"),
        ("barpali,Barpali,d,,,5.9\nsonepur,Sonepur,e,,,6\n", "W38 clusters.csv, row 3, start_up_cost: far from the 0.6"),
    ],
)  # fmt: skip
def test_a_figure_that_is_typed_and_not_counted(tmp_path: Path, row: str, told: str) -> None:
    """Since another counts in its place, or no year is left in which it could."""
    tables = {
        **TABLES,
        "clusters": COUNTED + row,
        "activities": "activity_id,name,scope,unit_cost\nstudy,Study,cluster,0.2\n",
        "level_contents": "level_id,activity_id,quantity_per_household\nstart_up,study,3\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    (line,) = remarks_on(tmp_path)
    assert line.startswith(told)


def test_of_two_gains_that_no_unit_explains_both_are_named(tmp_path: Path) -> None:
    """1.2 thousand and 0.1: in rupees or lakh they are no nearer, and either may be wrong."""
    effects = "level_id,cluster_id,income_gain\nentry,*,0.1\nentry,barpali,1.2\nintensive,*,0.3\n"
    folder = folder_with(Slip("effects", "", effects, ""), tmp_path / "plan")
    (folder / "settings.csv").write_text(TABLES["settings"].replace("lakh", "thousand"))
    lines = [line for line in remarks_on(folder) if line.startswith("W26")]
    assert lines == [
        "W26 effects.csv, row 3, income_gain: 12 times the 0.1 of row 2, the only other of its kind ('1.2') -> check the unit of both rows (lakh or rupees?)"
    ]


def test_households_that_cost_nothing_are_told_at_their_factor(tmp_path: Path) -> None:
    """And not at every effect that they have for it."""
    tables = {name: text for name, text in {**TABLES, **PRICED}.items() if name != "costs"}
    tables["segments"] = (
        "cluster_id,segment_id,households,poor_share,cost_factor\nbarpali,all,300,0.6,0\nsonepur,all,200,0.5,1\n"
    )
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    (line,) = remarks_on(tmp_path)
    assert line.startswith("W34 segments.csv, row 2, cost_factor: what these households are given costs nothing ('0')")


def test_days_below_the_least_at_every_level_are_told_of_the_least(tmp_path: Path) -> None:
    """Below it at one level, it is the level."""
    levels = "level_id,order,name,reached,deep,min_contact_days\nentry,1,Entry,1,0,4\nintensive,2,Intensive,1,1,60\n"
    for least, told in (
        ("300", "W3 settings.csv, row 6, min_contact_days: every level"),
        ("6", "W3 levels.csv, row 2,"),
    ):
        folder = folder_with(Slip("levels", "", levels, ""), tmp_path / least)
        (folder / "settings.csv").write_text(f"{TABLES['settings']}min_contact_days,{least}\n")
        (line,) = remarks_on(folder)
        assert line.startswith(told)
