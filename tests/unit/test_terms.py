"""Whose wording of a ground applies: the treaty's, a protocol's, or that of a reservation to either."""

from dataclasses import replace
from datetime import date

import pytest

from kb.questions.routes import routes

BEFORE, AFTER = date(2019, 6, 1), date(2026, 1, 1)
THRESHOLD = "PenaltyThreshold"


@pytest.fixture
def world(invented):
    """The treaty between xe and xt (12 months) and its protocol of 2020 (6 months), to be changed by a test."""
    treaties = {treaty.name: treaty for treaty in invented.treaties}
    return invented, treaties


def months(world, requested="xe", requesting="xt", on=AFTER):
    """The thresholds on the road by the treaty."""
    library, treaties = world
    states = [library.book(code).jurisdiction for code in (requested, requesting)]
    road = next(r for r in routes(*states, tuple(treaties.values()), on) if r.iri == treaties["xe-xt"].iri)
    return [ground.months for ground in road.grounds if ground.kind.name == THRESHOLD]


def reserve(treaties, name, code, months, **more):
    """Let a state reserve a threshold of its own to a treaty."""
    treaty = treaties[name]
    [ground] = [g for g in treaties["xe-xt"].grounds if g.kind.name == THRESHOLD]
    own = replace(ground, iri=f"urn:{months}", months=months, **more)
    parties = tuple(replace(p, grounds=(own,)) if p.code == code else p for p in treaty.participations)
    treaties[name] = replace(treaty, participations=parties)


def test_a_protocol_takes_the_place_of_the_treaty_from_its_first_day(world):
    assert (months(world, on=BEFORE), months(world)) == ([12], [6])


def test_a_reservation_to_the_treaty_stands_before_the_protocol_too(world):
    reserve(world[1], "xe-xt", "xe", 24)
    assert (months(world, on=BEFORE), months(world)) == ([24], [24])
    assert months(world, "xt", "xe") == [6], "it is the requested state's reservation that counts"


def test_a_protocol_may_set_reservations_to_the_treaty_aside(world):
    reserve(world[1], "xe-xt", "xe", 24)
    world[1]["xe-xt-protocol"] = replace(world[1]["xe-xt-protocol"], sets_reservations_aside=True)
    assert (months(world, on=BEFORE), months(world)) == ([24], [6])


def test_a_reservation_to_the_protocol_stands_while_the_protocol_binds(world):
    reserve(world[1], "xe-xt-protocol", "xe", 36)
    reserve(world[1], "xe-xt", "xe", 24)
    assert (months(world, on=BEFORE), months(world)) == ([24], [36])
    assert months(world, "xt", "xe") == [6]


def test_a_reservation_that_does_not_apply_replaces_nothing(world):
    reserve(world[1], "xe-xt", "xe", 24, except_requesting=("xt",))
    assert months(world) == [6]


def test_a_reservation_that_ended_replaces_nothing(world):
    [ground] = [g for g in world[1]["xe-xt"].grounds if g.kind.name == THRESHOLD]
    ended = tuple(replace(p, in_force_until=date(2025, 1, 1)) for p in ground.provisions)
    reserve(world[1], "xe-xt", "xe", 24, provisions=ended)
    assert (months(world, on=BEFORE), months(world)) == ([24], [6])
