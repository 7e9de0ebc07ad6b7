"""Each rule finds what breaks it, and not what only just does not."""

import pytest

from fanlight.exchange.cin_rules.check import in_force
from tests.exchange.cin_rules.cases import CASES, TO_2024
from tests.exchange.cin_rules.returns import a_return, child, episode, findings


def test_every_rule_has_both_cases():
    assert set(CASES) == {rule.id for rule in in_force(2026)} == {rule.id for rule in in_force(2025)}
    assert {rule.id for rule in in_force(2027)} == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_what_breaks_it_is_found(rule):
    found = findings(CASES[rule][0], rule)
    assert found, rule
    assert all(one.message for one in found)


@pytest.mark.parametrize("rule", CASES)
def test_what_only_just_does_not_is_not(rule):
    assert not findings(CASES[rule][1], rule)


@pytest.mark.parametrize("rule", TO_2024)
def test_as_it_was_asked_to_2024(rule):
    broken, whole = TO_2024[rule]
    assert findings(broken, rule)
    assert not findings(whole, rule)


def test_a_child_without_fault_breaks_nothing_of_its_own():
    found = findings(a_return(child(episode())))
    assert {one.rule for one in found} == {"2887Q"}  # one child cannot make a return of eight


def test_a_child_met_twice_is_one_child_to_the_rules():
    xml = a_return(child(episode()), child(episode(), UPN=None, UPNunknown="UN4"))
    same = findings(xml, "8510")
    assert [one.locations[0].row for one in same] == [0, 1]
    assert findings(xml, "8820"), "its episodes overlap"
