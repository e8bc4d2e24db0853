// The result: YASR with its table, its raw answer, and two views of our own: a chart and a map.
import { Chart } from "./chart.js";
import { StateMap } from "./map.js";
import { here, prefixes } from "./parts.js";

// The table as it comes, but with links to our own pages, and with no link to a manual elsewhere.
function tableOfOurs(Table) {
  return class extends Table {
    helpReference = "";

    getUriLinkFromBinding(binding, known) {
      const box = document.createElement("template");
      box.innerHTML = super.getUriLinkFromBinding(binding, known);
      const link = box.content.querySelector("a[href]");
      if (link) {
        link.setAttribute("href", here(binding.value));
        link.setAttribute("rel", "noreferrer nofollow");
        link.removeAttribute("target");
      }
      return box.innerHTML;
    }
  };
}

export const VIEWS = ["table", "chart", "map", "response"];

export function resultsIn(box, changed) {
  const { Yasr } = window;
  Yasr.registerPlugin("table", tableOfOurs(Yasr.plugins.table));
  Yasr.registerPlugin("chart", Chart);
  Yasr.registerPlugin("map", StateMap);
  Yasr.defaults.plugins.table.dynamicConfig = { compact: true, isEllipsed: false };
  const view = new Yasr(box, { persistenceId: null, prefixes: prefixes(), pluginOrder: [...VIEWS] });
  view.on("change", () => changed());
  return view;
}
