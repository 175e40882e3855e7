"""What a mail without a readable payment lacks, in findings: for the customer to mend, for staff, or of a robot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.matching import thanks
from bot.model import Finding

# flag of a document -> what the customer is asked for, and the sentence for staff; of one name the first is said
ASKED_BY_FLAG = (
    ("payment_slip", "payment_slip", "Llegó nuestra propia constancia de pago, no el comprobante del banco."),
    ("confirm_screen", "confirm_screen", "La pantalla es la de antes de enviar: el pago todavía no se hace."),
    ("needs_password", "needs_password", "El documento está protegido con contraseña."),
    ("corrupt", "unreadable", "El archivo está dañado y no se puede abrir."),
    ("unreadable", "unreadable", "El archivo no se pudo leer."),
    ("blank", "unreadable", "El archivo llegó en blanco."),
    ("not_a_document", "unreadable", "En la imagen no se lee nada que parezca un comprobante."),
    ("mail_too_large", "mail_too_large", "El correo es demasiado grande: sólo se recibió su encabezado."),
    ("too_large", "not_allowed", "El archivo es demasiado grande."),
    ("not_allowed", "not_allowed", "El archivo es de un tipo que no se recibe."),
)

# flag of a document -> what staff should know before they open it; nothing is asked of the customer
TOLD_TO_STAFF = (
    ("not_read", "not_read", "Un archivo no se alcanzó a leer; hay que abrirlo a mano."),
    ("not_valid", "not_valid", "El papel dice de sí mismo que no vale como comprobante."),
    ("statement", "statement", "Llegó un estado de cuenta: hay que ver qué movimiento es el pago."),
    ("cfdi_invoice", "cfdi_invoice", "Llegó una factura (CFDI), no el comprobante del banco."),
)

NOTHING = Finding("no_receipt", "El correo no trae un comprobante que se pueda leer; hay que ver qué pide.")

# A picture without a word of payment around it is mostly the logo of a signature.
_PERHAPS_A_LOGO = frozenset({"blank", "not_a_document"})

# Why a mail is never answered is not yet a reason to ignore it. Staff sees a letter that came back, a colleague who
# forwards, a sender without an address; and whatever may be a person behind a mailing list or a spam filter's mistake,
# as soon as it speaks of our business. A notice of having been read ("Leído:") is a report too, and says nothing.
_FOR_STAFF = frozenset({"bounce", "bounce_words", "own_address", "no_sender"})
_PERHAPS_A_PERSON = frozenset({"list", "precedence", "suppress_header", "spam", "noreply_address"})
_OUR_BUSINESS = re.compile(
    r"pag[oaueé]|comprobante|transfer|dep[oó]sit|abon[oaó]|constancia|referencia|activ|renov|anualidad|timbre|factur|\bpanel\b",
    re.IGNORECASE,
)
_WAS_READ = re.compile(
    r"se ley[oó]|(?:fue|ha sido) (?:le[ií]do|mostrado)|sin leer|was (?:read|displayed)|le[ií]do:", re.IGNORECASE
)

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


@dataclass(frozen=True, slots=True)
class Sent:
    """What came, as far as it tells why no payment could be read."""

    flags: tuple[str, ...]  # of all its documents
    mail_has_attachments: bool
    is_robot: str | None  # why the mail is never answered
    text: str  # what the sender wrote, without what he quotes
    subject: str = ""
    sender_name: str = ""  # as he calls himself


def missing(sent: Sent) -> tuple[Finding, ...]:
    """Return what the customer can be asked for, by the flags of what came; empty when they do not tell."""
    told = set(sent.flags)
    if not sent.mail_has_attachments:  # then they speak of the mail's own text
        told &= {"payment_slip"}
    if _may_be_a_logo(sent):
        told -= _PERHAPS_A_LOGO
    found = {name: Finding(name, reason) for flag, name, reason in reversed(ASKED_BY_FLAG) if flag in told}
    if not sent.mail_has_attachments and _SHARED_FILE.search(sent.text):
        found["only_link"] = Finding("only_link", "El correo trae un enlace en lugar del archivo.")
    return tuple(reversed(found.values()))


def for_staff(sent: Sent) -> tuple[Finding, ...]:
    """Return what the files are that came instead of a receipt; that there is none, when their flags do not tell."""
    told = set(sent.flags) if sent.mail_has_attachments else set()
    return tuple(Finding(name, reason) for flag, name, reason in TOLD_TO_STAFF if flag in told) or (NOTHING,)


def of_robot(sent: Sent) -> tuple[Finding, ...]:
    """Return why the mail may be ignored: a machine sent it, nothing is attached but a logo, no amount is written."""
    if sent.is_robot is None or _has_a_paper(sent) or _AMOUNT.search(sent.text) or _is_for_staff(sent):
        return ()
    return (Finding("robot", "Es un aviso automático y no trae comprobante."),)


def of_thanks(sent: Sent) -> tuple[Finding, ...]:
    """Return why the mail may be ignored: a person says thank you in it, and nothing else; nothing is attached."""
    if sent.is_robot is not None or sent.mail_has_attachments or "payment_slip" in sent.flags:
        return ()
    if not thanks.only_thanks(sent.text, sent.subject, sent.sender_name):
        return ()
    return (Finding("thanks", "Sólo da las gracias; no pide nada."),)


def _has_a_paper(sent: Sent) -> bool:
    """Return whether a file came that may be one; an office scanner writes by itself too, an absent person does not."""
    if not sent.mail_has_attachments:
        return "payment_slip" in sent.flags
    logos = _PERHAPS_A_LOGO | {"logo"} if sent.is_robot == "absence_notice" else {"logo"}
    return not sent.flags or not logos.issuperset(sent.flags)


def _is_for_staff(sent: Sent) -> bool:
    words = f"{sent.subject}\n{sent.text}"
    if sent.is_robot == "report":
        return _WAS_READ.search(words) is None
    if sent.is_robot in _PERHAPS_A_PERSON:
        return not sent.text.strip() or _OUR_BUSINESS.search(words) is not None
    return sent.is_robot in _FOR_STAFF


def _may_be_a_logo(sent: Sent) -> bool:
    """Return whether a picture without words is perhaps no receipt: a known logo, or a letter about something else."""
    announced = _ANNOUNCES_A_RECEIPT.search(f"{sent.subject}\n{sent.text}") is not None
    return "logo" in sent.flags or (bool(sent.text.strip()) and not announced)
