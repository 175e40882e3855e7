"""customers import, list, reset: who may enter the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.front import csv_text, house, print_json, print_table
from bot.errors import BadRow, ComprobotError, LetterRefused
from bot.model import Panel
from bot.slips import customer_rows
from bot.store import audit, customers, panel_links, panel_users, sessions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.app import House
    from bot.slips.customer_rows import CustomerRow
    from bot.store.db import Tx
    from bot.store.panel_users import Listed, PanelUser

_NOBODY = "No hay un cliente con el usuario «{}»."
_SHADOW = 'En modo de prueba (effects = "shadow") no sale ninguna carta: no se enviaron accesos.'


def import_csv(file: Path, config: Path | None, database: str | None, *, send: bool, update: bool) -> None:
    """Take every customer of the file, or none; BadRow names the bad rows. Who is known stays as he is."""
    found = customer_rows.rows(csv_text(file))
    with house(config, database) as built:
        with built.db.begin() as tx:
            known = _known(tx, found)
            _add(tx, [row for row in found if row.username not in known], built.now())
            changed = _change(tx, [row for row in found if row.username in known]) if update else 0
            details = {"customers": len(found) - len(known), "changed": changed}
            audit.write(tx, "customers_imported", at=built.now(), actor="terminal", details=details)
        print(_counted(len(found) - len(known), len(known), changed if update else None))
        if send:
            print(_invited(built, found))


def _known(tx: Tx, found: Sequence[CustomerRow]) -> frozenset[str]:
    """Return the names that are their customers' already; BadRow for those that are somebody else's."""
    held = panel_users.held(tx, [row.username for row in found], [row.email for row in found])
    names, addresses = dict(held), {email: username for username, email in held}
    bad = []
    for row in found:
        if names.get(row.username, row.email) != row.email:
            bad.append(f"Renglón {row.line}: el usuario {row.username} ya es de otro cliente ({names[row.username]}).")
        elif addresses.get(row.email, row.username) != row.username:
            bad.append(f"Renglón {row.line}: el correo {row.email} ya tiene el usuario {addresses[row.email]}.")
    if bad:
        raise BadRow("\n".join(bad))
    return frozenset(names)


def _add(tx: Tx, new: Sequence[CustomerRow], at: datetime) -> None:
    """Write new users; a panel that was switched on before keeps what it has."""
    ids = customers.enrol(tx, [(row.name, row.email, row.rfc) for row in new])
    for row in new:
        customer = ids[row.email]
        panel_users.add(tx, customer, row.username, at=at)
        if not customers.has_panel(tx, customer):
            _write_panel(tx, row, customer)


def _change(tx: Tx, known: Sequence[CustomerRow]) -> int:
    """Return how many panels are not what they were."""
    changed = 0
    for row in known:
        customer = customers.by_email(tx, row.email)
        if customer is not None:
            changed += _write_panel(tx, row, customer.id)
    return changed


def _write_panel(tx: Tx, row: CustomerRow, customer: int) -> bool:
    """Write what the row says of a panel; False when it says nothing new."""
    was = customers.panel_held(tx, customer)
    now = Panel(
        customer,
        row.version or was.version,
        was.active_until if row.active_until is None else row.active_until,
        was.stamps if row.stamps is None else row.stamps,
    )
    if now != was:
        customers.write_panel(tx, now)
    return now != was


def _counted(new: int, known: int, changed: int | None) -> str:
    said = f"{new} cliente{'s' * (new != 1)} nuevo{'s' * (new != 1)}"
    if not known:
        return f"{said}."
    stay = "ya estaba" if known == 1 else "ya estaban"
    kept = f"{stay} y no cambi{'a' if known == 1 else 'an'}" if changed is None else f"{stay}, {changed} con cambios"
    return f"{said}; {known} {kept}."


def _invited(built: House, found: Sequence[CustomerRow]) -> str:
    """Queue a letter for each who has no password and no link that still opens; return a sentence."""
    if built.is_shadow:
        return _SHADOW
    sent, refused = 0, []
    for row in found:
        try:
            with built.db.begin() as tx:
                user = panel_users.by_username(tx, row.username)
                if user is not None and _needs_access(tx, user, built.now()):
                    built.access.mail(tx, user, "welcome")
                    sent += 1
        except LetterRefused:
            refused.append(f"Renglón {row.line}: a {row.email} no se le puede escribir; use reset con --link.")
    return "\n".join((f"{sent} carta{'s' * (sent != 1)} de acceso por salir.", *refused))


def _needs_access(tx: Tx, user: PanelUser, now: datetime) -> bool:
    return user.active and user.password_hash is None and not panel_links.waiting(tx, user.id, now=now)


def reset(username: str, config: Path | None, database: str | None, *, link: bool) -> None:
    """Take a customer's password away, end his sessions and mail him a link, or show it."""
    with house(config, database) as built:
        with built.db.begin() as tx:
            user = _user(tx, username)
            panel_users.change(tx, user.id, password_hash=None)
            sessions.end_all(tx, "panel", user.id)
            panel_links.end_all(tx, user.id, at=built.now())
            audit.write(tx, "panel_reset", at=built.now(), actor="terminal", details={"user": user.username})
            if link:
                word = built.access.link_word(tx, user, "welcome")
            else:
                built.access.mail(tx, user, "welcome")
        print(f"Listo: {user.username} ya no tiene contraseña y sus sesiones se cerraron.")
        if link:
            print(f"Con este enlace crea otra; sirve una vez y vence en 72 horas:\n{built.access.link(word)}")
        else:
            print(_SHADOW if built.is_shadow else "Le llegará un enlace para crear otra.")


def switch(username: str, config: Path | None, database: str | None, *, active: bool) -> None:
    """Close a customer's account, whose sessions and links end, or open it again."""
    with house(config, database) as built, built.db.begin() as tx:
        user = _user(tx, username)
        panel_users.change(tx, user.id, active=active)
        if not active:
            sessions.end_all(tx, "panel", user.id)
            panel_links.end_all(tx, user.id, at=built.now())
        event = "panel_opened" if active else "panel_closed"
        audit.write(tx, event, at=built.now(), actor="terminal", details={"user": user.username})
    print(f"Listo: {user.username} {'puede' if active else 'ya no puede'} entrar al panel.")


def _user(tx: Tx, username: str) -> PanelUser:
    """Return the user of this name; ComprobotError when there is none."""
    user = panel_users.by_username(tx, username)
    if user is None:
        raise ComprobotError(_NOBODY.format(username))
    return user


def listed(config: Path | None, database: str | None, *, json: bool) -> None:
    """List who may enter the panel."""
    with house(config, database) as built:
        if json:
            for one in _all(built):
                print_json(_row(one))
            return
        rows = [
            (one.username, one.name, one.email, one.version or "3.3", one.active_until or "sin activar",
             one.stamps or 0, _state(one))
            for one in _all(built)
        ]  # fmt: skip
        columns = ("Usuario", "Nombre", "Correo", "Versión", "Vence", "Timbres", "")
        print_table("Clientes con usuario del panel", columns, [tuple(str(cell) for cell in row) for row in rows])


def _all(built: House) -> Iterator[Listed]:
    after = 0
    while True:
        with built.db.read() as tx:
            page = panel_users.listed(tx, after=after)
        yield from page
        if not page:
            return
        after = page[-1].id


def _state(one: Listed) -> str:
    if not one.active:
        return "cerrado"
    return "activo" if one.has_password else "sin contraseña"


def _row(one: Listed) -> dict[str, str | int | bool | None]:
    return {
        "usuario": one.username,
        "nombre": one.name,
        "correo": one.email,
        "version": one.version or "3.3",
        "vence": one.active_until.isoformat() if one.active_until else None,
        "timbres": one.stamps or 0,
        "estado": _state(one),
        "ultima_entrada": one.signed_in_at.isoformat() if one.signed_in_at else None,
    }
