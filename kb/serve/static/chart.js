// A result as bars: one for each row, as long as the number in a column that is chosen, named by another.
import { choice, drawn, made, numeric, shown } from "./parts.js";

const MOST_BARS = 200;
const LINE = 16, BAR = 28, LETTER = 7.5;
const ALL = "";
const WIDEST = 84;

export class Chart {
  label = "Chart";
  priority = 1;

  constructor(yasr) {
    this.yasr = yasr;
  }

  getIcon() {}

  canHandleResults() {
    const found = this.yasr.results?.getBindings();
    return Boolean(found) && numeric(this.yasr.results.getVariables(), found).length > 0;
  }

  draw() {
    const names = this.yasr.results.getVariables(), found = this.yasr.results.getBindings();
    const numbers = numeric(names, found), words = names.filter((name) => !numbers.includes(name));
    if (!numbers.includes(this.number)) this.number = numbers[0];
    if (!names.includes(this.words)) this.words = ALL;
    const again = (what) => (value) => { this[what] = value; this.yasr.draw(); };
    const named = (list) => list.map((name) => [name, name]);
    const row = made("div", undefined, { className: "row" });
    row.append(choice("Bars", named(numbers), this.number, again("number")),
      choice("Labels", [[ALL, "all words"], ...named(names)], this.words, again("words")));
    const counted = found.filter((line) => line[this.number]);
    const bars = counted.slice(0, MOST_BARS).map((line) => [
      (this.words ? [this.words] : words).map((name) => shown(line[name])).filter(Boolean).join(" · "),
      Number(line[this.number].value),
    ]);
    const told = [];
    if (counted.length > MOST_BARS) told.push(`The first ${MOST_BARS} of ${counted.length} rows are drawn.`);
    if (counted.length < found.length) told.push(`${found.length - counted.length} rows have no number here.`);
    this.yasr.resultsEl.append(row, made("p", told.join(" "), { className: "note" }),
      picture(bars, this.number, this.yasr.resultsEl.clientWidth));
  }
}

// Negative bars run to the left of zero.
function picture(bars, what, wide) {
  const values = bars.map(([, value]) => value);
  const least = Math.min(0, ...values), span = Math.max(0, ...values) - least || 1;
  const at = (value) => ((value - least) / span) * WIDEST;
  const image = drawn("svg", { class: "chart", role: "img", "aria-label": `Bars of ${what}`, width: "100%" });
  let top = 0;
  for (const [label, value] of bars) {
    const bar = drawn("g", { class: "bar" }, drawn("title", {}, `${label}: ${value}`));
    for (const line of wrapped(label, wide / LETTER)) bar.append(drawn("text", { y: top += LINE, class: "label" }, line));
    bar.append(
      drawn("rect", { x: `${at(Math.min(0, value))}%`, y: top + 5, height: 16, width: `${Math.abs(at(value) - at(0))}%` }),
      drawn("text", { x: `${at(Math.max(0, value)) + 1}%`, y: top + 18, class: "value" }, value.toLocaleString("en")));
    image.append(bar);
    top += BAR;
  }
  image.setAttribute("height", top);
  return image;
}

// A text in lines of no more letters than there is room for; a longer word has a line of its own.
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > most && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
