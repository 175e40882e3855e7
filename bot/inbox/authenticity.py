"""Authentication-Results of our own receiver -> whether the mail comes from whom it says (RFC 8601, RFC 7489)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Authenticity, InboundMail

_BY = re.compile(r"(?:^|\s)by\s+\[?([^\s;\]]+)", re.IGNORECASE)
_DMARC = re.compile(r"\s*dmarc\s*=\s*([a-z]+)(.*)", re.IGNORECASE | re.DOTALL)
_HEADER_FROM = re.compile(r"\bheader\.from\s*=\s*([^\s;]+)", re.IGNORECASE)
_SECOND_LEVEL = {"com", "org", "net", "gob", "gov", "edu", "co", "ac"}  # com.mx is nobody's own domain


def authenticity(mail: InboundMail, authserv_id: str | None) -> Authenticity:
    """Return what our receiver found: dmarc=pass for the very From is "authenticated", fail is "failed" (B73-B75).

    Only the topmost header with this id counts, and only above the first hop that is not ours. A receiver that
    leaves forged headers with its id in mail for which it adds none of its own must not be named in `authserv_id`.
    """
    results = _own_results(mail, authserv_id.lower()) if authserv_id else None
    if results is None or mail.from_address is None:
        return "unknown"
    verdicts = [found for result in results if (found := _DMARC.fullmatch(result))]
    if any(verdict[1].lower() == "fail" for verdict in verdicts):
        return "failed"
    domain = mail.from_address.rpartition("@")[2].lower()
    # a second verdict would be words of the sender that the receiver repeats
    if len(verdicts) == 1 and verdicts[0][1].lower() == "pass" and _claimed(verdicts[0][2]) == domain:
        return "authenticated"
    return "unknown"


def _own_results(mail: InboundMail, authserv_id: str) -> list[str] | None:
    for name, value in mail.headers:
        if name == "received" and not _is_own_hop(value, authserv_id):
            return None
        if name == "authentication-results":
            first, *results = _bare(value).split(";")
            if first.split()[:1] == [authserv_id]:
                return results
    return None


def _is_own_hop(received: str, authserv_id: str) -> bool:
    """Return whether a Received line was written by a machine of our receiver: of its domain, or without a name."""
    found = _BY.search(_bare(received))
    host = found[1].rstrip(".") if found else ""
    home = _home(authserv_id)
    return "." not in host or ":" in host or host == home or host.endswith("." + home) or _is_ipv4(host)


def _home(authserv_id: str) -> str:
    labels = authserv_id.split(".")
    own_domain = len(labels) < 3 or (len(labels) == 3 and labels[1] in _SECOND_LEVEL and len(labels[2]) == 2)
    return authserv_id if own_domain else ".".join(labels[1:])


def _is_ipv4(host: str) -> bool:
    return re.fullmatch(r"[\d.]+", host) is not None


def _claimed(properties: str) -> str | None:
    found = _HEADER_FROM.search(properties)
    return found[1].lower() if found else None


def _bare(value: str) -> str:
    """Return the header in lower case without comments and quoted words: both may hold what the sender chose."""
    kept, depth, quoted, escaped = [], 0, False, False
    for sign in value.lower():
        if escaped or (sign == "\\" and (quoted or depth)):
            escaped = not escaped
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign in "()" and not quoted:
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif not quoted and not depth:
            kept.append(sign)
    return "".join(kept)
