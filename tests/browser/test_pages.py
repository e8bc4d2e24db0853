"""The dashboard in a real browser, cut off from the internet: both questions asked, the verdicts read, each page opened."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 40_000
DAY_WIDTH = 140  # pixels: ten digits and signs, and the button
pytestmark = pytest.mark.browser
# Nothing in the document, nor in what it has still to fetch, has changed for half a second.
SETTLED = """() => document.fonts.ready.then(() => new Promise(settle => {
    let quiet
    const changes = new MutationObserver(wait)
    function wait() { clearTimeout(quiet); quiet = setTimeout(end, 500) }
    function end() {
        if (document.querySelector("[data-testid=stSkeleton]")) return wait()
        changes.disconnect()
        settle()
    }
    changes.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true})
    wait()
}))"""


@pytest.fixture(scope="module")
def address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "localhost",
         "--server.headless", "true", "--server.fileWatcherType", "none"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    where = f"http://localhost:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(where + "/_stcore/health", timeout=1)
            break
        except OSError:
            time.sleep(0.5)
    yield where
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture(scope="module", params=[1280, 400])
def tab(browser, request):
    """A tab of each width, which keeps the scripts of the dashboard that it has once read."""
    context = browser.new_context(viewport={"width": request.param, "height": 1000})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab):
    """A page at both widths, on which any request to another host fails the test."""
    foreign = []

    def note(request):
        if "localhost" not in request.url:
            foreign.append(request.url)

    tab.context.on("request", note)
    yield tab
    tab.context.remove_listener("request", note)
    assert not foreign, f"the page calls out: {foreign}"


def open_page(page, address, path):
    page.goto(address + path)
    page.wait_for_selector("h1", timeout=PATIENCE)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=PATIENCE)
    assert page.locator("[data-testid=stException]").count() == 0, page.inner_text("[data-testid=stException]")


def text(page) -> str:
    return page.inner_text("[data-testid=stMain]")


PAGES = ["/", "/criminal", "/extradite", "/gaps", "/compare", "/offences", "/crosswalk", "/guide", "/whatif", "/obstacles",
         "/pins", "/records"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_and_fits_its_width(page, address, path):
    open_page(page, address, path)
    page.evaluate(SETTLED)
    main = page.locator("[data-testid=stMain]")
    overflow = main.evaluate("e => e.scrollWidth - e.clientWidth")
    assert overflow <= 1, f"{overflow} pixels hang over the edge"


@pytest.mark.parametrize(("path", "named"), [
    ("/compare?in=xx,uz,DE", "'xx' under “in”"),
    ("/criminal?in=de,zz", "'zz' under “in”"),
    ("/criminal?act=nope&in=de", "'nope' under “act”"),
    ("/criminal?in=de&present=Foo", "'Foo' under “present”"),
    ("/extradite?from=uz&to=de&nationality=yy", "'yy' under “nationality”"),
    ("/gaps?state=uz&against=untoc", "'untoc' under “against”"),
    ("/gaps?state=uz&against=budapest&on=1.2.2020", "'1.2.2020' under “on”"),
    ("/offences?one=uz:acess&other=de:access", "'uz:acess' under “one”"),
    ("/crosswalk?one=budapest&other=uncc&state=uz,de", "'uz,de' under “state”"),
    ("/guide?instrument=budapest&article=99", "'99' under “article”"),
    ("/obstacles?in=uz&in=de&in=xx&act=break-in,x", "'xx' under “in”"),
    ("/records?state=q", "'q' under “state”"),
    ("/whatif?state=uz&family=no", "'no' under “family”"),
    ("/whatif?state=uz&months=-3", "'-3' under “months”"),
])
def test_what_an_address_names_and_is_not_known_is_said(page, address, path, named):
    open_page(page, address, path)
    page.get_by_text(f"The address names {named}, which cannot be chosen here").first.wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("path", ["/criminal", "/extradite", "/gaps", "/compare", "/offences", "/crosswalk", "/guide",
                                  "/whatif", "/obstacles", "/records"])
def test_the_whole_day_can_be_read(page, address, path):
    open_page(page, address, path)
    page.get_by_test_id("stDateInput").first.wait_for(timeout=PATIENCE)
    for box in page.get_by_test_id("stDateInput").all():
        assert box.bounding_box()["width"] >= DAY_WIDTH


def test_the_question_criminal_is_answered_from_its_address(page, address):
    open_page(page, address, "/criminal?act=break-in&in=de,gb&on=2026-11-01")
    page.wait_for_selector("text=United Kingdom: Yes", timeout=PATIENCE)
    shown = text(page)
    assert "Criminal in all of them? No" in shown
    assert "Germany: No" in shown and "United Kingdom: Yes" in shown
    assert "Computer Misuse Act 1990" in shown


def test_a_button_answers_an_open_fact_and_the_address_keeps_it(page, address):
    open_page(page, address, "/criminal?in=de&present=AccessingSystem,AccessingData,ComputerData,"
              "WithoutAuthorisation,DirectIntent&act=&nothing_else_in=conduct,object&on=2026-11-01")
    page.wait_for_selector("text=What would decide it", timeout=PATIENCE)
    button = page.get_by_role("button", name="Yes → Yes").first
    button.click()
    page.wait_for_selector("text=Germany: Yes", timeout=PATIENCE)
    assert "OvercomingSecurity" in page.url


def test_the_question_extradite_is_answered_from_its_address(page, address):
    open_page(page, address, "/extradite?act=ransomware&from=ru&to=us&on=2026-11-01&nationality=ru")
    page.wait_for_selector("text=Roads", timeout=PATIENCE)
    shown = text(page)
    assert "From Russia" in shown and "to United States" in shown
    assert "? No" in shown


def test_the_question_gaps_is_answered_from_its_address(page, address):
    open_page(page, address, "/gaps?state=gb&against=budapest&on=2026-11-01")
    page.wait_for_selector("text=Why, step by step", timeout=PATIENCE)
    shown = text(page)
    assert "Illegal access" in shown and "covered" in shown and "Computer Misuse Act 1990, s. 1" in shown
    assert "covered, as far as the state has not reserved" in shown and "covered, by an option that the state uses" in shown
    assert "Narrowed by what the state has reserved" in shown and "of own nationals abroad, in whole or in part" in shown


def test_the_question_compare_is_answered_from_its_address(page, address):
    open_page(page, address, "/compare?in=uz,de&by=budapest&on=2026-11-01")
    page.wait_for_selector("text=How alike", timeout=PATIENCE)
    page.wait_for_selector("text=Why, step by step", timeout=PATIENCE)
    shown = text(page)
    assert "Uzbekistan" in shown and "Illegal access" in shown and "§ 303a(1)" in shown


def test_three_laws_are_gathered_by_how_alike_they_are(page, address):
    open_page(page, address, "/compare?in=uz,de,ru&by=budapest&on=2026-11-01")
    page.wait_for_selector("text=Nearest to each other", timeout=PATIENCE)
    charts = page.locator("[data-testid=stVegaLiteChart]").locator("canvas, svg")
    charts.nth(1).wait_for(timeout=PATIENCE)
    assert charts.count() == 2


def test_two_offences_are_set_side_by_side_from_their_address(page, address):
    open_page(page, address, "/offences?one=uz:access&other=de:access&on=2026-11-01")
    page.wait_for_selector("text=Why, step by step", timeout=PATIENCE)
    shown = text(page)
    assert "Do they punish the same acts? No" in shown
    assert "overcoming a security measure †" in shown
    assert "Punished by de:access (Criminal Code (StGB), § 202a(1)), not by uz:access" in shown


def test_a_difference_of_laws_leads_to_the_two_offences(page, address):
    open_page(page, address, "/compare?in=uz,de&by=budapest&on=2026-11-01")
    page.get_by_text(re.compile(r"Data interference: \d+ difference")).click(timeout=PATIENCE)
    link = page.get_by_role("link", name="elements side by side").first
    open_page(page, address, "/" + link.get_attribute("href", timeout=PATIENCE))
    page.wait_for_selector("text=Element by element", timeout=PATIENCE)


def test_two_conventions_are_set_side_by_side_from_their_address(page, address):
    open_page(page, address, "/crosswalk?one=budapest&other=uncc&state=uz&on=2026-11-01")
    page.wait_for_selector("text=Why, step by step", timeout=PATIENCE)
    shown = text(page)
    assert "Illegal access" in shown and "7: the same" in shown
    assert "Only in United Nations Convention against Cybercrime" in shown
    assert "What the law of Uzbekistan does not give" in shown and "accessing a computer system" in shown


def test_the_guide_to_an_article_is_shown_from_its_address(page, address):
    open_page(page, address, "/guide?instrument=budapest&article=2&on=2026-11-01")
    page.wait_for_selector("text=Why, step by step", timeout=PATIENCE)
    shown = text(page)
    assert "only if security measures are infringed" in shown and "Germany" in shown
    assert "Computer Misuse Act 1990, s. 1" in shown and "provide for attempt and aiding (article 11)" in shown


def test_a_draft_offence_shows_what_it_moves(page, address):
    open_page(page, address, "/whatif?state=uz&on=2026-11-24&conduct=AccessingSystem&authority=WithoutRight&mental=Intent")
    page.wait_for_selector("text=Convention on Cybercrime (Budapest), 2", timeout=PATIENCE)
    shown = text(page)
    assert "Typical acts at home" in shown and "break-in without defeating protection" in shown


def test_a_wrong_address_is_explained_and_nothing_breaks(page, address):
    open_page(page, address, "/criminal?act=nonsense&in=de,zz&on=yesterday&present=Nonsense")
    for word in ("nonsense", "Nonsense", "yesterday"):
        page.get_by_text(f"'{word}'").first.wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("words, ending", [("Word", ".docx"), ("Tables as Excel", ".xlsx"), ("PDF", ".pdf")])
def test_an_answer_can_be_taken_away(page, address, words, ending):
    open_page(page, address, "/criminal?act=break-in&in=de,gb&on=2026-11-01")
    page.get_by_role("button", name="Take this away").click(timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as found:
        page.get_by_role("button", name=words, exact=True).click()
    assert found.value.suggested_filename == f"criminal{ending}" and Path(found.value.path()).stat().st_size > 3000


def test_the_map_of_obstacles_is_drawn_and_a_step_is_found(page, address):
    open_page(page, address, "/obstacles?in=uz,de&act=break-in,ransomware&on=2026-11-01")
    page.wait_for_selector("text=Request by request", timeout=PATIENCE)
    page.wait_for_selector("text=Negotiation pack", timeout=PATIENCE)
    assert "no offence: in Uzbekistan" in text(page)
    page.get_by_role("button", name="Try every participation").click()
    page.wait_for_selector("text=Criminal Code, art.", timeout=PATIENCE)


@pytest.mark.parametrize("path", ["/criminal?act=break-in&in=de", "/extradite?act=break-in&from=de&to=us",
                                  "/gaps?state=gb&against=budapest", "/compare?in=uz,de&by=budapest",
                                  "/offences?one=uz:access&other=de:access",
                                  "/crosswalk?one=budapest&other=malabo", "/guide?instrument=budapest&article=2",
                                  "/obstacles?in=uz,de&act=break-in", "/whatif?state=uz", "/records?state=uz"])
def test_the_facts_behind_an_answer_are_shown_as_a_query(page, address, path):
    open_page(page, address, f"{path}&on=2026-11-01")
    page.get_by_text("The facts behind this, as SPARQL").click(timeout=PATIENCE)
    page.wait_for_selector("text=VALUES ?cited", timeout=PATIENCE)


def test_a_pinned_answer_is_found_on_its_page(page, address):
    open_page(page, address, "/criminal?act=break-in&in=de,gb&on=2026-11-01")
    page.get_by_role("button", name="Pin this").click(timeout=PATIENCE)
    page.wait_for_selector("text=Pinned: see the page", timeout=PATIENCE)
    page.evaluate("document.querySelector('a[href$=\"/pins\"]').click()")
    page.wait_for_selector("text=Take them away together", timeout=PATIENCE)
    assert "In all of them: No" in text(page)
