"""Our CLABEs -> the banks that they are kept at, by the names that a receipt is read with."""

from __future__ import annotations

from bot.matching.accounts import core, is_clabe

# The first three digits of a CLABE (Banxico, catalogue of SPEI's participants) and what papers call that bank. One that
# keeps accounts for others, like STP, goes by many names: it is not here, and then nothing is concluded.
_NAMES = {
    "002": ("BANAMEX", "TRANSFER"), "012": ("BBVA",), "014": ("SANTANDER", "OPENBANK"), "019": ("BANJERCITO",),
    "021": ("HSBC",), "030": ("BANBAJIO",), "036": ("INBURSA",), "042": ("MIFEL",), "044": ("SCOTIABANK",),
    "058": ("BANREGIO", "HEY BANCO"), "059": ("INVEX",), "062": ("AFIRME",), "072": ("BANORTE",), "112": ("MONEX",),
    "127": ("AZTECA",), "130": ("COMPARTAMOS",), "132": ("MULTIVA",), "133": ("ACTINVER",), "136": ("INTERCAM",),
    "137": ("BANCOPPEL",), "145": ("BANCO BASE",), "166": ("BIENESTAR",), "167": ("HEY BANCO", "BANREGIO"),
}  # fmt: skip


def is_elsewhere(bank: str | None, ours: tuple[str, ...]) -> bool:
    """Return whether `bank` keeps none of these accounts of ours; False while the bank of one of them is not known.

    >>> is_elsewhere("BANORTE", ("012164001016446374",)), is_elsewhere("BBVA", ("012164001016446374",))
    (True, False)
    """
    kept_at = {core(number): _NAMES.get(number[:3]) for number in ours if is_clabe(number)}
    names = [kept_at.get(core(number)) for number in ours]
    return bank is not None and bool(names) and all(known is not None and bank not in known for known in names)
