"""QR and Code128 as slips carry them."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from bot.receipts.codes import codes


@pytest.mark.parametrize("kind", ["QRCode", "Code128"])
def test_a_slips_code_is_read(kind: str) -> None:
    code = zxingcpp.create_barcode("COMPROBOT 935447", getattr(zxingcpp.BarcodeFormat, kind))
    printed = np.pad(np.array(code.to_image(scale=4)), 40, constant_values=255)

    assert codes(np.stack([printed] * 3, axis=-1)) == ("COMPROBOT 935447",)


def test_a_page_without_code_has_none() -> None:
    assert codes(np.full((200, 200, 3), 255, dtype=np.uint8)) == ()
