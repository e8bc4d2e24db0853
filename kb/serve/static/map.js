// A result as a map: each state a tile of one size, coloured by a column that is chosen.
import { choice, drawn, made, numeric, shown } from "./parts.js";
import { nameOf, stateOf, statesLoaded, tiles } from "./states.js";

const COLOURS = ["#7fb3e0", "#f2a65a", "#8fca8f", "#e59ac8", "#f4d35e", "#b79ddb", "#c9a98a"];
const REST = "#b8bcc2", EMPTY = "#eceef1", PALE = [203, 226, 245], DEEP = [72, 142, 205];
const SIDE = 22;

export class StateMap {
  label = "Map";
  priority = 0;

  constructor(yasr) {
    this.yasr = yasr;
  }

  getIcon() {}

  initialize() {
    return statesLoaded();
  }

  // The columns that name a state in more than half of the rows.
  columns() {
    const found = this.yasr.results?.getBindings() || [];
    return (this.yasr.results?.getVariables() || []).filter(
      (name) => found.filter((row) => stateOf(row[name])).length * 2 > found.length);
  }

  canHandleResults() {
    return this.columns().length > 0;
  }

  draw() {
    const names = this.yasr.results.getVariables(), found = this.yasr.results.getBindings(), places = this.columns();
    if (!places.includes(this.state)) this.state = places[0];
    const others = names.filter((name) => name !== this.state);
    if (!others.includes(this.value)) this.value = telling(others, found);
    const again = (what) => (value) => { this[what] = value; this.yasr.draw(); };
    const row = made("div", undefined, { className: "row" });
    row.append(choice("States", places.map((name) => [name, name]), this.state, again("state")));
    if (others.length) row.append(choice("Colour", others.map((name) => [name, name]), this.value, again("value")));
    const isNumber = numeric(others, found).includes(this.value);
    const { values, several, lost } = gathered(found, this.state, this.value, isNumber);
    const told = [];
    if (several && isNumber) told.push("Where a state has several rows, the highest number counts.");
    else if (several) told.push("Where a state has several rows, all that they say is named.");
    if (lost) told.push(`${lost} of ${found.length} rows name no state of this map.`);
    const colours = isNumber ? shades(values) : paints(values);
    this.yasr.resultsEl.append(row, made("p", told.join(" "), { className: "note" }),
      picture(values, colours), legend(values, colours, isNumber));
  }
}

// The column to begin with: the first of numbers, else the one that says the fewest different things.
function telling(names, found) {
  const different = (name) => new Set(found.map((row) => shown(row[name]))).size;
  return numeric(names, found)[0] ?? [...names].sort((one, other) => different(one) - different(other))[0];
}

function gathered(found, place, what, isNumber) {
  const lists = new Map();
  let lost = 0;
  for (const row of found) {
    const code = stateOf(row[place]);
    if (!code) lost += 1;
    else lists.set(code, [...(lists.get(code) || []), what === undefined ? "named" : shown(row[what])]);
  }
  const several = [...lists.values()].some((list) => list.length > 1);
  const one = (list) => {
    const told = [...new Set(list.filter(Boolean))];
    return isNumber ? (told.length ? Math.max(...told.map(Number)) : "nothing") : told.sort().join(" / ") || "nothing";
  };
  return { values: new Map([...lists].map(([code, list]) => [code, one(list)])), several, lost };
}

function paints(values) {
  const kinds = [...new Set(values.values())].sort();
  return new Map(kinds.map((kind, place) => [kind, COLOURS[place] || REST]));
}

function shades(values) {
  const numbers = [...values.values()].filter(Number.isFinite), least = Math.min(...numbers), span = Math.max(...numbers) - least;
  const mixed = (value) => PALE.map((from, part) => Math.round(from + (DEEP[part] - from) * (span ? (value - least) / span : 1)));
  return new Map([...numbers.map((value) => [value, `rgb(${mixed(value)})`]), ["nothing", REST]]);
}

const words = (value) => (Number.isFinite(value) ? value.toLocaleString("en") : value);

function picture(values, colours) {
  const wide = Math.max(...[...tiles.values()].map(([x]) => x)) + 1, high = Math.max(...[...tiles.values()].map(([, y]) => y)) + 1;
  const image = drawn("svg", { class: "map", role: "img", "aria-label": "Map of the states", viewBox: `0 0 ${wide * SIDE} ${high * SIDE}` });
  for (const [code, [x, y]] of tiles) {
    const value = values.get(code);
    image.append(drawn("g", { class: value === undefined ? "tile" : "tile told", "data-code": code },
      drawn("title", {}, value === undefined ? nameOf(code) : `${nameOf(code)}: ${words(value)}`),
      drawn("rect", { x: x * SIDE + 1, y: y * SIDE + 1, width: SIDE - 2, height: SIDE - 2, rx: 3, fill: colours.get(value) || EMPTY }),
      drawn("text", { x: (x + 0.5) * SIDE, y: y * SIDE + 15 }, code)));
  }
  const box = made("div", undefined, { className: "wide", tabIndex: 0 });
  box.append(image);
  return box;
}

// What each colour says, with the states that have it: the map in words.
function legend(values, colours, isNumber) {
  const list = made("ul", undefined, { className: "legend" });
  const order = isNumber ? (one, other) => other - one : undefined;
  for (const kind of [...new Set(values.values())].sort(order)) {
    const states = [...values].filter(([, value]) => value === kind).map(([code]) => nameOf(code)).sort();
    const mark = drawn("svg", { width: 14, height: 14 }, drawn("rect", { width: 14, height: 14, rx: 3, fill: colours.get(kind) }));
    const line = made("li");
    line.append(mark, made("b", ` ${words(kind)}`), `: ${states.join(", ")}`);
    list.append(line);
  }
  return list;
}
