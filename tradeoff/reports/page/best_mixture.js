/* The mixture of plans that has the most of one aim and keeps floors, or comes nearest to keeping them. Everything is in
   shares of the most there is of each aim: in raw units, crores of rupees beside households, answers would be wrong. */
const NOTHING = 1e-6;
const ROUNDING = 1e-7;
const bestMixture = (shares, aim, floors) => {
  const held = floors.map((floor, i) => ({ floor, i })).filter(({ floor }) => floor !== null);
  const tiny = (share) => (Math.abs(share) < NOTHING ? 0 : share);
  // With `lowered` null all floors may give way, together and as little as can be.
  const solve = (lowered) => YALPS.solve({
    direction: lowered === null ? "minimize" : "maximize",
    objective: lowered === null ? "lowered" : "most",
    constraints: [["whole", { equal: 1 }], ...held.map(({ floor, i }) => [i, { min: floor - (lowered || 0) - ROUNDING / 100 }])],
    variables: [
      ...shares.map((row, at) => [at, [["whole", 1], ["most", tiny(row[aim])], ...held.map(({ i }) => [i, tiny(row[i])])]]),
      ...(lowered === null ? [["lowered", [["lowered", 1], ...held.map(({ i }) => [i, 1])]]] : []),
    ],
  }, { checkCycles: true, maxIterations: 20000 });
  let [lowered, found] = [0, solve(0)];
  if (found.status !== "optimal") {
    const nearest = solve(null);
    if (nearest.status !== "optimal") return null;
    // It comes rounded to eight digits: a little more is sure to be enough.
    lowered = nearest.result + ROUNDING;
    found = solve(lowered);
    if (found.status !== "optimal") return null;
  }
  const weights = found.variables.filter(([at, weight]) => at !== "lowered" && weight > ROUNDING);
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  const parts = weights.map(([at, weight]) => ({ at, weight: weight / sum })).sort((a, b) => b.weight - a.weight);
  const values = floors.map((_, i) => parts.reduce((total, { at, weight }) => total + weight * shares[at][i], 0));
  // What a solver says is looked at before it is believed.
  const kept = held.every(({ floor, i }) => values[i] >= floor - lowered - 2 * NOTHING);
  return kept ? { parts, values, lowered: lowered > 2 * ROUNDING ? lowered : 0 } : null;
};
