"""The wheel is the whole product: installed elsewhere, it plays the demo from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_templates_and_settings_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {"bot/config/bot.toml", "bot/config/inboxes/cxc.toml", "bot/templates/paper/manual.typ"} <= set(names)
    assert "bot/store/migrations/versions/0001_the_first_tables.py" in names
    assert not [name for name in names if name.startswith("tests") or ".venv" in name]


@pytest.mark.timeout(240)
def test_the_installed_wheel_plays_the_demo_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Its dependencies are this environment's; its own files come from the wheel alone."""
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installed), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, timeout=120)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(installed), "COLUMNS": "120"}

    played = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--once"],
        check=False, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=200,
    )  # fmt: skip

    assert played.returncode == 0, played.stdout[-3000:] + played.stderr[-3000:]
    assert list((elsewhere / "comprobot-demo" / "cartas").glob("*.eml"))
    where = [sys.executable, "-c", "import bot; print(bot.__file__)"]
    loaded = subprocess.run(where, cwd=elsewhere, env=environment, capture_output=True, text=True, check=True)
    assert str(installed) in loaded.stdout
