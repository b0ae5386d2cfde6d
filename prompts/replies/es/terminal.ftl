# El terminal: indicaciones, línea de estado, comandos
terminal-hint-choose = Escribe un número o dilo con tus palabras.
terminal-working = Un momento…
terminal-next-due = lo próximo: { $due }
terminal-next-none = nada planificado
terminal-embedded = modelo integrado
terminal-goodbye = Hasta la próxima. Lo planificado sale mientras esté en marcha «allin serve» o una conversación.
terminal-unknown-command = Ese comando no existe. Están { $commands }; o di simplemente lo que quieres.

# Palabras tras las que suele venir el nombre de una plataforma
terminal-before-platform = en para a y

# Lo que abrevia cada comando; las demás palabras se añaden al final
terminal-say-help = ayuda
terminal-say-plan = qué hay planificado
terminal-say-drafts = muestra mis borradores
terminal-say-accounts = qué cuentas están conectadas
terminal-say-brand = muestra nuestro perfil de marca
terminal-say-undo = deshacer

terminal-about-help = lo que puedo hacer
terminal-about-plan = qué sale y cuándo
terminal-about-drafts = publicaciones sin fecha
terminal-about-accounts = adónde pueden ir las publicaciones
terminal-about-brand = nombre, voz y público
terminal-about-undo = deshacer el último cambio
terminal-about-clear = limpiar la pantalla
terminal-about-quit = salir

# allin demo
error-no-tour = El recorrido no está instalado aquí (falta { $path }). Viene con el código fuente del proyecto.
