"""Caso: the sentence that ends the thinking, the receipt beside its slip, and everything that was said and done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from bot.cases import WAITING
from bot.commands import words
from bot.desk import action_bar, clocks, comparison, history, pills, viewer
from bot.desk.filters import Filter
from bot.desk.front import Anybody, Here
from bot.desk.papers import Files, Number, Papers, part_of
from bot.inbox.quotes import own_text
from bot.invoice import checked
from bot.model import FINAL_STATES, Receipt, SeenMail, Slip
from bot.store import (
    audit,
    case_view,
    claims,
    conversations,
    doubts,
    invoices,
    letters,
    mails,
    papers,
    queue,
    slips,
    users,
)
from bot.store.case_view import Head
from bot.store.claims import Claim
from bot.store.db import Tx
from bot.store.mails import StoredMail
from bot.store.queue import Chosen

routes = APIRouter()
MOST_MAILS = 50  # of a conversation: the newest


@dataclass(frozen=True, slots=True)
class Message:
    """One mail of the conversation as staff read it."""

    mail: StoredMail
    seen: SeenMail
    own: str
    quotes: bool  # whether there is more than the sender's own words
    html: str | None  # SHA-256 of its HTML body
    unread: bool  # it waits for its reading, or could not be read


@dataclass
class Gathered:
    """All that stands in the database about a case."""

    head: Head
    place: queue.Place | None
    claims: tuple[Claim, ...]
    slips: Mapping[str, Slip]
    held: Mapping[int, Mapping[int, int]]
    switched: tuple[case_view.Switched, ...]
    mails: tuple[StoredMail, ...]
    seen: dict[int, SeenMail]
    raws: dict[int, bytes]  # of mails that were not read to their end
    more: dict[str, Any] = field(default_factory=dict)


@routes.get("/casos/{number}")
def case(request: Request, front: Here, clerk: Anybody, files: Files, number: Number) -> HTMLResponse:
    """Show a case; of several receipts the one that is asked for, else the one that waits."""
    now, zone = front.now(), front.window.zone
    with front.db.read() as tx:
        found = _gathered(tx, number, Filter.of(request.query_params).chosen(clerk.user.id), now)
    asked = request.query_params
    chosen = _chosen(found.claims, asked.get("comprobante", ""))
    ours: tuple[str, ...] = request.app.state.payee_accounts
    beside = _beside(found, chosen, comparison.Known(ours, zone, now))
    with front.db.read() as tx:
        offered = action_bar.bar(tx, number, chosen, beside["compared"], clerk.user)
    return front.page(
        request, clerk, "desk/case.html", head=found.head, case=found.head.case, place=found.place,
        promise=clocks.promise(found.head.case, now, zone), claims=found.claims, chosen=chosen,
        pills=tuple(map(pills.of, chosen.reasons)) if chosen else (), messages=_messages(found, files),
        switched=found.switched, slips=found.slips, words=words, filter=_filter(asked),
        verdict_tone=_tone(found, chosen),
        ended=found.head.case.state in FINAL_STATES, has_set_aside=any(one.state == "set_aside" for one in found.mails),
        moment=lambda instant: clocks.moment(instant, now, zone), where=comparison.where,
        bar=offered, **beside, **_shown(beside["papers"], asked), **found.more,
    )  # fmt: skip


@routes.get("/casos/{number}/cartas/{letter}")
def letter(request: Request, front: Here, clerk: Anybody, number: Number, letter: Number) -> Response:
    """Show one of our letters as it went, or as it will go."""
    with front.db.read() as tx:
        one = next((one for one in letters.of_case(tx, number) if one.id == letter), None)
        if one is None:
            raise HTTPException(404)
        raw = letters.raw(tx, letter)
    return front.page(
        request, clerk, "desk/case_letter.html", letter=one, text=part_of(raw, "plain"), number=number,
        has_html=bool(part_of(raw, "html")), words=words,
        moment=lambda instant: clocks.moment(instant, front.now(), front.window.zone),
    )  # fmt: skip


def _gathered(tx: Tx, number: int, beside: Chosen, now: datetime) -> Gathered:
    head = case_view.head(tx, number)
    if head is None:
        raise HTTPException(404)
    found = claims.of_case(tx, number)
    ids = [claim.id for claim in found]
    kept = mails.of_case(tx, number)[-MOST_MAILS:]
    seen = papers.of_mails(tx, [mail.id for mail in kept])
    waiting = [mail.id for mail in kept if mail.id not in seen and mail.state in ("stored", "decided")]
    held = case_view.held(tx, ids)
    return Gathered(
        head, queue.place(tx, beside, head.case), found, _slips(tx, found, now), held,
        case_view.switched(tx, ids), kept, seen, {mail: mails.raw(tx, mail) for mail in waiting[-3:]},
        {**_around(tx, head), **_in_doubt(tx, number, held)},
    )  # fmt: skip


def _around(tx: Tx, head: Head) -> dict[str, Any]:
    """Return what stands below the comparison: letters, invoices, the customer's other cases, and what happened."""
    number, customer = head.case.id, head.case.customer
    together = sorted((number, *conversations.merged(tx, number)))
    entries = sorted((row for one in together for row in audit.of_case(tx, one)), key=lambda row: -row["id"])
    names = {user.email: user.name for user in users.listed(tx)}
    return {
        "letters": letters.of_case(tx, number),
        "earlier": case_view.earlier(tx, customer.id, number) if customer else (),
        "invoices": tuple(
            (one, checked.missing(one.request.data), checked.doubts(one.request.data, one.rfc_on_file))
            for one in invoices.of_case(tx, number) if one.request is not None
        ),
        "happened": tuple(history.happening(row, names) for row in entries),
        "absorbed": tuple(one for one in together if one != number),
        "decided": case_view.decided(tx, number),
        "names": {**names, "bot": "el bot"},
    }  # fmt: skip


def _slips(tx: Tx, found: tuple[Claim, ...], now: datetime) -> Mapping[str, Slip]:
    """Return the slips that the claims name, are about, or could mean, by reference."""
    named = [reference for claim in found if claim.receipt for reference in claim.receipt.references]
    named += [reference for claim in found for one in claim.proposals for reference in one.references]
    named += case_view.references(tx, [claim.slip_id for claim in found if claim.slip_id is not None])
    return {slip.reference: slip for slip in slips.named(tx, tuple(dict.fromkeys(named)), now=now)}


def _chosen(found: tuple[Claim, ...], asked: str) -> Claim | None:
    """Return the claim that is shown: the one asked for, else the one that waits for a person, a payment first."""
    order = ("desk", "waiting_bank", "activating", "waiting_customer")
    urgent = sorted(
        found,
        key=lambda one: (order.index(one.state) if one.state in order else len(order), one.receipt is None, one.id),
    )
    return next((one for one in found if str(one.id) == asked), urgent[0] if urgent else None)


def _in_doubt(tx: Tx, number: int, held: Mapping[int, Mapping[int, int]]) -> dict[str, Any]:
    """Return the later papers that may be a payment applied here, and the earlier ones that a paper here may be."""
    together = (number, *conversations.merged(tx, number))
    later = doubts.of_cases(tx, together, doubts.DOUBTED) if any(held.values()) else ()
    return {
        "doubts": tuple(one for one in later if one.state in WAITING),
        "settled_doubts": tuple(one for one in later if one.state in ("activating", "activated")),
        "resembles": doubts.of_cases(tx, together, doubts.RESEMBLES),
    }


def _tone(found: Gathered, chosen: Claim | None) -> str:
    """Return the colour of the verdict: green is done, red is do not activate, amber waits for something."""
    state = found.head.case.state
    if state in ("activated", "activating"):
        return "warn" if found.more["doubts"] else "ok"
    if state in FINAL_STATES or state == "reading":
        return ""
    tones = {pills.of(reason).tone for reason in chosen.reasons} if chosen else set()
    return "stop" if "stop" in tones else "warn"


def _beside(found: Gathered, chosen: Claim | None, known: comparison.Known) -> dict[str, Any]:
    """Return the receipt beside its slips, and its papers with their boxes."""
    receipt = chosen.receipt if chosen else None
    mail = chosen.mail_id if chosen else (found.mails[-1].id if found.mails else 0)
    seen = found.seen.get(mail, SeenMail())
    if chosen is None or receipt is None:
        return {"rows": (), "details": (), "papers": viewer.papers(seen, None, ()), "crops": {}, "compared": ()}
    meant = _meant(found, chosen, receipt)
    theirs = frozenset(proof.text for proof in seen.discarded if proof.document == receipt.document)
    dropped = tuple(number for number in receipt.candidates if number in theirs)[:3]
    known = replace(known, rules=frozenset(one.rule for one in chosen.reasons), discarded=dropped)
    rows = comparison.rows(receipt, meant, known)
    offered = viewer.papers(seen, receipt, rows)
    crops = {row.field: viewer.crop(row, offered) for row in rows if row.differs}
    return {"rows": rows, "details": comparison.more(receipt), "papers": offered, "crops": crops, "compared": meant}


def _meant(found: Gathered, claim: Claim, receipt: Receipt) -> tuple[Slip, ...]:
    """Return the slips that a claim is about as they stood without its own money."""
    about = [slip for slip in found.slips.values() if slip.id == claim.slip_id]
    meant = about or [found.slips[reference] for reference in receipt.references if reference in found.slips]
    own = found.held.get(claim.id, {})
    return tuple(replace(slip, received=max(slip.received - own.get(slip.id, 0), 0)) for slip in meant)


def _messages(found: Gathered, files: Papers) -> tuple[Message, ...]:
    """Return the conversation, newest first."""
    return tuple(_message(mail, found, files) for mail in reversed(found.mails))


def _message(mail: StoredMail, found: Gathered, files: Papers) -> Message:
    seen = found.seen.get(mail.id)
    if seen is None and mail.id in found.raws:
        read = files.text_of(found.raws[mail.id])
        told = SeenMail(read.from_name, read.text[:20_000]) if read else SeenMail()
        return Message(mail, told, own_text(told.text), quotes=False, html=None, unread=True)
    if seen is None:
        return Message(mail, SeenMail(), "", quotes=False, html=None, unread=True)
    own = own_text(seen.text)
    bodies = [one.sha256 for one in seen.documents if one.kind == "html" and one.name.startswith("cuerpo.")]
    return Message(mail, seen, own, own != seen.text.strip(), bodies[0] if bodies else None, unread=False)


def _shown(offered: tuple[viewer.Paper, ...], asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the file and page that the viewer shows: those asked for, else the first with a picture."""
    pictured = [paper for paper in offered if paper.sheets]
    first = pictured[0] if pictured else (offered[0] if offered else None)
    paper = next((one for one in offered if one.sha256 == asked.get("archivo")), first)
    if paper is None or not paper.sheets:
        return {"paper": paper, "sheet": None}
    marked = [one for one in paper.sheets if any(mark.tone != "discarded" for mark in one.marks)]
    usual = (marked or list(paper.sheets))[0]
    return {
        "paper": paper,
        "sheet": next((one for one in paper.sheets if str(one.number) == asked.get("pagina")), usual),
    }


def _filter(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what of the address belongs to the queue: it stays with every link of the page."""
    own = ("comprobante", "archivo", "pagina")
    return {name: value[:200] for name, value in asked.items() if name not in own}
