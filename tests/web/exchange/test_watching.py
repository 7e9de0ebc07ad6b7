"""A watched folder: only what stands still is taken; what is refused says why beside it."""

from __future__ import annotations

import pytest

from fanlight.web.casework.models import Event
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.watching import look
from fanlight.web.site import starting
from tests.exchange.samples import CIN_SAMPLES

pytestmark = pytest.mark.django_db
REFERRALS = "cine_referral_id,cine_person_id,cine_referral_date\nR1,P1,01/03/2026\n"


def names(folder) -> list[str]:
    """Names in a folder, without the time put before each."""
    return sorted(path.name.split("-", 3)[-1] for path in folder.glob("*")) if folder.exists() else []


def test_a_file_is_taken_once_it_has_stopped_growing(tmp_path):
    path, seen = tmp_path / "ssd_cin_episodes.csv", {}
    path.write_text(REFERRALS)
    assert list(look(tmp_path, seen, write=False)) == []
    path.write_text(REFERRALS + "R2,P2,02/03/2026\n")
    assert list(look(tmp_path, seen, write=False)) == [], "it has grown"
    [(name, words)] = look(tmp_path, seen, write=False)
    assert (name, words) == (path.name, "read; nothing is written yet: see Imports")
    assert ImportBatch.objects.get().state == ImportBatch.State.STAGED
    assert not Event.objects.exists()
    assert names(tmp_path / "taken") == [path.name]
    assert list(look(tmp_path, seen, write=False)) == []


def test_what_is_asked_of_a_person_is_not_written_unasked(tmp_path):
    seen = {}
    (tmp_path / "ssd_cin_episodes.csv").write_text(REFERRALS)
    (tmp_path / "half.csv.part").write_text(REFERRALS)
    (tmp_path / "cin.xml").write_bytes(CIN_SAMPLES[0].read_bytes())
    list(look(tmp_path, seen, write=True))
    told = dict(look(tmp_path, seen, write=True))
    assert set(told) == {"ssd_cin_episodes.csv", "cin.xml"}
    assert "give the day" in told["ssd_cin_episodes.csv"]
    assert names(tmp_path / "refused") == ["ssd_cin_episodes.csv", "ssd_cin_episodes.csv.txt"]
    [reason] = (tmp_path / "refused").glob("*.txt")
    assert "give the day" in reason.read_text()
    assert names(tmp_path / "taken") == ["cin.xml"]
    assert ImportBatch.objects.filter(state=ImportBatch.State.DONE).count() == 1


def test_the_command_looks_twice_and_stops(tmp_path, capsys, monkeypatch):
    (tmp_path / "ssd_cin_episodes.csv").write_text(REFERRALS)
    monkeypatch.setattr("time.sleep", lambda _: None)
    starting.watch(tmp_path, every=60, once=True, write=False)
    assert "ssd_cin_episodes.csv: read; nothing is written yet" in capsys.readouterr().out
