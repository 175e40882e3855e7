"""An access token instead of a password: taken, kept, renewed once, and refused with a sentence (B15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mail_servers import USERS
from token_server import granted, run_token_server

from bot.errors import DoorClosed, EntryRefused
from bot.inbox.imap import open_inbox
from bot.inbox.oauth import Client, Tokens

if TYPE_CHECKING:
    from mail_servers import Dovecot

CXC = "cxc@perseo.mx"
EXPIRED = (400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})


def _client(endpoint: str, refresh_token: str = "old-refresh") -> Client:
    return Client("microsoft", "our-app", "our-secret", refresh_token, "perseo.mx", endpoint)


def test_a_refresh_token_becomes_an_access_token_that_is_kept() -> None:
    with run_token_server(granted()) as server:
        tokens = Tokens(_client(server.address))
        assert [tokens.token(), tokens.token()] == ["the-token", "the-token"]

    assert [(said["grant_type"], said["refresh_token"], said["client_id"]) for said in server.asked] == [
        ("refresh_token", "old-refresh", "our-app")
    ]


def test_without_a_refresh_token_the_client_itself_enters() -> None:
    with run_token_server(granted()) as server:
        assert Tokens(_client(server.address, "")).token() == "the-token"

    (said,) = server.asked
    assert (said["grant_type"], said["scope"]) == ("client_credentials", "https://outlook.office365.com/.default")


def test_a_token_that_has_ended_is_asked_for_again() -> None:
    with run_token_server(granted("first", expires_in=60), granted("second")) as server:
        tokens = Tokens(_client(server.address))
        assert [tokens.token(), tokens.token(), tokens.token()] == ["first", "second", "second"]


def test_a_refresh_token_that_was_replaced_is_used_from_then_on_and_kept() -> None:
    kept: list[str] = []
    with run_token_server(granted(expires_in=0, refresh_token="new-refresh")) as server:
        tokens = Tokens(_client(server.address), kept.append)
        tokens.token()
        tokens.token()

    assert kept == ["new-refresh"]
    assert [said["refresh_token"] for said in server.asked] == ["old-refresh", "new-refresh"]


def test_a_revoked_permission_is_said_and_no_secret_with_it() -> None:
    with run_token_server(EXPIRED) as server, pytest.raises(EntryRefused) as refused:
        Tokens(_client(server.address)).token()

    assert str(refused.value) == "Microsoft 365 no renovó el permiso (invalid_grant); vuelva a autorizar la cuenta"
    assert "our-secret" not in repr(_client(server.address))


@pytest.mark.parametrize("answer", [(503, {}), (200, {"no": "token"})])
def test_a_token_server_that_is_not_well_is_no_reason_to_give_up(answer: tuple[int, dict[str, str]]) -> None:
    with run_token_server(answer) as server, pytest.raises(DoorClosed):
        Tokens(_client(server.address)).token()


def test_a_token_server_that_is_away_is_tried_later() -> None:
    with pytest.raises(DoorClosed, match="no contesta"):
        Tokens(_client("http://127.0.0.1:9/token")).token()


@pytest.mark.dovecot
def test_dovecot_lets_a_token_in(dovecot: Dovecot) -> None:
    dovecot.deliver(CXC, b"Subject: hola\r\n\r\n")
    with run_token_server(granted()) as server:
        tokens = Tokens(_client(server.address))
        with open_inbox(dovecot.host, dovecot.imap_port, CXC, tokens.token, tls="none", timeout=5) as box:
            assert box.select("INBOX").exists == 1


@pytest.mark.dovecot
def test_a_token_that_the_server_refuses_is_renewed_once(dovecot: Dovecot) -> None:
    """B15."""
    with run_token_server(granted("ended early"), granted()) as server:
        tokens = Tokens(_client(server.address))
        with open_inbox(dovecot.host, dovecot.imap_port, CXC, tokens.token, tls="none", timeout=5) as box:
            assert box.select("INBOX").exists == 0

    assert len(server.asked) == 2


@pytest.mark.dovecot
def test_a_token_that_stays_refused_is_not_tried_a_third_time(dovecot: Dovecot) -> None:
    """B15: no lock-out."""
    with run_token_server(granted("wrong")) as server:
        tokens = Tokens(_client(server.address))
        with (
            pytest.raises(EntryRefused, match="no aceptó el usuario"),
            open_inbox(dovecot.host, dovecot.imap_port, CXC, tokens.token, tls="none", timeout=5),
        ):
            pass

    assert len(server.asked) == 2


@pytest.mark.dovecot
def test_a_wrong_password_is_told_apart_from_a_server_that_is_away(dovecot: Dovecot) -> None:
    with (
        pytest.raises(EntryRefused),
        open_inbox(dovecot.host, dovecot.imap_port, CXC, USERS[CXC] + "!", tls="none", timeout=5),
    ):
        pass
    with pytest.raises(DoorClosed) as away, open_inbox("127.0.0.1", 9, CXC, "x", tls="none", timeout=5):
        pass
    assert not isinstance(away.value, EntryRefused)
