"""A disk that is full, a database that cannot be written, is damaged or gone: nothing goes out, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from fault_mails import NEVER
from invariants import violations
from lives import Life, given, live_by_the_clock
from mornings import template
from outside import Outside
from stream import Watch, stream
from test_every_call import again

from bot import clock
from bot.errors import SettingsMistake
from bot.store.db import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lives import Lives
    from mornings import Morning


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """Yield a disk of that size; only root may mount one."""
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)], check=False)
    if made.returncode:
        pytest.skip("a disk of its own needs root and the right to mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(lives: Lives, tmp_path: Path) -> None:
    """B32: no letter twice, no mail missing, the process lives, and nobody has to start it again."""
    sent = stream(120)
    template(tmp_path / "template.db", sent.slips)
    with small_disk(tmp_path / "disk", 3000) as disk, Outside(clock.now()) as outside:
        shutil.copy(tmp_path / "template.db", disk / "comprobot.db")
        life = Life(f"sqlite:///{disk / 'comprobot.db'}", given(outside, tmp_path / "manual.pdf"))
        process = lives.begin(life, live_by_the_clock)
        for one in sent.posted:
            outside.deliver(one.address, one.raw)
        full_for(disk, seconds=20.0)
        assert process.is_alive()
        assert Watch(life.url).kept() < len(sent.posted) or Watch(life.url).left()

        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)

        Watch(life.url).until_quiet(len(sent.posted), within=300)
        process.terminate()
        process.join(25)
        assert process.exitcode == 0
        assert violations(life.url, outside, never=sent.never, deaths=len(sent.posted)) == []


def full_for(disk: Path, seconds: float) -> None:
    """Return when the disk has been full for so long."""
    end = time.monotonic() + 120
    while shutil.disk_usage(disk).free > 40_000:
        assert time.monotonic() < end, shutil.disk_usage(disk)
        time.sleep(0.2)
    time.sleep(seconds)


@pytest.mark.faults
def test_a_database_that_cannot_be_written_stops_everything(lives: Lives, morning: Morning, tmp_path: Path) -> None:
    """B33"""
    with small_disk(tmp_path / "disk", 8000) as disk, Outside() as outside:
        life = morning.life(outside)
        shutil.copy(Database(life.url).file() or "", disk / "comprobot.db")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

        closed = Life(f"sqlite:///{disk / 'comprobot.db'}", life.environment, life.readings)
        assert lives.whole(closed) == 1

        assert outside.outbound == []
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert lives.whole(again(closed)) == 0
        assert violations(closed.url, outside, never=NEVER) == []


@pytest.mark.parametrize("place", [0, 30, 5000, 20_000], ids=["magic", "header", "schema", "pages"])
def test_a_damaged_database_is_never_replaced_by_an_empty_one(place: int, lives: Lives, morning: Morning) -> None:
    """B33: it fails closed, or reads what is left; the mails lie on the server, and the file is as it was found."""
    with Outside() as outside:
        life = morning.life(outside)
        file = Database(life.url).file()
        assert file is not None
        size = file.stat().st_size
        with file.open("r+b") as held:
            held.seek(place)
            held.write(b"\xff" * 3000)

        lives.whole(life)

        assert file.stat().st_size >= size
        taken = [sent for sent in outside.outbound if set(sent.recipients) & set(NEVER)]
        assert taken == []
        assert len(outside.outbound) == len({sent.raw for sent in outside.outbound})


def test_a_database_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    """B33: beside it lies the lock of one that worked; an empty one would answer the whole mailbox once more."""
    file = tmp_path / "comprobot.db"
    first = Database(f"sqlite:///{file}")
    first.migrate()
    first.close()
    file.with_name("comprobot.db.lock").touch()
    for gone in tmp_path.glob("comprobot.db*"):
        if gone.suffix != ".lock":
            gone.unlink()

    with pytest.raises(SettingsMistake, match="ya no está"):
        Database(f"sqlite:///{file}").migrate()

    assert not file.exists()
