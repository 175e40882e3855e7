"""The order of what a customer is shown first."""

from __future__ import annotations

from itertools import product

from bot.panel.order import GREETING, HOME, NOTICE, RENEWAL, next_place


def test_the_notice_comes_before_the_greeting_and_that_before_the_renewal() -> None:
    for greeting, renewal in product((True, False), repeat=2):
        assert next_place(consented=False, greeting=greeting, renewal=renewal) == NOTICE
    assert next_place(consented=True, greeting=True, renewal=True) == GREETING
    assert next_place(consented=True, greeting=False, renewal=True) == RENEWAL
    assert next_place(consented=True, greeting=False, renewal=False) == HOME


def test_who_follows_a_link_is_not_asked_to_renew_on_the_way() -> None:
    wanted = "/panel/constancia"

    assert next_place(consented=True, greeting=False, renewal=True, wanted=wanted) == wanted
    assert next_place(consented=True, greeting=True, renewal=True, wanted=wanted) == GREETING
