"""The files of the query page: unchanged since their makers packed them, all there and packed, the map whole."""

import hashlib
import re
import tomllib
from html import unescape
from pathlib import Path

import pycountry
import pytest

from kb.graph.records import PREFIXES
from kb.library import open_library
from kb.serve.files import ADDRESS
from kb.serve.home import examples, home
from kb.serve.pages import PAGE_HEADERS

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "kb" / "serve" / "static"
VENDOR = STATIC / "vendor"
OURS = sorted([*STATIC.glob("*.js"), *STATIC.glob("*.css")])
# What has no tile: parts of a state that the source does not draw apart, the Antarctic, islands where nobody lives.
NO_TILE = {"AQ", "AX", "BQ", "BV", "CC", "CX", "GF", "GP", "GS", "HM", "IO", "MQ", "RE", "SJ", "TF", "TK", "UM", "YT"}
MOST_LINES = 250


def test_what_others_made_is_as_they_packed_it():
    told = dict(re.findall(r"\| `([\w.]+)` \| [^|]+ \| `([0-9a-f]{64})` \|", (VENDOR / "README.md").read_text()))
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.iterdir()
             if file.name not in ("README.md", "LICENSES.txt")}
    assert found and found == told


def test_every_licence_text_is_there():
    text = (VENDOR / "LICENSES.txt").read_text()
    for name in ("@zazuko/yasqe", "codemirror", "jquery", "datatables.net", "dompurify", "lodash-es", "n3", "papaparse",
                 "column-resizer", "@fortawesome/free-solid-svg-icons", "@json2csv/plainjs"):
        assert f"=== {name} " in text, name


def test_every_file_is_packed_with_the_package():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["kb.serve"]
    packed = {file for pattern in patterns for file in (ROOT / "kb" / "serve").glob(pattern) if file.is_file()}
    assert {file for file in STATIC.rglob("*") if file.is_file()} == packed


def test_every_file_that_the_page_names_is_there():
    page = home([], "", "", 0)
    named = re.findall(rf'(?:href|src)="{ADDRESS}/([^"]+)"', page)
    assert page.count("/static/") == len(named), "each is named by the address of its version"
    assert "vendor/yasqe.min.js" in named and "query.js" in named
    for file in OURS:
        named += [name for name in re.findall(r'from "\./([\w.]+)"', file.read_text())]
        named += re.findall(r'new URL\("([\w./]+)", import.meta.url\)', file.read_text())
        assert "/static/" not in file.read_text()
    for name in named:
        assert (STATIC / name).is_file(), name


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_what_is_ours_is_small_and_asks_no_other_host(file):
    text = file.read_text()
    assert len(text.splitlines()) <= MOST_LINES
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"https://w3id.org", "http://www.w3.org"}


def test_no_page_may_ask_another_host():
    policy = dict(part.strip().split(" ", 1) for part in PAGE_HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    for kind in ("script-src", "connect-src", "form-action"):
        assert policy[kind] == "'self'"
    assert re.fullmatch(r"'self' 'sha256-[\w+/]+='", policy["style-src"])


def test_each_state_has_one_tile_and_each_tile_stands_in_a_column():
    lines = [line for line in (STATIC / "states.txt").read_text().splitlines() if not line.startswith("#")]
    codes = [line[at:at + 3] for line in lines for at in range(0, len(line), 3)]
    assert all(re.fullmatch(r"[A-Z]{2} ?| *", code) for code in codes)
    there = [code.strip() for code in codes if code.strip()]
    assert sorted(there) == sorted({country.alpha_2 for country in pycountry.countries} - NO_TILE)
    assert {code.upper() for code in open_library().codes} <= set(there)


def test_the_page_carries_every_example_and_every_prefix():
    found = examples(ROOT / "queries")
    page = home(found, "", "", 0)
    texts = [unescape(text) for text in re.findall(r'data-query="([^"]*)"', page)]
    assert texts == [example.text for example in found] and len(texts) == len(list((ROOT / "queries").rglob("*.rq")))
    for start in PREFIXES.values():
        assert start in page
