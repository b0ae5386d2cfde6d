# Lo que se pregunta cuando algo dicho no se oyó bien.
reading-which = ¿Has dicho { $said } o { $other }?
reading-check = { $slot ->
    [when] He oído { $said }. ¿Es esa la hora que quieres? Di sí o dime otra.
    [platforms] He oído { $said }. ¿Lo quieres ahí? Di sí o dime las plataformas.
    [platform] He oído { $said }. ¿Es esa la plataforma? Di sí o dime otra.
    [account] He oído { $said }. ¿Es esa la cuenta? Di sí o dime otra.
    [post] He oído publicación { $said }. ¿Es esa? Di sí o dime su número.
    [comment] He oído comentario { $said }. ¿Es ese? Di sí o dime su número.
    [count] He oído { $said }. ¿Quieres esa cantidad? Di sí o dime cuántos.
   *[other] He oído { $said }. ¿Es correcto? Di sí o dime cómo debe ser.
  }
reading-again = No estoy seguro de lo que he oído. Dilo otra vez, por favor.
