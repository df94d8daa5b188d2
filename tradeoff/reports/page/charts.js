/* The charts: a dot that follows the level, the slope there, and a table behind each. */
const ONLY_ERRORS = 1;
const NARROW = 600;
const REACH = 0.17;
const views = { main: null, others: [] };
const LETTER = 7.2;
const BESIDE = 76;
const LINE = 15;
const lines = (words, most) => words.split(" ").reduce((made, word) => {
  const last = made[made.length - 1];
  return last !== undefined && `${last} ${word}`.length <= most ? [...made.slice(0, -1), `${last} ${word}`] : [...made, word];
}, []);
/* On a narrow screen the titles of axes are wrapped to what it holds, and a legend has one column. */
const narrowed = (part, most) => {
  if (Array.isArray(part)) return part.map((each) => narrowed(each, most));
  if (!part || typeof part !== "object") return part;
  const made = Object.fromEntries(Object.entries(part).map(([key, value]) => {
    if (key === "title" && Array.isArray(value)) return [key, lines(value.join(" "), most)];
    return [key, key === "columns" ? 1 : narrowed(value, most)];
  }));
  if (made.titleY !== undefined && Array.isArray(made.title)) made.titleY -= LINE * (made.title.length - part.title.length);
  return made;
};
const embed = (target, spec) => {
  const fits = Math.floor((window.innerWidth - BESIDE) / LETTER);
  const narrow = window.innerWidth < NARROW ? { ...narrowed(spec, fits), data: spec.data, datasets: spec.datasets } : spec;
  const shown = narrow !== spec && spec.height > 220 ? { ...narrow, height: 210 } : narrow;
  return window.vegaEmbed(target, shown, { actions: false, ast: true, renderer: "svg", logLevel: ONLY_ERRORS })
    .then((result) => {
      const box = typeof target === "string" ? document.querySelector(target) : target;
      box.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
      return result.view;
    });
};
/* Along the line that is drawn a step costs what the first sentence says; none where it says two figures. It ends where
   the frontier does: beyond there is no plan. */
const slope = (pair, x, y) => {
  const rate = ratesAt(pair, x).find((one) => one.step);
  if (!rate) return [];
  const [low, high] = ends(pair);
  const per = rate.cost / rate.step;
  return [-REACH, REACH].map((part) => Math.min(high, Math.max(low, x + part * (high - low))))
    .map((at) => ({ x: at, y: y - (at - x) * per }));
};
const place = (view, pair, plan, withSlope) => {
  const [x, y] = [plan.values[pair.x], plan.values[pair.y]];
  view.signal("level_x", x).signal("level_y", y);
  const line = withSlope ? slope(pair, state.x, y) : [];
  view.data("slope", line);
  if (withSlope) byId("slope-key").hidden = !line.length;
  return view.runAsync();
};
const ends = (pair) => [pair.points[pair.points.length - 1].x, pair.points[0].x];
const tableBehind = (pair) => {
  const made = element("details");
  const table = element("table");
  const head = element("thead");
  const body = element("tbody");
  const cells = [[say("plan"), undefined], [data.objectives[pair.x].label, "number"], [data.objectives[pair.y].label, "number"]];
  head.append(row(...cells.map(([words, kind]) => {
    const cell = element("th", words, kind);
    cell.scope = "col";
    return cell;
  })));
  body.append(...pair.points.map((point, i) => {
    const one = pair.named.find(({ x }) => same(x, point.x));
    const first = element("th", one ? one.word : String(i));
    first.scope = "row";
    return row(first, element("td", figure(pair.x, point.x), "number"), element("td", figure(pair.y, point.y), "number"));
  }));
  table.append(head, body);
  made.append(element("summary", say("The figures of this chart")), table);
  return made;
};
/* A click or a drag on the main chart asks for the level under the hand. */
const followPointer = (box) => {
  const move = (event) => {
    const svg = box.querySelector("svg");
    if (!svg || !views.main) return;
    const scale = svg.viewBox.baseVal.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    const inside = (event.clientX - svg.getBoundingClientRect().left) / scale - views.main.origin()[0] - views.main.padding().left;
    setLevel(views.main.scale("x").invert(inside));
  };
  box.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    box.setPointerCapture(event.pointerId);
    move(event);
  });
  box.addEventListener("pointermove", (event) => { if (box.hasPointerCapture(event.pointerId)) move(event); });
};
const showOthers = (plan) => {
  for (const other of views.others.filter(({ view }) => view)) {
    place(other.view, other.pair, plan, false);
    const best = height(other.pair, plan.values[other.pair.x]);
    const has = plan.values[other.pair.y];
    const share = best > 0 ? Math.min(100, Math.round((100 * has) / best)) : 100;
    const words = (name) => counted(name, plan.values[name]);
    other.words.textContent = say("{x}; {y}: {share}% of what this chart gives there.",
      { x: words(other.pair.x), y: words(other.pair.y), share });
  }
};
const embedOthers = async (pair) => {
  const others = data.pairs.filter((other) => other !== pair);
  byId("others").hidden = !others.length;
  byId("other-charts").replaceChildren();
  views.others = [];
  for (const other of others) {
    const box = element("div");
    const chart = element("div", undefined, "chart");
    const words = element("p", other.choice ? "" : other.opening, "share");
    box.append(element("h3", other.label), ...(other.chart ? [chart] : []), words, tableBehind(other));
    byId("other-charts").append(box);
    views.others.push({ pair: other, view: other.chart && await embed(chart, other.chart), words });
  }
};
/* The same choice with clusters opened whole: points and steps, a row a plan, and how to read them. */
const showWhole = async (pair) => {
  const shown = pair.whole;
  byId("whole").hidden = !shown;
  if (!shown) return;
  byId("whole-chart").hidden = !shown.chart;
  if (shown.chart) await embed("#whole-chart", shown.chart);
  list("whole-words", shown.sentences, "");
  const table = byId("whole-plans");
  table.hidden = !shown.rows.length;
  table.tHead.rows[0].replaceChildren(...shown.head.map((words, i) => {
    const made = element("th", words, i ? "number" : undefined);
    made.scope = "col";
    return made;
  }));
  table.tBodies[0].replaceChildren(...shown.rows.map(([first, ...cells]) => {
    const title = element("th", first);
    title.scope = "row";
    return row(title, ...cells.map((words) => element("td", words, "number")));
  }));
};
/* The same choice at other budgets, in other scenarios or under other reforms: chart, ends and sentences. */
const showBeside = async (pair, section, one) => {
  const shown = pair[section];
  byId(section).hidden = !shown;
  if (!shown) return null;
  byId(`${section}-chart`).hidden = !shown.chart;
  const view = shown.chart && await embed(`#${section}-chart`, shown.chart);
  list(`${section}-words`, shown.sentences, "");
  const cells = (tag, words) => words.map((word, i) => element(tag, word, i ? "number" : undefined));
  const table = byId(`${section}-ends`);
  table.tHead.rows[0].replaceChildren(
    ...cells("th", [one, ...[pair.x, pair.y].flatMap((aim) => [
      say("most {aim}", { aim: aimName(aim) }), say("{aim} then", { aim: aimName(aim === pair.x ? pair.y : pair.x) })])]));
  table.tBodies[0].replaceChildren(...shown.rows.map((each) => {
    const [most, then] = each.ends || [[null, null], [null, null]];
    const words = [[pair.x, most[0]], [pair.y, most[1]], [pair.y, then[1]], [pair.x, then[0]]]
      .map(([name, value]) => (value === null ? "–" : figure(name, value)));
    return row(...cells("td", [each.named, ...words]));
  }));
  return view;
};
