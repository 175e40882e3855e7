"""Plans -> Letters frozen and ready for the outbox, if the address may have them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from bot.inbox.robots import blocked_by, ledger_key
from bot.letters import compose, render, window
from bot.letters.facts import LetterFacts
from bot.matching import decide
from bot.store import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    import jinja2

    from bot.letters.compose import Correspondent, Plan
    from bot.model import Activation, Case, Enclosure, Judged, Letter, LetterPolicy, Outcome, Panel, Vendor, Window
    from bot.store.db import Database
    from bot.store.mails import StoredMail


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

    def _write(self, plans: Sequence[Plan], case_id: int, inbox: str | None, now: datetime) -> tuple[Letter, ...]:
        """Return the letters of these plans; one whose address has had enough for now is left out and logged (B59)."""
        return tuple(
            self._render(plan, case_id, self.senders.get(inbox or "", self.default_sender), now)
            for plan in plans
            if self._may_go(plan, case_id, now)
        )

    def answer(
        self, judged: tuple[Judged, ...], who: Correspondent, case_id: int, mail: StoredMail, now: datetime
    ) -> Answer:
        """Return the claims, the outcome and the letters owed at once.

        A question that nobody would get, or that an address may not have now, leaves its claim to staff: no case
        waits for somebody who was not asked.
        """
        outcome = decide.of_mail(one.decision for one in judged)
        written = self._about(outcome, judged, who, case_id, mail, now)
        if outcome == "ask" and not written:
            judged = tuple(_for_staff(one) for one in judged)
            outcome = "review"
            written = self._about(outcome, judged, who, case_id, mail, now)
        return Answer(judged, outcome, written)

    def _about(
        self,
        outcome: Outcome,
        judged: tuple[Judged, ...],
        who: Correspondent,
        case_id: int,
        mail: StoredMail,
        now: datetime,
    ) -> tuple[Letter, ...]:
        owed = compose.plans(outcome, judged, who, self.policy, mail_id=mail.id, zone=self.window.zone)
        deadline = window.deadline(mail.arrived_at, self.window)
        dated = [replace(plan, facts=replace(plan.facts, deadline=deadline)) for plan in owed]
        return self._write(dated, case_id, mail.inbox, now)

    def waiting(self, who: Correspondent, case: Case, inbox: str, now: datetime) -> tuple[Letter, ...]:
        """Return the acknowledgement of a mail that is still undecided: nothing was read yet, so it says nothing."""
        if who.address is None:
            return ()
        facts = LetterFacts("unauthenticated", deadline=case.deadline)
        plan = compose.Plan("acknowledgement", "case", who.address, facts, who.thread)
        return self._write((plan,), case.id, inbox, now)

    def _may_go(self, plan: Plan, case_id: int, now: datetime) -> bool:
        with self.db.read() as tx:
            counts = letters.counts(tx, ledger_key(plan.to), now=now)
            had = letters.kinds_of(tx, case_id)
            again = plan.kind == "already_received" and letters.had_lately(
                tx, ledger_key(plan.to), plan.kind, plan.cause, now=now
            )
        if again or (plan.kind in compose.ACKNOWLEDGEMENTS and had & set(compose.ACKNOWLEDGEMENTS)):
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
        facts = compose.activated(
            slip, panel, wants_invoice=activation.wants_invoice, slip_url=self.vendor.panel_url or None
        )
        plans = (
            compose.Plan(kind, f"slip-{slip.reference}", slip.customer.email, facts, thread)
            for kind in dict(self.policy.after).get("activate", ())
        )
        return tuple(self._render(plan, activation.case_id, self.default_sender, now) for plan in plans)

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
        plans = (compose.Plan(kind, f"{hours}h", self.vendor.staff_address, facts, None) for kind in kinds)
        return tuple(self._render(plan, case.id, self.default_sender, now) for plan in plans)

    def alarms(self, case: Case, raised: frozenset[int], now: datetime) -> tuple[int, ...]:
        """Return the hour marks of a case that are due and were not raised."""
        return window.alarms_due(case.deadline, case.stopped_at, raised, now, self.window)

    def _render(self, plan: Plan, case_id: int, sender: str, now: datetime) -> Letter:
        return render.letter(
            self.environment,
            plan.kind,
            case=case_id,
            to=plan.to,
            sender=sender,
            vendor=self.vendor,
            facts=plan.facts,
            reply_to_mail=plan.thread,
            message_id=self.new_id(),
            now=now,
            secret=self.secret,
            cause=plan.cause,
            enclosures=(self.manual(),) if plan.kind == "manual" else (),
            zone=self.window.zone,
        )


def _for_staff(one: Judged) -> Judged:
    asks = one.decision.outcome == "ask"
    return replace(one, decision=replace(one.decision, outcome="review")) if asks else one


OBSTACLES = {
    "reading": "aún no se decide",
    "desk": "espera la revisión de una persona",
    "activating": "el panel todavía no confirma la activación",
    "waiting_bank": "falta la confirmación del banco",
}
