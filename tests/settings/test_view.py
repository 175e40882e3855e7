"""What the page of settings shows: everything but the secrets."""

from __future__ import annotations

from pathlib import Path

from bot import settings
from bot.settings.view import view

SHIPPED = Path(__file__).resolve().parents[2] / "config"
CANARY = "canario-8f3a-Secreto"


def test_no_secret_is_shown_only_whether_it_is_there() -> None:
    """B109."""
    given = {
        "COMPROBOT_INBOXES__CXC__PASSWORD": CANARY, "COMPROBOT_OUTGOING__PASSWORD": CANARY,
        "COMPROBOT_OUTGOING__TOKEN_KEY": CANARY,
        "COMPROBOT_DATABASE__URL": f"postgresql://ana:{CANARY}@db.example/comprobot",
    }  # fmt: skip
    loaded = settings.load(SHIPPED, environment=given)

    shown = {heading: dict(rows) for heading, rows in view(loaded)}

    assert CANARY not in repr(shown)
    assert shown["Buzón cxc"]["Contraseña"] == "puesta"
    assert shown["Buzón comprobantes"]["Contraseña"] == "falta"
    assert shown["El programa"]["Base de datos"] == "postgresql://ana:***@db.example/comprobot"


def test_accounts_are_named_by_their_end() -> None:
    """B110."""
    shown = {heading: dict(rows) for heading, rows in view(settings.load(SHIPPED, environment={}))}

    assert shown["Quién cobra"]["Cuentas"] == "termina en 4637, termina en 6374"
    assert shown["Quién cobra"]["Convenios"] == "ninguno"
    assert shown["Hasta dónde se cree en un comprobante"]["Un comprobante solo, hasta"] == "$10,000.00"


def test_what_the_panel_says_is_shown() -> None:
    shown = {heading: dict(rows) for heading, rows in view(settings.load(SHIPPED, environment={}))}

    panel = shown["Panel de los clientes"]
    assert panel["Envía accesos"] == "facturamos@perseo.example"
    assert panel["Aviso de privacidad"] == "versión 2026-11"
