"""The query page in a real browser, cut off from the internet: written, completed, run, seen as table, chart and map."""

import csv
import io
import json
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import PATIENCE
from tests.serve.server import started

pytestmark = pytest.mark.browser
MOST_ROWS = 20000
# Milliseconds from one key to the next, as a quick person types: completion is made for people.
TYPING = 40
NATIONALS = "Does each state surrender its own nationals, on which basis"
OFFENCES = """SELECT ?state ?code ?j (COUNT(DISTINCT ?o) AS ?offences)
WHERE { ?o a kb:Offence ; kb:jurisdiction ?j . ?j rdfs:label ?state ; kb:code ?code }
GROUP BY ?state ?code ?j ORDER BY ?state"""


@pytest.fixture(scope="module")
def server():
    with started("--rows", str(MOST_ROWS)) as found:
        yield found


@pytest.fixture(scope="module")
def address(server):
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture(params=[1280, 400])
def page(browser, request, address):
    """A page at both widths, on which a request to another host, or a complaint of the browser, fails the test."""
    context = browser.new_context(viewport={"width": request.param, "height": 1000})
    complaints = []

    def route(handler):
        if handler.request.url.startswith(address):
            handler.continue_()
        else:
            complaints.append(handler.request.url)
            handler.abort()

    context.route("**/*", route)
    opened = context.new_page()
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    opened.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    opened.set_default_timeout(PATIENCE)
    opened.goto(address)
    yield opened
    assert not complaints
    context.close()


def answer(server, query: str) -> list[dict[str, str]]:
    """What the endpoint itself answers."""
    return list(csv.DictReader(io.StringIO(server.query(query, Accept="text/csv").text)))


def write(page, query: str) -> None:
    page.locator("#editor .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def run(page, query: str) -> None:
    write(page, query)
    page.keyboard.press("Control+Enter")


def choose(page, question: str) -> None:
    page.get_by_role("link", name=question).click()


def written(page) -> str:
    return page.input_value("#query")


def view(page, name: str) -> None:
    page.get_by_role("button", name=f"Shows {name} view").click()


def cells(page) -> list[list[str]]:
    page.wait_for_selector("#result tbody tr")
    return page.evaluate("""[...document.querySelectorAll('#result tbody tr')].map(
        row => [...row.cells].map(cell => cell.textContent))""")


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


def tiles(page) -> dict[str, str]:
    """What the map tells of each state that it colours."""
    page.wait_for_selector("#result .map .told")
    return dict(page.evaluate("""[...document.querySelectorAll('.map .told')].map(
        tile => [tile.dataset.code, tile.querySelector('title').textContent.split(': ')[1]])"""))


def test_the_editor_tells_words_variables_and_names_apart(page):
    write(page, "PREFIX kb: <https://w3id.org/cyberlaw/ontology#> SELECT ?x { ?x a kb:Offence }")
    colours = {word: page.locator("#editor .CodeMirror-line span span").get_by_text(word, exact=True).first.evaluate(
        "element => getComputedStyle(element).color") for word in ("SELECT", "?x", "kb:Offence")}
    assert len(set(colours.values())) == 3
    assert page.locator("#editor .parseErrorIcon").count() == 0
    write(page, "SELECT ?x { ?x a a a }")
    page.wait_for_selector("#editor .parseErrorIcon")


def test_our_terms_are_completed_and_their_prefixes_filled_in(page):
    write(page, "")
    page.keyboard.type("SELECT ?o { ?o a kb:Offe", delay=TYPING)
    page.locator(".CodeMirror-hint-active").filter(has_text="kb:Offence").wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("#query")).to_have_value(
        "PREFIX kb: <https://w3id.org/cyberlaw/ontology#>\nSELECT ?o { ?o a kb:Offence")
    page.keyboard.type(" ; kb:family fam:illegal", delay=TYPING)
    page.locator(".CodeMirror-hint-active").filter(has_text="fam:IllegalAccess").wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("#query")).to_have_value(
        "PREFIX fam: <https://w3id.org/cyberlaw/family/>\nPREFIX kb: <https://w3id.org/cyberlaw/ontology#>\n"
        "SELECT ?o { ?o a kb:Offence ; kb:family fam:IllegalAccess")


def test_prefixes_of_a_query_written_elsewhere_are_filled_in_when_it_is_run(page):
    run(page, 'SELECT ?label { j:de rdfs:label ?label }')
    assert cells(page) == [["Germany"]]
    assert set(re.findall(r"PREFIX (\w+):", written(page))) == {"j", "rdfs"}


def test_prefixes_of_a_pasted_query_are_filled_in_at_once(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page, "")
    page.evaluate("navigator.clipboard.writeText('SELECT ?f { ?f a kb:Family }')")
    page.keyboard.press("Control+v")
    expect(page.locator("#query")).to_have_value(
        "PREFIX kb: <https://w3id.org/cyberlaw/ontology#>\nSELECT ?f { ?f a kb:Family }")


def test_no_other_host_is_asked_for_a_word_that_is_not_ours(page):
    for begun in ("SELECT * { ?s foaf", "SELECT * { ?s a foaf", "PREFIX foa"):
        write(page, "")
        page.keyboard.type(begun, delay=TYPING)
        page.keyboard.press("Control+Space")
    run(page, "ASK {}")
    page.locator("#result").filter(has_text="True").wait_for()


def test_an_example_is_found_chosen_run_and_shown_as_a_table(page, server):
    page.fill("#find", "nationals surrender basis")
    assert page.locator("#examples li:visible").count() == 1
    assert page.locator("#examples h2:visible").all_inner_texts() == ["For negotiators"]
    choose(page, NATIONALS)
    assert "PREFIX kb:" in written(page)
    page.get_by_role("button", name="Run").click()
    found = answer(server, written(page))
    assert [list(row.values()) for row in found][:50] == cells(page)
    assert f"{len(found)} rows" in page.inner_text("#state")
    assert page.locator("#result thead th").all_inner_texts() == ["state", "basis", "surrenders", "rule"]
    assert fits(page)


def test_no_example_is_left_where_none_has_the_words(page):
    page.fill("#find", "zzz")
    assert page.locator("#examples section:visible").count() == 0
    page.get_by_text("No question has these words").wait_for()


def test_a_chart_draws_the_numbers_of_the_answer(page, server):
    run(page, OFFENCES)
    cells(page)
    view(page, "Chart")
    page.get_by_label("Labels", exact=True).select_option("state")
    found = {row["state"]: int(row["offences"]) for row in answer(server, OFFENCES)}
    page.locator("#result .bar").nth(len(found) - 1).wait_for()
    bars = page.evaluate("""[...document.querySelectorAll('.bar')].map(bar => [bar.querySelector('title').textContent,
        [...bar.querySelectorAll('.label')].map(line => line.textContent).join(' '), bar.querySelector('.value').textContent,
        bar.querySelector('rect').getBoundingClientRect().width])""")
    assert [(title, label, value) for title, label, value, _ in bars] == [
        (f"{state}: {number}", state, f"{number:,}") for state, number in found.items()]
    longest, most = max(width for *_, width in bars), max(found.values())
    assert longest > 150
    assert all(abs(width / longest - number / most) < 0.02
               for (*_, width), number in zip(bars, found.values(), strict=True))
    assert fits(page)


def test_a_chart_is_not_offered_where_nothing_is_a_number(page):
    choose(page, NATIONALS)
    page.get_by_role("button", name="Run").click()
    cells(page)
    assert "disabled" in page.locator(".select_chart").get_attribute("class")
    assert "disabled" not in page.locator(".select_map").get_attribute("class")


@pytest.mark.parametrize("column", ["state", "code", "j"])
def test_a_map_knows_a_state_by_its_name_its_code_and_its_iri(page, server, column):
    run(page, OFFENCES)
    cells(page)
    view(page, "Map")
    page.get_by_label("States", exact=True).select_option(column)
    found = {row["code"].upper(): f"{int(row['offences']):,}" for row in answer(server, OFFENCES)}
    page.get_by_label("Colour", exact=True).select_option("offences")
    assert tiles(page) == found
    colours = page.evaluate("""[...document.querySelectorAll('.map .told')].map(
        tile => [tile.dataset.code, tile.querySelector('rect').getAttribute('fill')])""")
    assert len({fill for _, fill in colours}) == len(set(found.values()))
    assert fits(page)


def test_a_map_of_words_names_all_that_the_rows_of_a_state_say(page, server):
    choose(page, NATIONALS)
    page.get_by_role("button", name="Run").click()
    cells(page)
    view(page, "Map")
    said = defaultdict(set)
    for row in answer(server, written(page)):
        said[row["state"]].add(row["surrenders"])
    kinds = defaultdict(set)
    for state, words in said.items():
        kinds[" / ".join(sorted(words))].add(state)
    shown = dict(line.strip().split(": ", 1) for line in page.locator("#result .legend li").all_inner_texts())
    assert {kind: set(states.split(", ")) for kind, states in shown.items()} == kinds
    assert tiles(page)["DE"] == " / ".join(sorted(said["Germany"]))


def test_of_several_numbers_of_a_state_the_highest_colours_its_tile(page):
    run(page, 'SELECT ?x ?n { VALUES (?x ?n) { ("DE" 3) ("DE" 17) ("DE" 9) ("FR" 5) ("nowhere" 99) } }')
    cells(page)
    view(page, "Map")
    assert tiles(page) == {"DE": "17", "FR": "5"}
    page.get_by_text("the highest number counts").wait_for()
    page.get_by_text("1 of 5 rows name no state").wait_for()


def test_a_code_in_small_letters_that_is_a_word_too_is_no_state(page):
    run(page, 'SELECT ?x { VALUES ?x { "no" "is" "no" } }')
    cells(page)
    assert "disabled" in page.locator(".select_map").get_attribute("class")
    run(page, 'SELECT ?x { VALUES ?x { "NO" "France" } }')
    page.wait_for_selector(".select_map:not(.disabled)")
    view(page, "Map")
    assert tiles(page) == {"NO": "named", "FR": "named"}


def test_the_address_carries_query_and_view_and_a_link_of_it_gives_both_again(page, server):
    run(page, OFFENCES)
    cells(page)
    view(page, "Map")
    seen = tiles(page)
    assert written(page).split()[-len(OFFENCES.split()):] == OFFENCES.split()
    assert parse_qs(urlsplit(page.url).query) == {"query": [written(page)], "view": ["map"]}
    other = page.context.new_page()
    other.goto(page.url)
    assert tiles(other) == seen
    assert written(other) == written(page)


def test_the_longest_query_that_the_address_carries_is_opened_again_and_a_longer_one_says_so(page):
    text = "ASK {} # " + "long " * 2000
    run(page, text)
    page.locator("#result").filter(has_text="True").wait_for()
    assert page.get_by_text("too long for the address").count() == 0
    page.reload()
    page.locator("#result").filter(has_text="True").wait_for()
    assert written(page) == text
    run(page, text + text)
    page.get_by_text("too long for the address").wait_for()
    assert urlsplit(page.url).query == ""


def test_an_edited_query_comes_back_after_an_example_took_its_place(page):
    write(page, "ASK {} # mine")
    choose(page, NATIONALS)
    assert "kb:Surrender" in written(page)
    assert parse_qs(urlsplit(page.url).query) == {"example": ["own-nationals"]}
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#query")).to_have_value("ASK {} # mine")
    assert parse_qs(urlsplit(page.url).query) == {"query": ["ASK {} # mine"]}
    choose(page, NATIONALS)
    choose(page, "over all roads together")
    assert page.get_by_role("button", name="Bring it back").count() == 0


@pytest.mark.parametrize("form, rows_of", [
    ("csv", lambda text: len(list(csv.reader(io.StringIO(text)))) - 1),
    ("tsv", lambda text: len(text.strip().splitlines()) - 1),
    ("json", lambda text: len(json.loads(text)["results"]["bindings"])),
    ("xml", lambda text: len(ElementTree.fromstring(text).findall(".//{*}result"))),
])
def test_an_answer_is_taken_away_in_each_form(page, server, form, rows_of):
    write(page, OFFENCES)
    page.get_by_label("as", exact=True).select_option(form)
    with page.expect_download() as found:
        page.get_by_role("button", name="Download").click()
    assert found.value.suggested_filename == f"result.{form}"
    assert rows_of(Path(found.value.path()).read_text()) == len(answer(server, OFFENCES)) > 1


def test_a_faulty_query_is_explained(page):
    run(page, "SELECT * { SERVICE <http://else.example/> { ?s ?p ?o } }")
    page.get_by_role("alert").filter(has_text="SERVICE").wait_for()
    assert page.locator("#result").is_hidden()


def test_what_is_cut_says_so_in_words_on_the_page_and_beside_a_file(page):
    run(page, "SELECT ?s { ?s ?p ?o }")
    page.get_by_text("Cut at 20,000 rows").wait_for()
    page.get_by_text("The first 10,000 rows are shown").wait_for()
    page.wait_for_selector("#result tbody tr")
    with page.expect_download():
        page.get_by_role("button", name="Download").click()
    page.get_by_text("Cut at 20,000 rows").wait_for()
    assert page.get_by_text("are shown").count() == 0


def test_rdf_and_truths_are_shown_too(page):
    run(page, "ASK { ?j a kb:Jurisdiction }")
    page.locator("#result").filter(has_text="True").wait_for()
    run(page, "DESCRIBE kb:Offence")
    assert any("kb:Offence" in cell for row in cells(page) for cell in row)
    view(page, "Response")
    page.locator("#result").filter(has_text="@prefix").wait_for()


def test_what_is_recorded_cannot_run_in_the_page(page):
    run(page, 'SELECT ("<img src=x onerror=alert(1)>" AS ?x) (IRI("javascript:alert(1)") AS ?y) (5 AS ?n) ("DE" AS ?s) {}')
    assert cells(page)[0][0] == "<img src=x onerror=alert(1)>"
    for name in ("Table", "Chart", "Map", "Response"):
        view(page, name)
        page.wait_for_selector(f".select_{name.lower()}.selected")
        assert page.locator("#result img, #result a[href^='javascript']").count() == 0


def test_a_value_links_to_its_page_and_that_to_the_next(page):
    run(page, "SELECT ?c { ?c a kb:Concept } ORDER BY ?c LIMIT 1")
    page.locator("#result tbody a").click()
    page.wait_for_url("**/concept/*")
    page.get_by_role("link", name="concept", exact=True).first.click()
    page.wait_for_url("**/ontology?term=Concept")
    assert "https://w3id.org/cyberlaw/ontology#Concept" in page.inner_text("main")


def test_nothing_on_the_page_leads_to_another_host_but_what_is_recorded(page, address):
    run(page, OFFENCES)
    cells(page)
    links = page.evaluate("[...document.querySelectorAll('a[href]')].filter(a => a.checkVisibility()).map(a => a.href)")
    assert links and {re.match(r"\w+://[^/]*", link)[0] for link in links} == {address}


def test_the_page_answers_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(address)
    choose(page, NATIONALS)
    with page.expect_download() as found:
        page.get_by_role("button", name="Run").click()
    assert Path(found.value.path()).read_text().startswith("state,basis,surrenders,rule")
    context.close()
