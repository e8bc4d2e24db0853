// Runs the query of the page without leaving it: a table for SELECT and ASK, text for RDF, and the file to take away.
"use strict";

const BASE = "https://w3id.org/cyberlaw/";
const MOST_SHOWN = 1000;
const KINDS = {
  json: "application/sparql-results+json", csv: "text/csv", tsv: "text/tab-separated-values",
  xml: "application/sparql-results+xml", ttl: "text/turtle",
};
const byId = (id) => document.getElementById(id);
const [form, query, format, state, result, save] = ["ask", "query", "format", "state", "result", "save"].map(byId);

function made(name, text, more = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  return Object.assign(element, more);
}

async function asked(accept) {
  const answer = await fetch("/sparql", {
    method: "POST", body: query.value, headers: { "Content-Type": "application/sparql-query", Accept: accept },
  });
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer;
}

function linked(iri, text) {
  if (iri.startsWith(BASE)) return made("a", text, { href: "/" + iri.slice(BASE.length).replace("#", "?term=") });
  return /^https?:/.test(iri) ? made("a", text, { href: iri, rel: "noreferrer nofollow" }) : made("span", text);
}

function shortened(iri) {
  for (const [, name, start] of query.value.matchAll(/^\s*PREFIX\s+(\S*):\s*<([^>]*)>/gim))
    if (start && iri.startsWith(start)) return name + ":" + iri.slice(start.length);
  return iri.startsWith(BASE) ? iri.slice(BASE.length) : iri;
}

function cell(term) {
  const box = made("td");
  if (!term) return box;
  if (term.type === "uri") box.append(linked(term.value, shortened(term.value)));
  else box.append(made("span", term.type === "triple" ? JSON.stringify(term.value) : term.value));
  if (term["xml:lang"]) box.append(" ", made("span", term["xml:lang"], { className: "note" }));
  return box;
}

function table(found) {
  const head = made("tr");
  head.append(...found.head.vars.map((name) => made("th", name, { scope: "col" })));
  const body = made("tbody");
  for (const row of found.results.bindings.slice(0, MOST_SHOWN)) {
    const line = made("tr");
    line.append(...found.head.vars.map((name) => cell(row[name])));
    body.append(line);
  }
  const whole = made("table"), top = made("thead");
  top.append(head);
  whole.append(top, body);
  return whole;
}

async function run() {
  state.textContent = "Running …";
  result.replaceChildren();
  const began = performance.now();
  try {
    const answer = await asked(KINDS.json + ", " + KINDS.ttl + ";q=0.9");
    const cut = answer.headers.get("KB-Cut");
    const count = Number(answer.headers.get("KB-Rows"));
    const isTable = answer.headers.get("Content-Type").startsWith(KINDS.json);
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    if (isTable) {
      const found = await answer.json();
      if ("boolean" in found) result.append(made("p", found.boolean ? "yes" : "no"));
      else result.append(table(found));
    } else result.append(made("pre", await answer.text()));
    const unit = isTable ? "row" : "triple";
    state.textContent = `${count} ${unit}${count === 1 ? "" : "s"} in ${seconds} s`;
    if (isTable && count > MOST_SHOWN) state.textContent += `; the first ${MOST_SHOWN} are shown, a download has all`;
    const note = answer.headers.get("KB-Note");
    if (note) result.prepend(made("p", note, { className: "cut" }));
    if (cut) result.prepend(made("p", `Cut at a limit of this server (${cut}): there is more.`, { className: "cut" }));
  } catch (fault) {
    state.textContent = "";
    result.append(made("p", fault.message, { className: "fault", role: "alert" }));
  }
}

async function takeAway() {
  try {
    const wanted = format.value;
    const answer = await asked(KINDS[wanted]);
    const link = made("a", "", { href: URL.createObjectURL(await answer.blob()), download: "result." + wanted });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (fault) {
    result.replaceChildren(made("p", fault.message, { className: "fault", role: "alert" }));
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
save.addEventListener("click", takeAway);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
save.hidden = byId("hint").hidden = false;
