"""The queue's filter travels in addresses, whoever writes them."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from bot.desk import reasons
from bot.desk.filters import VIEWS, Filter
from bot.store.queue import OPEN, Chosen


@pytest.mark.parametrize(
    "asked", [Filter(), Filter("cliente"), Filter(only="importe", page=3), Filter("todos", "mios"), Filter("banco")]
)
def test_a_filter_comes_back_from_its_own_address(asked: Filter) -> None:
    assert Filter.of(dict(parse_qsl(asked.query.removeprefix("?")))) == asked


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "٣", "9" * 5000, "", "2 "])
def test_an_address_that_somebody_made_up_shows_the_first_page(page: str) -> None:
    assert Filter.of({"ver": "<script>", "solo": "' or 1", "hoja": page}) == Filter()


def test_the_plain_queue_has_a_plain_address() -> None:
    assert Filter().query == ""
    assert Filter(only="libres").on(2).query == "?solo=libres&hoja=2"


def test_what_is_chosen() -> None:
    assert Filter().chosen(7) == Chosen(("desk",))
    assert Filter(only="mios").chosen(7).holder == 7
    assert Filter(only="libres").chosen(7).is_free
    assert Filter("todos").chosen(7).states == OPEN
    assert "amount_is_subtotal" in (Filter(only="importe").chosen(7).rules or ())
    assert Filter(only="otros").chosen(7) == Chosen(("desk",), other_rules=reasons.KNOWN)


def test_the_tabs_together_leave_no_open_case_unseen() -> None:
    assert set(VIEWS["todos"]) == set(OPEN)
