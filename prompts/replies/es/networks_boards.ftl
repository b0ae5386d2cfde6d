# Lo que Pinterest y Reddit rechazan, y por qué.
error-pinterest-link = El enlace es demasiado largo para Pinterest, que admite { $limit } caracteres. Dame uno más corto.
error-pinterest-no-such-board = No sé qué tablero de esta cuenta de Pinterest es «{ $board }». Dime su nombre exacto.
error-pinterest-board-gone = Ese tablero no es de esta cuenta de Pinterest, así que no se publicó nada. Elige otro.
error-pinterest-trial = Pinterest solo deja hacer pruebas a la aplicación de esta instalación (Trial access), así que no se publicó nada. Quien la administra debe pedir a Pinterest el Standard access.
error-pinterest-edit = Pinterest no deja que esta aplicación cambie pines. Cámbialo en Pinterest, o bórralo y publícalo de nuevo.
error-reddit-suspended = Reddit ha suspendido esta cuenta, así que no puede publicar.
error-reddit-comment-media = Un comentario en Reddit solo admite texto. Quita la imagen o el vídeo.
error-reddit-file-size = La imagen o el vídeo es demasiado grande para Reddit. Dame un archivo más pequeño.
error-reddit-media-lost = Reddit aceptó la imagen o el vídeo, pero la publicación nunca apareció. Prueba con otro archivo.
error-reddit-held = Ha llegado a { $subreddit }, pero espera allí a que los moderadores la aprueben. No la publiques otra vez; pregúntales si tardan mucho.
error-reddit-removed = Llegó a { $subreddit } y allí la retiraron. Lee las reglas de { $subreddit } o pregunta a sus moderadores antes de intentarlo de nuevo.
error-reddit-edit = En Reddit solo se puede cambiar el texto de las publicaciones de texto y de los comentarios. Borra esta publicación y publícala de nuevo.
error-reddit-no-subreddit = No existe { $subreddit } en Reddit. Elige otro sitio.
error-reddit-not-allowed = Esta cuenta no puede publicar en { $subreddit }. Elige otro sitio o pregunta allí a los moderadores.
error-reddit-kind = { $subreddit } no admite publicaciones de este tipo. Cámbiala (texto, enlace, imagen o vídeo) o elige otro sitio.
error-reddit-flair = { $reason ->
    [missing] { $subreddit } no tiene esa etiqueta. Quítala o elige otra.
   *[other] { $subreddit } pide una etiqueta que conozca: «{ $reason }». Elige una e inténtalo de nuevo.
}
error-reddit-link = Reddit no admite este enlace. Dame otro.
error-reddit-closed = Ya nadie puede responder ahí en Reddit: está cerrado, es demasiado antiguo o se ha borrado.
error-reddit-rules = { $reason ->
    [missing] Va contra las reglas de { $subreddit }. Cámbialo e inténtalo de nuevo.
   *[other] Va contra las reglas de { $subreddit }: «{ $reason }». Cámbialo e inténtalo de nuevo.
}
