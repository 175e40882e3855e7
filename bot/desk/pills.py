"""A rule's name -> two or three Spanish words for it, and whether money must stay where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.clocks import Pill

if TYPE_CHECKING:
    from bot.model import Finding

_STOP = {
    "tampered": "PDF alterado",
    "hidden_text": "Texto oculto",
    "payment_already_used": "Ya aplicado",
    "payment_used_elsewhere": "Usado en otra constancia",
    "payment_maybe_used": "Parece ya usado",
    "repeat_differs": "Repetido con otro importe",
    "other_account": "Otra cuenta",
    "sender_failed": "Remitente no verificado",
    "returned": "Pago devuelto",
    "rejected": "Pago no realizado",
    "not_valid": "No vale como comprobante",
}
_WARN = {
    "no_reference": "Sin referencia",
    "unknown_reference": "Referencia desconocida",
    "reference_near": "Referencia casi igual",
    "several_references": "Varias referencias",
    "slips_of_several_customers": "Varios clientes",
    "reference_by_chance": "Referencia por casualidad",
    "reference_deduced": "Referencia deducida",
    "another_slip_fits": "Otra constancia coincide",
    "amount_of_another_slip": "Importe de otra constancia",
    "slip_paid": "Constancia ya pagada",
    "slip_cancelled": "Constancia cancelada",
    "slip_expired": "Constancia vencida",
    "amount_unread": "Importe sin leer",
    "amount_deduced": "Importe deducido",
    "amount_is_subtotal": "Pagó sin IVA",
    "iva_withheld": "Retuvo IVA",
    "off_by_bank_fee": "Comisión del banco",
    "off_by_cents": "Faltan centavos",
    "amount_differs": "Pagó de menos",
    "amount_over": "Pagó de más",
    "sum_differs": "La suma no cuadra",
    "part_without_key": "Parte sin clave",
    "part_already_received": "Parte ya recibida",
    "amount_in_words_differs": "Letra y número difieren",
    "amounts_contradict": "Dos importes",
    "account_unread": "Cuenta sin ver",
    "not_mxn": "Otra moneda",
    "scheduled": "Programada",
    "pending": "En proceso",
    "cheque": "Cheque",
    "before_slip": "Anterior a la constancia",
    "date_in_future": "Fecha futura",
    "stale": "Pago muy viejo",
    "date_unread": "Fecha sin leer",
    "sender_unknown": "Remitente sin registro",
    "first_time_payer": "Primer pago",
    "junk_folder": "Correo no deseado",
    "above_limit": "Supera el límite",
    "only_typed": "Sólo lo cuenta",
    "no_key": "Sin clave ni folio",
    "low_confidence": "Lectura dudosa",
    "second_look_differs": "Segunda lectura distinta",
    "several_receipts": "Varios comprobantes",
    "shadow": "Modo de prueba",
    "payment_slip": "Envió la constancia",
    "confirm_screen": "Pantalla sin enviar",
    "needs_password": "Con contraseña",
    "unreadable": "Ilegible",
    "not_allowed": "Archivo no admitido",
    "mail_too_large": "Correo muy grande",
    "only_link": "Sólo un enlace",
    "not_read": "Archivo sin leer",
    "statement": "Estado de cuenta",
    "cfdi_invoice": "Es una factura",
    "no_receipt": "Sin comprobante",
    "fiscal_data": "Datos de factura",
    "unreadable_mail": "Correo ilegible",
    "second_signature": "Falta segunda firma",
    "letter_failed": "Una carta no llegó",
    "activation_uncertain": "El panel no confirma",
    "activation_reverted": "Activación revertida",
    "customer_silent": "El cliente no contestó",
}
_QUIET = {
    "part_of_payment": "Parte de un pago",
    "robot": "Aviso automático",
    "thanks": "Sólo agradece",
    "accepted_by_staff": "Aceptado por una persona",
    "rejected_by_staff": "Rechazado por una persona",
    "corrected_by_staff": "Corregido por una persona",
}


def of(finding: Finding) -> Pill:
    """Return the pill of a reason; one that has no name yet is shown by its sentence."""
    if finding.rule in _STOP:
        return Pill(_STOP[finding.rule], "stop")
    if finding.rule in _WARN:
        return Pill(_WARN[finding.rule], "warn")
    return Pill(_QUIET.get(finding.rule) or finding.reason.partition(".")[0][:40])


def name(rule: str) -> str:
    """Return the short name of a rule; its own name when it has none."""
    return _STOP.get(rule) or _WARN.get(rule) or _QUIET.get(rule) or rule
