# La página en la que se ven los datos según cambian.

live-link = Aquí tienes la página en directo, solo para ti. El enlace la abre durante un cuarto de hora: { $link }
error-no-live-page = En esta instalación no hay página en directo.
live-title = Datos en directo
live-title-of = { $workspace }: datos en directo
live-needs-link = Esta página necesita un enlace propio. Di «muéstrame la página en directo» donde hablas conmigo.
live-link-over = Este enlace ha caducado. Di «muéstrame la página en directo» donde hablas conmigo y tendrás otro.
live-no-page = No existe esa página.
live-span = Cuántos días
live-days = { $count } días
live-status-live = en directo
live-status-waiting = conectando …
live-status-ended = terminado; pide otro enlace
live-changed = Los datos han cambiado.
live-no-script = Vuelve a cargar la página para ver datos más nuevos.
live-sample = Son datos de ejemplo, inventados para probar.
live-nothing = Todavía no se ha medido nada. Conecta una cuenta y los datos aparecerán aquí solos.
live-before = { $change ->
    [missing] { $count } días antes: { $before }
   *[other] { $change } frente a los { $count } días anteriores ({ $before })
}
live-source = { $base ->
    [missing] { $measured } de { $posts } publicaciones, consulta más antigua hace { $age }
   *[other] { $measured } de { $posts } publicaciones, ÷ { $base ->
        [reach] alcance
        [impressions] impresiones
       *[views] visualizaciones
    }, consulta más antigua hace { $age }
}
live-source-level = Consultado hace { $age }
live-source-none = Sin medir
live-chart = { $metric }: aumento por día
live-chart-label = { $total } en total; se conocen { $known } de { $days } días. La tabla de abajo tiene cada día.
live-chart-note = Lo que ganaron todas las publicaciones cada día. A rayas: nadie miró, así que no se sabe.
live-bar = { $day }: { $value }
live-table = Mostrar como tabla
live-day = Día
live-goals = Objetivos
live-goal-now = { $value }: { $standing }
live-standing-unknown = desconocido
live-standing-early = pronto para saberlo
live-standing-reached = alcanzado
live-standing-on-track = va bien
live-standing-behind = va mal
live-standing-missed = no alcanzado
live-posts = Últimas publicaciones
live-post = publicación { $number }
live-looked = Consultado hace { $age }
live-not-yet = Aún sin medir
live-gone = ya no está
live-see = Verla allí
live-as-of = Datos del { $clock }
live-access = Enviar conversiones desde un programa
live-access-how = Firmad cada mensaje con esta clave y no la compartáis. El mismo pedido enviado dos veces cuenta una.
do-open-insights = Abrir la página en directo
