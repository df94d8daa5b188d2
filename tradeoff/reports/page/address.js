/* The address says what is shown: choice and level, and whatever else is not as the page opens, so that a link brings it back. */
const SETTLED = 250;
const waiting = {};
const later = (key, run) => {
  clearTimeout(waiting[key]);
  waiting[key] = setTimeout(run, SETTLED);
};
/* A part of the page that the address keeps too: its key, what it is now (blank: as the page opens), how it is set. */
const keptInAddress = [];
const keepInAddress = (key, now, set) => keptInAddress.push({ key, now, set });
const positionIn = (address) => {
  const asked = new URLSearchParams(address.slice(1));
  const pair = data.pairs.findIndex(({ trade }) => trade === asked.get("choice"));
  const x = asked.has("level") ? Number(asked.get("level")) : NaN;
  // An address of a place on the page, such as #plan, asks for nothing.
  if (pair >= 0) for (const { key, set } of keptInAddress) set(asked.get(key) || "");
  return { pair, x: Number.isFinite(x) ? x : null };
};
const keepAddress = () => later("address", () => {
  const pair = data.pairs[state.pair];
  const told = new URLSearchParams({ choice: pair.trade, level: Number(state.x.toPrecision(12)) });
  for (const { key, now } of keptInAddress) if (now()) told.set(key, now());
  history.replaceState(null, "", `#${told}`);
});
