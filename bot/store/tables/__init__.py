"""The tables, as SQLAlchemy Core sees them; migrations/ makes them."""

from bot.store.tables.case import alarms, cases, claim_words, claims, decisions, signatures, viewers
from bot.store.tables.columns import Id, Instant, metadata
from bot.store.tables.customer import consents, customer_words, customers, panel_links, panel_users, panels
from bot.store.tables.house import attempts, audit, jobs, sessions, switches, troubles, users
from bot.store.tables.letter import letters
from bot.store.tables.mail import deliveries, folders, mails, papers, raw_mails, uploads
from bot.store.tables.money import activations, allocations, payment_keys
from bot.store.tables.slip import counters, invoice_requests, slip_lines, slips

__all__ = [
    "Id",
    "Instant",
    "activations",
    "alarms",
    "allocations",
    "attempts",
    "audit",
    "cases",
    "claim_words",
    "claims",
    "consents",
    "counters",
    "customer_words",
    "customers",
    "decisions",
    "deliveries",
    "folders",
    "invoice_requests",
    "jobs",
    "letters",
    "mails",
    "metadata",
    "panel_links",
    "panel_users",
    "panels",
    "papers",
    "payment_keys",
    "raw_mails",
    "sessions",
    "signatures",
    "slip_lines",
    "slips",
    "switches",
    "troubles",
    "uploads",
    "users",
    "viewers",
]
