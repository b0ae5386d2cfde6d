# Lo que dice el modelo incorporado cuando no recibe una orden que pueda cumplir.
ask-say-something = No he entendido ninguna palabra. ¿Qué hago?
ask-which = No estoy seguro de lo que quieres decir. ¿Cuál de estas cosas es?
ask-out-of-scope = Eso no lo puedo hacer. Escribo, programo y publico posts; di «ayuda» para ver cómo.
ask-not-here-yet = { $area ->
    [translate_post] Todavía no puedo traducir publicaciones.
    [find_influencers] Todavía no puedo buscar influencers.
    [generate_image] Todavía no puedo crear imágenes.
    [generate_video] Todavía no puedo crear vídeos.
    [schedule_when] Todavía no puedo esperar a una condición; sí puedo programar para una hora.
    [create_ad] No puedo contratar publicidad.
   *[other] Todavía no puedo hacer eso.
  }
ok-never-mind = De acuerdo, lo dejamos.
say-hello = ¡Hola! ¿Qué publicamos? Di «ayuda» para ver lo que sé hacer.
say-welcome = De nada.
