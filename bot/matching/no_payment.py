"""What a mail without a readable payment lacks, in findings: for the customer to mend, for staff, or of a robot."""

from __future__ import annotations

import re

from bot.model import Finding

# flag of a document -> what the customer is asked for, and the sentence for staff; of one name the first is said
ASKED_BY_FLAG = (
    ("payment_slip", "payment_slip", "Llegó nuestra propia constancia de pago, no el comprobante del banco."),
    ("needs_password", "needs_password", "El documento está protegido con contraseña."),
    ("corrupt", "unreadable", "El archivo está dañado y no se puede abrir."),
    ("blank", "unreadable", "El archivo llegó en blanco."),
    ("not_a_document", "unreadable", "En la imagen no se lee nada que parezca un comprobante."),
    ("too_large", "not_allowed", "El archivo es demasiado grande."),
    ("not_allowed", "not_allowed", "El archivo es de un tipo que no se recibe."),
)

NOTHING = Finding("no_receipt", "El correo no trae un comprobante que se pueda leer; hay que ver qué pide.")

# A picture without a word of payment around it is mostly the logo of a signature.
_PERHAPS_A_LOGO = frozenset({"blank", "not_a_document"})
_LOGO = _PERHAPS_A_LOGO | {"logo"}

# Somebody has to look at these although a machine sent them: our letter came back, or a colleague forwards.
_MACHINES_FOR_STAFF = frozenset({"bounce", "own_address", "no_sender"})

_ANNOUNCES_A_RECEIPT = re.compile(
    r"comprobante|adjunt|anex[oa]|transferencia|dep[oó]sit|\bspei\b|\bficha\b|pagu[eé]|pagamos"
    r"|\b(?:hice|realic|realiz|efectu)\w* (?:el|un|mi|nuestro) pago",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\$\s?\d|\b\d{1,3}(?:,\d{3})*\.\d\d\b")
_SHARED_FILE = re.compile(
    r"https?://[^\s>]*(?:drive\.google|docs\.google|photos\.(?:app\.)?goo|dropbox|wetransfer|we\.tl|onedrive|1drv\.ms"
    r"|sharepoint|icloud\.com|mediafire|mega\.nz|imgur|ibb\.co|postimg)",
    re.IGNORECASE,
)


def missing(flags: tuple[str, ...], *, mail_has_attachments: bool, text: str) -> tuple[Finding, ...]:
    """Return what the customer can be asked for, by the flags of what came; empty when they do not tell."""
    told = set(flags) - _PERHAPS_A_LOGO if _may_be_a_logo(flags, text) else set(flags)
    found = {name: Finding(name, reason) for flag, name, reason in reversed(ASKED_BY_FLAG) if flag in told}
    if not mail_has_attachments and _SHARED_FILE.search(text):
        found["only_link"] = Finding("only_link", "El correo trae un enlace en lugar del archivo.")
    return tuple(reversed(found.values()))


def of_robot(
    flags: tuple[str, ...], *, mail_has_attachments: bool, is_robot: str | None, text: str
) -> tuple[Finding, ...]:
    """Return why the mail may be ignored: a machine sent it, nothing is attached but a logo, no amount is written."""
    if is_robot is None or is_robot in _MACHINES_FOR_STAFF or _AMOUNT.search(text):
        return ()
    if set(flags) - _LOGO or (mail_has_attachments and not flags):
        return ()
    return (Finding("robot", "Es un aviso automático y no trae comprobante."),)


def _may_be_a_logo(flags: tuple[str, ...], text: str) -> bool:
    """Return whether a picture without words is perhaps no receipt: a known logo, or a letter about something else."""
    return "logo" in flags or (bool(text.strip()) and _ANNOUNCES_A_RECEIPT.search(text) is None)
