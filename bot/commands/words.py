"""Words of the code -> the Spanish words that staff read on a terminal."""

from __future__ import annotations

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
    "deadline_near": "alarma de plazo",
    "undelivered": "carta no entregada",
    "system_notice": "aviso del sistema",
}
JOBS = {"mail": "correos por decidir", "activation": "activaciones", "letter": "cartas por salir"}
SOURCES = {"mail": "su correo", "csf": "su Constancia", "panel": "su panel", "desk": "una persona nuestra"}
EVENTS = {
    "mail_decided": "se decidió un correo",
    "activated": "se activó una constancia",
    "activation_uncertain": "el panel no confirmó",
    "letter_failed": "una carta no salió",
    "mail_set_aside": "se apartó un correo",
    "mail_released": "se soltó un correo apartado",
    "part_released": "se soltó un pago a cuenta",
    "case_seen": "se dio por visto",
    "case_taken": "lo tomó una persona",
    "case_let_go": "lo soltó",
    "case_merged": "se unió con otro caso",
    "case_linked": "otro caso habla de lo mismo",
    "activated_by_hand": "se activó por fuera, en modo de prueba",
    "alarm": "alarma de plazo",
    "customer_reminded": "se le recordó al cliente",
    "customer_silent": "el cliente no contestó",
    "invoice_data_kept": "se guardaron datos para la factura",
    "claim_ruled": "lo resolvió una persona",
}
