"""Settings -> what is set, in words for a page; secrets only as "puesta" or "falta" (B109)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.money import pesos

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.settings import InboxSettings, Settings

    Row = tuple[str, str]
    Section = tuple[str, tuple[Row, ...]]

_JUDGED = {"accept": "se acepta", "review": "lo ve una persona"}


def view(settings: Settings) -> tuple[Section, ...]:
    """Return each heading with its rows of name and value."""
    return (
        ("Quién cobra", _vendor(settings)),
        *((f"Buzón {inbox.name}", _inbox(inbox)) for inbox in settings.inboxes),
        ("Salida de cartas", _outgoing(settings)),
        ("Panel de los clientes", _panel(settings)),
        ("Plazos", _window(settings)),
        ("Hasta dónde se cree en un comprobante", _trust(settings)),
        ("Cuánto puede faltar", _tolerance(settings)),
        ("El programa", _program(settings)),
    )


def _set(secret: SecretStr) -> str:
    return "puesta" if secret.get_secret_value() else "falta"


def _yes(value: bool) -> str:  # noqa: FBT001  the one argument
    return "sí" if value else "no"


def _vendor(settings: Settings) -> tuple[Row, ...]:
    vendor = settings.vendor
    return (
        ("Nombre", vendor.name),
        ("Marca", vendor.brand),
        ("Cuentas", ", ".join(f"termina en {account[-4:]}" for account in vendor.payee_accounts)),
        ("Convenios", ", ".join(vendor.convenios) or "ninguno"),
        ("Dudas de ventas", vendor.sales_address),
        ("Panel", vendor.panel_url or "ninguno"),
        ("Avisos al equipo", vendor.staff_address),
        ("Teléfonos", ", ".join(f"{city} {phone}" for city, phone in vendor.phones)),
    )


def _inbox(inbox: InboxSettings) -> tuple[Row, ...]:
    return (
        ("Encendido", _yes(inbox.enabled)),
        ("Dirección", inbox.address),
        ("Servidor", f"{inbox.host}:{inbox.port} ({inbox.tls})"),
        ("Contraseña", "por OAuth" if inbox.oauth.provider else _set(inbox.password)),
        ("Se revisa cada", f"{inbox.interval_seconds} s"),
        ("Responde correos desde", "falta la fecha" if inbox.cut_off == date.max else inbox.cut_off.isoformat()),
        ("Lee correo no deseado", _yes(inbox.junk)),
    )


def _outgoing(settings: Settings) -> tuple[Row, ...]:
    out = settings.outgoing
    return (
        ("Modo", "sólo de prueba: nada sale ni se activa" if out.effects == "shadow" else "en servicio"),
        ("Cartas en bot.toml", "encendidas" if out.reply else "apagadas"),
        ("Activaciones en bot.toml", "encendidas" if out.activate else "apagadas"),
        ("Servidor", f"{out.host}:{out.port} ({out.tls})" if out.host else "ninguno"),
        ("Contraseña", "por OAuth" if out.oauth.provider else _set(out.password)),
        ("Firma", out.from_address),
        ("Rebotes", out.bounce_address),
    )


def _panel(settings: Settings) -> tuple[Row, ...]:
    terms = settings.terms
    return (
        ("Cuál", "el de usted, por HTTP" if settings.panel.kind == "webhook" else "el que trae el bot"),
        ("Envía accesos", terms.from_address),
        ("Quien no tiene usuario", terms.distributor),
        ("Antes de generar una constancia", terms.before_slip or "nada"),
        ("Ofrece renovar", f"{terms.renew_days} días antes"),
        ("Una constancia vale", f"{terms.slip_days} días"),
        ("Aviso de privacidad", f"versión {terms.notice.version}"),
    )


def _window(settings: Settings) -> tuple[Row, ...]:
    window = settings.window
    return (
        ("Plazo prometido", f"{window.hours} h"),
        ("Alarmas", ", ".join(f"{hours} h" for hours in window.alarm_hours)),
        ("Recordatorio al cliente", f"a las {window.remind_after_hours} h"),
        ("Cierre amable", f"a los {window.close_after_days} días"),
        ("Zona horaria", window.zone),
    )


def _trust(settings: Settings) -> tuple[Row, ...]:
    trust = settings.trust
    return (
        ("Un comprobante solo, hasta", pesos(trust.receipt_alone_up_to)),
        ("Por cliente en 24 horas", pesos(trust.per_customer_day)),
        ("Entre todos en 24 horas", pesos(trust.per_day)),
        ("Constancias por hora", str(trust.per_hour_count)),
        ("Quien paga por primera vez", _JUDGED[trust.first_time_payer]),
        ("Remitente desconocido", _JUDGED[trust.sender_unknown]),
        ("Remitente que no pasó la comprobación", _JUDGED[trust.sender_failed]),
        ("Pago viejo, después de", f"{trust.stale_after_days} días"),
    )


def _tolerance(settings: Settings) -> tuple[Row, ...]:
    tolerance = settings.tolerance
    return (
        ("Centavos", pesos(tolerance.cents)),
        ("Comisión del banco", pesos(tolerance.bank_fee)),
        ("IVA retenido", pesos(tolerance.iva_withheld)),
    )


def _program(settings: Settings) -> tuple[Row, ...]:
    return (
        ("Base de datos", settings.database_shown),
        ("Dirección del escritorio", settings.web.address),
        ("Lectores a la vez", str(settings.reader.workers)),
        ("Segundos por correo", str(settings.reader.wall_seconds)),
        ("Productos del catálogo", str(len(settings.catalog))),
    )
