"""The harness itself: nothing is left out unseen, a page that complains fails, PostgreSQL is real."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.browser import Watch, axe, watched_page
from tests.support.databases import touches_database

ROOT = Path(__file__).parents[2]
PLUGINS = ["-p", "no:django", "-p", "tests.support.not_run"]
STRICT = "<meta http-equiv='Content-Security-Policy' content=\"style-src 'self'\">"
LACKING = "from tests.support.not_run import not_run\ndef test_far(): not_run('no moon')\n"


def run_pytest(folder, text, *options, refuse=False):
    (folder / "test_it.py").write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FANLIGHT_REFUSE_NOT_RUN": "1" if refuse else "0"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:django",
        "-p",
        "tests.support.not_run",
        "-q",
        *options,
        "test_it.py",
    ]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_what_is_not_run_is_told_by_name(tmp_path):
    done = run_pytest(tmp_path, LACKING)
    assert done.returncode == 0
    assert "NOT RUN test_it.py::test_far: no moon" in done.stdout


def test_what_is_not_run_is_refused_when_asked(tmp_path):
    assert run_pytest(tmp_path, LACKING, refuse=True).returncode == 1
    assert run_pytest(tmp_path, "def test_near(): pass\n", refuse=True).returncode == 0


def test_what_another_process_did_not_run_is_told_and_refused_too(tmp_path):
    done = run_pytest(tmp_path, LACKING, "-n", "2", refuse=True)
    assert done.returncode == 1
    assert done.stdout.count("NOT RUN test_it.py::test_far: no moon") == 1


def test_a_fixture_may_be_lacking(tmp_path):
    text = (
        "import pytest\nfrom tests.support.not_run import not_run\n"
        "@pytest.fixture\ndef moon(): not_run('no moon')\ndef test_far(moon): pass\n"
    )
    done = run_pytest(tmp_path, text, refuse=True)
    assert done.returncode == 1
    assert "NOT RUN (1)" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "def test_it(): pytest.skip('later')",
        "@pytest.mark.skip(reason='later')\ndef test_it(): pass",
        "@pytest.mark.skipif(True, reason='later')\ndef test_it(): pass",
        "@pytest.mark.xfail\ndef test_it(): assert False",
        "@pytest.mark.xfail\ndef test_it(): pass",
        "def test_it(): pytest.xfail('later')",
        "pytest.importorskip('no_such_module')\ndef test_it(): pass",
        "pytest.skip('later', allow_module_level=True)",
    ],
)
def test_every_other_way_of_leaving_out_fails(tmp_path, text):
    done = run_pytest(tmp_path, f"import pytest\n{text}\n")
    assert done.returncode != 0
    assert "was left out" in done.stdout


@pytest.mark.postgres
def test_postgres_is_real(postgres_url):
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        [words] = connection.execute("select version()").fetchone()
    assert words.startswith("PostgreSQL")


def test_the_run_on_postgres_keeps_what_asks_for_a_database(request):
    assert not touches_database(request.node)
    request.node.add_marker("django_db")
    assert touches_database(request.node)


def show(browser, html):
    with watched_page(browser, Watch()) as page:
        page.set_content(html)
        page.wait_for_timeout(200)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<script>console.error('bad')</script>", "console error: bad"),
        ("<script>console.warn('odd')</script>", "console warning: odd"),
        ("<script>undefinedThing()</script>", "undefinedThing is not defined"),
        ("<img alt='' src='http://elsewhere.example/dot.png'>", "asked another machine"),
        ("<img alt='' src='http://127.0.0.1:9/dot.png'>", "request failed"),
        (f"{STRICT}<p style='color:red'>x</p>", "Content Security Policy"),
    ],
)
def test_a_page_that_complains_fails_its_test(browser, html, complaint):
    with pytest.raises(pytest.fail.Exception) as failed:
        show(browser, html)
    assert complaint in str(failed.value)


@pytest.mark.browser
def test_what_a_test_means_to_cause_may_be_allowed(page, watch):
    watch.allow("console error: meant")
    page.set_content("<title>x</title><script>console.error('meant')</script>")


@pytest.mark.browser
def test_axe_finds_a_fault_with_javascript_off_too(page_without_javascript):
    page_without_javascript.set_content(
        "<html lang=en><title>x</title><main><h1>x</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
    )
    faults = axe(page_without_javascript)
    assert len(faults) == 1
    assert faults[0].startswith("image-alt (critical)")
