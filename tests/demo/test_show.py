from io import StringIO

import pytest
from rich.console import Console, RenderableType

from bot.demo.show import Row, glance, next_steps, summary, table

PAID = Row("Paga $1,305.00 y manda el PDF de su banco", "compras@papeleriaelfaro.example", "avisado", "activate",
           "Todo coincide.", "lun 10:02", ("activation", "manual"), as_expected=True)  # fmt: skip
SHORT = Row("Paga sin el IVA", "hola@lavanderiabrisa.example", "avisado", "ask",
            "Faltan $110.40: es el IVA.", "lun 10:02", ("question",), as_expected=False)  # fmt: skip
COMING = Row("Un correo [bold]raro[/]", "a@b.example", "llegó")
NEXT = (("comprobot cases", "los casos abiertos"), ("comprobot status", "cómo va todo"))


def printed(what: RenderableType, width: int = 100) -> str:
    out = StringIO()
    Console(file=out, width=width).print(what)
    return out.getvalue()


def test_a_row_says_what_was_decided_and_which_letters_went() -> None:
    text = printed(table([PAID, SHORT, COMING]))

    assert all(word in text for word in ("panel activado", "Todo coincide.", "lun 10:02", "activación", "manual"))
    assert all(word in text for word in ("se pregunta", "pregunta", "NO", "llegó"))


def test_square_brackets_of_a_customer_are_only_text() -> None:
    assert "[bold]raro[/]" in printed(table([COMING]))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_nothing_is_cut_off_on_a_narrow_terminal(width: int) -> None:
    text = printed(table([PAID, SHORT], width), width)

    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text
    assert "110.40" in text
    assert "manual" in text


def test_the_summary_counts_and_says_where_to_go_on() -> None:
    text = printed(summary([PAID, PAID], "comprobot-demo/cartas"))

    assert "2 correos, 4 cartas" in text
    assert "2 con panel activado" in text
    assert "Todo terminó como debía." in text
    assert "comprobot-demo/cartas" in text


def test_the_summary_names_what_went_otherwise() -> None:
    text = printed(summary([PAID, SHORT], "cartas"))

    assert "No terminó como debía: «Paga sin el IVA»." in text


def test_an_undecided_mail_is_not_well() -> None:
    assert "1 sin decidir" in printed(summary([COMING], "cartas"))


def test_a_glance_gives_every_mail_one_line() -> None:
    lines = printed(glance([SHORT, COMING], 60), 60).rstrip().splitlines()

    assert len(lines) == 2
    assert "se pregunta" in lines[0]
    assert "llegó" in lines[1]


def test_a_command_to_try_stands_whole_on_its_line() -> None:
    long = "comprobot cases --database sqlite:///una/carpeta/bastante/larga/comprobot-demo/comprobot.db"
    out = StringIO()

    Console(file=out, width=60).print(next_steps([(long, "los casos abiertos")]), soft_wrap=True)

    assert f"  {long}" in out.getvalue().splitlines()
