"""The files, the environment and the secrets -> Settings, or one clear sentence a mistake."""

from __future__ import annotations

import shutil
import tomllib
import traceback
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import settings
from bot.errors import SettingsMistake
from bot.model import Tolerance, TrustPolicy
from bot.settings import sources

SHIPPED = Path(__file__).resolve().parent.parent / "config"
CANARY = "canario-8f3a-Secreto"
PASSWORDS = {"COMPROBOT_INBOXES__CXC__PASSWORD": CANARY, "COMPROBOT_OUTGOING__PASSWORD": CANARY}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return a copy of the shipped folder that a test may change; its secrets lie in a folder that does not exist."""
    copy = tmp_path / "config"
    shutil.copytree(SHIPPED, copy)
    change(copy, "bot.toml", 'dir = "secrets"', f'dir = "{tmp_path / "secrets"}"')
    return copy


def change(config: Path, file: str, old: str, new: str) -> None:
    before = (config / file).read_text("utf-8")
    assert old in before, f"{file} no longer says {old!r}"
    (config / file).write_text(before.replace(old, new, 1), "utf-8")


def enable(config: Path, inbox: str) -> None:
    change(config, f"inboxes/{inbox}.toml", "enabled = false", "enabled = true")
    change(config, f"inboxes/{inbox}.toml", "# cut_off = 2026-12-01", "cut_off = 2026-12-01")


def secret(tmp_path: Path, name: str, value: str, mode: int = 0o600) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / name).write_text(value, "utf-8")
    (folder / name).chmod(mode)
    return folder


def mistakes(config: Path, **environment: str) -> list[str]:
    with pytest.raises(SettingsMistake) as raised:
        settings.load(config, environment=environment)
    return str(raised.value).splitlines()


# ---------------------------------------------------------------- what ships


def test_the_shipped_settings_are_those_of_the_vendor(config: Path) -> None:
    loaded = settings.load(config, environment={})

    assert loaded.vendor.name == "Sistemas Perseo S.A. de C.V."
    assert loaded.vendor.payee_accounts == ("0101644637", "012164001016446374")
    assert loaded.vendor.phones[0] == ("Ciudad Juárez", "656-616-8770")
    assert (loaded.trust.receipt_alone_up_to, loaded.trust.per_day) == (1_000_000, 50_000_000)
    assert loaded.tolerance == Tolerance()
    assert (loaded.window.hours, loaded.window.alarm_hours) == (24, (4, 12, 20, 24))
    assert [inbox.name for inbox in loaded.inboxes] == ["comprobantes", "cxc"]
    assert [(product.code, product.price) for product in loaded.catalog if product.code in ("SP0800", "I05077")] == [
        ("SP0800", 57_500), ("I05077", 55_000),
    ]  # fmt: skip
    assert dict(loaded.letters.after)["activate"] == ("activation", "manual")
    assert loaded.database_shown == "sqlite:///comprobot.db"


def test_the_shipped_trust_is_what_was_agreed_upon(config: Path) -> None:
    """64: each limit as it is written in the file, and the same where the file leaves it out."""
    written = tomllib.loads((config / "bot.toml").read_text("utf-8"))["trust"]

    assert written == {
        "without_bank_confirmation": True, "receipt_alone_up_to": "10000.00", "per_customer_day": "50000.00",
        "per_day": "500000.00", "per_hour_count": 500, "first_time_payer": "accept", "sender_unknown": "accept",
        "sender_failed": "review", "stale_after_days": 180, "future_tolerance_days": 3, "currency_unprinted": "MXN",
        "accept_overpayment_up_to": "0.00",
    }  # fmt: skip
    assert settings.load(config, environment={}).trust == TrustPolicy(
        receipt_alone_up_to=1_000_000, per_customer_day=5_000_000, per_day=50_000_000, per_hour_count=500,
        first_time_payer="accept", sender_unknown="accept", sender_failed="review", stale_after_days=180,
        future_tolerance_days=3, currency_unprinted="MXN", accept_overpayment_up_to=0,
    ) == TrustPolicy()  # fmt: skip


def test_no_difference_is_borne_unless_the_settings_say_so(config: Path) -> None:
    """43"""
    borne = settings.load(config, environment={}).tolerance

    assert (borne.cents, borne.bank_fee, borne.iva_withheld) == (0, 0, 0)
    raised = {"COMPROBOT_TOLERANCE__CENTS": "0.99", "COMPROBOT_TOLERANCE__BANK_FEE": "6.96"}
    changed = settings.load(config, environment=raised).tolerance
    assert (changed.cents, changed.bank_fee, changed.iva_withheld) == (99, 696, 0)


def test_every_address_of_ours_is_known_as_ours(config: Path) -> None:
    """B56: none of them is ever answered."""
    own = settings.load(config, environment={}).vendor.own_addresses

    for local in ("comprobantes", "cxc", "rebotes", "cobranza", "ventas", "facturamos"):
        assert f"{local}@perseo.example" in own


def test_the_privacy_notice_names_the_vendor(config: Path) -> None:
    notice = settings.load(config, environment={}).terms.notice

    assert "Sistemas Perseo S.A. de C.V. es responsable" in notice.text
    assert "ventas@perseo.example" in notice.summary[3]
    assert "{" not in notice.text + "".join(notice.summary)


def test_a_folder_without_a_privacy_notice_takes_the_shipped_one(config: Path) -> None:
    (config / "privacy.toml").unlink()

    assert settings.load(config, environment={}).terms.notice.version == "2026-11"


def test_who_mails_access_is_who_signs_unless_somebody_is_named(config: Path) -> None:
    nobody = {"COMPROBOT_PANEL__FROM_ADDRESS": ""}

    assert settings.load(config, environment={}).terms.from_address == "facturamos@perseo.example"
    assert settings.load(config, environment=nobody).terms.from_address == "comprobantes@perseo.example"


def test_an_inbox_takes_from_bot_toml_what_its_own_file_leaves_out(config: Path) -> None:
    change(config, "bot.toml", "interval_seconds = 60", "interval_seconds = 90")
    change(config, "inboxes/cxc.toml", "enabled = false", "enabled = false\ninterval_seconds = 15")

    comprobantes, cxc = settings.load(config, environment={}).inboxes

    assert (comprobantes.interval_seconds, cxc.interval_seconds) == (90, 15)
    assert cxc.user == "cxc@perseo.example"


def test_the_cut_off_is_midnight_where_the_vendor_lives(config: Path) -> None:
    """B22"""
    enable(config, "cxc")
    change(config, "bot.toml", 'host = ""', 'host = "smtp.perseo.example"')

    loaded = settings.load(config, environment=PASSWORDS)

    assert loaded.inboxes[1].cut_off == date(2026, 12, 1)
    assert loaded.answers_since(loaded.inboxes[1]) == datetime(2026, 12, 1, 6, tzinfo=UTC)


# ---------------------------------------------------------------- which folder


def test_the_folder_is_the_named_one_then_the_current_one_then_the_shipped_one(tmp_path: Path) -> None:
    for name in ("named", "here/config"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "bot.toml").touch()

    named = settings.folder("config", "bot.toml", tmp_path / "named", here=tmp_path / "here")
    current = settings.folder("config", "bot.toml", here=tmp_path / "here")
    shipped = settings.folder("config", "bot.toml", here=tmp_path)

    assert (named, current, shipped) == (tmp_path / "named", tmp_path / "here/config", SHIPPED)


def test_a_wheel_carries_its_folder_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "bot"
    (package / "config").mkdir(parents=True)

    assert sources.shipped("config", package=package) == package / "config"
    assert sources.shipped("templates", package=package) == tmp_path / "site-packages" / "templates"


def test_a_named_folder_without_settings_is_a_mistake(tmp_path: Path) -> None:
    assert mistakes(tmp_path) == [f"{tmp_path}: no es una carpeta de configuración: falta bot.toml en ella."]


def test_letters_may_be_left_to_the_shipped_file_but_prices_may_not(config: Path) -> None:
    (config / "letters.toml").unlink()
    assert dict(settings.load(config, environment={}).letters.after)["activate"] == ("activation", "manual")

    (config / "catalog.toml").unlink()
    assert mistakes(config) == [f"catalog.toml: no se puede leer el archivo; debe estar en {config}."]


# ---------------------------------------------------------------- the environment


def test_a_variable_stands_over_the_file(config: Path) -> None:
    loaded = settings.load(
        config,
        environment={
            "COMPROBOT_TRUST__PER_DAY": "60000.00",
            "COMPROBOT_TRUST__SENDER_FAILED": "accept",
            "COMPROBOT_OUTGOING__ACTIVATE": "false",
            "COMPROBOT_INBOXES__CXC__PORT": "1143",
            "COMPROBOT_WINDOW__ALARM_HOURS": "2, 24",
            "COMPROBOT_VENDOR__PAYEE_ACCOUNTS": '["0101644637"]',
            "COMPROBOT_VENDOR__CONVENIOS": "0001712349, 48213",
            "HOME": "/nowhere",
            "COMPROBOT_DEMO": "1",
        },
    )

    assert (loaded.trust.per_day, loaded.trust.sender_failed) == (6_000_000, "accept")
    assert not loaded.outgoing.activate
    assert loaded.inboxes[1].port == 1143
    assert loaded.window.alarm_hours == (2, 24)
    assert loaded.vendor.payee_accounts == ("0101644637",)
    assert loaded.vendor.convenios == ("0001712349", "48213")


def test_the_process_s_own_environment_is_not_looked_at(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPROBOT_TRUST__PER_DAY", "60000.00")
    monkeypatch.setenv("TRUST", "x")

    assert settings.load(config, environment={}).trust.per_day == 50_000_000


def test_the_database_of_the_command_line_is_the_strongest(config: Path) -> None:
    environment = {"COMPROBOT_DATABASE__URL": "sqlite:///environment.db"}

    assert settings.load(config, environment=environment).database_shown == "sqlite:///environment.db"
    assert settings.load(config, environment=environment, database="sqlite:///a.db").database_shown == "sqlite:///a.db"


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("COMPROBOT_TRUST__PER_DAY", "mucho", 'debe ser un importe en pesos, entre comillas y con centavos, como "10000.00"'),
        ("COMPROBOT_TRUST__PER_DYA", "5.00", "esa clave no existe; ¿quiso decir «per_day»?"),
        ("COMPROBOT_TRSUT__PER_DAY", "5.00", "no existe la tabla «trsut»."),
        ("COMPROBOT_INBOXES__CX__PORT", "993", "no existe el archivo inboxes/cx.toml."),
        ("COMPROBOT_TRUST_PER_DAY", "5.00", "lleva dos guiones bajos, COMPROBOT_TRUST__PER_DAY."),
        ("COMPROBOT_INBOXES__CXC__PORT", "muchos", "debe ser un número entero (dice 'muchos')."),
        ("COMPROBOT_TRUST__PER_HOUR_COUNT", "", "debe ser un número entero (dice '')."),
    ],
)  # fmt: skip
def test_a_wrong_variable_is_named(config: Path, variable: str, value: str, sentence: str) -> None:
    (line,) = mistakes(config, **{variable: value})

    assert line.startswith(f"variable {variable}: {sentence}")


# ---------------------------------------------------------------- each mistake, one sentence


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("bot.toml", 'per_day = "500000.00"', "per_day = 500000",
         'bot.toml, trust.per_day: debe ser un importe en pesos, entre comillas y con centavos, como "10000.00" (dice \'500000\').'),
        ("bot.toml", 'per_day = "500000.00"', 'per_day = "-500000.00"',
         'bot.toml, trust.per_day: debe ser un importe en pesos, entre comillas y con centavos, como "10000.00" (dice \'-500000.00\').'),
        ("bot.toml", "per_hour_count = 500", "per_hour_cuont = 500",
         "bot.toml, trust.per_hour_cuont: esa clave no existe; ¿quiso decir «per_hour_count»?"),
        ("bot.toml", "[window]", "[ventana]", "bot.toml, ventana: esa clave no existe."),
        ("bot.toml", "hours = 24", 'hours = "un día"', "bot.toml, window.hours: debe ser un número entero (dice 'un día')."),
        ("bot.toml", "hours = 24", "hours = 0", "bot.toml, window.hours: debe ser 1 o más (dice '0')."),
        ("bot.toml", "alarm_hours = [4, 12, 20, 24]", "alarm_hours = [4, 20, 12]",
         "bot.toml, window.alarm_hours: deben ir de menor a mayor, como [4, 12, 20, 24]."),
        ("bot.toml", "alarm_hours = [4, 12, 20, 24]", "alarm_hours = [4, 30]",
         "bot.toml, window.alarm_hours: la última alarma llega después del plazo de 24 horas."),
        ("bot.toml", 'zone = "America/Mexico_City"', 'zone = "Juarez"',
         "bot.toml, window.zone: debe ser una zona horaria, como \"America/Mexico_City\" (dice 'Juarez')."),
        ("bot.toml", "reply = true", 'reply = "quizá"', "bot.toml, outgoing.reply: debe ser true o false (dice 'quizá')."),
        ("bot.toml", 'sender_failed = "review"', 'sender_failed = "reject"',
         "bot.toml, trust.sender_failed: debe ser 'accept' o 'review' (dice 'reject')."),
        ("bot.toml", '"012164001016446374"]', '"012164001016446375"]',
         "bot.toml, vendor.payee_accounts: no es una CLABE: su dígito verificador no corresponde; revísela contra el contrato del banco (dice '012164001016446375')."),
        ("bot.toml", '"0101644637"', '"4637"',
         "bot.toml, vendor.payee_accounts: debe ser una cuenta de 10 u 11 dígitos, una tarjeta de 16 o una CLABE de 18, entre comillas (dice '4637')."),
        ("bot.toml", "convenios = []", 'convenios = ["123"]',
         "bot.toml, vendor.convenios: debe ser un convenio de 4 a 9 dígitos, entre comillas, como los da el banco (dice '123')."),
        ("bot.toml", "convenios = []", 'convenios = ["CIE 1712349"]',
         "bot.toml, vendor.convenios: debe ser un convenio de 4 a 9 dígitos, entre comillas, como los da el banco (dice 'CIE 1712349')."),
        ("bot.toml", 'name = "Sistemas Perseo S.A. de C.V."', 'name = ""',
         "bot.toml, vendor.name: falta; sin ese dato no se puede contestar ni comparar un pago."),
        ("bot.toml", '"cobranza@perseo.example"', '"cobranza"',
         "bot.toml, vendor.staff_address: debe ser una dirección de correo, como comprobantes@perseo.example (dice 'cobranza')."),
        ("bot.toml", '"sqlite:///comprobot.db"', '"mysql://localhost/x"',
         'bot.toml, database.url: debe empezar con "sqlite:///" o "postgresql://".'),
        ("bot.toml", "reply = true", 'reply = true\nmanual_file = "no-esta.pdf"',
         "bot.toml, outgoing.manual_file: no existe ese archivo (dice 'no-esta.pdf')."),
        ("bot.toml", 'url = "sqlite', "url = sqlite",
         "bot.toml: no es TOML válido (Invalid value (at line 13, column 7)); los textos van entre comillas."),
        ("bot.toml", "[web]", "[catalog]\niva = 16\n[web]", "bot.toml, catalog: esa tabla tiene su propio archivo."),
        ("catalog.toml", "iva = 16", "iva = 8", "catalog.toml, iva: debe ser 16 (dice '8')."),
        ("catalog.toml", 'price = "575.00"', 'price = "575"',
         'catalog.toml, producto 1, price: debe ser un importe en pesos, entre comillas y con centavos, como "10000.00" (dice \'575\').'),
        ("catalog.toml", 'version = "4.0"', 'verison = "4.0"',
         "catalog.toml, producto 1, verison: esa clave no existe; ¿quiso decir «version»?"),
        ("privacy.toml", "changed =", "change =",
         "privacy.toml, change: esa clave no existe; ¿quiso decir «changed»?"),
        ("letters.toml", "per_domain_hour = 20", "per_domain_hours = 20",
         "letters.toml, limits.per_domain_hours: esa clave no existe; ¿quiso decir «per_domain_hour»?"),
        ("letters.toml", 'review = ["acknowledgement"]', 'review = "acknowledgement"',
         "letters.toml, after.review: debe ser una lista entre corchetes (dice 'acknowledgement')."),
        ("catalog.toml", 'code = "SP0800"\n', "", "catalog.toml, producto 1, code: falta esta clave."),
        ("catalog.toml", 'code = "SP0801"', 'code = "SP0800"',
         "catalog.toml, producto 2, code: SP0800 tendría dos precios el mismo día."),
        ("inboxes/cxc.toml", "host =", "hots =", "inboxes/cxc.toml, hots: esa clave no existe; ¿quiso decir «host»?"),
        ("inboxes/cxc.toml", "# cut_off = 2026-12-01", 'cut_off = "ayer"',
         "inboxes/cxc.toml, cut_off: debe ser una fecha, como 2026-12-01 (dice 'ayer')."),
        ("inboxes/cxc.toml", "enabled = false", "enabled = false\nport = 99999",
         "inboxes/cxc.toml, port: debe ser 65535 o menos (dice '99999')."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_file_and_key(
    config: Path, file: str, old: str, new: str, sentence: str
) -> None:
    """B136"""
    change(config, file, old, new)

    assert mistakes(config) == [sentence]


def test_all_mistakes_are_said_at_once(config: Path) -> None:
    """B136: form and danger together, each place once."""
    change(config, "bot.toml", "hours = 24", 'hours = "x"')
    change(config, "bot.toml", 'per_day = "500000.00"', 'per_day = "x"')
    change(config, "catalog.toml", "iva = 16", "iva = 8")
    enable(config, "cxc")

    said = mistakes(config, COMPROBOT_WEB__PORT="x")

    assert [line.split(": ")[0] for line in said] == [
        "bot.toml, window.hours", "bot.toml, trust.per_day", "variable COMPROBOT_WEB__PORT", "catalog.toml, iva",
        "inboxes/cxc.toml, password", "bot.toml, outgoing.host",
    ]  # fmt: skip


# ---------------------------------------------------------------- what must not stand together


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("bot.toml", "without_bank_confirmation = true", "without_bank_confirmation = false",
         'bot.toml, trust.without_bank_confirmation: el bot activaría con el solo comprobante, sin que el banco confirme; escriba true si lo acepta, o receipt_alone_up_to = "0.00".'),
        ("bot.toml", 'receipt_alone_up_to = "10000.00"', 'receipt_alone_up_to = "50000.01"',
         "bot.toml, trust.receipt_alone_up_to: no puede ser mayor que per_customer_day."),
        ("bot.toml", 'per_customer_day = "50000.00"', 'per_customer_day = "500000.01"',
         "bot.toml, trust.per_customer_day: no puede ser mayor que per_day."),
        ("bot.toml", '"rebotes@perseo.example"', '"CXC@perseo.example"',
         "bot.toml, outgoing.bounce_address: es un buzón que el bot lee; los rebotes van a una dirección aparte, o a un buzón con bounces = true."),
        ("bot.toml", '"cobranza@perseo.example"', '"cxc@perseo.example"',
         "bot.toml, vendor.staff_address: es un buzón que el bot lee: sus avisos volverían como correo nuevo."),
        ("bot.toml", 'host = ""\nport = 587\ntls = "starttls"', 'host = "smtp.perseo.example"\ntls = "none"',
         'bot.toml, outgoing.tls: "none" enviaría la contraseña sin cifrar; use "tls" o "starttls".'),
        ("bot.toml", 'user = ""', 'user = "bot"', "bot.toml, outgoing.password: falta; escríbala en el archivo secreto outgoing__password."),
        ("bot.toml", 'user = ""', 'lookup_inbox = "archivo"',
         "bot.toml, outgoing.lookup_inbox: no hay un buzón con ese nombre en inboxes/, o le falta host."),
        ("bot.toml", 'kind = "builtin"', 'kind = "webhook"\nurl = "https://panel.perseo.example"',
         "bot.toml, panel.secret: falta o es muy corto; 16 caracteres o más en el archivo secreto panel__secret."),
        ("bot.toml", "http://127.0.0.1:8080", "http://panel.perseo.example",
         "bot.toml, web.address: las contraseñas viajarían sin cifrar; use https://."),
        ("bot.toml", "http://127.0.0.1:8080", "panel.perseo.example",
         "bot.toml, web.address: debe ser una dirección completa, como https://panel.perseo.example."),
        ("bot.toml", "sqlite:///comprobot.db", "sqlite:///:memory:",
         "bot.toml, database.url: perdería todo al apagarse; escriba el nombre de un archivo."),
        ("inboxes/cxc.toml", "enabled = false", 'enabled = false\ntls = "none"',
         'inboxes/cxc.toml, tls: "none" enviaría la contraseña sin cifrar; use "tls" o "starttls".'),
    ],
)  # fmt: skip
def test_what_is_dangerous_together_is_refused(config: Path, file: str, old: str, new: str, sentence: str) -> None:
    """B51, B55, B136"""
    change(config, file, old, new)

    assert mistakes(config) == [sentence]


def test_without_automatic_activation_nobody_has_to_consent(config: Path) -> None:
    """B136"""
    change(config, "bot.toml", "without_bank_confirmation = true", "")

    assert not settings.load(config, environment={"COMPROBOT_OUTGOING__ACTIVATE": "false"}).outgoing.activate
    assert settings.load(config, environment={"COMPROBOT_TRUST__RECEIPT_ALONE_UP_TO": "0.00"}).outgoing.activate


def test_an_inbox_is_switched_on_only_when_it_is_whole(config: Path) -> None:
    """B22: without a cut-off the whole history would be answered."""
    change(config, "inboxes/cxc.toml", "enabled = false", "enabled = true")

    assert mistakes(config) == [
        "inboxes/cxc.toml, password: falta; escríbala en el archivo secreto inboxes__cxc__password o en la variable COMPROBOT_INBOXES__CXC__PASSWORD.",
        "inboxes/cxc.toml, cut_off: falta la fecha desde la que se contesta, como 2026-12-01: lo anterior es historia.",
        "bot.toml, outgoing.host: falta; hay buzones encendidos y reply = true.",
    ]


def test_an_inbox_cannot_be_taken_for_the_panel(config: Path) -> None:
    enable(config, "cxc")
    (config / "inboxes" / "cxc.toml").rename(config / "inboxes" / "panel.toml")
    change(config, "bot.toml", 'host = ""', 'host = "smtp.perseo.example"')

    said = mistakes(config, **PASSWORDS, COMPROBOT_INBOXES__PANEL__PASSWORD=CANARY)

    assert [one for one in said if "desde su panel" in one] != []


def test_one_mailbox_cannot_be_read_as_two_inboxes(config: Path) -> None:
    enable(config, "comprobantes")
    enable(config, "cxc")
    change(config, "bot.toml", 'host = ""', 'host = "smtp.perseo.example"')
    change(config, "inboxes/cxc.toml", 'host = "', 'user = "comprobantes@perseo.example"\nhost = "')

    said = mistakes(config, **PASSWORDS, COMPROBOT_INBOXES__COMPROBANTES__PASSWORD=CANARY)

    assert said == [
        "inboxes/cxc.toml, user: es el mismo buzón que inboxes/comprobantes.toml; cada buzón va una sola vez."
    ]


# ---------------------------------------------------------------- secrets


def test_a_secret_file_is_read_without_its_last_line_break(config: Path, tmp_path: Path) -> None:
    secret(tmp_path, "inboxes__cxc__password", f" {CANARY} \n")

    assert settings.load(config, environment={}).inboxes[1].password.get_secret_value() == f" {CANARY} "


def test_the_environment_is_stronger_than_a_secret_file(config: Path, tmp_path: Path) -> None:
    secret(tmp_path, "inboxes__cxc__password", "del archivo")

    loaded = settings.load(config, environment={"COMPROBOT_INBOXES__CXC__PASSWORD": "de la variable"})

    assert loaded.inboxes[1].password.get_secret_value() == "de la variable"


def test_the_folder_of_secrets_may_be_named_by_the_environment(config: Path, tmp_path: Path) -> None:
    folder = secret(tmp_path, "outgoing__password", CANARY).rename(tmp_path / "elsewhere")

    loaded = settings.load(config, environment={"COMPROBOT_SECRETS_DIR": str(folder)})

    assert loaded.outgoing.password.get_secret_value() == CANARY
    assert mistakes(config, COMPROBOT_SECRETS_DIR="/nowhere") == [
        "variable COMPROBOT_SECRETS_DIR: no existe la carpeta /nowhere."
    ]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o620])
def test_a_secret_that_others_could_read_is_refused(config: Path, tmp_path: Path, mode: int) -> None:
    """B109"""
    path = secret(tmp_path, "inboxes__cxc__password", CANARY, mode) / "inboxes__cxc__password"

    assert mistakes(config) == [f"{path}: otros usuarios pueden leer este secreto; ejecute chmod 600 {path}."]


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        (
            "inboxes/cxc.toml",
            "enabled = false",
            f'enabled = false\npassword = "{CANARY}"',
            "inboxes/cxc.toml, password",
        ),
        ("bot.toml", "reply = true", f'reply = true\npassword = "{CANARY}"', "bot.toml, outgoing.password"),
        ("bot.toml", 'kind = "builtin"', f'kind = "builtin"\nsecret = "{CANARY}"', "bot.toml, panel.secret"),
        ("bot.toml", "sqlite:///comprobot.db", f"postgresql://bot:{CANARY}@localhost/bot", "bot.toml, database.url"),
    ],
)
def test_a_secret_does_not_stand_in_a_settings_file(config: Path, file: str, old: str, new: str, place: str) -> None:
    """B109"""
    change(config, file, old, new)

    (line,) = mistakes(config)

    assert line.startswith(f"{place}: los secretos no se escriben aquí")
    assert CANARY not in line


def test_no_secret_shows_in_the_settings(config: Path, tmp_path: Path) -> None:
    """B109: canary."""
    secret(tmp_path, "outgoing__token_key", CANARY)

    loaded = settings.load(
        config, environment=PASSWORDS, database=f"postgresql://bot:p@:{CANARY}@localhost/bot?password={CANARY}"
    )

    for shown in (repr(loaded), str(loaded.outgoing), f"{loaded.inboxes}", loaded.database_shown):
        assert CANARY not in shown
    assert loaded.database_shown == "postgresql://bot:***@localhost/bot?password=***"


def test_no_secret_shows_in_a_mistake_or_its_traceback(config: Path) -> None:
    """B109: canary."""
    environment = {
        **PASSWORDS,
        "COMPROBOT_OUTGOING__PASWORD": CANARY,
        "COMPROBOT_DATABASE__URL": f"mysql://bot:{CANARY}@localhost/bot",
        "COMPROBOT_OUTGOING__TOKEN_KEY": CANARY[:9],
        "COMPROBOT_INBOXES__CXC__PASSWORD__X": CANARY,
    }
    with pytest.raises(SettingsMistake) as raised:
        settings.load(config, environment=environment)

    whole = "".join(traceback.format_exception(raised.value))
    assert CANARY[:9] not in whole
    assert raised.value.__context__ is None


def test_the_shipped_secrets_folder_is_the_current_one_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret(tmp_path, "inboxes__cxc__password", CANARY)
    monkeypatch.chdir(tmp_path)

    loaded = settings.load(SHIPPED, environment={})

    assert loaded.inboxes[1].password.get_secret_value() == CANARY
