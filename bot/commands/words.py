"""Words of the code -> the Spanish words that staff read on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.users import Role

ROLES: dict[Role, tuple[str, str]] = {  # of the staff: its name, and what it may do
    "operator": ("Operador", "Puede resolver casos; no puede dar segunda firma."),
    "approver": ("Aprobador", "Puede resolver casos y dar segunda firma."),
    "admin": ("Administrador", "Puede todo, y además usuarios y ajustes."),
    "auditor": ("Auditor", "Ve todo y no cambia nada."),
}
STATES = {
    "reading": "por leer",
    "activating": "activando",
    "waiting_customer": "espera al cliente",
    "waiting_bank": "espera al banco",
    "desk": "por revisar",
    "activated": "activado",
    "rejected": "rechazado",
    "duplicate": "repetido",
    "ignored": "sin nada que hacer",
    "set_aside": "apartado",
}
MAILS = {
    "stored": "por decidir",
    "copy": "copia",
    "historic": "anterior al corte",
    "decided": "decidido",
    "set_aside": "apartado",
}
OUTCOMES = {
    "activate": "se activa",
    "ask": "se pregunta al cliente",
    "review": "a revisión",
    "ignore": "nada que hacer",
}
LETTERS = {
    "queued": "por salir",
    "sending": "saliendo",
    "sent": "enviada",
    "uncertain": "sin saber si llegó",
    "refused": "rechazada por el servidor",
    "bounced": "rebotada",
    "cancelled": "cancelada",
}
KINDS = {
    "activation": "activación",
    "manual": "manual",
    "acknowledgement": "acuse",
    "neutral_acknowledgement": "acuse neutro",
    "question": "pregunta",
    "reminder": "recordatorio",
    "closing": "cierre amable",
    "already_received": "pago ya aplicado",
    "reversal": "reversión de una activación",
    "access": "acceso al panel",
    "password_link": "enlace para la contraseña",
    "deadline_near": "alarma de plazo",
    "undelivered": "carta no entregada",
    "system_notice": "aviso del sistema",
    "third_party": "respuesta a quien pagó por otro",
}
JOBS = {"mail": "correos por decidir", "activation": "activaciones", "letter": "cartas por salir"}
SOURCES = {
    "unproven": "un correo sin verificar", "mail": "su correo", "csf": "su Constancia", "panel": "su panel",
    "desk": "una persona nuestra",
}  # fmt: skip
EVENTS = {
    "mail_decided": "se decidió un correo",
    "activated": "se activó una constancia",
    "activation_uncertain": "el panel no confirmó",
    "letter_failed": "una carta no salió",
    "letter_bounced": "una carta rebotó",
    "mail_set_aside": "se apartó un correo",
    "mail_released": "se soltó un correo apartado",
    "part_released": "se soltó un pago a cuenta",
    "case_seen": "se dio por visto",
    "case_taken": "lo tomó una persona",
    "case_let_go": "lo soltó",
    "case_merged": "se unió con otro caso",
    "better_picture": "llegó una imagen mejor del mismo pago",
    "case_linked": "otro caso habla de lo mismo",
    "payment_doubted": "llegó después un comprobante que puede ser este mismo pago",
    "payment_resembles": "se parece a un pago que ya se aplicó",
    "activated_by_hand": "se activó por fuera, en modo de prueba",
    "alarm": "alarma de plazo",
    "customer_reminded": "se le recordó al cliente",
    "customer_silent": "el cliente no contestó",
    "invoice_data_kept": "se guardaron datos para la factura",
    "claim_ruled": "lo resolvió una persona",
    "user_added": "se agregó un usuario",
    "user_invited": "se creó un enlace para elegir contraseña",
    "user_role_changed": "cambió el puesto de un usuario",
    "user_close": "se cerró una cuenta",
    "user_open": "se abrió una cuenta",
    "user_code": "se quitó una aplicación de códigos",
    "user_password": "cambió la contraseña de un usuario",
    "user_sessions_ended": "se cerraron las sesiones de un usuario",
    "signed_in": "entró al escritorio",
    "sign_in_failed": "alguien no pudo entrar",
    "password_changed": "cambió su contraseña",
    "authenticator_enrolled": "registró su aplicación de códigos",
    "slip_issued": "se emitió una constancia",
    "slip_cancelled": "se canceló una constancia",
    "slips_imported": "se importaron constancias",
    "customers_imported": "se importaron clientes",
    "panel_signed_in": "un cliente entró a su panel",
    "panel_sign_in_failed": "alguien no pudo entrar a un panel",
    "panel_consent": "un cliente aceptó el aviso de privacidad",
    "panel_link_made": "se escribió un enlace para la contraseña de un panel",
    "panel_password_changed": "un cliente cambió su contraseña",
    "panel_closed": "se cerró la cuenta de un cliente",
    "panel_opened": "se abrió la cuenta de un cliente",
    "panel_reset": "se borró la contraseña de un cliente",
    "list_exported": "se exportó una lista",
    "switch_turned": "se movió un interruptor",
    "activation_reverted": "se revirtió una activación",
    "bank_confirmed": "el banco confirmó el pago",
    "letter_resent": "se reenvió una carta",
    "letter_readdressed": "se mandó una carta a otra dirección",
    "version_changed": "el cliente pasó a otra versión",
    "note": "se escribió una nota",
    "value_corrected": "se corrigió lo leído",
    "ruling_undone": "se deshizo una decisión",
    "signature_asked": "se pidió una segunda firma",
    "signature_given": "se dio la segunda firma",
}
