"""The page at the root of the server, where a query is written, run and taken away; it works without scripts, too."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from kb.graph.records import PREFIXES
from kb.serve.pages import page

FORMATS = {"csv": "CSV", "json": "JSON", "tsv": "TSV", "xml": "XML", "ttl": "Turtle"}
FIRST = "SELECT ?class (COUNT(?thing) AS ?things)\nWHERE { ?thing a ?class }\nGROUP BY ?class\nORDER BY DESC(?things)\n"
EVERYONE = "everyone"
TITLE = "Cybercrime law: ask with SPARQL"
MAIN = """<h1>Ask the records with SPARQL</h1>
<p>Facts on cybercrime law and what follows from them, {triples} triples in all, read only. Research, not legal advice.
<a href="/ontology">The words</a> · <a href="/dataset?format=ttl">the data set</a> ·
<a href="/sparql?format=ttl">the service</a></p>
<details{open}><summary>Examples</summary><ul>{links}</ul></details>
<form action="/sparql" method="get" id="ask">
<label for="query">Query</label>
<textarea id="query" name="query" spellcheck="false" autocomplete="off">{query}</textarea>
<div class="row">
<button id="run">Run</button>
<label for="format">as</label>
<select id="format" name="format">{formats}</select>
<button type="button" id="save" hidden>Download</button>
<span class="note" id="hint" hidden>Ctrl+Enter runs it.</span>
</div>
</form>
<p id="state" role="status"></p>
<div id="result" class="result" tabindex="-1"></div>"""


@dataclass(frozen=True)
class Example:
    """A query of the project: whom it is for, the name of its file, the question it answers, its text with prefixes."""

    user: str
    name: str
    question: str
    text: str


def examples(folder: Path) -> list[Example]:
    """Return the queries below a folder, one a file, each opening with its question, by the folder of their user."""
    texts = {file: file.read_text() for file in sorted(folder.rglob("*.rq"), key=lambda file: (file.parent != folder, file))}
    return [Example(EVERYONE if file.parent == folder else file.parent.name, file.stem, text.splitlines()[0].lstrip("# "),
                    with_prefixes(text)) for file, text in texts.items()]


def with_prefixes(query: str) -> str:
    """Return a query with the prefixes of the project that it uses and does not declare itself."""
    used = [name for name in PREFIXES if re.search(rf"(?<![\w:<]){name}:", query)]
    missing = [name for name in used if not re.search(rf"PREFIX\s+{name}:", query, re.IGNORECASE)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + query


def home(found: list[Example], chosen: str, query: str, triples: int) -> str:
    """Return the page.

    Args:
        found: the examples.
        chosen: the name of the one to begin with, if any.
        query: a query to begin with in its place, if any.
        triples: how many there are.
    """
    text = query or next((example.text for example in found if example.name == chosen), "") or with_prefixes(FIRST)
    links = "".join(_links(user, some) for user, some in groupby(found, key=lambda example: example.user))
    formats = "".join(f'<option value="{short}">{name}</option>' for short, name in FORMATS.items())
    main = MAIN.format(triples=f"{triples:,}", query=escape(text), formats=formats, links=links,
                       open="" if chosen or query else " open")
    return page(TITLE, main, script="/static/query.js")


def _links(user: str, found: Iterable[Example]) -> str:
    """The queries of one user, to be chosen from."""
    links = "".join(f'<li><a href="/?example={escape(e.name)}">{escape(e.question)}</a></li>' for e in found)
    return f"<li><b>For {escape(user)}{'s' * (user != EVERYONE)}</b></li>{links}"
