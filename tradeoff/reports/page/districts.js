/* The districts of the plan shown: tiles laid out as the state lies, one colour a class, and a table behind them. */
const CLASSES = 5;
const LEAST = 0.5;
/* What tiles may be coloured by: the button's words, what the legend counts, and how a figure of it is written. */
const MEASURES = [
  { key: "share", word: say("share reached"), legend: say("Share of the listed poor households that is reached"), write: (share) => shareWords(share) },
  { key: "reached", word: say("households reached"), legend: say("Poor households reached"), write: (count) => whole.format(count) },
  { key: "money", word: say("money"), legend: say("Money of all years in the clusters of the district"), write: rupees },
  { key: "each", word: say("money a listed household"), legend: say("Money of all years for each poor household on the lists"), write: rupees },
];
const tiles = new Map();
const tileState = { measure: MEASURES[0], district: "" };
const moneyByDistrict = (plan) => {
  const sums = {};
  for (const [id, amount] of Object.entries(plan.money.cluster)) {
    const { district } = data.places[id] || {};
    sums[district || ""] = (sums[district || ""] || 0) + amount;
  }
  return sums;
};
const districtNames = () =>
  [...new Set([...data.tiles.places.map(([name]) => name), ...Object.keys(data.districts)])].sort((a, b) => a.localeCompare(b));
const districtFigures = (plan) => {
  const money = moneyByDistrict(plan);
  return new Map(districtNames().map((name) => {
    const [listed, reached] = [data.districts[name] || 0, plan.districts[name] || 0];
    const one = { listed, reached, money: money[name] || 0 };
    return [name, { ...one, share: listed ? reached / listed : 0, each: listed ? one.money / listed : 0 }];
  }));
};
/* Whether there is anything to colour: of nobody there is no share. */
const isEmpty = (one, key) => !one.listed && key !== "money";
/* One scale for all positions of a choice; a share goes up to all. */
const mostByDistrict = (pair, key) => {
  pair.mostByDistrict = pair.mostByDistrict || {};
  pair.mostByDistrict[key] = pair.mostByDistrict[key] || (key === "share" ? 1 :
    Math.max(LEAST, ...solvedOf(pair).flatMap(({ plan }) => [...districtFigures(unpack(plan)).values()].map((one) => one[key]))));
  return pair.mostByDistrict[key];
};
const classOf = (value, most) => (value <= most * 1e-6 ? 0 : Math.min(CLASSES, Math.ceil((CLASSES * value) / most - 1e-9)));
/* The fewest first letters that no other district begins with, for tiles too small for names. */
const letters = (name) => ("Segmenter" in Intl ? [...new Intl.Segmenter().segment(name)].map((one) => one.segment) : [...name]);
const shortName = (name, names) => {
  const mine = letters(name);
  const alone = (count) => names.every((other) => other === name || !other.startsWith(mine.slice(0, count).join("")));
  let count = Math.min(3, mine.length);
  while (count < mine.length && !alone(count)) count += 1;
  return mine.slice(0, count).join("");
};
const toldOf = (district, one) => {
  if (!one) return say("Point at a district, or go from one to the next with the arrow keys, to read its figures here.");
  if (!one.listed) return say("{district}: no poor household is listed there.", { district });
  const figures = Object.fromEntries(MEASURES.map(({ key, write }) => [key, write(one[key])]));
  return say("{district}: {share} of the listed poor households reached, {reached} of {listed}; {money} in all, {each} for each household on the lists.",
    { ...figures, district, listed: whole.format(one.listed) });
};
const legendRow = (name, words) => {
  const made = element("li");
  made.append(element("i", undefined, `tile ${name}`), element("span", words));
  return made;
};
let legendOf = null;
const showLegend = (figures, most) => {
  if (legendOf === most + tileState.measure.key) return;
  legendOf = most + tileState.measure.key;
  const { key, legend, write } = tileState.measure;
  const steps = Array.from({ length: CLASSES }, (_, i) => say("up to {figure}", { figure: write((most * (i + 1)) / CLASSES) }));
  const bare = [...figures.values()].some((one) => isEmpty(one, key)) ? [legendRow("unlisted", say("nobody listed"))] : [];
  byId("tile-legend-title").textContent = legend;
  fill("tile-legend", [...bare, legendRow("in-0", say("nothing")), ...steps.map((words, i) => legendRow(`in-${i + 1}`, words))]);
};
const showTiles = (pair, figures) => {
  const { key, write } = tileState.measure;
  const most = mostByDistrict(pair, key);
  for (const [name, button] of tiles) {
    const one = figures.get(name);
    const empty = isEmpty(one, key);
    button.className = empty ? "tile unlisted" : `tile in-${classOf(one[key], most)}`;
    button.lastChild.textContent = empty ? "–" : write(one[key]);
    button.setAttribute("aria-pressed", String(name === tileState.district));
    button.tabIndex = name === (tileState.district || tiles.keys().next().value) ? 0 : -1;
  }
  showLegend(figures, most);
  byId("tile-told").textContent = toldOf(tileState.district, figures.get(tileState.district));
};
const showDistricts = (pair, plan) => {
  if (!data.tiles) return;
  const figures = districtFigures(plan);
  if (tiles.size) showTiles(pair, figures);
  const rest = moneyByDistrict(plan)[""] || 0;
  byId("tile-rest").textContent = rest < LEAST ? "" :
    say("{money} of this plan is for the state as a whole or lies in no district.", { money: rupees(rest) });
  if (tiles.size && !byId("district-details").open) return;
  fill("districts", [...figures].map(([name, one]) => {
    const title = named("th", name);
    title.scope = "row";
    const cells = MEASURES.map(({ key, write }) => (isEmpty(one, key) ? "–" : write(one[key])));
    return row(title, ...[whole.format(one.listed), ...cells].map((words) => element("td", words, "number")));
  }));
};
const changeTiles = (change) => {
  Object.assign(tileState, change);
  const pair = data.pairs[state.pair];
  showDistricts(pair, shownPlan(pair));
  keepAddress();
};
/* The nearest tile on that side, straight ahead before aslant. */
const nextTile = (name, [across, down]) => {
  const [, column, line] = data.tiles.places.find(([each]) => each === name);
  const apart = (place) => {
    const [x, y] = [place[1] - column, place[2] - line];
    return { each: place[0], on: x * across + y * down, off: Math.abs(x * down) + Math.abs(y * across) };
  };
  const ahead = data.tiles.places.map(apart).filter(({ on }) => on > 0);
  return ahead.sort((a, b) => a.on + 2 * a.off - (b.on + 2 * b.off)).map(({ each }) => each)[0];
};
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const tileOf = (name, names) => {
  const button = element("button");
  button.type = "button";
  const short = named("span", shortName(name, names), "short");
  short.setAttribute("aria-hidden", "true");
  button.append(named("span", name, "long"), short, element("strong"));
  button.addEventListener("click", () => changeTiles({ district: name }));
  button.addEventListener("focus", () => { if (tileState.district !== name) changeTiles({ district: name }); });
  button.addEventListener("keydown", (event) => {
    const next = WAYS[event.key] && nextTile(name, WAYS[event.key]);
    if (WAYS[event.key]) event.preventDefault();
    if (next) tiles.get(next).focus();
  });
  return button;
};
const offerMeasures = () => {
  const offered = MEASURES.map((measure) => {
    const label = element("label");
    const input = element("input");
    input.type = "radio";
    input.name = "tiles";
    input.addEventListener("change", () => changeTiles({ measure }));
    label.append(input, element("span", measure.word));
    byId("tile-measures").append(label);
    return input;
  });
  keepInAddress("tiles", () => (tileState.measure === MEASURES[0] ? "" : tileState.measure.key), (asked) => {
    const place = Math.max(0, MEASURES.findIndex(({ key }) => key === asked));
    tileState.measure = MEASURES[place];
    offered[place].checked = true;
  });
  offered[0].checked = true;
};
const offerTiles = () => {
  if (!data.tiles) return;
  const heads = [say("district"), say("poor households listed"), ...MEASURES.map(({ word }) => word)];
  byId("district-table").tHead.append(row(...heads.map((words, i) => {
    const made = element("th", words, i ? "number" : undefined);
    made.scope = "col";
    return made;
  })));
  if (!data.tiles.places.length) return;
  const places = [...data.tiles.places].sort((a, b) => a[2] - b[2] || a[1] - b[1]);
  const names = places.map(([name]) => name);
  const [left, above] = [1, 2].map((at) => Math.min(...places.map((place) => place[at])) - 1);
  byId("tiles").style.setProperty("--columns", Math.max(...places.map(([, column]) => column)) - left);
  fill("tiles", places.map(([name, column, line]) => {
    const item = element("li");
    item.style.gridColumn = column - left;
    item.style.gridRow = line - above;
    tiles.set(name, tileOf(name, names));
    item.append(tiles.get(name));
    return item;
  }));
  offerMeasures();
  byId("district-details").addEventListener("toggle", () => changeTiles({}));
  keepInAddress("district", () => tileState.district, (asked) => { tileState.district = tiles.has(asked) ? asked : ""; });
};
