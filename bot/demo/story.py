"""What happens in the demo: who mails which paper to which inbox, and what the bot should make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.demo import camera, papers, people
from bot.demo.mails import File, Words, delivered, mail
from bot.demo.papers import Payment
from bot.demo.people import customers, slips

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.demo.mails import Program
    from bot.demo.people import Person
    from bot.model import Outcome

__all__ = ["Scene", "customers", "scenes", "slips"]

MEXICO = ZoneInfo("America/Mexico_City")
ACTIVATED = ("activation", "manual")
ASKED = ("question",)
_AWAY = (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"))


@dataclass(frozen=True, slots=True)
class Scene:
    """One mail of the story and what should become of it."""

    name: str
    title: str
    sender: str
    to: tuple[str, ...]
    raw: bytes
    sent_at: datetime
    outcome: Outcome
    slips: tuple[str, ...] = ()  # references that this mail activates
    letters: tuple[str, ...] = ()  # kinds of letters that follow
    after: str | None = None  # the scene that must be decided before this mail is sent

    def delivery(self, address: str) -> bytes:
        """Return the copy of the mail that lies in this inbox, with the trace of its own delivery."""
        return delivered(self.raw, address, self.sent_at + timedelta(seconds=2 + self.to.index(address)))


def scenes(now: datetime, comprobantes: str, cxc: str) -> tuple[Scene, ...]:
    """Return the story's mails in the order in which they are sent; all was paid in the two days before `now`."""
    stage = _Stage(now, comprobantes, cxc)
    return tuple(play(stage) for play in _PLAY)


class _Stage:
    """The hour, the inboxes and the slips that every scene needs."""

    def __init__(self, now: datetime, comprobantes: str, cxc: str) -> None:
        self.now, self.comprobantes, self.cxc = now, comprobantes, cxc
        self.slips = {slip.reference: slip for slip in slips(now)}

    def payment(self, reference: str, hours: float) -> Payment:
        """Return the whole payment of a slip, made so many hours ago."""
        slip = self.slips[reference]
        at = (self.now - timedelta(hours=hours)).astimezone(MEXICO).replace(microsecond=0)
        folio = str(int(reference) * 7919 % 9_000_000 + 1_000_000)
        key = f"{at:%Y%m%d}40137{folio}46"
        return Payment(slip.customer.name, slip.amount, at, key, folio, reference, f"PAGO {reference}")

    def scene(
        self,
        name: str,
        title: str,
        who: Person,
        words: Words,
        *files: File,
        outcome: Outcome,
        program: Program = "phone",
        to: tuple[str, ...] | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        activates: str | tuple[str, ...] = (),
        letters: tuple[str, ...] | None = None,
        after: str | None = None,
    ) -> Scene:
        """Return the scene with its mail, sent a minute before `now`."""
        inboxes = to or (self.comprobantes,)
        sent_at = (self.now - timedelta(minutes=1)).astimezone(MEXICO).replace(microsecond=0)
        raw = mail(who, inboxes, sent_at, words, files, program, headers)
        usual = {"activate": ACTIVATED, "ask": ASKED, "review": ("acknowledgement",), "ignore": ()}
        paid = (activates,) if isinstance(activates, str) else activates
        owed = usual[outcome] * max(len(paid), 1) if letters is None else letters
        return Scene(name, title, who.email, inboxes, raw, sent_at, outcome, paid, owed, after)


def _first(stage: _Stage) -> Payment:
    """Return the payment of 935447, which is mailed twice in two pictures."""
    return replace(stage.payment("935447", 5.2), concept="935447 ACTUALIZACION Y ANUALIDAD")


def _text_pdf(stage: _Stage) -> Scene:
    file = File("comprobante SPEI.pdf", "application/pdf", papers.valle(_first(stage)))
    words = Words("Comprobante de pago 935447", "Buen día, les envío el comprobante de mi pago.\n\nGracias,\nLupita\n")
    return stage.scene("pdf", "Paga $1,305.00 y manda el PDF de su banco", people.FARO, words, file,
                       outcome="activate", program="gmail", activates="935447")  # fmt: skip


def _scan(stage: _Stage) -> Scene:
    page = camera.scanned(papers.norteno(stage.payment("941263", 21.4), "png"))
    words = Words("Pago anualidad", "Anexo comprobante escaneado.\n\nRamiro Zúñiga\nFerretería Los Sauces\n")
    return stage.scene("escaneo", "Imprime el comprobante y lo escanea", people.SAUCES, words,
                       File("Escaneo0007.pdf", "application/pdf", page),
                       outcome="activate", program="outlook", to=(stage.cxc,), activates="941263")  # fmt: skip


def _screenshot(stage: _Stage) -> Scene:
    screen = papers.colibri(stage.payment("938570", 2.3))
    words = Words("Pago", "Hola, aquí está mi pago. Saludos\n\nEnviado desde mi iPhone\n")
    return stage.scene("captura", "Captura de pantalla de su app", people.ALAMEDA, words,
                       File("IMG_2291.PNG", "image/png", screen), outcome="activate", activates="938570")  # fmt: skip


def _teller(stage: _Stage) -> Scene:
    photo = camera.photographed(papers.teller(stage.payment("952804", 23.1)))
    words = Words("deposito granja", "Buenas tardes, mando foto del pago en ventanilla.\n")
    return stage.scene("ventanilla", "Foto del papel de la ventanilla", people.PALOMAR, words,
                       File("IMG_20261.jpg", "image/jpeg", photo), outcome="activate", activates="952804")  # fmt: skip


def _bank_notice(stage: _Stage) -> Scene:
    payment = replace(stage.payment("947381", 6.7), concept="TIMBRES Y ACTUALIZACION")
    head = "---------- Forwarded message ---------\nDe: Banco Norteño <avisos@banconorteno.example>\n"
    html = f"<p>Les reenvío el aviso de mi banco.</p><p>{head.replace('<', '&lt;')}</p>{papers.notice(payment)}"
    words = Words("Fwd: Aviso de transferencia", f"Les reenvío el aviso de mi banco.\n\n{head}", html)
    return stage.scene("aviso", "Reenvía el aviso que le mandó su banco", people.NOGAL, words,
                       outcome="activate", program="gmail", activates="947381")  # fmt: skip


def _without_iva(stage: _Stage) -> Scene:
    payment = replace(stage.payment("958126", 3.6), amount=stage.slips["958126"].subtotal)
    words = Words("Pago de timbres", "Ya pagué los 500 timbres, gracias.\n")
    return stage.scene("sin_iva", "Paga el subtotal, sin el IVA", people.BRISA, words,
                       File("Screenshot_1.png", "image/png", papers.nopal(payment)), outcome="ask")  # fmt: skip


def _the_iva(stage: _Stage) -> Scene:
    slip = stage.slips["958126"]
    payment = replace(stage.payment("958126", 0.4), amount=slip.amount - slip.subtotal, folio="7731904")
    payment = replace(payment, tracking_key=f"{payment.tracking_key[:-2]}47")
    words = Words("Re: Pago de timbres", "Perdón, faltaba el IVA. Ya lo transferí.\n")
    return stage.scene("saldo", "Paga después el IVA que faltaba", people.BRISA, words,
                       File("SPEI IVA.pdf", "application/pdf", papers.valle(payment)),
                       outcome="activate", activates="958126", after="sin_iva")  # fmt: skip


def _other_account(stage: _Stage) -> Scene:
    payment = replace(stage.payment("963495", 26.2), clabe="072180004455667780")
    words = Words("Comprobante La Cumbre", "Se anexa comprobante.\n\nEfraín Cota\nTransportes La Cumbre\n")
    return stage.scene("otra_cuenta", "Transfiere a una cuenta que no es la nuestra", people.CUMBRE, words,
                       File("transferencia.pdf", "application/pdf", papers.valle(payment)),
                       outcome="ask", program="outlook")  # fmt: skip


def _without_reference(stage: _Stage) -> Scene:
    payment = replace(stage.payment("936718", 4.4), reference=None, concept="PAGO SISTEMA")
    words = Words("Comprobante", "Hola, adjunto el pago.\n\nJulia\n")
    return stage.scene("sin_referencia", "No escribe la referencia; el banco pone la fecha", people.COBALTO, words,
                       File("captura.png", "image/png", papers.colibri(payment)), outcome="ask")  # fmt: skip


def _own_slip(stage: _Stage) -> Scene:
    slip = papers.constancia(stage.slips["971052"], (stage.comprobantes, stage.cxc))
    words = Words("Constancia de pago", "Buen día, envío mi constancia para que activen mi panel.\n")
    return stage.scene("constancia", "Manda nuestra constancia en lugar del comprobante", people.SEMILLA, words,
                       File("constancia_971052.pdf", "application/pdf", slip), outcome="ask",
                       program="gmail")  # fmt: skip


def _both_inboxes(stage: _Stage) -> Scene:
    file = File("SPEI_944937.pdf", "application/pdf", papers.norteno(stage.payment("944937", 8.9)))
    words = Words("Pago 944937", "Les comparto mi comprobante a los dos correos, por si acaso.\n\nMario\n")
    return stage.scene("dos_buzones", "Un solo correo a los dos buzones", people.TRIGAL, words, file,
                       outcome="activate", program="gmail", to=(stage.comprobantes, stage.cxc),
                       activates="944937")  # fmt: skip


def _absence(stage: _Stage) -> Scene:
    words = Words(
        "Respuesta automática: Constancia de pago",
        "Estoy fuera de la oficina y regreso el lunes. Para asuntos urgentes llame a recepción.\n\nSofía Marín\n",
    )
    return stage.scene("ausencia", "Aviso automático de vacaciones", people.MARFIL, words, outcome="ignore",
                       program="outlook", to=(stage.cxc,), headers=_AWAY)  # fmt: skip


def _with_invoice(stage: _Stage) -> Scene:
    file = File("Pago Marfil.pdf", "application/pdf", papers.valle(stage.payment("967240", 25.3)))
    words = Words(
        "Pago y solicitud de factura",
        "Buenas tardes:\n\nAdjunto mi comprobante. ¿Me pueden enviar también la factura, por favor?\n\nSofía Marín\n",
    )
    return stage.scene("factura", "Paga y además pide su factura", people.MARFIL, words, file,
                       outcome="activate", program="outlook", activates="967240")  # fmt: skip


def _two_slips(stage: _Stage) -> Scene:
    total = stage.slips["953689"].amount + stage.slips["953712"].amount
    payment = replace(stage.payment("953689", 7.5), amount=total, concept="PAGO 953689 Y 953712")
    words = Words("Pago de dos constancias", "Hicimos un solo pago por las dos constancias.\n\nGerardo Lozano\n")
    return stage.scene("dos_constancias", "Un pago para dos constancias", people.ENLACE, words,
                       File("comprobante.pdf", "application/pdf", papers.valle(payment)), outcome="activate",
                       program="outlook", to=(stage.cxc,), activates=("953689", "953712"))  # fmt: skip


def _mistyped(stage: _Stage) -> Scene:
    payment = replace(stage.payment("972845", 11.3), reference="972854", concept="ACTUALIZACION")
    words = Words("Pago de actualización", "Se anexa comprobante.\n\nEfraín Cota\nTransportes La Cumbre\n")
    return stage.scene("dedazo", "Invierte dos dígitos de la referencia", people.CUMBRE, words,
                       File("spei.pdf", "application/pdf", papers.norteno(payment)),
                       outcome="review", program="outlook")  # fmt: skip


def _cheque(stage: _Stage) -> Scene:
    ticket = papers.teller(stage.payment("974618", 3.9), "CHEQUE SALVO BUEN COBRO", "pdf")
    words = Words("Pago con cheque", "Buenas tardes, pagamos la anualidad con cheque.\n")
    return stage.scene("cheque", "Paga con cheque en la ventanilla", people.PALOMAR, words,
                       File("ficha.pdf", "application/pdf", ticket), outcome="review")  # fmt: skip


def _heic(stage: _Stage) -> Scene:
    photo = camera.photographed(papers.teller(stage.payment("949376", 27.8)), "HEIF", seed=11)
    words = Words("Mi pago de la anualidad", "Va la foto, gracias.\n\nEnviado desde mi iPhone\n")
    return stage.scene("heic", "Foto de iPhone (HEIC) del papel de la ventanilla", people.BRISA, words,
                       File("IMG_0482.HEIC", "image/heic", photo), outcome="activate", activates="949376")  # fmt: skip


def _reference_typed(stage: _Stage) -> Scene:
    payment = replace(stage.payment("961584", 9.1), reference=None, concept="TIMBRES")
    words = Words("Pago de timbres", "Hola, adjunto mi pago. La referencia es 961584, se me olvidó ponerla.\n\nJulia\n")
    return stage.scene("en_el_texto", "Escribe la referencia en el correo, no en el pago", people.COBALTO, words,
                       File("pago.png", "image/png", papers.nopal(payment)), outcome="activate",
                       activates="961584")  # fmt: skip


def _same_payment(stage: _Stage) -> Scene:
    words = Words("Otra vez mi comprobante", "Por si no les llegó, les mando ahora la captura.\n\nLupita\n")
    return stage.scene("otra_vez", "El mismo pago otra vez, en otra imagen", people.FARO, words,
                       File("IMG_1187.PNG", "image/png", papers.colibri(_first(stage))),
                       outcome="ignore", letters=("already_received",), after="pdf")  # fmt: skip


_PLAY: tuple[Callable[[_Stage], Scene], ...] = (
    _text_pdf, _scan, _screenshot, _teller, _bank_notice, _without_iva, _other_account, _without_reference,
    _own_slip, _both_inboxes, _absence, _with_invoice, _two_slips, _mistyped, _cheque, _heic, _reference_typed,
    _same_payment, _the_iva,
)  # fmt: skip
