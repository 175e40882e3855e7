"""Text of a mail -> the part its sender wrote, without what was quoted or forwarded below it."""

from __future__ import annotations

import re

_MONTHS = r"(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic|jan|apr|aug|dec)"
_REPLY = re.compile(
    r"""^(?:
        (?:el|on|le|em)\s.{4,160}(?:escribi[oó]|wrote|a\s[ée]crit|escreveu)\s*:  # Gmail, Apple: El lun 2, X escribió:
      | [^\n]{0,80}\d{4}[^\n]{0,60}<[^<>\s]+@[^<>\s]+>[^\n]{0,20}:  # 2026-11-02 9:12 GMT-6 X <x@y>:
      | -{2,}\s*(?:mensaje\s+original|original\s+message)\s*-{2,}  # Outlook of old
      | enviado\s+desde\s+mi\s+.{1,40}$ | sent\s+from\s+my\s+.{1,40}$ | obtener\s+outlook\s+para\s.{1,20}
      | _{10,}  # Outlook's line over De:/Enviado:
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FORWARD = re.compile(
    r"^(?:-{2,}\s*(?:forwarded\s+message|mensaje\s+reenviado|mensaje\s+remitido)"
    r"|(?:inicio\s+del\s+mensaje\s+reenviado|begin\s+forwarded\s+message)\s*:)",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\*?(?:de|from)\s*:\*?\s+\S", re.IGNORECASE)
_SENT = re.compile(r"^\*?(?:enviado(?:\s+el)?|sent|fecha|date|para|to|asunto|subject)\s*:", re.IGNORECASE)
_OUR_TABLE = re.compile(r"^[>\s*]*lo que le[ií]mos[\s*:]*$", re.IGNORECASE)  # its heading, in each of our letters
_ANSWERED = re.compile(r"^(?:el|on)\s.{4,160}(?:escribi[oó]|wrote)\s*:", re.IGNORECASE)


def own_text(text: str) -> str:
    r"""Return the sender's own lines: everything before the first attribution or forward header, without ">" lines.

    >>> own_text("Va mi pago\n\nEl lun, 2 nov 2026 a las 9:12, CxC (<cxc@perseo.mx>) escribió:\n> Le falta")
    'Va mi pago'
    """
    lines = text.splitlines()
    end = next((number for number in range(len(lines)) if _quotes(lines, number)), len(lines))
    kept = [line.rstrip() for line in lines[:end] if not line.lstrip().startswith(">")]
    return "\n".join(kept).strip()


def begins_reply(line: str) -> bool:
    """Return whether what follows the line is what the sender answered to (a forward is not: it may be the receipt).

    The table of our own letters, however it was quoted or forwarded, is never a receipt (B71).

    >>> begins_reply("El lun, 2 nov 2026 a las 9:12, CxC escribió:"), begins_reply("---- Forwarded message ----")
    (True, False)
    """
    return bool(_ANSWERED.match(line.strip()) or _OUR_TABLE.match(line))


def _quotes(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    if not line or len(line) > 400:
        return False
    # long attributions are broken after seventy letters, so "escribió:" may stand on the next line
    two = f"{line} {lines[number + 1].strip()}" if number + 1 < len(lines) else line
    if _REPLY.match(line) or _FORWARD.match(line) or _ANSWERED.match(two[:400]):
        return True
    after = [other.strip() for other in lines[number + 1 : number + 4] if other.strip()]
    return bool(_FROM.match(line)) and sum(bool(_SENT.match(other)) for other in after) >= 2
