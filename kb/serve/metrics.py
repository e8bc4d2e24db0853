"""What the endpoint has done so far, as Prometheus reads it; no query and no client is written down."""

from collections import Counter

from kb.serve.pool import Pool

UP_TO = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0)


class Metrics:
    """Counts since the start."""

    def __init__(self):
        self.answers: Counter[int] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.cuts: Counter[str] = Counter()
        self.within: Counter[float] = Counter()
        self.seconds = 0.0

    def query(self, outcome: str, seconds: float, cut: str = "") -> None:
        """Count a query: how it ended, how long it took with its wait, which limit cut it, if any."""
        self.outcomes[outcome] += 1
        self.seconds += seconds
        for bound in UP_TO:
            self.within[bound] += seconds <= bound
        if cut:
            self.cuts[cut] += 1

    def text(self, pool: Pool) -> str:
        """Return all of it in the text format of Prometheus, with the state of the workers now."""
        counted = self.outcomes.total()
        return "".join([
            _family("kb_http_responses_total", "counter", "Responses by status.", _by("status", self.answers)),
            _family("kb_queries_total", "counter", "Queries by how they ended.", _by("outcome", self.outcomes)),
            _family("kb_results_cut_total", "counter", "Results cut, by limit.", _by("limit", self.cuts)),
            _family("kb_query_seconds", "histogram", "Seconds from a query to its answer, waiting included.",
                    {f'le="{bound}"': self.within[bound] for bound in UP_TO} | {'le="+Inf"': counted}, "_bucket"),
            f"kb_query_seconds_sum {self.seconds}\nkb_query_seconds_count {counted}\n",
            _family("kb_workers_replaced_total", "counter", "Workers ended and replaced.", _by("reason", pool.replaced)),
            _family("kb_workers", "gauge", "Workers that live.", {"": len(pool.workers)}),
            _family("kb_workers_busy", "gauge", "Workers at a query.", {"": pool.busy}),
            _family("kb_queue_waiting", "gauge", "Queries that wait for a worker.", {"": pool.line.waiting}),
            _family("kb_triples", "gauge", "Triples of all graphs, by version of the data.",
                    {f'version="{pool.version}"': pool.triples}),
        ])


def _by(label: str, counts: Counter) -> dict[str, int]:
    return {f'{label}="{value}"': count for value, count in counts.items()}


def _family(name: str, kind: str, words: str, values: dict[str, float], ending: str = "") -> str:
    lines = [f"{name}{ending}{f'{{{labels}}}' if labels else ''} {value}" for labels, value in values.items()]
    return "\n".join([f"# HELP {name} {words}", f"# TYPE {name} {kind}", *lines]) + "\n"
