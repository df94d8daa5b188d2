"use strict";
/* One state (which choice, which level of x) drives every chart, bar and sentence of the page. Text enters the page as
   text only: a name from a table can never become markup. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const whole = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 0 });
  const MOST_BARS = 12;
  const STEPS = 1000;
  const ONLY_ERRORS = 1;
  const views = { main: null, others: [], bars: {} };
  const state = { pair: 0, x: null, sort: "amount" };

  const significant = (value, digits) => {
    if (!value) return "0";
    const rounded = Number(value.toPrecision(digits));
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
    return new Intl.NumberFormat("en-IN", { maximumFractionDigits: decimals }).format(rounded);
  };
  const rupees = (amount) => {
    const rounded = Number(amount.toPrecision(3));
    if (Math.abs(rounded) >= 1e7) return `Rs ${significant(rounded / 1e7, 3)} crore`;
    if (Math.abs(rounded) >= 1e5) return `Rs ${significant(rounded / 1e5, 3)} lakh`;
    return `Rs ${significant(rounded, 3)}`;
  };
  const figure = (name, value) => {
    if (!data.objectives[name].money) return whole.format(value);
    return rupees(value * data.rupeesPerUnit) + (data.objectives[name].aYear ? " a year" : "");
  };
  const counted = (name, value) =>
    `${figure(name, value)}${data.objectives[name].money ? " of" : ""} ${data.objectives[name].label}`;
  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const fill = (id, nodes) => byId(id).replaceChildren(...nodes);
  const list = (id, sentences, none) =>
    fill(id, (sentences.length ? sentences : [none]).map((sentence) => element("li", sentence)));

  /* The plan at a level of x: a point's own, or the mixture of its two neighbours. */
  const mix = (a, b, share) => {
    const blend = (p, q) => (1 - share) * (p || 0) + share * (q || 0);
    const sums = (p, q) =>
      Object.fromEntries([...new Set([...Object.keys(p), ...Object.keys(q)])].map((key) => [key, blend(p[key], q[key])]));
    const rows = (p, q, keys) =>
      p.map((row, i) => {
        const mixed = { ...row };
        for (const key of keys) mixed[key] = row[key] === null ? null : blend(row[key], q[i][key]);
        return mixed;
      });
    return {
      values: sums(a.values, b.values),
      money: {
        activity: sums(a.money.activity, b.money.activity),
        cluster: sums(a.money.cluster, b.money.cluster),
        year: sums(a.money.year, b.money.year),
      },
      districts: sums(a.districts, b.districts),
      served: rows(a.served, b.served, ["served", "sufficient"]),
      levels: rows(a.levels, b.levels, ["households", "poor", "sufficient"]),
    };
  };
  const planAt = (pair, x) => {
    const points = pair.points;
    const nearest = points.findIndex((point) => Math.abs(point.x - x) <= 1e-9 * (1 + Math.abs(x)));
    if (nearest >= 0) return pair.plans[nearest];
    for (let i = 0; i + 1 < points.length; i += 1) {
      if (points[i].x > x && x > points[i + 1].x) {
        const share = (points[i].x - x) / (points[i].x - points[i + 1].x);
        return { ...mix(pair.plans[i], pair.plans[i + 1], share), ...pair.between[i] };
      }
    }
    return pair.plans[x >= points[0].x ? 0 : points.length - 1];
  };
  /* What a chart's own frontier gives at a level of its x. */
  const height = (pair, x) => {
    const points = pair.points;
    const last = points[points.length - 1];
    if (x <= last.x) return last.y;
    for (let i = 0; i + 1 < points.length; i += 1) {
      if (points[i].x >= x && x >= points[i + 1].x) {
        const share = (points[i].x - x) / (points[i].x - points[i + 1].x);
        return points[i].y + share * (points[i + 1].y - points[i].y);
      }
    }
    return points[0].y;
  };

  const place = (view, pair, plan) =>
    view.signal("level_x", plan.values[pair.x]).signal("level_y", plan.values[pair.y]).runAsync();

  const showFigures = (pair, plan) => {
    const spent = Object.values(plan.money.activity).reduce((sum, amount) => sum + amount, 0);
    const card = (value, label, lead) => {
      const made = element("div", undefined, lead ? "figure lead" : "figure");
      made.append(element("strong", value), element("span", label));
      return made;
    };
    const cards = [pair.x, pair.y].map((name) => card(figure(name, plan.values[name]), data.objectives[name].label, true));
    for (const name of Object.keys(data.objectives)) {
      if (name !== pair.x && name !== pair.y) cards.push(card(figure(name, plan.values[name]), data.objectives[name].label));
    }
    cards.push(card(rupees(spent), "spent in all"));
    fill("figures", cards);
  };
  const showRates = (pair, x) => {
    const close = 1e-9 * (1 + Math.abs(x));
    const here = pair.rates.filter((rate) => rate.low <= x + close && x <= rate.high + close);
    /* Of one step what holds at this very level, else what holds on the whole stretch around it. */
    const nearest = (about) =>
      here.filter((rate) => rate.about === about).sort((a, b) => a.high - a.low - (b.high - b.low))[0];
    list("rates", [...new Set(here.map((rate) => rate.about))].map((about) => nearest(about).words), "");
  };
  const showBars = (plan) => {
    const rows = (key, names) =>
      Object.entries(plan.money[key])
        .map(([id, amount]) => ({ name: names[id] || id, amount, words: rupees(amount) }))
        .filter((row) => row.amount >= 0.5);
    const set = (key, shown) => views.bars[key] && views.bars[key].data("money", shown).resize().runAsync();
    const clusters = rows("cluster", data.clusters).sort((a, b) => b.amount - a.amount);
    set("activity", rows("activity", data.activities));
    set("year", Object.keys(data.years).map((year) => {
      const amount = plan.money.year[year] || 0;
      return { name: data.years[year], amount, words: rupees(amount) };
    }));
    set("cluster", clusters.slice(0, MOST_BARS));
    const rest = clusters.slice(MOST_BARS);
    const sum = rest.reduce((total, row) => total + row.amount, 0);
    byId("cluster-rest").textContent = rest.length ? `and ${rupees(sum)} in ${whole.format(rest.length)} more clusters` : "";
    byId("cluster-table").hidden = !rest.length;
    showClusterTable(plan);
  };
  const showClusterTable = (plan) => {
    if (byId("cluster-table").hidden) return;
    const wanted = byId("cluster-search").value.trim().toLowerCase();
    const rows = Object.entries(data.clusters)
      .map(([id, name]) => ({ name, amount: plan.money.cluster[id] || 0 }))
      .filter((row) => row.name.toLowerCase().includes(wanted))
      .sort((a, b) => (state.sort === "name" ? a.name.localeCompare(b.name) : b.amount - a.amount));
    fill("cluster-rows", rows.map((row) => {
      const made = element("tr");
      made.append(element("td", row.name), element("td", row.amount >= 0.5 ? rupees(row.amount) : "–", "number"));
      return made;
    }));
  };
  const showPeople = (plan) => {
    const count = (value) => (value === null ? "not known" : whole.format(value));
    const part = (value, of) => (value === null || !of ? count(value) : `${whole.format(value)} (${Math.round((100 * value) / of)} %)`);
    byId("served").tBodies[0].replaceChildren(...plan.served.map((row) => {
      const made = element("tr");
      made.append(
        element("td", row.name), element("td", count(row.listed), "number"),
        element("td", part(row.served, row.listed), "number"), element("td", part(row.sufficient, row.listed), "number"));
      return made;
    }));
    byId("levels").tBodies[0].replaceChildren(...plan.levels.map((row) => {
      const made = element("tr");
      made.append(element("td", row.name), element("td", whole.format(row.households), "number"),
        element("td", whole.format(row.poor), "number"), element("td", whole.format(row.sufficient), "number"));
      return made;
    }));
    byId("mean").textContent = data.parts
      .filter(({ of, part }) => plan.values[of] && plan.values[part] !== undefined)
      .map(({ of, part, words }) => words.replace("{share}", Math.round((100 * plan.values[part]) / plan.values[of])))
      .join(" ");
  };
  const showDistricts = (plan) => {
    const names = Object.keys(data.districts);
    byId("district-section").hidden = !names.length;
    const rows = names
      .map((name) => ({ name, reached: plan.districts[name] || 0, listed: data.districts[name] }))
      .map((row) => ({ ...row, share: row.listed ? row.reached / row.listed : 0 }))
      .sort((a, b) => b.share - a.share || a.name.localeCompare(b.name));
    fill("districts", rows.map((row) => {
      const tile = element("li", row.name);
      tile.append(element("strong", `${Math.round(100 * row.share)} %`),
        element("span", `${whole.format(row.reached)} of ${whole.format(row.listed)}`));
      tile.style.background = `rgba(11, 83, 148, ${(0.04 + 0.86 * Math.min(1, row.share)).toFixed(3)})`;
      tile.style.color = row.share > 0.5 ? "#fff" : "#1f2937";
      return tile;
    }));
  };
  /* What one more is worth is solved at the plans with a name; elsewhere only what the plan's own books say is shown. */
  const showLimits = (pair, plan) => {
    const close = 1e-9 * (1 + Math.abs(state.x));
    const named = pair.named.find((one) => Math.abs(one.x - state.x) <= close);
    const words = pair.named.map((one) => one.word);
    const where = words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words[0];
    byId("limits").hidden = !named;
    byId("limits-where").textContent = named || !words.length ? "" :
      `What one more is worth is solved at the plan${words.length > 1 ? "s" : ""} called ${where}; tradeoff plan solves it at any other.`;
    byId("limits-title").textContent = named ? `What one more is worth at the plan called ${named.word}` : "";
    list("limits-words", named ? named.limits : [], "A step more of nothing that was tried brings anything.");
    list("binding", plan.binding, "Nothing is used up.");
    list("unspent", named && named.idle.length ? [...named.idle, ...plan.closed] : [...plan.unspent, ...plan.closed], "None.");
    const stored = pair.points.some((point) => Math.abs(point.x - state.x) <= close);
    byId("blend").textContent = stored ? "" :
      "Between two solved plans this page shows their mixture, which is within the gap; tradeoff plan --blend gives the same.";
    document.querySelectorAll("[data-named]").forEach((button) =>
      button.setAttribute("aria-pressed", String(named !== undefined && button.dataset.named === named.id)));
  };
  const showNotFunded = (plan) => {
    const each = plan.notFunded.map((row) => row.reason ? `${row.name}: ${row.reason}.` : row.name);
    const many = each.length > MOST_BARS;
    const groups = new Map();
    for (const row of plan.notFunded) groups.set(row.reason, (groups.get(row.reason) || 0) + 1);
    const counts = [...groups].sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => `${whole.format(count)} cluster${count === 1 ? "" : "s"}${reason && `: ${reason}`}.`);
    list("not-funded", many ? counts : each, "Every cluster gets something in this plan.");
    byId("not-funded-all").hidden = !many;
    list("not-funded-each", many ? each : [], "");
  };
  /* In the chart's place, both ends of a chart that leaves nothing to choose. */
  const showNoChoice = (pair) => {
    byId("no-choice").hidden = pair.choice;
    for (const id of ["main-chart", "plan", "costs"]) byId(id).hidden = !pair.choice;
    fill("no-choice-ends", pair.choice ? [] : pair.ends.map(({ most, values: [x, y] }) => {
      const made = element("div", undefined, "figure");
      made.append(element("span", `the most ${most}`));
      made.append(element("div", counted(pair.x, x)), element("div", counted(pair.y, y)));
      return made;
    }));
    byId("no-choice-plan").textContent = `Shown on this page is the plan with the most ${pair.x}.`;
  };
  /* The same choice at other budgets or under other reforms: chart, ends and sentences. */
  const showBeside = async (pair, section, one) => {
    const shown = pair[section];
    byId(section).hidden = !shown;
    if (!shown) return;
    byId(`${section}-chart`).hidden = !shown.chart;
    if (shown.chart) await embed(`#${section}-chart`, shown.chart);
    list(`${section}-words`, shown.sentences, "");
    const cells = (tag, words) => words.map((word, i) => element(tag, word, i ? "number" : undefined));
    const table = byId(`${section}-ends`);
    table.tHead.rows[0].replaceChildren(
      ...cells("th", [one, `most ${pair.x}`, `${pair.y} then`, `most ${pair.y}`, `${pair.x} then`]));
    table.tBodies[0].replaceChildren(...shown.rows.map((row) => {
      const made = element("tr");
      const [most, then] = row.ends || [[null, null], [null, null]];
      const words = [[pair.x, most[0]], [pair.y, most[1]], [pair.y, then[1]], [pair.x, then[0]]]
        .map(([name, value]) => (value === null ? "–" : figure(name, value)));
      made.append(...cells("td", [row.state === "choice" ? row.label : `${row.label}: ${row.state}`, ...words]));
      return made;
    }));
  };
  const showOthers = (plan) => {
    for (const other of views.others.filter(({ view }) => view)) {
      place(other.view, other.pair, plan);
      const best = height(other.pair, plan.values[other.pair.x]);
      const has = plan.values[other.pair.y];
      const share = best > 0 ? Math.min(100, Math.round((100 * has) / best)) : 100;
      const words = (name) => counted(name, plan.values[name]);
      other.words.textContent =
        `${words(other.pair.x)}; ${words(other.pair.y)}: ${share} % of what this chart gives there.`;
    }
  };

  const show = () => {
    const pair = data.pairs[state.pair];
    const plan = planAt(pair, state.x);
    const reached = `At least ${counted(pair.x, state.x)}`;
    byId("level-label").textContent = reached;
    byId("level").setAttribute("aria-valuetext", reached);
    if (views.main) place(views.main, pair, plan);
    showFigures(pair, plan);
    showRates(pair, state.x);
    showOthers(plan);
    showBars(plan);
    showPeople(plan);
    showDistricts(plan);
    showLimits(pair, plan);
    showNotFunded(plan);
  };

  const ends = (pair) => [pair.points[pair.points.length - 1].x, pair.points[0].x];
  const setLevel = (x) => {
    const [low, high] = ends(data.pairs[state.pair]);
    state.x = Math.min(high, Math.max(low, x));
    byId("level").value = String(high > low ? Math.round((STEPS * (state.x - low)) / (high - low)) : STEPS);
    show();
  };
  const embed = (target, spec) =>
    window.vegaEmbed(target, spec, { actions: false, ast: true, renderer: "svg", logLevel: ONLY_ERRORS })
      .then((result) => result.view);

  const choose = async (index) => {
    state.pair = index;
    const pair = data.pairs[index];
    byId("opening").textContent = pair.opening;
    byId("assumed").textContent = pair.assumed;
    byId("stamp").hidden = !pair.stamp;
    byId("stamp").textContent = pair.stamp;
    byId("main-chart").setAttribute("aria-label",
      `Frontier between ${data.objectives[pair.x].label} and ${data.objectives[pair.y].label}. ${pair.opening}`);
    showNoChoice(pair);
    views.main = pair.chart && await embed("#main-chart", pair.chart);
    await showBeside(pair, "reforms", "reforms");
    await showBeside(pair, "budgets", "budget");
    const others = data.pairs.filter((other) => other !== pair);
    byId("others").hidden = !others.length;
    byId("other-charts").replaceChildren();
    views.others = [];
    for (const other of others) {
      const box = element("div");
      const chart = element("div", undefined, "chart");
      const words = element("p", other.choice ? "" : other.opening, "share");
      box.append(element("h3", other.label), ...(other.chart ? [chart] : []), words);
      byId("other-charts").append(box);
      views.others.push({ pair: other, view: other.chart && await embed(chart, other.chart), words });
    }
    const [low, high] = ends(pair);
    byId("level").disabled = byId("back").disabled = byId("forth").disabled = !pair.choice;
    fill("named", (pair.choice ? pair.named : []).map((one) => {
      const button = element("button", one.word);
      button.type = "button";
      button.dataset.named = one.id;
      if (one.id === "middle") button.title = "A place to start reading: the point farthest from the line between the ends";
      button.addEventListener("click", () => setLevel(one.x));
      return button;
    }));
    byId("end-low").textContent = figure(pair.x, low);
    byId("end-high").textContent = figure(pair.x, high);
    setLevel(high);
    document.body.dataset.ready = pair.trade;
  };

  const start = async () => {
    byId("live").hidden = false;
    data.pairs.forEach((pair, index) => {
      const label = element("label");
      const input = element("input");
      input.type = "radio";
      input.name = "choice";
      input.value = pair.trade;
      input.checked = index === 0;
      input.addEventListener("change", () => choose(index));
      label.append(input, element("span", pair.label));
      byId("choices").append(label);
    });
    byId("choices").hidden = data.pairs.length === 1;
    for (const key of ["activity", "cluster", "year"]) views.bars[key] = await embed(`#bars-${key}`, data.bars[key]);
    byId("level").addEventListener("input", () => {
      const [low, high] = ends(data.pairs[state.pair]);
      setLevel(low + ((high - low) * Number(byId("level").value)) / STEPS);
    });
    const jump = (direction) => {
      const marks = data.pairs[state.pair].points.map((point) => point.x);
      const close = 1e-9 * (1 + Math.abs(state.x));
      const next = direction > 0
        ? marks.filter((x) => x > state.x + close).pop()
        : marks.find((x) => x < state.x - close);
      if (next !== undefined) setLevel(next);
    };
    byId("back").addEventListener("click", () => jump(-1));
    byId("forth").addEventListener("click", () => jump(1));
    byId("cluster-search").addEventListener("input", show);
    document.querySelectorAll("[data-sort]").forEach((button) =>
      button.addEventListener("click", () => { state.sort = button.dataset.sort; show(); }));
    await choose(0);
  };
  start();
})();
