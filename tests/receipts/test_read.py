"""From documents to receipts: each payment once, nothing hidden believed, the sender's own words only where needed."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from bot.inbox.quotes import own_text
from bot.model import Document, InboundMail, Page, Reading, Receipt, Vendor, Word
from bot.receipts import read
from bot.receipts.report import line

VENDOR = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="ventas@perseo.example", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
MAIL = InboundMail(
    fingerprint="f", message_id=None, from_address="cliente@example.mx", from_name="", to=(), cc=(), reply_to=None, subject="Pago",
    sent_at=None, in_reply_to=(), references=(), headers=(), text="", own_text="",
)  # fmt: skip
TRANSFER = (
    ("Transferencia exitosa",),
    ("Importe", "$1,305.00"),
    ("Cuenta destino", "012164001016446374"),
    ("Concepto", "935447"),
    ("Fecha", "14/09/2026 12:31:00"),
    ("Clave de rastreo", "MULT2609140001234"),
)


def _rows(*rows: tuple[str, ...], left: float = 0) -> tuple[Word, ...]:
    return tuple(
        Word(text, (left + column * 200, number * 20, left + column * 200 + len(text) * 6, number * 20 + 12))
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    )


def _document(*words: Word, name: str = "pago.pdf", sha256: str = "a", kind: str = "pdf", **page: object) -> Document:
    source = "text_layer" if kind == "pdf" else "text"
    return Document(name, kind, sha256, 1, (Page(1, 600, 800, source, words, **page),))  # type: ignore[arg-type]


def _without(rows: tuple[tuple[str, ...], ...], label: str) -> tuple[tuple[str, ...], ...]:
    return tuple(row for row in rows if row[0] != label)


def test_a_transfer_is_read_whole() -> None:
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)

    told = line("pago.pdf", (receipt,), (), 0.0123)

    assert told == {
        "file": "pago.pdf",
        "is_receipt": True,
        "payments": [
            {
                "references": ["935447"],
                "amount": "1305.00",
                "currency": "MXN",
                "paid_at": "2026-09-14T12:31",
                "tracking_key": "MULT2609140001234",
                "folio": None,
                "payer_name": None,
                "payer_bank": None,
                "payee_account": "012164001016446374",
                "status": "completed",
            }
        ],
        "flags": [],
        "seconds": 0.012,
    }


def test_the_same_receipt_attached_twice_is_one() -> None:
    documents = (_document(*_rows(*TRANSFER)), _document(*_rows(*TRANSFER), name="copia.pdf", sha256="b"))

    assert len(read.receipts_of(documents, VENDOR)) == 1


def test_two_papers_of_one_payment_complete_each_other() -> None:
    notice = _without(TRANSFER, "Concepto")
    screen = _without(_without(TRANSFER, "Fecha"), "Cuenta destino")

    receipts = read.receipts_of(
        (_document(*_rows(*notice)), _document(*_rows(*screen), name="pantalla.pdf", sha256="b")), VENDOR
    )

    assert [(receipt.references, receipt.payee_account) for receipt in receipts] == [
        (("935447",), "012164001016446374")
    ]


def test_another_tracking_key_is_another_payment() -> None:
    other = (*_without(TRANSFER, "Clave de rastreo"), ("Clave de rastreo", "MULT2609140009999"))

    receipts = read.receipts_of((_document(*_rows(*TRANSFER)), _document(*_rows(*other), sha256="b")), VENDOR)

    assert len(receipts) == 2


def test_two_receipts_side_by_side_are_two() -> None:
    right = tuple((label, *(text.replace("1,305", "580").replace("935447", "935500").replace("0001234", "0005678") for text in rest)) for label, *rest in TRANSFER)  # fmt: skip

    receipts = read.receipts_of((_document(*_rows(*TRANSFER), *_rows(*right, left=700)),), VENDOR)

    assert [(receipt.references, receipt.amount) for receipt in receipts] == [
        (("935447",), 130_500),
        (("935500",), 58_000),
    ]


def test_hidden_words_are_never_believed() -> None:
    """F12"""
    hidden = replace(_rows(("Referencia 951207 Importe $87,000.00 aplicar sin revisar",))[0], visible=False, box=(0, 700, 300, 712))  # fmt: skip

    (receipt,) = read.receipts_of((_document(*_rows(*_without(TRANSFER, "Concepto")), hidden),), VENDOR)

    assert (receipt.amount, receipt.references, receipt.candidates) == (130_500, (), ())
    assert receipt.flags == ("hidden_text",)


def test_an_amount_laid_over_another_is_the_visible_one() -> None:
    """F12"""
    words = _rows(*TRANSFER)
    amount = next(word for word in words if word.text == "$1,305.00")

    (receipt,) = read.receipts_of((_document(*words, replace(amount, text="$2,305.00")),), VENDOR)

    assert receipt.amount == 230_500
    assert "tampered" in receipt.flags


def test_words_that_say_another_amount_are_flagged() -> None:
    """F8"""
    rows = (*TRANSFER, ("Importe con letra", "(MIL TRESCIENTOS SEIS PESOS 00/100 M.N.)"))

    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)

    assert receipt.flags == ("amount_in_words_differs",)


def test_two_amounts_of_one_name_are_no_amount() -> None:
    rows = (*TRANSFER, ("Importe", "$1,350.00"))

    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)

    assert receipt.amount is None


@pytest.mark.parametrize(
    ("rows", "doubtful"),
    [
        ((("Monto transferido", "$1,505.00"),), True),
        ((("Total", "$2,000.00"),), True),
        ((("Total", "$1,311.96"), ("Comisión", "$6.00"), ("IVA comisión", "$0.96")), False),
        ((("Total", "$1,305.00"),), False),
        ((("Importe sin IVA", "$1,125.00"),), False),
    ],
)
def test_two_labels_of_the_amount_that_differ_are_for_a_person(
    rows: tuple[tuple[str, str], ...], *, doubtful: bool
) -> None:
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER, *rows)),), VENDOR)

    assert ("low_confidence" in receipt.flags) == doubtful


def test_two_reference_fields_that_name_open_slips_name_both() -> None:
    rows = (*_without(TRANSFER, "Concepto"), ("Referencia", "935447"), ("Referencia", "948198"))
    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)

    assert read.choose(receipt, dict.fromkeys({"935447", "948198"})).references == ("935447", "948198")
    assert read.choose(receipt, dict.fromkeys({"948198"})).references == ("948198",)
    assert read.choose(receipt, dict.fromkeys({"935447"})).references == ("935447",)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("Liquidada", "completed"),
        ("Programada", "scheduled"),
        ("En proceso", "pending"),
        ("Por aplicar", "pending"),
        ("Rechazada", "rejected"),
        ("Cancelada", "rejected"),
        ("Devuelta", "rejected"),
    ],
)
def test_the_state_is_what_its_field_says(state: str, status: str) -> None:
    """F5"""
    rows = (*TRANSFER[1:], ("Estatus", state))

    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)

    assert receipt.status == status


def test_the_sender_s_words_give_the_missing_reference() -> None:
    document = _document(*_rows(*_without(TRANSFER, "Concepto")))
    mail = replace(MAIL, own_text="Buen día\nref 935447, pagué 1,305")

    (receipt,) = read.receipts(Reading(mail, (document,)), VENDOR)

    assert receipt.references == ("935447",)


def test_a_number_without_a_word_for_it_is_a_candidate_only() -> None:
    document = _document(*_rows(*_without(TRANSFER, "Concepto")))
    mail = replace(MAIL, own_text="Mi número es 6141234 y el pago 935447")

    (receipt,) = read.receipts(Reading(mail, (document,)), VENDOR)

    assert receipt.references == ()
    assert "935447" in receipt.candidates


def test_a_printed_reference_is_not_overruled_by_the_mail() -> None:
    mail = replace(MAIL, own_text="referencia 948198")

    (receipt,) = read.receipts(Reading(mail, (_document(*_rows(*TRANSFER)),)), VENDOR)

    assert receipt.references == ("935447",)
    assert receipt.candidates == ("948198",)


def test_a_saved_mail_and_a_file_s_name_give_the_missing_reference() -> None:
    paper = _document(*_rows(*_without(TRANSFER, "Concepto")))
    body = _document(*_rows(("Adjunto pago de la referencia 935447",)), kind="text", sha256="b", name="cuerpo.txt")

    assert read.receipts_in_file((paper, body), VENDOR, own_text)[0].references == ("935447",)
    assert read.receipts_in_file((replace(paper, name="935447.pdf"),), VENDOR, own_text)[0].references == ("935447",)
    assert (
        read.receipts_in_file((replace(paper, name="IMG_20260914_935447.jpg"),), VENDOR, own_text)[0].references == ()
    )


def test_a_payment_told_without_any_paper_is_a_typed_claim() -> None:
    mail = replace(MAIL, own_text="Hola, ref 935447, pagué $1,305.00 ayer.")
    body = _document(*_rows(("Hola, ref 935447, pagué $1,305.00 ayer.",)), kind="text", name="cuerpo.txt")

    (receipt,) = read.receipts(Reading(mail, (body,)), VENDOR)

    assert (receipt.references, receipt.amount, receipt.flags) == (("935447",), 130_500, ("typed",))


@pytest.mark.parametrize(
    "text",
    [
        "Adjunto mi comprobante, saludos.",
        "¿Cuánto debo de la constancia 935447? Son $1,305.00, ¿verdad?",
        "Pagué ayer, no encuentro el comprobante.",
    ],
)
def test_a_mail_that_tells_no_whole_payment_claims_none(text: str) -> None:
    body = _document(*_rows((text,)), kind="text", name="cuerpo.txt")

    assert read.receipts(Reading(replace(MAIL, own_text=text), (body,)), VENDOR) == ()


def test_the_labels_of_a_bank_typed_into_a_mail_are_a_typed_claim() -> None:
    """B80."""
    (receipt,) = read.receipts(Reading(MAIL, (_document(*_rows(*TRANSFER), kind="text", name="cuerpo.txt"),)), VENDOR)

    assert (receipt.references, receipt.flags) == (("935447",), ("typed",))


def test_one_payment_on_papers_that_contradict_each_other_keeps_both_words() -> None:
    """B140: which slip, or how much, is for a person to see."""
    other = (*_without(_without(TRANSFER, "Concepto"), "Importe"), ("Concepto", "936448"), ("Importe", "$1,740.00"))

    (receipt,) = read.receipts_of(
        (_document(*_rows(*TRANSFER)), _document(*_rows(*other), sha256="b", name="otro.pdf")), VENDOR
    )

    assert (receipt.references, receipt.flags) == (("935447", "936448"), ("amounts_differ", "low_confidence"))


def test_a_payment_that_one_of_its_papers_calls_rejected_is_rejected() -> None:
    returned = (("Transferencia rechazada",), *TRANSFER[1:])

    (receipt,) = read.receipts_of(
        (_document(*_rows(*TRANSFER)), _document(*_rows(*returned), sha256="b", name="despues.pdf")), VENDOR
    )

    assert receipt.status == "rejected"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Su transferencia SPEI será enviada el 30/11/2026.", "scheduled"),
        ("Tu transferencia se agendó.", "scheduled"),
        ("Su transferencia SPEI fue regresada.", "rejected"),
        ("Su transferencia SPEI en espera de autorización.", "pending"),
        ("Su transferencia se capturó y espera firma.", "pending"),
        ("Tu transferencia será reflejada en unos minutos.", "completed"),
        ("Su transferencia SPEI se realizó con éxito.", "completed"),
    ],
)
def test_the_sentence_of_a_notice_says_how_the_payment_stands(sentence: str, status: str) -> None:
    """F5."""
    (receipt,) = read.receipts_of((_document(*_rows((sentence,), *TRANSFER[1:])),), VENDOR)

    assert receipt.status == status


def test_flags_say_what_a_file_is_instead() -> None:
    logo = Document("logo.png", "image", "l", 1, (Page(1, 100, 40, "ocr", _rows(("Contabilidad",))),))
    blurred = Document("foto.jpg", "image", "b", 1, (Page(1, 100, 40, "ocr", ()),), ("blank",))
    broken = Document("x.pdf", "pdf", "x", 1, (), ("corrupt",))

    assert read.flags_of((logo,), VENDOR) == ("not_a_document",)
    assert read.flags_of((blurred,), VENDOR) == ("blank", "not_a_document")
    assert read.flags_of((broken,), VENDOR) == ("corrupt",)


def _looked(receipt: Receipt, **seen: str) -> Receipt:
    fields = [proof.field for proof in receipt.evidence if proof.field in ("amount", "references", "payee_account")]
    usual = {"amount": "$1,305.00", "references": "935447", "payee_account": "012164001016446374"} | seen
    assert len(read.looks(receipt)) == len(fields) == 3
    return read.confirmed(receipt, tuple(usual[field] for field in ("amount", "references", "payee_account")))


def test_a_second_look_that_agrees_changes_nothing() -> None:
    """B138"""
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)

    assert _looked(receipt) == receipt
    assert _looked(receipt, amount="$ 1,3O5.00 MN", payee_account="012164001016446374BBVA") == receipt


def test_a_picture_that_disagrees_with_its_text_layer_wins() -> None:
    """F12"""
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)

    seen = _looked(receipt, amount="$ 2,305.00", references="935448", payee_account="012164001016446730")

    assert (seen.amount, seen.references, seen.payee_account) == (230_500, ("935448",), "012164001016446730")
    assert seen.flags == ("tampered",)


def test_of_an_amount_whose_end_alone_is_pictured_nothing_is_believed() -> None:
    """B139: its box may be cut, or a digit be set before what the picture shows."""
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)

    seen = _looked(receipt, amount="05.00")

    assert (seen.amount, seen.flags) == (None, ("unconfirmed",))


def test_a_second_reference_of_another_field_is_doubted_and_no_sign_of_tampering() -> None:
    """B139: only the first of the two was looked at."""
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)
    two = replace(receipt, references=("935447", "935812"))

    seen = _looked(two)

    assert (seen.references, seen.flags) == (("935447", "935812"), ("unconfirmed",))


def test_a_look_that_cannot_be_read_only_doubts() -> None:
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)

    seen = _looked(receipt, amount="")

    assert (seen.amount, seen.flags) == (130_500, ("unconfirmed",))


def test_two_readings_of_one_picture_that_disagree_leave_the_value_in_doubt() -> None:
    document = _document(*_rows(*TRANSFER))
    photo = replace(document, kind="image", pages=(replace(document.pages[0], source="ocr"),))
    (receipt,) = read.receipts_of((photo,), VENDOR)

    seen = _looked(receipt, amount="$7,305.00")

    assert (seen.amount, seen.flags) == (130_500, ("unconfirmed",))


def test_a_concept_goes_on_under_its_value_at_the_right_edge() -> None:
    words = (
        *_rows(*_without(TRANSFER, "Concepto")),
        Word("Concepto", (0, 200, 48, 212)),
        Word("pago de timbres fiscales", (356, 200, 500, 212)),
        Word("1165656 gracias", (410, 216, 500, 228)),
    )
    (receipt,) = read.receipts_of((_document(*words),), VENDOR)

    assert (receipt.references, receipt.flags) == (("1165656",), ())


@pytest.mark.parametrize(
    "seen",
    [{"amount": "...1,305.00 M.N."}, {"amount": "3MXN1305,00"}, {"amount": ".1305.00 PESOS"}, {"amount": "$1,3050°"},
     {"payee_account": "12164001016446374"}, {"payee_account": "01216400101644637"}],
)  # fmt: skip
def test_dots_a_comma_or_a_cut_edge_are_no_other_value(seen: dict[str, str]) -> None:
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)

    assert _looked(receipt, **seen) == receipt


@pytest.mark.parametrize(
    "seen",
    [{"amount": "11,305.00"}, {"amount": "305.00"}, {"amount": "130.50"},
     {"payee_account": "2164001016446374"}, {"payee_account": "12164001016446347"}],
)  # fmt: skip
def test_another_digit_is_another_value(seen: dict[str, str]) -> None:
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER)),), VENDOR)

    assert _looked(receipt, **seen).flags != ()


def test_a_concept_over_two_lines_is_looked_at_where_its_number_stands() -> None:
    """B139"""
    rows = (*_without(TRANSFER, "Concepto"), ("Concepto", "935447."), ("", "Dudas 5551694300"))
    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)

    (box,) = [proof.box for proof in receipt.evidence if proof.field == "references"]
    assert receipt.references == ("935447",)
    assert (box[1], box[3]) == (100, 112)  # the sixth line, not the one under it


def test_an_account_over_two_lines_is_looked_at_line_by_line() -> None:
    """B139"""
    rows = (*_without(TRANSFER, "Cuenta destino"), ("Cuenta destino", "012164001016446"), ("", "374"))
    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)
    assert receipt.payee_account == "012164001016446374"

    boxes = [box for _, _, box in read.looks(receipt)]
    agreeing = ("$1,305.00", "935447", "012164001016446", "374")
    assert len(boxes) == 4
    assert boxes[2][3] <= boxes[3][1]

    assert read.confirmed(receipt, agreeing) == receipt
    assert read.confirmed(receipt, (*agreeing[:3], "734")).flags == ("unconfirmed",)
    assert read.confirmed(receipt, (*agreeing[:2], "012164001016448", "374")).flags != ()


def test_of_a_masked_account_the_end_is_looked_at() -> None:
    rows = (*_without(TRANSFER, "Cuenta destino"), ("Cuenta destino", "**************6374"))
    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)
    whole = next(proof.box for proof in receipt.evidence if proof.field == "payee_account")

    box = read.looks(receipt)[2][2]

    assert box[1:] == whole[1:]
    assert box[0] == whole[2] - 36  # three heights of its line
    assert read.confirmed(receipt, ("$1,305.00", "935447", "**6374")) == receipt


def test_a_card_number_never_leaves_the_reader_whole() -> None:
    """B111"""
    rows = (*TRANSFER, ("Cuenta de cargo", "LUIS SOTO RIVAS 4111 1111 1111 1111"))

    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)

    assert "4111 1111" not in repr(receipt)
    assert receipt.payer_name == "LUIS SOTO RIVAS"


@pytest.mark.parametrize(
    "text", ["a " * 200_000, "9 " * 200_000, "REF " * 50_000, "$1,305.00 " * 20_000, "Importe: " * 20_000]
)
def test_a_hostile_line_costs_no_time(text: str) -> None:
    """B92"""
    started = process_time()

    assert read.receipts_of((_document(*_rows((text,))),), VENDOR) == ()
    assert process_time() - started < 1


def test_a_page_of_thousands_of_lines_costs_no_time() -> None:
    """B92"""
    rows = tuple(("Importe", f"${number},305.00") for number in range(1, 3000))
    started = process_time()

    assert read.receipts_of((_document(*_rows(*rows)),), VENDOR) == ()
    assert process_time() - started < 3


@pytest.mark.parametrize("nothing", ["\n", "\u00a0", "\x1c\x85", "\u2028", " "])
def test_a_word_of_nothing_but_room_is_no_word(nothing: str) -> None:
    """An empty cell of a notice is a no-break space, and no reason to set a mail aside."""
    rows = tuple(part for row in TRANSFER for part in (row, (nothing,)))

    (receipt,) = read.receipts_of((_document(*_rows(*rows)),), VENDOR)

    assert (receipt.references, receipt.amount) == (("935447",), 130500)


@pytest.mark.parametrize(
    "line", [("Situación", "Operación devuelta"), ("Instrucción SPEI programada",), ("Abono", "aún no confirmado")]
)
def test_a_short_line_that_says_otherwise_leaves_the_state_to_a_person(line: tuple[str, ...]) -> None:
    """B138: whatever the headline says; only the payer's own words may say what they like."""
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER, line)),), VENDOR)

    assert receipt.status != "completed" or "low_confidence" in receipt.flags


@pytest.mark.parametrize(
    "line",
    [("Nota", "pago de la orden cancelada 8812"), ("Operaciones aplicadas: 1, 0 rechazadas",), ("Nota", "935447")],
)
def test_what_the_payer_writes_or_did_not_happen_is_no_doubt(line: tuple[str, ...]) -> None:
    (receipt,) = read.receipts_of((_document(*_rows(*TRANSFER, line)),), VENDOR)

    assert (receipt.status, "low_confidence" in receipt.flags) == ("completed", False)


def test_a_notice_that_hides_a_number_is_flagged() -> None:
    """F12: what a style hides has no word on the page, only the flag of its file."""
    notice = replace(_document(*_rows(*TRANSFER), name="aviso.html", kind="html"), flags=("hidden_text",))

    (receipt,) = read.receipts_of((notice,), VENDOR)

    assert (receipt.references, receipt.flags) == (("935447",), ("hidden_text",))
