# Instagram, Threads y páginas de Facebook.

error-meta-no-address = { $platform } recoge las imágenes y los vídeos de una dirección pública, y yo no tengo ninguna. Quien me administra puede poner una (ALLIN_PUBLIC_URL); mientras tanto, publícalo allí a mano.
error-meta-needs-media = { $platform } no admite publicaciones sin imagen ni vídeo. Añade una imagen o un vídeo.
error-meta-restricted = { $platform } ha restringido esta cuenta. Abre la aplicación de { $platform }, haz lo que te pida y vuelve a conectar la cuenta.
error-meta-stories-unseen = { $platform } no me muestra las historias de esta página porque no guarda un archivo de ellas. Volveré a mirar yo solo.
why-not-meta-task = no puedes crear contenido en esta página. Pídeselo a quien la administra y vuelve a conectarla.
why-not-instagram-personal = es una cuenta personal. Conviértela en cuenta de empresa o de creador en la aplicación de Instagram y vuelve a conectarla.
why-not-instagram-not-linked = esta página no tiene ninguna cuenta de Instagram vinculada. Vincula una en los ajustes de la página y vuelve a conectarla.
sign-in-field-instagram-login = Entrar con «instagram» o, si la cuenta está vinculada a una página, con «facebook»
