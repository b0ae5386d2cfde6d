# E-Mail
email-needs = E-Mail ist noch nicht fertig eingerichtet. Setze { $missing }.
email-bad-url = ALLIN_EMAIL_SMTP_URL ist keine Adresse eines Mailservers. Schreib sie so: smtp://name:passwort@host:587.
email-bad-from = ALLIN_EMAIL_FROM ist keine E-Mail-Adresse.
email-bad-domain = ALLIN_EMAIL_DOMAIN ist keine Domain wie in.example.org.
email-bad-listen = ALLIN_EMAIL_LISTEN ist kein Ort zum Lauschen. Schreib ihn als host:port, etwa 127.0.0.1:8025.
email-cannot-listen = An dem Ort in ALLIN_EMAIL_LISTEN lässt sich nicht lauschen: Er ist belegt oder nicht erlaubt. Nimm einen anderen Port.
email-login = Der Mailserver { $host } nimmt Namen und Passwort nicht an. Berichtige ALLIN_EMAIL_SMTP_URL.
email-no-tls = Der Mailserver { $host } bietet keine Verschlüsselung an, also wurde nichts gesendet. Nimm einen anderen.
email-refused = Der Mailserver nimmt für diese Adresse keine Mails an.
email-later = Der Mailserver { $host } nimmt gerade keine Mails an. Ich versuche es von selbst wieder.
email-subject = Neues von deinem Assistenten
email-above = Antworte über dieser Zeile.
email-no-answer = An diese Adresse kann man nicht antworten.
email-files-left-out = Zu groß für eine Mail: { $names }. Du findest es in deinen anderen Gesprächen mit mir.
email-is-it-you =
    Eine Mail mit deiner Adresse bittet mich: „{ $request }“
    Eine Adresse kann jeder in eine Mail schreiben, also habe ich noch nichts getan. Warst du das? Antworte auf diese Mail mit „ja“, dann mache ich es. Wenn nicht, brauchst du nichts zu tun.
email-left = Gut, ich tue nichts.
email-some-left-out = Nicht alle deine Dateien sind mitgekommen: Ich nehme zehn auf einmal, zusammen 20 MB.
email-yes-words = ja, j, ja bitte, ok, okay, jo, mach das, mach es, gerne, klar
email-no-words = nein, nee, nein danke, nicht, lass es
email-unclear = Ich weiß nicht, welche Frage du damit beantwortest, also habe ich nichts getan. Antworte auf die Mail mit der Frage selbst, nur mit ja oder nein, oder folge ihrem Link.
email-nothing-new = In deiner Mail habe ich keine neuen Worte gefunden, also habe ich nichts getan. Schreib über den Text, auf den du antwortest.
email-page-gone = Dieser Link gilt nicht mehr. Antworte auf die Mail oder sag mir noch einmal, was du möchtest.
email-page-ask = Für { $address }. Es zählt einmal.
email-page-done = Deine Antwort ist da. Was daraus wird, kommt per Mail.
email-page-twice = Diese Antwort hatte ich schon; nichts wird zweimal getan.
