"""The words in which a paper prints the state of its payment, folded, as expressions; data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts.expressions import any_loose, any_of

if TYPE_CHECKING:
    from bot.model import Status

# "0 rechazadas, ninguna rechazada": of a batch that went well
_SOME = r"(?<!\b0 )(?<!\bsin )(?<!\bninguna )"

# "quedo pendiente de la factura": who writes it speaks of himself
_REPLY = r" de (la|su|tu|mi) (factura|respuesta|activacion|confirmacion)\b"

# what they will tell when it has arrived was not there when they wrote
AWAITED = re.compile(
    r"\b(?:avisaremos|notificaremos|informaremos|confirmaremos|(?:aviso|notificacion|mensaje|correo)) "
    r"(?:en cuanto|cuando)[^.;?]*\b(?:reciba|reciban|llegue|acredite|abone|aplique|confirme|liquide|deposite)\b"
)

# in the order in which they count: who says "enviada, pendiente de autorizar" has not paid
STATES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "rejected",
        re.compile(
            any_of(
                rf"""{_SOME}rechaza(d|mos), (?<!\b0 )cancela(d|ste|mos), devuelt, devolvimos, devolucion,
                (lo|la|los|te|nos) devolvi(o|eron), devolvi(o|eron) (el|la|tu|su) (dinero|pago|envio|transferencia),
                (tu|su|el|la) (pago|envio|transferencia|deposito|operacion|spei) no (llego|salio|paso)\b(?!.*\?),
                fallid, \brebot(o|ado|ada)\b(?!\W*no\b), declinad, denegad, reversad, anulad, \bexpiro\b,
                \bse rechazo\b, \breembols, \bregresad, retornad, \brejected, \bdeclined, \bfailed, \bcancell?ed,
                \breturned, \bunsuccessful, not completed"""
            )
            + "|"
            # "no se realizó ningún cobro" is no failure
            + any_loose(
                r"""no (se )?pud, no fue, no exitos, no realizad, no procesad, no aplicad, no autorizad, sin exito,
                no completad, error en, no liquidad, no (se )?concret,
                no se (hizo|envio|completo) (el|la|tu|su)\s(pago|envio|transferencia|deposito|operacion),
                no se realizo(?! (cobro|ningun|comision|cargos?\s(por|de)))"""
            )
        ),
    ),
    (
        "scheduled",
        re.compile(
            any_loose(
                r"""\bscheduled, \bfuture\W?dated, post\W?dated, postfechad, programa(d|ste|mos), agend(ad|o\b),
                a futuro, por ejecutar, calendarizad, diferid,
                (?<!te.)(?<!se.)\bl[ao] (enviaremos|realizaremos|procesaremos|aplicaremos|ejecutaremos),
                \b(enviaremos|realizaremos|procesaremos|aplicaremos|ejecutaremos)
                    (el|la|tu|su)\s(pago|dinero|envio|transferencia|operacion|orden),
                \bsera (enviad|realizad|ejecutad|procesad|aplicad|abonad|acreditad|liquidad|depositad),
                \bse (programo|enviara|realizara|ejecutara|aplicara|abonara|acreditara)\b"""
            )
        ),
    ),
    (
        "pending",
        re.compile(
            any_of(
                rf"""\bpending, \bin (process|progress|review), \bprocessing, (?<!al )pendiente(?!{_REPLY}), procesando,
                espera\w*\s(de\s)?(firma|autoriz), \bsiendo\s\w+ad[oa]\b, \bestamos\s\w+ando\b,
                (?<!\bno )\brequier\w*\s(\w+\s)?(firma|autoriza), \bfalta\w*\s(\w+\s)?(firma|autoriza),
                (transferencia|operacion|orden|pago)\scapturad, (?<!isr )(?<!iva )retenid"""
            )
            + "|"
            + any_loose(
                """en proceso, por aplicar, en transito, en (investigacion|aclaracion|disputa), en validacion,
                en revision, por autorizar, por confirmar, en espera, segunda firma, por liberar, por procesar,
                (?<!va.)(?<!esta.)en camino, por liquidar, en tramite, en curso"""
            )
        ),
    ),
    (
        "pending",  # all but sent
        re.compile(
            any_loose(
                r"""\blist[oa]s? para, \bsolo falta, \bfalta\w*\W*$, a punto de, no alcanzo a, no quedo, \bnada se ha,
                \b(enviad|mandad)[oa] (a|al|para|por) (la |su |tu )?(autoriz|aprob|firma|valid|supervis),
                \b(firma|autorizacion|autorizad[oa]) (1 de [2-9]|2 de [3-9])\b, \bprimera (firma|autorizacion)\b,
                \bautorizad[oa] por .* falta\b, (transferencia|pago|operacion|spei) por enviar, \bquedara list,
                \bsaldra\b, list[oa] para el \d"""
            )
        ),
    ),
    (
        "completed",
        re.compile(
            any_of(
                r"""exito, realizad, liquidad, aplicad, completad, completa\b, aceptad, enviad, acreditad, autorizad,
                procesad, pagad, confirmad, finalizad, concluid, efectuad, ejecutad, \boperad[oa]\b, hiciste, enviaste,
                transferiste, listo, abonad, registrad, depositad, \bcompleted?\b, \bsuccess, \bsent\b, \bsettled,
                \bapproved, \bpaid\b, \bprocessed\b, \bexecuted\b"""
            )
        ),
    ),
)
_NOT = (
    r"\b(?:no|nunca) (?:(?:se|te|le|ha|han|has|he|hemos|haya|fue|fueron|esta|estan|sido|queda|quedo) ){1,3}"
    r"|\bnot (?:yet |been )*"
)
_MADE = r"(?:\w+[ai]d|hech)[oa]s?\b|(?:sent|paid|completed|processed|executed|settled)\b"
_SENT = (
    r"(?:realizad|efectuad|ejecutad|procesad|autorizad|confirmad|completad|pagad|finalizad|enviad|transferid|mandad"
    r"|concluid|hech)[oa]s?\b|(?:sent|paid|completed|processed|executed)\b"
)
# "aún no se ha realizado" is not what its last word says
NOT_DONE = re.compile(rf"(?:{_NOT})(?:{_MADE})")
# and was not sent; what was not credited yet may have been, and what was not invoiced
NOT_SENT = re.compile(rf"(?:{_NOT})(?:{_SENT})")
# words of the status field alone: on a headline they may be small print ("no válido como factura")
_UNDONE: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "rejected",
        re.compile(
            any_loose(
                r"""sin fondos, insuficient, bloquead, \bnegad, no acept, no enviad, invalid, no valid, abort,
                inconclus, expirad, caducad, reembols, extorn, revers, suspendid, sin aplicar, interrumpid, vencid,
                revocad, eliminad, incomplet, no realizable"""
            )
            + rf"|{_SOME}rechaz|(?<!sin )\berror"
        ),
    ),
    (
        "pending",
        re.compile(
            any_loose(
                r"""captur, \bfirma, borrador, parcial, preautoriz, pre-autoriz, autorizacion pendiente, guardad,
                preparad, en pausa, pausad, detenid, no confirmad, no concluid, \bfalta, por enviar"""
            )
        ),
    ),
)
# a shop's voucher is headed "aprobada" too
OF_FIELD = (*_UNDONE, *STATES, ("completed", re.compile(r"\baprobad")))

_SUBJECT = "(?:transferencia|traspaso|operacion|pago|envio|transaccion|deposito|spei)"
# a short headline that names the payment: what follows is its state, as in a field of its own
OF_SUBJECT = re.compile(rf"^\W*(?:tu |su |la |el |mi )?{_SUBJECT}(?: \w+){{1,4}}\W*$")
_FATE = (
    r"(?:(?:no )?(?:rechazad|devuelt|declinad|fallid|denegad|reversad|anulad)[oa]|sin exito"
    r"|no (?:realizad|procesad|exitos|aplicad|completad|autorizad|enviad|liquidad)[oa]"
    r"|en (?:proceso|revision|validacion|espera)|(?:programad|agendad)[oa])"
)
_BE = "(?:(?:fue|ha sido|esta|quedo|se encuentra) )?"
# a payment that was not made, and nothing else: "Transferencia rechazada", "En proceso", "Rechazada por el banco"
FATE = re.compile(
    rf"^\W*(?:(?:tu|su|la|el|mi) )?(?:(?:pago|envio|deposito) {_BE}{_FATE}"
    rf"|(?:transferencia|traspaso|operacion|transaccion|spei|orden de pago) {_BE}"
    rf"(?:{_FATE}|cancelad[oa]|por (?:autorizar|aplicar|confirmar|liquidar|procesar))"
    rf"|{_FATE})(?: (?:por|para|a|el) [\w /]{{1,30}}|[ \d/]*)\W*$"
)
# a screen's title, which is the label of what its payer wrote on others
TITLE = re.compile(r"\W*(?:detalles?|resumen|titulo)(?: (?:de|del) (?:la |tu |su )?\w+)?\W*")
# a headline that is its state alone, in words that mean less elsewhere
BARE = re.compile(
    r"^\W*(?:(?:bloquead|expirad|vencid|caducad|negad|abortad|suspendid|revocad|interrumpid|invalid|inconclus)[oa]"
    r"|(?:fondos|saldo) insuficientes?|sin fondos|por enviar)\W*$"
)
# what else than a payment is sent, saved, approved or undone with success
OF_ELSE = re.compile(
    r"\b"
    + any_of(
        """token, codigo, clave, contrasena, nip, sesion, datos, cobro, solicitud, linea de captura, liga, link,
        recordatorio, facturas?, cotizacion, proforma, (pre)?validacion, limite, aclaracion, reporte, cancelacion,
        cuenta (?=validad|agregad|guardad), qr, request, invoice,
        (cuenta|contacto|beneficiario|favorito) (quedo|fue|ha sido|ya esta),
        orden (?=cread|registrad|capturad), orden de pago (?=cread|registrad|capturad),
        (archivo|lote|layout) (?=cargad|enviad|validad|recibid)"""
    )
    + r"(?: \w+){0,2}?(?: con)?[ ]?(?:exito\w*|correctamente|sent|"
    + any_of(
        "enviad, validad, acept, generad, guardad, actualizad, sincronizad, iniciad, registrad, cread, capturad,"
        " cargad, recibid, realizad"
    )
    + ")|"
    + any_of(r"favorit, \bborrad, eliminad, reverso, contracargo, extorno, desconocid, \bdemo\b, ejemplo, simula")
    + r"|\b(?:guardad[oa] con|solicitaste)\b"
)

# so strong that it is no small print, wherever it stands on its own
UNDOUBTED = re.compile(
    any_of(
        rf"""{_SOME}(rechazad|cancelad|declinad|devuelt|fallid|reversad)[oa]\b, programad[oa]\b,
        (aun|todavia) no\b, ^\W*en (proceso|revision|validacion|espera)\b, pendiente(?!{_REPLY}) de,
        no (exitos|realizad|aplicad|procesad|autorizad)[oa]\b,
        \b(rejected|failed|scheduled)\b"""
    )
)
# so a headline says that the payment was made; "será enviada" does not
DONE = re.compile(
    r"(?<!sera )"
    + any_of(
        r"""exitos, con exito, realizad[oa]\b, enviad[oa]\b, aplicad[oa]\b, liquidad[oa]\b, completad[oa]\b,
        ^\W*listo, \bsent\b, \bsuccess, \bcompleted?\b"""
    )
)
# a label that only a rejected payment has
UNDONE_LABEL = re.compile(any_loose(r"(fecha|hora|motivo|causa) (de )?(la\s)?(devolucion|rechazo)"))
# how many signatures a paper asks for, and how many it has
WANTED = re.compile(any_of("firmas? (requerid|necesari)as?") + r"\W*(\d)(?!\d)")
GIVEN = re.compile(any_of("firmas? (aplicad|registrad|capturad|realizad|autorizad)as?") + r"\W*(\d)(?!\d)")
# the whole line of a machine that gave change
CHANGE = re.compile(
    r"\W*(?:se )?(?:devolucion|devuelto|devuelve)s?(?: de| en| por| a)?(?: la| el| su)?"
    r"(?: efectivo| billetes| cambio| maquina| cajero| cliente)?\W*(?:\$.*)?"
)
BALANCE = re.compile(r"\bsaldo|\bsdo\b|disponible|balance")

# the label of a remark that the bank prints beside the payer's own concept
REMARK = re.compile(
    r"\W*"
    + any_of("notas?, mensaje, observaci, comentarios?, respuesta, motivo, causa, razon")
    + "(?!.*"
    + any_of("benef, destin, pago")
    + ")"
)
# the remark itself: it begins with the payment and what became of it, or with why it was not made
REMARKED = re.compile(
    r"\W*(?:"
    r"(?:(?:el|la|su|tu|este|esta)\s)?"
    + any_of("pago, transferencia, operacion, spei, envio, orden, deposito, transaccion")
    + r"\s(?:\w+\s){0,2}?"
    + any_of(
        r"""rechazad, devuelt, cancelad, declinad, en proceso, pendiente, programad,
        no\s(realizad|aplicad|procesad|autorizad|exitos|completad|liquidad|se|fue|pud)"""
    )
    + "|"
    + any_of(r"(fondos|saldo)\sinsuficientes?, cuenta\s(inexistente|bloqueada|cancelada)")
    + r"|(?:devolucion|rechazo)(?:\W*[:.;-]|\s(?:spei|por|automatic[oa]|de la transferencia|del (?:pago|envio|spei))\b)"
    + ")"
)
# a headline however long: it begins with the payment and goes on with what became of it
HEADLINE = re.compile(
    r"^\W*(?:(?:mensaje|nota|aviso|resultado)\W+)?(?:tu|su|la|el)?\s*"
    + any_of("transferencia, operacion, pago, envio, transaccion, orden, deposito, spei, instruccion, traspaso, dinero")
    + r"\b[\w\s]{0,20}?"
    + any_of(
        r"""\besta\b, \bfue\b, \bha sido\b, \bquedo\b, \bse encuentra\b, \bno se\b, \bsigue\b,
        \bno\s(realizad|procesad|aplicad|autorizad|exitos|completad), \bsera\b, \ben espera\b, \besperan?\b,
        \bse (agendo|programo|enviara|realizara|ejecutara|capturo)\b,
        \b(realizad|aplicad|enviad|exitos|procesad|liquidad|completad|rechazad|programad|cancelad|devuelt)[oa]\b"""
    )
)

# what would happen is no state: "... pendiente de confirmación únicamente en caso de devolución"
CONDITIONAL = re.compile(r"\b(?:en caso de|en caso que|en caso contrario|solo si|siempre que)\b[^.;]*")
