# Las cuentas de otros junto a las propias.

progress-looking-at-competitors = { $count ->
    [one] Miro esa cuenta …
   *[other] Miro { $count } cuentas …
}
ask-handles = ¿La cuenta de quién? Di su nombre allí, por ejemplo «@bakery».
do-compare-competitors = Comparar con otros
do-watch-competitor = Vigilar a un competidor
do-list-competitors = Mostrar los competidores
do-remove-competitor = Dejar de vigilar a un competidor
did-watch-competitor = Vigilar a un competidor
did-remove-competitor = Quitar a un competidor
offer-watch-competitor = { $count ->
    [one] Vigilarla desde ahora
   *[other] Vigilarlas desde ahora
}
competitors-none = Aún no se vigila a ningún competidor. Di «vigila a @nombre en Instagram» o «compáranos con @nombre».
competitors-head = { $count ->
    [one] Se vigila a un competidor:
   *[other] Se vigila a { $count } competidores:
}
competitors-listed = – { $handle } en { $platform }, seguidores: { $followers } ({ $age })
competitors-table = { $platform }:
competitors-place-both = De { $of } cuentas eres la número { $followers } en seguidores y la número { $each } en interacciones por publicación.
competitors-place-followers = De { $of } cuentas eres la número { $place } en seguidores.
competitors-place-each = De { $of } cuentas eres la número { $place } en interacciones por publicación.
competitors-ours = – tú ({ $handle }): seguidores { $followers }{ $grown }; publicaciones por semana { $week }{ $days }; interacciones por publicación { $each } ({ $age })
competitors-theirs = – { $handle }: seguidores { $followers }{ $grown }; publicaciones por semana { $week }{ $days }; interacciones por publicación { $each } ({ $age })
competitors-grown = { " " }({ $change } desde el { $since })
competitors-days = { $days ->
    [one] { " " }(último día)
   *[other] { " " }(últimos { $days } días)
}
competitors-definition = Las interacciones son { $metrics }, hasta donde ambas partes las muestran, en las publicaciones visibles más nuevas.
competitors-no-interactions = { $platform } no muestra lo bastante de las publicaciones para comparar interacciones.
competitors-sample = Tus propias cifras contienen datos de ejemplo.
competitors-problem = { $handle }: { $reason }
competitors-not-connected = Conecta antes una cuenta en { $platform }; solo puedo mirar allí con una tuya.
competitors-nowhere = Ninguna de tus redes conectadas me deja mirar otras cuentas. Di en qué red, o conecta una.
competitors-full = No se vigila a más de { $limit } competidores. Quita antes a uno: di «muestra los competidores».
competitor-watched = Desde ahora miro a { $handle } en { $platform } cada día. Seguidores hoy: { $followers }.
competitor-known = Ya vigilo a { $handle } en { $platform }. Seguidores: { $followers }.
competitor-on = { $handle } en { $platform }
competitors-removed = Ya no vigilo a { $names }.
error-no-such-competitor = No se vigila a { $handle }. Di «muestra los competidores» para ver a quién sí.
error-handle = «{ $handle }» no es un nombre de cuenta que pueda leer. Dilo como «@bakery», o dame la dirección del perfil.
interaction-likes = me gusta
interaction-comments = comentarios
interaction-shares = compartidos
interaction-saves = guardados
