/* Figures and sentences in the language of the page, and text that enters the page as text only: a name from a table can
   never become markup. English is what stands here; the words of another language come with the data. */
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const spoken = data.spoken || { code: "en", digits: "en-IN", decimal: ".", group: ",", words: {} };
const plural = new Intl.PluralRules(spoken.code);
const say = (sentence, values = {}) =>
  (spoken.words[sentence] || sentence).replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
const sayOf = (count, one, many, values) => {
  const sentence = plural.select(count) === "one" ? one : many;
  return say(sentence, values);
};
/* Made once for each number of decimals: to make one takes longer than to use it a hundred times. */
const forms = new Map();
const formOf = (most) => {
  if (!forms.has(most)) forms.set(most, new Intl.NumberFormat(spoken.digits, { maximumFractionDigits: most }));
  return forms.get(most);
};
const written = (most) => ({
  format: (number) => formOf(most).format(number).replace(/[.,]/g, (sign) => (sign === "." ? spoken.decimal : spoken.group)),
});
const whole = written(0);
const percent = (share) => say("{share}%", { share });
/* What is not nothing is never said to be nothing, nor what is not all to be all: as `told_share` of spoken.py. */
const shareWords = (share) => {
  if (share > 1e-9 && share <= 0.005) return say("less than 1%");
  return share >= 0.995 && share < 1 - 1e-9 ? say("more than 99%") : percent(Math.round(100 * share));
};
const CLOSE = 1e-9;
const state = { pair: 0, x: null, sort: "amount", down: true };

const significant = (value, digits) => {
  if (!value) return "0";
  const rounded = Number(value.toPrecision(digits));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return written(decimals).format(rounded);
};
const rupees = (amount) => {
  const rounded = Number(amount.toPrecision(3));
  const of = (unit) => ({ amount: significant(rounded / unit, 3) });
  if (Math.abs(rounded) >= 1e7) return say("Rs {amount} crore", of(1e7));
  if (Math.abs(rounded) >= 1e5) return say("Rs {amount} lakh", of(1e5));
  return say("Rs {amount}", of(1));
};
const figure = (name, value) => {
  if (!data.objectives[name].money) return whole.format(value);
  return rupees(value * data.rupeesPerUnit) + (data.objectives[name].aYear ? say(" a year") : "");
};
const counted = (name, value) => {
  const { money, label } = data.objectives[name];
  return money ? say("{words} of {label}", { words: figure(name, value), label }) : `${figure(name, value)} ${label}`;
};
const aimName = (name) => data.objectives[name].name;
/* The words that are printed around an amount and may be typed around it: `Rs`, or `de roupies`. */
const aroundMoney = () => {
  const letters = [say("Rs {amount} lakh", { amount: "" }), say("Rs {amount}", { amount: "" }), say(" a year")].join(" ");
  return letters.match(/\p{L}+/gu).filter((word) => word !== "lakh");
};
/* Digits alone, or in groups as thousands and lakhs are, with the decimal sign of the language; NaN for others: `1,5` is
   one and a half to some and nothing to the rest, and `1,100` in French may be eleven hundred. */
const GROUPED = { ".": /^\d{1,3}(?:([, ])\d{2,3}(?:\1\d{2,3})*(?<=\1\d{3}))(\.\d+)?$/, ",": /^\d{1,3}(?: \d{2,3})*(?<= \d{3})(,\d+)?$/ };
const readFigure = (typed) => {
  const digits = typed.trim().replace(/\s/g, " ");
  const plain = spoken.decimal === "." ? /^(\d+(\.\d+)?|\.\d+)$/ : /^(\d+([.,]\d+)?|[.,]\d+)$/;
  const unsure = spoken.decimal === "," && /^[1-9]\d{0,2},\d{3}$/.test(digits);
  if (unsure || !(plain.test(digits) || GROUPED[spoken.decimal].test(digits))) return NaN;
  return Number((spoken.decimal === "." ? digits.replace(/,/g, "") : digits.replace(",", ".")).replace(/ /g, ""));
};
/* What somebody types: households, or rupees with their unit as 25 lakh, 1.2 crore, Rs 20,00,000, with the signs of the
   language. NaN where it is neither: of 30 alone nobody knows whether rupees or lakh are meant. */
const read = (name, typed) => {
  const bare = aroundMoney().reduce((words, one) => words.replace(new RegExp(`(?<!\\p{L})${one}(?!\\p{L})\\.?`, "giu"), " "), typed);
  const [, figures, unit] = /^(.*?)(lakh|crore)?\s*$/is.exec(bare);
  const value = readFigure(figures) * ({ lakh: 1e5, crore: 1e7 }[(unit || "").toLowerCase()] || 1);
  if (!data.objectives[name].money) return unit || bare !== typed ? NaN : value;
  return unit || bare !== typed || value === 0 ? value / data.rupeesPerUnit : NaN;
};
const element = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};
/* A name stands apart from the direction of the words around it. */
const named = (tag, name, className) => {
  const made = element(tag, undefined, className);
  made.append(element("bdi", name));
  return made;
};
const row = (...cells) => {
  const made = element("tr");
  made.append(...cells);
  return made;
};
const fill = (id, nodes) => byId(id).replaceChildren(...nodes);
const list = (id, sentences, none) =>
  fill(id, (sentences.length ? sentences : [none]).map((sentence) => element("li", sentence)));
