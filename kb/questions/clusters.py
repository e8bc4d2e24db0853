"""Laws gathered by how alike they are: those nearest to each other first, then the groups."""

from dataclasses import dataclass
from itertools import product
from statistics import fmean

from scipy.cluster.hierarchy import ClusterNode, average, to_tree

from kb.questions.likeness import Likeness, pairs_of


@dataclass(frozen=True)
class Cluster:
    """One law, or two groups of laws joined.

    `codes` are in the order that sets like beside like. How alike the two groups are, from 0 to 1, is the plain mean over
    their pairs of laws: `alike` of the middle, `least` and `most` of the bounds; 1 for a law alone.
    """

    codes: tuple[str, ...]
    parts: tuple["Cluster", ...] = ()
    alike: float = 1.0
    least: float = 1.0
    most: float = 1.0

    def lines(self, names: dict[str, str]) -> list[tuple[int, str]]:
        """The groups as lines, each with its depth: how alike two groups are, then what is in them."""
        if not self.parts:
            return [(0, names[self.codes[0]])]
        below = [(depth + 1, words) for part in self.parts for depth, words in part.lines(names)]
        return [(0, self.words), *below]

    @property
    def words(self) -> str:
        """How alike the two groups are."""
        return f"alike {self.alike:.0%}, for certain between {self.least:.0%} and {self.most:.0%}"

    def to_json(self) -> dict:
        if not self.parts:
            return {"codes": list(self.codes)}
        return {"codes": list(self.codes), "alike": self.alike, "least": self.least,
                "most": self.most, "parts": [part.to_json() for part in self.parts]}


def clusters(pairs: tuple[Likeness, ...]) -> Cluster:
    """Join the two most alike of some laws, then again the two most alike groups, until all are joined.

    The distance of two laws is what their likeness lacks of 1, taken in the middle between the least and the most that
    it can be; that of two groups is the mean over their pairs (average linkage, UPGMA).

    Args:
        pairs: the likeness of every two of the laws, at least one pair.
    """
    codes = list(dict.fromkeys(code for pair in pairs for code in pair.codes))
    found = {frozenset(pair.codes): pair for pair in pairs}
    # The order in which the library expects the distances of every two.
    return _cluster(to_tree(average([1 - found[frozenset(two)].middle for two in pairs_of(codes)])), codes, found)


def _cluster(node: ClusterNode, codes: list[str], found: dict[frozenset, Likeness]) -> Cluster:
    if node.is_leaf():
        return Cluster((codes[node.id],))
    parts = tuple(_cluster(part, codes, found) for part in (node.left, node.right))
    across = [found[frozenset(two)] for two in product(*(part.codes for part in parts))]
    return Cluster(parts[0].codes + parts[1].codes, parts, *(
        fmean(getattr(pair, name) for pair in across) for name in ("middle", "least", "most")))
