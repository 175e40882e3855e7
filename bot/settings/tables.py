"""The tables of config/*.toml: which keys each may hold, and of what form."""

# No postponed annotations here: pydantic reads them while the classes are made.

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, FilePath, SecretStr, field_validator
from pydantic.dataclasses import dataclass
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.model import LetterPolicy, PanelTerms, Tolerance, TrustPolicy, Window
from bot.money import parse_amount

_TRUST, _TOLERANCE, _LETTERS, _WINDOW = TrustPolicy(), Tolerance(), LetterPolicy((), ()), Window()
_TERMS = PanelTerms()
_FORM = ConfigDict(extra="forbid")
# parse_amount drops signs, and a bare number could mean pesos or centavos: neither may slip into a limit.
_LIMIT = re.compile(r"\$?\s?(\d{1,12}|\d{1,3}(,\d{3})+)\.\d{2}")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


def _centavos(value: object) -> int:
    """Return the centavos of a text such as "10000.00"; ValueError for anything else."""
    if not isinstance(value, str) or not _LIMIT.fullmatch(value.strip()):
        raise ValueError('debe ser un importe en pesos, entre comillas y con centavos, como "10000.00"')
    return parse_amount(value)


def _address(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise ValueError("debe ser una dirección de correo, como comprobantes@perseo.example")
    return value


def _account(value: str) -> str:
    """Return an account or CLABE without spaces; ValueError when its length or CLABE control digit is wrong."""
    digits = re.sub(r"[\s-]", "", value)
    if not digits.isdecimal() or len(digits) not in (10, 11, 16, 18):
        raise ValueError("debe ser una cuenta de 10 u 11 dígitos, una tarjeta de 16 o una CLABE de 18, entre comillas")
    weighed = sum(int(digit) * (3, 7, 1)[place % 3] % 10 for place, digit in enumerate(digits[:17]))
    if len(digits) == 18 and -weighed % 10 != int(digits[17]):  # Banxico's control digit of the CLABE
        raise ValueError("no es una CLABE: su dígito verificador no corresponde; revísela contra el contrato del banco")
    return digits


def _convenio(value: str) -> str:
    """Return the digits of a convenio; ValueError when they are no such number."""
    digits = re.sub(r"[\s-]", "", value)
    if not re.fullmatch(r"0*[1-9]\d{3,8}", digits) or len(digits) > 12:
        raise ValueError("debe ser un convenio de 4 a 9 dígitos, entre comillas, como los da el banco")
    return digits


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(value).key
    except (LookupError, ValueError, OSError):
        raise ValueError('debe ser una zona horaria, como "America/Mexico_City"') from None


Pesos = Annotated[int, BeforeValidator(_centavos)]
Address = Annotated[str, AfterValidator(_address)]
Account = Annotated[str, AfterValidator(_account)]
Convenio = Annotated[str, AfterValidator(_convenio)]
Port = Annotated[int, Field(ge=1, le=65535)]
Positive = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
Tls = Literal["tls", "starttls", "none"]
Judgement = Literal["accept", "review"]


@dataclass(frozen=True, slots=True, config=_FORM)
class OAuthTable:
    """Entry without a password, of an inbox or of [outgoing]; without a refresh token the client itself enters."""

    provider: Literal["", "google", "microsoft"] = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    refresh_token: SecretStr = SecretStr("")
    tenant: str = "common"  # Microsoft 365: the organisation's
    endpoint: str = ""  # of the token server; empty: the provider's own


@dataclass(frozen=True, slots=True, config=_FORM)
class InboxSettings:
    """One inbox: config/inboxes/<name>.toml over the [inbox] table of bot.toml."""

    name: str = ""
    enabled: bool = False
    address: Address = ""
    host: str = ""
    port: Port = 993
    tls: Tls = "tls"
    cafile: FilePath | None = None  # a private authority's certificate, when the server has one
    user: str = ""  # the address when left empty
    password: SecretStr = SecretStr("")
    folders: tuple[str, ...] = ()  # empty: INBOX and, with `junk`, the junk folder that the server names
    junk: bool = True
    interval_seconds: Annotated[int, Field(ge=5, le=3600)] = 60
    cut_off: date = date.max  # mail that arrived before this day is kept as history and never answered (B22)
    authserv_id: str = ""  # our receiver's name in Authentication-Results (B73); empty: its word is not read
    bounces: bool = False  # letters that come back arrive here, and nobody is answered (B65)
    idle: bool = True  # let the server say when mail comes, besides the polls
    oauth: OAuthTable = OAuthTable()


@dataclass(frozen=True, slots=True, config=_FORM)
class Outgoing:
    """How letters leave, and the switches of B130."""

    effects: Literal["on", "shadow"] = "on"  # shadow: everything is read and judged, nothing goes out
    reply: bool = True
    activate: bool = True
    host: str = ""
    port: Port = 587
    tls: Tls = "starttls"
    cafile: FilePath | None = None
    user: str = ""
    password: SecretStr = SecretStr("")
    from_address: Address = ""
    bounce_address: Address = ""  # the envelope's sender; no inbox that the bot answers (B55)
    verp: bool = False  # rebotes+C-12-...@: the server delivers what follows a plus to the same address
    oauth: OAuthTable = OAuthTable()
    token_key: SecretStr = SecretStr("")  # signs X-Comprobot-Id (B54)
    lookup_inbox: str = ""  # the inboxes/<name>.toml where copies of what was sent lie (B46); empty: nowhere
    lookup_folder: str = ""  # in it; empty: the one that the server names for sent mail
    manual_file: FilePath | None = None  # a PDF of our own instead of the manual that ships


@dataclass(frozen=True, slots=True, config=_FORM)
class PanelTable:
    """Whose panel is switched on: our own table, or somebody else's over HTTP (docs/panel-webhook.md)."""

    kind: Literal["builtin", "webhook"] = "builtin"
    url: str = ""
    secret: SecretStr = SecretStr("")  # signs what we ask of it
    timeout_seconds: Annotated[int, Field(ge=1, le=120)] = 30
    cafile: FilePath | None = None
    # the rest is what the panel of ours says and offers: model.PanelTerms
    from_address: Address = ""  # empty: the one of [outgoing]
    distributor: str = _TERMS.distributor
    before_slip: str = _TERMS.before_slip
    renew_days: Annotated[int, Field(ge=0, le=400)] = _TERMS.renew_days
    slip_days: Annotated[int, Field(ge=1, le=400)] = _TERMS.slip_days
    reference_hint: str = ""  # how the reference is written at any bank; empty: bot.panel.counter.WHERE
    bank_hints: dict[str, str] = Field(default_factory=dict)  # and at these


@dataclass(frozen=True, slots=True, config=_FORM)
class ReaderLimits:
    """What the child that opens files may use."""

    workers: Annotated[int, Field(ge=1, le=64)] = 1
    wall_seconds: Annotated[int, Field(ge=5, le=600)] = 30


@dataclass(frozen=True, slots=True, config=_FORM)
class DeskTable:
    """[desk]: what staff may do alone."""

    second_person_above: Pesos = 1_000_000  # centavos; above it, or with a sign of fraud, two accept (B105)


@dataclass(frozen=True, slots=True, config=_FORM)
class Web:
    """Where the two windows are served."""

    host: str = "127.0.0.1"
    port: Port = 8080
    address: str = "http://127.0.0.1:8080"  # as people type it; letters link to it


@dataclass(frozen=True, slots=True, config=_FORM)
class DatabaseTable:
    """Where everything is kept; a URL may carry a password, so it is shown to nobody."""

    url: SecretStr = SecretStr("sqlite:///comprobot.db")

    @field_validator("url")
    @classmethod
    def _sqlite_or_postgresql(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError('debe empezar con "sqlite:///" o "postgresql://"')
        return value


@dataclass(frozen=True, slots=True, config=_FORM)
class SecretsTable:
    """The folder of the secret files."""

    dir: str = ""


@dataclass(frozen=True, slots=True, config=_FORM)
class VendorTable:
    """Who is paid and who signs: model.Vendor as a file says it."""

    name: str = ""
    brand: str = ""
    payee_accounts: tuple[Account, ...] = ()
    sales_address: Address = ""
    phones: dict[str, str] = Field(default_factory=dict)
    panel_url: str = ""
    manual_url: str = ""
    privacy_url: str = ""
    own_addresses: tuple[str, ...] = ()
    staff_address: Address = ""
    convenios: tuple[Convenio, ...] = ()


@dataclass(frozen=True, slots=True, config=_FORM)
class WindowTable:
    """The promise: model.Window."""

    hours: Annotated[int, Field(ge=1, le=240)] = _WINDOW.hours
    alarm_hours: tuple[Positive, ...] = _WINDOW.alarm_hours
    least_hours_after_answer: Count = _WINDOW.least_hours_after_answer
    remind_after_hours: Positive = _WINDOW.remind_after_hours
    close_after_days: Positive = _WINDOW.close_after_days
    zone: Annotated[str, AfterValidator(_zone)] = _WINDOW.zone


@dataclass(frozen=True, slots=True, config=_FORM)
class TrustTable:
    """How far a receipt is believed: model.TrustPolicy, and the consent that B136 asks for."""

    without_bank_confirmation: bool = False
    receipt_alone_up_to: Pesos = _TRUST.receipt_alone_up_to
    per_customer_day: Pesos = _TRUST.per_customer_day
    per_day: Pesos = _TRUST.per_day
    per_hour_count: Count = _TRUST.per_hour_count
    first_time_payer: Judgement = _TRUST.first_time_payer
    sender_unknown: Judgement = _TRUST.sender_unknown
    sender_failed: Judgement = _TRUST.sender_failed
    stale_after_days: Positive = _TRUST.stale_after_days
    future_tolerance_days: Count = _TRUST.future_tolerance_days
    currency_unprinted: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = _TRUST.currency_unprinted
    accept_overpayment_up_to: Pesos = _TRUST.accept_overpayment_up_to


@dataclass(frozen=True, slots=True, config=_FORM)
class ToleranceTable:
    """[tolerance]: model.Tolerance."""

    cents: Pesos = _TOLERANCE.cents
    bank_fee: Pesos = _TOLERANCE.bank_fee
    iva_withheld: Pesos = _TOLERANCE.iva_withheld
    bank_fees: tuple[Pesos, ...] = _TOLERANCE.bank_fees


@dataclass(frozen=True, slots=True, config=_FORM)
class ProductTable:
    """One [[product]] of catalog.toml."""

    code: Annotated[str, Field(min_length=1)]
    description: Annotated[str, Field(min_length=1)]
    price: Pesos
    valid_from: date
    valid_until: date | None = None
    stamps: Count = 0
    months: Count = 0
    version: Literal["", "3.3", "4.0"] = ""
    level: Count = 0


@dataclass(frozen=True, slots=True, config=_FORM)
class CatalogTable:
    """catalog.toml; prices without IVA."""

    iva: Literal[16] = 16  # bot.money computes no other rate
    product: tuple[ProductTable, ...] = ()


@dataclass(frozen=True, slots=True, config=_FORM)
class PrivacyTable:
    """privacy.toml: model.PrivacyNotice."""

    version: Annotated[str, Field(min_length=1)] = "-"
    dated: date | None = None
    changed: str = ""
    summary: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, config=_FORM)
class LimitsTable:
    """[limits] of letters.toml: how many automatic letters one address may get."""

    acknowledge_after_minutes: Count = _LETTERS.acknowledge_after_minutes
    acknowledgements_per_day: Count = _LETTERS.acknowledgements_per_day
    automatic_per_day: Count = _LETTERS.automatic_per_day
    per_domain_hour: Count = _LETTERS.per_domain_hour
    public_domains: tuple[str, ...] = ()
    breaker_per_hour: Count = _LETTERS.breaker_per_hour


@dataclass(frozen=True, slots=True, config=_FORM)
class LettersTable:
    """letters.toml: model.LetterPolicy as a file says it."""

    after: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    blocks: dict[str, str] = Field(default_factory=dict)
    limits: LimitsTable = LimitsTable()


class Tables(BaseSettings):
    """Every table together; the keys are the first names of COMPROBOT_TABLE__KEY."""

    model_config = SettingsConfigDict(extra="forbid", env_prefix="COMPROBOT_", env_nested_delimiter="__", frozen=True)

    database: DatabaseTable = DatabaseTable()
    secrets: SecretsTable = SecretsTable()
    vendor: VendorTable = VendorTable()
    window: WindowTable = WindowTable()
    trust: TrustTable = TrustTable()
    tolerance: ToleranceTable = ToleranceTable()
    outgoing: Outgoing = Outgoing()
    panel: PanelTable = PanelTable()
    reader: ReaderLimits = ReaderLimits()
    desk: DeskTable = DeskTable()
    web: Web = Web()
    inboxes: dict[str, InboxSettings] = Field(default_factory=dict)
    letters: LettersTable = LettersTable()
    catalog: CatalogTable = CatalogTable()
    privacy: PrivacyTable = PrivacyTable()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return only what is handed in: bot.settings.sources has merged files, secrets and environment."""
        return (init_settings,)
