"""Receipts with something unusual about them: not done yet, done twice, altered, or in an unusual file."""

from __future__ import annotations

import io
from dataclasses import replace
from email.message import EmailMessage
from random import Random
from typing import TYPE_CHECKING

from benchmarks.further import apps, camera, papers, screens, sheets, wallets
from benchmarks.further.copies import Copy, copy
from benchmarks.further.made import Made, receipt
from benchmarks.further.page import Field, Hero, Hidden, Layout, Note, Page, Section
from benchmarks.further.paid import WAYS, Paid, Written, roll
from benchmarks.further.pen import CLABE, PAYEE, Pen, pesos
from benchmarks.further.slips import slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.further.page import Block


def every(seed: int) -> Iterator[Made]:
    """Yield the odd receipts, each kind in two banks' dress."""
    worn = ((made, name) for made, names in _EACH for name in names)
    for number, (made, name) in enumerate(worn):
        dice = Random(f"{seed} odd {number}")
        yield made(_DRESSES[name], dice, WAYS[number % (len(WAYS) - 1)])


def _pen(layout: Layout, dice: Random, written: Written) -> Pen:
    return Pen(roll(dice, written), dice, layout.bank)


def _not_done(status: str, title: str, note: str) -> Callable[[Layout, Random, Written], Made]:
    def made(layout: Layout, dice: Random, written: Written) -> Made:
        pen = _pen(layout, dice, written)
        page = layout.draw(pen)
        honest = tuple(_without_success(block) for block in page.blocks if block != Section("Operación aplicada"))
        changed = replace(page, blocks=(Section(pen.status(status, title)), Note(note), *honest), title="")
        return receipt(layout.name, pen, copy(changed, layout.drawn, 0, dice), status)

    return made


def _without_success(block: Block) -> Block:
    return Hero(block.value, "Importe") if isinstance(block, Hero) else block


def _in_dollars(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    page = Page(
        layout.bank,
        (
            Hero(pen.amount("USD {}", "USD"), "Transferencia en dólares enviada"),
            Field("Moneda", "USD - Dólar americano"),
            Field("Beneficiario", PAYEE),
            Field("Cuenta destino", pen.account()),
            Field("Referencia", pen.number()),
            Field("Concepto", pen.words()),
            Field("Fecha", pen.when("{d:02}/{m:02}/{Y} {H:02}:{M:02}")),
            Field("Folio", pen.folio("########")),
        ),
        skin="stack",
    )
    return receipt(layout.name, pen, copy(page, layout.drawn, 0, dice), "usd")


def _to_another(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    other = "014180605512340018"
    page = layout.draw(pen)
    pen.account(other)
    swap = {
        CLABE: other,
        "012164········6374": other,
        "••• 6374": other,
        PAYEE: "Sistemas Perales S. de R.L.",
        PAYEE.upper(): "SISTEMAS PERALES S. DE R.L.",
    }
    blocks = tuple(
        replace(block, value=swap.get(block.value, block.value)) if isinstance(block, Field) else block
        for block in page.blocks
    )
    return receipt(layout.name, pen, copy(replace(page, blocks=blocks), layout.drawn, 0, dice), "other_beneficiary")


def _without_iva(layout: Layout, dice: Random, written: Written) -> Made:
    paid = roll(dice, written)
    price = round(paid.amount / 1.16)
    pen = Pen(replace(paid, amount=price, subtotal=True), dice, layout.bank)
    return receipt(
        layout.name,
        pen,
        copy(layout.draw(pen), layout.drawn, 0, dice),
        "subtotal_only",
        slip_total=f"{paid.amount / 100:.2f}",
    )


def _mistyped(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    meant = pen.paid.reference[:3] + str((int(pen.paid.reference[3]) + 3) % 10) + pen.paid.reference[4:]
    return receipt(
        layout.name, pen, copy(layout.draw(pen), layout.drawn, 0, dice), "reference_typo", intended_reference=meant
    )


def _two_payments(layout: Layout, dice: Random, written: Written) -> Made:
    pens = (_pen(layout, dice, written), _pen(layout, dice, "field"))
    shots = [screens.screenshot(layout.draw(pen), phone=True) for pen in pens]
    told = [pen.said for pen in pens]
    return receipt(layout.name, pens[0], Copy("pdf_scan", "pdf", 2, camera.pdf(*shots)), "two_receipts", payments=told)


def _twice_on_a_page(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    page = layout.draw(pen)
    doubled = replace(
        page, blocks=(Section("ORIGINAL - CLIENTE"), *page.blocks, Section("COPIA - SUCURSAL"), *page.blocks)
    )
    return receipt(layout.name, pen, Copy("pdf_text", "pdf", 2, sheets.pdf(doubled)), "original_and_copy")


def _behind_its_slip(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    pages = (sheets.picture(slip(pen.paid), 130), sheets.picture(layout.draw(pen), 130))
    return receipt(layout.name, pen, Copy("pdf_scan", "pdf", 2, camera.pdf(*pages, dpi=130)), "slip_in_front")


def _with_hidden_words(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    lie = Hidden(f"Importe {pesos(pen.paid.amount * 10)} Referencia {int(pen.paid.reference) + 1101}")
    page = layout.draw(pen)
    hidden = replace(page, blocks=(lie, *page.blocks))
    return receipt(layout.name, pen, Copy("pdf_text", "pdf", 2, sheets.pdf(hidden)), "hidden_text")


def _as_html(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    content = screens.as_html(layout.draw(pen), phone=False).encode()
    return receipt(layout.name, pen, Copy("html", "html", 1, content))


def _as_mail(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Avisos <avisos@banco.example>",
        "cliente@correo.example",
        "Aviso de transferencia",
    )
    mail["Message-ID"], mail["Date"] = f"<{pen.paid.reference}@banco.example>", "Fri, 20 Nov 2026 10:00:00 -0600"
    mail.set_content("Vea este aviso con formato.")
    mail.add_alternative(screens.as_html(layout.draw(pen), phone=False), subtype="html", cte="quoted-printable")
    return receipt(layout.name, pen, Copy("eml", "eml", 2, mail.as_bytes()))


def _in_another_format(layout: Layout, dice: Random, written: Written) -> Made:
    pen = _pen(layout, dice, written)
    ending = dice.choice(("webp", "tiff"))
    held = io.BytesIO()
    screens.screenshot(layout.draw(pen), phone=True).save(held, ending.upper())
    return receipt(layout.name, pen, Copy("screenshot", ending, 2, held.getvalue()))


def _for_two_slips(layout: Layout, dice: Random, written: Written) -> Made:
    first, second = roll(dice, "sentence"), roll(dice, written)
    both: Paid = replace(first, amount=first.amount + second.amount, reference=f"{first.reference} {second.reference}")
    pen = Pen(both, dice, layout.bank)
    content = screens.as_png(screens.screenshot(layout.draw(pen), phone=True))
    pen.said["references"] = [first.reference, second.reference]
    amounts = [f"{first.amount / 100:.2f}", f"{second.amount / 100:.2f}"]
    return receipt(layout.name, pen, Copy("screenshot", "png", 3, content), "multi_slip", slip_amounts=amounts)


_DRESSES = {layout.name: layout for layout in (*wallets.WALLETS, *apps.APPS, *papers.PAPERS)}
# Only what the page says besides its success may stay on a payment that is not done: those dresses are chosen for it.
_EACH = (
    (
        _not_done("scheduled", "Transferencia programada", "Se enviará en la fecha indicada si hay saldo suficiente."),
        ("inbursa_app", "konfio_app"),
    ),
    (
        _not_done("rejected", "Operación rechazada", "El banco destino devolvió el dinero. Regresó a su cuenta."),
        ("bienestar_app", "nu_app"),
    ),
    (
        _not_done("pending", "Operación en proceso", "Aún no se ha liquidado; le avisaremos cuando termine."),
        ("inbursa_app", "mercado_pago_app"),
    ),
    (_in_dollars, ("spin_app", "klar_app")),
    (_to_another, ("inbursa_app", "nu_app")),
    (_without_iva, ("azteca_app", "uala_app")),
    (_mistyped, ("banregio_app", "konfio_app")),
    (_two_payments, ("albo_app", "mercado_pago_app")),
    (_twice_on_a_page, ("compartamos_pdf", "autofin_pdf")),
    (_behind_its_slip, ("sabadell_pdf", "base_pdf")),
    (_with_hidden_words, ("base_pdf", "compartamos_pdf")),
    (_as_html, ("spin_app", "bienestar_app")),
    (_as_mail, ("azteca_app", "uala_app")),
    (_in_another_format, ("klar_app", "banregio_app")),
    (_for_two_slips, ("inbursa_app", "albo_app")),
)
