"""Facts and a Typst template -> a PDF: the door to typst."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.errors import SettingsMistake

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ManualFacts:
    """What the upgrade manual says of the vendor; it is the same for every customer."""

    brand: str
    panel_url: str
    sales_address: str
    phones: tuple[tuple[str, str], ...]  # city, number
    from_version: str = "3.3"
    to_version: str = "4.0"


def manual(template_dir: Path, facts: ManualFacts) -> bytes:
    """Return the manual "cambio de versión" as PDF, the same bytes for the same facts.

    `template_dir` is the folder that holds paper/manual.typ; SettingsMistake when the template does not compile.
    """
    return _compiled(template_dir / "paper" / "manual.typ", json.dumps(asdict(facts)))


def _compiled(template: Path, facts: str) -> bytes:
    """Return the PDF of a template; `facts` travel as JSON, so that no value is ever template source (B98)."""
    import typst

    try:
        # the fonts inside typst alone: the same page on every machine; a fixed instant: the same bytes every day
        pdf = typst.compile(template, sys_inputs={"facts": facts}, ignore_system_fonts=True, timestamp=0)
    except (typst.TypstError, OSError) as error:
        raise SettingsMistake(f"{template.parent.name}/{template.name}: {str(error).strip()[:300]}") from error
    return bytes(pdf)
