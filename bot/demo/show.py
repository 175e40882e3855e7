"""Rows of the story -> the live table and the closing summary on a person's terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from bot.demo.desk import Login
    from bot.demo.panel import Member

STATIONS = ("por llegar", "llegó", "guardado", "leído", "decidido", "activado", "avisado")
OUTCOMES = {
    "activate": ("panel activado", "green"),
    "ask": ("se pregunta", "yellow"),
    "review": ("lo ve una persona", "magenta"),
    "ignore": ("nada que hacer", "cyan"),
}
COUNTED = {
    "activate": "con panel activado",
    "ask": "con una pregunta al cliente",
    "review": "para que lo vea una persona",
    "ignore": "sin nada que hacer",
}
LETTERS = {
    "activation": "activación",
    "manual": "manual",
    "acknowledgement": "acuse",
    "neutral_acknowledgement": "acuse",
    "question": "pregunta",
    "reminder": "recordatorio",
    "closing": "cierre amable",
    "already_received": "ya aplicado",
    "third_party": "acuse a tercero",
    "deadline_near": "alarma al equipo",
    "undelivered": "aviso al equipo",
    "system_notice": "aviso al equipo",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Where one mail of the story stands."""

    title: str
    sender: str
    station: str  # one of STATIONS
    outcome: str | None = None
    reason: str = ""
    deadline: str = ""  # as printed: "mar 10:02"
    letters: tuple[str, ...] = ()  # kinds
    as_expected: bool | None = None  # None: not known yet


def table(rows: Sequence[Row], width: int = 100) -> Table:
    """Return every mail's way so far; below 80 columns deadline and letters move under the decision."""
    roomy = width >= 80
    board = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, title="De la llegada a la activación")
    board.add_column("Correo", ratio=4, overflow="fold")
    board.add_column("Va en", width=10)
    board.add_column("Decisión y motivo", ratio=5, overflow="fold")
    if roomy:
        board.add_column("Vence", width=9, overflow="fold")
        board.add_column("Cartas", width=11, overflow="fold")
    board.add_column("", width=2, no_wrap=True)
    for row in rows:
        aside = [Text(row.deadline), _letters(row, "\n")] if roomy else []
        board.add_row(_mail(row), _station(row), _decision(row) if roomy else _all_of_it(row), *aside, _mark(row))
    return board


def glance(rows: Sequence[Row], width: int = 100) -> Table:
    """Return one line a mail, so that the whole story fits a small screen while it happens."""
    board = Table.grid(padding=(0, 1), expand=True)
    board.add_column(ratio=5, no_wrap=True, overflow="ellipsis")
    board.add_column(width=10, no_wrap=True)
    board.add_column(ratio=4 if width >= 80 else 3, no_wrap=True, overflow="ellipsis")
    for row in rows:
        station = Text(row.station, style="green" if row.as_expected else "dim" if row.outcome is None else "")
        decision = Text("…", style="dim")
        if row.outcome is not None:
            words, colour = OUTCOMES.get(row.outcome, (row.outcome, "white"))
            told = ", ".join(LETTERS.get(kind, kind) for kind in row.letters)
            decision = Text.assemble((words, colour), f" · {told}" if told else "")
        board.add_row(Text(row.title), station, decision)
    return board


def summary(rows: Sequence[Row], letters_folder: str) -> RenderableType:
    """Return what came of it all and where the letters lie."""
    lines = [_counts(rows), _verdict(rows), Text(f"Las cartas, como archivos .eml: {letters_folder}", overflow="fold")]
    return Panel(Group(*lines), title="Resumen", border_style="green" if _well(rows) else "red")


def next_steps(commands: Sequence[tuple[str, str]]) -> Text:
    """Return the commands to try next, each whole on a line of its own, to be copied; print it with soft_wrap."""
    lines = [Text.assemble("  # ", (purpose, "dim"), "\n  ", (command, "bold")) for command, purpose in commands]
    return Text("\n").join([Text("Para seguir:"), *lines])


def _mail(row: Row) -> Text:
    return Text.assemble(row.title, "\n", (row.sender, "dim"), overflow="fold")


def _station(row: Row) -> Text:
    """Return the station with a bar of how far the mail has come."""
    done = STATIONS.index(row.station) if row.station in STATIONS else 0
    return Text.assemble(row.station, "\n", ("━" * done, "green"), ("━" * (len(STATIONS) - 1 - done), "dim"))


def _decision(row: Row) -> Text:
    if row.outcome is None:
        return Text("…", style="dim")
    words, colour = OUTCOMES.get(row.outcome, (row.outcome, "white"))
    return Text.assemble((words, f"bold {colour}"), *(("\n", row.reason) if row.reason else ()), overflow="fold")


def _letters(row: Row, between: str) -> Text:
    return Text(between.join(LETTERS.get(kind, kind) for kind in row.letters), overflow="fold")


def _all_of_it(row: Row) -> Text:
    """Return decision, deadline and letters below each other, for a narrow terminal."""
    parts = [_decision(row)]
    if row.deadline:
        parts.append(Text(f"vence {row.deadline}"))
    if row.letters:
        parts.append(_letters(row, ", "))
    return Text("\n", overflow="fold").join(parts)


def _mark(row: Row) -> Text:
    """Return whether the outcome is the one that the story expects, in a letter that every terminal has."""
    if row.as_expected is None:
        return Text("")
    return Text("sí", style="green") if row.as_expected else Text("NO", style="bold red")


def _counts(rows: Sequence[Row]) -> Text:
    """Return how many mails came to which outcome, in words."""
    counted = [
        (sum(row.outcome == name for row in rows), COUNTED[name], colour) for name, (_, colour) in OUTCOMES.items()
    ]
    counted.append((sum(row.outcome is None for row in rows), "sin decidir", "red"))
    parts = [(f"{number} {words}", colour) for number, words, colour in counted if number]
    letters = sum(len(row.letters) for row in rows)
    text = Text(f"{len(rows)} correos, {letters} cartas. ", style="bold")
    return text.append_text(Text(" · ").join(Text(words, style=colour) for words, colour in parts))


def _verdict(rows: Sequence[Row]) -> Text:
    """Return whether the story ended as it should, naming the mails that did not."""
    if _well(rows):
        return Text("Todo terminó como debía.", style="green")
    wrong = ", ".join(f"«{row.title}»" for row in rows if row.as_expected is not True)
    return Text(f"No terminó como debía: {wrong}.", style="bold red")


def _well(rows: Sequence[Row]) -> bool:
    return all(row.as_expected is True for row in rows)


def desk(address: str, logins: Iterable[Login]) -> str:
    """Return where the desk is, and who may sign in."""
    lines = [f"[bold]El escritorio de cuentas por cobrar[/] está en {address}"]
    lines += [f"  {one.name:<8} {one.email}  «{one.password}»  ({one.may})" for one in logins]
    return "\n".join(lines)


def panel(address: str, members: Iterable[Member], password: str) -> str:
    """Return where the customers' panel is, and who may sign in."""
    lines = [f"[bold]El panel de los clientes[/] está en {address}/panel  (contraseña de todos: «{password}»)"]
    lines += [f"  {one.username:<8} {one.person.name}, {one.may}" for one in members]
    return "\n".join([*lines, "El bot sigue atento a sus buzones. Ctrl+C para terminar."])


def receipt(reference: str, folder: str, command: str) -> str:
    """Return where the receipt of a slip lies, to be handed in at the panel or mailed."""
    return (
        f"Constancia {reference}: si la «pagan», su comprobante es {folder}/comprobante-{reference}.pdf\n"
        f"  súbalo en el panel, o mándelo por correo:  [bold]{command}[/]"
    )
