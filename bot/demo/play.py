"""The real bot over the demo's mail server, the story mailed to it, and its outcome on the screen."""

from __future__ import annotations

import shutil
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live

from bot import app, clock
from bot.demo import desk, panel, people, show, story
from bot.demo.server import MailServer
from bot.demo.watch import Watch
from bot.errors import ComprobotError
from bot.store import customers, mails, slips
from bot.store.slips import NewSlip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.app import House
    from bot.demo.story import Scene

INBOXES = {"comprobantes": "comprobantes@facturamos.example", "cxc": "cxc@facturamos.example"}
_PASSWORD = "una-contraseña-de-muestra"
_PATIENCE = 180.0  # seconds, then the demo says what is not decided
_MARK = "demostracion.txt"  # only a folder that a demo has made is emptied by the next one
_BLINK = 0.25  # seconds between two looks
_LOOK = 1.0  # seconds between two looks of the bank and the postman


def demo(folder: Path, config: Path | None, database: str | None, *, once: bool) -> int:
    """Return 0 when every mail of the story came to the outcome it should, else 1; the letters lie in `folder`."""
    console = Console()
    console.print("Se preparan un servidor de correo, una docena de clientes y sus comprobantes…", style="dim")
    clear(folder)
    now = clock.now()
    scenes = story.scenes(now, INBOXES["comprobantes"], INBOXES["cxc"])
    with MailServer(dict.fromkeys(INBOXES.values(), _PASSWORD), clock.now) as server:
        environment = _environment(folder, server, now, desk.free_port())
        with app.opened(config, environment=environment, database=database) as house:
            issue_slips(house, now)
            desk.enrol(house)
            panel.enrol(house)
            with app.at_work(house, threads=3):
                well = _play(house, server, scenes, folder, console)
                if not once:
                    with desk.open_desk(house) as address, suppress(KeyboardInterrupt):
                        console.print(show.desk(address, desk.LOGINS), soft_wrap=True)
                        console.print(show.panel(address, panel.MEMBERS, panel.PASSWORD), soft_wrap=True)
                        _attend(house, server, folder, console)
    return 0 if well else 1


def clear(folder: Path) -> None:
    """Make the folder new and empty; ComprobotError when it holds anything that no demo has left there."""
    left = list(folder.iterdir()) if folder.is_dir() else []
    if left and not (folder / _MARK).exists():
        raise ComprobotError(f"{folder}: ya tiene otras cosas, y no se borran; indique otra carpeta con --folder.")
    try:
        if left:
            shutil.rmtree(folder)
        (folder / "cartas").mkdir(parents=True)
        (folder / _MARK).write_text(
            "Esta carpeta es de la demostración de Comprobot; la siguiente la vacía.\n", "utf-8"
        )
    except OSError as error:
        raise ComprobotError(f"{folder}: no se puede escribir ahí ({error.strerror}).") from error


def _environment(folder: Path, server: MailServer, now: datetime, port: int) -> dict[str, str]:
    """Return the changes to the shipped settings: two inboxes and the way out on this server, a database of its own."""
    changes = {
        "DATABASE__URL": f"sqlite:///{folder.resolve() / 'comprobot.db'}",
        "OUTGOING__HOST": server.host,
        "OUTGOING__PORT": str(server.smtp_port),
        "OUTGOING__TLS": "none",
        "OUTGOING__FROM_ADDRESS": INBOXES["comprobantes"],
        "OUTGOING__BOUNCE_ADDRESS": "rebotes@facturamos.example",
        "OUTGOING__TOKEN_KEY": "solo para la demostración",
        "WEB__HOST": desk.HOST,
        "WEB__PORT": str(port),
        "WEB__ADDRESS": f"http://{desk.HOST}:{port}",
    }
    for name, address in INBOXES.items():
        changes |= {
            f"INBOXES__{name}__ENABLED": "true",
            f"INBOXES__{name}__ADDRESS": address,
            f"INBOXES__{name}__HOST": server.host,
            f"INBOXES__{name}__PORT": str(server.imap_port),
            f"INBOXES__{name}__TLS": "none",
            f"INBOXES__{name}__USER": address,
            f"INBOXES__{name}__PASSWORD": _PASSWORD,
            f"INBOXES__{name}__CUT_OFF": f"{now - timedelta(days=2):%Y-%m-%d}",
            f"INBOXES__{name}__INTERVAL_SECONDS": "5",
        }
    return {f"COMPROBOT_{name.upper()}": value for name, value in changes.items()}


def issue_slips(house: House, now: datetime) -> None:
    """Write the story's slips; ComprobotError when the database is in use: its real letters would go to us."""
    with house.db.read() as tx:
        if slips.listed(tx, now=now, limit=1) or mails.newest(tx, 1):
            raise ComprobotError("Esa base de datos ya está en uso; la demostración necesita una vacía.")
    issued = people.slips(now)
    with house.db.begin() as tx:
        cast = [(slip.customer.name, slip.customer.email, slip.customer.rfc) for slip in issued]
        ids = customers.enrol(tx, cast)
        slips.add(
            tx,
            [
                NewSlip(
                    slip.reference, ids[slip.customer.email], slip.amount, slip.issued_at, slip.expires_at, slip.lines
                )
                for slip in issued
            ],
        )


def _play(house: House, server: MailServer, scenes: Sequence[Scene], folder: Path, console: Console) -> bool:
    """Return whether all ended well: mail every scene when its turn comes, and show the way of each."""
    watch = Watch(house, scenes)
    end = time.monotonic() + _PATIENCE
    with Live(console=console, refresh_per_second=4, transient=True) as live:
        while True:
            for scene in watch.due():
                for address in scene.to:
                    server.deliver(address, scene.delivery(address))
                watch.sent(scene)
            watch.look()
            live.update(show.glance(watch.rows, console.width))
            if watch.all_settled or time.monotonic() > end:
                break
            time.sleep(_BLINK)
    _save_letters(house, server, folder / "cartas")
    console.print(show.table(watch.rows, console.width))
    console.print(show.summary(watch.rows, str(folder / "cartas")))
    console.print(show.next_steps(_next(house.settings.database_shown, watch)), soft_wrap=True)
    return all(row.as_expected for row in watch.rows)


def _attend(house: House, server: MailServer, folder: Path, console: Console) -> None:
    """Be bank and postman for as long as somebody looks around: receipts for new slips, letters as they leave."""
    bank = panel.Bank(house, folder / "comprobantes", INBOXES["comprobantes"])
    sent = 0
    while True:
        for reference in bank.give():
            command = panel.to_mail(server, bank.inbox, bank.folder, reference)
            console.print(show.receipt(reference, str(bank.folder), command), soft_wrap=True)
        if len(server.outbound) > sent:
            sent = len(server.outbound)
            _save_letters(house, server, folder / "cartas")
        time.sleep(_LOOK)


def _save_letters(house: House, server: MailServer, folder: Path) -> None:
    """Write each letter as it went over the wire, named by its order, kind and reader."""
    kinds = Watch.kinds_by_message_id(house)
    for number, (_, recipients, raw) in enumerate(server.outbound, 1):
        kind = next((kind for message_id, kind in kinds.items() if message_id.encode() in raw), "carta")
        (folder / f"{number:02}-{show.LETTERS.get(kind, kind)}-{recipients[0]}.eml").write_bytes(raw)


def _next(database_url: str, watch: Watch) -> tuple[tuple[str, str], ...]:
    """Return three commands as this person would type them here."""
    typed = Path(sys.argv[0])
    program = str(typed) if typed.name == "comprobot" and not typed.is_absolute() else "comprobot"
    here = f"sqlite:///{Path.cwd()}/"
    database = "--database " + database_url.replace(here, "sqlite:///")
    reviewed = next((one.mail.case_id for one in watch.became.values() if one.mail.outcome == "review"), 1)
    return (
        (f"{program} cases {database}", "los casos que esperan a una persona o al cliente"),
        (f"{program} case {reviewed} {database}", "un caso entero: correos, motivos, cartas y bitácora"),
        (f"{program} read SU-COMPROBANTE.pdf", "lo que el bot lee en un archivo de usted"),
    )
