"""Facts and a Typst template -> a PDF: the door to typst."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.errors import SettingsMistake

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def slip(template_dir: Path, facts: Mapping[str, object]) -> bytes:
    """Return a constancia de pago as PDF, the same bytes for the same facts: what paper/slip.typ asks for.

    Its QR and Code128 hold the digits of `reference` and nothing else; SettingsMistake when the template is broken.
    """
    reference = str(facts["reference"])
    codes = {"qr": _drawn(reference, "QRCode"), "barcode": _drawn(reference, "Code128")}
    return _compiled(template_dir / "paper" / "slip.typ", json.dumps({**facts, **codes}))


def _drawn(text: str, form: str) -> str:
    """Return a code as SVG with its quiet zone; never a Micro QR, which telephones do not read."""
    import zxingcpp

    return zxingcpp.write_barcode_to_svg(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat[form]))


def _compiled(template: Path, facts: str) -> bytes:
    """Return the PDF of a template; `facts` travel as JSON, so that no value is ever template source (B98)."""
    import typst

    try:
        # the fonts inside typst alone: the same page on every machine; a fixed instant: the same bytes every day
        pdf = typst.compile(
            template, root=template.parents[1], sys_inputs={"facts": facts}, ignore_system_fonts=True, timestamp=0
        )
    except (RuntimeError, OSError) as error:  # typst.TypstError is a RuntimeError
        raise SettingsMistake(f"{template.parent.name}/{template.name}: {str(error).strip()[:300]}") from error
    return bytes(pdf)
