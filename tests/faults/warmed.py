"""The wordings of receipts, compiled as this is imported: else each life that is forked would do it again."""

from __future__ import annotations

from string import ascii_lowercase

from bot.receipts import fields

for letter in ascii_lowercase:
    fields.split(letter)
