"""The demo's customers can pay: what their bank gives them is what the bot believes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.demo import panel, play, show
from bot.store import panel_users, slips
from bot.web import passwords

if TYPE_CHECKING:
    from houses import Story

    from bot.demo.server import MailServer


def test_each_may_sign_in_and_one_has_a_slip_to_pay(story: Story) -> None:
    play.issue_slips(story.house, story.clock())
    panel.enrol(story.house)

    with story.house.db.read() as tx:
        users = [panel_users.by_username(tx, one.username) for one in panel.MEMBERS]
    assert all(user is not None and passwords.fits(user.password_hash, panel.PASSWORD) for user in users)
    with story.house.db.read() as tx:
        (slip,) = slips.named(tx, ["981437"], now=story.clock())
    assert (slip.amount, slip.status) == (130_500, "open")


def test_the_bank_gives_a_receipt_once_for_every_new_slip_and_its_mail_is_believed(
    story: Story, tmp_path: Path
) -> None:
    panel.enrol(story.house)
    bank = panel.Bank(story.house, tmp_path / "comprobantes", "comprobantes@perseo.mx")

    first, again = bank.give(), bank.give()
    story.receive((tmp_path / "comprobantes" / "correo-981437.eml").read_bytes())

    assert (first, again) == (("981437",), ())
    assert (tmp_path / "comprobantes" / "comprobante-981437.pdf").read_bytes().startswith(b"%PDF")
    assert story.slip_status("981437") == "paid"


def test_the_screen_says_where_to_go_and_how_to_mail(mail_server: MailServer) -> None:
    said = show.panel("http://127.0.0.1:8080", panel.MEMBERS, panel.PASSWORD)
    command = panel.to_mail(mail_server, "comprobantes@perseo.mx", Path("muestra"), "981437")

    assert "http://127.0.0.1:8080/panel" in said
    assert all(one.username in said for one in panel.MEMBERS)
    assert command.startswith(f"curl -s smtp://{mail_server.host}:{mail_server.smtp_port} ")
    assert command in show.receipt("981437", "muestra", command)
