/* What can be carried away: a sentence, the tables of the plan shown; without the marks that set names apart here. */
const bare = (words) => words.replace(/[\u2068\u2069]/g, "");
const announce = (words) => later("announce", () => { byId("announce").textContent = words; });
const copySentence = async () => {
  const pair = data.pairs[state.pair];
  const plan = shownPlan(pair);
  const stamp = pair.stamp ? `; ${pair.stamp}` : "";
  const words = bare(say("{headline} ({title}: {x}, {y}{stamp})", {
    headline: headline(pair), title: data.title, x: counted(pair.x, plan.values[pair.x]), y: counted(pair.y, plan.values[pair.y]),
    stamp,
  }));
  try {
    await navigator.clipboard.writeText(words);
    byId("copied").textContent = say("Copied.");
  } catch {
    byId("copied").textContent = words;
  }
};
/* A spreadsheet runs a cell that begins like a formula: such text gets a quotation mark in front. */
const cell = (value) => {
  if (typeof value === "number") return String(value);
  const plain = bare(value);
  const harmless = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
};
const csvOf = (pair, plan) => {
  const lines = [["table", "name", "district", "sector", "level", "value", "unit"]];
  for (const [name, value] of Object.entries(plan.values)) {
    const { label, money, aYear } = data.objectives[name];
    lines.push(["aim", label, "", "", "", money ? Math.round(value * data.rupeesPerUnit) : Number(value.toFixed(1)),
      money ? (aYear ? "rupees a year" : "rupees") : "count"]);
  }
  for (const [key, names] of [["activity", data.activities], ["year", data.years], ["fund", data.funds]]) {
    for (const [id, amount] of Object.entries(plan.money[key] || {}))
      lines.push([`money by ${key}`, names[id] || id, "", "", "", Math.round(amount), "rupees"]);
  }
  for (const one of clusterRows(plan)) {
    lines.push(["money by cluster", one.name, one.district, one.sector, "", Math.round(one.amount), "rupees"]);
    if (one.opened) lines.push(["opened", one.name, one.district, one.sector, "", Number(one.opened.toFixed(4)), "share"]);
    for (const [level, count] of one.levels)
      lines.push(["households by cluster", one.name, one.district, one.sector, level, Number(count.toFixed(1)), "households"]);
  }
  return lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
};
const download = () => {
  const pair = data.pairs[state.pair];
  const link = element("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", csvOf(pair, shownPlan(pair))], { type: "text/csv" }));
  link.download = `${pair.trade}-${figure(pair.x, state.x).replace(/[^\w.]+/g, "-")}.csv`;
  link.click();
  later("blob", () => URL.revokeObjectURL(link.href));
};
