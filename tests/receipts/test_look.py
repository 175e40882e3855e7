"""A second look at what was read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.receipts.document import document
from bot.receipts.look import look
from bot.receipts.unpack import leaves

if TYPE_CHECKING:
    from paper_samples import Sample


def test_a_replaced_amount_is_seen_as_it_is_printed(sample: Sample) -> None:
    found = leaves(*sample("054"))
    page = document(found[0]).pages[0]
    amount = next(word for word in page.words if "2,580" in word.text)
    hidden = next(word for word in page.words if not word.visible)
    sha256 = hashlib.sha256(found[0].content).hexdigest()

    texts = look(found, ((sha256, 1, amount.box), (sha256, 1, hidden.box)))

    assert texts[0].replace(" ", "") == "$2,580.00MN"
    assert "$ 580.00" not in texts[1]


def test_pages_and_files_that_are_not_there_give_nothing(sample: Sample) -> None:
    found = leaves(*sample("001"))
    sha256 = hashlib.sha256(found[0].content).hexdigest()

    assert look(found, ((sha256, 9, (0, 0, 99, 99)), ("", 1, (0, 0, 99, 99)))) == ("", "")
