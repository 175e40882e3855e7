"""Subject and first lines -> whether nobody is there: the automatic answers that carry no header to tell (B58)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import InboundMail

FIRST_LINES = 6
FIRST_CHARACTERS = 600

# Spanish, English, Portuguese, without accents. A subject says it at its start: behind "Re:" a person answers it.
_ABSENT_SUBJECT = re.compile(
    r"""(?:\[[^]]{1,20}\]|\W|auto(?:matico)?:)*+(?:
        respuesta\ automatica | contestacion\ automatica | autorespuesta | acuse\ de\ recibo\ automatico
      | (?:aviso\ de|mensaje\ automatico\ de)\ ausencia | ausencia\ (?:temporal|de\ oficina)
      | (?:estoy\ |estare\ |me\ encuentro\ )?(?:fuera\ de\ (?:la\ )?oficina|ausente\b|de\ vacaciones\b)
      | auto(?:matic)?[-\ ]?(?:reply|response)\b | out\ of\ (?:the\ )?office
      | away\ from\ (?:the\ |my\ )?(?:office|desk) | on\ (?:annual\ leave|vacation|holiday)\b
      | resposta\ automatica | fora\ do\ escritorio | (?:estou\ )?de\ ferias\b )""",
    re.VERBOSE,
)
_ABSENT_TEXT = re.compile(
    r"""\bfuera\ de\ (?:la\ |mi\ )?oficina | \brespuesta\ automatica | \bacuse\ de\ recibo\ automatico
      | \b(?:estoy|estare|me\ encuentro|me\ encontrare|ando)\ (?:ausente|de\ vacaciones|de\ incapacidad)
      | \bgoz(?:o|ando)\ de\ (?:mis\ )?vacaciones | \bperiodo\ vacacional
      | \bno\ (?:me\ encuentro|estare)\ disponible | \bsin\ acceso\ (?:a\ mi\ |al\ )?correo
      | \best[ae]\ (?:buzon|cuenta|direccion|correo)\ (?:de\ correo\ )?no\ (?:es|esta\ siendo)\ monitoread[oa]
      | \b(?:ya\ no\ labor[oa]|dejo\ de\ laborar)\b
      | \bout\ of\ (?:the\ )?office | \bi(?:\ am|['’]m)\ (?:currently\ )?(?:away|on\ (?:vacation|leave|holiday))
      | \b(?:automatic|automated)\ (?:reply|response) | \b(?:mailbox|inbox)\ is\ not\ monitored
      | \blimited\ access\ to\ (?:my\ )?e-?mail
      | \bfora\ do\ escritorio | \bresposta\ automatica | \b(?:estou|estarei)\ (?:de\ ferias|ausente)""",
    re.VERBOSE,
)
# "Estoy de vacaciones" in a mail that sends something was written by a person.
_SENDS_SOMETHING = re.compile(
    r"""\b(?:
        adjunt[oa] | anex[oa] | se\ (?:adjunta|anexa|envia) | (?:les?|te|os)\ (?:envi[oa]|mand[oa]|compart[oa])
      | (?:envio|mando|comparto)\ (?:el|mi|un|los|mis|su|copia|comprobante|pago|ficha)
      | (?:realice|hice|efectue|pague|deposite|transferi) | i\ (?:attach|paid|have\ paid)
    )\b""",
    re.VERBOSE,
)


def is_absence_notice(mail: InboundMail) -> bool:
    """Return whether it only says that nobody is there; what it quotes does not count."""
    if _ABSENT_SUBJECT.match(_plain(mail.subject[:FIRST_CHARACTERS])):
        return True
    lines = [line for line in mail.own_text.splitlines() if line.strip()]
    start = _plain(" ".join(lines[:FIRST_LINES])[:FIRST_CHARACTERS])
    return bool(_ABSENT_TEXT.search(start)) and not _SENDS_SOMETHING.search(start)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())
