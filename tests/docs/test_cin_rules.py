"""The page of rules is the one that the rules make."""

from tools.rules_page import PAGE, page


def test_the_page_of_rules_is_true():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tools.rules_page writes it anew"
