# X und LinkedIn.

error-x-edit-plan = Auf { $platform } können nur Abonnenten einen Beitrag bearbeiten. Lösche ihn und poste ihn neu, oder lass ihn so.
error-x-edit-media = Einen Beitrag mit Bild oder Video kann ich auf { $platform } nicht bearbeiten. Ändere ihn dort von Hand.
error-x-edit-over = { $platform } lässt einen Beitrag nur eine halbe Stunde lang und fünfmal bearbeiten, das ist vorbei. Lösche ihn und poste ihn neu, oder lass ihn so.
error-x-credits = Das Entwicklerkonto bei { $platform } hat kein Guthaben mehr, darum wurde nichts gesendet. Wer diese Installation betreibt, muss es auf developer.x.com aufladen.
error-x-app = { $platform } erlaubt das unserer Anwendung nicht. Wer diese Installation betreibt, muss ihr Projekt und ihren Tarif auf developer.x.com prüfen.
error-x-privacy = { $platform } zeigt jeden Beitrag allen. Sag, dass er öffentlich sein darf, oder lass { $platform } weg.
error-x-no-draft = { $platform } nimmt von hier keine Entwürfe an. Sag, dass ich ihn posten soll, oder lass ihn als Entwurf bei mir.
error-linkedin-scopes = Unsere Anwendung bei { $platform } darf darum nicht bitten. Für Seiten braucht es eine Anwendung, die nur das Produkt Community Management hat, für das eigene Profil eine mit „Share on LinkedIn“ und „Sign In with LinkedIn“. Wer diese Installation betreibt, muss die richtige einrichten.
error-linkedin-privacy = { $platform } kann diesen Beitrag nicht so wenigen zeigen. Eine Seite postet immer für alle, dein Profil für alle oder für deine Kontakte. Sag mir, was davon.
error-linkedin-no-draft = { $platform } nimmt von hier keine Entwürfe an. Sag, dass ich ihn posten soll, oder lass ihn als Entwurf bei mir.
error-linkedin-comment-long = Ein Kommentar auf { $platform } hat Platz für { NUMBER($limit) } Zeichen. Kürze ihn.
why-not-linkedin-role = Mit deiner Rolle auf dieser Seite kannst du nicht posten. Bitte jemanden aus ihrer Verwaltung, dich zum Content-Admin zu machen.
sign-in-field-linkedin-pages = Um als Seite zu posten, schreib hier ihren Namen; für dein eigenes Profil lass das leer
