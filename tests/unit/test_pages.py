"""The pages on the words: every term with its definition, every link leads somewhere, nothing is fetched from elsewhere."""

import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from kb.cli.main import main
from kb.graph.records import PREFIXES, name_of
from kb.release.diagram import Edge, Node, boxes, tree
from kb.release.pages import ontology_pages
from kb.release.tables import Tables
from kb.release.terms import Terms

ROOT = Path(__file__).parent.parent.parent
WORLD = ROOT / "tests" / "world"
SVG = "{http://www.w3.org/2000/svg}"
TOO_LONG = """() => {
    const end = part => part.getBBox().x + part.getBBox().width;
    const long = box => [...box.querySelectorAll('text')].some(text => end(text) > end(box.querySelector('rect')));
    return [...document.querySelectorAll('svg a')].filter(long).map(box => box.textContent);
}"""
HOSTILE = "<script>alert(1)</script>"


class Read(HTMLParser):
    """The ids, links and words of a page, by the article they stand in."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.ids, self.hrefs, self.articles, self.here = set(), set(), [], {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.add(tag)
        self.hrefs += [(tag, attrs[name]) for name in ("href", "src") if name in attrs]
        self.ids |= {attrs["id"]} if "id" in attrs else set()
        if tag == "article":
            self.here = attrs.get("id", "")

    def handle_endtag(self, tag):
        self.here = "" if tag == "article" else self.here

    def handle_data(self, data):
        self.articles[self.here] = self.articles.get(self.here, "") + data


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return ontology_pages(ROOT)


@pytest.fixture(scope="module")
def read(pages) -> dict[str, Read]:
    return {name: Read(content.decode()) for name, content in pages.items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms(Tables(ROOT))


def test_every_term_stands_on_its_page_with_definition_and_source(read, terms):
    words = terms.tables.words
    expected = {iri for iri, record in words.by_iri.items() if record.many("skos:definition")}
    assert expected <= set(terms.all) and {r.iri for r in terms.tables.facts.of("Concept")} <= set(terms.all)
    for term in terms.all.values():
        text = " ".join(read[f"{term.page}.html"].articles[term.anchor].split())
        assert term.definition and all(" ".join(part.split()) in text for part in
                                       (term.label, term.definition, *(name for name, _ in term.sources))), term.short
    assert len({(term.page, term.anchor) for term in terms.all.values()}) == len(terms.all)


def test_every_link_within_the_pages_leads_to_something(read):
    for name, page in read.items():
        for _, href in page.hrefs:
            if "://" not in href:
                target, _, anchor = href.partition("#")
                assert target in ("", *read), f"{name}: {href}"
                assert not anchor or anchor in read[target or name].ids, f"{name}: {href}"


def test_nothing_is_fetched_from_elsewhere(read, pages):
    for name, page in read.items():
        assert not page.tags & {"script", "link", "img", "iframe", "object", "image", "use"}, name
        assert {tag for tag, _ in page.hrefs} <= {"a"}
    assert not [name for name, content in pages.items() if b"@import" in content or b"url(" in content]


def test_where_a_concept_is_used_is_what_the_records_say(terms, real):
    named = Counter(iri for record in terms.tables.facts.of("Offence") for iri in _own(record))
    for concept in real.vocabulary.concepts.values():
        uses = dict(terms.all[concept.iri].uses)
        assert len(uses.get("offence", [])) == named[concept.iri], concept.name
        present = sum(concept.iri in act.present | act.absent for act in real.scenarios.values())
        assert len(uses.get("scenario", [])) == present, concept.name


def _own(record) -> set[str]:
    """The concepts that an offence names itself: in requirements and in exceptions."""
    nodes = record.many("kb:requires") + record.many("kb:except")
    return {iri for node in nodes for iri in node.many("kb:anyOf") + node.many("kb:allOf")}


def test_every_concept_of_a_facet_is_drawn_once(pages, terms):
    for facet in terms.facets:
        page = f"facet-{name_of(facet.iri)}"
        drawn = [link.get("href") for link in ET.fromstring(pages[f"{page}.svg"]).iter(f"{SVG}a")]
        shared = [term for term in terms.of(page) if not term.owner and not term.retired and term.iri != facet.iri]
        assert sorted(drawn) == sorted(f"#{term.anchor}" for term in shared)
        edges = list(ET.fromstring(pages[f"{page}.svg"]).iter(f"{SVG}path"))
        ids = {term.iri for term in shared}
        assert len(edges) == sum(above in ids for term in shared for above in term.broader)


def test_the_drawing_of_classes_has_each_class_with_a_shape(pages, terms):
    drawn = {link.get("href") for link in ET.fromstring(pages["classes.svg"]).iter(f"{SVG}a")}
    shapes = {name_of(r.iri).rpartition("/")[2] for r in terms.tables.shapes.by_class[PREFIXES["sh"] + "NodeShape"]}
    assert {f"classes.html#kb-{name}" for name in shapes} <= drawn


def overlapping(drawing: str) -> list:
    rects = ET.fromstring(drawing).iter(f"{SVG}rect")
    found = [tuple(float(rect.get(name)) for name in ("x", "y", "width", "height")) for rect in rects]
    return [(a, b) for n, a in enumerate(found) for b in found[n + 1:]
            if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]]


def test_no_two_boxes_lie_on_each_other(pages):
    assert not [name for name, content in pages.items() if name.endswith(".svg") and overlapping(content.decode())]
    over = '<rect x="0" y="0" width="9" height="9"/></svg>'
    assert overlapping(tree([Node("a", "a", "#")], {}, "one").replace("</svg>", over))


def test_a_circle_and_a_second_broader_term_can_be_drawn():
    nodes = [Node(name, name, f"#{name}") for name in "abc"]
    assert boxes(nodes, [Edge("a", "b"), Edge("b", "a"), Edge("c", "c")], "circle").count("<path") == 1
    assert tree(nodes, {"c": ["a", "b"]}, "two").count('class="also"') == 1


def test_hostile_words_are_shown_and_not_run(tmp_path):
    shutil.copytree(WORLD, tmp_path / "w")
    file = tmp_path / "w" / "ontology" / "elements" / "means.ttl"
    text = file.read_text()
    file.write_text(re.sub(r'skos:prefLabel "[^"]*"@en', f'skos:prefLabel "{HOSTILE}"@en', text, count=1))
    found = ontology_pages(tmp_path / "w")
    assert not [name for name, content in found.items() if HOSTILE.encode() in content]
    assert HOSTILE in " ".join(Read(found["facet-means.html"].decode()).articles.values())


def test_the_pages_are_left_with_the_export(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KB_ROOT", str(WORLD))
    place = tmp_path / "release"
    for words in ([], ["--docs", "--force"], ["--docs", "--force"], ["--force"]):
        assert main(["export", str(place), *words]) == 0, capsys.readouterr().err
        assert (place / "ontology" / "index.html").is_file() == ("--docs" in words)


@pytest.mark.browser
def test_words_stay_within_their_boxes_and_pages_ask_for_nothing(pages, tmp_path):
    for name, content in pages.items():
        (tmp_path / name).write_bytes(content)
    asked = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for name in sorted(name for name in pages if name.endswith(".html")):
            page.goto((tmp_path / name).as_uri())
            assert page.evaluate(TOO_LONG) == [], name
        browser.close()
    assert [url for url in asked if not url.startswith("file:")] == []
