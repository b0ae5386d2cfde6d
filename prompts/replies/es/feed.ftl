# La página pública
page-skip = Ir a las publicaciones
page-all-posts = Todas las publicaciones
page-older = Publicaciones anteriores
page-empty = Aquí todavía no se ha publicado nada.
page-changed = modificado el { $when }
page-follow = Seguir esta página en un lector de feeds
page-month-count = { $count ->
    [one] { $count } publicación
   *[other] { $count } publicaciones
}
page-picture = Imagen
page-video = Vídeo
page-sound = Grabación de audio
page-missing-title = Esta página no existe
page-missing-text = Puede que la publicación se haya retirado o que la dirección tenga un error.
page-start = A la página de inicio
page-busy-title = Esta página no se puede mostrar ahora mismo
page-busy-text = Inténtelo de nuevo dentro de un minuto.
page-list-title = Páginas públicas
page-list-none = Ningún espacio de trabajo tiene todavía una página pública.

# Lo que puede fallar
breach-feed-link = Ese enlace no es una dirección web. Dame una como https://example.org/sale.
error-feed-disk-full = El disco de tu página está lleno, así que no se publicó nada. Volveré a intentarlo; antes alguien tiene que liberar espacio.
error-feed-read-only = No se puede escribir en la carpeta de tu página, así que no se publicó nada. Volveré a intentarlo; antes hay que permitir la escritura en ella.
error-feed-not-written = No se pudo escribir tu página, así que no se publicó nada. Volveré a intentarlo.
error-feed-unreadable = Ahora mismo no puedo leer la carpeta de tu página, así que no sé si la publicación está en ella.
error-feed-doubtful = El disco avisó de un fallo al guardar tu publicación. Tengo que comprobar si está en tu página.
error-feed-gone = Esa publicación ya no está en tu página, así que no hay nada que cambiar.
error-port-taken = Otro programa usa el puerto { $port } de { $host }. Ciérralo o elige otro puerto.
error-port-refused = El servidor no puede escuchar en { $host }, puerto { $port }. Elige otra dirección u otro puerto.
error-server-start = El servidor no arrancó; su registro dice por qué.
