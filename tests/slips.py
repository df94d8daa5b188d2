"""The ordinary slips of a planner: what is typed or saved otherwise than it should be, and what is then said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TABLES = {
    "settings": "key,value\nproject_years,2\nhorizon_years,6\nmoney_unit,lakh\nfirst_year,2026-27\n",
    "departments": "department_id,name\nd,Handloom\ne,Industries\n",
    "clusters": "cluster_id,name,department_id,sector,district\n"
    "barpali,Barpali,d,textile,bargarh\nsonepur,Sonepur,e,textile,sonepur\n",
    "segments": "cluster_id,segment_id,households,poor_share,majority\n"
    "barpali,poor,100,0.6,1\nbarpali,others,50,0.2,0\nsonepur,poor,80,0.5,1\n",
    "levels": "level_id,order,name,reached,deep,grade\nentry,1,Entry,1,0,B\nintensive,2,Intensive,1,1,B\n",
    "costs": "cluster_id,level_id,cost_per_household\n*,entry,0.2\n*,intensive,1\n",
    "effects": "level_id,income_gain,persistence\nentry,0.1,0.9\nintensive,0.3,0.9\n",
    "budgets": "department_id,year,envelope\nd,1,30\nd,2,30\ne,1,20\ne,2,20\n",
    "limits": "limit_id,measure,sense,value\nfloor,households,>=,10\n",
}
YEARS_BY_NAME = TABLES["budgets"].replace(",1,", ",2026-27,").replace(",2,", ",2027-2028,")


@dataclass(frozen=True)
class Slip:
    """A slip in one table: a text in place of another, or in place of the whole table."""

    table: str
    old: str
    new: str | bytes | None
    """What is typed; for a blank `old` the whole file, None for no file."""
    told: str
    """How the one line begins that is said of it, without the file's name."""

    @property
    def name(self) -> str:
        """What it is called in a list of tests."""
        return f"{self.table}: {str(self.new)[:40]!r}"


def folder_with(slip: Slip, folder: Path) -> Path:
    """A folder of the tables above with one slip in them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        content: str | bytes | None = text
        if name == slip.table:
            assert slip.old in text
            content = text.replace(slip.old, str(slip.new), 1) if slip.old else slip.new
        if content is not None:
            (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


D1 = "d,1,30"
READ = (
    Slip("budgets", D1, 'd,1,"12,34,567"', "row 2, envelope: '12,34,567' read as 1234567"),
    Slip("budgets", D1, 'd,1,"1,234,567"', "row 2, envelope: '1,234,567' read as 1234567"),
    Slip("budgets", D1, 'd,1,"1,234.5"', "row 2, envelope: '1,234.5' read as 1234.5"),
    Slip("budgets", "d,1,30\nd,2,30", 'd,1,"1,500"\nd,2,30.5', "row 2, envelope: '1,500' read as 1500"),
    Slip("budgets", D1, "d,1,2.5 lakh", "row 2, envelope: '2.5 lakh' read as 2.5"),
    Slip("budgets", D1, "d,1,250 milliers", "row 2, envelope: '250 milliers' read as 2.5"),
    Slip("settings", "money_unit,lakh", "money_unit,lakh de roupies", "row 4, value: 'lakh de roupies' read as lakh"),
    Slip("budgets", D1, "d,1,2.5 lacs", "row 2, envelope: '2.5 lacs' read as 2.5"),
    Slip("budgets", D1, "d,1,₹3 crore", "row 2, envelope: '₹3 crore' read as 300"),
    Slip("budgets", D1, "d,1,Rs. 3 Cr.", "row 2, envelope: 'Rs. 3 Cr.' read as 300"),
    Slip("budgets", D1, 'd,1,"50,000 rupees"', "row 2, envelope: '50,000 rupees' read as 0.5"),
    Slip("budgets", D1, "d,1,50000 rupees", "row 2, envelope: '50000 rupees' read as 0.5"),
    Slip("budgets", D1, "d,1,३०", "row 2, envelope: '३०' read as 30"),
    Slip("segments", ",100,", ",୧୦୦,", "row 2, households: '୧୦୦' read as 100"),
    Slip("budgets", D1, "d,1,30 000", "row 2, envelope: '30 000' read as 30000"),
    Slip("budgets", D1, "d,1,30 000", "row 2, envelope: '30 000' read as 30000"),
    Slip("budgets", D1, "d,1,3.00E+01", "row 2, envelope: '3.00E+01' read as 30; a spreadsheet that writes so"),
    Slip("segments", "0.6", "60 %", "row 2, poor_share: '60 %' read as 0.6"),
    Slip("segments", "0.6", "60 percent", "row 2, poor_share: '60 percent' read as 0.6"),
    Slip("budgets", D1, "d,1,30 lakh only", "row 2, envelope: '30 lakh only' read as 30"),
    Slip("budgets", D1, "d,1,91/3", "row 2, envelope: '91/3' read as a quotient, which is 30.3333"),
    Slip("segments", "0.6", "60%", "row 2, poor_share: '60%' read as 0.6"),
    Slip("segments", "sonepur,poor", "sonepur ,poor", "row 4, cluster_id: 'sonepur ' read without the spaces"),
    Slip("segments", "households", "Households", "row 1: 'Households' read as the column households"),
    Slip("segments", "poor_share", "Poor share", "row 1: 'Poor share' read as the column poor_share"),
    Slip("budgets", "envelope", "envelope (lakh)", "row 1: 'envelope (lakh)' read as the column envelope"),
    Slip("levels", "1,0,B", "1,0,b", "row 2, grade: 'b' read as B"),
    Slip("limits", ">=", "≥", "row 2, sense: '≥' read as >="),
    Slip("settings", "money_unit,lakh", "money_unit,Lakhs", "row 4, value: 'Lakhs' read as lakh"),
    Slip("settings", "first_year", "discount_rate,5 %\nfirst_year", "row 5, value: '5 %' read as 0.05"),
    Slip("budgets", "", YEARS_BY_NAME, "row 2, year: '2026-27' read as year 1, and so are 3 more"),
    Slip("budgets", "d,2,30\n", "d,2,30\n,,\n", "row 4: the row is blank; left out"),
    Slip("budgets", "e,2,20\n", "e,2,20\nTotal,,100\n", "row 6: 'Total' a row of totals, which add up; left out"),
    Slip("budgets", "e,2,20\n", "e,2,20\nयोग,,100\n", "row 6: 'योग' a row of totals"),
    Slip("budgets", "", TABLES["budgets"].replace(",", "\t"), " tabs separate its cells; read so"),
    Slip("budgets", "", TABLES["budgets"].replace(",", ";"), " semicolons separate its cells; read so"),
    Slip("budgets", "", TABLES["budgets"].encode("utf-16"), " its letters are written as UTF-16; read so"),
    Slip("budgets", "envelope", "envelope (as per DIC list)", "row 1: 'envelope (as per DIC list)' read as the column envelope, counted in lakh; nothing else that stands in its brackets counts"),
    Slip("budgets", "envelope", "envelope ('00000s)", "row 1: \"envelope ('00000s)\" read as the column envelope"),
    Slip("departments", "", "department_id,name\nd,Métiers\ne,I\n".encode("cp1252"), "row 2: 'Métiers' and what"),
)  # fmt: skip
"""What can mean one thing only is read, and said."""

REFUSED = (
    Slip("budgets", D1, 'd,1,"1,500"', "row 2, envelope: the comma may part thousands or decimals ('1,500') -> write 1500 or 1.5"),
    Slip("budgets", D1, "d,26-27,30", "row 2, year: two years without their century ('26-27') -> name the year as 2026-27,"),
    Slip("segments", "0.6", "n.d.", "row 2, poor_share: not a number ('n.d.') -> type the number; write 0 for nothing"),
    Slip("budgets", D1, "d,1,1.50.000", "row 2, envelope: not a number: its marks part neither thousands nor decimals"),
    Slip("budgets", D1, 'd,1,"2,5"', "row 2, envelope: a decimal comma, where a plain number is wanted ('2,5') -> write 2.5,"),
    Slip("budgets", "d,1,30\nd,2,30\ne,1,20", 'd,1,"12,00"\nd,2,"2,400"\ne,1,20.5', "row 2, envelope: a decimal comma, where a plain number is wanted ('12,00') -> write 12 or 1200"),
    Slip("segments", "0.6", '"0,05"', "row 2, poor_share: a decimal comma, where a plain number is wanted ('0,05') -> write 0.05"),
    Slip("budgets", D1, 'd,1,"Rs 50,000"', "row 2, envelope: a sign of rupees does not say whether rupees or the money unit"),
    Slip("segments", ",100,", ",Rs 100,", "row 2, households: a sign of rupees stands where no money is counted ('Rs 100')"),
    Slip("budgets", D1, "d,1,40%", "row 2, envelope: a percent stands where no share is wanted ('40%') -> write the amount"),
    Slip("segments", ",100,", ",many,", "row 2, households: not a number ('many') -> write a plain decimal number"),
    Slip("segments", ",100,", ",100 households,", "row 2, households: not a number ('100 households') -> write 100 alone,"),
    Slip("budgets", D1, "d,1,26.67L", "row 2, envelope: not a number ('26.67L') -> write 26.67 lakh, if that is meant"),
    Slip("budgets", D1, "d,1,3 crores of 2026", "row 2, envelope: not a number ('3 crores of 2026') -> write a plain decimal"),
    Slip("segments", ",100,", ",100+,", "row 2, households: not a number ('100+') -> write 100 alone, if that is"),
    Slip("segments", ",100,", ',"1,00",', "row 2, households: a decimal comma, where a plain number is wanted ('1,00') -> write 1 or 100,"),
    Slip("segments", "0.6", "1:7", "row 2, poor_share: not a number ('1:7') -> write a share such as 0.35"),
    Slip("levels", "Intensive,1,1,B", "Intensive,1,N,B", "row 3, deep: neither 0 nor 1 ('N') -> write 1 for yes or 0 for no"),
    Slip("levels", "Intensive,1,1,B", "Intensive,1,Oui,B", "row 3, deep: neither 0 nor 1 ('Oui') -> write 1 for yes or 0 for no"),
    Slip("budgets", "d,1", "Handloom,1", "row 2, department_id: not in departments.csv ('Handloom') -> write d, whose name it is"),
    Slip("clusters", "e,textile", "Industries,textile", "row 3, department_id: not in departments.csv ('Industries') -> write e, whose"),
    Slip("clusters", "sonepur,S", "barpali,S", "row 3, cluster_id: the same cluster_id as row 2 ('barpali') -> keep one row"),
    Slip("settings", "key,value", "key,amount", "row 1, amount: no such column in this table ('amount') -> rename it to value, if that is what it is, or remove it"),
    Slip("segments", ",100,", ",100 weavers,", "row 2, households: not a number ('100 weavers') -> write 100 alone, if that is"),
    Slip("budgets", D1, "d,1,30.00000000000000004", "row 2, envelope: more than 15 significant digits"),
    Slip("segments", "0.6", "35", "row 2, poor_share: a share lies between 0 and 1 ('35') -> write a share such as 0.35; did you mean 0.35?"),
    Slip("segments", "0.6", "1.2", "row 2, poor_share: a share lies between 0 and 1 ('1.2') -> write a share such as 0.35"),
    Slip("limits", "households,>=,10", "women,>=,30%", "row 2, measure: no such measure ('women') -> write one of households, poor_households, money, clusters, agent_months, "
        "objective:breadth, objective:depth, objective:today, objective:tomorrow, objective:participation, objective:selectivity, share:women, "
        "share:sc, share:st, share:minority, dimension:voice, dimension:health, dimension:education, dimension:vulnerability; did you mean 'share:women'?"),
    Slip("limits", ">=", "=>", "row 2, sense: not one of the words this column knows ('=>') -> write <= or >= or =; did you mean '>='?"),
    Slip("limits", ">=", ">", "row 2, sense: not one of the words this column knows ('>') -> write <= or >= or =; did you mean '>='?"),
    Slip("limits", ">=", "At most", "row 2, sense: not one of the words this column knows ('At most') -> write <= or >= or =; did you mean '<='?"),
    Slip("levels", "1,0,B", "1,0,F", "row 2, grade: not one of the words this column knows ('F') -> write A or B or C or D or E"),
    Slip("budgets", "d,1", "d,2026", "row 2, year: the years of the project are named as 2026-27 is ('2026') -> name the year so"),
    Slip("budgets", "d,1", "d,2026-28", "row 2, year: two years that do not follow each other ('2026-28')"),
    Slip("budgets", "d,1", "d,2031-32", "row 2, year: outside the project years ('2031-32') -> write a year from 2026-27 on to 2027-28"),
    Slip("budgets", "d,1", "d,1.5", "row 2, year: not a whole number ('1.5')"),
    Slip("budgets", "d,2,30\n", "", ", year: d has no row for 2027-28 ('2') -> add it"),
    Slip("budgets", "e,1,20\ne,2,20\n", "", ", department_id: e has no rows ('e') -> add a row a year"),
    Slip("budgets", "e,2,20\n", "e,2,20\nTotal,,110\n", "row 6, envelope: the total does not add up: the rows above are 100 together ('110')"),
    Slip(
        "budgets",
        "",
        "department_id,year,envelope\nd,1,30 lakh\nd,2,30\ne,1,20\ne,2,20\nTotal,,70\n",
        "row 6, envelope: the total does not add up: the rows above are 100 together ('70') -> it adds only what is a plain number: "
        "write '30 lakh' in row 2 as one",
    ),
    Slip("budgets", "", "department_id;year;envelope\nd;1;1,500\nd;2;30\ne;1;20\ne;2;20\n", "row 2, envelope: its mark may part thousands or decimals"),
    Slip("budgets", "", "department_id;year;envelope\nd;1;1.500\nd;2;30\ne;1;20\ne;2;20\n", "row 2, envelope: its mark may part thousands or decimals"),
    Slip("budgets", "", "department_id;year;envelope\nd;1;1,5\nd;2;30.5\ne;1;20\ne;2;20\n", "row 2, envelope: decimal commas and decimal points in one file: 30.5 in row 3"),
    Slip("segments", "households", "housholds", "row 1, housholds: no such column in this table ('housholds') -> rename it to households, if that is what it is, or remove it"),
    Slip("segments", "poor_share", "Poor", "row 1, Poor: no such column in this table ('Poor') -> rename it to poor_share, if that is what it is, or remove it"),
    Slip("segments", "majority", "housholds", "row 1, housholds: no such column in this table ('housholds') -> remove it; did you mean 'households'?"),
    Slip("segments", "majority", "HH", "row 1, HH: no such column in this table ('HH') -> remove it"),
    Slip("levels", "grade", "grad", "row 1, grad: no such column in this table ('grad') -> rename it to grade, if"),
    Slip("levels", "grade", "offred", "row 1, offred: no such column in this table ('offred') -> move it to costs.csv, which has"),
    Slip("settings", "money_unit,lakh", "money_unit,lkah", "row 4, money_unit: no unit of money above zero ('lkah') -> write rupee, thousand, lakh, crore, or a number of rupees; did you mean 'lakh'?"),
    Slip("effects", "persistence", "Lag", "row 1, Lag: no such column in this table ('Lag') -> rename it to lag_years, if that"),
    Slip("segments", "households", "HH", "row 1, HH: no such column in this table ('HH') -> rename it to households, if that is what it is"),
    Slip("levels", "deep", "Sufficient", "row 1, Sufficient: no such column in this table ('Sufficient') -> rename it to deep or participation, whichever it is, or remove it"),
    Slip("levels", "", "level_id,order,name,Served\nentry,1,Entry,1\nintensive,2,Intensive,1\n", "row 1, Served: no such column in this table ('Served') -> rename it to reached or deep or participation, whichever"),
    Slip("effects", "income_gain", "Net benefit", "row 1, Net benefit: no such column in this table ('Net benefit') -> rename it to income_gain or value_added or poor_share_of_gain, whichever"),
    Slip("costs", "cost_per_household", "Rs in lakh", "row 1, Rs in lakh: no such column in this table ('Rs in lakh') -> rename it to cost_per_household, if that is"),
    Slip("clusters", "name", "Where", "row 1, Where: no such column in this table ('Where') -> rename it to name, if that is"),
    Slip("clusters", "district\n", "Remarks\n", "row 1, Remarks: no such column in this table ('Remarks') -> remove it"),
    Slip("budgets", "envelope", "envelope (crore)", "row 1, envelope: its header counts in crore, and money_unit in settings.csv is lakh ('envelope (crore)') -> write the figures in lakh"),
    Slip("budgets", "envelope", "envelope ('000)", "row 1, envelope: its header counts in thousand, and money_unit in settings.csv is lakh"),
    Slip("budgets", "envelope", "envelope (lakh a month)", "row 1, envelope: its header counts in lakh a month, and the column is counted in lakh, for the year of the row"),
    Slip("budgets", "envelope", "envelope [lakh; 3 years]", "row 1, envelope: its header counts in lakh; 3 years, and the column is counted in lakh, for"),
    Slip("effects", "income_gain", "income_gain (lakh per person)", "row 1, income_gain: its header counts in lakh per person, and the column is counted in lakh a year, for one household"),
    Slip("segments", "households", "households (thousand)", "row 1, households: its header counts in thousand, and its figures are read as they stand"),
    Slip("segments", "households", "households (persons)", "row 1, households: its header counts in persons, and the column is counted in households"),
    Slip("segments", "poor_share", "poor_share (%)", "row 2, poor_share: its header says percents, and this may be a share, and so are 2 more of this column ('0.6') -> write 60% or 0.6%, whichever"),
    Slip("segments", "", "cluster_id,segment_id,households,poor_share (%)\nbarpali,poor,1,50\nbarpali,others,1,0.3\nsonepur,poor,1,80\n", "row 3, poor_share: its header says percents, and this may be a share ('0.3')"),
    Slip("budgets", D1, 'd,1,"2,5 crore"', "row 2, envelope: a decimal comma, where a plain number is wanted ('2,5 crore') -> write 2.5 crore, if"),
    Slip("budgets", D1, 'd,1,"Rs 0,7 million"', "row 2, envelope: a decimal comma, where a plain number is wanted ('Rs 0,7 million') -> write 0.7 million, if"),
    Slip("budgets", D1, 'd,1,"1,500 rupees of 2026"', "row 2, envelope: not a number ('1,500 rupees of 2026')"),
    Slip("budgets", D1, "d,1,(1300)", "row 2, envelope: not a number ('(1300)') -> brackets mean below zero in accounts, which nothing is here: write 1300, if"),
    Slip("budgets", D1, "d,1,(2.5 lakh)", "row 2, envelope: not a number ('(2.5 lakh)') -> brackets mean below zero in accounts, which nothing is here: write 2.5 lakh"),
    Slip("clusters", "", "cluster_id,name,department_id,sector_outlook\nbarpali,B,d,(0.02)\nsonepur,S,e,0\n", "row 2, sector_outlook: not a number ('(0.02)') -> brackets mean below zero in accounts: write -0.02 or 0.02"),
    Slip("budgets", "d,1", "d,28-Feb", "row 2, year: a date, or what a spreadsheet made of a number ('28-Feb') -> write 1, 2 and so on, or a year such as 2026-27"),
    Slip("settings", "first_year", "budgets_shown,0.8\nfirst_year", "row 5, budgets_shown: '0.8' has no unit"),
    Slip("segments", ",100,", ",1.200,", "row 2, households: its point may part thousands or decimals ('1.200') -> write 1200 or 1.2, whichever"),
    Slip("segments", ",100,", ",1.125,", "row 2, households: its point may part thousands or decimals ('1.125') -> write 1125 or 1.1250, whichever"),
    Slip("limits", ">=,10", ">=,1.200", "row 2, value: its point may part thousands or decimals ('1.200')"),
    Slip("segments", "poor,100,0.6,1", "poor,100,0.6,50%", "row 2, majority: neither 0 nor 1 ('50%')"),
    Slip("effects", "income_gain,persistence\nentry,0.1", "income_gain_low,persistence\nentry,-20%", "row 2, income_gain_low: a percent stands where no share is wanted ('-20%') -> write the amount itself, not the share by"),
    Slip("segments", "", "cluster_id,segment_id,households,Households\nbarpali,poor,1,1\n", "row 1, Households: the same column as 'households'"),
    Slip("clusters", "textile,sonepur\n", "textile,sonepur\nBarpali,B,d,textile,x\n", "row 4, cluster_id: the same cluster_id as row 2 ('Barpali')"),
    Slip("budgets", "d,1", "ALL,1", "row 2, department_id: one purse of ALL stands beside departments' own ('ALL') -> write the department whose"),
    Slip("budgets", "", "department_id,year,envelope\nALL,1,30\ne,2,20\n", "row 3, department_id: one purse of ALL stands beside a department's own ('e') -> write ALL as in the other rows"),
    Slip("budgets", "", "department_id,year,envelope\nALL,1,30\nALL,2,30\ne,2,20\n", "row 4, department_id: one purse of ALL stands beside a department's own ('e') -> keep one or"),
    Slip("budgets", "", "department_id,year,envelope\nall,1,30\nall,2,20\n", "row 2, department_id: not in departments.csv ('all') -> write ALL, which means all of them"),
    Slip("costs", "cluster_id,level_id,cost_per_household\n*,entry", "cluster_id,level_id,cost_per_household\nall,entry", "row 2, cluster_id: not in clusters.csv ('all') -> write *, which means all of them"),
    Slip("costs", "*,intensive", "Tous,intensive", "row 3, cluster_id: not in clusters.csv ('Tous') -> write *, which"),
    Slip("effects", "intensive,0.3", "every,0.3", "row 3, level_id: not in levels.csv ('every') -> write *, which"),
    Slip("budgets", "d,1", "D,1", "row 2, department_id: not in departments.csv ('D') -> name one that is there, or add it; did you mean 'd'?"),
    Slip("segments", "sonepur,poor", "sonepur,Poor", "row 4, segment_id: differs from 'poor' in capitals alone ('Poor') -> write poor"),
    Slip("clusters", "e,textile", "e,Textile", "row 3, sector: differs from 'textile' in capitals alone ('Textile')"),
    Slip("segments", "sonepur,poor", "sonpur,poor", "row 4, cluster_id: not in clusters.csv ('sonpur') -> name one that is there, or add it; did you mean 'sonepur'?"),
    Slip("segments", "sonepur,poor", "Sonepur,poor", "row 4, cluster_id: not in clusters.csv ('Sonepur')"),
    Slip("costs", "intensive", "intensiv", "row 3, level_id: not in levels.csv ('intensiv')"),
    Slip("clusters", "barpali,B", ",B", "row 2, cluster_id: the cell is blank -> fill it in"),
    Slip("budgets", D1, "d,1,", "row 2, envelope: the cell is blank -> fill it in; write 0 if it is nothing"),
    Slip("budgets", D1, "d,1,01-Apr", "row 2, envelope: a date, or what a spreadsheet made of a number ('01-Apr')"),
    Slip("budgets", D1, "d,1,#REF!", "row 2, envelope: not a number but a spreadsheet's error ('#REF!') -> type the number"),
    Slip("budgets", D1, "d,1,=A1*2", "row 2, envelope: a formula, not its value ('=A1*2')"),
    Slip("budgets", D1, "d,1,-", "row 2, envelope: not a number ('-') -> type the number; write 0 for nothing"),
    Slip("budgets", D1, "d,1,n/a", "row 2, envelope: not a number ('n/a') -> type the number; write 0 for nothing"),
    Slip("budgets", D1, "d,1,TBD", "row 2, envelope: not a number ('TBD') -> type the number; write 0 for nothing"),
    Slip("effects", "entry,0.1", "entry,NA", "row 2, income_gain: not a number ('NA') -> type the number, or leave the cell blank where it is not known"),
    Slip("settings", "project_years,2", "project_years,NA", "row 2, project_years: not a number ('NA') -> type the number; write 0 for nothing"),
    Slip("budgets", D1, "d,1,-30", "row 2, envelope: below zero ('-30')"),
    Slip("budgets", D1, "d,1,(30)", "row 2, envelope: not a number ('(30)')"),
    Slip("budgets", D1, "d,1,30-40", "row 2, envelope: a range, where one number is wanted ('30-40') -> write the best guess"),
    Slip("budgets", D1, "d,1,3O", "row 2, envelope: not a number ('3O')"),
    Slip("levels", "Entry,1", "Entry,yes", "row 2, reached: neither 0 nor 1 ('yes') -> write 1 for yes or 0 for no"),
    Slip("levels", "Intensive,1", "Intensive,0", "row 3, deep: a level that counts as deep must count as reached"),
    Slip("limits", "floor,households,>=,10", "floor,objective:depth,>=,100 lakh", "row 2, value: a unit stands behind the number ('100 lakh')"),
    Slip("limits", "floor,households,>=,10", "floor,households,>=,10%", "row 2, value: a percent stands where no share is wanted ('10%')"),
    Slip("settings", "money_unit,lakh", "money_unit,dollar", "row 4, money_unit: no unit of money above zero ('dollar')"),
    Slip("settings", "project_years", "projct_years", "row 2, key: no such setting ('projct_years') -> rename it to project_years, if that is what it is, or remove the row"),
    Slip("settings", "horizon_years,6", "horizon_years,6\nproject_years,3", "row 4, key: the same key as row 2 ('project_years')"),
    Slip("settings", "project_years,2", "project_years,two", "row 2, project_years: not a number ('two')"),
    Slip("settings", "horizon_years,6", "horizon_years,2", ", row 3, horizon_years: not beyond the 2 project years ('2')"),
    Slip("budgets", D1, "d,1,1,50,000", "row 2: 5 cells under 3 columns ('50,000')"),
    Slip("budgets", "department_id", "Budget of the state\ndepartment_id", "row 1: words stand above the header, which is in row 2 ('Budget of the state') -> remove what stands above"),
    Slip("budgets", "e,2,20\n", "e,2,20\nd,1,30\n", "row 6, department_id: the same department_id and year as row 2 ('d, 1')"),
    Slip("departments", "Handloom", '"Handloom', "row 2: not readable as CSV from here on"),
    Slip("budgets", "", b"PK\x03\x04", ": a workbook, or another archive, under the name of a CSV file"),
    Slip("budgets", "", None, ": the table is missing -> add it"),
    Slip("clusters", "", None, ": the table is missing -> add it"),
    Slip("effects", "entry,0.1,0.9", "entry,0.1,90", "row 2, persistence: with a sector outlook of 0 the gain grows by more than 5% a year"),
)  # fmt: skip
"""What can mean two things, or nothing, is refused."""
