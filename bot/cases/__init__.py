"""Decision -> its effects, in one transaction: the only room that moves a case.

Every function begins with a guarded update and does nothing when it changed no row; that, and not a lease,
is what prevents a double effect.
"""

from bot.cases.joining import Opening, may_join, open_for
from bot.cases.posting import acknowledge, letter_failed, readdress, resend, still_asks
from bot.cases.ruled import await_signature, bank_saw, correct, note, reverse, rule, undo
from bot.cases.settling import Settlement, release, set_aside, settle
from bot.cases.showing import LETTER_FAILED, WAITING, seen
from bot.cases.silence import CLOSED_KINDLY, alarm, close_kindly, remind
from bot.cases.switching import by_hand, confirm, doubt_activation, take_back_doubted

__all__ = [
    "CLOSED_KINDLY", "LETTER_FAILED", "WAITING", "Opening", "Settlement", "acknowledge", "alarm", "await_signature",
    "bank_saw", "by_hand", "close_kindly", "confirm", "correct", "doubt_activation", "letter_failed", "may_join",
    "note", "open_for", "readdress", "release", "remind", "resend", "reverse", "rule", "seen", "set_aside", "settle",
    "still_asks", "take_back_doubted", "undo",
]  # fmt: skip
