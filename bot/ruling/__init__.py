"""A person's word about a case -> what is meant, what it would do, and its effects."""

from bot.ruling.carrying import carry_out, rule, sign
from bot.ruling.meant import IN_DOUBT, RULED_ALREADY, case_of, waiting, without_own
from bot.ruling.releasing import release
from bot.ruling.weighing import weigh
from bot.ruling.word import Done, Person, Terms, Weighed, Word

__all__ = [
    "IN_DOUBT", "RULED_ALREADY", "Done", "Person", "Terms", "Weighed", "Word", "carry_out", "case_of", "release",
    "rule", "sign", "waiting", "weigh", "without_own",
]  # fmt: skip
