"""config/*.toml + environment + secret files -> frozen Settings, or every mistake at once."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError

from bot.errors import SettingsMistake
from bot.model import LetterPolicy, PanelTerms, PrivacyNotice, Product, Tolerance, TrustPolicy, Vendor, Window
from bot.settings.dangers import dangers
from bot.settings.sentences import sentence, shown
from bot.settings.sources import folder, over, read_folder, read_secrets, secrets_folder
from bot.settings.tables import DeskTable, InboxSettings, OAuthTable, Outgoing, PanelTable, ReaderLimits, Tables, Web

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.settings.sentences import Place

__all__ = ["InboxSettings", "OAuthTable", "Outgoing", "PanelTable", "ReaderLimits", "Settings", "Web", "folder", "load"]

_OAUTH: tuple[Place, ...] = (("oauth", "client_secret"), ("oauth", "refresh_token"))
_SECRET_PLACES: tuple[Place, ...] = (
    ("outgoing", "password"), ("outgoing", "token_key"), ("panel", "secret"),
    *(("outgoing", *place) for place in _OAUTH),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an administrator decides; no secret shows in its repr (B109)."""

    folder: Path
    database_url: SecretStr
    vendor: Vendor
    window: Window
    trust: TrustPolicy
    tolerance: Tolerance
    letters: LetterPolicy
    inboxes: tuple[InboxSettings, ...]
    outgoing: Outgoing
    panel: PanelTable
    terms: PanelTerms
    reader: ReaderLimits
    desk: DeskTable
    web: Web
    catalog: tuple[Product, ...]
    secrets: Path | None = None  # the folder of the secret files

    @property
    def database_shown(self) -> str:
        """Return the database's URL without its password."""
        user_part = re.sub(r"://([^:/@]*):.*@", r"://\1:***@", self.database_url.get_secret_value())
        return re.sub(r"(password=)[^&]*", r"\1***", user_part)

    def answers_since(self, inbox: InboxSettings) -> datetime:
        """Return the first instant (UTC) whose mail is answered: the cut-off day's midnight where the vendor lives."""
        return datetime.combine(inbox.cut_off, time(), ZoneInfo(self.window.zone)).astimezone(UTC)


def load(config: Path | None, *, environment: Mapping[str, str], database: str | None = None) -> Settings:
    """Return the settings of `config`, else ./config, else the shipped ones; SettingsMistake with one line a mistake.

    Strongest first: the argument `database`, the environment, secret files, the files of the folder.
    """
    place = folder("config", "bot.toml", config)
    files, mistakes = read_folder(place)
    mistakes += _written_secrets(files)
    secrets, exposed = read_secrets(_secrets_dir(files), environment)
    given = {**secrets, **{name.upper(): value for name, value in environment.items()}}
    if database is not None:
        given["COMPROBOT_DATABASE__URL"] = database
    merged, misnamed = over(files, given)
    tables, malformed = _tables(merged, given, whole=not mistakes)
    if mistakes := [*mistakes, *exposed, *misnamed, *malformed]:
        raise SettingsMistake("\n".join(mistakes))
    return _settings(place, tables, secrets_folder(_secrets_dir(files), environment))


def _secrets_dir(files: dict[str, Any]) -> str:
    table = files.get("secrets")
    return str(table.get("dir", "")) if isinstance(table, dict) else ""


def _written_secrets(files: dict[str, Any]) -> list[str]:
    """Return a sentence for each secret that stands in a file of the folder, where anybody reads it (B109)."""
    places: list[Place] = [
        *_SECRET_PLACES,
        *(("inboxes", name, *place) for name in files["inboxes"] for place in (("password",), *_OAUTH)),
    ]
    found = [place for place in places if _at(files, place)]
    if re.search(r"://[^/@]*:[^/@]+@", str(_at(files, ("database", "url")))):
        found.append(("database", "url"))
    return [
        f"{shown(place, {})}: los secretos no se escriben aquí; póngalo en el archivo secreto "
        f"{'__'.join(str(part) for part in place)} o en una variable."
        for place in found
    ]


def _at(values: object, place: Place) -> object:
    for part in place:
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _tables(merged: dict[str, Any], given: Mapping[str, str], *, whole: bool) -> tuple[Tables, list[str]]:
    """Return the tables and a sentence for every mistake; wrong values are left out to look at the rest as well.

    What is missing or dangerous is only said when the files are `whole`: an unreadable one would seem empty.
    """
    errors = _errors(merged)
    for error in errors:
        _drop(merged, error["loc"])
    tables = Tables(**merged)
    said = {shown(error["loc"], given): sentence(error, given) for error in errors}
    for at, why in dangers(tables) if whole else ():
        said.setdefault(shown(at, given), f"{shown(at, given)}: {why}")
    return tables, list(said.values())


def _errors(merged: dict[str, Any]) -> list[Any]:
    """Return what pydantic objects to; the exception itself holds the values and goes no further (B109)."""
    try:
        Tables(**merged)
    except ValidationError as refused:
        return list(refused.errors(include_url=False))
    return []


def _drop(values: dict[str, Any], place: Place) -> None:
    """Remove what stands at `place`, or the list that holds it."""
    for part, deeper in zip(place, [*place[1:], None], strict=True):
        inner = values.get(str(part))
        if not isinstance(inner, dict) or deeper is None:
            values.pop(str(part), None)
            return
        values = inner


def _settings(place: Path, tables: Tables, secrets: Path | None) -> Settings:
    letters = tables.letters
    trust = {name: value for name, value in asdict(tables.trust).items() if name != "without_bank_confirmation"}
    return Settings(
        folder=place,
        database_url=tables.database.url,
        vendor=_vendor(tables),
        window=Window(**asdict(tables.window)),
        trust=TrustPolicy(**trust),
        tolerance=Tolerance(**asdict(tables.tolerance)),
        letters=LetterPolicy(tuple(letters.after.items()), tuple(letters.blocks.items()), **asdict(letters.limits)),
        inboxes=tuple(
            replace(inbox, name=name, user=inbox.user or inbox.address) for name, inbox in tables.inboxes.items()
        ),
        outgoing=tables.outgoing,
        panel=tables.panel,
        terms=_terms(tables),
        reader=tables.reader,
        desk=tables.desk,
        web=tables.web,
        catalog=tuple(Product(**asdict(product)) for product in tables.catalog.product),
        secrets=secrets,
    )


def _vendor(tables: Tables) -> Vendor:
    """Return the vendor, with every address the bot uses among its own (B56: never answered)."""
    table, out = tables.vendor, tables.outgoing
    used = [inbox.address for inbox in tables.inboxes.values()]
    used += [out.from_address, tables.panel.from_address, out.bounce_address, table.sales_address, table.staff_address]
    own = dict.fromkeys([*table.own_addresses, *(address for address in used if address)])
    return Vendor(**asdict(table) | {"phones": tuple(table.phones.items()), "own_addresses": tuple(own)})


def _terms(tables: Tables) -> PanelTerms:
    """Return what the panel of ours says; its notice names the vendor."""
    panel, notice = asdict(tables.panel), asdict(tables.privacy)
    names = {"{vendor}": tables.vendor.name, "{sales}": tables.vendor.sales_address}
    for name, value in names.items():
        notice["text"] = notice["text"].replace(name, value)
        notice["summary"] = tuple(line.replace(name, value) for line in notice["summary"])
    said = {field.name: panel[field.name] for field in fields(PanelTerms) if field.name in panel}
    sender = tables.panel.from_address or tables.outgoing.from_address or tables.vendor.sales_address
    return PanelTerms(**{**said, "from_address": sender, "notice": PrivacyNotice(**notice)})
