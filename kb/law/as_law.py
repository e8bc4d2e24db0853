"""An instrument read as a law: what a state that gave just what it demands would punish, and the measures it would have."""

from datetime import date

from kb.law.instruments import Article
from kb.law.jurisdictions import Jurisdiction, Review, Rule, Silence
from kb.law.offences import NO_PENALTY, Norm, Offence

ALWAYS = date.min
READ = ("OfficialText", "Reproduction")


def as_law(
    name: str, title: str, articles: tuple[Article, ...], families: tuple[str, ...], measures: list[str]
) -> Jurisdiction:
    """Return the demands of an instrument as a jurisdiction; its record is complete if every article was read in a text.

    Args:
        name: the name of the instrument, which stands in the place of a code.
        title: its title.
        articles: its articles; in force on every day, since what they demand is asked, not whom they bind.
        families: every family of conduct: what it does not demand in one it leaves unpunished.
        measures: every measure: what it does not ask for it does not give.
    """
    offences = tuple(_offence(norm, article) for article in articles for norm in article.demands)
    powers = tuple(
        Rule(article.iri, (measure.name, *measure.recorded_as), "", article.label, "", (article.fact,))
        for article in articles for measure in article.measures if not measure.various
    )
    asked = {measure.name for article in articles for measure in article.measures}
    silences = tuple(Silence((), (measure,), f"an article of {title} on it", (), ALWAYS, "") for measure in measures
                     if measure not in asked)
    reviews = (Review(families, ALWAYS, None, (), ALWAYS),)
    if any(article.fact.verification not in READ for article in articles):
        reviews, silences = (), ()
    return Jurisdiction(name, title, "instrument", False, (), (), offences, reviews, silences, (), powers, (), (), None)


def _offence(norm: Norm, article: Article) -> Offence:
    return Offence(**vars(norm), provisions=(article.fact,), aggravates=None, implements=(article.name,),
                   penalty=NO_PENALTY, liability="Criminal", jurisdictional_note="", summary="", note="")
