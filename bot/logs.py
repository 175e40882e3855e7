"""Events of the stations -> log lines in which no account, RFC, CURP, address, name or text can be read (B110)."""

from __future__ import annotations

import logging
import re
from dataclasses import is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

# Values under these names are about people or are secrets, whatever they look like.
_NEVER = frozenset(
    {"name", "customer_name", "payer_name", "payee_name", "from_name", "subject", "description", "body", "text", "html"}
    | {"own_text", "raw", "content", "password", "secret", "token", "token_key", "authorization", "cookie"}
)
_LIBRARIES = ("apscheduler", "alembic", "sqlalchemy", "pdfminer", "pymap", "mail.log", "asyncio", "fontTools")
_ADDRESS = re.compile(r"(?:\"[^\"\n]{1,320}\"|[^\s@<>\"',;:(){}\[\]]{1,320})@(?=[\w\[-])")
# SAT: three or four letters, birth or founding day, homoclave; a hyphen may part them.
_RFC = re.compile(
    r"[A-ZÑ&]{3,4}-?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[A-Z\d]{3}"
    r"|\b[A-ZÑ&]{3,4} \d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) [A-Z\d]{3}\b",
    re.IGNORECASE,
)
_CURP = re.compile(r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d", re.IGNORECASE)
# Ten digits or more, as people and papers group them: accounts, cards, CLABEs, phones. A date with its hour is none.
_DIGITS = re.compile(r"(?!\d{4}-\d\d-\d\d[ T]\d\d:)\d(?:[ \u00a0\u202f.-]{0,2}\d){9,}")
_FINGERPRINT = re.compile(r"\b[0-9a-f]{32,64}\b")


def masked(text: str) -> str:
    """Return `text` with what could be read about a person or an account covered.

    >>> masked("CLABE 012164001016446374 de ana.ruiz@correo.example, RFC XAXX010101000, constancia 935447")
    'CLABE ****6374 de ***@correo.example, RFC ****000, constancia 935447'
    """
    text = _FINGERPRINT.sub(lambda found: found[0][:8] + "…", text)
    text = _ADDRESS.sub("***@", text)
    for personal in (_CURP, _RFC):
        text = personal.sub(lambda found: "****" + found[0][-3:], text)
    return _DIGITS.sub(lambda found: "****" + re.sub(r"\D", "", found[0])[-4:], text)


def _covered(value: object) -> object:
    """Return `value` fit for a log: containers are looked into, everything else becomes plain."""
    if isinstance(value, dict):
        return {masked(str(name)): _kept(str(name), inner) for name, inner in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_covered(inner) for inner in value]
    if value is None or isinstance(value, bool):
        return value
    return _number(value) if isinstance(value, int | float) else masked(_plain(value))


def _number(value: float) -> object:
    """Return a number as it is, unless it is long enough to be an account."""
    short = round(value, 3) if isinstance(value, float) else value
    return short if abs(value) < 10**9 else masked(str(short))


def _plain(value: object) -> str:
    """Return the text of `value`; of our nouns only kind and id, for their fields hold names."""
    if isinstance(value, datetime):
        return value.isoformat()  # its T keeps date and hour from looking like one long number
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if is_dataclass(value):
        return f"{type(value).__name__} {getattr(value, 'id', '')}".rstrip()
    return str(value)


def _kept(name: str, value: object) -> object:
    return "***" if name.lower() in _NEVER else _covered(value)


def mask(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Return the event with every value covered: the last step before it is written."""
    return {masked(name): _kept(name, value) for name, value in event.items() if not name.startswith("_")}


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines, and loses a line that cannot be written: logging's own report would show it unmasked."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing of `record`."""


def set_up(stream: TextIO, json: bool) -> None:  # noqa: FBT001
    """Send every event, and what the libraries log, through `mask` to `stream`: JSON lines, or lines for people."""
    import structlog

    before = _before(structlog)
    written = structlog.processors.JSONRenderer(ensure_ascii=False) if json else _lines(structlog, stream)
    last = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, mask, written]
    handler = _Handler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=last))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for library in _LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
    # it warns of each poll that IDLE asks for while one runs: that one looks once more by itself
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _before(structlog: Any) -> list[Callable[..., Any]]:
    """Return the steps that fill an event: bound facts, level, UTC instant, traceback, arguments."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]


def _lines(structlog: Any, stream: TextIO) -> Any:
    """Return the renderer for people: colours only on a terminal, tracebacks plain, without the values of variables."""
    return structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback, sort_keys=False
    )
