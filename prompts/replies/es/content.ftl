# Cómo es un texto antes de salir.

progress-analysing = Lo leo con atención …
do-analyze-content = Revisar un texto
ask-text-or-post-id = ¿Qué texto reviso? Dame las palabras o el número de una publicación.
content-mood = { $language ->
    [missing] { $mood ->
        [positive] Suena contento; no sé decir en qué idioma está.
        [negative] Suena molesto; no sé decir en qué idioma está.
       *[neutral] Suena neutro; no sé decir en qué idioma está.
    }
   *[other] { $mood ->
        [positive] Idioma: { $language }; suena contento.
        [negative] Idioma: { $language }; suena molesto.
       *[neutral] Idioma: { $language }; suena neutro.
    }
}
content-reading = { $level ->
    [very-easy] Muy fácil de leer: se puede con { $age } años.
    [easy] Fácil de leer: se puede con { $age } años.
    [plain] Lectura normal, desde unos { $age } años.
    [hardish] Algo difícil de leer, desde unos { $age } años.
    [hard] Difícil de leer, desde unos { $age } años.
   *[other] Muy difícil de leer, también para adultos.
}
content-reading-unknown = No sé decir si se lee con facilidad: es muy corto, o no tengo medida para su idioma.
content-length-on = { $platform } { $length } de { $limit }
content-lengths = Caracteres: { $parts }.
content-voice = Suena tanto a ti como el { $place } % de tus últimas { $posts } publicaciones.
content-voice-few = { $posts ->
    [0] Aún no sé si suena a ti: no conozco ninguna publicación tuya y necesito { $fewest }.
    [one] Aún no sé si suena a ti: conozco una publicación tuya y necesito { $fewest }.
   *[other] Aún no sé si suena a ti: conozco { $posts } publicaciones tuyas y necesito { $fewest }.
}
content-topics = Trata de { $topics }.
content-first = Lo que más vale cambiar: { $hint }
content-also = Además: { $hint }
content-nothing = No veo nada que haya que cambiar.
offer-add-hashtags = Añadir hashtags
offer-no-exclamation = Sin exclamaciones
offer-call-to-action = Añadir una llamada a la acción
offer-no-emoji = Sin emojis
instruction-add-hashtags = añade hashtags
instruction-no-exclamation = sin exclamaciones
instruction-call-to-action = con una llamada a la acción
instruction-no-emoji = sin emojis
hint-alt = { $count ->
    [one] una imagen no tiene descripción; quien no la ve, y los buscadores, no saben nada de ella.
   *[other] { $count } imágenes no tienen descripción; quien no las ve, y los buscadores, no saben nada de ellas.
}
hint-too-long = { $length } caracteres son más de los que admite { $platform } ({ $limit }).
hint-long = { $length } caracteres son muchos para { $platform }, donde se leen hasta el final unos { $usual }.
hint-hashtags-limit = { $platform } admite { $limit } hashtags, y hay { $count }.
hint-hashtags-many = { $count } hashtags parecen spam en { $platform }; lo normal son { $most } como mucho.
hint-hashtags-few = uno o dos hashtags más ayudan a encontrarlo en { $platform }; lo normal son { $fewest }.
hint-link-dead = un enlace en el texto no se puede tocar en { $platform }. Ponlo en el perfil o en el primer comentario.
hint-title-missing = { $platform } quiere un título, y los buscadores miran ahí primero.
hint-title-over = el título tiene { $length } caracteres, y { $platform } admite { $limit }.
hint-title-long = de los { $length } caracteres del título los buscadores muestran unos { $shown }.
hint-title-short = el título tiene solo { $length } caracteres; hay sitio para decir de qué trata.
hint-title-topic = el título no dice «{ $topic }», que es lo que la gente buscaría.
hint-title-capitals = un título en mayúsculas parece un grito, y publicidad.
hint-long-sentences = las frases tienen { $words } palabras de media. Las más cortas se entienden a la primera.
hint-hard-words = muchas palabras largas lo hacen pesado. Otras más cortas dicen lo mismo.
hint-capitals = las palabras en mayúsculas parecen gritos, y los lectores de pantalla las deletrean.
hint-exclamations = { $count } signos de exclamación se quitan fuerza. Con uno basta.
hint-opening = «{ $topic }» llega tarde: de un texto largo al principio solo se ven unos { $shown } caracteres.
hint-voice-meaning = habla de algo, o lo dice de un modo, que no es el de tus otras publicaciones.
hint-no-action = no dice qué hacer después: pasar, pedir, contestar.
hint-emoji = { $count } emojis cuestan de leer, y se leen en voz alta uno a uno.
hint-hashtag-case = escribe #{ $tag } con mayúsculas dentro, para que los lectores de pantalla separen las palabras.
hint-voice = { $what ->
    [length] { $more ->
        [more] es más largo que lo que sueles publicar.
       *[less] es más corto que lo que sueles publicar.
    }
    [sentence] { $more ->
        [more] sus frases son más largas que las tuyas de siempre.
       *[less] sus frases son más cortas que las tuyas de siempre.
    }
    [word] { $more ->
        [more] sus palabras son más largas que las tuyas de siempre.
       *[less] sus palabras son más cortas que las tuyas de siempre.
    }
    [emoji] { $more ->
        [more] tiene más emojis que tus publicaciones de siempre.
       *[less] tiene menos emojis que tus publicaciones de siempre.
    }
    [hashtags] { $more ->
        [more] tiene más hashtags que tus publicaciones de siempre.
       *[less] tiene menos hashtags que tus publicaciones de siempre.
    }
    [links] { $more ->
        [more] tus publicaciones casi nunca llevan enlace, y esta sí.
       *[less] tus publicaciones suelen llevar un enlace, y esta no.
    }
    [questions] { $more ->
        [more] pregunta más que tus publicaciones de siempre.
       *[less] tus publicaciones suelen preguntar algo, y esta no.
    }
    [exclamations] { $more ->
        [more] tiene más exclamaciones que tus publicaciones de siempre.
       *[less] tiene menos exclamaciones que tus publicaciones de siempre.
    }
    [capitals] { $more ->
        [more] tiene más palabras en mayúsculas que tus publicaciones de siempre.
       *[less] tiene menos palabras en mayúsculas que tus publicaciones de siempre.
    }
   *[other] está escrito de otro modo que tus publicaciones de siempre.
}
