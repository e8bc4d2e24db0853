"""The page at the root of the server, where a query is written, run and taken away; it works without scripts, too."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from kb.graph.records import PREFIXES
from kb.serve.files import ADDRESS
from kb.serve.pages import page

TABLES = {"csv": "CSV", "json": "JSON", "tsv": "TSV", "xml": "XML"}
GRAPHS = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF/XML"}
FIRST = "SELECT ?class (COUNT(?thing) AS ?things)\nWHERE { ?thing a ?class }\nGROUP BY ?class\nORDER BY DESC(?things)\n"
EVERYONE = "everyone"
TITLE = "Cybercrime law: ask with SPARQL"
HEAD = f"""<link rel="stylesheet" href="{ADDRESS}/vendor/yasqe.min.css">
<link rel="stylesheet" href="{ADDRESS}/vendor/yasr.min.css">
<link rel="stylesheet" href="{ADDRESS}/query.css">
<script src="{ADDRESS}/vendor/yasqe.min.js" defer></script>
<script src="{ADDRESS}/vendor/yasr.min.js" defer></script>
<script src="{ADDRESS}/query.js" type="module"></script>"""
# Without scripts the form stands as it is written here; with them the editor takes the place of the plain field.
MAIN = """<h1>Ask the records with SPARQL</h1>
<p>Facts on cybercrime law and what follows from them, {triples} triples in all, read only. Research, not legal advice.
<a href="/ontology">The words</a> · <a href="/dataset?format=ttl">the data set</a> ·
<a href="/sparql?format=ttl">the service</a></p>
<div class="asking">
<details id="examples" open><summary>{count} example queries</summary>
<p hidden><input id="find" type="search" placeholder="Find a question" aria-label="Find a question"></p>
<div class="list">{links}<p id="none" class="note" hidden>No question has these words.</p></div>
</details>
<form action="/sparql" method="get" id="ask" data-prefixes="{prefixes}">
<label for="query">Query</label>
<textarea id="query" name="query" spellcheck="false" autocomplete="off">{query}</textarea>
<div id="editor" hidden></div>
<div class="row">
<button id="run">Run</button>
<label for="format">as</label>
<select id="format" name="format">{formats}</select>
<button type="button" id="save" hidden>Download</button>
<span class="note" id="hint" hidden>Ctrl+Enter runs it, Ctrl+Space completes a word.</span>
</div>
</form>
</div>
<p id="state" role="status"></p>
<div id="notes"></div>
<div id="result" class="result" tabindex="-1" hidden></div>"""


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
    formats = _options("a table", TABLES) + _options("RDF", GRAPHS)
    main = MAIN.format(triples=f"{triples:,}", query=escape(text), formats=formats, links=links, count=len(found),
                       prefixes=escape(json.dumps(PREFIXES)))
    return page(TITLE, main, head=HEAD)


def _options(label: str, formats: dict[str, str]) -> str:
    """The formats of one kind of answer, to be chosen from."""
    options = "".join(f'<option value="{short}">{name}</option>' for short, name in formats.items())
    return f'<optgroup label="{label}">{options}</optgroup>'


def _links(user: str, found: Iterable[Example]) -> str:
    """The queries of one user, to be chosen from; each carries its text for the editor."""
    links = "".join(f'<li><a href="/?example={escape(e.name)}" data-query="{escape(e.text)}">{escape(e.question)}</a></li>'
                    for e in found)
    return f"<section><h2>For {escape(user)}{'s' * (user != EVERYONE)}</h2><ul>{links}</ul></section>"
