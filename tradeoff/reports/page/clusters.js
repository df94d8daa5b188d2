/* The clusters of the plan shown: searched over name, district and sector, sorted by any column. */
const TINY = 0.05;
const clusterRows = (plan) =>
  Object.entries(data.clusters).map(([id, name]) => {
    const { district, sector, running, bars } = data.places[id] || { district: "", sector: "", running: null, bars: "" };
    const levels = levelIds
      .map((level) => [data.levels[level], plan.households[`${id}\n${level}`] || 0])
      .filter(([, count]) => count >= TINY);
    return {
      id, name, district, sector, bars, levels,
      amount: plan.money.cluster[id] || 0,
      households: plan.joined[id] || 0,
      none: running !== null && !(id in plan.joined),
      opened: running ? 1 : plan.opened[id] || 0,
      funded: fundedOver(data.pairs[state.pair], id) ?? -1,
      openedWords: running === null ? "–" : running ? say("runs already") :
        plan.opened[id] >= 0.0005 ? percent(significant(100 * plan.opened[id], 3)) : say("closed"),
    };
  });
const sorted = (rows) => {
  const way = state.down ? -1 : 1;
  return rows.sort((a, b) => {
    const [p, q] = [a[state.sort], b[state.sort]];
    return (typeof p === "string" ? p.localeCompare(q) : p - q) * way || a.name.localeCompare(b.name);
  });
};
const showClusterTable = (plan) => {
  if (!byId("cluster-table").open) return;
  const wanted = byId("cluster-search").value.trim().toLowerCase();
  const rows = clusterRows(plan)
    .filter((one) => `${one.name} ${one.district} ${one.sector}`.toLowerCase().includes(wanted));
  byId("cluster-count").textContent = say("{count} of {all} shown", { count: whole.format(rows.length), all: whole.format(placeIds.length) });
  document.querySelectorAll("[data-sort]").forEach((button) => {
    const mine = button.dataset.sort === state.sort;
    button.closest("th").setAttribute("aria-sort", mine ? (state.down ? "descending" : "ascending") : "none");
  });
  fill("cluster-rows", sorted(rows).map((one) => {
    const title = named("th", one.name);
    title.scope = "row";
    const households = element("td", one.households >= TINY ? whole.format(one.households) : "–", "number");
    households.append(...one.levels.map(([name, count]) => {
      const made = named("span", name, "level");
      made.append(say(": {count}", { count: whole.format(count) }));
      return made;
    }));
    return row(title, named("td", one.district), named("td", one.sector),
      element("td", one.amount >= 0.5 ? rupees(one.amount) : "–", "number"), households,
      element("td", one.openedWords, "number"), ...fundedCell(one.funded), element("td", one.none ? one.bars || say("not in this plan") : ""));
  }));
};
const sortBy = (key) => {
  state.down = key === state.sort ? !state.down : key === "amount" || key === "households" || key === "opened" || key === "funded";
  state.sort = key;
};
/* Search and order are part of the address: who opens it finds the same rows, unfolded. */
const offerClusters = () => {
  const [search, table] = [byId("cluster-search"), byId("cluster-table")];
  const buttons = [...document.querySelectorAll("[data-sort]")];
  search.addEventListener("input", show);
  table.addEventListener("toggle", show);
  for (const button of buttons) button.addEventListener("click", () => { sortBy(button.dataset.sort); show(); });
  keepInAddress("find", () => search.value.trim(), (asked) => {
    search.value = asked;
    table.open = table.open || Boolean(asked);
  });
  keepInAddress("sort", () => (state.sort === "amount" && state.down ? "" : `${state.sort}-${state.down ? "down" : "up"}`), (asked) => {
    const [key, way] = asked.split("-");
    const known = buttons.some(({ dataset }) => dataset.sort === key);
    [state.sort, state.down] = known ? [key, way !== "up"] : ["amount", true];
    table.open = table.open || known;
  });
};
const showNotFunded = (plan) => {
  const rows = clusterRows(plan).filter((one) => one.none);
  const each = rows.map(({ name, bars }) => (bars ? `${name}: ${bars}.` : name));
  const many = each.length > MOST_BARS;
  const groups = new Map();
  for (const { bars } of rows) groups.set(bars, (groups.get(bars) || 0) + 1);
  const counts = [...groups].sort((a, b) => b[1] - a[1])
    .map(([reason, count]) => (reason ? sayOf(count, "{count} cluster: {reason}.", "{count} clusters: {reason}.", { count: whole.format(count), reason }) :
      sayOf(count, "{count} cluster.", "{count} clusters.", { count: whole.format(count) })));
  list("not-funded", many ? counts : each, say("Every cluster gets something in this plan."));
  byId("not-funded-note").hidden = !each.length;
  byId("not-funded-all").hidden = !many;
  list("not-funded-each", many ? each : [], "");
};
