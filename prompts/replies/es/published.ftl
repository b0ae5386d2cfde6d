# Cambiar y retirar lo que ya está publicado.

delete-ask = ¿Borro para siempre la publicación { $number } de { $platforms }?
delete-yes = Sí, bórrala
edit-ask = ¿Cambio la publicación { $number } en { $platforms } exactamente por esto?
edit-yes = Sí, cámbiala
edit-cannot = Lo publicado en { $platforms } no se puede cambiar desde aquí; la publicación { $number } se queda como está.
edit-not-there = En { $platforms } se queda como está: allí no se puede cambiar lo publicado.
edited = { $url ->
    [missing] La publicación { $number } está cambiada en { $platform }.
   *[other] La publicación { $number } está cambiada en { $platform }: { $url }
}
edit-failed = La publicación { $number } no se pudo cambiar en { $platform }. { $reason }
error-not-out = La publicación { $number } no está allí: { $status }.
did-delete-post = La retirada de una publicación
did-edit-post = El cambio de una publicación
publish-processing = { $platform } tiene la publicación { $number } y todavía la está procesando. Te aviso cuando salga.
do-delete-post = Retirar una publicación
do-edit-post = Cambiar algo ya publicado
edit-unconfirmed = { $url ->
    [missing] No sé si el cambio de la publicación { $number } llegó a { $platform }: se perdió la respuesta. Mira allí antes de intentarlo de nuevo.
   *[other] No sé si el cambio de la publicación { $number } llegó a { $platform }: se perdió la respuesta. Mira allí antes de intentarlo de nuevo: { $url }
}
offer-take-down = Retirarla donde está publicada
offer-edit-out = Cambiarla donde está publicada
offer-cancel-instead = Cancelarla

# Answers that were lost.

confirmed = Queda anotado que la publicación { $number } está en { $platforms }. No la envío de nuevo.
resend-ask = ¿Envío otra vez la publicación { $number } a { $platforms }? Di que sí solo si has mirado y no está.
resend-yes = Sí, envíala otra vez
error-not-unconfirmed = No hay dudas sobre la publicación { $number }: { $status }.
delivery-choice-there = Está allí
delivery-choice-again = No está: envíala otra vez
do-confirm-post = Anotar que una publicación está
do-resend-post = Enviar otra vez una publicación perdida
did-confirm-post = La nota de que una publicación está
did-resend-post = El nuevo envío de una publicación
