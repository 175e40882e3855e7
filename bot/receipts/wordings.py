"""The wordings of Mexican banks, apps and tills for the fields of a payment, folded; data.

A field has one text a rank, the more telling wordings first. A space in a wording also stands for nothing (the OCR
glues words), for punctuation and for "de", "la", "su", ...; "numero", "no." may stand before some.
"""

from __future__ import annotations

WORDINGS: dict[str, tuple[str, ...]] = {
    "amount": (
        """
        importe transferido, monto transferido, cantidad transferida, importe transferir, monto transferir, importe
        transferencia, monto transferencia, cantidad transferir, total transferido, importe enviado, monto enviado,
        cantidad enviada, monto envio, importe envio, cantidad depositada, importe depositado, monto depositado,
        importe deposito, monto deposito, total depositado, deposito efectivo, importe abono, importe abonado, monto
        abonado, monto abono, importe spei, monto spei, importe enviar, monto enviar, total transferencia, transfer
        amount, amount paid, wire amount, amount sent, payment amount, amount transferred, transferred amount, sent
        amount, you sent, monto spei enviado, valor transferencia, valor transferido, valor enviado, suma transferida,
        cantidad depositar, importe depositar, monto depositar, importe liquido, monto a transferir, total enviado,
        total a transferir, total transferir, debit amount, credit amount, instructed amount, settlement amount,
        amount credited, cantidad a enviar, monto de envio, importe instruido, monto instruido, importe ordenado,
        monto instruccion, importe instruccion, monto depositado cuenta, importe abonado cuenta, abono beneficiario,
        abono destinatario, suma abonada, suma abonada destinatario,
        suma enviada, suma transferida, importe traspasado, monto traspasado
        """,
        """
        importe operacion, monto operacion, importe pago, monto pago, importe pagado, monto pagado, importe
        movimiento, monto movimiento, cantidad pagada, pago recibido, importe cargo, valor operacion, importe orden,
        monto orden, importe retiro, monto retiro, importe pagar, monto pagar, importe neto, monto transaccion,
        importe transaccion, valor transaccion, valor movimiento, valor pago, importe total pagado por referencia, su
        deposito, su pago de, deposito por, abono por, monto liquidado, importe liquidado
        """,
        """
        importe moneda nacional, importe mxn, monto mxn, importe, monto, cantidad, enviaste, transferiste, pagaste,
        depositaste, se enviaron, has enviado, transferencia por, importe documento, importe recibido, monto recibido,
        mandaste, abonaste, importe efectivo, cargo cuenta, valor, abono, monto a enviar, amount, monto pesos, importe
        pesos, monto en pesos mexicanos, cuanto, envias, impte, mto, cant, vale por, imp
        """,
    ),
    "total": (
        """
        monto total, importe total, total operacion, total pagado, total pago, total pagar, total, gran total, total
        amount, grand total, tot
        """,
    ),
    "fee": (
        """
        comision mas iva, iva comision, comision bancaria, comision servicio, comision, comisiones, costo servicio,
        costo envio, costo operacion, costo, tarifa, wire fee, transfer fee, fee, fees, our fee, cuota, cargo
        servicio, iva, i v a, impuesto, recargo, cargo adicional, service fee, commission, tax, cargo por servicio,
        comision corresponsal, comision deposito, importe comision, importe iva, monto comision, total comision iva,
        comision operacion, comision transferencia, comision pago, comision spei, comision envio, comis, gastos, com,
        charges, comisiones bancarias, bank charges, costo spei, comision oxxo, comision mxn, com servicio, cuota
        servicio, comision establecimiento, comision tienda, comision iva incluido, te cobramos por envio,
        cobro servicio, cobro por servicio, cobro por envio
        """,
    ),
    "other_amount": (
        """
        total cobrado, total cargado, total cargo, cargo total, importe total cargado, monto total cargado, total
        comision, total con comision, total mas comision, importe total cargo, monto total cargo, importe cobrado,
        total retirado, saldo disponible, saldo anterior, saldo inicial, saldo final, saldo actual, saldo nuevo, nuevo
        saldo, saldo despues operacion, saldo antes operacion, saldo cuenta, saldo disp, sdo disp, saldo, disponible,
        efectivo recibido, importe recibido efectivo, cantidad recibida, recibido, efectivo entregado, efectivo, pago
        con, su pago, su cambio, cambio, entregado, tipo cambio, limite diario, limite, subtotal, sub total,
        descuento, cat, interes, intereses, cargos, retiros, depositos, monto maximo, monto minimo, saldo promedio,
        saldo total, available balance, balance, total charged, total debited, cash received, change, total recibido,
        monto recibido efectivo, saldo vencido, limite transferencia, limite por operacion, meta, monto disponible,
        puntos acumulados, puntos acum, puntos, equivalente, saldo puntos, efvo, saldo despues movimiento, saldo antes
        movimiento, saldo momento, saldo restante, saldo posterior, saldo previo, saldo resultante, saldo contable,
        balance after, balance before, saldo despues, saldo antes, saldo cuenta cargo, saldo cuenta origen, saldo
        cuenta retiro, saldo corte, remaining balance, new balance, tu saldo, te quedan, saldo despues pago, saldo
        despues transferencia, saldo despues envio, exchange rate
        """,
    ),
    "reference": (
        """
        referencia numerica emisor, referencia numerica, referencia numerica pago, referencia emisor, referencia
        ordenante, referencia cliente, referencia pago, referencia servicio, referencia cie, referencia convenio,
        referencia deposito, ref numerica, ref num, ref cie, ref pago, ref cliente, ref alfanumerica, referencia
        pagador, linea referencia, referencia beneficiario, referencia empresa, ref emisor, referencia factura,
        referencia 1, referencia depositante, referencia numerica cliente, linea captura, referencia transferencia,
        payment reference, numeric reference, customer reference, payer reference, referencia de abono, clave
        referencia, codigo referencia, referencia depositada, linea pago, identificador pago, dato adicional,
        referencia 7 posiciones, referencia 7 digitos, referencia abono, su referencia, su ref, numero identificacion
        pago, dato referencia, referencia recibo, reference code, customer ref, end to end reference, identificador
        referencia, numero contrato referencia, numero cuenta referencia, folio pago referencia, reference, reference
        for recipient, recipient reference, your reference
        """,
        """
        numero referencia, referencia, referencias, ref, refer, reference number
        """,
    ),
    "bank_reference": (
        """
        referencia interbancaria, referencia bancaria, referencia operacion, referencia movimiento, referencia
        interna, referencia rastreo, referencia autorizacion, referencia unica, referencia banco, referencia cargo,
        referencia spei, referencia transaccion, referencia electronica, referencia sistema, ref interbancaria, ref
        bancaria, ref operacion, ref interna, ref banco, referencia 2, referencia corresponsal, ref movimiento, bank
        reference, internal reference, transaction reference, nuestra ref, nuestra referencia, n ref, referencia
        canal, referencia sucursal, referencia captura, referencia seguimiento, referencia lote, referencia sesion,
        referencia portal, referencia control, referencia cajero, referencia caja, referencia terminal, referencia
        comercio, referencia archivo, referencia aclaracion, referencia aclaraciones, referencia solicitud
        """,
    ),
    "concept": (
        """
        concepto referencia, referencia concepto, motivo referencia, concepto transferencia, concepto pago, concepto
        operacion, concepto envio, concepto deposito, concepto, motivo pago, motivo transferencia, motivo operacion,
        motivo envio, motivo, proposito transferencia, proposito pago, proposito, descripcion pago, descripcion
        transferencia, descripcion concepto, descripcion, leyenda pago, leyenda, mensaje, nota, notas, comentario,
        comentarios, asunto, observaciones, por concepto, detalle pago, descripcion movimiento, mensaje beneficiario,
        mensaje destinatario, nota pago, concepto cobro, detalles pago, detalles of payment, details of payment,
        reference details of payment, payment details, remittance information, memo, payment concept, concept,
        description, note, message, purpose, payment description, what s it for, what it s for, reason for transfer,
        reason, detalle, glosa, texto libre, tu mensaje, razon pago, por que, para que, para que es, concepto 40
        posiciones, referencia texto, texto referencia, concepto cie, referencia alfanumerica, ref alfa, ref alf,
        instrucciones, instrucciones pago, motivo del traspaso, texto, texto concepto, escribiste, tu nota, referencia
        leyenda, ref leyenda, cpto, mensaje para destinatario, mensaje para beneficiario, informacion adicional,
        informacion para beneficiario, informacion pago, datos adicionales, justificacion, observacion, remittance
        info, message to recipient, message for recipient, information to beneficiary, information for beneficiary,
        reason for payment, nota transferencia, notas pago, instrucciones especiales, comentario pago, concepto o
        motivo, motivo o concepto, concepto movimiento, concepto abono, concepto cargo, concepto traspaso, concepto
        spei, concepto ordenante, concepto emisor, leyenda abono, leyenda beneficiario, descripcion operacion,
        descripcion abono, descripcion movimiento, agregaste una nota, tu concepto, payment message, transfer
        description, transfer note, transfer message, invoice memo, supplier memo, texto beneficiario, texto para
        beneficiario, le escribiste, comentaste, anotaste
        """,
    ),
    "date": (
        """
        fecha hora operacion, fecha hora transferencia, fecha hora pago, fecha hora envio, fecha hora deposito, fecha
        operacion, fecha aplicacion, fecha pago, fecha transferencia, fecha deposito, fecha envio, fecha movimiento,
        fecha transaccion, fecha ejecucion, fecha programada, fecha hora aplicacion, fecha realizacion, fecha hora
        movimiento, fecha hora transaccion, fecha hora abono, fecha hora liquidacion, fecha cargo, transfer date,
        payment date, transaction date, date time, operation date, fecha efectiva, dia hora operacion, cuando
        """,
        """
        fecha hora, fecha, realizado el, realizada el, dia hora, fecha liquidacion, fecha abono, fecha valor, date,
        date sent, value date, dia, el dia, fecha hora acuse, fecha acuse, sent on, made on, processed on, paid
        on, completed on
        """,
        """
        fecha captura, fecha autorizacion, fecha hora autorizacion, fecha hora captura, fecha solicitud, fecha alta
        """,
    ),
    "other_date": (
        """
        fecha hora contable, fecha contable, fecha impresion, fecha consulta, fecha emision, fecha vencimiento, fecha
        limite pago, fecha limite, vigencia, fecha corte, fecha expedicion, fecha timbrado, fecha nacimiento, fecha
        hora consulta, fecha hora impresion, vence, periodo, fecha certificacion, fecha hora certificacion,
        vencimiento
        """,
    ),
    "time": (
        """
        hora abono, hora cargo, hora realizacion, hora operacion, hora liquidacion, hora aplicacion, hora
        transferencia, hora envio, hora pago, hora deposito, hora movimiento, hora transaccion, hora, a las, time, hr,
        hra
        """,
    ),
    "tracking_key": (
        """
        clave rastreo spei, clave rastreo, cve rastreo, codigo rastreo, numero rastreo, id rastreo, clave rastreo
        banxico, rastreo spei, rastreo, cve de ras, clave spei rastreo, folio rastreo, clave seguimiento, tracking
        key, tracking number, tracking code, tracking id, spei tracking key, clave de rastreo spei, cep rastreo, bank
        tracking id, rast
        """,
        """
        clave spei
        """,
    ),
    "folio": (
        """
        folio internet, folio orden, folio operacion, folio transferencia, folio pago, folio movimiento, folio unico,
        folio transaccion, folio comprobante, folio spei, folio bancario, folio, confirmation no folio, confirmation
        folio, numero de confirmacion folio, guia cie, fol
        """,
        """
        secuencia, numero operacion, numero movimiento, numero transaccion, id operacion, id transaccion, numero
        orden, codigo operacion, numero comprobante, id transferencia, transaccion, numero secuencia, movimiento,
        identificador operacion, num op, id movimiento, folio autorizacion, transaction id, transaction number,
        transaction ref number, transaction reference number, operation number, receipt number, transfer number,
        transfer id, codigo identificacion, codigo transaccion, identificador transaccion, numero pago, id pago,
        payment id, numero control, codigo pago, clave operacion, confirmation id, numero folio, numero recibo, recibo,
        doc pago, documento pago, numero documento pago, numero doc pago
        """,
        """
        numero confirmacion, codigo confirmacion, clave confirmacion, confirmacion, confirmation number, confirmation
        code, confirmation no, confirmation num
        """,
        """
        numero autorizacion, codigo autorizacion, clave autorizacion, autorizacion, aut, auto, autorizacion numero,
        authorization number, authorization code, authorization, approval code
        """,
    ),
    "payer_account": (
        """
        cuenta retiro, cuenta cargo, cuenta debito, cuenta origen, cuenta ordenante, cuenta clabe ordenante, clabe
        ordenante, cuenta emisora, cuenta emisor, clabe origen, cuenta cliente ordenante, tarjeta origen, tarjeta
        cargo, cuenta donde sale, retirado, tarjeta debito, cuenta pagador, desde cuenta, cuenta desde, mi cuenta,
        source account, from account, account debited, mandaste desde, lo mandaste desde, enviaste desde, sale de,
        salio de, debited account, paid from, se cargo cuenta, cargado cuenta, con cargo cuenta, con cargo a, debit
        account, cuenta adeudo, cargo a, cargado a, cargo en, pagado desde, pagaste desde, pagaste con
        """,
        """
        desde, origen, de cuenta, from
        """,
    ),
    "payer_name": (
        """
        nombre ordenante, ordenante, nombre titular cuenta origen, nombre emisor, enviado por, quien envia, remitente,
        nombre remitente, depositante, nombre depositante, nombre pagador, pagador, titular cuenta, nombre titular,
        nombre cliente ordenante, quien deposita, datos ordenante, cliente ordenante, nombre cliente, sender, sender
        name, payer, sent by, ordering party, nombre quien envia, nombre quien paga, quien paga, nombre quien deposita,
        persona que envia, nombre persona que envia, paid by
        """,
        """
        titular, cliente, de
        """,
    ),
    "payer_bank": (
        """
        institucion ordenante, banco ordenante, banco emisor, institucion emisora, banco origen, institucion origen,
        banco pagador, banco remitente, entidad emisora, banco de quien envia, sender bank, originating bank, sending
        bank
        """,
    ),
    "payee_account": (
        """
        clabe beneficiaria, cuenta clabe beneficiaria, clabe receptora, clabe deposito, clabe abono, clabe
        destinatario, clabe receptor, cuenta clabe receptora, cuenta clabe deposito, tarjeta beneficiario, cuenta
        beneficiario, cuenta beneficiaria, cuenta clabe beneficiario, clabe beneficiario, cuenta destino, cuenta clabe
        destino, clabe destino, cuenta asociada, cuenta deposito, cuenta abono, cuenta receptora, cuenta receptor,
        clabe cuenta beneficiario, cuenta tarjeta beneficiario, cuenta depositar, tarjeta destino, a clabe, a tarjeta,
        cuenta tercero, cuenta donde llega, cuenta destinatario, numero cuenta beneficiario, clabe tarjeta destino,
        cuenta tarjeta destino, cuenta celular destino, a cuenta, cuenta depositada, clabe tarjeta, destino cuenta,
        beneficiary account, destination account, to account, recipient account, account credited, credited account,
        clabe destinataria, se abono cuenta, abonado cuenta, cuenta contraparte, a donde, cuenta persona que recibe,
        en la cuenta, abono a, abonado a, abono en, a la clabe, deposito a, hacia cuenta, a clabe, a tarjeta, paid
        into, destination clabe, cuenta proveedor, clabe proveedor, cuenta comercio, clabe comercio, cuenta negocio,
        cuenta empresa, cuenta acreedor, cuenta vendedor, cuenta establecimiento, cuenta acreditada, cuenta abonada,
        abonar a, abonar en, abonar cuenta, depositar a, depositar en, se deposita en, se deposito en, depositado en,
        depositado a, se abona en, se abono en, se acredita en, acreditado en, acreditado a, clabe acreditada, cuenta
        que recibe, clabe que recibe, tarjeta que recibe, cuenta quien recibe, clabe quien recibe, cuenta
        favorecida, cuenta favorecido, supplier account, vendor account, cuenta quien cobra
        """,
        """
        destino, hacia
        """,
    ),
    "payee_name": (
        """
        nombre beneficiario, beneficiario, destinatario, nombre destinatario, nombre receptor, receptor, benef, a
        favor, nombre tercero, quien recibe, titular destino, titular cuenta destino, para quien, datos beneficiario,
        enviado a, nombre titular destino, nombre cuenta destino, nombre corto, alias, a nombre, beneficiary name,
        beneficiary, recipient, recipient name, payee, sent to, paid to, payee name, mandaste a, lo mandaste a, se lo
        mandaste a, recibe, recibio, destinatario final, a quien, propietario, contraparte, nombre contraparte, nombre
        cuenta beneficiaria, nombre convenio, comercio, nombre comercio, se envio a, enviado a nombre, persona que
        recibe, nombre persona que recibe, a nombre de, a favor de, nombre del comercio, proveedor, nombre
        quien recibe, quien cobra, favorecido, nombre favorecido, supplier, supplier name, vendor, vendor name
        """,
        """
        para, a, pago a, transferencia a, enviaste a, transferiste a, to
        """,
    ),
    "payee_bank": (
        """
        banco destino, banco receptor, institucion beneficiaria, banco participante, banco beneficiario, institucion
        receptora, banco destinatario, institucion destino, entidad receptora, institucion financiera, beneficiary
        bank, entidad bancaria, recipient bank, destination bank, receiving bank, institucion contraparte, banco
        contraparte, banco persona que recibe, del banco, banco quien recibe, banco que recibe, institucion que recibe
        """,
    ),
    "account": (
        """
        cuenta clabe, clabe interbancaria, clabe, numero cuenta, cuenta, cta, no cta, tarjeta, numero tarjeta,
        account, account number, card
        """,
    ),
    "name": (
        """
        nombre, razon social, nombre razon social, name
        """,
    ),
    "bank": (
        """
        banco, institucion, institucion bancaria, institucion credito, bank, entidad
        """,
    ),
    "status": (
        """
        estatus operacion, estado operacion, estado transferencia, estatus transferencia, estado pago, estatus pago,
        estatus, estado, status, situacion, resultado
        """,
    ),
    "currency": (
        """
        tipo moneda, moneda, divisa, currency
        """,
    ),
    "other": (
        """
        rfc curp ordenante, rfc ordenante, rfc beneficiario, rfc curp beneficiario, rfc curp, rfc, curp, telefono,
        tel, celular, sucursal, suc, terminal, cajero, caja, numero convenio, convenio cie, convenio, cie, numero
        cliente, plaza, contrato, numero contrato, usuario, operador, sello digital, sello, numero certificado, numero
        serie, cadena original, cadena cda, tipo operacion, operacion, tipo pago, forma pago, tipo transferencia,
        servicio, empresa, emisora, afiliacion, codigo postal, tipo cuenta, iva incluido, subtotal, correo, email,
        plazo, version, medio entrega, canal, numero empleado, cr, turno, numero cheque, tipo movimiento, atendio,
        ticket, tienda, folio fiscal, uuid, metodo pago, uso cfdi, regimen fiscal, regimen, dispositivo, numero serie
        certificado, tipo cargo, id instruccion, su cuenta con nos, su cuenta con nosotros, numero acreedor, acreedor,
        numero proveedor, sociedad, via pago, phone, type, payment method, transfer type, transaction type, branch
        """,
    ),
}

# These are labels only when they stand alone or before a colon, a sign or a digit: "De", "Para", "Total".
ALONE = """
a, a cuenta, a favor, a nombre, abono, alias, amount, beneficiary, fee, fees, memo, asunto, auto, banco, beneficiario,
caja, cajero, cambio, canal, cantidad, cargo cuenta, cargos, cat, celular, cie, cliente, comentario, comentarios,
confirmacion, contrato, correo, costo, cr, cuenta, cuota, date, de, de cuenta, depositante, depositos, descripcion,
descuento, desde, destinatario, destino, disponible, divisa, efectivo, email, emisor, emisora, empresa, entregado,
enviado a, enviaste a, estado, impuesto, institucion, interes, leyenda, limite, medio entrega, mensaje, mi cuenta,
moneda, motivo, movimiento, nota, notas, operacion, operador, ordenante, origen, pagador, pago a, pago con, pago
recibido, para, periodo, plaza, plazo, proposito, quien envia, quien recibe, rastreo, receptor, recibido, remitente,
resultado, retirado, retiro, retiros, saldo, servicio, situacion, su pago, tarifa, tarjeta, telefono, terminal,
ticket, tienda, titular, transaccion, transferencia a, transferiste a, turno, usuario, valor, vence, version,
vigencia, account, balance, bank, card, change, commission, concept, currency, description, dia, el dia, a las, from,
message, name, note, payee, payer, phone, purpose, recibe, recibio, recipient, reference, sale de, salio de, sender,
tax, time, to, type, authorization, branch, detalle, glosa, texto libre, cuando, cuanto, a quien, a donde, para que,
por que, propietario, contraparte, comercio, envias, instrucciones, texto, equivalente, puntos, su deposito, entidad,
abono a, abono en, abonado a, cargo a, cargado a, cargo en, hr, hra, hacia, escribiste, reason, paid to, a clabe, a
tarjeta, impte, imp, mto, cpto, abonar a, abonar en, depositar a, depositar en, depositado en, depositado a, vale por,
tot, rast, fol, informacion adicional, datos adicionales, justificacion, observacion, informacion pago, com, benef,
ord, autoriz, operac, refer, charges, efvo, recibo, supplier, vendor, favorecido
"""

# What else stands in a label decides whose or which value it is: "Importe de la comisión", "Fecha de corte".
QUALIFIERS: dict[str, tuple[tuple[str, str], ...]] = {
    "amount": (
        ("comision|iva|impuesto|recargo", "fee"),
        (
            "saldo|disponible|maxim|minim|limite|cambio|interes|cobrad|cargad|retenid|descuento|anterior|vencid",
            "other_amount",
        ),
        ("adeud|mensual|restante|pendiente|promedio|bonific|entregad", "other_amount"),
    ),
    "total": (
        ("comision|iva|impuesto|recargo", "other_amount"),
        (r"(?<=de la )transferencia|transferid|traspasad", "amount"),
        (
            "saldo|disponible|cambio|cobrad|cargad|descuento|movimiento|deposito|retiro|adeud|archivo|lote",
            "other_amount",
        ),
    ),
    "reference": (
        (
            "banco|operacion|intern|rastreo|autorizacion|movimiento|interbancari|sistema|transaccion|spei|corresponsal",
            "bank_reference",
        ),
        ("unica|electronica|cajero|recibo", "bank_reference"),
    ),
    "date": (
        (
            "corte|vencimiento|impresion|consulta|emision|nacimiento|expedicion|contable|limite|registro|alta|carta|escrito|aviso",
            "other_date",
        ),
    ),
    "account": (
        ("ordenante|origen|cargo|retiro|emisor|remitente|pagador", "payer_account"),
        ("beneficiari|destin|receptor|abono|deposito|tercero", "payee_account"),
    ),
    "name": (
        ("ordenante|origen|emisor|remitente|pagador", "payer_name"),
        ("beneficiari|destin|receptor|tercero", "payee_name"),
    ),
    "payer_name": (("beneficiari|destin|receptor|tercero", "payee_name"),),
    "bank": (
        ("ordenante|origen|emisor|remitente|pagador", "payer_bank"),
        ("beneficiari|destin|receptor|tercero", "payee_bank"),
    ),
}


def listed(text: str) -> list[str]:
    """Return the wordings of a comma-separated text, each with single spaces."""
    return [" ".join(wording.split()) for wording in text.split(",") if wording.strip()]
