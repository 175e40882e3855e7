"""The story's mails and the database -> the rows of the live table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import outcomes
from bot.demo.show import Row
from bot.store import cases, letters, mails

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.app import House
    from bot.demo.story import Scene
    from bot.outcomes import MailOutcome
    from bot.store.db import Tx

_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_MOST_LETTERS = 1000


class Watch:
    """What is known of every scene at the last look."""

    def __init__(self, house: House, scenes: Sequence[Scene]) -> None:
        """Begin with every mail still to come."""
        self.house = house
        self.scenes = scenes
        self.rows = [Row(scene.title, scene.sender, "por llegar") for scene in scenes]
        self.became: dict[str, MailOutcome] = {}
        self._sent: set[str] = set()

    def due(self) -> Iterator[Scene]:
        """Yield the scenes whose mail may go now: what they wait for is settled."""
        for scene in self.scenes:
            before = self.became.get(scene.after) if scene.after else None
            if scene.name not in self._sent and (scene.after is None or (before is not None and before.is_settled)):
                yield scene

    def sent(self, scene: Scene) -> None:
        """Remember that the mail of a scene is in its inboxes."""
        self._sent.add(scene.name)

    @property
    def all_settled(self) -> bool:
        """Return whether nothing more will happen by itself."""
        return all(row.as_expected is not None for row in self.rows)

    def look(self) -> None:
        """Bring the rows up to date."""
        raws = {scene.delivery(address): scene.name for scene in self.scenes for address in scene.to}
        with self.house.db.read() as tx:
            kept = mails.by_bytes(tx, raws)
            self.became = {raws[raw]: outcomes.of_mail(tx, mail.id) for raw, mail in kept.items()}
            self.rows = [self._row(tx, scene) for scene in self.scenes]

    def _row(self, tx: Tx, scene: Scene) -> Row:
        became = self.became.get(scene.name)
        if became is None:
            return Row(scene.title, scene.sender, "llegó" if scene.name in self._sent else "por llegar")
        mail = became.mail
        reason = became.reasons[0].reason if became.reasons else ""
        return Row(
            scene.title,
            scene.sender,
            _station(became),
            mail.outcome,
            reason,
            self._deadline(tx, mail.case_id) if mail.case_id and mail.outcome != "ignore" else "",
            tuple(letter.kind for letter in became.letters),
            _as_expected(scene, became) if became.is_settled else None,
        )

    def _deadline(self, tx: Tx, case_id: int) -> str:
        local = cases.one(tx, case_id).deadline.astimezone(ZoneInfo(self.house.settings.window.zone))
        return f"{_DAYS[local.weekday()]} {local:%H:%M}"

    @staticmethod
    def kinds_by_message_id(house: House) -> dict[str, str]:
        """Return the kind of every letter by the Message-ID that it carries."""
        with house.db.read() as tx:
            return {letter.message_id: letter.kind for letter in letters.newest(tx, _MOST_LETTERS)}


def _station(became: MailOutcome) -> str:
    if became.mail.state == "stored":
        return "leído" if became.mail.case_id else "guardado"
    if became.letters and all(letter.state == "sent" for letter in became.letters):
        return "avisado"
    return "activado" if any(claim.state == "activated" for claim in became.claims) else "decidido"


def _as_expected(scene: Scene, became: MailOutcome) -> bool:
    """Return whether outcome, slips and letters are those of the story, and one mail is one mail in every inbox."""
    kinds = tuple(letter.kind for letter in became.letters if letter.state == "sent")
    told = (became.mail.outcome, became.slips, kinds)
    return told == (scene.outcome, scene.slips, scene.letters)
