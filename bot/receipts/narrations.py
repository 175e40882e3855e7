"""The words in which notices, SMS and letters of banks tell of a payment, folded, as expressions; data."""

from __future__ import annotations

import re

from bot.receipts.expressions import any_of

_PAYMENT = any_of(
    "transferencia, traspaso, pago, envio, operacion, spei, orden, deposito, transaccion, transfer, payment"
)

# the last of these words before a sum says what the sum is
TOPIC = re.compile(
    r"\b(?:(?P<paid>"
    + any_of(
        """transferencia, transf, traspaso, spei, envio, pago, deposito, cargo, operacion, transaccion, movimiento,
        transferiste, enviaste, mandaste, pagaste, depositaste, transferimos, enviamos, transferi, envie, transfer,
        payment, you sent, you paid, you transferred, cantidad, importe, monto, suma, pasaste, moviste,
        (?<!si )(?:ejecutamos|realizamos|efectuamos|cumplimos) (?:su|la|tu) (?:instruccion|orden) de transferir"""
    )
    + ")|"
    + any_of(
        r"""comision(?:es)?, costo, tarifa, i\.?v\.?a, saldo, sdo, disponible, disp, limite, cambio, compra, retiro,
        puntos, fee, balance, tax, transferencias, pagos, operaciones, envios, adeudo, mensualidad, credito, prestamo,
        premio, bono, descuento, recompensa"""
    )
    + r")(?:del?)?(?![a-z])"
)
# a charge or a balance, and the words that join it to the payment that it belongs to
CHARGE = re.compile(r"comision(?:es)?|costo|tarifa|i\.?v\.?a|saldo|sdo|fee|tax|balance")
CONNECTED = re.compile(
    r"(?:\W*\b(?:por|de|del|para|en|a|al|con|tras|despues|antes|luego|la|el|una|un|tu|su|esta|este|dicha|dicho|cada)\b)+\W*"
)
BEFORE_SUM = re.compile(
    r"(?:por|de|\bof|\bfor|\bfue|\bes|sent|paid|transferred|\bde transferir|\b(?:pas|mov|pag)[ai]ste"
    r"|[a-z]{4,}(?:aste|iste|imos|amos))\W{0,3}(?:mxn)?\W*$"
)
BOUND = re.compile(
    r"\b"
    + any_of(
        """limite, maxim[oa], minim[oa], hasta, mayor(?:es)?, menor(?:es)?, superior(?:es)?, inferior(?:es)?,
        a partir de, mas de, menos de, cada, diari[oa]s?, mensual(?:es)?, up to, over, limit"""
    )
    + r"\b"
)
# what is asked, promised, owed or received is no payment made
NOT_MADE = re.compile(
    r"\b(?:no|nunca) (?:\w+ )?\w+(?:aste|iste)\b"
    r"|\b(?:codigo|token|nip|otp|clave (?:dinamica|de confirmacion|de autorizacion))\b.{0,40}\b(?:es|para|:)|\?|\b"
    + any_of(
        r"""para (?:autorizar|confirmar|aprobar|completar|realizar|hacer|efectuar), autoriza, autorice, confirma,
        confirme,
        aprueba, apruebe, responde, responda, podras?, puedes?, podra, ganas?, recibe, obten, solicita, aprovecha,
        deseas?, quieres?, debes?, debera, favor de \w+r, vence, adeudo, adeuda, pendiente de pago, solicitud, te
        (?:pide|solicita), le solicita(?:mos)?, cotiza, recordatorio, (?:solicito|solicitamos|instruyo|pido)
        (?:se|que|su|de), agradecere(?:mos)?, se (?:realice|efectue|transfiera|envie|aplique), recuerda pagar, if
        you, when you, will be, sera, se (?:realizara|enviara|aplicara|transferira), recibiste, recibio,
        recibimos, (?:has|ha) recibido, received, te (?:envi|deposit|transf|mand|pag)\w+, a (?:tu|su) favor,
        (?:abono|deposito)s? (?:recibido|(?:a|en) (?:su|tu)), en cuanto, corrida de (?:pagos|proveedores),
        qued(?:a|an|ara) (?:en|para|programad|agendad)\w*, (?:pag|transferi|deposita|envia|realiza|ha)remos"""
    )
    + r"\b"
)
MADE = re.compile(
    r"\b"
    + any_of(
        r"""se (?:realizo|efectuo|aplico|envio|hizo|registro|transfirio|llevo a cabo|proceso|ejecuto),
        [a-z]+(?:aste|iste), exito\w*, (?:fue|ha sido|ha) (?:\w+ )?(?:\w+ad[oa]|hech[oa]), realizad[oa], efectuad[oa],
        aplicad[oa], enviad[oa], liquidad[oa], completad[oa], realizamos, efectuamos, ejecutamos, realizo, efectuo,
        hicimos, transferimos, you (?:sent|paid|transferred), has been, was sent, completed, successful"""
    )
    + r"|\b(?:envio|cargo|transferencia|traspaso|spei|pago|deposito|retiro) (?:\w+ ){0,2}por\b"
)
CODE = re.compile(r"\b(?:codigo|token|nip|otp|contrasena)\b")
HANDS_CODE = re.compile(
    r"\b(?:codigo|token|otp|clave(?!\s?de\s?rastreo))\b.{0,60}\b(?:autoriz|confirm|aprob)|\bno (?:lo|la) compart"
    r"|\b(?:autoriz|confirm|aprob)(?:ar|a|e)\b.{0,60}\b(?:codigo|token|otp)\b"
)
UNDONE = re.compile(
    rf"\b{_PAYMENT}\b(?:(?!\bsi\b)[^?]){{0,160}}?"
    r"(?P<why>\b(?:fue|ha sido|esta|quedo|resulto|se encuentra|was|is|has been)\s"
    r"(?:\w+\s)?(?:rechaz|devuelt|cancel|declin|reten|revert|revers|deneg|reject|return|declin)\w*"
    r"|\bno\s(?:se\s)?(?:pudo|ha podido|fue|ha sido|logro|realizo|aplico|completo|proceso)\b|\bcould not\b|\bfailed\b"
    # who writes "quedo al pendiente de su respuesta" speaks of himself
    r"|\b(?:esta|quedo|se encuentra|is)\s"
    r"(?!(?:al )?pendiente (?:a|del? (?:sus?|tu|mi|la factura|respuesta|comentarios))\b)(?:(?!al\b)\w+\s)?"
    r"(?:en proceso|pendiente|programad|en revision|por autorizar|por aplicar|pending|scheduled|being processed)\w*"
    r"|\bsera\s(?:\w+\s)?(?:enviad|realizad|ejecutad|procesad|aplicad|abonad)\w*"
    r"|\bse (?:enviara|realizara|ejecutara|aplicara)\b)"
)
# whatever stands before it: nobody else than the payment is not paid out
UNDONE_ALONE = re.compile(
    r"(?P<why>\bno (?:fue|ha sido|pudo ser|quedo|resulto) (?:\w+ )?"
    r"(?:liquid|realiz|proces|aplic|complet|acredit|ejecut|autoriz|abon|concret|envi)ad[oa]\b"
    r"|\b(?:devolvi|regresa|reembolsa|reintegra)mos (?:el|tu|su) (?:dinero|importe|monto|saldo)\b"
    r"|\bde (?:vuelta|regreso) (?:a|en) (?:tu|su|la) (?:cuenta|tarjeta|saldo)\b)"
)
UNDONE_FIRST = re.compile(
    r"(?P<why>\bno (?:se )?(?:pudo|pudimos|fue posible|logramos|ha podido|ha sido posible)\b"
    r"|\b(?:rechazamos|devolvimos|cancelaste|cancelamos|programaste|programamos|agendaste)\b"
    r"|\bse (?:reverso|revirtio|revertio|devolvio|regreso|rechazo|cancelo|programo|agendo|hara|efectuara|cargara)\b"
    r"|\b(?:intentamos|intentaste|bloqueamos|retuvimos|detuvimos|detectamos)\b"
    r"|\b(?:(?:rechaz|regres|retorn|revers)(?:o|aron)|devolvio|devolvieron"
    r"|(?:efectua|paga|transferi|deposita|realiza|ha)remos)\b(?= (?:el|la|un|una|su|tu) ))"
    rf"[^.?]{{0,60}}\b(?:cargo|{_PAYMENT})\b"
)
UNSIGNED = re.compile(
    r"(?P<why>\bfaltan?\s(?:\w+\s){0,2}(?:autori|firm|aprob)\w*|\bcapturaste\b|\bpor (?:autorizar|firmar)\b)"
)
# a state that `why` tells, in the words that the status of a receipt is told in
STATES = (
    (
        "rechazada",
        re.compile(
            r"rechaz|devuelt|devolv|cancel|declin|intent|bloque|rev[ei]rt|revers|deneg|regres|retorn|vuelta|reembols|reintegr|reject|return|\bno\b|not|fail"
        ),
    ),
    ("programada", re.compile(r"program|agend|schedul|sera\b|ara\b|remos\b")),
    ("pendiente", re.compile("")),
)
CONDITION = re.compile(r"\b(?:si|en caso|cuando|podra|puede|podria|if|may|algun|alguna|toda|las|los)\b")

REFERENCE = re.compile(
    r"\bref(?:erencia|erence)?\b\.?\s?(?:numerica|num\b\.?|no\b\.?|number)?[\s:#]*(?:es|is|fue)?[\s:#]*(\d{5,10})(?!\d)"
)
CONCEPT_QUOTED = re.compile(
    r"\b(?:concepto|motivo|leyenda|mensaje|concept|memo)\b(?: del?(?: pago| envio)?)?[\s:]*"
    r"[\"“«](?P<text>[^\"”»]{3,60})[\"”»]"
)
CONCEPT = re.compile(
    r"\b(?:concepto|motivo|leyenda|mensaje|concept|memo)\b(?: de| que acompana (?:al?|el|la)[a-z ]{3,20} es\b)?"
    r"[\s:]*[\"“'«]?(?P<text>.{3,60}?)"
    r"(?=[\"”'»]|[,;]|\.\s|\.?$|\s(?:y|con|and) (?:la |su |el |clave|folio|referencia|tracking|ref)"
    r"|\s(?:folio|clave de rastreo|referencia|fecha|aut)\b)"
)
DONE_ON = re.compile(
    r"\b(?:con fecha(?: del?)?|el dia|(?:realizad|efectuad|aplicad|enviad|liquidad)[oa] el(?: dia)?)\s*$"
)
TRACKING = re.compile(
    r"(?:rastreo|tracking)(?: (?:key|number|id|code))?[a-z ]{0,30}?[\s:#]*(?:es|is)?[\s:#]*"
    r"(?=[a-z]{0,12}\d{3})([a-z0-9]{8,30})(?![a-z0-9])"
)
FOLIO = re.compile(
    r"\b(?:folio|autorizacion|aut|confirmacion|operacion (?:no|num)|confirmation)\b\.?[a-z ]{0,25}?"
    r"[\s:#.]*(\d{4,20})(?!\d)"
)
ACCOUNT = re.compile(
    r"[*•·x]{1,16}\s?\d{3,4}(?!\d)|(?<![\w.,$*])\d{10,18}(?!\d)"
    r"|(?:terminacion|\bterminada en|\bterm\b\.?|\bending in|\bbbva|\bcta\b\.?|\bcuenta)\s?\d{3,4}(?![\d/-])"
)
ANNOUNCED = re.compile(r"(?:cuenta|cta|clabe|tarjeta|account|bbva|bancomer|mexico)\W*(?:clabe\W*|no\W*|numero\W*)?$")
BALANCE_BEHIND = re.compile(r"\W*(?:[a-z]+\W+){0,3}(?:saldo|disponible|balance)\b")
# the last of these words before an account says whose it is
SIDE = re.compile(
    r"\bcargo a|\b(?:de|desde|from)\s?(?:(?:su|tu|la|mi|your)\b|(?:cuenta|cta|tarjeta|tdd|clabe|account)(?![a-z]))"
    r"|\borigen\b|retir"
    r"|(?P<payee>\b(?:a|ala|en|enla|hacia|para|to|into|favor(?:de)?|beneficiario|destino)\b)"
)
