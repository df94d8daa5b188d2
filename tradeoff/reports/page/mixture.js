/* The plan at a level of x: one that was solved, or the mixture of its two neighbours. Only figures are mixed, all of
   them linear in the share; sentences stay with the solved plan they are of. */
const placeIds = Object.keys(data.clusters);
const levelIds = Object.keys(data.levels);
const flat = (numbers, width, put) => {
  for (let i = 0; i < numbers.length; i += width) put(...numbers.slice(i, i + width));
};
const unpacked = new Map();
const unpack = (plan) => {
  if (unpacked.has(plan)) return unpacked.get(plan);
  const money = { ...plan.money, cluster: {} };
  const households = {};
  const joined = {};
  const opened = {};
  flat(plan.cluster, 2, (at, amount) => { money.cluster[placeIds[at]] = amount; });
  flat(plan.opened, 2, (at, share) => { opened[placeIds[at]] = share; });
  flat(plan.households, 3, (at, level, count) => {
    households[`${placeIds[at]}\n${levelIds[level]}`] = count;
    joined[placeIds[at]] = (joined[placeIds[at]] || 0) + count;
  });
  const texts = (places) => places.map((place) => data.texts[place]);
  const full = {
    values: plan.values, money, households, joined, opened, districts: plan.districts, served: plan.served, levels: plan.levels,
    binding: texts(plan.binding), unspent: texts(plan.unspent), closed: texts(plan.closed),
  };
  unpacked.set(plan, full);
  return full;
};
const mix = (a, b, share) => {
  const blend = (p, q) => (1 - share) * (p || 0) + share * (q || 0);
  const sums = (p, q) =>
    Object.fromEntries([...new Set([...Object.keys(p), ...Object.keys(q)])].map((key) => [key, blend(p[key], q[key])]));
  const rows = (p, q) => p.map((cells, i) => cells.map((cell, j) => (cell === null ? null : blend(cell, q[i][j]))));
  return {
    values: sums(a.values, b.values),
    money: Object.fromEntries(Object.keys(a.money).map((key) => [key, sums(a.money[key], b.money[key])])),
    households: sums(a.households, b.households),
    joined: sums(a.joined, b.joined),
    opened: sums(a.opened, b.opened),
    districts: sums(a.districts, b.districts),
    served: rows(a.served, b.served),
    levels: rows(a.levels, b.levels),
  };
};
/* Every plan of a choice that was solved, the most x first: its points, and the one with a name that is none of them. */
const solvedOf = (pair) => {
  if (!pair.solved) {
    pair.solved = pair.points.map(({ x }, i) => ({ x, plan: pair.plans[i] }));
    for (const one of pair.named) if (one.plan) pair.solved.push({ x: one.x, plan: one.plan });
    for (const one of pair.solved) one.named = pair.named.find(({ x }) => same(x, one.x));
    pair.solved.sort((a, b) => b.x - a.x);
  }
  return pair.solved;
};
const same = (a, b) => Math.abs(a - b) <= CLOSE * (1 + Math.abs(b));
const solvedAt = (pair, x) => solvedOf(pair).find((one) => same(one.x, x));
const nearest = (pair, x) =>
  solvedOf(pair).reduce((best, one) => (Math.abs(one.x - x) < Math.abs(best.x - x) ? one : best));
const planAt = (pair, x) => {
  const solved = solvedAt(pair, x);
  if (solved) return unpack(solved.plan);
  const points = pair.points;
  for (let i = 0; i + 1 < points.length; i += 1) {
    if (points[i].x > x && x > points[i + 1].x) {
      const share = (points[i].x - x) / (points[i].x - points[i + 1].x);
      return mix(unpack(pair.plans[i]), unpack(pair.plans[i + 1]), share);
    }
  }
  return unpack(pair.plans[x >= points[0].x ? 0 : points.length - 1]);
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
/* Of one step what holds at this very level, else what holds on the whole stretch around it. */
const ratesAt = (pair, x) => {
  const close = CLOSE * (1 + Math.abs(x));
  const here = pair.rates.filter((rate) => rate.low <= x + close && x <= rate.high + close);
  return [...new Set(here.map((rate) => rate.about))].map((about) =>
    here.filter((rate) => rate.about === about).sort((a, b) => a.high - a.low - (b.high - b.low))[0]);
};
