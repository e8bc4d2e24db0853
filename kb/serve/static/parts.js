// Small parts that the other scripts are made of: elements, choices of a column, terms as text, questions to the endpoint.
export const BASE = "https://w3id.org/cyberlaw/";
const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

export function made(name, text, more = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  return Object.assign(element, more);
}

export function drawn(name, attributes, ...inside) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

// A choice among columns with its label; `changed` is told the value chosen.
export function choice(label, names, chosen, changed) {
  const box = made("label", label + " "), list = made("select");
  list.append(...names.map(([value, text]) => made("option", text, { value, selected: value === chosen })));
  list.setAttribute("aria-label", label);
  list.addEventListener("change", () => changed(list.value));
  box.append(list);
  return box;
}

export const prefixes = () => JSON.parse(byId("ask").dataset.prefixes);

// An IRI as prefix:name where one of our prefixes starts it, else as it is.
export function shortened(iri) {
  for (const [name, start] of Object.entries(prefixes())) if (iri.startsWith(start)) return name + ":" + iri.slice(start.length);
  return iri;
}

export const shown = (term) => (!term ? "" : term.type === "uri" ? shortened(term.value) : String(term.value));

// Where an IRI of ours lies on this server; any other stays as it is.
export const here = (iri) => (iri.startsWith(BASE) ? "/" + iri.slice(BASE.length).replace("#", "?term=") : iri);

export async function rows(query) {
  const answer = await fetch("/sparql?format=json&query=" + encodeURIComponent(query));
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return (await answer.json()).results.bindings;
}

const NUMERIC = /#(integer|decimal|double|float|int|long|short|nonNegativeInteger|positiveInteger)$/;
export const isNumber = (term) => Boolean(term) && NUMERIC.test(term.datatype || "") && Number.isFinite(Number(term.value));

// The columns in which every value that is there is a number, and there is one.
export function numeric(names, found) {
  return names.filter((name) => {
    const values = found.map((row) => row[name]).filter(Boolean);
    return values.length > 0 && values.every(isNumber);
  });
}
