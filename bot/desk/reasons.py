"""The rule for which a case waits -> its group in the queue."""

from __future__ import annotations

OTHER = "otros"
GROUPS: dict[str, str] = {
    "importe": "Importe",
    "referencia": "Referencia",
    "constancia": "Constancia cerrada",
    "cuenta": "Otra cuenta",
    "duplicado": "Duplicado",
    "banco": "Sin abonar",
    "fecha": "Fecha",
    "engano": "Parece alterado",
    "remitente": "Quién paga",
    "ilegible": "Ilegible",
    "sin_comprobante": "Sin comprobante",
    "firma": "Segunda firma",
    "aviso": "Avisos del bot",
    OTHER: "Otro motivo",
}
"""Groups of reasons in the order of their chips, each with its words."""

_RULES: dict[str, tuple[str, ...]] = {
    "importe": (
        "amount_unread", "amount_deduced", "amount_is_subtotal", "iva_withheld", "off_by_bank_fee", "off_by_cents",
        "amount_differs", "amount_over", "sum_differs", "part_without_key", "amount_in_words_differs",
        "amounts_contradict", "several_receipts", "part_of_payment", "not_mxn",
    ),
    "referencia": (
        "no_reference", "unknown_reference", "reference_near", "several_references", "slips_of_several_customers",
        "reference_by_chance", "reference_deduced", "another_slip_fits", "amount_of_another_slip",
    ),
    "constancia": (
        "slip_paid", "slip_cancelled", "slip_expired",
    ),
    "cuenta": (
        "other_account", "account_unread",
    ),
    "duplicado": (
        "payment_already_used", "part_already_received", "payment_used_elsewhere", "payment_maybe_used",
        "repeat_differs",
    ),
    "banco": (
        "scheduled", "rejected", "returned", "pending", "cheque",
    ),
    "fecha": (
        "before_slip", "date_in_future", "stale", "date_unread",
    ),
    "engano": (
        "tampered", "hidden_text",
    ),
    "remitente": (
        "sender_failed", "sender_unknown", "first_time_payer", "junk_folder", "above_limit",
    ),
    "ilegible": (
        "no_key", "low_confidence", "second_look_differs", "unreadable", "not_read", "needs_password", "not_allowed",
        "mail_too_large", "unreadable_mail",
    ),
    "sin_comprobante": (
        "only_typed", "payment_slip", "confirm_screen", "only_link", "not_valid", "statement", "cfdi_invoice",
        "no_receipt", "fiscal_data", "robot", "thanks",
    ),
    "firma": ("second_signature",),
    "aviso": (
        "activation_reverted", "letter_failed", "activation_uncertain", "customer_silent",
    ),
}  # fmt: skip
_GROUP_OF = {rule: group for group, rules in _RULES.items() for rule in rules}
KNOWN = frozenset(_GROUP_OF)
"""The rules that have a group."""


def group_of(rule: str) -> str:
    """Return the group of a rule; `otros` for one that has none."""
    return _GROUP_OF.get(rule, OTHER)


def rules_of(group: str) -> frozenset[str]:
    """Return the rules of a group."""
    return frozenset(_RULES.get(group, ()))
