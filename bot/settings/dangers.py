"""Settings of good form -> what is missing in them or must not stand together (B136)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings.sentences import Place
    from bot.settings.tables import InboxSettings, OAuthTable, ProductTable, Tables

Danger = tuple["Place", str]
_NO_CONSENT = (
    "el bot activaría con el solo comprobante, sin que el banco confirme; escriba true si lo acepta, "
    'o receipt_alone_up_to = "0.00".'
)
_ANSWERED = "es un buzón que el bot lee; los rebotes van a una dirección aparte, o a un buzón con bounces = true."
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def dangers(tables: Tables) -> Iterator[Danger]:
    """Yield the place and the sentence of every objection to `tables`."""
    for name, inbox in tables.inboxes.items():
        yield from _inbox(name, inbox)
    yield from _same_inbox(tables)
    yield from _vendor(tables)
    yield from _outgoing(tables)
    yield from _panel(tables)
    yield from _trust(tables)
    yield from _window(tables)
    yield from _web(tables)
    yield from _database(tables)
    yield from _catalog(tables.catalog.product)
    yield from _privacy(tables)


def _inbox(name: str, inbox: InboxSettings) -> Iterator[Danger]:
    place = ("inboxes", name)
    yield from _clear(place, inbox.host, inbox.tls)
    if not inbox.enabled:
        return
    if name == "panel":
        yield place, "ese nombre lleva lo que los clientes envían desde su panel; dé otro al archivo."
    for key in ("address", "host"):
        if not getattr(inbox, key):
            yield (*place, key), "falta; el buzón está encendido."
    yield from _oauth(place, inbox.oauth)
    if not inbox.oauth.provider and not inbox.password:
        yield (*place, "password"), _missing_secret(name)
    if inbox.cut_off == date.max:
        yield (*place, "cut_off"), "falta la fecha desde la que se contesta, como 2026-12-01: lo anterior es historia."


def _oauth(place: Place, oauth: OAuthTable) -> Iterator[Danger]:
    """Object to an entry by OAuth that lacks what its provider asks for."""
    if not oauth.provider:
        return
    if not oauth.client_id:
        yield (*place, "oauth", "client_id"), "falta; lo da el proveedor al registrar la aplicación."
    needed = ("client_secret", "refresh_token") if oauth.provider == "google" else ("client_secret",)
    for key in needed:
        if not getattr(oauth, key).get_secret_value():
            file = "__".join((*(str(part) for part in place), "oauth", key))
            yield (*place, "oauth", key), f"falta; escríbalo en el archivo secreto {file}."
    if oauth.provider == "microsoft" and oauth.tenant == "common" and not oauth.refresh_token.get_secret_value():
        yield (*place, "oauth", "tenant"), "falta el de su organización: sin refresh_token, «common» no sirve."


def _missing_secret(inbox: str) -> str:
    file = f"inboxes__{inbox}__password"
    return f"falta; escríbala en el archivo secreto {file} o en la variable COMPROBOT_{file.upper()}."


def _clear(place: Place, host: str, tls: str) -> Iterator[Danger]:
    """Object to a password that would travel in clear text (B51)."""
    if tls == "none" and host and host not in _LOOPBACK:
        yield (*place, "tls"), '"none" enviaría la contraseña sin cifrar; use "tls" o "starttls".'


def _same_inbox(tables: Tables) -> Iterator[Danger]:
    seen: dict[tuple[str, str], str] = {}
    for name, inbox in tables.inboxes.items():
        key = (inbox.host.lower(), inbox.user or inbox.address)
        if inbox.enabled and inbox.host and (first := seen.setdefault(key, name)) != name:
            yield ("inboxes", name, "user"), f"es el mismo buzón que inboxes/{first}.toml; cada buzón va una sola vez."


def _read_addresses(tables: Tables, *, answered_only: bool = False) -> set[str]:
    read = (inbox for inbox in tables.inboxes.values() if not (answered_only and inbox.bounces))
    return {inbox.address.lower() for inbox in read if inbox.address}


def _vendor(tables: Tables) -> Iterator[Danger]:
    vendor = tables.vendor
    for key in ("name", "payee_accounts", "sales_address", "staff_address"):
        if not getattr(vendor, key):
            yield ("vendor", key), "falta; sin ese dato no se puede contestar ni comparar un pago."
    if vendor.staff_address.lower() in _read_addresses(tables):
        yield ("vendor", "staff_address"), "es un buzón que el bot lee: sus avisos volverían como correo nuevo."


def _outgoing(tables: Tables) -> Iterator[Danger]:
    out, at_work = tables.outgoing, any(inbox.enabled for inbox in tables.inboxes.values())
    yield from _clear(("outgoing",), out.host, out.tls)
    if at_work and out.reply:
        for key in ("host", "from_address", "bounce_address"):
            if not getattr(out, key):
                yield ("outgoing", key), "falta; hay buzones encendidos y reply = true."
    if out.bounce_address.lower() in _read_addresses(tables, answered_only=True):
        yield ("outgoing", "bounce_address"), _ANSWERED
    if out.lookup_inbox and not getattr(tables.inboxes.get(out.lookup_inbox), "host", ""):
        yield ("outgoing", "lookup_inbox"), "no hay un buzón con ese nombre en inboxes/, o le falta host."
    yield from _oauth(("outgoing",), out.oauth)
    if out.user and not out.oauth.provider and not out.password.get_secret_value():
        yield ("outgoing", "password"), "falta; escríbala en el archivo secreto outgoing__password."
    if 0 < len(out.token_key.get_secret_value()) < 16:
        yield ("outgoing", "token_key"), "es muy corta; use 16 caracteres o más."


def _panel(tables: Tables) -> Iterator[Danger]:
    panel = tables.panel
    if panel.kind != "webhook":
        return
    address = urlsplit(panel.url)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield ("panel", "url"), "debe ser una dirección completa, como https://panel.perseo.example/api."
    elif address.scheme == "http" and address.hostname not in _LOOPBACK:
        yield ("panel", "url"), "los datos de los clientes viajarían sin cifrar; use https://."
    if len(panel.secret.get_secret_value()) < 16:
        yield ("panel", "secret"), "falta o es muy corto; 16 caracteres o más en el archivo secreto panel__secret."


def _trust(tables: Tables) -> Iterator[Danger]:
    trust = tables.trust
    # No bank statement is read yet: a receipt alone activates, and somebody must have said yes to that.
    if tables.outgoing.activate and trust.receipt_alone_up_to and not trust.without_bank_confirmation:
        yield ("trust", "without_bank_confirmation"), _NO_CONSENT
    if trust.receipt_alone_up_to > trust.per_customer_day:
        yield ("trust", "receipt_alone_up_to"), "no puede ser mayor que per_customer_day."
    if trust.per_customer_day > trust.per_day:
        yield ("trust", "per_customer_day"), "no puede ser mayor que per_day."


def _window(tables: Tables) -> Iterator[Danger]:
    window = tables.window
    if list(window.alarm_hours) != sorted(set(window.alarm_hours)) or not window.alarm_hours:
        yield ("window", "alarm_hours"), "deben ir de menor a mayor, como [4, 12, 20, 24]."
    elif window.alarm_hours[-1] > window.hours:
        yield ("window", "alarm_hours"), f"la última alarma llega después del plazo de {window.hours} horas."


def _web(tables: Tables) -> Iterator[Danger]:
    address = urlsplit(tables.web.address)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield ("web", "address"), "debe ser una dirección completa, como https://panel.perseo.example."
    elif address.scheme == "http" and address.hostname not in _LOOPBACK:
        yield ("web", "address"), "las contraseñas viajarían sin cifrar; use https://."


def _database(tables: Tables) -> Iterator[Danger]:
    if tables.database.url.get_secret_value() in ("sqlite:///", "sqlite:///:memory:"):
        yield ("database", "url"), "perdería todo al apagarse; escriba el nombre de un archivo."


def _catalog(products: tuple[ProductTable, ...]) -> Iterator[Danger]:
    for number, product in enumerate(products):
        if product.valid_until and product.valid_until < product.valid_from:
            yield ("catalog", "product", number, "valid_until"), "es anterior a valid_from."
        if any(_overlap(product, earlier) for earlier in products[:number]):
            yield ("catalog", "product", number, "code"), f"{product.code} tendría dos precios el mismo día."


def _overlap(one: ProductTable, other: ProductTable) -> bool:
    return (
        one.code == other.code
        and one.valid_from <= (other.valid_until or date.max)
        and other.valid_from <= (one.valid_until or date.max)
    )


def _privacy(tables: Tables) -> Iterator[Danger]:
    notice = tables.privacy
    if not notice.text.strip() or not notice.summary:
        yield ("privacy", "text"), "falta el aviso (text y summary): sin él nadie puede aceptarlo para entrar al panel."
