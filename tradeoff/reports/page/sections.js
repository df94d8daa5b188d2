/* What is shown of one plan: its figures, its money, its people, and the sentences of the solved plan they are of. */
const MOST_BARS = 12;
const showFigures = (pair, plan) => {
  const spent = Object.values(plan.money.activity).reduce((sum, amount) => sum + amount, 0);
  const card = (value, label, lead) => {
    const made = element("div", undefined, lead ? "figure lead" : "figure");
    made.append(element("strong", value), element("span", label));
    return made;
  };
  const lead = (name) => name === pair.x || name === pair.y;
  const names = [pair.x, pair.y, ...Object.keys(data.objectives).filter((name) => !lead(name))];
  const cards = names.map((name) => card(figure(name, plan.values[name]), data.objectives[name].label, lead(name)));
  fill("figures", [...cards, card(rupees(spent), say("spent in all"))]);
};
/* The title says what the chart says: what one more costs here, or where nothing more is to be had what one less gives. */
const headline = (pair) => {
  if (state.mixture) return state.mixture.headline;
  const [first] = pair.choice ? ratesAt(pair, state.x) : [];
  return first ? first.words : pair.choice ? pair.label : say("The plan");
};
const showRates = (pair) => {
  byId("plan-title").textContent = headline(pair);
  list("rates", state.mixture ? [] : ratesAt(pair, state.x).map((rate) => rate.words), "");
};
/* One scale for every position of a choice: a bar that grows is money that grows. */
const greatest = (pair, key) => {
  pair.greatest = pair.greatest || {};
  pair.greatest[key] = pair.greatest[key] ||
    Math.max(1, ...solvedOf(pair).flatMap(({ plan }) => Object.values(unpack(plan).money[key])));
  return pair.greatest[key];
};
const bar = (name, amount, most) => {
  const title = named("th", name);
  title.scope = "row";
  const cell = element("td", undefined, "bar");
  const filled = element("i");
  filled.style.width = `${Math.max(0.4, (100 * amount) / most).toFixed(2)}%`;
  cell.append(filled);
  return row(title, cell, element("td", rupees(amount), "number"));
};
const showBars = (pair, plan) => {
  const rows = (key, names) =>
    Object.entries(plan.money[key])
      .map(([id, amount]) => ({ name: names[id] || id, amount }))
      .filter(({ amount }) => amount >= 0.5)
      .sort((a, b) => b.amount - a.amount);
  // A mixture of floors is none of this choice's plans, and may have a longer bar than any of them.
  const set = (key, shown) => {
    const most = Math.max(greatest(pair, key), ...shown.map(({ amount }) => amount));
    byId(`bars-${key}`).tBodies[0].replaceChildren(...shown.map(({ name, amount }) => bar(name, amount, most)));
  };
  const clusters = rows("cluster", data.clusters);
  set("activity", rows("activity", data.activities));
  set("year", Object.keys(data.years).map((year) => ({ name: data.years[year], amount: plan.money.year[year] || 0 })));
  set("cluster", clusters.slice(0, MOST_BARS));
  if (byId("bars-fund")) set("fund", rows("fund", data.funds));
  const rest = clusters.slice(MOST_BARS);
  const sum = rest.reduce((total, one) => total + one.amount, 0);
  byId("cluster-rest").textContent = rest.length ? sayOf(rest.length, "and {money} in {count} more cluster", "and {money} in {count} more clusters",
    { money: rupees(sum), count: whole.format(rest.length) }) : "";
};
const showPeople = (plan) => {
  const count = (value) => (value === null ? say("not known") : whole.format(value));
  const part = (value, of) => (value === null || !of ? count(value) : `${whole.format(value)} (${shareWords(value / of)})`);
  const line = (name, cells) => {
    const title = named("th", name);
    title.scope = "row";
    return row(title, ...cells.map((words) => element("td", words, "number")));
  };
  byId("served").tBodies[0].replaceChildren(...plan.served.map(([served, sufficient], i) => {
    const { name, listed } = data.groups[i];
    return line(name, [count(listed), part(served, listed), part(sufficient, listed)]);
  }));
  byId("levels").tBodies[0].replaceChildren(...plan.levels.map((cells, i) => line(data.levelRows[i], cells.map(count))));
  byId("mean").textContent = data.parts
    .filter(({ of, part: some }) => plan.values[of] && plan.values[some] !== undefined)
    .map(({ of, part: some, words }) => words.replace("{share}", Math.round((100 * plan.values[some]) / plan.values[of])))
    .join(" ");
};
const called = (pair, one) => {
  const level = counted(pair.x, one.x);
  return one.named ? say("the plan called {word}, with {level}", { word: one.named.word, level }) :
    say("the solved plan with {level}", { level });
};
/* Prices are solved at the plans with a name, what is used up at every plan that was solved; a mixture has neither. */
const showLimits = (pair) => {
  const near = nearest(pair, state.x);
  const here = same(near.x, state.x);
  const at = unpack(near.plan);
  const words = pair.named.map((one) => one.word);
  const where = [words.slice(0, -1).join(", "), words[words.length - 1]].filter(Boolean).join(say(" and "));
  const own = here ? near.named : undefined;
  byId("limits").hidden = !own;
  byId("limits-where").textContent = own || !words.length ? "" :
    sayOf(words.length, "What one more is worth is solved at the plan called {where}; tradeoff plan solves it at any other.",
      "What one more is worth is solved at the plans called {where}; tradeoff plan solves it at any other.", { where });
  byId("limits-title").textContent = own ? say("What one more is worth at the plan called {word}", { word: own.word }) : "";
  list("limits-words", own ? own.limits : [], say("A step more of nothing that was tried brings anything."));
  byId("holds-for").textContent = here ? say("These hold for {plan}.", { plan: called(pair, near) }) :
    say("The plan shown lies between two solved plans. These hold for the nearest of them, {plan}, and not for the plan shown.",
      { plan: called(pair, near) });
  byId("binding-title").textContent = here ? say("Used up") : say("Used up in the nearest solved plan");
  byId("unspent-title").textContent = here ? say("Money left over") : say("Money left over in the nearest solved plan");
  list("binding", at.binding, say("Nothing is used up."));
  const idle = own && own.idle.length ? own.idle : at.unspent;
  list("unspent", [...idle, ...at.closed], say("None."));
  byId("blend").textContent = here ? "" :
    say("Between two solved plans this page shows the figures of their mixture, which is possible and within the gap; tradeoff plan solves it.");
  document.querySelectorAll("[data-named]").forEach((button) =>
    button.setAttribute("aria-pressed", String(own !== undefined && button.dataset.named === own.id)));
};
/* In the chart's place, both ends of a chart that leaves nothing to choose. */
const showNoChoice = (pair) => {
  byId("no-choice").hidden = pair.choice;
  for (const id of ["main-chart", "main-table", "plan", "costs", "copy"]) byId(id).hidden = !pair.choice;
  fill("no-choice-ends", pair.choice ? [] : pair.ends.map(({ most, values: [x, y] }) => {
    const made = element("div", undefined, "figure");
    made.append(element("span", say("the most {aim}", { aim: aimName(most) })));
    made.append(element("div", counted(pair.x, x)), element("div", counted(pair.y, y)));
    return made;
  }));
  byId("no-choice-plan").textContent = say("Shown on this page is the plan with the most {aim}.", { aim: aimName(pair.x) });
};
