"""Plans -> Letters frozen and ready for the outbox, if the address may have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from bot import invoicing
from bot.inbox.robots import blocked_by, ledger_key
from bot.letters import compose, render, window
from bot.letters.compose import Correspondent
from bot.letters.facts import LetterFacts
from bot.matching import decide, payment_key, shares
from bot.model import Decision, Judged
from bot.store import allocations, claims, customers, letters, mails, payments, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    import jinja2

    from bot.letters.compose import Plan
    from bot.model import Activation, Case, Enclosure, Letter, LetterPolicy, Outcome, Panel, Vendor, Window
    from bot.store.claims import Claim
    from bot.store.db import Database, Tx
    from bot.store.letters import StoredLetter
    from bot.store.mails import StoredMail

    Written = tuple[tuple[Plan, Letter | None], ...]  # each letter beside what it was written for


class Answer(NamedTuple):
    """What a mail comes to, with the letters owed at once."""

    judged: tuple[Judged, ...]
    outcome: Outcome
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Secretary:
    """Writes every letter of the house; opens no door but the ledger of what an address has had."""

    db: Database
    environment: jinja2.Environment
    vendor: Vendor
    policy: LetterPolicy
    window: Window
    senders: Mapping[str, str]  # inbox -> the address its mail is answered from
    default_sender: str
    manual: Callable[[], Enclosure]
    secret: bytes  # signs X-Comprobot-Id
    new_id: Callable[[], str]  # a fresh Message-ID
    web_address: str
    log: Callable[..., None]

    def _write(self, plans: Sequence[Plan], case_id: int, inbox: str | None, now: datetime) -> Written:
        """Return the letters of these plans; one whose address has had enough for now is left out and logged (B59).

        A plan without a letter is one whose reader has this very letter already.
        """
        sender = self.senders.get(inbox or "", self.default_sender)
        written: list[tuple[Plan, Letter | None]] = []
        for plan in plans:
            if self._has_it(plan, now):
                written.append((plan, None))
            elif self._may_go(plan, case_id, now):
                written.append((plan, self._render(plan, case_id, sender, now)))
        return tuple(written)

    def _has_it(self, plan: Plan, now: datetime) -> bool:
        if plan.kind != "already_received":
            return False
        with self.db.read() as tx:
            return letters.had_lately(tx, ledger_key(plan.to), plan.kind, plan.cause, now=now)

    def answer(
        self,
        judged: tuple[Judged, ...],
        who: Correspondent,
        case_id: int,
        mail: StoredMail,
        now: datetime,
        paragraph: str | None = None,
    ) -> Answer:
        """Return the claims, the outcome and the letters owed at once; a person may add a `paragraph`.

        A question that nobody would get, or that an address may not have now, leaves its claim to staff: no case
        waits for somebody who was not asked.
        """
        written = self._about(judged, who, case_id, mail, now, paragraph)
        reached = {place for plan, _ in written for place in plan.about}
        left = {place for place, one in enumerate(judged) if one.decision.outcome == "ask"} - reached
        if left:
            judged = tuple(_for_staff(one) if place in left else one for place, one in enumerate(judged))
            written = self._about(judged, who, case_id, mail, now, paragraph)
        outcome = decide.of_mail(one.decision for one in judged)
        return Answer(judged, outcome, _letters(written))

    def _about(
        self,
        judged: tuple[Judged, ...],
        who: Correspondent,
        case_id: int,
        mail: StoredMail,
        now: datetime,
        paragraph: str | None,
    ) -> Written:
        outcome = decide.of_mail(one.decision for one in judged)
        owed = compose.plans(outcome, judged, who, self.policy, mail_id=mail.id, zone=self.window.zone)
        deadline = window.deadline(mail.arrived_at, self.window)
        dated = [replace(plan, facts=replace(plan.facts, deadline=deadline, paragraph=paragraph)) for plan in owed]
        return self._write(dated, case_id, mail.inbox, now)

    def waiting(self, who: Correspondent, case: Case, inbox: str, now: datetime) -> tuple[Letter, ...]:
        """Return the acknowledgement of a mail that is still undecided: nothing was read yet, so it says nothing."""
        if who.address is None:
            return ()
        facts = LetterFacts("unauthenticated", deadline=case.deadline)
        plan = compose.Plan(who.kind_for("acknowledgement"), "case", who.address, facts, who.thread)
        return _letters(self._write((plan,), case.id, inbox, now))

    def follow_up(self, step: str, case: Case, now: datetime) -> tuple[Letter, ...] | None:
        """Return the letters of this `step` ("remind", "close") of [after] to whom the case asked last.

        Empty when what was asked says nothing any more; None when the address may not have them today (B59).
        """
        with self.db.read() as tx:
            asked = [one for one in letters.of_case(tx, case.id) if one.kind in ASKING][-1:]
            waiting = [claim for claim in claims.of_case(tx, case.id) if claim.state == "waiting_customer"]
            again = tuple(self._as_it_stands(tx, claim, now) for claim in waiting)
            inbox = mails.one(tx, waiting[-1].mail_id).inbox if waiting else None
            customer = customers.by_email(tx, asked[0].recipient) if asked else None
        if not asked or not again:
            return ()
        who = Correspondent(_our_thread(case, asked[0]), asked[0].recipient, customer, "unknown")
        plans = compose.follow_up(step, again, who, self.policy, cause=f"question-{asked[0].id}", zone=self.window.zone)
        written = self._write(plans, case.id, inbox, now)
        return _letters(written) if written or not plans else None

    def _as_it_stands(self, tx: Tx, claim: Claim, now: datetime) -> Judged:
        """Return what was asked about, beside its slip and its payment as they are today."""
        slip = slips.one(tx, claim.slip_id, now=now) if claim.slip_id is not None else None
        keys = payment_key.keys(claim.receipt, self.vendor) if claim.receipt is not None else ()
        decision = Decision(
            claim.outcome, claim.reasons, (slip,) if slip is not None else (), claim.decided_by, claim.decided_at
        )
        if claim.share_of is not None:
            return shares.as_it_stands(claim.receipt, decision, allocations.of_claim(tx, claim.id))
        return Judged(claim.receipt, decision, keys, payments.spent(tx, keys))

    def _may_go(self, plan: Plan, case_id: int, now: datetime) -> bool:
        with self.db.read() as tx:
            counts = letters.counts(tx, ledger_key(plan.to), now=now)
            had = letters.kinds_of(tx, case_id)
        if plan.kind in compose.ACKNOWLEDGEMENTS and had & set(compose.ACKNOWLEDGEMENTS):
            return False
        why = blocked_by(
            self.policy,
            acknowledgements_today=counts.acknowledgements_today,
            automatic_today=counts.automatic_today,
            domain_last_hour=counts.domain_last_hour,
            all_last_hour=counts.all_last_hour,
            address=plan.to,
            kind=plan.kind,
        )
        if why is not None:
            self.log("letter_held_back", case=case_id, kind=plan.kind, why=why)
        return why is None

    def activation(
        self, activation: Activation, panel: Panel, case: Case, mail: StoredMail, now: datetime
    ) -> tuple[Letter, ...]:
        """Return the letters of an activation that is confirmed: to the slip's own customer, whoever paid (B76)."""
        slip = activation.slip
        if mail.robot is not None and ledger_key(mail.from_address or "") == ledger_key(slip.customer.email):
            return ()  # I9: the machine that wrote from this very address would get them; the panel greets the customer
        answered = case.address is not None and ledger_key(case.address) == ledger_key(slip.customer.email)
        thread = render.Thread(case.subject, case.thread[-1] if case.thread else None) if answered else None
        with self.db.read() as tx:
            held = allocations.of_payment(tx, activation.claim_id)
            missing, invoice_to = invoicing.missing(tx, slip), invoicing.goes_to(tx, slip)
            read = next(claim.receipt for claim in claims.of_mail(tx, mail.id) if claim.id == activation.claim_id)
        came = read.amount if read is not None and read.amount is not None else 0
        facts = compose.activated(
            slip,
            panel,
            paid=held.get(slip.id, slip.amount),
            credit=came - sum(held.values()) if len(held) == 1 else 0,
            wants_invoice=activation.wants_invoice,
            invoice_missing=missing,
            invoice_to=invoice_to,
            slip_url=self.vendor.panel_url or None,
        )
        plans = (
            compose.Plan(kind, f"slip-{slip.reference}", slip.customer.email, facts, thread)
            for kind in dict(self.policy.after).get("activate", ())
        )
        return tuple(self._render(plan, activation.case_id, self.default_sender, now) for plan in plans)

    def reversal(
        self, activation: Activation, case: Case, reason: str, to_do: str, now: datetime
    ) -> tuple[Letter, ...]:
        """Return the letters of an activation that is taken back: to the slip's own customer."""
        slip = activation.slip
        facts = LetterFacts(
            "customer", customer_name=slip.customer.name, amount=slip.amount, reference=slip.reference,
            what_happened=reason, what_to_do=to_do or None,
        )  # fmt: skip
        answered = case.address is not None and ledger_key(case.address) == ledger_key(slip.customer.email)
        thread = render.Thread(case.subject, case.thread[-1] if case.thread else None) if answered else None
        kinds = dict(self.policy.after).get("revert", ())
        plans = (compose.Plan(kind, f"reverted-{activation.id}", slip.customer.email, facts, thread) for kind in kinds)
        return tuple(self._render(plan, case.id, self.default_sender, now) for plan in plans)

    def alarm(self, case: Case, hours: int, now: datetime) -> tuple[Letter, ...]:
        """Return the letters to staff about a case whose deadline is near or past."""
        facts = LetterFacts(
            "staff",
            deadline=case.deadline,
            customer_name=case.customer.name if case.customer else case.address,
            verdict=case.verdict or "Todavía no se ha leído.",
            obstacle=OBSTACLES.get(case.state),
            case_url=f"{self.web_address}/casos/{case.id}",
        )
        kinds = dict(self.policy.after).get("alarm", ())
        cause = f"{hours}h-{case.deadline:%Y%m%dT%H%M}"  # an answer sets the clock on: its marks come once more
        plans = (compose.Plan(kind, cause, self.vendor.staff_address, facts, None) for kind in kinds)
        return tuple(self._render(plan, case.id, self.default_sender, now) for plan in plans)

    def notice(self, facts: LetterFacts, cause: str, now: datetime) -> Letter:
        """Return the notice about the bot itself; the same Message-ID for the same cause (S3)."""
        name = f"<aviso.{re.sub('[^A-Za-z0-9]+', '.', cause)}@{self.default_sender.rpartition('@')[2]}>"
        plan = compose.Plan("system_notice", cause, self.vendor.staff_address, facts, None)
        return self._render(plan, None, self.default_sender, now, message_id=name)

    def alarms(self, case: Case, raised: frozenset[int], now: datetime) -> tuple[int, ...]:
        """Return the hour marks of a case that are due and were not raised."""
        return window.alarms_due(case.deadline, case.stopped_at, raised, now, self.window)

    def _render(
        self, plan: Plan, case_id: int | None, sender: str, now: datetime, message_id: str | None = None
    ) -> Letter:
        return render.letter(
            self.environment,
            plan.kind,
            case=case_id,
            to=plan.to,
            sender=sender,
            vendor=self.vendor,
            facts=plan.facts,
            reply_to_mail=plan.thread,
            message_id=message_id or self.new_id(),
            now=now,
            secret=self.secret,
            cause=plan.cause,
            enclosures=(self.manual(),) if plan.kind == "manual" else (),
            zone=self.window.zone,
        )


ASKING = ("question", "already_received")  # the second says what a part that came again still lacks


def _letters(written: Written) -> tuple[Letter, ...]:
    return tuple(letter for _, letter in written if letter is not None)


def _our_thread(case: Case, asked: StoredLetter) -> render.Thread:
    """Return the thread of our own question; the ids of a stranger who paid are not in it."""
    his = case.address is not None and ledger_key(case.address) == ledger_key(asked.recipient)
    return render.Thread(asked.subject, asked.message_id, case.thread if his else ())


def _for_staff(one: Judged) -> Judged:
    asks = one.decision.outcome == "ask"
    return replace(one, decision=replace(one.decision, outcome="review")) if asks else one


OBSTACLES = {
    "reading": "aún no se decide",
    "desk": "espera la revisión de una persona",
    "activating": "el panel todavía no confirma la activación",
    "waiting_bank": "falta la confirmación del banco",
}
