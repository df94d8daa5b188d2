/* "At least": floors under all aims, answered by a mixture of the plans stored here. Only figures are mixed. */
const asked = data.floors;
const SHARES = 1000;
const floors = new Map();
/* By aim, why what stands in its field is no floor. */
const refused = new Map();
const shownPlan = (pair) => (state.mixture ? state.mixture.plan : planAt(pair, state.x));
/* Every plan stored here: those of the charts, then those added for this section. */
const storedPlans = () => {
  if (!asked.stored) {
    asked.names = Object.keys(asked.most);
    asked.stored = data.pairs.flatMap((pair) => solvedOf(pair).map((one) => ({ pair, x: one.x, plan: one.plan, values: one.plan.values })));
    asked.values.forEach((row, number) =>
      asked.stored.push({ number, values: Object.fromEntries(asked.names.map((name, i) => [name, row[i]])) }));
    const share = (name, value) => (asked.most[name] > 0 ? value / asked.most[name] : value);
    asked.shares = asked.stored.map(({ values }) => asked.names.map((name) => share(name, values[name])));
  }
  return asked.stored;
};
/* The figures of added plans are packed, and unpacked when the first floor is set. */
const addedFigures = () => {
  asked.figures = asked.figures || (async () => {
    const bytes = Uint8Array.from(atob(asked.plans), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  })();
  return asked.figures;
};
const mixAll = (parts) => {
  let plan = null;
  let sum = 0;
  for (const { full, weight } of parts) {
    sum += weight;
    plan = plan ? mix(plan, full, weight / sum) : full;
  }
  return { ...plan, binding: [], unspent: [], closed: [] };
};
const leadOf = () => document.querySelector("[name=floors-most]:checked").value;
/* A floor as the command takes it, in words that lose no digit. */
const typedFloor = (name) => {
  const value = Number(floors.get(name).toPrecision(12));
  if (!data.objectives[name].money) return `${name}=${value}`;
  const amount = value * data.rupeesPerUnit;
  const [size, unit] = amount >= 1e7 ? [1e7, " crore"] : amount >= 1e5 ? [1e5, " lakh"] : [1, " rupees"];
  return `"${name}=${Number((amount / size).toPrecision(12))}${unit}"`;
};
const command = () => [asked.command, ...[...floors.keys()].map((name) => `--aim ${typedFloor(name)}`)].join(" ");
const describe = ({ pair, x, number, values }, weight) => {
  const share = percent(significant(100 * weight, 3));
  if (pair) return say("{share} of the plan with {level} on the chart {plan}", { share, level: counted(pair.x, x), plan: pair.label });
  const now = data.pairs[state.pair];
  const level = `${counted(now.x, values[now.x])}, ${counted(now.y, values[now.y])}`;
  return say("{share} of plan {number}, solved for this section, with {level}", { share, number: whole.format(number + 1), level });
};
const tellFloors = (words, withCommand, parts) => {
  byId("floors-answer").textContent = words;
  byId("floors-command").hidden = !withCommand;
  // A line may end before an option, not within its two hyphens.
  fill("floors-command", withCommand ? command().split(/(?<= )(?=--)/).map((part) => element("span", part)) : []);
  byId("floors-mixed").hidden = !parts.length;
  list("floors-parts", parts, "");
};
const showHas = (plan) => {
  for (const name of asked.names)
    byId(`floor-has-${name}`).textContent = plan ? say("this mixture: {level}", { level: figure(name, plan.values[name]) }) : "";
};
const enterMixture = (mixture) => {
  state.mixture = mixture;
  showHas(mixture.plan);
  show();
  announce(byId("floors-answer").textContent);
};
const leaveMixture = () => {
  if (!state.mixture) return;
  state.mixture = null;
  showHas(null);
  tellFloors(say("The level was moved: shown is the frontier's plan again. Change a floor to come back."), false, []);
};
const answered = (found, lead, plan) => {
  const [count, most] = [found.parts.length, counted(lead, plan.values[lead])];
  if (!found.lowered)
    return sayOf(count, "A plan stored here keeps these floors and has {most}.", "A mixture of {count} plans keeps these floors and has {most}.", { count: whole.format(count), most });
  const short = [...floors.keys()].filter((name) => plan.values[name] < floors.get(name) - ROUNDING * asked.most[name]);
  const aims = short.map((name) =>
    say("{aim} by {amount}", { aim: data.objectives[name].label, amount: figure(name, floors.get(name) - plan.values[name]) }));
  return say("No mixture of the plans stored here keeps all these floors. The one shown comes nearest; it is short of {aims}. This says what other plans have:",
    { aims: aims.join(say(" and ")) });
};
const answer = async () => {
  const stored = storedPlans();
  const turn = (asked.turn = (asked.turn || 0) + 1);
  const lead = leadOf();
  const back = (words, withCommand) => {
    state.mixture = null;
    showHas(null);
    tellFloors(words, withCommand, []);
    show();
    announce(words);
  };
  if (refused.size) return back(say("Nothing is answered until the floor of {aims} can be asked for.", { aims: [...refused.keys()].map((name) => data.objectives[name].label).join(say(" and ")) }), false);
  if (!floors.size) return back(say("No floor is set."), false);
  const share = (name) => (floors.has(name) ? floors.get(name) / (asked.most[name] > 0 ? asked.most[name] : 1) : null);
  const found = bestMixture(asked.shares, asked.names.indexOf(lead), asked.names.map(share));
  if (!found || found.lowered > asked.allowed) return back(say("No mixture of the plans stored here keeps these floors. This says what other plans have:"), true);
  let added = null;
  try {
    added = found.parts.some(({ at }) => !stored[at].plan) ? await addedFigures() : [];
  } catch {
    return back(say("This browser cannot unpack the figures of the plans that this would be mixed of. This solves it:"), true);
  }
  if (turn !== asked.turn) return undefined;
  const full = (one) => unpack(one.plan || added[one.number]);
  const plan = mixAll(found.parts.map(({ at, weight }) => ({ full: full(stored[at]), weight })));
  const most = { most: counted(lead, plan.values[lead]) };
  const headline = found.lowered ? say("With floors a little below those set, up to {most}", most) : say("With the floors set below, up to {most}", most);
  const told = say("Shown is a mixture for the floors below; move the slider to leave it");
  tellFloors(answered(found, lead, plan), found.lowered > 0, found.parts.map(({ at, weight }) => describe(stored[at], weight)));
  return enterMixture({ plan, headline, told });
};
/* Sentences stand at plans that were solved, and not under a mixture. */
const hideUnsaid = () => {
  for (const id of ["binding-title", "binding", "unspent-title", "unspent", "blend", "limits-where"]) byId(id).hidden = !!state.mixture;
  byId("costs").hidden = !data.pairs[state.pair].choice || !!state.mixture;
  if (!state.mixture) return;
  byId("limits").hidden = true;
  byId("holds-for").textContent =
    say("The plan shown is a mixture, made of figures alone: what is used up, what is left over and what one more is worth stand at plans that were solved.");
  document.querySelectorAll("[data-named]").forEach((button) => button.setAttribute("aria-pressed", "false"));
};
/* In the field an amount stands without "a year", which its label says and the field has no room for. */
const inField = (name, value) => (data.objectives[name].money ? rupees(value * data.rupeesPerUnit) : figure(name, value));
const setFloor = (name, value) => {
  if (value > 0) floors.set(name, value);
  else floors.delete(name);
  byId(`floor-${name}`).value = value > 0 ? inField(name, value) : "";
  byId(`floor-slide-${name}`).value = String(asked.most[name] > 0 ? Math.round((SHARES * value) / asked.most[name]) : 0);
  byId(`floor-slide-${name}`).setAttribute("aria-valuetext", figure(name, value));
  tellRefused(name, "");
};
/* What is answered is answered for every field as it stands: a field that cannot be read leaves nothing to answer. */
const tellRefused = (name, words) => {
  if (words) refused.set(name, words);
  else refused.delete(name);
  byId(`floor-${name}`).setAttribute("aria-invalid", String(refused.has(name)));
  byId("floors-fault").textContent = [...refused.values()].join(" ");
};
const typeFloor = (name) => {
  const typed = byId(`floor-${name}`).value.trim().replace(say(" a year"), "");
  const most = asked.most[name];
  const value = typed === inField(name, most) ? most : typed ? read(name, typed) : 0;
  const beyond = value > most * (1 + CLOSE);
  if (!Number.isNaN(value) && !beyond) {
    if (!refused.has(name) && typed !== "" && floors.has(name) && typed === inField(name, floors.get(name))) return;
    setFloor(name, value);
    answer();
    return;
  }
  tellRefused(name, beyond ?
    say("No plan has more than {most}.", { most: counted(name, most) }) :
    say("Write a figure, such as {like}.", { like: data.objectives[name].money ? "25 lakh" : whole.format(1180) }));
  answer();
};
/* What the hand slides to is a round figure; nobody means the seventh digit, and no plan has more than the most. */
const rounded = (name, share) => Math.min(asked.most[name], Number((asked.most[name] * share).toPrecision(3)));
const floorRow = (name, index) => {
  const { label } = data.objectives[name];
  const [made, slide, typed, lead] = [element("div", undefined, "floor"), element("input"), element("input"), element("input")];
  const title = element("label", label);
  [title.htmlFor, typed.id, slide.id] = [`floor-${name}`, `floor-${name}`, `floor-slide-${name}`];
  Object.assign(slide, { type: "range", min: "0", max: String(SHARES), value: "0", step: "1", disabled: !(asked.most[name] > 0) });
  Object.assign(typed, { type: "text", autocomplete: "off", spellcheck: false, disabled: !(asked.most[name] > 0) });
  Object.assign(lead, { type: "radio", name: "floors-most", value: name, checked: index === 0 });
  slide.setAttribute("aria-label", say("At least, of {aim}", { aim: label }));
  typed.setAttribute("aria-describedby", "floors-fault");
  const most = element("label", undefined, "most");
  most.append(lead, element("span", say("as much as possible of this")), element("span", ` ${label}`, "visually-hidden"));
  const told = element("p", undefined, "muted");
  const has = element("strong");
  has.id = `floor-has-${name}`;
  told.append(element("span", say("the most any plan has: {most}", { most: figure(name, asked.most[name]) })), has);
  slide.addEventListener("input", () => { setFloor(name, rounded(name, Number(slide.value) / SHARES)); answer(); });
  typed.addEventListener("change", () => typeFloor(name));
  lead.addEventListener("change", answer);
  made.append(title, slide, typed, most, told);
  return made;
};
const offerFloors = () => {
  if (!asked) return;
  storedPlans();
  fill("floor-rows", asked.names.map(floorRow));
  byId("floors-clear").addEventListener("click", () => {
    for (const name of asked.names) setFloor(name, 0);
    answer();
  });
  tellFloors(say("No floor is set."), false, []);
};
/* The address keeps floors as `aim:900,other:2600000`, and which aim is asked for the most of. */
const wantedFloors = { floor: "", most: "" };
const floorsOfAddress = async () => {
  const { floor, most } = wantedFloors;
  wantedFloors.floor = "";
  const found = floor.split(",").map((part) => part.split(":"))
    .filter(([name, value]) => asked && asked.names.includes(name) && Number(value) > 0 && Number(value) <= asked.most[name] * (1 + CLOSE));
  if (!found.length) return;
  for (const name of asked.names) setFloor(name, 0);
  for (const [name, value] of found) setFloor(name, Math.min(Number(value), asked.most[name]));
  const lead = asked.names.indexOf(most);
  if (lead >= 0) document.querySelectorAll("[name=floors-most]")[lead].checked = true;
  await answer();
};
keepInAddress("floor", () => (state.mixture ? [...floors].map(([name, value]) => `${name}:${Number(value.toPrecision(12))}`).join(",") : ""),
  (value) => { wantedFloors.floor = value; });
keepInAddress("most", () => (state.mixture ? leadOf() : ""), (value) => { wantedFloors.most = value; });
