"""check: tries every door and says what to do about those that do not open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot import check as checks
from bot.commands.front import house, print_json, print_table
from bot.errors import ComprobotError, SettingsMistake
from bot.slips.issue import sold_on
from bot.store.letters import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.app import House
    from bot.settings import InboxSettings


def check(config: Path | None, database: str | None, *, json: bool) -> int:
    """Return 0 when all is well, 1 when something is not; the table is on the screen."""
    with house(config, database) as built:
        rows = checks.run(tuple(_tries(built)))
    if json:
        for row in rows:
            print_json({"name": row.name, "well": row.well, "sentence": row.sentence, "what_to_do": row.what_to_do})
    else:
        shown = [
            (row.name, "bien" if row.well else "FALLA", f"{row.sentence} {row.what_to_do}".strip()) for row in rows
        ]
        print_table(checks.summary(rows), ("Qué", "", "Detalle"), shown)
    return 0 if all(row.well for row in rows) else 1


def _tries(built: House) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "ajustes", lambda: f"Carpeta {built.settings.folder}."
    yield "base de datos", partial(_database, built)
    for inbox in built.settings.inboxes:
        if inbox.enabled:
            yield f"buzón {inbox.name}", partial(_inbox, built, inbox)
    if not any(inbox.enabled for inbox in built.settings.inboxes):
        yield "buzones", partial(_no_inbox, built.settings.folder)
    if built.settings.outgoing.host:
        yield "salida (SMTP)", partial(_outgoing, built)
    yield "lector", partial(_reader, built)
    yield "plantillas", partial(_templates, built)
    yield "panel", partial(_panel, built)
    yield "manual", lambda: f"{len(built.manual().content) // 1024} kB."


def _database(built: House) -> str:
    with built.db.read():
        pass
    shown, version = built.settings.database_shown, built.db.sqlite_version()
    return f"{shown} · {checks.sqlite(version)}" if version else shown


def _inbox(built: House, inbox: InboxSettings) -> str:
    with built.mail_doors.open_inbox(inbox) as box:
        folders = ", ".join(f"{name} ({box.select(name).exists})" for name in inbox.folders or box.folders())
    return f"{inbox.address}: {folders}."


def _no_inbox(folder: Path) -> str:
    raise SettingsMistake(f"{folder}/inboxes: no hay buzones encendidos; ponga enabled = true en el suyo.")


def _outgoing(built: House) -> str:
    built.mail_doors.check_outgoing()
    return f"{built.settings.outgoing.host}:{built.settings.outgoing.port} acepta la conexión."


def _reader(built: House) -> str:
    built.reader.check()
    return "Los modelos cargan y el lector contesta."


def _panel(built: House) -> str:
    terms, offered = built.settings.terms, len(sold_on(built.settings.catalog, built.now().date()))
    return f"Aviso de privacidad {terms.notice.version}; accesos desde {terms.from_address}; {offered} productos hoy."


def _templates(built: House) -> str:
    from jinja2 import TemplateError

    needed = {kind for _, kinds in built.settings.letters.after for kind in kinds}
    needed |= set(PERSONAL) | {f"blocks/{block}" for _, block in built.settings.letters.blocks}
    for name in sorted(needed):
        try:
            built.environment.get_template(f"{name}.j2")
        except TemplateError as error:
            raise ComprobotError(f"La plantilla {name}.j2 no sirve: {error}.") from error
    return f"{len(needed)} plantillas en {built.templates}."
