"""Put ontology, data and inferences on a SPARQL 1.1 server, in place of an earlier load."""

from kb.cli.common import print_json
from kb.graph.load import contents, load
from kb.graph.paths import root
from kb.graph.remote import Remote
from kb.graph.version import data_version
from kb.graph.writers import writer_for

EPILOG = """examples:
  KB_STORE_USER=dba KB_STORE_PASSWORD=... kb load http://127.0.0.1:8890/sparql
  kb load http://127.0.0.1:7879/query
  kb load http://127.0.0.1:3030/law/sparql --graph-store http://127.0.0.1:3030/law/data
then every command asks that server: KB_STORE=http://127.0.0.1:8890/sparql kb criminal --act ransomware --in uz"""


def add_arguments(parser) -> None:
    parser.add_argument("url", metavar="URL", help="the address of the server's SPARQL query endpoint")
    parser.add_argument("--graph-store", default="", metavar="URL", help="the address of its graph store (Graph Store "
                        "Protocol); known of Virtuoso, Oxigraph, Fuseki and GraphDB")
    parser.add_argument("--update", default="", metavar="URL", help="the address of its update endpoint, to be used instead")
    parser.add_argument("--json", action="store_true", help="what was loaded as JSON, graph by graph")


def run(arguments) -> None:
    remote = Remote(arguments.url)
    writer = writer_for(remote, arguments.graph_store, arguments.update)
    found = load(contents(root()), data_version(root()), arguments.url, writer)
    if arguments.json:
        print_json({"version": found.version, "graphs": found.graphs, "removed": found.removed, "triples": found.triples,
                    "seconds": round(found.seconds, 1)})
        return
    print(f"{found.triples:,} triples in {len(found.graphs)} graphs in {found.seconds:.1f} s, version {found.version}")
    for iri in found.removed:
        print(f"removed, since nothing is recorded there now: {iri}")
