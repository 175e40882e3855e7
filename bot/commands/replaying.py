"""replay: what today's code and settings would decide otherwise of kept mails."""

from __future__ import annotations

import json as plain_json
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot import replaying
from bot.commands.front import house, log_lines, print_json, print_table, progress
from bot.commands.reporting import instant, rate
from bot.commands.words import OUTCOMES
from bot.errors import ComprobotError
from bot.store import mails
from bot.store.past import Past

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.app import House
    from bot.replaying import Replayed, Word

_COLUMNS = ("Correo", "Caso", "Antes", "Ahora", "Cambian los motivos")


def replay(since: str | None, truth: Path | None, config: Path | None, database: str | None, *, json: bool) -> int:
    """Return 0 when every mail would be decided as it was and nothing falsely, else 1; the differences are shown."""
    labels = _labels(truth) if truth is not None else None
    with house(config, database, log=log_lines(beside_progress=True)) as built:
        again = list(_again(built, since, labels))
    different = [one for one in again if one.differs]
    false, bounds = replaying.false_activations(again)
    if json:
        for one in different:
            print_json({**asdict(one), "labelled": sorted(one.labelled) if one.labelled is not None else None})
        print_json({"mails": len(again), "different": len(different), "false": asdict(false), "false_bounds": bounds})
    else:
        title = f"{len(different)} de {len(again)} correos se decidirían de otro modo"
        print_table(title, _COLUMNS, [_row(one) for one in different])
        print(f"Activaciones falsas: {rate(false, bounds)}.")
    return 1 if different or false.part else 0


def _again(built: House, since: str | None, labels: dict[str, frozenset[str]] | None) -> Iterator[Replayed]:
    with built.db.read() as tx:
        chosen = mails.decided_since(tx, instant(since, built.settings.window.zone))
    past = Past(built.db)
    try:
        with progress("Juzgando otra vez", len(chosen)) as done:
            for number, mail_id in enumerate(chosen, 1):
                yield replaying.replayed(built.corridor, past, mail_id, labels)
                done(number)
    finally:
        past.close()


def _labels(file: Path) -> dict[str, frozenset[str]]:
    """Return the slips that each mail pays: a line each, {"message_id": "<...>", "slips": ["935447"]}."""
    try:
        rows = [plain_json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        return {str(row["message_id"]): frozenset(map(str, row["slips"])) for row in rows}
    except OSError as error:
        raise ComprobotError(f"{file}: no se puede abrir ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ComprobotError(
            f'{file}: cada renglón debe decir {{"message_id": "<...>", "slips": ["935447"]}} ({error}).'
        ) from error


def _row(one: Replayed) -> tuple[str, str, str, str, str]:
    then, now = ({rule for word in words for rule in word.rules} for words in (one.before, one.after))
    changed = [f"+ {rule}" for rule in sorted(now - then)] + [f"- {rule}" for rule in sorted(then - now)]
    return str(one.mail_id), str(one.case_id), _words(one.before), _words(one.after), ", ".join(changed)


def _words(said: Sequence[Word]) -> str:
    return "; ".join(" ".join((OUTCOMES[word.outcome], *word.slips)) for word in said) or "nada"
