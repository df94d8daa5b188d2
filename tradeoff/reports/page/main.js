/* One state (which choice, which level of x) drives every chart, bar and sentence of the page. */
const STEPS = 1000;
const show = () => {
  const pair = data.pairs[state.pair];
  const plan = shownPlan(pair);
  const reached = state.mixture ? state.mixture.told : say("At least {level}", { level: counted(pair.x, state.x) });
  byId("level-label").textContent = reached;
  byId("level").setAttribute("aria-valuetext", reached);
  if (document.activeElement !== byId("typed")) byId("typed").value = figure(pair.x, state.x);
  if (views.main) place(views.main, pair, plan, !state.mixture);
  showFigures(pair, plan);
  showPromise(pair);
  showRates(pair);
  showOthers(plan);
  showBars(pair, plan);
  showClusterTable(plan);
  showPeople(plan);
  showDistricts(pair, plan);
  showLimits(pair);
  hideUnsaid();
  showNotFunded(plan);
  announce(say("{reached}; {then}. {headline}", { reached, then: counted(pair.y, plan.values[pair.y]), headline: headline(pair) }));
  keepAddress();
};
const setLevel = (x) => {
  leaveMixture();
  const [low, high] = ends(data.pairs[state.pair]);
  state.x = Math.min(high, Math.max(low, x));
  byId("level").value = String(high > low ? Math.round((STEPS * (state.x - low)) / (high - low)) : STEPS);
  byId("typed-fault").textContent = "";
  byId("copied").textContent = "";
  show();
};
const setTyped = () => {
  const pair = data.pairs[state.pair];
  const [low, high] = ends(pair);
  const typed = read(pair.x, byId("typed").value);
  // What is printed is rounded: an end as it is printed is the end.
  const printed = [high, low].find((end) => read(pair.x, figure(pair.x, end)) === typed);
  if (printed !== undefined || (typed >= low && typed <= high)) {
    setLevel(printed === undefined ? typed : printed);
    return;
  }
  const like = data.objectives[pair.x].money ? "25 lakh" : whole.format(1180);
  byId("typed-fault").textContent = Number.isNaN(typed) ? say("Write a figure, such as {like}.", { like }) :
    say("The plans of this chart go from {low} to {high}.", { low: figure(pair.x, low), high: counted(pair.x, high) });
};
const jump = (direction) => {
  const marks = solvedOf(data.pairs[state.pair]).map(({ x }) => x);
  const close = CLOSE * (1 + Math.abs(state.x));
  const next = direction > 0 ? marks.filter((x) => x > state.x + close).pop() : marks.find((x) => x < state.x - close);
  if (next !== undefined) setLevel(next);
};
/* What an amount takes beside its bar, in letters of the language; the same at every position, so that bars keep their scale. */
document.documentElement.style.setProperty("--rupees", String(rupees(9.99e6).length));
const middle = (pair) => (pair.named.find(({ id }) => id === "middle") || { x: ends(pair)[1] }).x;
const choose = async (index, x) => {
  const { mixture } = state;
  state.pair = index;
  const pair = data.pairs[index];
  byId("opening").textContent = pair.opening;
  byId("assumed").textContent = pair.assumed;
  byId("stamp").hidden = !pair.stamp;
  byId("stamp").textContent = pair.stamp;
  byId("main-chart").setAttribute("aria-label",
    say("Frontier between {x} and {y}. {opening}", { x: data.objectives[pair.x].label, y: data.objectives[pair.y].label, opening: pair.opening }));
  showNoChoice(pair);
  if (byId("action-key")) byId("action-key").hidden = !pair.actions;
  views.main = pair.chart && await embed("#main-chart", pair.chart);
  fill("main-table", pair.choice ? [tableBehind(pair)] : []);
  const [low, high] = ends(pair);
  byId("level").disabled = byId("back").disabled = byId("forth").disabled = !pair.choice;
  // From left to right as on the chart and the slider.
  fill("named", [...(pair.choice ? pair.named : [])].sort((one, other) => one.x - other.x).map((one) => {
    const button = element("button", one.word);
    button.type = "button";
    button.dataset.named = one.id;
    if (one.id === "middle") button.title = say("A place to start reading: the point farthest from the line between the ends");
    button.addEventListener("click", () => setLevel(one.x));
    return button;
  }));
  byId("end-low").textContent = figure(pair.x, low);
  byId("end-high").textContent = figure(pair.x, high);
  await embedOthers(pair);
  await showWhole(pair);
  await showBeside(pair, "reforms", say("reforms"));
  await showBudgets(pair);
  await showBeside(pair, "beside", say("scenario"));
  setLevel(x === null ? middle(pair) : x);
  if (mixture) enterMixture(mixture);
  document.body.dataset.ready = pair.trade;
};
const offerChoices = () => {
  data.pairs.forEach((pair, index) => {
    const label = element("label");
    const input = element("input");
    input.type = "radio";
    input.name = "choice";
    input.value = pair.trade;
    input.addEventListener("change", () => choose(index, null));
    label.append(input, element("span", pair.label));
    byId("choices").append(label);
  });
  byId("choices").hidden = data.pairs.length === 1;
};
const toAddress = async (address, first) => {
  const { pair, x } = positionIn(address);
  if (pair < 0 && !first) return;
  const index = Math.max(0, pair);
  document.querySelectorAll("#choices input")[index].checked = true;
  if (first || index !== state.pair) await choose(index, pair < 0 ? null : x);
  else if (x !== null) setLevel(x);
  await floorsOfAddress();
};
const start = async () => {
  byId("live").hidden = false;
  offerChoices();
  offerClusters();
  offerTiles();
  offerBudgets();
  offerFloors();
  byId("level").addEventListener("input", () => {
    const [low, high] = ends(data.pairs[state.pair]);
    setLevel(low + ((high - low) * Number(byId("level").value)) / STEPS);
  });
  byId("typed").addEventListener("change", setTyped);
  byId("back").addEventListener("click", () => jump(-1));
  byId("forth").addEventListener("click", () => jump(1));
  byId("copy").addEventListener("click", copySentence);
  byId("download").addEventListener("click", download);
  followPointer(byId("main-chart"));
  // What stands in the address by now may be the position before: the event has what was asked for.
  window.addEventListener("hashchange", (event) => toAddress(new URL(event.newURL).hash, false));
  await toAddress(location.hash, true);
};
start();
