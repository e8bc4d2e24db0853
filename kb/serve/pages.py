"""A record as a small page of HTML: its label, its properties and values, what points to it; every text escaped."""

from html import escape

from kb.graph.lookup import Value, View
from kb.graph.records import BASE
from kb.serve.files import ADDRESS

MEDIA_TYPE = "text/html"
# The one style that the table of results writes into its page, for the handles between columns.
HANDLES = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
# A page runs scripts and styles of this server, and speaks with it alone.
PAGE_HEADERS = {"Content-Security-Policy": f"default-src 'none'; style-src 'self' {HANDLES}; script-src 'self'; "
                "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "Referrer-Policy": "no-referrer"}
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="stylesheet" href="{static}/style.css">
{links}
</head>
<body>
<header><a href="/">Cybercrime law knowledge base</a></header>
<main>
{main}
</main>
<footer>{footer}</footer>
</body>
</html>
"""
FORMS = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF/XML"}
LINKED = ("https://", "http://")


def node_page(view: View) -> str:
    """Return the page of a node."""
    parts = [f"<h1>{escape(view.label)}</h1>", f'<p class="iri">{escape(view.iri)}</p>']
    if view.definition:
        parts.append(f"<p>{escape(view.definition)}</p>")
    if view.rows:
        parts.append(_rows(view.rows, "facts"))
    if view.held:
        parts.append(f"<h2>Described here</h2><ul>{''.join(_held(value, view.iri) for value in view.held)}</ul>")
    if view.more:
        parts.append(f'<p class="note">and {view.more} more, all of them in the data</p>')
    if view.pointing:
        rows = "".join(f"<tr><td>{_value(node)}</td><td>{_value(by)}</td></tr>" for node, by in view.pointing)
        parts.append(f"<h2>Points to it</h2><table><tbody>{rows}</tbody></table>")
    return page(view.label, "\n".join(parts), _path(view.iri))


def page(title: str, main: str, path: str = "", head: str = "") -> str:
    """Return a whole page.

    Args:
        title: its title, not yet escaped.
        main: what stands in it, as HTML.
        path: where the same is to be had as data; empty where it is not.
        head: what its head holds besides, as HTML.
    """
    asked = f"{path}{'&' if '?' in path else '?'}format="
    links = "".join(f'<a href="{escape(asked + short)}">{name}</a>' for short, name in FORMS.items()) if path else ""
    other = f'<link rel="alternate" type="text/turtle" href="{escape(asked)}ttl">' if path else ""
    footer = links + '<a href="/dataset">The data set</a>'
    return PAGE.format(static=ADDRESS, title=escape(title), links=other + head, main=main, footer=footer)


def _held(value: Value, within: str) -> str:
    name = value.iri.removeprefix(within + "#")
    mark = f' id="{escape(name)}"' if name != value.iri else ""
    return f'<li{mark}>{_value(value)} <span class="note">{escape(value.note)}</span></li>'


def _rows(rows, kind: str = "") -> str:
    cells = "".join(f"<tr><th>{_value(name)}</th><td>{'<br>'.join(map(_value, values))}</td></tr>" for name, values in rows)
    return f'<table class="{kind}"><tbody>{cells}</tbody></table>'


def _value(value: Value) -> str:
    if value.rows:
        return _rows(value.rows)
    text = escape(value.text)
    if value.iri.startswith(BASE):
        return f'<a href="{escape(_path(value.iri))}" title="{escape(value.note)}">{text}</a>'
    if value.iri.startswith(LINKED):
        return f'<a href="{escape(value.iri)}" rel="noreferrer nofollow">{text}</a>'
    return f'{text} <span class="note">{escape(value.note)}</span>' if value.note else text


def _path(iri: str) -> str:
    """Where an IRI of ours lies on this server; a term named by a fragment has a page of its own."""
    path, _, fragment = iri.removeprefix(BASE).partition("#")
    return f"/{path}?term={fragment}" if fragment else f"/{path}"
