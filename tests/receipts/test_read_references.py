"""The slip references that payers write, and what the open slips make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.model import Document, Evidence, Page, Receipt, Vendor, Word
from bot.receipts import read
from bot.receipts.choose import among, choose
from bot.receipts.corrected import corrected
from bot.receipts.references import is_default, is_marked, numbers_in

OURS = Vendor(
    name="Sistemas Perseo S.A. de C.V.", brand="Perseo", payee_accounts=("0101644637", "012164001016446374"),
    sales_address="", phones=(), panel_url="", manual_url="", privacy_url="", own_addresses=(), staff_address="",
)  # fmt: skip
OPEN = dict.fromkeys(("935447", "948198", "1086130", "950999"))


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("935447", ("935447",)), ("pago935447", ("935447",)), ("935 447", ("935447",)), ("REF-960321", ("960321",)), ("90 59 57", ("905957",)),
        ("PAGO 1086-130", ("1086130",)), ("0935447", ("935447",)), ("00000000000000938127", ("938127",)), ("PAGO_1272125", ("1272125",)), ("9 5 7 4 7 1", ("957471",)), ("1 2 3 4", ()),
        ("950999 951030 951044", ("950999", "951030", "951044")), ("950999, 951030 y 951044", ("950999", "951030", "951044")),
        ("961207,961215,961240", ("961207", "961215", "961240")), ("1,305 935447", ("935447",)), ("12,305,935447", ("935447",)),
        ("REF 964240 y 964254", ("964240", "964254")), ("9354 47", ("935447",)), ("constancia no. 935447", ("935447",)),
        ("factura 48211 ref 935447", ("935447",)), ("26/09/2026 935447", ("935447",)), ("935447 $1,305.00", ("935447",)),
        ("SPE1505125T7", ()), ("tel 5541209931", ()), ("Pago factura 935447", ()), ("93-54-47", ("935447",)), ("31-12-26", ()), ("882716AA33", ()), ("pedido 123456", ()), ("2026", ()), ("sin concepto", ()),
    ],
)  # fmt: skip
def test_a_reference_is_found_however_it_is_written(written: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(written) == numbers


def test_letters_are_digits_again_in_the_reference_s_own_field() -> None:
    assert numbers_in("98O13I", own_field=True) == ("980131",)


@pytest.mark.parametrize("printed", ["140926", "260914", "14092026", "0140926", "1234567", "0000000", "1111111"])
def test_what_a_bank_prints_for_an_empty_reference_is_known(printed: str) -> None:
    assert is_default(printed.lstrip("0") or "0", printed, date(2026, 9, 14))


def test_another_day_is_a_reference() -> None:
    assert not is_default("150626", "150626", date(2026, 9, 14))
    assert not is_default("935447", "935447", None)


@pytest.mark.parametrize("printed", ["130926", "150926"])
def test_the_bank_s_own_day_may_be_the_next(printed: str) -> None:
    """B123"""
    assert is_default(printed, printed, date(2026, 9, 14))


def test_without_a_day_on_the_paper_any_day_is_a_default() -> None:
    assert is_default("140926", "140926", None)


def test_a_word_marks_the_reference() -> None:
    assert is_marked("PAGO REF. 935447")
    assert not is_marked("PAGO 935447")


@pytest.mark.parametrize(
    ("references", "candidates", "chosen"),
    [
        (("935447",), ("948198",), ("935447",)),  # written and open: nothing to choose
        (("7812345",), ("935447",), ("935447",)),  # a filler gives way to the one open candidate
        ((), ("935447", "112233"), ("935447",)),
        ((), ("935447", "948198"), ()),  # two rivals: a person decides
        (("948199",), ("935447",), ("948199",)),  # one digit off an open one: the payer's slip of the pen stays visible
        (("984198",), (), ("984198",)),  # two neighbours changed places
        (("9796692",), (), ()),  # far outside everything we issue: a bank's filler
        (("1000001",), (), ("1000001",)),  # among ours, perhaps paid long ago: kept as printed
        (("935447", "950999"), (), ("935447", "950999")),
    ],
)
def test_the_open_slips_help_to_choose(
    references: tuple[str, ...], candidates: tuple[str, ...], chosen: tuple[str, ...]
) -> None:
    receipt = Receipt(references=references, candidates=candidates, amount=130_500)

    after = choose(receipt, OPEN)

    assert after.references == chosen
    assert set(after.references) | set(after.candidates) == set(references) | set(candidates)


def test_a_written_reference_never_gives_way_to_another_open_slip() -> None:
    receipt = Receipt(references=("948199",), candidates=("935447",))

    assert choose(receipt, dict.fromkeys({"935447"})) == receipt


def test_of_two_numbers_that_the_payer_wrote_the_open_one_counts() -> None:
    receipt = Receipt(references=("940000",), candidates=("935447",), flags=("ambiguous_reference",))

    assert choose(receipt, dict.fromkeys({"935447"})).references == ("935447",)


def _two(written: str, rival: str, amount: int = 130_500) -> Receipt:
    """Return a receipt whose payer wrote one number in the concept, and he or his bank another in its own field."""
    proofs = (
        Evidence("references", "paper", 1, (0, 0, 9, 9), f"pago {written}", "ocr"),
        Evidence("other_reference", "paper", 1, (0, 20, 9, 29), rival, "ocr"),
    )
    return Receipt(
        references=(written,), candidates=(rival,), amount=amount, flags=("ambiguous_reference",), evidence=proofs
    )


@pytest.mark.parametrize(
    ("rival", "totals", "chosen"),
    [
        ("1261598", {"935447": 130_500, "1261598": 8_700}, ("935447",)),  # a filler that is somebody's slip
        ("1261598", {"935447": 130_500, "1261598": 130_500}, ("935447", "1261598")),
        ("126159", {"935447": 130_500, "126159": 8_700}, ("935447", "126159")),  # no filler: he wrote two
        ("1261598", {"935447": 43_500, "1261598": 87_000}, ("935447", "1261598")),  # together what was paid
        ("1261598", {"935447": None, "1261598": 8_700}, ("935447", "1261598")),
    ],
)
def test_seven_random_digits_do_not_rival_with_the_slip_that_asks_for_what_was_paid(
    rival: str, totals: dict[str, int | None], chosen: tuple[str, ...]
) -> None:
    assert choose(_two("935447", rival), totals).references == chosen


def test_of_two_slips_the_senders_own_counts_when_it_asks_for_what_was_paid() -> None:
    totals = {"935447": 130_500, "126159": 8_700}
    receipt = _two("935447", "126159")

    assert choose(receipt, totals, frozenset({"935447"})).references == ("935447",)
    assert choose(receipt, totals, frozenset({"126159"})).references == ("935447", "126159")
    assert choose(receipt, totals, frozenset(totals)).references == ("935447", "126159")  # both are his: he named two


def test_a_senders_slip_that_asks_for_what_was_paid_goes_before_a_neighbour_of_the_other_number() -> None:
    near = {"990297": 130_500, "935447": 130_500}
    receipt = replace(_two("935447", "990296"), references=("990296",), candidates=("935447",))

    assert choose(receipt, near).references == ("990296",)  # a person decides between the two
    assert choose(receipt, near, frozenset({"935447"})).references == ("935447",)
    assert among(receipt, near).references == ("935447",)


def test_a_number_that_stands_alone_is_not_taken_for_what_was_written_among_words() -> None:
    both = _two("935447", "1261598")
    several = replace(
        both,
        references=("935447", "935448"),
        evidence=(replace(both.evidence[0], text="REFS 935447 y 935448"), both.evidence[1]),
    )
    totals = {"935447": 43_500, "935448": 87_000, "1261598": 130_500}

    assert "1261598" not in choose(several, {**totals, "1261598": 8_700}).references[:2]
    assert choose(several, totals).references != ("1261598",)


def test_without_open_slips_nothing_is_chosen() -> None:
    receipt = Receipt(references=("9796692",), candidates=("935447",))

    assert choose(receipt, {}) == receipt


TOTALS = {"935447": 130_500, "948198": 261_000, "1086130": 130_500, "950999": None}


@pytest.mark.parametrize(
    ("references", "candidates", "chosen"),
    [
        (("935447",), ("948198",), ("935447",)),
        (("948198",), (), ("948198",)),  # open: whether enough was paid is another question
        (("935448",), (), ("935448",)),  # the payer's slip of the pen: the slip asks for what was paid
        (("1086103",), (), ("1086103",)),
        (("948199",), (), ()),  # one digit off a slip of another amount: a bank's own number
        (("950998",), (), ("950998",)),  # nobody told what that slip asks for
        (("8840217",), (), ()),  # no slip's at all, whatever its label says
        (("8840217",), ("935447",), ("935447",)),
        (("8840217",), ("948198", "935447"), ("935447",)),  # of two open ones the one that asks for what was paid
        (("8840217",), ("1086130", "935447"), ()),  # both do: a person decides
        (("935447", "8840217"), (), ("935447",)),
    ],
)
def test_among_all_open_slips_no_other_number_is_a_reference(
    references: tuple[str, ...], candidates: tuple[str, ...], chosen: tuple[str, ...]
) -> None:
    receipt = Receipt(references=references, candidates=candidates, amount=130_500)

    after = among(receipt, TOTALS)

    assert after.references == chosen
    assert set(after.references) | set(after.candidates) == set(references) | set(candidates)


def test_an_amount_that_was_not_read_chooses_no_slip() -> None:
    receipt = Receipt(references=("8840217",), candidates=("935447", "950999"))

    assert among(receipt, TOTALS).references == ()


@pytest.mark.parametrize(("confidence", "read_as"), [(0.99, ("935447",)), (0.9, ())])
def test_a_blurred_reference_is_left_to_a_person(confidence: float, read_as: tuple[str, ...]) -> None:
    """One digit of it may be another, and the number another slip's: neither it nor a candidate is made of it."""
    lines = (
        "Transferencia exitosa",
        "Importe: $1,305.00",
        "Fecha: 14/09/2026",
        "Folio: 254090759",
        "Referencia: 935447",
    )
    words = tuple(
        Word(line, (50, 40.0 * n, 400, 40.0 * n + 25), confidence if "Ref" in line else 0.99)
        for n, line in enumerate(lines)
    )
    photo = Document("foto.jpg", "image", "f", 1, (Page(1, 600, 800, "ocr", words),))

    (receipt,) = read.receipts_of((photo,), OURS)

    assert (receipt.references, receipt.candidates) == (read_as, ())
    assert ("low_confidence" in receipt.flags) is not bool(read_as)


def test_the_places_of_two_numbers_change_with_what_is_chosen() -> None:
    """B139: the second look is at the number that was chosen."""
    places = (
        Evidence("references", "paper", 1, (0, 0, 9, 9), "941988", "ocr"),
        Evidence("other_reference", "paper", 1, (0, 20, 9, 29), "timbres912995", "ocr"),
    )
    receipt = Receipt(("941988",), ("912995",), amount=8_700, flags=("ambiguous_reference",), evidence=places)

    chosen = choose(receipt, {"912995": 8_700})

    assert chosen.references == ("912995",)
    assert {proof.text: proof.field for proof in chosen.evidence} == {
        "941988": "other_reference",
        "timbres912995": "references",
    }


def _undecided(*sums: int) -> Receipt:
    """Return a receipt of his slip 935447 whose words do not tell which of the sums was paid, centavos."""
    return Receipt(references=("935447",), candidates=("948198",), sums=sums)


def test_of_several_sums_the_one_is_told_that_its_slip_asks_for_and_flagged() -> None:
    chosen = among(_undecided(130_500, 132_000), {"935447": 130_500, "948198": 58_000})

    assert (chosen.references, chosen.amount) == (("935447",), 130_500)
    assert "amount_deduced" in chosen.flags


def test_a_claim_that_is_decided_takes_no_slip_s_sum_for_paid() -> None:
    assert choose(_undecided(130_500, 132_000), {"935447": 130_500}) == _undecided(130_500, 132_000)


@pytest.mark.parametrize("sums", [(132_000, 1_500), (130_500, 58_000), ()])  # no slip's, two slips', none printed
def test_sums_that_ask_for_no_one_slip_stay_unread(sums: tuple[int, ...]) -> None:
    receipt = replace(_undecided(*sums), references=("935447", "948198"), candidates=())

    assert among(receipt, {"935447": 130_500, "948198": 58_000}).amount is None


def test_a_sum_that_was_read_is_not_changed_for_what_the_slip_asks() -> None:
    receipt = replace(_undecided(130_500), amount=112_500)

    assert among(receipt, {"935447": 130_500}) == receipt


def test_what_a_person_reads_is_not_deduced() -> None:
    deduced = among(_undecided(130_500, 90_000), {"935447": 130_500})

    assert "amount_deduced" not in corrected(deduced, "amount", "900.00", "Eva").flags
