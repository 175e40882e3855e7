"""Lives to begin, servers that remember, and a morning to work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mornings
import pytest
from lives import Lives
from outside import Outside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.receipts.reader import Reader


@pytest.fixture(scope="session")
def lives() -> Lives:
    """Give what starts lives."""
    return Lives()


@pytest.fixture
def outside() -> Iterator[Outside]:
    """Give both servers, empty."""
    with Outside() as servers:
        yield servers


@pytest.fixture(scope="session")
def morning(reader: Reader) -> Iterator[mornings.Morning]:
    """Give a morning's mails, with what a child says of them."""
    with mornings.begun(reader) as prepared:
        yield prepared
