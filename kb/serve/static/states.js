// The states of a result: where each lies on the tile map, and which one a value speaks of.
import { BASE, rows } from "./parts.js";

const RECORDED = "SELECT ?state ?name { ?state a kb:Jurisdiction ; rdfs:label ?name }";
const OF_A_STATE = new RegExp(`^${BASE}id/([a-z]{2})(?:/|$)`);

export const tiles = new Map();
const names = new Map(), codes = new Map(), recorded = new Set();
let loading;

// Load the map and the names once, before the first result is shown; where that fails, the next result tries anew.
export function statesLoaded() {
  loading ??= load().catch((fault) => { loading = undefined; console.warn(fault); });
  return loading;
}

async function load() {
  const [grid, ours] = await Promise.all([fetch(new URL("states.txt", import.meta.url)).then((answer) => answer.text()), rows(RECORDED)]);
  const lines = grid.split("\n").filter((line) => !line.startsWith("#"));
  lines.forEach((line, y) => { for (const { 0: code, index } of line.matchAll(/[A-Z]{2}/g)) tiles.set(code, [index / 3, y]); });
  const english = new Intl.DisplayNames(["en"], { type: "region" });
  for (const code of tiles.keys()) called(code, english.of(code));
  for (const { state, name } of ours) {
    const [, code] = OF_A_STATE.exec(state.value) || [];
    if (!code) continue;
    called(code.toUpperCase(), name.value);
    recorded.add(code);
  }
}

function called(code, name) {
  names.set(code, name);
  codes.set(name.toLowerCase(), code);
}

export const nameOf = (code) => names.get(code) || code;

// The code of the state that a value names: by IRI of ours, by code or by name; in small letters only the codes of the
// records count, since "no" and "is" are words.
export function stateOf(term) {
  if (!term) return undefined;
  const text = term.value.trim();
  let code;
  if (term.type === "uri") code = OF_A_STATE.exec(text)?.[1].toUpperCase();
  else if (/^[A-Z]{2}$/.test(text) || recorded.has(text)) code = text.toUpperCase();
  else code = codes.get(text.toLowerCase());
  return tiles.has(code) ? code : undefined;
}
