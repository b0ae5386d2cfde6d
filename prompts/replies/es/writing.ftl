# Escribir y cambiar borradores.
writing-not-understood = Eso no sé hacerlo con un texto. Puedo hacerlo más corto o más largo, más amable, más divertido o más formal, añadir o quitar emojis, hashtags o el enlace, cambiar o añadir palabras tuyas y quitar una frase.
writing-nothing-changed = El texto ya está así, no he cambiado nada.
writing-no-link = Todavía no hay ningún enlace. Dime la dirección, por ejemplo «nuestro enlace es https://example.com».
writing-over-limit = Ahora es demasiado largo para { $platform }: { $length } de { $limit } caracteres. ¿Lo acorto?
writing-changed = Hecho. Así queda ahora.
writing-needs-your-words = No invento datos. Dime qué debe decir y lo pongo.
