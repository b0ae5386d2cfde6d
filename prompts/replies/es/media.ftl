# Imágenes y vídeos
ask-media = ¿Qué imagen o vídeo? Envíalo aquí o dame su dirección https.
ask-media-place = ¿Cuál de las imágenes de la publicación? Por ejemplo «la segunda imagen».
ask-fit = ¿Cómo lo adapto: con borde, recortado, más pequeño, un vídeo más corto o lo dejo fuera?
media-in-words = { $kind ->
    [video] vídeo
    [gif] imagen animada
    [audio] sonido
    [document] documento
   *[image] imagen
  }{ $size ->
    [missing] {""}
   *[other] {" "}{ $size }
  }{ $seconds ->
    [missing] {""}
   *[other] , { $seconds } s
  }
card-picture = { $what }, texto alternativo: { $alt }
card-picture-no-alt = { $what }, sin texto alternativo
media-what-next = { $count ->
    [one] Ya lo tengo: { $what }. ¿Qué hago con ello?
   *[other] Ya los tengo: { $what }. ¿Qué hago con ellos?
  }
offer-post-of-it = Hacer una publicación con ello
offer-add-to-post = Añadirlo a la publicación { $number }
offer-fit-pad = Poner borde para { $platform }
offer-fit-crop = Recortar para { $platform }
offer-fit-trim = Acortar el vídeo para { $platform }
offer-fit-drop = Quitar lo que { $platform } no admite
offer-leave-out = No en { $platform }
media-post-made = Aquí está el borrador { $number } para { $platforms }. Aún no tiene texto: dímelo entre comillas o dime de qué trata.
media-added = { $count ->
    [one] Añadido a la publicación { $number }.
   *[other] Los { $count } están añadidos a la publicación { $number }.
  }
media-removed = { $count ->
    [one] He quitado uno de la publicación { $number }.
   *[other] He quitado { $count } de la publicación { $number }.
  }
media-described = Anotado como texto alternativo de la imagen { $place } de la publicación { $number }.
media-fitted = La publicación { $number } tiene ahora su propia versión para { $platforms }; el original no cambia.
media-fits = En la publicación { $number } ya encaja todo; no he cambiado nada.
media-cannot-fit = Eso no lo arregla o no se puede hacer en este equipo. Nada ha cambiado en la publicación { $number }; prueba otra manera u otro archivo. Los vídeos necesitan la parte de vídeo: quien gestiona esta instalación la añade con «make video».
media-no-alt = Quien no puede verla agradece un texto alternativo: dime «el texto alternativo es …» con las palabras entre comillas.
media-post-has-none = La publicación { $number } no tiene imagen ni vídeo. Envía uno aquí para añadirlo.
media-no-such-place = { $count ->
    [one] La publicación solo tiene uno. Di cuál quieres decir.
   *[other] La publicación tiene { $count }. Di cuál quieres decir.
  }
media-alt-too-long = Un texto alternativo tiene como máximo { $limit } caracteres; este tiene { $length }. Dilo más corto.
media-too-many-at-once = Como máximo { $limit } a la vez; he dejado fuera el resto.
media-gone = La imagen { $place } de esta publicación ya no está. Envíala otra vez o quítala.
media-none-here = Aquí no se pueden usar imágenes ni vídeos.
media-note-other-kind = { $kind ->
    [video] Por su nombre sería otra cosa, pero es un vídeo; así lo tomo.
    [gif] Por su nombre sería otra cosa, pero es una imagen animada; así la tomo.
    [audio] Por su nombre sería otra cosa, pero es sonido; así lo tomo.
    [document] Por su nombre sería otra cosa, pero es un documento; así lo tomo.
   *[image] Por su nombre sería otra cosa, pero es una imagen; así la tomo.
  }
media-note-not-cleaned = Paso el documento tal como está: lo que dice de su autor sigue en él.
media-empty = Ese archivo está vacío. Envíalo otra vez, por favor.
media-broken = Ese archivo está dañado o incompleto. Envíalo otra vez, o envía otro.
media-is-page = Eso es una página web o un dibujo hecho de código (SVG), no una imagen que admitan las redes. Envíala como JPEG o PNG.
media-is-archive = Eso es un archivo comprimido. Descomprímelo y envía las imágenes o los vídeos.
media-is-program = Eso es un programa, no una imagen ni un vídeo. No lo he guardado.
media-unknown-type = No conozco ese tipo de archivo. Las imágenes valen como JPEG, PNG, WebP o GIF; los vídeos, como MP4, MOV o WebM.
media-two-in-one = En esa imagen se esconde otro archivo, por eso no la he guardado. Guarda la imagen de nuevo y envíala.
media-too-large = Ese archivo tiene { $size } MB; el máximo son { $limit } MB. Envía uno más pequeño.
media-too-many-pixels = Esa imagen tiene demasiados píxeles; el máximo son { $limit } millones. Envía una más pequeña.
media-too-many-frames = Esa imagen animada es demasiado larga: { $count } fotogramas, cuando { $limit } de este tamaño ya son muchos. Envíala como vídeo.
media-heic-not-here = Aquí no se pueden leer fotos HEIC. Envíala como JPEG; o quien gestiona esta instalación añade el paquete «pi-heif».
media-video-not-here = Aquí no se pueden rehacer vídeos. Quien gestiona esta instalación lo añade con «make video»; o envía uno que ya encaje.
media-video-cannot = Ese vídeo no se pudo rehacer. Envía otra versión.
media-cannot-convert = Un archivo de tipo { $type } no se puede convertir en lo necesario. Envíalo como JPEG, PNG o MP4.
media-cannot-shrink = No se puede reducir lo suficiente sin estropearlo. Envía uno más pequeño o más corto.
media-too-short = Ese vídeo es demasiado corto y no se le puede añadir nada. Envía uno más largo.
media-no-such-file = En este equipo no hay ningún archivo legible «{ $name }». Revisa la ruta.
media-disk-full = El disco está lleno y no se pudo guardar el archivo. Libera espacio y envíalo otra vez.
media-disk-trouble = No se pudo guardar el archivo: no se puede escribir en ALLIN_HOME. «allin doctor» dice por qué.
media-bad-address = Esa no es una dirección de la que pueda traer algo. Dame una como https://example.org/imagen.jpg o envía el archivo.
media-address-not-https = Solo traigo de direcciones https. Dame una o envía el archivo.
media-address-with-password = Esa dirección contiene un nombre o una contraseña, así que no la he usado. Envía el archivo.
media-address-inside = «{ $host }» no está en la internet abierta, así que no traigo nada de allí. Envía el archivo.
media-no-such-host = No encuentro «{ $host }». Revisa la dirección o envía el archivo.
media-too-many-redirects = «{ $host }» me lleva en círculos. Dame la dirección propia del archivo o envíalo.
media-fetch-refused = «{ $host }» no me lo da (respuesta { $status }). Envía el archivo.
media-fetch-failed = «{ $host }» no respondió como debía. Inténtalo más tarde o envía el archivo.
media-fetch-slow = «{ $host }» va demasiado lento. Inténtalo más tarde o envía el archivo.
progress-fetching = Lo estoy trayendo …
progress-fitting = Lo estoy adaptando …
do-make-media-post = Hacer una publicación con una imagen
do-attach-media = Añadir una imagen o un vídeo a una publicación
do-remove-media = Quitar una imagen o un vídeo de una publicación
do-describe-media = Dar a una imagen su texto alternativo
do-fit-media = Adaptar una imagen o un vídeo
did-make-media-post = El borrador { $numbers }
did-attach-media = Lo añadido a la publicación { $numbers }
did-remove-media = Lo quitado de la publicación { $numbers }
did-describe-media = El texto alternativo de la publicación { $numbers }
did-fit-media = La versión adaptada de la publicación { $numbers }
breach-needs-media = { $platform } no admite publicaciones sin imagen ni vídeo. Envíame uno.
breach-media-kind = { $kind ->
    [video] { $platform } no admite vídeos aquí.
    [gif] { $platform } no admite imágenes animadas (GIF).
    [audio] { $platform } no admite sonido.
    [document] { $platform } no admite documentos.
   *[image] { $platform } no admite imágenes aquí.
  }
breach-too-many-media = { $kind ->
    [video] { $platform } admite { $limit } vídeos por publicación; esta tiene { $count }.
    [image] { $platform } admite { $limit } imágenes por publicación; esta tiene { $count }.
   *[other] { $platform } admite { $limit } archivos por publicación; esta tiene { $count }.
  }
breach-media-type = { $platform } no admite archivos de tipo { $type } (número { $place }) y aquí no puedo convertir este. Envíalo como JPEG o MP4.
breach-media-bytes = El número { $place } tiene { $size } MB; { $platform } admite { $limit } MB. Envía uno más pequeño.
breach-media-ratio = { $platform } no admite la forma del número { $place } ({ $width } × { $height }). Puedo ponerle un borde o recortarlo.
breach-media-pixels = { $side ->
    [width] El número { $place } tiene { $value } píxeles de ancho; { $platform } admite de { $least } a { $most }.
   *[height] El número { $place } tiene { $value } píxeles de alto; { $platform } admite de { $least } a { $most }.
  }
breach-media-seconds = El número { $place } dura { $seconds } segundos; { $platform } admite de { $least } a { $most }.
breach-alt-too-long = El texto alternativo del número { $place } tiene { $length } caracteres; { $platform } admite { $limit }.
breach-no-public-address = { $platform } recoge las imágenes y los vídeos de una dirección https pública, y esta instalación no tiene. Quien la gestiona define ALLIN_PUBLIC_URL.
breach-media-sizes-differ = { $platform } quiere todas las imágenes de una publicación del mismo tamaño. Puedo ponerles bordes o recortarlas.
breach-mixed-media = { $platform } admite imágenes o un vídeo en una publicación, no ambas cosas.
breach-needs-title = { $platform } necesita un título. Dime cuál.
breach-title-too-long = El título es demasiado largo para { $platform }: { $length } de { $limit } caracteres.
