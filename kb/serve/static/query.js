// The query page: the editor, the examples, the address that carries the query, the run, its limits in words, the file.
import { editorIn, fillPrefixes } from "./editor.js";
import { byId, made } from "./parts.js";
import { VIEWS, resultsIn } from "./results.js";
import { statesLoaded } from "./states.js";

const MOST_SHOWN = 10000;
const LONGEST_ADDRESS = 12000;
const SETTLED = 400;
const JSON_RESULTS = "application/sparql-results+json", TURTLE = "text/turtle";
const [form, query, format, state, notes, result, save, find] =
  ["ask", "query", "format", "state", "notes", "result", "save", "find"].map(byId);
const links = [...document.querySelectorAll("#examples a")];
let filled = query.value, settling, running;

const editor = editorIn(byId("editor"), query.value, () => run());
const view = resultsIn(result, () => keepAddress(true));

const worded = (number) => Number(number).toLocaleString("en");
const counted = (number, unit) => `${worded(number)} ${unit}${Number(number) === 1 ? "" : "s"}`;

function say(text, className, ...more) {
  const line = made("p", text, { className });
  if (className === "fault") line.setAttribute("role", "alert");
  line.append(...more);
  notes.append(line);
}

// What an answer says of its limits, in words.
function sayLimits(answer) {
  const [, what, most] = /^(\w+); at=(\d+)$/.exec(answer.headers.get("KB-Cut") || "") || [];
  if (what) say(`Cut at ${worded(most)} ${what}, the most that this server gives at once: there is more. Ask for less, or for `
    + "the next part with ORDER BY, LIMIT and OFFSET.", "cut");
  const note = answer.headers.get("KB-Note");
  if (note) say(note, "cut");
}

async function asked(how, accept) {
  running?.abort();
  running = new AbortController();
  const answer = await fetch("/sparql" + how, {
    method: "POST", body: editor.getValue(), signal: running.signal,
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
  });
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer;
}

async function guarded(work) {
  notes.replaceChildren();
  try {
    await work();
  } catch (fault) {
    if (fault.name === "AbortError") return;
    state.textContent = "";
    say(fault.message, "fault");
  }
}

function run() {
  fillPrefixes(editor);
  keepAddress(true);
  return guarded(async () => {
    state.textContent = "Running …";
    if (!location.search) say("This query is too long for the address: to keep it, copy it.", "cut");
    result.hidden = true;
    const began = performance.now();
    const [answer] = await Promise.all([asked("", `${JSON_RESULTS}, ${TURTLE};q=0.9`), statesLoaded()]);
    const isTable = answer.headers.get("Content-Type").startsWith(JSON_RESULTS), count = answer.headers.get("KB-Rows");
    const data = isTable ? await answer.json() : await answer.text();
    if (data.results) data.results.bindings.splice(MOST_SHOWN);
    result.hidden = false;
    view.setResponse({ data, contentType: isTable ? JSON_RESULTS : TURTLE, status: answer.status });
    state.textContent = `${counted(count, isTable ? "row" : "triple")} in ${((performance.now() - began) / 1000).toFixed(2)} s`;
    if (isTable && count > MOST_SHOWN) say(`The first ${worded(MOST_SHOWN)} rows are shown; a download has all.`, "cut");
    sayLimits(answer);
  });
}

function takeAway() {
  return guarded(async () => {
    const answer = await asked("?format=" + format.value, "*/*");
    const link = made("a", "", { href: URL.createObjectURL(await answer.blob()), download: "result." + format.value });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    sayLimits(answer);
  });
}

// The address of the query: by the name of an example where it is one, else with its text; with the view, once it was run.
function address(hasRun) {
  const text = editor.getValue(), example = links.find((link) => link.dataset.query === text);
  const fields = example ? new URL(example.href).searchParams : new URLSearchParams({ query: text });
  if (hasRun) fields.set("view", view.getSelectedPluginName());
  const found = "/?" + fields;
  return found.length > LONGEST_ADDRESS ? "/" : found;
}

function keepAddress(hasRun) {
  clearTimeout(settling);
  history.replaceState(null, "", address(hasRun));
}

function fill(text) {
  filled = text;
  editor.setValue(text);
  clearTimeout(settling);
  const chosen = links.find((link) => link.dataset.query === text);
  for (const link of links) link.setAttribute("aria-current", link === chosen);
}

// An example takes the place of the query; one that was edited stays a step back in the history of the browser.
function choose(link) {
  const edited = editor.getValue() !== filled;
  if (edited) keepAddress(false);
  fill(link.dataset.query);
  history.pushState(null, "", address(false));
  notes.replaceChildren();
  state.textContent = "";
  result.hidden = true;
  if (edited) say("Your edited query is kept one step back. ", "cut",
    made("button", "Bring it back", { type: "button", onclick: () => history.back() }));
  byId("run").focus();
}

function asAddressed() {
  const fields = new URLSearchParams(location.search), name = fields.get("example");
  const example = links.find((link) => new URL(link.href).searchParams.get("example") === name);
  fill(fields.get("query") ?? example?.dataset.query ?? query.defaultValue);
  notes.replaceChildren();
}

function narrow() {
  const wanted = find.value.trim().toLowerCase().split(/\s+/);
  for (const link of links) link.parentElement.hidden = !wanted.every((word) => link.textContent.toLowerCase().includes(word));
  for (const group of document.querySelectorAll("#examples section")) group.hidden = !group.querySelector("li:not([hidden])");
  byId("none").hidden = links.some((link) => !link.parentElement.hidden);
}

editor.on("change", () => {
  query.value = editor.getValue();
  clearTimeout(settling);
  settling = setTimeout(keepAddress, SETTLED, false);
});
for (const link of links) link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(link);
});
form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
save.addEventListener("click", takeAway);
find.addEventListener("input", narrow);
window.addEventListener("popstate", asAddressed);
query.hidden = document.querySelector("label[for=query]").hidden = true;
for (const hidden of [byId("editor"), save, find.parentElement, byId("hint")]) hidden.hidden = false;
editor.refresh();

const asView = new URLSearchParams(location.search).get("view");
if (VIEWS.includes(asView)) {
  view.selectPlugin(asView);
  run();
}
