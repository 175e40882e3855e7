"""HTML as a reader sees it."""

from __future__ import annotations

import time

import pytest

from bot.inbox import flatten


def test_table_cells_stay_apart_and_rows_are_lines() -> None:
    html = "<table><tr><td>Monto</td><td><b>$4,060</b>.00 MXN</td></tr><tr><th>Folio<td>25 <br>40</table><p>Fin"

    assert flatten.rows(html) == (("Monto", "$4,060.00 MXN"), ("Folio", "25"), ("40",), ("Fin",))


def test_paragraphs_inside_a_cell_stay_in_their_row() -> None:
    html = "<tr><td><p>Referencia</p></td><td><div>935447</div></td></tr>"

    assert flatten.rows(html) == (("Referencia", "935447"),)


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>$99.00</div>",
        '<span style="font-size:0px">$99.00</span>',
        "<p hidden>$99.00</p>",
        "<!-- $99.00 -->",
        "<style>p{content:'$99.00'}</style>",
        "<script>if (a<b) '$99.00'</script>",
        "<title>$99.00</title>",
        "<p style='color:#ffffff'>$99.00</p>",
        '<font color="white">$99.00</font>',
        "<div style='background:#000'><div style='background:#fff;color:#fefefe'>$99.00</div></div>",
        "<div style='font-size:1px'>$99.00</div>",
        "<div style='filter:opacity(0)'>$99.00</div>",
        "<div style='zoom:0'>$99.00</div>",
        "<div style='color:rgba(0, 0, 0, 0)'>$99.00</div>",
        "<div style='color:#ffffff00'>$99.00</div>",
        "<div style='color:hsl(0,0%,100%)'>$99.00</div>",
        "<div style='letter-spacing:-1em'>$99.00</div>",
        "<div style='transform:translateX(-9999px)'>$99.00</div>",
        "<div style='-webkit-text-fill-color:transparent'>$99.00</div>",
        "<div style='position:fixed;bottom:-500px'>$99.00</div>",
        "<details><summary>$99.00</summary></details>",
        "<select><option>$99.00</option></select>",
        "<textarea>$99.00</textarea>",
        "<dialog>$99.00</dialog>",
        "<div style='position:absolute;left:-9999px'>$99.00</div>",
        "<div style='max-height:0;overflow:hidden'>$99.00</div>",
        "<style>.a, td.b { display: none }</style><p class='x a'>$99.00</p>",
        "<style>#a { color: white }</style><p id=a>$99.00</p>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert flatten.text(f"<p>Pago</p>{hidden}<p>Fin</p>") == "Pago\nFin"


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='background-color:#072146'><p style='color:#ffffff'>$99.00</p></div>",
        '<table bgcolor="#004481"><tr><td><font color="white">$99.00</font></td></tr></table>',
        "<style>.h { background: navy; color: #fff }</style><p class='h'>$99.00</p>",
        "<style>@media print { .a { display: none } }</style><p class='a'>$99.00</p>",
        "<p style='color:#fff'><span style='color:#333'>$99.00</span></p>",
        "<p style='height:1px'>$99.00</p>",
        "<p style='font-size:13px;line-height:0.9'>$99.00</p>",
        "<p style='color:rgb(0,0,0);letter-spacing:-0.02em'>$99.00</p>",
        "<p style='color:rgba(0,0,0,0.87);transform:translateX(-50%)'>$99.00</p>",
        "<details open>$99.00</details>",
    ],
)
def test_what_is_seen_after_all_is_read(shown: str) -> None:
    assert flatten.text(shown) == "$99.00"


@pytest.mark.parametrize("cents", ["<sup>48</sup>", '<span style="vertical-align: super">48</span>'])
def test_raised_cents_keep_their_place(cents: str) -> None:
    assert flatten.text(f"<p>$1,305{cents}</p>") == "$1,305.48"


def test_a_footnote_is_no_cents() -> None:
    assert flatten.text("<p>Total<sup>12</sup></p>") == "Total12"


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<div><table><td>", "</div>", "<", "&", "<![CDATA[", "<style>@media{", "<p class=a>"]
)
def test_hostile_markup_takes_bounded_time(piece: str) -> None:
    """B92."""
    begun = time.process_time()

    flatten.rows(piece * 100_000)

    assert time.process_time() - begun < 5
