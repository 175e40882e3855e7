"""Papers that paid somebody else, something else or nothing, over the whole corridor: none activates (B138, F6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from story_samples import ANA, BETO, Attached, Paid, mail, pdf, receipt

if TYPE_CHECKING:
    from houses import Story

X = "012180001234567897"
OURS = "012164001016446374"
COMMON = (
    ("Comprobante de transferencia", ""), ("Monto", "$1,305.00 MXN"), ("Referencia", "935447"), ("Concepto", "Pago"),
    ("Fecha", "22/11/2026"), ("Hora", "08:18"), ("Clave de rastreo", "HEYBCO2611221017444836"),
)  # fmt: skip
Rows = tuple[tuple[str, str], ...]


def lines_pdf(*lines: str) -> Attached:
    """Return a PDF of lines, one text each."""
    return Attached("reporte.pdf", pdf([(line, "") for line in lines]))


def paper(*rows: tuple[str, str]) -> Attached:
    """Return the PDF of a transfer of 1,305.00 for slip 935447, with further rows."""
    return Attached("pago.pdf", pdf([*COMMON, *rows]))


def nothing(story: Story, *papers: Attached, text: str = "", subject: str = "Comprobante de pago") -> None:
    """Check that a mail with these papers activates nothing."""
    mail_id = story.receive(mail(*papers, text=text, subject=subject))

    assert story.mail(mail_id).outcome != "activate"
    assert story.activations() == ()


def yearly(text: str) -> bytes:
    """Return a mail with the receipt for slip 1157702 and these words."""
    return mail(receipt(Paid(reference="1157702", concept="anualidad")), text=text, subject="Pago")


def report(head: str, *foot: str) -> Attached:
    """Return a batch of two payments under a head."""
    return lines_pdf(
        head,
        f"001 2026/11/22 {OURS} PERSEO",
        "1,305.00 MXN REF 935447 TIMBRES",
        "CLAVE RASTREO HEYBCO2611221017444836",
        f"002 2026/11/22 {OURS} PERSEO",
        "800.00 MXN REF 935812 TIMBRES",
        "CLAVE RASTREO HEYBCO2611221017444837",
        *foot,
    )


@pytest.mark.parametrize(
    "head",
    [
        "TRANSFERENCIAS RECHAZADAS",
        "PAGOS PROGRAMADOS",
        "OPERACIONES PENDIENTES DE AUTORIZACION",
        "PAGOS EN DOLARES",
        "LOTE CANCELADO",
        "DIVISA: USD",
    ],
)
def test_what_the_head_of_a_report_says_holds_for_all_its_payments(story: Story, head: str) -> None:
    story.slip()
    story.slip("935812", 80000)
    nothing(story, report(head))


def test_what_the_foot_of_a_report_says_holds_for_all_its_payments(story: Story) -> None:
    story.slip()
    story.slip("935812", 80000)
    nothing(story, report("REPORTE DE DISPERSION", "ESTADO DEL LOTE: RECHAZADO"))


@pytest.mark.parametrize(
    "head",
    [
        ("Operacion rechazada", "Fondos insuficientes"),
        ("Moneda USD", "Estatus Liquidada"),
        ("Transferencia programada",),
    ],
)
def test_a_paper_that_prints_our_account_twice_keeps_its_head(story: Story, head: tuple[str, ...]) -> None:
    story.slip()
    nothing(
        story,
        lines_pdf(
            *head,
            f"CLABE {OURS}",
            "Importe $1,305.00",
            "Referencia 935447",
            "Fecha 22/11/2026",
            "Clave de rastreo HEYBCO2611221017444836",
            "Folio 884412",
            f"CLABE abono {OURS}",
            "Total $1,305.00",
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Pago ref 12 de la factura 935447",
        "Pago de la constancia 2026, pedido 935447",
        "Ref. 8841 mi cuenta 935447",
        "Adjunto ficha de pago 3, cliente 935447",
        "Ref. 2, tel 935447",
    ],
)
def test_a_number_that_the_mail_calls_an_invoice_is_no_reference_beside_a_small_one(story: Story, text: str) -> None:
    story.slip(email=BETO)
    nothing(story, receipt(Paid(reference="", concept="")), text=text, subject="Pago")


def test_a_file_s_name_names_an_invoice_and_no_reference(story: Story) -> None:
    story.slip(email=BETO)
    nothing(story, receipt(Paid(reference="", concept=""), "ref 2 factura 935447.html"), text="hola", subject="Pago")


def test_a_slip_on_the_paper_does_not_give_way_to_the_mail(story: Story) -> None:
    story.slip("1157702", 150_000, BETO)
    story.slip("935447", 130_500, ANA)
    nothing(story, receipt(Paid(reference="1157702", concept="anualidad")), text="Ref. 935447", subject="Pago")


def test_last_months_reference_in_the_mail_changes_nothing(story: Story) -> None:
    story.slip("1157702", 130_500, ANA)
    story.slip("935447", 130_500, ANA)
    story.receive(mail(receipt(Paid(tracking_key="HEYBCO2611221017444999", hour="07:01"))))
    assert story.slip_status("935447") == "paid"
    mail_id = story.receive(yearly("La ref 935447 es del mes pasado, este es el nuevo comprobante."))
    assert story.mail(mail_id).outcome == "activate"


@pytest.mark.parametrize(
    "rows",
    [
        (("Cuenta de cargo", "0101644637 SUC 0164"), ("Beneficiario", "ANA RUIZ"), ("Banco destino", "SANTANDER")),
        (("Cuenta origen", "0101644637 BBVA 1234"), ("Beneficiario", "ANA RUIZ")),
        (("Cuenta cargo", f"{OURS} {X}"), ("Beneficiario", "ANA RUIZ")),
        (("Ordenante", "SISTEMAS PERSEO SA DE CV"), ("Cuenta", OURS), ("Beneficiario", "ANA RUIZ"), ("Cuenta", X)),
        (("Cuenta destino", "92340101644637"), ("Banco destino", "SANTANDER"), ("Beneficiario", "FERRETERIA TREJO")),
        (("Desde BBVA 6374", ""), ("A Juan Perez SANTANDER 8841", "")),
        (("De la cuenta terminacion", ""), ("4637", ""), ("A la cuenta terminacion", ""), ("8841", "")),
        (
            ("Le informamos que su transferencia a la cuenta terminacion 8841 de SANTANDER fue realizada", ""),
            ("BBVA *6374", ""),
        ),
        (("PRACTICAJA BBVA 4637", ""),),
        (("Sistemas Perseo, Calle Roble 4637", ""),),
        (("Cuenta destino", "****6374"), ("Beneficiario", "JUAN PER**")),
        (("Cuenta destino", "****6374"), ("Beneficiario", "RODRIGO SALAZAR S**AS")),
        (("Cuenta destino", ""), ("Ferreteria Trejo", ""), ("Sucursal", ""), ("4637", "")),
    ],
)
def test_an_account_of_the_payer_a_street_or_somebody_else_is_not_ours(story: Story, rows: Rows) -> None:
    story.slip()
    nothing(story, paper(*rows))


@pytest.mark.parametrize(("own", "anothers"), [("935447", "1157702"), ("1157702", "935447")])
def test_the_number_in_the_field_is_not_paid_though_it_asks_for_the_sum(story: Story, own: str, anothers: str) -> None:
    story.slip(own, 90_000, ANA)
    story.slip(anothers, 130_500, BETO)
    nothing(story, receipt(Paid(reference=anothers, concept=f"pago {own}")))


def test_one_of_three_slips_in_the_concept_is_not_paid_alone(story: Story) -> None:
    story.slip("935447")
    story.slip("935812", 50_000)
    story.slip("935813", 60_000)
    nothing(story, receipt(Paid(reference="1157702", concept="pago 935447 935812 935813")))


def test_a_folio_beside_a_filler_is_a_person_s(story: Story) -> None:
    story.slip(email=BETO)
    nothing(story, receipt(Paid(reference="8844121", concept="folio 935447")))


@pytest.mark.parametrize("asked", [130_500, 140_500])
def test_another_s_slip_in_the_concept_is_not_paid_beside_a_neighbour_of_the_sender_s(story: Story, asked: int) -> None:
    story.slip("935447", 130_500, BETO)
    story.slip("224412", asked, ANA)
    nothing(story, receipt(Paid(reference="224411", concept="pago 935447")))


@pytest.mark.parametrize("words", ["Se aplicara solo si hay saldo", "Se realizara siempre que haya fondos"])
def test_a_condition_does_not_take_the_state_before_it(story: Story, words: str) -> None:
    story.slip()
    whole = receipt(Paid())
    told = whole.content.replace("¡Hiciste una transferencia!".encode(), words.encode())

    nothing(story, replace(whole, content=told))


def test_the_day_of_printing_is_not_the_day_of_a_key_that_tells_another(story: Story) -> None:
    story.slip()
    rows = [row for row in COMMON if row[0] not in ("Fecha", "Hora", "Clave de rastreo")]
    nothing(
        story,
        Attached(
            "pago.pdf",
            pdf(
                [
                    *rows,
                    ("Cuenta destino", OURS),
                    ("Clave de rastreo", "2026030140014BMOV0000690694259"),
                    ("Fecha de impresion", "23/11/2026"),
                ]
            ),
        ),
    )


@pytest.mark.parametrize(
    "para",
    [
        "Su pago anterior tuvo el concepto 935447. Gracias por usar nuestros servicios",
        "El mensaje de seguridad fue 935447. No lo comparta con nadie",
    ],
)
def test_a_paragraph_about_something_else_names_no_slip(story: Story, para: str) -> None:
    story.slip(email=BETO)
    nothing(
        story,
        lines_pdf(
            "Aviso de transferencia",
            "Clave de rastreo HEYBCO2611221017444836",
            "Le informamos que se realizo el 22/11/2026 con cargo a su contrato *4395 una transferencia",
            "por la cantidad de $1,305.00 a favor de SISTEMAS PERSEO en la cuenta BBVA *6374",
            "",
            "",
            para,
        ),
    )


@pytest.mark.parametrize(
    "rows",
    [
        (("$1,305.00 adeudo total", ""), ("$500.00 abonado", ""), ("Mil trescientos cinco pesos 00/100 M.N.", "")),
        (("$1,305.00", ""), ("$1,310.00", ""), ("$500.00", ""), ("$5.00", "")),
    ],
)
def test_a_sum_that_was_owed_is_not_what_was_paid(story: Story, rows: Rows) -> None:
    story.slip()
    nothing(
        story,
        Attached("pago.pdf", pdf([*(row for row in COMMON if row[0] != "Monto"), ("Cuenta destino", OURS), *rows])),
    )


@pytest.mark.parametrize("name", ["AMERICAN EXPRESS", "BANORTE", "MERCADO PAGO"])
def test_a_bank_in_the_payee_s_place_is_not_us(story: Story, name: str) -> None:
    story.slip()
    nothing(story, paper(("Cuenta destino", "****6374"), ("Beneficiario", name)))


@pytest.mark.parametrize("concept", ["pago folio 935447", "Recibo folio 935447", "CLIENTE935447PERSEO"])
def test_another_s_slip_that_is_called_a_folio_or_a_client_is_a_person_s(story: Story, concept: str) -> None:
    story.slip(email=BETO)
    nothing(story, receipt(Paid(reference="", concept=concept)))


def test_the_sender_s_own_slip_of_another_sum_is_not_swapped_for_a_filler(story: Story) -> None:
    story.slip("1157702", 90_000, ANA)
    story.slip("8844121", 130_500, BETO)
    nothing(story, receipt(Paid(reference="8844121", concept="pago 1157702")))


def test_words_of_the_payer_are_no_sum_that_differs(story: Story) -> None:
    story.slip("935447", 100_000)
    mail_id = story.receive(mail(receipt(Paid("$1,000.00 MXN", concept="van los mil pesos"))))
    assert story.mail(mail_id).outcome == "activate"


def test_a_number_of_a_client_in_the_mail_changes_nothing(story: Story) -> None:
    story.slip("1157702", 130_500, ANA)
    mail_id = story.receive(yearly("Mi referencia de cliente 884413. Gracias."))
    assert story.mail(mail_id).outcome == "activate"


def one(reference: str, amount: str, key: str, head: str = "Transferencia exitosa") -> tuple[str, ...]:
    """Return the lines of one receipt that prints the account above the sum."""
    return (
        head, "Fecha: 22/11/2026 08:18", f"Clave de rastreo: {key}", f"Folio: 88{reference[-4:]}",
        f"Referencia: {reference}", f"Cuenta destino: {OURS}", "Beneficiario: SISTEMAS PERSEO", f"Importe: ${amount}",
    )  # fmt: skip


KEY, ANOTHER = "HEYBCO2611221017444836", "HEYBCO2611221017449999"
GAP = ("", "", "", "")


def test_of_two_receipts_on_a_page_none_gets_what_the_other_says(story: Story) -> None:
    story.slip("935447", 130_500)
    story.slip("935812", 130_500)

    story.receive(mail(lines_pdf(*one("935447", "1,305.00", KEY), *GAP, *one("935812", "800.00", ANOTHER))))

    assert story.slip_status("935812") == "open"


def test_of_two_receipts_on_a_page_a_refused_one_pays_nothing(story: Story) -> None:
    story.slip("935447", 130_500)
    story.slip("935812", 130_500)
    refused = one("935447", "1,305.00", KEY, "Transferencia rechazada")

    story.receive(mail(lines_pdf(*refused, *GAP, *one("935812", "800.00", ANOTHER))))

    assert story.activations() == ()


def test_two_honest_receipts_on_a_page_are_two_activations(story: Story) -> None:
    story.slip("935447", 130_500)
    story.slip("935812", 80_000)

    story.receive(mail(lines_pdf(*one("935447", "1,305.00", KEY), *GAP, *one("935812", "800.00", ANOTHER))))

    assert len(story.activations()) == 2


def test_an_honest_paper_may_print_our_account_twice(story: Story) -> None:
    story.slip()
    paper_twice = lines_pdf(
        "Comprobante SPEI", "Fecha: 22/11/2026 08:18", f"Clave de rastreo: {KEY}", "Referencia: 935447",
        f"Cuenta destino: {OURS}", "Importe: $1,305.00", "Estatus: Liquidada", f"Abonado a la CLABE {OURS}",
        "Total: $1,305.00",
    )  # fmt: skip

    assert story.mail(story.receive(mail(paper_twice))).outcome == "activate"


SCREEN = (
    ("$1,305.00", ""), ("Sistemas Perseo SA de CV", ""), ("****6374", ""), ("BBVA MEXICO", ""),
    ("Referencia", "935447"), ("22/11/2026 12:20", ""), ("Folio", "60034326"),
)  # fmt: skip


@pytest.mark.parametrize("head", ["Tu envio reboto", "El banco de destino lo devolvio", "Ups, ya lo tienes otra vez"])
def test_a_screen_whose_head_says_that_the_money_is_back_pays_nothing(story: Story, head: str) -> None:
    """B138: nor does one whose words nobody foresaw, where nothing else tells that the money was sent."""
    story.slip()
    nothing(story, Attached("pago.pdf", pdf([(head, ""), *SCREEN])))


def test_that_screen_pays_when_its_head_says_so(story: Story) -> None:
    story.slip()
    mail_id = story.receive(mail(Attached("pago.pdf", pdf([("Transferencia exitosa", ""), *SCREEN]))))
    assert story.mail(mail_id).outcome == "activate"


def test_of_several_sums_the_slip_s_is_a_person_s_to_accept(story: Story) -> None:
    """B138"""
    story.slip()
    sums = (("$1,305.00", ""), ("$1,480.00", ""), ("Cuenta destino", OURS))
    rows = (*(row for row in COMMON if row[0] != "Monto"), *sums)
    mail_id = story.receive(mail(Attached("pago.pdf", pdf(list(rows)))))

    assert story.rules(mail_id) == {"amount_deduced"}
    assert story.activations() == ()
