# Was über Alexa gesagt wird
alexa-welcome = Hallo! Was möchtest du? Zum Beispiel: Entwirf einen Post über den Herbstverkauf.
alexa-what-else = Was möchtest du?
alexa-again = Sag mir, was du möchtest, oder sag Stopp.
alexa-help = Sag es mit deinen Worten: „Entwirf einen Post über den Herbstverkauf“, „Plane ihn für morgen um neun“ oder „Zeig mir den Plan“. Was möchtest du?
alexa-not-heard = Das habe ich nicht verstanden. Beginne mit dem, was du willst, etwa entwirf, plane oder zeige. Was möchtest du?
alexa-nothing-asked = Ich habe dich gerade nichts gefragt. Was möchtest du?
alexa-nothing-said = Es gibt noch nichts zu wiederholen. Was möchtest du?
alexa-still-asking = Ich warte noch auf deine Antwort. { $question }
alexa-still-waiting = Ich warte noch auf deine Antwort.
alexa-done = Erledigt.
alexa-rest-in-app = Der Rest steht in der Alexa-App.
alexa-link-in-app = Der Link steht in der Alexa-App.
alexa-in-app = Die Antwort steht in der Alexa-App.
alexa-bye = In Ordnung.
alexa-stopped = Ich höre auf. Was vorher getan wurde, steht in deinem Chat.
alexa-slow = Das dauert etwas länger. Ich mache weiter, und du findest die Antwort in deinem Chat.
alexa-private = Das ist nur für dich, deshalb sage ich es hier nicht. Frag mich noch einmal in deinem Chat.
alexa-link = Ich kenne dich noch nicht. Öffne die Alexa-App: Dort ist eine Karte, mit der du mich mit dir verknüpfst.
alexa-trouble = Bei mir ist etwas schiefgegangen. Versuch es gleich noch einmal.
# Die Seite, auf der jemand Alexa verknüpft
alexa-page-title = „{ $program }“ hereinlassen?
alexa-page-what = Wer mit ihr spricht, könnte lesen, entwerfen und planen wie du und deine Posts laut hören.
alexa-page-where = Du kommst zurück zu { $place }. Wenn du das nicht selbst in der Alexa-App begonnen hast, schließ diese Seite.
alexa-page-code = Dein Code
alexa-page-allow = Hereinlassen
alexa-page-refuse = Nein
alexa-page-how = Den Code bekommst du dort, wo ich dich schon kenne: Schreib mir dort „Gerät koppeln“. Er gilt zehn Minuten.
alexa-page-wrong = Dieser Code zählt nicht: Er ist falsch, benutzt oder zu alt. Tippe ihn noch einmal oder hol einen neuen.
alexa-page-gone = Diese Seite ist vorbei
alexa-page-again = Beginne noch einmal in der Alexa-App, in den Einstellungen des Skills.
# Für den, der die Installation betreibt
alexa-skill-id = ALLIN_ALEXA_SKILL_ID ist keine Skill-ID. Sie beginnt mit amzn1.ask.skill. und steht in der Entwicklerkonsole.
alexa-no-linking = Ohne Kontoverknüpfung könnte niemand den Skill benutzen: Setze ALLIN_ALEXA_CLIENT_ID, und ALLIN_ALEXA_CLIENT_SECRET mit mindestens { $count } Zeichen.
alexa-not-encrypted = Alexa spricht nur über HTTPS mit uns, und { $address } ist das nicht. Setze ALLIN_PUBLIC_URL auf deine https-Adresse.
