/* Figures in words, and text that enters the page as text only: a name from a table can never become markup. */
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const whole = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 0 });
const CLOSE = 1e-9;
const state = { pair: 0, x: null, sort: "amount", down: true };

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
/* What somebody types: households, or rupees as 25 lakh, 1.2 crore, Rs 20,00,000. NaN where it is neither. */
const read = (name, typed) => {
  const found = /^(?:rs\.?)?\s*([\d, ]*\d(?:\.\d+)?|\.\d+)\s*(lakh|crore)?(?:\s+a year)?$/i.exec(typed.trim());
  if (!found) return NaN;
  const value = Number(found[1].replace(/[, ]/g, "")) * ({ lakh: 1e5, crore: 1e7 }[(found[2] || "").toLowerCase()] || 1);
  if (data.objectives[name].money) return value / data.rupeesPerUnit;
  return found[2] || /^rs/i.test(typed.trim()) ? NaN : value;
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
