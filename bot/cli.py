"""The commands and their options; what each does is imported when it is called, so that --help stays quick."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

commands = typer.Typer(
    name="comprobot",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Lee los comprobantes que llegan por correo, los compara con las constancias y envía activación y manual.",
)
slips = typer.Typer(no_args_is_help=True, help="Constancias de pago: importar y listar.")
commands.add_typer(slips, name="slips")
customers = typer.Typer(no_args_is_help=True, help="Clientes y su acceso al panel: importar, listar, dar otro acceso.")
commands.add_typer(customers, name="customers")
audit = typer.Typer(no_args_is_help=True, help="Bitácora: comprobar que nadie la cambió.")
commands.add_typer(audit, name="audit")
staff = typer.Typer(no_args_is_help=True, help="Usuarios del escritorio de cuentas por cobrar.")
commands.add_typer(staff, name="user")


class Change(StrEnum):
    """What the terminal changes of a user."""

    password = "password"  # noqa: S105  the word, not one
    code = "code"
    close = "close"
    open = "open"


# typer reads these annotations when a command is called; `Path | None` is what they mean
Database = Annotated[Optional[str], typer.Option("--database", metavar="URL", help="Base de datos.")]  # noqa: UP045
Config = Annotated[Optional[Path], typer.Option("--config", metavar="DIR", help="Carpeta de configuración.")]  # noqa: UP045
Json = Annotated[bool, typer.Option("--json", help="Una línea JSON por renglón.")]
Since = Annotated[Optional[str], typer.Option("--since", metavar="DÍA", help="Desde ese día, como 2026-11-22.")]  # noqa: UP045
Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", show_default=False)]


@commands.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="Sale cuando todo está decidido; 1 si algo no salió.")] = False,
    folder: Annotated[Path, typer.Option("--folder", help="Dónde quedan cartas y base.")] = Path("comprobot-demo"),
    database: Database = None,
    config: Config = None,
) -> None:
    """Muestra todo el trabajo con un servidor de correo propio, sin cuentas ni red."""
    from bot.demo import play

    raise typer.Exit(play.demo(folder, config, database, once=once))


@commands.command()
def run(database: Database = None, config: Config = None) -> None:
    """Trabaja hasta que se le detenga: revisa los buzones, decide, activa y contesta."""
    from bot.commands import working

    working.run(config, database)


@commands.command()
def poll(
    once: Annotated[bool, typer.Option("--once", help="Revisa cada buzón una vez y termina.")] = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Revisa los buzones y guarda lo que llegó; trabaja también si nadie más lo hace."""
    from bot.commands import working

    raise typer.Exit(working.poll(config, database, once=once))


@commands.command()
def work(database: Database = None, config: Config = None) -> None:
    """Decide, activa y contesta lo que ya está guardado, sin revisar buzones."""
    from bot.commands import working

    working.work(config, database)


@commands.command()
def web(database: Database = None, config: Config = None) -> None:
    """Atiende el escritorio de cuentas por cobrar, y a quien vigila: /health/live y /health/ready."""
    from bot.commands import working

    working.web(config, database)


@commands.command()
def check(json: Json = False, database: Database = None, config: Config = None) -> None:
    """Prueba buzones, salida, base de datos, lector y plantillas, y dice qué hacer con lo que falle."""
    from bot.commands import checking

    raise typer.Exit(checking.check(config, database, json=json))


@commands.command()
def read(
    paths: Paths,
    json: Json = False,
    slips: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--slips", metavar="FILE.csv", help="Constancias abiertas que ayudan a elegir."),
    ] = None,
    database: Database = None,
    config: Config = None,
) -> None:
    """Lee archivos como lo haría el bot y dice qué pago ve en cada uno."""
    from bot.commands import reading

    reading.read(paths, config, database, slips, json=json)


@commands.command()
def ingest(
    paths: Paths,
    inbox: Annotated[str, typer.Option("--inbox", help="Buzón al que llegaron.")] = "comprobantes",
    json: Json = False,
    send: Annotated[bool, typer.Option("--send", help="Envía también las cartas.")] = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Toma correos de archivos .eml, mbox o Maildir como si acabaran de llegar y los lleva a su decisión."""
    from bot.commands import ingesting

    ingesting.ingest(paths, config, database, inbox=inbox, json=json, send=send)


@slips.command("import")
def slips_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", show_default=False)],
    database: Database = None,
    config: Config = None,
) -> None:
    """Importa constancias de un CSV; si un renglón está mal, no se toma ninguno."""
    from bot.commands import slipping

    slipping.import_csv(file, config, database)


@slips.command("list")
def slips_list(json: Json = False, database: Database = None, config: Config = None) -> None:
    """Lista las constancias."""
    from bot.commands import slipping

    slipping.listed(config, database, json=json)


@customers.command("import")
def customers_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", show_default=False)],
    send: Annotated[
        bool, typer.Option("--send-credentials", help="Envía a quien no tiene contraseña un enlace para crearla.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Cambia versión, vencimiento y timbres de quienes ya están.")
    ] = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Importa clientes de un CSV (usuario,nombre,correo,rfc,version,vence,timbres); con un renglón mal, ninguno."""
    from bot.commands import enrolling

    enrolling.import_csv(file, config, database, send=send, update=update)


@customers.command("list")
def customers_list(json: Json = False, database: Database = None, config: Config = None) -> None:
    """Lista a los clientes que tienen usuario del panel."""
    from bot.commands import enrolling

    enrolling.listed(config, database, json=json)


@customers.command("reset")
def customers_reset(
    username: Annotated[str, typer.Argument(metavar="USUARIO", show_default=False)],
    link: Annotated[bool, typer.Option("--link", help="Muestra el enlace aquí en vez de enviarlo.")] = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Borra la contraseña de un cliente, cierra sus sesiones y le envía un enlace para crear otra."""
    from bot.commands import enrolling

    enrolling.reset(username, config, database, link=link)


@customers.command("close")
def customers_close(
    username: Annotated[str, typer.Argument(metavar="USUARIO", show_default=False)],
    database: Database = None,
    config: Config = None,
) -> None:
    """Cierra la cuenta de un cliente: sus sesiones y enlaces terminan y ya no entra."""
    from bot.commands import enrolling

    enrolling.switch(username, config, database, active=False)


@customers.command("open")
def customers_open(
    username: Annotated[str, typer.Argument(metavar="USUARIO", show_default=False)],
    database: Database = None,
    config: Config = None,
) -> None:
    """Abre otra vez la cuenta de un cliente."""
    from bot.commands import enrolling

    enrolling.switch(username, config, database, active=True)


@audit.command("verify")
def audit_verify(
    head: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--head", metavar="HEAD", help="Cabeza que se guardó en otra parte: descubre renglones cortados."),
    ] = None,
    json: Json = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Comprueba que cada renglón sigue al anterior; sale con 1 si no."""
    from bot.commands import auditing

    raise typer.Exit(auditing.verify(config, database, head, json=json))


@audit.command("head")
def audit_head(database: Database = None, config: Config = None) -> None:
    """Da la cabeza de la bitácora, para guardarla en otra máquina."""
    from bot.commands import auditing

    auditing.head(config, database)


@staff.command("add")
def user_add(
    email: Annotated[str, typer.Argument(metavar="CORREO", show_default=False)],
    name: Annotated[str, typer.Option("--name", help="Cómo se llama.")] = "",
    role: Annotated[str, typer.Option("--role", help="operator, approver, admin o auditor.")] = "operator",
    database: Database = None,
    config: Config = None,
) -> None:
    """Da de alta a una persona del escritorio; la contraseña se escribe a mano o llega por la entrada."""
    from bot.commands import staffing

    staffing.add(config, database, email=email, name=name, role=role, ask=_typed_twice)


@staff.command("list")
def user_list(json: Json = False, database: Database = None, config: Config = None) -> None:
    """Lista a las personas del escritorio."""
    from bot.commands import staffing

    staffing.listed(config, database, json=json)


@staff.command("change")
def user_change(
    email: Annotated[str, typer.Argument(metavar="CORREO", show_default=False)],
    what: Annotated[Change, typer.Argument(metavar="password|code|close|open", show_default=False)],
    database: Database = None,
    config: Config = None,
) -> None:
    """Da otra contraseña, quita la aplicación de códigos, cierra o abre una cuenta."""
    from bot.commands import staffing

    staffing.change(config, database, email=email, what=what.value, ask=_typed_twice)


def _typed_twice() -> str:
    typed: str = typer.prompt("Contraseña (al menos 12 caracteres)", hide_input=True, confirmation_prompt="Otra vez")
    return typed


@commands.command()
def cases(
    json: Json = False,
    every: Annotated[bool, typer.Option("--all", help="También los casos terminados.")] = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Lista los casos abiertos, primero el que vence antes."""
    from bot.commands import looking

    looking.cases(config, database, json=json, every=every)


@commands.command()
def case(
    number: Annotated[int, typer.Argument(metavar="N", show_default=False, min=1, max=2**31 - 1)],
    action: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[accept|split|ask|reject|already_applied|not_a_receipt|release]", show_default=False),
    ] = None,
    slip: Annotated[Optional[str], typer.Option("--slip", metavar="REF", help="Constancia que paga.")] = None,  # noqa: UP045
    missing: Annotated[list[str], typer.Option("--missing", help="Qué falta; puede repetirse.")] = [],  # noqa: B006
    share: Annotated[list[str], typer.Option("--share", help="REF=IMPORTE de cada parte.")] = [],  # noqa: B006
    reason: Annotated[str, typer.Option("--reason", help="Motivo, o las palabras de la nota.")] = "",
    look: Annotated[bool, typer.Option("--look", help="Sólo dice qué haría, con sus cartas; no hace nada.")] = False,
    json: Json = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Muestra un caso, o lo resuelve: accept --slip REF, ask --missing reference, reject --reason ..., release.

    También: split --slip REF,REF --share REF=IMPORTE, already_applied --reason C-OTRO y not_a_receipt. Si el panel
    no confirma: panel_on cuando usted ve que sí quedó, panel_off cuando no. Y note --reason "...", para el equipo, y
    reverse --slip REF --reason "...", que revierte una activación. Con --look se leen antes las cartas que saldrían.
    """
    from bot.commands import one_case

    if action is None:
        one_case.case(number, config, database, json=json)
        return
    said = {"ask": tuple(missing), "split": tuple(share)}.get(action, tuple(reason.split()))
    do = one_case.look if look else one_case.rule
    do(number, action, config, database, said=said, reference=slip)


@commands.command()
def outbox(json: Json = False, database: Database = None, config: Config = None) -> None:
    """Lista las últimas cartas y cómo va cada una."""
    from bot.commands import looking

    looking.outbox(config, database, json=json)


@commands.command()
def status(json: Json = False, database: Database = None, config: Config = None) -> None:
    """Dice en números cómo está todo: buzones, trabajo pendiente, casos y cartas."""
    from bot.commands import looking

    looking.status(config, database, json=json)


@commands.command()
def report(since: Since = None, json: Json = False, database: Database = None, config: Config = None) -> None:
    """Dice qué tan bueno es el bot: cuánto decide solo, por qué no, en cuánto tiempo y con qué errores."""
    from bot.commands import reporting

    reporting.report(since, config, database, json=json)


@commands.command()
def replay(
    since: Since = None,
    truth: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--truth", metavar="FILE.jsonl", help="Lo que debió pasar con cada correo, en vez del personal."),
    ] = None,
    json: Json = False,
    database: Database = None,
    config: Config = None,
) -> None:
    """Vuelve a juzgar correos guardados con el código y los ajustes de hoy, sin cambiar nada; 1 si algo difiere."""
    from bot.commands import replaying

    raise typer.Exit(replaying.replay(since, truth, config, database, json=json))
