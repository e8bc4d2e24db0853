"""The page of the endpoint in a real browser, cut off from the internet: an example run, taken away, links followed."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.test_pages import ARGUMENTS, PATIENCE
from tests.serve.server import started

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def address():
    with started("--rows", "2000") as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield found
        found.close()


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
    yield opened
    assert not complaints
    context.close()


def test_an_example_is_chosen_run_and_shown_as_a_table_that_fits(page, address):
    page.goto(address)
    page.get_by_role("link", name="Which states surrender their own nationals").click()
    assert "PREFIX ground:" in page.input_value("#query")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#result tbody tr")
    assert page.locator("#result th").all_inner_texts() == ["state", "effect", "rule"]
    assert f"{page.locator('#result tbody tr').count()} row" in page.inner_text("#state")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


def test_a_result_is_taken_away_as_csv(page, address):
    page.goto(address)
    with page.expect_download() as found:
        page.get_by_role("button", name="Download").click()
    assert found.value.suggested_filename == "result.csv"
    assert Path(found.value.path()).read_text().startswith("class,things")


def test_a_faulty_query_is_explained_and_a_cut_one_says_so(page, address):
    page.goto(address)
    page.fill("#query", "SELECT * { SERVICE <http://else.example/> { ?s ?p ?o } }")
    page.press("#query", "Control+Enter")
    page.get_by_role("alert").filter(has_text="SERVICE").wait_for()
    page.fill("#query", "SELECT * { ?s ?p ?o }")
    page.press("#query", "Control+Enter")
    page.get_by_text("Cut at a limit").wait_for()
    assert "the first 1000 are shown" in page.inner_text("#state")


def test_rdf_and_truths_are_shown_too(page, address):
    page.goto(address)
    for query, shown in (("ASK { ?j a kb:Jurisdiction }", "yes"), ("DESCRIBE kb:Offence", "@prefix")):
        page.fill("#query", query)
        page.get_by_role("button", name="Run").click()
        page.locator("#result").filter(has_text=shown).wait_for()


def test_what_is_recorded_cannot_run_in_the_page(page, address):
    page.goto(address)
    page.fill("#query", 'SELECT ("<img src=x onerror=alert(1)>" AS ?x) (IRI("javascript:alert(1)") AS ?y) {}')
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#result tbody tr")
    assert page.locator("#result img, #result a").count() == 0


def test_a_value_links_to_its_page_and_that_to_the_next(page, address):
    page.goto(address)
    page.fill("#query", "SELECT ?c { ?c a kb:Concept } ORDER BY ?c LIMIT 1")
    page.get_by_role("button", name="Run").click()
    page.locator("#result a").click()
    page.wait_for_url("**/concept/*")
    page.get_by_role("link", name="concept", exact=True).first.click()
    page.wait_for_url("**/ontology?term=Concept")
    assert "https://w3id.org/cyberlaw/ontology#Concept" in page.inner_text("main")


def test_the_page_answers_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(address + "/?example=own-nationals")
    with page.expect_download() as found:
        page.get_by_role("button", name="Run").click()
    assert Path(found.value.path()).read_text().startswith("state,effect,rule")
    context.close()
