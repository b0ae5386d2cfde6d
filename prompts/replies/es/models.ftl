# Modelos de lenguaje externos
model-all-down = { $names } no { $count ->
    [one] responde
   *[other] responden
} ahora mismo. No se ha hecho nada; sigo con lo que sé hacer por mi cuenta.
model-none-configured = No hay ningún modelo de lenguaje configurado, así que sigo con lo que sé hacer por mi cuenta.
