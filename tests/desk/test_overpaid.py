"""A payment that is too large: accepting it stands ready, and the excess is the customer's credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from desk_site import PASSWORD, Browser
from houses import open_story, text_of
from starlette.testclient import TestClient
from story_samples import ANA, Paid, mail, receipt

from bot.store import users
from bot.web import passwords

if TYPE_CHECKING:
    from pathlib import Path

    from houses import Story

    from bot.demo.server import MailServer
    from bot.receipts.reader import Reader

OVER = Paid("$1,400.00 MXN")


def clerk(story: Story) -> Browser:
    with story.house.db.begin() as tx:
        users.add(
            tx, email="ana@x.example", name="Ana R.", role="operator", password_hash=passwords.hashed(PASSWORD),
            at=story.clock(),
        )  # fmt: skip
    browser = Browser(TestClient(story.house.site(), base_url="http://127.0.0.1:8080", follow_redirects=False))
    browser.sign_in("ana@x.example")
    return browser


def test_accepting_is_recommended_with_the_excess_as_credit_and_nothing_else_to_choose(story: Story) -> None:
    """37"""
    story.slip()
    case = story.case(story.receive(mail(receipt(OVER)))).id
    browser = clerk(story)

    page, form = browser.get(f"/casos/{case}").text, browser.get(f"/casos/{case}/aceptar").text

    assert re.search(rf'class="button solid" href="/casos/{case}/aceptar[^>]*>.*?Aceptar</a>', page)
    assert re.search(r'name="diferencia" value="credit"[^>]* checked', form)
    assert "Sobran $95.00" in form
    fields = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', form))
    fields.pop("form_word", None)
    browser.post(f"/casos/{case}/aceptar", **fields, constancia="935447", diferencia="credit")
    story.clock.pass_by(minutes=5)
    story.work()
    assert story.slip_status() == "paid"
    told = [text_of(letter) for to, letter in story.sent() if to == ANA]
    assert any("su panel" in text and "$95.00" in text and "a su favor" in text for text in told[1:]), told


@pytest.mark.parametrize(("up_to", "outcome"), [("0.00", "review"), ("94.99", "review"), ("95.00", "activate")])
def test_nobody_is_asked_only_as_far_as_the_settings_say_so(
    tmp_path: Path, mail_server: MailServer, reader: Reader, up_to: str, outcome: str
) -> None:
    """37: trust.accept_overpayment_up_to"""
    changes = {"TRUST__ACCEPT_OVERPAYMENT_UP_TO": up_to}
    with open_story(f"sqlite:///{tmp_path}/over.db", mail_server, reader, changes=changes) as story:
        story.slip()

        assert story.mail(story.receive(mail(receipt(OVER)))).outcome == outcome
