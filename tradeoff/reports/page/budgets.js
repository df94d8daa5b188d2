/* The choice at other budgets: a slider that stands at those that were solved, and says plainly where none was. */
const BUDGET_STEPS = 1000;
const CAUGHT = 15;
const FAINT = 0.2;
const budgetState = { rupees: null, view: null };
/* Of the frontiers over each other, the one that is asked for stands out. */
const withStandingOut = (spec) => {
  const opacity = { condition: { test: "budget === '' || datum.scenario === budget", value: 1 }, value: FAINT };
  const layer = spec.layer.map((one) => ({ ...one, encoding: { ...one.encoding, opacity } }));
  return { ...spec, layer, params: [...(spec.params || []), { name: "budget", value: "" }] };
};
const budgetsOf = (pair) => {
  const drawn = pair.budgets.chart ? [...pair.budgets.chart.layer[0].encoding.color.sort] : [];
  return pair.budgets.rows
    .map((one, i) => ({ ...one, rupees: pair.budgets.rupees[i], own: i === pair.budgets.own, drawn: one.ends ? drawn.shift() || "" : "" }))
    .sort((a, b) => a.rupees - b.rupees);
};
const budgetEnds = (solved) => [solved[0].rupees, solved[solved.length - 1].rupees];
const budgetStep = (solved, rupees) => {
  const [low, high] = budgetEnds(solved);
  return high > low ? Math.round((BUDGET_STEPS * (rupees - low)) / (high - low)) : 0;
};
/* What can be typed as `--budget`, whatever language the page speaks. */
const typedMoney = (amount) => (amount >= 1e7 ? `${Number((amount / 1e7).toPrecision(3))} crore` : `${Number((amount / 1e5).toPrecision(3))} lakh`);
const toldOfBudget = (pair, at, rupeesNow, solved) => {
  if (!at) {
    return say("{amount} is not solved here, and nothing is drawn between what was solved: {budgets}. This solves it: {command}",
      { amount: rupees(rupeesNow), budgets: solved.map(({ label }) => label).join(", "), command: `${data.report} --budget "${typedMoney(rupeesNow)}" --out report.html` });
  }
  const budget = at.label;
  if (!at.ends) return say("With {budget} no plan satisfies the limits.", { budget });
  const [[most, then], [less, more]] = at.ends;
  const ends = { budget, most: counted(pair.x, most), then: counted(pair.y, then), more: counted(pair.y, more), less: counted(pair.x, less) };
  return at.state === "choice" ? say("With {budget} the plans go from {most} and {then} to {less} and {more}.", ends) :
    say("With {budget} there is no choice: one plan has all but the most of both, {most} and {more}.", ends);
};
const showBudget = (pair) => {
  const solved = budgetsOf(pair);
  const now = budgetState.rupees === null ? (solved.find(({ own }) => own) || solved[0]).rupees : budgetState.rupees;
  const at = solved.find((one) => same(one.rupees, now));
  const words = at ? at.label : rupees(now);
  byId("budget").value = String(budgetStep(solved, now));
  byId("budget-label").textContent = say("Budget of all years: {amount}", { amount: words });
  byId("budget").setAttribute("aria-valuetext", at ? words : say("{amount}, not solved here", { amount: words }));
  byId("budget-told").textContent = toldOfBudget(pair, at, now, solved);
  document.querySelectorAll("#budget-solved button").forEach((button, i) =>
    button.setAttribute("aria-pressed", String(solved[i] === at)));
  const empty = Boolean(at && at.state !== "choice");
  byId("budgets-chart").hidden = !pair.budgets.chart || empty;
  byId("budget-none").hidden = !empty;
  byId("budget-none").textContent = empty ? toldOfBudget(pair, at, now, solved) : "";
  if (budgetState.view) budgetState.view.signal("budget", at && budgetState.rupees !== null ? at.drawn : "").runAsync();
};
const setBudget = (amount) => {
  const pair = data.pairs[state.pair];
  const solved = budgetsOf(pair);
  const near = solved.find(({ rupees: one }) => Math.abs(budgetStep(solved, one) - budgetStep(solved, amount)) <= CAUGHT);
  budgetState.rupees = near ? near.rupees : amount;
  showBudget(pair);
  keepAddress();
};
const showBudgets = async (pair) => {
  if (!pair.budgets) {
    byId("budgets").hidden = true;
    return;
  }
  const chart = pair.budgets.chart && withStandingOut(pair.budgets.chart);
  budgetState.view = await showBeside({ ...pair, budgets: { ...pair.budgets, chart } }, "budgets", say("budget"));
  const solved = budgetsOf(pair);
  byId("budget-slider").hidden = solved.length < 2;
  fill("budget-solved", solved.map(({ label, rupees: amount }) => {
    const button = element("button", label);
    button.type = "button";
    button.addEventListener("click", () => setBudget(amount));
    return button;
  }));
  showBudget(pair);
};
const offerBudgets = () => {
  byId("budget").addEventListener("input", () => {
    const solved = budgetsOf(data.pairs[state.pair]);
    const [low, high] = budgetEnds(solved);
    setBudget(low + ((high - low) * Number(byId("budget").value)) / BUDGET_STEPS);
  });
  keepInAddress("budget", () => (budgetState.rupees === null ? "" : String(budgetState.rupees)), (asked) => {
    budgetState.rupees = Number(asked) > 0 ? Number(asked) : null;
  });
};
