# Entwürfe schreiben und ändern.
writing-not-understood = Das kann ich mit einem Text nicht machen. Ich kann ihn kürzer oder länger, freundlicher, verspielter oder förmlicher machen, Emojis, Hashtags oder den Link hinzufügen oder entfernen, Wörter von dir ersetzen oder ergänzen und einen Satz streichen.
writing-nothing-changed = Der Text ist schon so, ich habe ihn gelassen, wie er ist.
writing-no-link = Es gibt noch keinen Link. Nenn mir die Adresse, zum Beispiel „unser Link ist https://example.com“.
writing-over-limit = Für { $platform } ist das jetzt zu lang: { $length } von { $limit } Zeichen. Soll ich kürzen?
writing-changed = Erledigt. So liest es sich jetzt.
writing-needs-your-words = Fakten erfinde ich nicht. Sag mir, was drinstehen soll, dann füge ich es ein.
