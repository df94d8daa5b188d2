/* What the ranges leave of what is promised, at the plans with a name; and over how much of a choice a cluster is funded. */
const showPromise = (pair) => {
  const told = data.promises[pair.trade] || {};
  const near = nearest(pair, state.x);
  const here = !state.mixture && same(near.x, state.x) && near.named ? told[near.named.id] : undefined;
  // What is promised of a plan with a name is not promised of a mixture.
  const words = state.mixture ? [] : pair.named.filter(({ id }) => told[id]).map(({ word }) => word);
  byId("promise").hidden = !words.length;
  byId("promise").textContent = here ? here.join(" ") :
    words.length ? say("What the ranges of doubtful figures leave of this was worked out at the plans called {plans}.", { plans: words.join(", ") }) : "";
};
const fundedOver = (pair, id) => (data.funded[pair.trade] || {})[id];
const fundedCell = (share) =>
  Object.keys(data.funded).length ? [element("td", share < 0 ? "–" : shareWords(share), "number")] : [];
