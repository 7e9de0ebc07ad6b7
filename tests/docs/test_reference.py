"""Reference pages say what the code says."""

import re
from importlib import import_module

import click
import pytest

from fanlight.cli.main import cli
from fanlight.exchange.ssd_tables import NOT_READ, TABLES
from fanlight.web.accounts.models import Role, Team, User
from tests.docs import measures_page
from tests.docs.markdown import ROOT, named, pages, tables, text_of

TEAM = Team(name="MASH", is_front_door=True)
REFERENCE = ROOT / "docs" / "reference"
ROOMS = ("audit", "staff", "exchange", "frontdoor", "evidence", "practice")
# A word after `fanlight` in code: at a line's beginning, after a folder, or in backticks.
CALLED = re.compile(r"(?:^ {4,}|`|bin/)fanlight ([a-z][\w-]*)(?: ([a-z][\w-]*))?", re.M)
# Folders and words of tests are not settings.
VARIABLE = re.compile(r"\bFANLIGHT_[A-Z_]+\b")


def commands():
    context = click.Context(cli)
    return {name: cli.get_command(context, name) for name in cli.list_commands(context)}


def test_commands_named_anywhere_exist():
    known = commands()
    called = {(named(page), *found) for page in pages() for found in CALLED.findall(text_of(page))}
    assert len(called) > 20
    for page, command, below in called:
        assert command in known, f"{page}: fanlight {command}"
        if isinstance(known[command], click.Group) and below:
            assert below in known[command].commands, f"{page}: fanlight {command} {below}"


def test_make_targets_named_anywhere_exist():
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M))
    named_ones = {
        target
        for page in pages()
        for target in re.findall(r"(?:^ {4,}|`)make ([a-z-]+)", text_of(page), re.M)
    }
    assert len(named_ones) > 4
    assert named_ones <= targets


@pytest.mark.parametrize("page", pages(), ids=named)
def test_modules_named_on_a_page_exist(page):
    """`web/site/sqlite.py` may be named from any folder down; `actions/x.py::name` names what is in it."""
    sources = [
        path
        for folder in ("src", "tests", "tools", "benchmarks", "torture")
        for path in (ROOT / folder).rglob("*.py")
    ]
    for name, inside in re.findall(r"`([\w./]+\.py)(?:::(\w+))?`", text_of(page)):
        found = [path for path in sources if f"/{path.as_posix()}".endswith(f"/{name}")]
        assert found, f"{named(page)}: {name}"
        if inside:
            assert any(f"def {inside}(" in text_of(path) for path in found), f"{name}::{inside}"


def test_every_command_and_option_has_its_words():
    sections = dict(
        re.findall(
            r"^## `fanlight ([\w-]+)`\n(.*?)(?=^## |\Z)", text_of(REFERENCE / "commands.md"), re.M | re.S
        )
    )
    assert set(sections) == set(commands())
    for name, command in commands().items():
        parts = command.commands.values() if isinstance(command, click.Group) else [command]
        for option in (one for part in parts for one in part.params if isinstance(one, click.Option)):
            assert option.opts[0] in sections[name], f"fanlight {name} {option.opts[0]}"
        for option in re.findall(r"--[a-z-]+", sections[name]):
            assert any(option in one.opts for part in parts for one in part.params), (
                f"fanlight {name} {option}"
            )


def test_every_setting_has_its_row():
    told = set(VARIABLE.findall(text_of(REFERENCE / "settings.md")))
    sources = [
        *(ROOT / "src").rglob("*.py"),
        *(ROOT / "tests" / "support").rglob("*.py"),
        ROOT / "tests/conftest.py",
    ]
    read = {name for path in sources for name in VARIABLE.findall(text_of(path))}
    assert told == read
    for page in pages():
        assert set(VARIABLE.findall(text_of(page))) <= read, named(page)


def test_the_page_of_measures_is_that_of_the_catalogue():
    assert text_of(measures_page.PAGE) == measures_page.page(), "python -m tests.docs.measures_page"


def rules():
    """Every predicate of the rooms' permissions, as the page names them."""
    for room in ROOMS:
        module = import_module(f"fanlight.web.{room}.permissions")
        for name in vars(module):
            if name.startswith(("may_", "sees_")) and getattr(module, name).__module__ == module.__name__:
                yield f"`{room}.{name}`", getattr(module, name)


def told_rules():
    return {row[1]: row[2:] for table in tables(text_of(REFERENCE / "roles.md")) for row in table}


@pytest.mark.parametrize(("rule", "predicate"), [*rules()])
def test_the_table_of_roles_is_what_the_rules_say(rule, predicate):
    assert told_rules()[rule] == ["yes" if predicate(User(role=role, team=TEAM)) else "–" for role in Role]


def test_the_table_of_roles_names_no_rule_that_is_not_there():
    assert set(told_rules()) - {rule for rule, _ in rules()} == {"`accounts.signed_in`"}


def test_the_tables_of_the_dataset_are_listed():
    text = text_of(REFERENCE / "formats.md")
    read, refused = text.split("Known and refused")
    assert set(re.findall(r"^\| `(ssd_\w+)` \|", read, re.M)) == {table.name for table in TABLES}
    assert set(re.findall(r"`(ssd_\w+)`", refused)) == set(NOT_READ.values())


def test_the_headers_that_the_server_believes_are_told():
    page = text_of(ROOT / "docs" / "how-to" / "install-on-a-server.md")
    settings = text_of(ROOT / "src" / "fanlight" / "web" / "site" / "settings.py")
    assert ("HTTP_X_FORWARDED_PROTO" in settings) == ("proxy_set_header X-Forwarded-Proto https" in page)
    assert ("TRUSTED_PROXY_COUNT" in settings) == ("proxy_set_header X-Forwarded-For $remote_addr" in page)
