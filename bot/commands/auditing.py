"""audit verify and audit head: whether what was done still stands as it was written (B115)."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from bot.commands.front import house, print_json
from bot.errors import ComprobotError
from bot.store import audit
from bot.store.audit import Head

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.audit import Verdict


def verify(config: Path | None, database: str | None, kept: str | None, *, json: bool) -> int:
    """Return 0 when every row follows the one before, 1 when not; `kept` is a head that was written down elsewhere."""
    with house(config, database) as built:
        before = _head(kept, built.token_key) if kept else None
        with built.db.read() as tx:
            found = audit.verified(tx, before)
        line = _line(found.head, built.token_key)
    if json:
        print_json({"rows": found.rows, "broken_at": found.broken_at, "head": line})
    else:
        print(_sentence(found))
    return 0 if found.broken_at is None else 1


def head(config: Path | None, database: str | None) -> None:
    """Print the head of the chain, to be kept on another machine: with it a shortened chain is seen."""
    with house(config, database) as built, built.db.read() as tx:
        print(_line(audit.head(tx), built.token_key))


def _sentence(found: Verdict) -> str:
    if found.broken_at is not None:
        return f"La cadena de la bitácora no cuadra en el renglón {found.broken_at}. Avise al administrador."
    return f"La bitácora está completa: {found.rows:,} renglones, cada uno sigue al anterior."


def _line(last: Head, key: bytes) -> str:
    return f"{last.row}:{last.seal}:{_signature(last, key)}"


def _head(line: str, key: bytes) -> Head:
    row, _, rest = line.strip().partition(":")
    seal, _, signature = rest.partition(":")
    if not (row.isascii() and row.isdigit()):
        raise ComprobotError(
            "La cabeza de la bitácora se escribe como la dio «comprobot audit head»: número:sello:firma."
        )
    kept = Head(int(row), seal)
    if not hmac.compare_digest(signature.encode(), _signature(kept, key).encode()):
        raise ComprobotError("Esa cabeza de la bitácora no la firmó esta instalación, o se copió incompleta.")
    return kept


def _signature(last: Head, key: bytes) -> str:
    return hmac.new(key, f"audit:{last.row}:{last.seal}".encode(), hashlib.sha256).hexdigest()[:32]
