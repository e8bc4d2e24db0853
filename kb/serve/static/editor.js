// The editor: YASQE, completing our prefixes and our terms alone, so that nothing is asked of any other host.
import { prefixes, rows } from "./parts.js";

const MOST_OFFERED = 100;
const TERMS = `SELECT DISTINCT ?term ?label {
  ?term a ?kind FILTER(isIRI(?term) && STRSTARTS(STR(?term), "https://w3id.org/cyberlaw/"))
  FILTER(!REGEX(STR(?term), "/(id|inferred|shape)/.*/"))
  OPTIONAL { ?term rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) IN ("", "en")) }
}`;
const TYPED = /^([\w-]+):([\w-]*)$/;
let terms;

// Our terms as [prefix:name, label], asked for when first needed; where that fails, the next time asks anew.
function ours() {
  terms ??= named().catch((fault) => { terms = undefined; console.warn(fault); return []; });
  return terms;
}

async function named() {
  const starts = Object.entries(prefixes());
  const found = new Map();
  for (const { term, label } of await rows(TERMS)) {
    const start = starts.find(([, start]) => term.value.startsWith(start));
    const name = start && term.value.slice(start[1].length);
    if (name && /^[\w-]+$/.test(name)) found.set(`${start[0]}:${name}`, label ? label.value : "");
  }
  return [...found].sort();
}

async function offered(typed) {
  const [, prefix, begun] = TYPED.exec(typed) || [];
  if (!prefix) return [];
  const wanted = begun.toLowerCase();
  const starting = ([name]) => name.slice(prefix.length + 1).toLowerCase().startsWith(wanted);
  const found = (await ours()).filter(([name, label]) => name.startsWith(prefix + ":")
    && (name.toLowerCase().includes(wanted, prefix.length + 1) || label.toLowerCase().includes(wanted)));
  return found.sort((one, other) => starting(other) - starting(one)).slice(0, MOST_OFFERED);
}

// Declare those of our prefixes that the query uses and does not declare.
export function fillPrefixes(editor) {
  const text = editor.getValue();
  const missing = Object.entries(prefixes()).filter(([name]) => new RegExp(`(?<![\\w:<-])${name}:`).test(text)
    && !new RegExp(`PREFIX\\s+${name}:`, "i").test(text));
  if (missing.length) editor.addPrefixes(Object.fromEntries(missing));
}

export function editorIn(box, query, run) {
  const { Yasqe } = window;
  Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes", persistenceId: null, get: () => Object.entries(prefixes()).map(([name, start]) => `${name}: <${start}>`),
  });
  Yasqe.registerAutocompleter({
    name: "terms", bulk: false, autoShow: true,
    isValidCompletionPosition: (editor) => {
      const token = editor.getCompleteToken(), before = editor.getPreviousNonWsToken(editor.getCursor().line, token);
      return TYPED.test(token.string) && before?.string.toUpperCase() !== "PREFIX";
    },
    get: async (_editor, token) => (await offered(token.string)).map(([name]) => name),
    postprocessHints: async (_editor, hints) => {
      const labels = new Map(await ours());
      return hints.map((hint) => ({ ...hint, displayText: `${hint.text}  ${labels.get(hint.text) || ""}` }));
    },
  });
  Yasqe.defaults.autocompleters = ["variables", "prefixes", "terms"];
  const editor = new Yasqe(box, {
    value: query, persistenceId: null, consumeShareLink: null, createShareableLink: null, showQueryButton: false,
    editorHeight: "20rem", extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run },
  });
  editor.on("change", (_editor, { origin }) => { if (origin === "paste") fillPrefixes(editor); });
  editor.getInputField().setAttribute("aria-label", "Query");
  return editor;
}
