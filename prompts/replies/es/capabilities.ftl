# Lo que admite una red, y lo que allí no se puede.

network-head = { $platform }, a { $revised } ({ $source }):
network-text = { $hashtags ->
    [missing] Texto: hasta { $characters } caracteres.
   *[other] Texto: hasta { $characters } caracteres y { $hashtags } hashtags.
}
network-media = { $kind ->
    [image] Imágenes
    [gif] Imágenes animadas
    [video] Vídeos
    [audio] Sonido
   *[other] Documentos
}: hasta { $most } ({ $types }){ $size ->
    [missing] { "" }
   *[other] , { $size } MB cada uno
}{ $low ->
    [missing] { "" }
   *[other] , de ancho a alto de { $low } a { $high }
}{ $seconds ->
    [missing] { "" }
   *[other] , como mucho { $seconds } segundos
}
network-no-media = Imágenes y vídeos: ninguno desde aquí.
network-quota = Como mucho { $count } publicaciones en { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    } por cuenta.
network-cost = { $link ->
    [missing] Una publicación cuesta unos { $post } $.
   *[other] Una publicación cuesta unos { $post } $, con enlace unos { $link } $.
}
network-can = Puedo: { $what }.
network-cannot = No puedo: { $what }.
network-by-hand = Allí a mano – { $what }: { $url }
network-handed-over = { $url ->
    [missing] Escribo para ella; tú publicas a mano.
   *[other] Escribo para ella; tú publicas a mano en { $url }
}
ability-thread = hilos
ability-first-comment = un primer comentario
ability-edit = cambiar lo publicado
ability-delete = borrar publicaciones
ability-read-back = comprobar si una publicación está de verdad
ability-comments = leer comentarios
ability-reply = responder comentarios
ability-hide = ocultar comentarios
ability-delete-comment = borrar comentarios
ability-figures = cifras de las publicaciones
ability-account-figures = cifras de la cuenta
ability-daily-figures = cifras de días pasados
ability-history = listar publicaciones anteriores
ability-trends = de qué se habla allí
ability-lookup = cifras públicas de otras cuentas
do-show-network = Ver lo que admite una red
ability-revoke = retirar el acceso
ability-comment = un comentario bajo la propia publicación
ability-community = publicaciones de la comunidad
