"""CEPs of Banxico as XML, some of them changed by hand afterwards."""

from __future__ import annotations

import pytest

from bot.receipts import sealed
from bot.receipts.document import document
from bot.receipts.unpack import leaves

CEP = (
    '<?xml version="1.0" encoding="UTF-8"?><SPEI_Tercero FechaOperacion="2026-09-14" Hora="12:31:22" ClaveSPEI="40012"'
    ' sello="Kd93hJx7s8Qw2mN5pLz0aBvC6tYuEi1o==" numeroCertificado="00001000000505544152" cadenaCDA="||1|14092026|'
    "14092026|123122|40012|BANAMEX|JUANA RUIZ|40|002164700123456780|RUMJ800101AB3|BBVA MEXICO|SISTEMAS PERSEO|40|"
    "012164001016446374|SPE1505125T7|CONSTANCIA 935447|0.00|1305.00|NA|NA|0|0|NA|0|0.00|00001000000505544152||Kd93=="
    '" claveRastreo="085901234567890123"><Beneficiario BancoReceptor="BBVA MEXICO" Nombre="SISTEMAS PERSEO"'
    ' TipoCuenta="40" Cuenta="012164001016446374" RFC="SPE1505125T7" Concepto="CONSTANCIA 935447" IVA="0.00"'
    ' MontoPago="1305"/><Ordenante BancoEmisor="BANAMEX" Nombre="JUANA RUIZ" TipoCuenta="40" '
    'Cuenta="002164700123456780" RFC="RUMJ800101AB3"/></SPEI_Tercero>'
)


def doubt(xml: str) -> str | None:
    (leaf,) = leaves("CEP.xml", xml.encode())
    return sealed.doubt(document(leaf))


@pytest.mark.parametrize("concept", ["CONSTANCIA 935447", "nan", "PAGO | TIMBRES"])
def test_a_certificate_that_agrees_with_itself_is_not_doubted(concept: str) -> None:
    assert doubt(CEP.replace("CONSTANCIA 935447", concept)) is None


def test_payer_and_payee_may_stand_in_either_order() -> None:
    head, _, parties = CEP.partition("<Beneficiario")
    payee, _, payer = parties.removesuffix("</SPEI_Tercero>").partition("<Ordenante")

    assert doubt(f"{head}<Ordenante{payer}<Beneficiario{payee}</SPEI_Tercero>") is None


@pytest.mark.parametrize(
    ("printed", "changed"),
    [
        ('FechaOperacion="2026-09-14"', 'FechaOperacion="2026-09-15"'),
        ('Hora="12:31:22"', 'Hora="12:31:23"'),
        ('MontoPago="1305"', 'MontoPago="13050"'),
        ('Concepto="CONSTANCIA 935447"', 'Concepto="CONSTANCIA 935448"'),
        ('Cuenta="012164001016446374"', 'Cuenta="012164001016446730"'),
    ],
)
def test_what_was_changed_under_its_seal_is_seen(printed: str, changed: str) -> None:
    assert printed in CEP
    assert doubt(CEP.replace(printed, changed)) == "tampered"


@pytest.mark.parametrize("gone", [' sello="Kd93hJx7s8Qw2mN5pLz0aBvC6tYuEi1o=="', "||1|14092026|14092026|123122|"])
def test_without_its_seal_or_chain_it_is_words(gone: str) -> None:
    assert gone in CEP
    bare = (
        CEP.replace(gone, "") if gone.startswith(" ") else CEP.replace(CEP[CEP.index(gone) : CEP.index("Kd93==")], "")
    )
    assert doubt(bare) == "typed"


def test_no_other_file_is_asked_for_a_seal() -> None:
    (leaf,) = leaves("nota.html", b"<html><body><p>Pago de $1,305.00</p></body></html>")

    assert sealed.doubt(document(leaf)) is None
