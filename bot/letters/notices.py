"""What is wrong with the bot itself -> what its notice to the administrator says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.letters.facts import LetterFacts

if TYPE_CHECKING:
    from datetime import datetime

_GOES_ON = "Todo lo demás: se sigue leyendo, decidiendo y guardando."
_KEPT = "Los demás buzones y las cartas. Lo que llegue a este buzón espera en su servidor; no se pierde."


def outbox_paused(why: str) -> LetterFacts:
    """Return the notice of letters that nobody takes from us: the server or the settings must be mended (B49)."""
    return _said(
        "Las cartas no salen: el servidor de correo no nos acepta",
        why,
        f"{_GOES_ON} Las cartas esperan y saldrán solas en cuanto el servidor nos acepte.",
        "Revise usuario, contraseña y cifrado en [outgoing] de bot.toml y pruebe con «comprobot check».",
    )


def inbox_refused(address: str, why: str) -> LetterFacts:
    """Return the notice of an inbox that does not let us in (B15)."""
    return _said(
        f"{address} no nos deja entrar",
        why,
        f"{_KEPT} Se intenta de nuevo cada cinco minutos o más, para no bloquear la cuenta.",
        "Revise la contraseña o el permiso de ese buzón y pruebe con «comprobot check».",
    )


def inbox_unread(address: str, since: datetime, zone: str) -> LetterFacts:
    """Return the notice of an inbox that nobody has read since the instant."""
    local = since.astimezone(ZoneInfo(zone))
    return _said(
        f"{address} sin leerse desde {local:%H:%M}",
        f"Desde el {local:%d/%m/%Y} a las {local:%H:%M} no se ha podido leer ese buzón.",
        _KEPT,
        "Vea el motivo con «comprobot check»; si el servidor está bien, reinicie el bot.",
    )


def mail_set_aside(mail: int) -> LetterFacts:
    """Return the notice of a mail that could not be opened in three tries (B17)."""
    return _said(
        f"El correo {mail} se apartó: no se pudo abrir",
        f"El correo {mail} falló en tres intentos. Está guardado completo y su caso espera a una persona.",
        "Todos los demás correos.",
        f"Ábralo a mano en su buzón. Después de actualizar el bot: comprobot case N release (correo {mail}).",
    )


def activation_bounced(case: int | None, recipient: str) -> LetterFacts:
    """Return the notice of an activation letter that came back (B65)."""
    return _said(
        f"Rebotó el aviso de activación a {recipient}",
        f"El panel está activo, pero el cliente no lo sabe: la carta del caso C-{case} regresó.",
        "La activación queda como está.",
        "Avísele por teléfono o corrija su dirección.",
    )


def activation_uncertain(case: int, reference: str) -> LetterFacts:
    """Return the notice of a panel that does not say whether it switched a slip on (B40, B41)."""
    return _said(
        f"El panel no confirma la activación de la constancia {reference}",
        f"El pago está aplicado (caso C-{case}) y no se sabe si el panel quedó activo.",
        "Se le sigue preguntando al panel; nunca se repite a ciegas.",
        "Compruebe en el panel si está activo; si no, actívelo a mano.",
    )


def too_many_letters(count: int) -> LetterFacts:
    """Return the notice of an hour with more automatic letters than is usual (B59)."""
    return _said(
        "Se detuvieron los acuses y preguntas: van demasiados en una hora",
        f"En la última hora se escribieron {count} cartas automáticas; es el límite (breaker_per_hour).",
        "Las activaciones y sus cartas. Lo que no se pregunta pasa a una persona.",
        "Revise si alguien escribe sin parar. Si el volumen es normal, suba breaker_per_hour en letters.toml.",
    )


def disk_nearly_full(free: int) -> LetterFacts:
    """Return the notice of a disk with `free` bytes left."""
    return _said(
        "Queda poco espacio en el disco",
        f"Quedan {free / 1024**3:.1f} GB donde se guarda la base de datos.",
        "Todo, mientras haya espacio. Con el disco lleno no se lee correo nuevo; espera en su servidor.",
        "Libere espacio o amplíe el disco.",
    )


def over(headline: str) -> LetterFacts:
    """Return the notice that what an earlier one told is over."""
    return _said(f"Resuelto: {headline}", "Ya funciona de nuevo.", "Todo.", "No tiene que hacer nada.")


def _said(headline: str, happened: str, works: str, todo: str) -> LetterFacts:
    return LetterFacts("staff", headline=headline, what_happened=happened, still_works=works, what_to_do=todo)
