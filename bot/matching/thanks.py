"""The words of a mail -> whether it says thank you and nothing else: every word must be one of courtesy."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200  # characters; who writes more has something to say
_THANKS = frozenset(
    {"gracias", "agradecemos", "agradezco", "agradecido", "agradecida", "recibido", "recibida", "recibidos", "enterado"}
    | {"enterada", "enterados", "perfecto", "excelente", "ok", "okey", "listo", "vale"}
)
# of courtesy, of a signature and of what was told: "ya quedó activo"
_BESIDE = (
    "muchas muchisimas mil miles muy amable amables gentil saludos saludo cordiales cordial buen buena buenos buenas "
    "dia dias tarde tardes noche noches fin de semana feliz excelente bonito lindo que tenga tengan pase pasen un una "
    "por su sus tu la el los las atencion apoyo ayuda respuesta rapida pronta rapidez tiempo todo atentamente "
    "atte quedo quedamos a ordenes estimado estimada estimados senores hola y e ya activo activado correo informacion "
    "le les te se lo mucho enviado desde mi iphone"
)
_COURTESY = _THANKS | frozenset(_BESIDE.split())
_WORD = re.compile(r"[^\W\d_]+")
_A_REPLY = re.compile(r"\s*(?:re|respuesta)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


def only_thanks(text: str, subject: str, sender_name: str = "") -> bool:
    """Return whether a mail says nothing but thank you; a digit, a question or any other word says more.

    The sender may sign with his own name. The subject is a reply's, or of courtesy too.
    """
    if len(text) > LONGEST or re.search(r"[\d?¿@/$]", text):
        return False
    said = _words(text)
    polite = _COURTESY | set(_words(sender_name))
    is_reply = _A_REPLY.match(subject) is not None
    return not _THANKS.isdisjoint(said) and polite.issuperset(said) and (is_reply or polite.issuperset(_words(subject)))


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return _WORD.findall(plain)
