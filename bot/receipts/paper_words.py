"""The words by which a page shows what paper it is and whether it speaks of a payment, as expressions; data.

They are sought in the letters of a whole page or piece without its spaces (`glued`), where nothing else is said.
"""

from __future__ import annotations

import re

from bot.receipts.expressions import any_glued, any_of

# --- papers of a kind of their own: so many different words of one tell it ---

# an invoice of the SAT; its folio is a UUID, in the text as printed
INVOICE = re.compile(
    any_glued(
        """folio fiscal, representacion impresa de un cfdi, uso cfdi, uso de cfdi, uso del cfdi, regimen fiscal,
        timbre fiscal, sello digital del sat, cadena original del complemento, metodo de pago pue, metodo de pago ppd,
        clave del producto, clave prod serv, cfdi comprobante, lugar de expedicion"""
    )
)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Banco de México's proof of a SPEI, which prints much of what an invoice prints
CEP = re.compile(any_glued("comprobante electronico de pago"))
# our own slip: how and until when to pay it
SLIP = re.compile(
    any_glued(
        """deposita a (la)? cuenta, anote (en|la|su), indique (en|la|su), escriba (en|la|su), deposite (en|a),
        deposito (a)? la cuenta, total a pagar, ya incluye iva, fecha limite, vigencia hasta, valida hasta,
        medios de pago, formas de pago, envie su comprobante, enviar comprobante, realice su pago, efectue su pago,
        puede pagar, pague en, constancia de pago"""
    )
)
# the SAT's certificate of a tax payer
TAX_CERTIFICATE = re.compile(
    any_glued(
        """constancia de situacion fiscal, cedula de identificacion fiscal, datos de identificacion del contribuyente,
        datos del domicilio registrado, registro federal de contribuyentes, estatus en el padron, [il1]d cif"""
    )
)
# an account's list of movements
STATEMENT = re.compile(
    any_glued(
        """estado de cuenta, saldo inicial, saldo final, saldo promedio, fecha de corte, total de depositos,
        total de retiros, saldo anterior, detalle de movimientos, movimientos del periodo, ultimos movimientos,
        mis ultimos movimientos"""
    )
)
MY_ACCOUNTS = re.compile(any_glued("mis cuentas.*ultimos movimientos"))

# --- a screen before the payment ---

# it asks whether all is right; what proves a payment outweighs it
ASKING = re.compile(
    any_glued(
        """confirm(ar|a|e) (tu|su|la|el|los|sus|tus)? (transferencia|pago|operacion|envio|datos|deposito),
        verifi(car|ca|que) (que)? (los|tus|sus)? datos,
        verifi(car|ca|que) (tu|su|la|el|los|sus|tus) (transferencia|pago|operacion|envio|informacion),
        revis(ar|a|e) (los|tus|tu|la|el|sus)? (datos|transferencia|pago|operacion|informacion),
        deseas? (continuar|transferir|realizar|enviar|confirmar), estas? segur, vas a (transferir|enviar|pagar),
        ingresa (tu|su|el)? (token|nip|codigo|clave|contrasena), clave dinamica, continuar con la,
        confirmacion de datos, si estas de acuerdo"""
    )
)
# said only where nothing is sent yet, whatever key or folio the screen already shows
NOT_YET = re.compile(
    any_glued(
        """vista previa, antes de (enviar|confirmar|continuar|transferir|autorizar),
        estas? por (transferir|enviar|pagar|realizar|mandar), vas a (transferir|enviar|pagar|mandar),
        estas? a punto de, no se ha (realizado|enviado), presiona confirmar,
        desli(za|ce) para (enviar|confirmar|transferir|pagar|autorizar), falta autorizar""",
        # but for "aún no se refleja": that one is sent
        """(aun|todavia) no se(?!
            ha (liquidado|acreditado|abonado|aplicado|reflejado|depositado|completado)|
            liquida|acredita|abona|refleja)""",
        """you are about to, youre about to, review (your|the)? (transfer|payment|details),
        confirm (your|the) (transfer|payment|details), slide to (send|pay|confirm), swipe to (send|pay|confirm)""",
    )
)
# whatever else the screen says: step 2 of 3 is not the last
SURELY_NOT_YET = re.compile(
    any_glued("(aun|todavia) no ha (sido)? (enviad|confirmad|autorizad|realizad)") + r"|paso(\d)de(?!\1)\d"
)
# a button, all of its text: to go on; to send
BUTTON = re.compile(
    any_glued(
        """confirmar, continuar, transferir, enviar, pagar, siguiente, autorizar, enviar dinero, transferir ahora,
        enviar ahora, pagar ahora"""
    )
)
CONFIRM = re.compile(
    any_glued(
        """confirmar (transferencia|pago|envio|operacion|y pagar|y enviar)?, (transferir|enviar|pagar) ahora,
        si? (enviar|transferir|pagar), confirm, confirm and send, send money, send now"""
    )
)
# a draft, all of a text
DRAFT = re.compile(
    any_glued(
        """(guardad[oa] (en|como))? borrador(es|guardado)?, (transferencia|pago|operacion|orden|envio) (en)? borrador,
        (transferencia|pago|operacion|orden|envio|archivo|lote|layout)?
            (sin (enviar|concluir|terminar|finalizar)|no enviad[oa]),
        (saved)? draft, not sent (yet)?"""
    )
)
# a file of payments that is only made ready
MADE_READY = re.compile(
    any_glued(
        """precaptura (de|s), prevalidacion, archivo [a-z0-9]{0,20} validado(?! y aplicado),
        pendiente de (cargar|subir|enviar)"""
    )
)

# --- other papers ---

# a sample, a simulation, or nothing found
NO_PROOF = re.compile(
    any_glued(
        """no se (encontro|encontraron) (la)? (informacion|datos|resultados|operacion|el pago),
        no ha recibido una orden de pago, simulacion, simulado, no (es)? valido como comprobante(?! fiscal),
        no es un comprobante de pago, sin valor como comprobante, muestra sin valor, ambiente de prueba,
        (documento|pago|transferencia|operacion) de prueba(?!s? de), (comprobante|transferencia|recibo) de ejemplo"""
    )
)
# what is no receipt where no tracking key stands
OTHER_PAPERS = re.compile(
    any_glued(
        # of a trade: quotes, orders, contracts
        """cotizacion, presupuesto, orden de compra, precio unitario, prefactura, nota de credito, nota de venta,
        nota de remision, lista de precios, contra recibo, pedido fue confirmado, compra exitosa,
        contrato de (prestacion|compraventa|arrendamiento), las partes (acuerdan|convienen|manifiestan),
        clausula (primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima)""",
        # of an office: payrolls, books, policies
        """recibo de nomina, constancia de retencion, poliza de cheque, poliza de seguro, poliza de egresos,
        tabla de amortizacion, solicitud interna""",
        # of an account or a person that is only made known to the bank
        """cuenta registrada, cuenta agregada, alta de cuenta, alta de beneficiario, beneficiario registrado,
        cuenta dada de alta,
        podras (transferirle|transferir a|transferir en|enviarle|enviar a|depositarle|pagarle), diste o? de? alta,
        (registraste|agregaste|diste|guardaste) (de)? (alta)? (la|una|a)? (nueva)? (cuenta|beneficiario|contacto),
        alta (exitosa)? de (cuenta|beneficiario|contacto|tercero),
        (cuenta|beneficiari[oa]|contacto|destinatari[oa]|favorit[oa])
            (nuev[oa]|frecuente|destino|clabe|de terceros|de otro banco)?
            ((guardad|agregad|registrad)[oa] (con)? exito
                |(quedo|fue|ha sido|ya esta|ya quedo|se ha) (guardad|agregad|registrad|anadid|activad|habilitad)[oa]),
        podras (hacer|realizar|enviar|mandar) (le)? (transferencias|transferir|pagos|envios|operaciones|dinero)?
            a (esta|este|el|ella|tu|su) (nuev[oa])? (cuenta|contacto|beneficiari[oa]|destinatari[oa]),
        ya (puedes|podras|puede|podra) (transferir|enviar|depositar|pagar|mandar)le(?! (el|tu|su|este)? comprobante),
        (cuenta|beneficiari[oa]|contacto) (frecuente|nuev[oa]) (guardad|agregad|registrad|anadid)[oa],
        folio de(l)? alta(?! de (la|tu|el)? (operacion|transferencia|pago)),
        nuevo beneficiario (agregado|registrado|guardado), contacto (guardado|agregado), ya puedes transferirle,
        dad[oa] de alta""",
        # of a cash machine or an app
        """recarga exitosa, recarga de tiempo aire, consulta de saldo,
        limites? (de (transferencias?|operacion|envio|pagos?))? (se|fue|fueron|ha sido|han sido)?
            (actualiz|modific|cambi|aument|ajust)(o|aron|ad[oa]s?),
        (actualizaste|modificaste|cambiaste|aumentaste) (tu|tus|el|los)? limites?""",
        # of who asks for money, or reminds of it
        """recordatorio de pago, [tl]e recordamos, aun no se refleja, haga caso omiso,
        solicitud de (pago|cobro|transferencia)(?! enviad| realizad| liquidad| aplicad), genera tu cobro,
        recibir tu pago, aviso de vencimiento, aviso de cobr""",
        # of who offers a loan
        "prestamo preaprobado, oferta de credito",
    )
)
# what the paper tells who reads it: he was paid; in folded text with its spaces
RECEIVED = re.compile(
    any_of(
        r"""\b(recibiste|has recibido|(?<!no )(?<!no se )recibio)
            (un|una|el|la)?\s?(transferencia|deposito|pago|spei|abono|envio|\$),
        \b(deposito|abono)\b[^.$]{0,20}\bpor\s?\$\s?[\d,.]+(\s\w+)?\s(en|a)\s(tu|su)\scuenta,
        \b(te|le) (enviaron|depositaron|transfirieron|mandaron|pagaron)[ ],
        \byou('ve| have)? received\b"""
    )
)
# a template, or a payment that will recur
REPEATED = re.compile(
    any_glued(
        """plantilla de (pago|transferencia), usar (esta)? plantilla, plantilla (guardada|creada),
        (pago|cargo|transferencia) recurrente (activad|cread|registrad|configurad),
        domiciliacion (activad|cread|registrad)"""
    )
)
# a shop gives money back; what tells a transfer may be one that came back
REFUND = re.compile(
    any_glued(
        """te devolvimos, te reembolsamos, te regresamos,
        (reembolso|devolucion|bonificacion|cashback) (de|en|por) [a-z0-9]{2,40} (a|en) (tu|su) (cuenta|tarjeta),
        (reembolso|devolucion) (de|del|por) (tu|su|la|el)? (compra|pedido|mercancia|articulo),
        refund issued, your refund, we have refunded, we refunded"""
    )
)
TRANSFER = re.compile(any_glued("transferencia, spei, beneficiari"))
# a shop's voucher
VOUCHER = re.compile(any_glued("(metodo|forma|medio) de pago (con)? tarjeta"))
# what the bank of a card tells of a purchase
BOUGHT = re.compile(
    any_glued(
        """compra (fue|ha sido)? (aprobad|autorizad|realizad)a, (aprobo|autorizo|registro|realizo) (una|tu|su) compra,
        (hiciste|realizaste) una compra, compra (por|de) [0-9]{1,9} (mxn)? con (tu|su) tarjeta"""
    )
)
# of a till's or a teller's paper, which prints no state; in folded text
TILL = re.compile(
    r"\b"
    + any_of(
        r"""cajer[oa], caja, suc, sucursal, tda, tienda, tiendas, ticket, efectivo, cambio, recibido, terminal, term,
        practicaja, oficina, ventanilla, corresponsal, oxxo, farmacia, farmacias, kiosko, remitente,
        cajeros, aut, autoriz\w*, aprob, secuencia, ficha de, gracias por su, 7-eleven, bancario"""
    )
    + r"\b"
)
# how a receipt is headed, or what its reader did; in folded text
RECEIPT = re.compile(
    r"\W*"
    + any_of(
        """comprobante, recibo de, recibimos tu pago, gracias por tu pago, pagaste, transferiste, enviaste, depositaste,
        traspaso, deposito a, pago (de|a|referenciado), envio spei, cargo por, detalle de (la|tu) operacion"""
    )
    + r"\b|\W*(hola\W+)?(realizaste|hiciste|efectuaste) (un|una|el|la|tu) (?!.*(\berror\b|\?))"
)
NOT_RECEIVED = re.compile(r"\bno (?:se )?(?:lo )?(?:ha )?recibi(?:o|do|eron)\b")
# the status field of what is still to be paid; in folded text with its spaces
UNPAID = re.compile(any_of(r"\b(por|sin) pagar, no pagad, pendiente\s?de\s?pago, \bunpaid, \bvencid, por cobrar"))
# what asks for a payment: only where nothing proves one
TO_PAY = re.compile(
    any_glued(
        """deposit(ar|e|en) a (la|la siguiente)? (cuenta|clabe|cta), transf(erir|iera) a (la)? (cuenta|clabe|cta),
        a mas tardar, fecha limite, orden de servicio, orden de trabajo, favor de depositar, favor de pagar,
        orden de pago (generada|creada|emitida), (esta es)? tu orden de pago"""
    )
)
# a sum that nobody paid: the label of how much may be sent at most, in folded text
LIMIT = re.compile(any_of("limite, maxim, tope"))
# money that its owner took out: only where nobody is paid
WITHDRAWN = re.compile(any_glued("retiro de efectivo, retiro sin tarjeta, retiro exitoso, disposicion de efectivo"))
# what banks tell and offer beside the point: only where nobody is paid
OFFER = re.compile(
    any_glued(
        """limite (diario|mensual|maximo)? (para|de) (tus|sus|mis)? (transferencias|operaciones|pagos|envios) (es|hoy),
        modificar (tu|mi|el)? limite, (credito|prestamo) (fue|ha|sido|ya|esta){0,3} (pre)? (autorizad|aprobad),
        cat promedio"""
    )
)

# --- what speaks of a payment ---

# how a headline calls a transfer or its receipt
TITLE = re.compile(
    any_glued(
        """comprobante (de|electronico|spei|bancario), transferencia(?!s), wire transfer, ficha de deposito,
        recibo de pago"""
    )
)
# any word of paying
OPERATION = re.compile(
    any_glued(
        """transferencia, transferiste, enviaste, spei, deposito, comprobante, envio, transaccion, operacion, traspaso,
        pagaste, orden de pago, recepcion de pago, recibo de pago,
        transfer (sent|confirm|receipt|details|complete|success), wire transfer, payment, dispersion de pago,
        recep(cion)? (de)? pago, (monto|importe) depositado, dep efectivo, pago (bbva|bancario|cie), pagos a tercero,
        (pago|abono|cargo) a (cta|cuenta), you sent, money sent,
        pago (realizado|exitoso|enviado|aplicado|referenciado|de servicio|a terceros|interbancario|a otro|en caja
            |completado)"""
    )
)
# what still asks for money, whatever numbers it prints
ASKS = re.compile(
    any_glued(
        """vence(?!d), vencimiento, pag(a|ue|ar) antes, fecha limite, solicitud (de|para), a pagar, por pagar,
        cobrar(?!on(?!line)), cotizacion, presupuesto, carrito, link de pago, liga de pago, codigo de barras,
        pag(a|ue) (en|con), deposit(a|e) (en|a)"""
    )
)
# somebody made a payment, in running text; a till gave change; a cashier signed
MADE = re.compile(
    any_glued(
        r"""(realizo|efectuo|realizamos|efectuamos|llevo a cabo|ejecutamos|confirmamos la ejecucion)
            [a-z0-9]{0,60}? (transferencia|traspaso|spei|deposito|pago),
        (?<!no)hemos (pagado|transferido|depositado) (por|mediante|via|a|en|el|la) (transferencia|spei|su|importe|suma),
        (?<!no)hemos (efectuado|realizado|enviado|ejecutado) (una|la|el|un|su) (transferencia|traspaso|deposito|pago),
        (efectivo|pago|recibido) \d+ (su)? cambio \d, you (sent|paid|transferred) (exactly)? \d,
        certificacion (de|del) (caja|cajero|pago), sello del cajero, pagado en (caja|ventanilla)"""
    )
)
# a label that is a verb of paying that is done: "Se lo enviaste a"; in folded text with its spaces
DID = re.compile(any_of(r"\W*(se lo |lo )?(mand|envi|transfer|pag|deposit|abon)(aste|iste)\b, you (sent|paid)"))

# in folded text with its spaces: what a sentence about a payment says when it is not simply done
TROUBLE = re.compile(
    r"\b"
    + any_of(
        r"""no, nunca, ni, aun, todavia, regres\w*, vuelta, otra vez, de nuevo, problema\w*, rebot\w*, devol\w*,
        devuel\w*, reinteg\w*, reembols\w*, error\w*, falla\w*, fallo, intent\w*, reintent\w*, procesando, proceso,
        revis\w*, espera\w*, pendiente\w*, deten\w*, reten\w*, bloque\w*, rechaz\w*, cancel\w*, antes de, pronto,
        cuando, manana"""
    )
    + r"\b"
)
OF_MONEY = re.compile(
    r"\b"
    + any_of("transferencia, traspaso, pago, envio, deposito, operacion, spei, orden, dinero, saldo, importe, monto")
    + r"\b"
)
# what every notice says of a payment that its reader did not make
NOT_MINE = re.compile(r"\bsi (?:usted |tu )?no (?:la |lo )?(?:reconoc|realiz|hic|autoriz|solicit|efectu)\w*[^.;]*")
