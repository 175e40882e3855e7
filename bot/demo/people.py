"""The demo's cast: a dozen invented customers and the slips they were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.model import SlipLine
from bot.money import iva

if TYPE_CHECKING:
    from datetime import datetime

UPGRADE = SlipLine("SP0800", "Actualizacion 3.3 NIVEL A", 1, 57500)
UPGRADE_B = SlipLine("SP0801", "Actualizacion 3.3 NIVEL B", 1, 87500)
YEAR_1 = SlipLine("I05077", "Anualidad NIVEL 1", 1, 55000)
YEAR_2 = SlipLine("I05078", "Anualidad NIVEL 2", 1, 95000)
YEAR_3 = SlipLine("I05079", "Anualidad NIVEL 3", 1, 175000)
STAMPS_500 = SlipLine("TF0500", "Paquete de 500 timbres", 1, 69000)
STAMPS_1000 = SlipLine("TF1000", "Paquete de 1,000 timbres", 1, 119000)


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of the story, and the person who writes for it."""

    name: str
    email: str
    rfc: str
    writes: str


@dataclass(frozen=True, slots=True)
class StorySlip:
    """A slip of the story, before the database gives it a number."""

    reference: str
    customer: Person
    lines: tuple[SlipLine, ...]
    issued_at: datetime
    expires_at: datetime

    @property
    def subtotal(self) -> int:
        """Return the sum of the lines without IVA, centavos."""
        return sum(line.amount for line in self.lines)

    @property
    def amount(self) -> int:
        """Return what is to be paid, IVA included, centavos."""
        return self.subtotal + iva(self.subtotal)


FARO = Person("Papelería El Faro S.A. de C.V.", "compras@papeleriaelfaro.example", "PEF980412QA1", "Lupita Arriaga")
SAUCES = Person("Ferretería Los Sauces", "administracion@lossauces.example", "FSA0503171B4", "Ramiro Zúñiga")
ALAMEDA = Person("Estética Alameda", "citas@esteticaalameda.example", "MOLR850923JK2", "Rocío Montes")
PALOMAR = Person("Granja El Palomar S.P.R. de R.L.", "pagos@granjapalomar.example", "GPA1108026T8", "Benito Palma")
NOGAL = Person("Muebles Nogal y Encino", "contabilidad@nogalyencino.example", "MNE0710093C6", "Irma Sandoval")
BRISA = Person("Lavandería Brisa", "hola@lavanderiabrisa.example", "BRCA900114TU7", "Carla Brito")
CUMBRE = Person("Transportes La Cumbre", "trafico@transporteslacumbre.example", "TCU020611HE9", "Efraín Cota")
COBALTO = Person("Diseño Cobalto S.C.", "estudio@disenocobalto.example", "DCO150820LM3", "Julia Cobo")
SEMILLA = Person("Semillas del Valle Alto", "ventas@semillasvallealto.example", "SVA990730RP5", "Nicolás Urrea")
TRIGAL = Person("Panadería El Trigal", "mostrador@panaderiaeltrigal.example", "TEGM780305NB0", "Mario Tena")
MARFIL = Person("Clínica Dental Marfil", "recepcion@dentalmarfil.example", "CDM120918AV2", "Sofía Marín")
ENLACE = Person("Enlace Contable del Norte S.C.", "despacho@enlacecontable.example", "ECN060425DD1", "Gerardo Lozano")

_CAST = (FARO, SAUCES, ALAMEDA, PALOMAR, NOGAL, BRISA, CUMBRE, COBALTO, SEMILLA, TRIGAL, MARFIL, ENLACE)

# reference, customer, lines, days since it was issued
_SLIPS: tuple[tuple[str, Person, tuple[SlipLine, ...], int], ...] = (
    ("935447", FARO, (UPGRADE, YEAR_1), 3),
    ("941263", SAUCES, (YEAR_2,), 6),
    ("938570", ALAMEDA, (YEAR_1,), 2),
    ("952804", PALOMAR, (UPGRADE_B, YEAR_2), 9),
    ("947381", NOGAL, (UPGRADE, YEAR_2), 5),
    ("958126", BRISA, (STAMPS_500,), 4),
    ("963495", CUMBRE, (YEAR_3, STAMPS_1000), 8),
    ("936718", COBALTO, (UPGRADE, YEAR_1), 7),
    ("971052", SEMILLA, (STAMPS_1000,), 10),
    ("944937", TRIGAL, (YEAR_1, STAMPS_500), 3),
    ("967240", MARFIL, (UPGRADE_B, YEAR_3), 12),
    ("953689", ENLACE, (YEAR_3,), 5),
    ("953712", ENLACE, (STAMPS_500,), 5),
    ("949376", BRISA, (YEAR_1,), 11),
    ("972845", CUMBRE, (UPGRADE_B,), 2),
    ("961584", COBALTO, (STAMPS_1000,), 6),
    ("974618", PALOMAR, (YEAR_1,), 4),
)


def customers() -> tuple[Person, ...]:
    """Return the dozen customers of the story."""
    return _CAST


def slips(now: datetime) -> tuple[StorySlip, ...]:
    """Return the open slips of the story, issued some days before `now` and good for weeks after it."""
    return tuple(
        StorySlip(reference, who, lines, now - timedelta(days=days), now + timedelta(days=30 - days))
        for reference, who, lines, days in _SLIPS
    )
