"""Export: what may be taken, and the file, with and without JavaScript."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.support.browser import DESKTOP, PHONE, axe, screenshot


@pytest.mark.parametrize("javascript", [True, False])
def test_a_manager_takes_contacts_by_name_and_counts_for_sharing(browser_of, javascript, tmp_path):
    manager = browser_of("Team manager")
    manager.goto("/contacts/")
    manager.get_by_role("link", name="Export", exact=True).click()
    expect(manager.get_by_role("heading", name="Contacts and decisions, by name")).to_be_visible()
    expect(manager.get_by_role("heading", name="For an analysis, without names")).to_have_count(0)
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        manager.set_viewport_size(size)
        if javascript:
            screenshot(manager, f"screens/export-{name}")
            assert axe(manager) == []
    with manager.expect_download() as taken:
        manager.get_by_role(
            "button", name="CSV, a file a table (zip) of Contacts and decisions, by name"
        ).click()
    taken.value.save_as(tmp_path / "records.zip")
    assert taken.value.suggested_filename.startswith("fanlight-records-")
    with zipfile.ZipFile(tmp_path / "records.zip") as archive:
        assert {"README.txt", "contacts.csv", "decisions.csv"} <= set(archive.namelist())
    with manager.expect_download() as taken:
        manager.get_by_role("button", name="Excel, a sheet a table of Counts for sharing").click()
    taken.value.save_as(tmp_path / "shared.xlsx")
    assert load_workbook(tmp_path / "shared.xlsx").sheetnames == ["counts", "README"]


def test_a_social_worker_takes_their_own_work(browser_of):
    worker = browser_of("Social worker")
    worker.goto("/exports/")
    expect(worker.get_by_role("heading", level=2, name="My own work")).to_be_visible()
    expect(worker.get_by_role("heading", level=2, name="Counts for sharing")).to_have_count(0)
    with worker.expect_download() as taken:
        worker.get_by_role("button", name="CSV, a file a table (zip) of My own work").click()
    assert taken.value.suggested_filename.startswith("fanlight-own-")
