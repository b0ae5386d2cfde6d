# De qué se habla fuera: fuentes que se vigilan y lo que las propias redes listan.

progress-looking-at-trends = Miro de qué hablan las redes …
progress-reading-feed = Leo la fuente de { $host } …
ask-address = ¿Cuál es la dirección? Empieza por https://.
ask-feed = ¿Qué fuente? Di su número, o «muestra las fuentes».
ask-region = ¿Qué país?
do-trending-topics = Ver qué está subiendo
do-watch-feed = Vigilar una fuente
do-list-feeds = Mostrar las fuentes
do-remove-feed = Dejar de vigilar una fuente
did-watch-feed = Vigilar una fuente
did-remove-feed = Quitar una fuente
offer-stop-feed = Dejar de vigilarla
offer-watch-again = Volver a vigilarla
trends-nothing-watched = Aún no vigilo nada que me lo diga. Di «vigila la fuente https://…» o conecta una red que muestre sus tendencias.
trends-head = { $feeds ->
    [one] Subiendo en tu fuente ({ $items } noticias, vigilada desde el { $since }):
   *[other] Subiendo en { $feeds } fuentes ({ $items } noticias, vigiladas desde el { $since }):
}
trends-head-about = { $feeds ->
    [one] Subiendo sobre «{ $topic }» en tu fuente ({ $items } noticias, vigilada desde el { $since }):
   *[other] Subiendo sobre «{ $topic }» en { $feeds } fuentes ({ $items } noticias, vigiladas desde el { $since }):
}
trends-none = { $feeds ->
    [one] Nada destaca en tu fuente estos dos días ({ $items } noticias, vigilada desde el { $since }).
   *[other] Nada destaca en tus { $feeds } fuentes estos dos días ({ $items } noticias, vigiladas desde el { $since }).
}
trends-none-about = { $feeds ->
    [one] Nada sobre «{ $topic }» está subiendo en tu fuente ({ $items } noticias, vigilada desde el { $since }).
   *[other] Nada sobre «{ $topic }» está subiendo en tus { $feeds } fuentes ({ $items } noticias, vigiladas desde el { $since }).
}
trends-rise = { $place }. { $name }: en { $recent } de las últimas { $of } noticias, { $times } veces lo de antes
trends-rise-new = { $place }. { $name }: en { $recent } de las últimas { $of } noticias, antes nunca
trends-example = { "" }; por ejemplo «{ $words }»
trends-network-head = { $region ->
    [missing] La propia { $platform } lista (visto { $age }):
   *[other] La propia { $platform } lista para { $region } (visto { $age }):
}
trends-listed = – { $name }, puesto { $place }
trends-listed-new = – { $name }, puesto { $place }, ayer no estaba en la lista
trends-listed-was = – { $name }, puesto { $place }, ayer { $was }
trends-listed-uses = – { $name }: ahora { $uses } usos al día, { $times } veces lo de antes
trends-network-none = { $platform } no lista nada ahora mismo.
trends-network-none-about = { $platform } no lista nada sobre «{ $topic }».
trends-too-early = Aún es pronto: { $feeds }, desde el { $since }. Necesito unos { $days } días y bastantes noticias para saber qué es lo normal.
trends-feed-failed = No pude leer la fuente { $name }: { $reason }
trends-feeds-elsewhere = Fuera, porque no sé si tratan de { $region }: { $feeds }.
trends-network-failed = De { $platform } no sé nada: { $reason }
trends-not-connected = { $count ->
    [one] { $platforms } no está conectado aquí, así que no veo qué es tendencia allí. ¿Lo conecto?
   *[other] { $platforms } no están conectados aquí, así que no veo qué es tendencia allí. ¿Cuál conecto?
}
offer-connect-platform = Conectar { $platform }
trends-not-offered = Desde aquí no se ven las tendencias de: { $platforms }.
feed-watched = Desde ahora vigilo { $name } ({ $host }, { $items } noticias) cada hora. En unos { $days } días podré decir qué sube ahí.
feed-known = Ya vigilo { $name } ({ $host }).
feeds-none = Aún no se vigila ninguna fuente. Di «vigila la fuente https://…».
feeds-head = { $count ->
    [one] Se vigila una fuente:
   *[other] Se vigilan { $count } fuentes:
}
feeds-line = { $region ->
    [missing] { $number }. { $name } ({ $host }): { $state }
   *[other] { $number }. { $name } ({ $host }, { $region }): { $state }
}
feed-state-new = aún sin leer
feed-state-good = vigilada desde el { $since }, leída { $age }
feed-state-failed = no se puede leer. { $reason }
feed-removed = Ya no vigilo { $name }.
feeds-full = No se vigilan más de { $limit } fuentes. Quita antes una: di «muestra las fuentes».
feed-is-no-feed = Lo que hay en { $host } no es una fuente RSS, Atom ni JSON. Busca allí un enlace que se llame RSS o feed.
feed-busy = { $host } pide que lo deje un rato en paz. Lo intento más tarde.
feed-no-such-host = No encuentro el servidor { $host }. Revisa la dirección.
feed-address-inside = { $host } no es una dirección de la red abierta, así que no voy.
feed-slow = { $host } no respondió a tiempo. Lo intento más tarde.
feed-unreachable = { $host } no respondió como debía. Lo intento más tarde.
feed-bad-address = Esa no es una dirección que pueda leer. Empieza por https://.
feed-address-with-password = No guardo direcciones con una contraseña dentro. Dame una sin ella.
feed-too-many-redirects = { $host } me manda de un sitio a otro. Dame la dirección de la propia fuente.
feed-too-large = Lo que hay en { $host } pasa de { $limit } MB, y eso no es una fuente.
feed-gone = En esa dirección de { $host } ya no hay nada. Dame la nueva.
feed-refused = { $host } no me deja leer esa fuente.
watch-slow = { $platform } no respondió a tiempo. Lo intento más tarde.
watch-over = Ya no está conectada.
watch-failed = Algo falló al mirar. Lo intento mañana.
error-region = «{ $region }» no es un país que conozca. Di su nombre, por ejemplo «en España».
error-no-such-feed = Aquí no hay ninguna fuente «{ $feed }». Di «muestra las fuentes» para verlas.
error-which-feed = Encajan varias fuentes: { $numbers }. ¿Cuál quieres decir?
