"""What staff do about a case beside deciding it: undo, reverse, note, seen in the bank, a letter once more."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING

from bot import cases, correcting, ruling, vouching
from bot.errors import ComprobotError, Outdated, Overtaken
from bot.letters.readdressed import readdressed
from bot.model import Letter
from bot.store import activations, allocations, claims, decisions, letters
from bot.store import cases as case_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import Activation
    from bot.pipeline import Corridor
    from bot.ruling import Done, Person, Terms, Weighed, Word
    from bot.store.db import Tx

TOO_LATE = "Ya no se puede deshacer: pasaron más de 30 segundos. Si hace falta, revierta la activación con su motivo."
MOVED = "Ya no se puede deshacer: algo de esa decisión ya salió o cambió."


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as it will go."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Deeds:
    """Everything that the desk does with cases."""

    corridor: Corridor
    terms: Terms

    def decide(self, case_id: int, word: Word, person: Person) -> Done:
        """Return what was done; see `ruling.carry_out`."""
        return ruling.carry_out(self.corridor, case_id, word, person, self.terms)

    def sign(self, case_id: int, signature_id: int, person: Person, version: int | None) -> Done:
        """Return what was done once a second person signed; see `ruling.sign`."""
        return ruling.sign(self.corridor, case_id, signature_id, person, self.terms, version)

    def weigh(self, case_id: int, word: Word, person: Person) -> Weighed:
        """Return what a word would do, and do nothing."""
        return ruling.weigh(self.corridor, case_id, word, person, self.terms, now=self.corridor.now())

    def undo(self, decision_id: int, person: Person) -> str:
        """Return what was undone; ComprobotError when it is too late, or when it is another one's decision."""
        now = self.corridor.now()
        try:
            with self.corridor.db.begin() as tx:
                done = decisions.one(tx, decision_id)
                if done is None or done.decided_by != person.login:
                    raise ComprobotError("Sólo puede deshacer lo que usted acaba de hacer.")
                if not cases.undo(tx, done, is_shadow=self.corridor.is_shadow, by=person.login, at=now):
                    raise ComprobotError(TOO_LATE)
        except Outdated as moved:
            raise ComprobotError(MOVED) from moved
        return f"C-{done.case_id}: deshecho. Está como antes y no salió nada."

    def reverse(
        self,
        case_id: int,
        reference: str,
        reason: str,
        person: Person,
        *,
        to_do: str = "",
        frees_payment: bool = False,
        version: int | None = None,
    ) -> str:
        """Return what was reversed (B107); ComprobotError without a reason, or when that activation does not stand."""
        reason, now = " ".join(reason.split()).rstrip("."), self.corridor.now()
        if not reason:
            raise ComprobotError("Escriba el motivo de la reversión; el cliente y la bitácora lo leen.")
        with self.corridor.db.read() as tx:
            case, activation = ruling.case_of(tx, case_id), self._standing(tx, case_id, reference)
        written = self.corridor.secretary.reversal(activation, case, f"{reason}.", to_do, now)
        with self.corridor.db.begin() as tx:
            _assert_version(tx, case_id, version)
            if frees_payment:
                _assert_alone(tx, activation)
            if not cases.reverse(
                tx, activation, f"{reason}.", () if self.corridor.is_shadow else written, frees_payment=frees_payment,
                by=person.login, at=now, due=now + self.terms.wait,
            ):  # fmt: skip
                raise Overtaken
        return f"Activación de {reference} revertida: «{reason}»."

    def _standing(self, tx: Tx, case_id: int, reference: str) -> Activation:
        now = self.corridor.now()
        stand = (one for claim in claims.of_case(tx, case_id) for one in activations.of_claim(tx, claim.id, now=now))
        found = next((one for one in stand if one.slip.reference == reference), None)
        if found is None:
            raise ComprobotError(f"En este caso no hay una activación de {reference or 'esa constancia'} que revertir.")
        return found

    def correct(
        self, case_id: int, claim_id: int | None, said: Mapping[str, str], person: Person, version: int | None
    ) -> str:
        """Return what was corrected; see `correcting.correct`."""
        return correcting.correct(self.corridor, case_id, claim_id, said, person, version)

    def note(self, case_id: int, words: str, person: Person) -> str:
        """Return what was noted; ComprobotError when it is nothing."""
        if not words.strip():
            raise ComprobotError("Escriba la nota.")
        with self.corridor.db.begin() as tx:
            case = ruling.case_of(tx, case_id)
            cases.note(tx, case.id, words.strip()[:2000], by=person.login, at=self.corridor.now())
        return f"Nota guardada en C-{case_id}."

    def bank_saw(self, case_id: int, person: Person) -> str:
        """Return how many activations of a case are confirmed by the bank now; ComprobotError when there is none."""
        with self.corridor.db.begin() as tx:
            case = ruling.case_of(tx, case_id)
            if not cases.bank_saw(tx, case.id, by=person.login, at=self.corridor.now()):
                raise ComprobotError("Este caso no tiene un pago aplicado por confirmar; acéptelo primero.")
        return f"C-{case_id}: pago visto en el banco."

    def resend(self, case_id: int, letter_id: int, person: Person) -> str:
        """Return to whom a letter goes once more; ComprobotError when it is not one of this case, or not gone yet."""
        now = self.corridor.now()
        with self.corridor.db.begin() as tx:
            mine = next((one for one in letters.of_case(tx, case_id) if one.id == letter_id), None)
            if mine is None:
                raise ComprobotError("Esa carta no es de este caso.")
            if not cases.resend(tx, mine, by=person.login, at=now, due=now + self.terms.wait):
                raise ComprobotError("Esa carta todavía no sale, o fue cancelada: no se puede reenviar.")
        return f"La carta a {mine.recipient} sale otra vez en un momento."

    def vouch(self, case_id: int, reference: str, person: Person, *, is_on: bool) -> str:
        """Return what was done about an activation in doubt; see `vouching`."""
        word = vouching.panel_is_on if is_on else vouching.panel_is_off
        return word(self.corridor, case_id, reference or None, by=person.login)

    def readdress(self, case_id: int, letter_id: int, to: str, person: Person) -> str:
        """Return to whom a letter that did not arrive goes instead; ComprobotError when it cannot go there."""
        now = self.corridor.now()
        with self.corridor.db.read() as tx:
            old = next((one for one in letters.of_case(tx, case_id) if one.id == letter_id), None)
            if old is None:
                raise ComprobotError("Esa carta no es de este caso.")
            raw = letters.raw(tx, letter_id)
        frozen = Letter(old.kind, old.cause, old.recipient, old.subject, old.message_id, raw)
        ours = self.corridor.policy.vendor.own_addresses
        new = readdressed(frozen, to.strip(), self.corridor.secretary.new_id(), ours)
        with self.corridor.db.begin() as tx:
            ruling.case_of(tx, case_id)
            if not cases.readdress(tx, case_id, old, new, by=person.login, at=now, due=now + self.terms.wait):
                raise ComprobotError("Esa carta llegó, o ya se mandó a otra dirección.")
        return f"La carta sale a {new.to} en un momento."

    def seen(self, case_id: int, person: Person) -> bool:
        """Return whether a case that only a failed letter held on the desk is done with."""
        with self.corridor.db.begin() as tx:
            return cases.seen(tx, case_id, by=person.login, at=self.corridor.now())

    def release(self, case_id: int, person: Person) -> str:
        """Return a sentence; see `ruling.release`."""
        return ruling.release(self.corridor, case_id, by=person.login)


def _assert_version(tx: Tx, case_id: int, version: int | None) -> None:
    if version is not None and case_store.version(tx, case_id) != version:
        raise Overtaken


def _assert_alone(tx: Tx, activation: Activation) -> None:
    """Refuse to free a payment of which another slip holds money: it could be spent beyond its amount."""
    held = allocations.of_payment(tx, claims.whole_of(tx, activation.claim_id))
    if held.keys() - {activation.slip.id}:
        raise ComprobotError("Otra constancia tiene dinero de ese pago: revierta ésta sin liberar el pago.")


def shown(weighed: Weighed) -> tuple[Shown, ...]:
    """Return the letters that a word would send, each as its reader sees it."""
    return tuple(_shown(letter) for letter in weighed.letters)


def _shown(letter: Letter) -> Shown:
    body = message_from_bytes(letter.raw, policy=SMTP).get_body(("plain",))
    return Shown(letter.to, letter.subject, body.get_content() if body is not None else "")
