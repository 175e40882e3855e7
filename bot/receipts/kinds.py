"""Texts of a page -> what paper it is when it is no receipt, and in which state a payment is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.receipts.amounts import amounts_in
from bot.receipts.dates import date_of
from bot.receipts.fields import fold, lettered
from bot.receipts.merchant import names_us_as_merchant
from bot.receipts.picks import names_payee

if TYPE_CHECKING:
    from bot.model import Status, Vendor
    from bot.receipts.pieces import Piece
    from bot.receipts.places import Said

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_INVOICE = re.compile(
    r"foliofiscal|representacionimpresadeuncfdi|usocfdi|usodecfdi|usodelcfdi|regimenfiscal|timbrefiscal|sellodigitaldelsat"
    r"|cadenaoriginaldelcomplemento|metododepagop(?:ue|pd)|clavedelproducto|claveprodserv|cfdicomprobante|lugardeexpedicion"
)
_SLIP = re.compile(
    r"depositaa(?:la)?cuenta|anote(?:en|la|su)|indique(?:en|la|su)|escriba(?:en|la|su)|deposite(?:en|a)|depositoa?lacuenta|totalapagar|yaincluyeiva"
    r"|fechalimite|vigenciahasta|validahasta|mediosdepago|formasdepago|enviesucomprobante|enviarcomprobante"
    r"|realicesupago|efectuesupago|puedepagar|pagueen|constanciadepago"
)
_TAX_CERTIFICATE = re.compile(
    r"constanciadesituacionfiscal|ceduladeidentificacionfiscal|datosdeidentificaciondelcontribuyente|datosdeldomicilioregistrado"
    r"|registrofederaldecontribuyentes|estatusenelpadron|[il1]dcif"
)
_STATEMENT = re.compile(
    r"estadodecuenta|saldoinicial|saldofinal|saldopromedio|fechadecorte|totaldedepositos|totalderetiros|saldoanterior"
    r"|detalledemovimientos|movimientosdelperiodo|ultimosmovimientos|misultimosmovimientos"
)
_MY_ACCOUNTS = re.compile(r"miscuentas.*ultimosmovimientos")
_ASKING = re.compile(
    r"confirm(?:ar?|e)(?:tu|su|la|el|los|sus|tus)?(?:transferencia|pago|operacion|envio|datos|deposito)|verifi(?:car?|que)(?:que)?(?:los|tus|sus)?datos"
    r"|revis(?:ar?|e)(?:los|tus|tu|la|el|sus)?(?:datos|transferencia|pago|operacion|informacion)"
    r"|deseas?(?:continuar|transferir|realizar|enviar|confirmar)|estas?segur|vasa(?:transferir|enviar|pagar)"
    r"|ingresa(?:tu|su|el)?(?:token|nip|codigo|clave|contrasena)|clavedinamica|continuarconla"
    r"|confirmaciondedatos|siestasdeacuerdo"
)
# said only where nothing is sent yet, whatever key or folio the screen already shows
_NOT_YET = re.compile(
    r"vistaprevia|antesde(?:enviar|confirmar|continuar|transferir|autorizar)|estas?por(?:transferir|enviar|pagar|realizar|mandar)"
    r"|vasa(?:transferir|enviar|pagar|mandar)|estas?apuntode|(?:aun|todavia)nose(?!ha(?:liquidado|acreditado|abonado|aplicado|reflejado|depositado|completado)|liquida|acredita|abona|refleja)|noseha(?:realizado|enviado)|presionaconfirmar"
    r"|desli(?:za|ce)para(?:enviar|confirmar|transferir|pagar|autorizar)|youareaboutto|youreaboutto|review(?:your|the)?(?:transfer|payment|details)"
    r"|confirm(?:your|the)(?:transfer|payment|details)|slideto(?:send|pay|confirm)|swipeto(?:send|pay|confirm)|faltaautorizar"
)
# whatever else the screen says
_SURELY_NOT_YET = re.compile(r"(?:aun|todavia)noha(?:sido)?(?:enviad|confirmad|autorizad|realizad)|paso(\d)de(?!\1)\d")
_CONFIRM = re.compile(
    r"confirmar(?:transferencia|pago|envio|operacion|ypagar|yenviar)?|(?:transferir|enviar|pagar)ahora|si?(?:enviar|transferir|pagar)"
    r"|confirm|confirmandsend|sendmoney|sendnow"
)
_BUTTON = re.compile(
    r"(?:confirmar|continuar|transferir|enviar|pagar|siguiente|autorizar|enviardinero|transferirahora|enviarahora|pagarahora)"
)
_DONE = re.compile(
    r"(?<!sera )(?:exitos|con exito|realizad[oa]\b|enviad[oa]\b|aplicad[oa]\b|liquidad[oa]\b|completad[oa]\b|^\W*listo"
    r"|\bsent\b|\bsuccess|\bcompleted?\b)"
)
_NO_PROOF = re.compile(
    r"nose(?:encontro|encontraron)(?:la)?(?:informacion|datos|resultados|operacion|elpago)|noharecibidounaordendepago|simulacion|simulado|no(?:es)?validocomocomprobante(?!fiscal)|noesuncomprobantedepago|sinvalorcomocomprobante"
    r"|muestrasinvalor|ambientedeprueba|(?:documento|pago|transferencia|operacion)deprueba(?!s?de)"
)
_UNPAID = re.compile(r"\b(?:por|sin) pagar|no pagad|pendiente\s?de\s?pago|\bunpaid|\bvencid|por cobrar")
# what asks for a payment: only where nothing proves one
_TO_PAY = re.compile(
    r"deposit(?:ar|e|en)a(?:la|lasiguiente)?(?:cuenta|clabe|cta)|transf(?:erir|iera)a(?:la)?(?:cuenta|clabe|cta)|amastardar"
    r"|fechalimite|ordendeservicio|ordendetrabajo|favordedepositar|favordepagar"
    r"|ordendepago(?:generada|creada|emitida)|(?:estaes)?tuordendepago"
)
_RECEIVED = re.compile(
    r"\b(?:recibiste|has recibido|recibio) (?:un|una|el|la)?\s?(?:transferencia|deposito|pago|spei|abono|envio|\$)"
    r"|\b(?:deposito|abono)\b[^.$]{0,20}\bpor\s?\$\s?[\d,.]+(?:\s\w+)?\s(?:en|a)\s(?:tu|su)\scuenta"
    r"|\b(?:te|le) (?:enviaron|depositaron|transfirieron|mandaron|pagaron) |\byou(?:'ve| have)? received\b"
)
_BOUGHT = re.compile(r"(?:metodo|forma|medio)depago(?:con)?tarjeta")
_MADE = re.compile(
    r"(?:realizo|efectuo|realizamos|efectuamos|llevoacabo|ejecutamos|confirmamoslaejecucion)[a-z0-9]{0,60}?"
    r"(?:transferencia|traspaso|spei|deposito|pago)|(?:efectivo|pago|recibido)\d+(?:su)?cambio\d"
    r"|you(?:sent|paid|transferred)(?:exactly)?\d|certificacion(?:de|del)(?:caja|cajero|pago)|sellodelcajero|pagadoen(?:caja|ventanilla)"
)
_DRAFT = re.compile(
    r"(?:guardad[oa](?:en|como))?borrador(?:es|guardado)?|(?:transferencia|pago|operacion|orden|envio)(?:en)?borrador"
    r"|(?:transferencia|pago|operacion|orden|envio|archivo|lote|layout)?(?:sin(?:enviar|concluir|terminar|finalizar)|noenviad[oa])"
    r"|(?:saved)?draft|notsent(?:yet)?"
)
# a file of payments that is only made ready, or a person who is only made known
_MADE_READY = re.compile(
    r"precaptura(?:de|s)|prevalidacion|archivo[a-z0-9]{0,20}validado(?!yaplicado)|pendientede(?:cargar|subir|enviar)"
)
# what still asks for money, whatever numbers it prints
_ASKS = re.compile(
    r"vence(?!d)|vencimiento|pag(?:a|ue|ar)antes|fechalimite|solicitud(?:de|para)|apagar|porpagar|cobrar|cotizacion|presupuesto"
    r"|carrito|linkdepago|ligadepago|codigodebarras|pag(?:a|ue)(?:en|con)|deposit(?:a|e)(?:en|a)"
)
_REPEATED = re.compile(
    r"plantillade(?:pago|transferencia)|usar(?:esta)?plantilla|plantilla(?:guardada|creada)"
    r"|(?:pago|cargo|transferencia)recurrente(?:activad|cread|registrad|configurad)|domiciliacion(?:activad|cread|registrad)"
)
_REFUND = re.compile(
    r"tedevolvimos|tereembolsamos|teregresamos|(?:reembolso|devolucion|bonificacion|cashback)(?:de|en|por)[a-z0-9]{2,40}(?:a|en)(?:tu|su)(?:cuenta|tarjeta)"
    r"|(?:reembolso|devolucion)(?:de|del|por)(?:tu|su|la|el)?(?:compra|pedido|mercancia|articulo)|refundissued|yourrefund|wehaverefunded|werefunded"
)
_DID = re.compile(r"\W*(?:se lo |lo )?(?:mand|envi|transfer|pag|deposit|abon)(?:aste|iste)\b|you (?:sent|paid)")
_PAPERS = re.compile(
    r"cotizacion|presupuesto|ordendecompra|preciounitario|recibodenomina|prefactura|notadecredito|notadeventa|listadeprecios"
    r"|contrarecibo|cuentaregistrada|cuentaagregada|altadecuenta|altadebeneficiario|beneficiarioregistrado|cuentadadadealta|podras(?:transferirle|transferira|transferiren|enviarle|enviara|depositarle|pagarle)|disteo?de?alta|(?:registraste|agregaste|diste|guardaste)(?:de)?(?:alta)?(?:la|una|a)?(?:nueva)?(?:cuenta|beneficiario|contacto)|alta(?:exitosa)?de(?:cuenta|beneficiario|contacto|tercero)|(?:cuenta|beneficiario|contacto)(?:guardad|agregad|registrad)[oa](?:con)?exito|nuevobeneficiario(?:agregado|registrado|guardado)|retirodeefectivo|retirosintarjeta|retiroexitoso|recargaexitosa|recargadetiempoaire|constanciaderetencion|polizadecheque|pedidofueconfirmado|compraexitosa|disposiciondeefectivo|consultadesaldo|polizadeseguro|recordatoriodepago|[tl]erecordamos|aunnoserefleja|hagacasoomiso|polizadeegresos|tabladeamortizacion"
    r"|contratode(?:prestacion|compraventa|arrendamiento)|laspartes(?:acuerdan|convienen|manifiestan)"
    r"|prestamopreaprobado|solicitudinterna|solicitudde(?:pago|cobro|transferencia)(?!enviad|realizad|liquidad|aplicad)|ofertadecredito|generatucobro|recibirtupago|contacto(?:guardado|agregado)|yapuedestransferirle|dad[oa]dealta|avisodevencimiento|avisodecobr|notaderemision"
)
# what banks tell and offer beside the point: only where nobody is paid
_OFFER = re.compile(
    r"limite(?:diario|mensual|maximo)?(?:para|de)(?:tus|sus|mis)?(?:transferencias|operaciones|pagos|envios)(?:es|hoy)"
    r"|modificar(?:tu|mi|el)?limite|(?:credito|prestamo)(?:fue|ha|sido|ya|esta){0,3}(?:pre)?(?:autorizad|aprobad)|catpromedio"
)
_TITLE = re.compile(
    r"comprobante(?:de|electronico|spei|bancario)|transferencia(?!s)|wiretransfer|fichadedeposito|recibodepago"
)
_OPERATION = re.compile(
    r"transferencia|transferiste|enviaste|spei|deposito|comprobante|envio|transaccion|operacion|traspaso|pagaste|ordendepago"
    r"|recepciondepago|recibodepago|transfer(?:sent|confirm|receipt|details|complete|success)|wiretransfer|payment|dispersiondepago|recep(?:cion)?(?:de)?pago|(?:monto|importe)depositado|depefectivo|pago(?:bbva|bancario|cie)|pagosatercero|(?:pago|abono|cargo)a(?:cta|cuenta)|yousent|moneysent"
    r"|pago(?:realizado|exitoso|enviado|aplicado|referenciado|deservicio|aterceros|interbancario|aotro|encaja|completado)"
)

_STATES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("rejected", re.compile(
        r"(?<!\b0 )(?<!\bsin )(?<!\bninguna )rechaza(?:d|mos)|(?<!\b0 )cancela(?:d|ste|mos)"
        r"|devuelt|devolvimos|devolucion|fallid|declinad|denegad|no\s?(?:se\s?)?pud|no\s?fue|no\s?exitos|no\s?realizad"
        r"|no\s?procesad|no\s?aplicad|no\s?autorizad|sin\s?exito|reversad|anulad|no\s?completad|error\s?en|no\s?liquidad"
        r"|\bexpiro\b|no\s?se\s?realizo(?!\s?(?:cobro|ningun|comision|cargos?\s(?:por|de)))"
        r"|\breembols"
        r"|\bregresad|retornad|\brejected|\bdeclined|\bfailed|\bcancell?ed|\breturned|\bunsuccessful|not completed")),
    ("scheduled", re.compile(
        r"\bscheduled|\bfuture\W?dated|post\W?dated|postfechad|programa(?:d|ste|mos)|agend(?:ad|o\b)|a\s?futuro|por\s?ejecutar|calendarizad|diferid|\bsera\s?(?:enviad|realizad|ejecutad|procesad|aplicad|abonad|acreditad|liquidad|depositad)"
        r"|\bse\s?(?:programo|enviara|realizara|ejecutara|aplicara|abonara|acreditara)\b")),
    ("pending", re.compile(
        r"\bpending|\bin (?:process|progress|review)|\bprocessing|(?<!al )pendiente|en\s?proceso|por\s?aplicar"
        r"|en\s?transito"
        r"|en\s?(?:investigacion|aclaracion|disputa)|en\s?validacion|en\s?revision|por\s?autorizar|por\s?confirmar|procesando|en\s?espera|espera\w*\s(?:de\s)?(?:firma|autoriz)"
        r"|\bsiendo\s\w+ad[oa]\b|\bestamos\s\w+ando\b|(?<!\bno )\brequier\w*\s(?:\w+\s)?(?:firma|autoriza)"
        r"|\bfalta\w*\s(?:\w+\s)?(?:firma|autoriza)|segunda\s?firma"
        r"|(?:transferencia|operacion|orden|pago)\scapturad"
        r"|por\s?liberar|(?<!isr )(?<!iva )retenid|por\s?procesar|en\s?camino|por\s?liquidar|en\s?tramite|en\s?curso")),
    ("completed", re.compile(
        r"exito|realizad|liquidad|aplicad|completad|completa\b|aceptad|enviad|acreditad|autorizad|procesad|pagad|confirmad"
        r"|finalizad|concluid|efectuad|ejecutad|\boperad[oa]\b|hiciste|enviaste|transferiste|listo|abonad|registrad|depositad"
        r"|\bcompleted?\b|\bsuccess|\bsent\b|\bsettled|\bapproved|\bpaid\b")),
)  # fmt: skip
# words of the status field alone: on a headline they may be small print ("no válido como factura")
_UNDONE: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("rejected", re.compile(
        r"rechaz|sin\s?fondos|insuficient|bloquead|\bnegad|no\s?acept|no\s?enviad|invalid|no\s?valid|abort|inconclus|expirad"
        r"|caducad|reembols|extorn|revers|suspendid|sin\s?aplicar|(?<!sin )\berror|interrumpid")),
    ("pending", re.compile(r"captur|\bfirma|borrador|parcial|preautoriz|pre-autoriz|autorizacion\s?pendiente")),
)  # fmt: skip
# a shop's voucher is headed so too
_OF_FIELD = (*_UNDONE, *_STATES, ("completed", re.compile(r"\baprobad")))
# so strong that it is no small print, wherever it stands on its own
_UNDOUBTED = re.compile(
    r"(?<!\b0 )(?<!\bsin )(?<!\bninguna )(?:rechazad|cancelad|declinad|devuelt|fallid|reversad)[oa]\b|programad[oa]\b"
    r"|(?:aun|todavia) no\b|pendiente de|no (?:exitos|realizad|aplicad|procesad|autorizad)[oa]\b"
    r"|\b(?:rejected|failed|scheduled)\b"
)
_SHORT = 60  # letters; what is longer is small print
_PAYERS_OWN = ("concept", "payer_name", "payee_name", "reference")
_UNDONE_LABEL = re.compile(r"(?:fecha|hora|motivo|causa)\s?(?:de\s?)?(?:la\s)?(?:devolucion|rechazo)")
_WANTED = re.compile(r"firmas? (?:requerid|necesari)as?\W*(\d)(?!\d)")
_GIVEN = re.compile(r"firmas? (?:aplicad|registrad|capturad|realizad|autorizad)as?\W*(\d)(?!\d)")
# a remark that the bank prints beside the payer's own concept
_REMARK = re.compile(r"\W*(?:notas?|mensaje|observaci|comentarios?|respuesta)(?!.*(?:benef|destin|pago))")
_REMARKED = re.compile(
    r"\W*(?:(?:el|la|su|tu|este|esta)\s)?(?:pago|transferencia|operacion|spei|envio|orden|deposito|transaccion)\s"
    r"(?:\w+\s){0,2}?(?:rechazad|devuelt|cancelad|declinad|en proceso|pendiente|programad"
    r"|no\s(?:realizad|aplicad|procesad|autorizad|exitos|completad|liquidad|se|fue|pud))"
    r"|\W*(?:fondos|saldo)\sinsuficientes?|\W*cuenta\s(?:inexistente|bloqueada|cancelada)"
)
_HEADLINE = re.compile(
    r"^\W*(?:(?:mensaje|nota|aviso|resultado)\W+)?(?:tu|su|la|el)?\s*(?:transferencia|operacion|pago|envio|transaccion|orden|deposito|spei)\b[\w\s]{0,20}?"
    r"(?:\besta\b|\bfue\b|\bha sido\b|\bquedo\b|\bse encuentra\b|\bno se\b|\bsigue\b"
    r"|\bno\s(?:realizad|procesad|aplicad|autorizad|exitos|completad)"
    r"|\bsera\b|\ben espera\b|\besperan?\b|\bse (?:agendo|programo|enviara|realizara|ejecutara|capturo)\b"
    r"|\b(?:realizad|aplicad|enviad|exitos|procesad|liquidad|completad|rechazad|programad|cancelad|devuelt)[oa]\b)"
)


def other_paper(pieces: tuple[Piece, ...], said: tuple[Said, ...], vendor: Vendor) -> str | None:
    """Return what the page is instead of a receipt (payment_slip, cfdi_invoice, ...); None when it may be one."""
    whole = _compact(" ".join(piece.text for piece in pieces))
    proven = any(one.field in ("tracking_key", "folio") and _is_proof(one) for one in said)
    told = _says_done(said)
    done = proven or told
    keyed = any(one.field == "tracking_key" for one in said)
    asking = not done and (_ASKING.search(whole) is not None or _has_button(pieces, _BUTTON))
    under_way = keyed and any(one.field == "status" and _state(fold(one.value)) for one in said)
    waits = any(one.field == "folio" and _is_proof(one) for one in said) and status_of(said) == "pending"
    unsent = not (told or under_way or waits) and (_NOT_YET.search(whole) is not None or _has_button(pieces, _CONFIRM))
    unsent = unsent or (not keyed and (_SURELY_NOT_YET.search(whole) is not None or _has_button(pieces, _DRAFT)))
    unsent = unsent or (not (keyed or told) and _MADE_READY.search(whole) is not None)
    papers = (
        ("not_valid", _NO_PROOF.search(whole) is not None),
        ("tax_certificate", len(set(_TAX_CERTIFICATE.findall(whole))) >= 3),
        ("cfdi_invoice", _is_invoice(pieces, whole)),
        ("statement", _is_statement(pieces, whole)),
        ("not_a_receipt", not keyed and _PAPERS.search(whole) is not None),
        ("not_a_receipt", is_received(pieces) and not names_us_as_merchant(pieces, vendor)),
        ("not_a_receipt", not keyed and _REPEATED.search(whole) is not None),
        ("not_a_receipt", not (keyed or names_payee(said)) and _is_refund(whole)),
        ("not_a_receipt", not keyed and _BOUGHT.search(whole) is not None and not names_payee(said)),
        ("not_a_receipt", any(one.field == "status" and _UNPAID.search(fold(one.value)) for one in said)),
        ("payment_slip", not done and _is_slip(whole, vendor)),
        ("confirm_screen", asking or unsent),
        ("not_a_receipt", not done and _TO_PAY.search(whole) is not None),
        ("not_a_receipt", not (told or keyed or names_payee(said)) and _OFFER.search(whole) is not None),
    )
    return next((paper for paper, is_so in papers if is_so), None)


def status_of(said: tuple[Said, ...]) -> Status | None:
    """Return the state that the paper prints: its own field first, then its headlines; None when it says nothing.

    Running text does not count: "las transferencias programadas se aplican ..." stands on every receipt of some banks.
    """
    if any(_UNDONE_LABEL.search(fold(one.label)) and _is_proof(one) for one in said):
        return "rejected"
    if _lacks_signatures(said):
        return "pending"
    for one in said:
        if one.field == "status" and (state := _state(fold(one.value), _OF_FIELD)):
            return state
    remark = _state_of_remarks(said)
    if remark:
        return remark
    headline = _state_of_headlines(said)
    if headline in (None, "completed") and any("programad" in fold(one.label) for one in said if one.field == "date"):
        return headline or "scheduled"
    return headline


def _lacks_signatures(said: tuple[Said, ...]) -> bool:
    """Return whether the paper counts fewer signatures than it asks for."""
    whole = " ".join(fold(f"{one.label} {one.value}") for one in said)
    wanted, given = _WANTED.search(whole), _GIVEN.search(whole)
    return wanted is not None and given is not None and int(given[1]) < int(wanted[1])


def status_is_unknown(said: tuple[Said, ...]) -> bool:
    """Return whether the state is in doubt: its field says a word that tells us nothing, or a short line says no."""
    if status_of(said) in (None, "completed") and any(_says_undone(one) for one in said):
        return True
    told = [fold(one.value) for one in said if one.field == "status" and re.search(r"[^\W\d_]{4}", one.value)]
    return bool(told) and not any(_state(text, _OF_FIELD) for text in told)


def _says_undone(one: Said) -> bool:
    """Return whether a short text that is not the payer's own tells of a payment that was not made."""
    texts = () if one.field in _PAYERS_OWN else (one.label, one.value)
    return any(len(text) <= _SHORT and _UNDOUBTED.search(fold(text)) for text in texts)


def speaks_of_payment(pieces: tuple[Piece, ...]) -> bool:
    """Whether any word of the page is one of paying."""
    return _OPERATION.search(_compact(" ".join(piece.text for piece in pieces))) is not None


def is_headed(said: tuple[Said, ...]) -> bool:
    """Whether a headline calls the paper a transfer or its receipt."""
    return any(_is_headline(one) and _TITLE.match(_compact(one.value)) for one in said)


def asks_for_payment(pieces: tuple[Piece, ...]) -> bool:
    """Whether any word of the page is one of asking for money: a number without a label is then no proof."""
    return _ASKS.search(_compact(" ".join(piece.text for piece in pieces))) is not None


def tells_of_one_made(pieces: tuple[Piece, ...]) -> bool:
    """Whether running text tells that somebody made a payment, or a till that it gave change."""
    return _MADE.search(_compact(" ".join(piece.text for piece in pieces))) is not None


def labels_one_made(said: tuple[Said, ...]) -> bool:
    """Whether the label of the sum or of who was paid is a verb of paying that is done: "Mandaste", "Enviaste a"."""
    labels = (one.label for one in said if one.field in ("amount", "payee_name", "payee_account") and one.value)
    return any(_DID.match(fold(label)) for label in labels)


def _state_of_remarks(said: tuple[Said, ...]) -> Status | None:
    """Return the state that a remark of the bank tells; the payer's own words tell none, whatever they say."""
    remarks = [one for one in said if one.field == "concept" and _REMARK.match(fold(one.label))]
    concepts = [one for one in said if one.field == "concept" and one not in remarks and one.value]
    told = [fold(one.value) for one in remarks if concepts or not _is_proof(one)]
    return next((_state(text, _OF_FIELD) for text in told if _REMARKED.match(text)), None)


def _state_of_headlines(said: tuple[Said, ...]) -> Status | None:
    states = [_state(fold(one.value)) for one in said if _is_headline(one) and not _is_change(one, said)]
    return next((state for state, _ in _STATES if state in states), None)


def _is_change(one: Said, said: tuple[Said, ...]) -> bool:
    """Whether "Devolución" stands before the change that a machine gave: another sum than that of the payment."""
    if re.fullmatch(r"\W*devolucion(?: de)?(?: efectivo| billetes| cambio)?\W*(?:\$.*)?", fold(one.value)) is None:
        return False
    level = [other for other in said if abs(other.box[1] - one.box[1]) < 0.6 * (one.box[3] - one.box[1])]
    given = {money.centavos for other in level for money in amounts_in(other.value) if money.certain}
    paid = {m.centavos for other in said if other.field == "amount" for m in amounts_in(other.value) if m.certain}
    return bool(given and paid) and given.isdisjoint(paid) and min(given) < min(paid)


def _is_headline(one: Said) -> bool:
    text = fold(one.value)
    if one.field == "other":
        return "operacion" in fold(one.label) or "tipo" in fold(one.label)
    titled = one.field == "folio" and not _is_proof(one)  # "Confirmación: transferencia rechazada"
    return (one.field == "" or titled) and (
        (len(text) <= 45 and len(re.findall(r"[a-z]+", text)) <= 6) or _HEADLINE.match(text) is not None
    )


def _state(text: str, states: tuple[tuple[Status, re.Pattern[str]], ...] = _STATES) -> Status | None:
    return next((state for state, words in states if words.search(text)), None)


def _is_proof(one: Said) -> bool:
    return any(letter.isdigit() for letter in one.value)


def is_received(pieces: tuple[Piece, ...]) -> bool:
    """Whether the paper tells who reads it that he was paid."""
    return _RECEIVED.search(" ".join(fold(piece.text) for piece in pieces)) is not None


def _is_refund(whole: str) -> bool:
    """Whether a shop gives money back; a transfer that came back is a receipt of one."""
    return _REFUND.search(whole) is not None and re.search("transferencia|spei|beneficiari", whole) is None


def _is_invoice(pieces: tuple[Piece, ...], whole: str) -> bool:
    cues = set(_INVOICE.findall(whole))
    has_uuid = any(_UUID.search(piece.text.lower()) for piece in pieces)
    return "comprobanteelectronicodepago" not in whole and len(cues) + has_uuid >= 2


def _is_statement(pieces: tuple[Piece, ...], whole: str) -> bool:
    """Whether it is an account's list: statement words, or three lines that each hold a date and money."""
    dated = [piece for piece in pieces if len(piece.text) < 30 and date_of(piece.text)]
    priced = [
        piece for piece in pieces if len(piece.text) < 30 and any(money.certain for money in amounts_in(piece.text))
    ]
    lines = sum(any(abs(money.middle - day.middle) < 0.6 * day.height for money in priced) for day in dated)
    cues = len(set(_STATEMENT.findall(whole)))
    return lines >= 3 or cues >= 2 or (cues >= 1 and (lines >= 2 or _MY_ACCOUNTS.search(whole) is not None))


def _is_slip(whole: str, vendor: Vendor) -> bool:
    ours = _compact(vendor.brand) in whole or _compact(vendor.name)[:12] in whole
    ours = ours or any(account in whole for account in vendor.payee_accounts)
    return ours and len(set(_SLIP.findall(whole))) >= 2


def _says_done(said: tuple[Said, ...]) -> bool:
    """Whether a headline or the status says that the payment was made."""
    return any(
        (_is_headline(one) and _DONE.search(fold(one.value)) is not None)
        or (one.field == "status" and _state(fold(one.value), _OF_FIELD) == "completed")
        for one in said
    )


def _has_button(pieces: tuple[Piece, ...], words: re.Pattern[str]) -> bool:
    return any(words.fullmatch(_compact(piece.text)) for piece in pieces)


def _compact(text: str) -> str:
    return lettered(re.sub(r"[^a-z0-9]", "", fold(text)))
