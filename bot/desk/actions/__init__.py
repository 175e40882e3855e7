"""One staff action a file, in the order in which they are offered.

Each has NAME, `decide`, `sentence` (what was done, in the past tense) and `tells` (the rules whose words go to the
customer).
"""

from __future__ import annotations

from bot.desk.actions import accept, already_applied, ask, not_a_receipt, reject, split

ACTIONS = (accept, split, ask, reject, already_applied, not_a_receipt)
