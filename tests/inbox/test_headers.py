"""Header lines of the wild, and what may be believed of them."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest

from bot.inbox import headers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?iso-8859-1?Q?pago_se=F1al?=", "pago señal"),
        ("=?utf-8?B?SnVhbiBQ?= =?utf-8?Q?=C3=A9rez?=", "Juan Pérez"),
        ("=?utf-8?Q?=C3?=\r\n =?utf-8?Q?=B1?=", "ñ"),  # one letter's bytes in two words
        ("=?foo-8?Q?pago?=", "pago"),
        ("=?base64?Q?pago?=", "pago"),
        ("=?utf-8?B?%%%?=", ""),
        ("pago\udcf1", "pagoñ"),  # a raw byte of cp1252
        ("a\x00b\u202ecod.exe", "a b cod.exe"),
        ("doblado\r\n en dos", "doblado en dos"),
    ],
)
def test_a_value_is_decoded_as_far_as_it_can_be(value: str, text: str) -> None:
    assert headers.decoded(value) == text


@pytest.mark.parametrize(
    "values",
    [
        [],
        [""],
        ["ana"],
        ["ana@localhost"],
        ["a@b.mx, c@d.mx"],
        ["a@b.mx", "a@b.mx"],
        ["a@b.mx <c@d.mx>"],
        ["Ana <a@b.mx> <c@d.mx>"],
        ["Ana a@b.mx"],
        ["ana(comentario)@b.mx"],
        ["Ana (a@b.mx) <c@d.mx>"],
        ["Grupo: a@b.mx;"],
        ["<@relay:a@b.mx>"],
        ["Pérez, Juan <a@b.mx>"],
        ["<a@b..mx>"],
        ["<.a@b.mx>"],
        ["<a b@c.mx>"],
        ["<a@b.mx"],
        ["a@b.mx>"],
        ["a@-b.mx"],
        ['"a@b.mx'],
        ["a@b.mx\\"],
        ["a@[127.0.0.1]"],
        ["ana@bañco.mx"],
        ["a@" + "b" * 250 + ".mx"],
    ],
)
def test_no_sender_is_taken_from_a_doubtful_from_line(values: list[str]) -> None:
    """B77."""
    assert headers.strict_address(values)[0] is None


@pytest.mark.parametrize(
    ("value", "address", "name"),
    [
        ("Ana@Correo.MX", "ana@correo.mx", ""),
        ("<ana@correo.mx>", "ana@correo.mx", ""),
        ('"Pérez, Juan" <j.perez+pagos@correo.com.mx>', "j.perez+pagos@correo.com.mx", "Pérez, Juan"),
        ("=?utf-8?Q?Refacciones_=C3=91u?= <a@b.mx>", "a@b.mx", "Refacciones Ñu"),
        ("Comercial S.A. de C.V. <a@b.mx>", "a@b.mx", "Comercial S.A. de C.V."),
        ('"alice@example.org" <bob@evil.test>', "bob@evil.test", "alice@example.org"),
    ],
)
def test_one_strict_address_is_the_sender(value: str, address: str, name: str) -> None:
    """B77."""
    assert headers.strict_address([value]) == (address, name)


@pytest.mark.parametrize("value", ["", "ayer", "Mon, 99 Foo 99999 99:99:99 +9999", "31 Feb 2026 10:00:00 -0600"])
def test_an_invalid_date_is_no_date(value: str) -> None:
    """B11."""
    assert headers.instant(value) is None


def test_a_date_without_zone_is_read_as_utc() -> None:
    assert headers.instant("2 Nov 2026 10:00:00") == datetime(2026, 11, 2, 10, tzinfo=UTC)


def test_message_ids_keep_their_order_and_odd_ones_are_left_out() -> None:
    """B10."""
    found = headers.message_ids(["<a@x> <b@y>\r\n <a@x>", "no id", "<ñ@x>", "<" + "z" * 9000 + "@x>"])

    assert found == ("<a@x>", "<b@y>")


def test_a_long_run_of_spaces_in_a_sender_costs_no_time() -> None:
    """The pattern alone would take minutes."""
    begun = process_time()
    assert headers.strict_address([" " * 5_000]) == (None, "")
    assert headers.strict_address(["Ana" + " " * 900 + "López <ana@correo.mx>"]) == ("ana@correo.mx", "Ana López")
    assert process_time() - begun < 1
