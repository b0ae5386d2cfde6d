# Lo que aportan las publicaciones: enlaces con seguimiento, resultados y gasto, y lo que vuelve.

ask-money = ¿Cuánto fue? Por ejemplo, «200 euros».
ask-currency = ¿En qué moneda están los importes? Por ejemplo, euros o dólares.
ask-campaign = ¿Qué campaña? Di su nombre, por ejemplo, «la oferta de otoño».
ask-attribution = ¿A quién se le atribuye: al último contacto, al primero, a todos por igual, sobre todo al primero y al último, o según Markov o Shapley?
error-no-address = Con eso no puedo hacer un enlace. Dame una dirección que empiece por https://.
error-spend-number = Un importe debe ser mayor que 0. ¿Cuánto fue?
progress-reading-results = Estoy leyendo { $name } …
progress-crediting = Estoy calculando a quién se le atribuye …
link-head = { $count ->
    [one] Este es el enlace:
   *[other] Estos son los { $count } enlaces:
}
link-line = { $platform }: { $link }
link-short-counts = Los enlaces cortos cuentan cuántas veces se siguen, por días y sin nada sobre quién los sigue.
link-put = Ya están en la publicación { $number }, cada uno en el texto de su plataforma.
link-not-clickable = En { $platforms } nadie puede tocar un enlace en el texto. Ponlo en el perfil o di dónde está.
results-no-file = Envíame el archivo con los resultados (CSV o XLSX, como lo exportan GA4, Shopify, Stripe o un gestor de anuncios) y di «importa estos resultados».
results-no-columns = No encuentro ninguna tabla de resultados en este archivo. Necesita una columna con la fecha y otra con clics, conversiones, ingresos o gasto.
results-nothing = No encuentro resultados en { $name }.
results-bad-event = El evento { $place } no se puede leer.
results-no-day = sin fecha
results-no-number = un número que no se puede leer
results-imported = { $count ->
    [one] He tomado una línea de { $name }: { $what }.
   *[other] He tomado { $count } líneas de { $name }: { $what }.
}
results-span = Van del { $first } al { $last }.
results-doubtful = Fechas como 01/02 se pueden leer de dos maneras; he tomado primero el mes.
results-skipped = { $count ->
    [one] He dejado fuera un pedido sin pagar o reembolsado.
   *[other] He dejado fuera { $count } pedidos sin pagar o reembolsados.
}
results-left-out = { $count ->
    [one] Queda fuera la línea { $numbers } ({ $reasons }).
   *[other] Quedan fuera { $count } líneas ({ $numbers }; { $reasons }).
}
results-again = Si vuelves a importar el mismo periodo, los datos nuevos sustituyen a estos.
results-kind-clicks = clics
results-kind-conversion = conversiones
results-kind-lost = recorridos sin conversión
results-kind-spend = gasto
spend-added = { $campaign ->
    [missing] { $platforms ->
        [missing] Anotado: { $amount } gastados { $during }.
       *[other] Anotado: { $amount } gastados en { $platforms } { $during }.
    }
   *[other] { $platforms ->
        [missing] Anotado: { $amount } gastados en la campaña «{ $campaign }» { $during }.
       *[other] Anotado: { $amount } gastados en la campaña «{ $campaign }» en { $platforms } { $during }.
    }
}
return-day = el { $day }
return-days = del { $first } al { $last }
return-no-campaign = { $known ->
    [missing] No sé nada de una campaña «{ $campaign }». Haz sus enlaces conmigo o importa sus resultados.
   *[other] No sé nada de una campaña «{ $campaign }». Conozco: { $known }.
}
return-nothing = No sé de clics, conversiones ni gasto { $during }. Impórtalos («importa estos resultados») o di cuánto gastasteis.
return-nothing-there = Nada de eso llegó por { $platforms }.
return-head = { $campaign ->
    [missing] Lo que volvió { $during }:
   *[other] Lo que trajo la campaña «{ $campaign }» { $during }:
}
return-conversions = { $known ->
    [no] conversiones desconocidas
   *[yes] { $count ->
        [one] { $value } conversión
       *[other] { $value } conversiones
    }
}
return-clicks = { $known ->
    [no] clics desconocidos
   *[yes] { $count ->
        [one] { $value } clic
       *[other] { $value } clics
    }
}
return-whole = { $revenue ->
    [missing] En total: { $conversions }, ingresos desconocidos
   *[other] En total: { $conversions }, { $revenue } de ingresos
}{ $spend ->
    [missing] , gasto desconocido
   *[other] , { $spend } gastados
}{ $each ->
    [missing] { "" }
   *[other] , { $each } por conversión
}{ $back ->
    [missing] .
   *[other] , { $back } de vuelta por cada 1 gastado.
}
return-line = { $channel }: { $clicks }, { $conversions }{ $revenue ->
    [missing] { "" }
   *[other] , { $revenue } de ingresos
}{ $spend ->
    [missing] { "" }
   *[other] , { $spend } gastados
}{ $each ->
    [missing] { "" }
   *[other] , { $each } por conversión
}{ $back ->
    [missing] { "" }
   *[other] , { $back } de vuelta por cada 1
}
return-model-last = El mérito es del último canal antes de cada conversión.
return-model-first = El mérito es del primer canal de cada recorrido.
return-model-linear = Todos los contactos de un recorrido comparten el mérito por igual.
return-model-position = El primer y el último contacto reciben un 40 % cada uno y los de en medio comparten un 20 %; si son dos, la mitad cada uno.
return-model-markov = Markov: el mérito de un canal es cuántas conversiones se perderían sin él, si el paso siguiente depende solo de dónde está cada uno.
return-model-shapley = Shapley: el mérito de un canal es lo que aporta de media en todos los órdenes; cada grupo de canales vale lo que convierte sin los demás.
return-one-channel = Cada recorrido que conozco tiene un solo canal, así que todas las formas de atribuir dan lo mismo.
return-graph-lost = { $count ->
    [one] Se cuenta un recorrido que no llevó a nada.
   *[other] Se cuentan { $count } recorridos que no llevaron a nada.
}
return-graph-won-only = Solo conozco recorridos que acabaron en conversión, así que no se sabe cuántos perdió cada canal.
return-sampled = Con más de { $limit } canales se estima con órdenes sorteados, siempre los mismos.
return-unknown = De { $count } de las { $whole } conversiones no se conoce el canal; no se atribuyen a ninguno.
return-undivided = Se gastaron { $spend } sin canal concreto; no se reparten.
return-currencies = Los importes en monedas distintas no se suman ni se dividen entre sí.
return-parts = Del gasto de un periodo más largo he tomado los días que caen en este.
return-clicks-imported = Los clics son los del archivo importado, donde los hay.
return-clicks-short-links = Los clics en enlaces cortos cuentan cada vez que se siguen, sin los robots conocidos.
return-clicks-network = Los clics son los que cuenta la red en las publicaciones, donde no se sabe otra cosa.
return-age = El resultado más reciente llegó hace { $age }.
return-no-cause = Esto muestra lo que pasó antes de una venta, no que fuera la causa.
did-track-link = La creación de un enlace con seguimiento
did-import-results = La importación de resultados
did-add-spend = La anotación de un gasto
do-track-link = Crear un enlace con seguimiento
do-import-results = Importar resultados
do-add-spend = Anotar un gasto
do-show-return = Mostrar el retorno
