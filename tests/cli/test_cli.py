"""The command line of the base: what it says with and without the web application."""

import subprocess
import sys
from importlib.metadata import EntryPoint

import click
import pytest
from click.testing import CliRunner

import fanlight
from fanlight.cli import doctor as doctor_module
from fanlight.cli import main, parts


@pytest.fixture
def entries(monkeypatch):
    """Replace the installed entry points: `entries("fanlight.commands", value)`."""
    put: dict[str, list[EntryPoint]] = {}

    def install(group, *values):
        put[group] = [EntryPoint(f"part{n}", value, group) for n, value in enumerate(values)]

    for module in (parts, doctor_module):
        monkeypatch.setattr(module, "entry_points", lambda group: put.get(group, []))
    return install


def run(*words):
    return CliRunner().invoke(main.cli, list(words))


@click.command()
def greet():
    """Say hello."""
    click.echo("hello")


@click.command()
def absent():
    """Need what is not installed, and find out only when run."""
    raise ModuleNotFoundError("No module named 'django'", name="django")


@click.command()
def incomplete():
    """Need a module of ours that is not there: a fault, not a missing extra."""
    raise ModuleNotFoundError("No module named 'fanlight.gone'", name="fanlight.gone")


COMMANDS = {"greet": greet, "doctor": greet, "absent": absent, "incomplete": incomplete}


def checks():
    return [("Data folder", "ok", "there"), ("Migrations", "wrong", "2 wait: fanlight migrate")]


def failing():
    raise RuntimeError("no such table")


def test_version(entries):
    result = run("--version")
    assert result.exit_code == 0
    assert fanlight.__version__ in result.output


@pytest.mark.parametrize("name", sorted(parts.WEB_COMMANDS))
def test_without_the_web_its_commands_name_the_line_that_installs_it(entries, name):
    result = run(name, "--port", "8000", "--help")
    assert result.exit_code == 2
    assert 'pip install "fanlight[web]"' in result.output


def test_a_missing_package_is_named(entries):
    entries("fanlight.commands", "no_such_package.commands:commands")
    result = run("demo")
    assert result.exit_code == 2
    assert "no_such_package is not installed" in result.output


def test_a_part_that_does_not_load_is_told_and_doctor_still_runs(entries):
    entries("fanlight.commands", f"{__name__}:no_such_name")
    assert "does not load (AttributeError" in run("demo").output
    assert run("doctor").exit_code == 0


def test_brought_commands_run_but_never_replace_our_own(entries):
    entries("fanlight.commands", f"{__name__}:COMMANDS")
    assert run("greet").output == "hello\n"
    assert "Python" in run("doctor").output
    assert "fanlight[web]" not in run("--help").output


def test_one_broken_part_leaves_the_others(entries):
    entries("fanlight.commands", "no_such_package:x", f"{__name__}:COMMANDS")
    assert run("greet").output == "hello\n"


def test_a_command_that_finds_its_package_missing_only_when_run(entries):
    entries("fanlight.commands", f"{__name__}:COMMANDS")
    result = run("absent")
    assert result.exit_code == 2
    assert "django is not installed" in result.output
    assert 'pip install "fanlight[web]"' in result.output
    assert isinstance(run("incomplete").exception, ModuleNotFoundError)


def test_doctor_tells_what_parts_find_and_fails_if_something_is_wrong(entries):
    entries("fanlight.doctor", f"{__name__}:checks")
    result = run("doctor")
    assert "2 wait: fanlight migrate" in result.output
    assert result.exit_code == 1


def test_a_failing_check_is_a_finding(entries):
    entries("fanlight.doctor", f"{__name__}:failing")
    result = run("doctor")
    assert "RuntimeError: no such table" in result.output
    assert result.exit_code == 1


def test_doctor_names_missing_extras(entries, monkeypatch):
    monkeypatch.setattr(doctor_module, "_installed", lambda name: name != "psycopg")
    result = run("doctor")
    assert 'pip install "fanlight[postgres]"' in result.output
    assert result.exit_code == 0  # an extra may be absent


def test_doctor_keeps_the_password_to_itself(entries, monkeypatch):
    monkeypatch.setenv("FANLIGHT_DATABASE_URL", "postgres://me:hunter2@db/fanlight")
    assert "hunter2" not in run("doctor").output


def test_an_unforeseen_error_is_one_line(entries, monkeypatch, capsys):
    monkeypatch.setattr(main, "cli", lambda prog_name: failing())
    monkeypatch.delenv("FANLIGHT_TRACEBACK", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main.main()
    assert stopped.value.code == 70
    assert capsys.readouterr().err.startswith("fanlight stopped: RuntimeError: no such table\n")


def test_the_base_imports_no_django():
    code = (
        "import sys, fanlight.cli.main, fanlight.cli.doctor as d; d.base_checks();"
        "print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
