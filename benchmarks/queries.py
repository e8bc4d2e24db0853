"""Five queries that stand for what people ask of the graph, each between two states or over all of them."""

ON = "2026-01-01"
IN_FORCE = f"""?p kb:inForceFrom|kb:inForceBy ?from FILTER(?from <= "{ON}"^^xsd:date)
  FILTER NOT EXISTS {{ ?p kb:inForceUntil ?end FILTER(?end <= "{ON}"^^xsd:date) }}"""


def five_queries(one: str, other: str) -> dict[str, str]:
    """The queries by a short name.

    Args:
        one: the code of a jurisdiction.
        other: that of another.
    """
    return {
        "offences of one state in force": f"""
SELECT ?offence ?provision ?months {{
  ?o a kb:Offence ; kb:jurisdiction j:{one} ; rdfs:label ?offence ; kb:provision ?p ; kb:penalty/kb:maximumMonths ?months .
  ?p kb:citation ?provision . {IN_FORCE} }}""",
        "treaties between two states": f"""
SELECT ?treaty ?since {{
  ?a kb:treaty ?t ; kb:jurisdiction j:{one} ; kb:status kb:Party .
  ?b kb:treaty ?t ; kb:jurisdiction j:{other} ; kb:status kb:Party .
  ?t rdfs:label ?treaty OPTIONAL {{ ?a kb:inForceFrom ?since }} }}""",
        "states with a treaty with both": f"""
SELECT DISTINCT ?third {{
  {{ SELECT DISTINCT ?third {{ j:{one} ^kb:jurisdiction/kb:treaty/^kb:treaty/kb:jurisdiction ?third }} }}
  {{ SELECT DISTINCT ?third {{ j:{other} ^kb:jurisdiction/kb:treaty/^kb:treaty/kb:jurisdiction ?third }} }} }}""",
        "offences of two states on interfering with data": f"""
SELECT DISTINCT ?state ?offence {{
  VALUES ?state {{ j:{one} j:{other} }}
  ?o kb:jurisdiction ?state ; rdfs:label ?offence ; kb:requires/kb:anyOf ?c ; kb:provision ?p .
  ?c skos:broaderTransitive c:InterferingWithData . {IN_FORCE} }}""",
        "gravest penalty in each state": """
SELECT ?j (MAX(?months) AS ?most) (COUNT(?o) AS ?offences) {
  ?o kb:family fam:IllegalAccess ; kb:liability kb:Criminal ; kb:jurisdiction ?j ; kb:penalty/kb:maximumMonths ?months }
GROUP BY ?j""",
    }
