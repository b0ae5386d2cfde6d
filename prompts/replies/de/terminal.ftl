# Das Terminal: Hinweise, Statuszeile, Kurzbefehle
terminal-hint-choose = Tippe eine Nummer oder sag es mit deinen Worten.
terminal-working = Einen Moment …
terminal-next-due = als Nächstes: { $due }
terminal-next-none = nichts geplant
terminal-embedded = eingebautes Modell
terminal-goodbye = Bis zum nächsten Mal. Geplantes geht hinaus, solange „allin serve“ oder ein Gespräch läuft.
terminal-unknown-command = Diesen Befehl gibt es nicht. Es gibt { $commands }; oder sag einfach, was du möchtest.

# Wörter, nach denen oft der Name einer Plattform folgt
terminal-before-platform = auf bei für und zu

# Wofür ein Kurzbefehl steht; weitere Wörter werden angehängt
terminal-say-help = Hilfe
terminal-say-plan = was ist geplant
terminal-say-drafts = zeig meine Entwürfe
terminal-say-accounts = welche Konten sind verbunden
terminal-say-brand = zeig unser Markenprofil
terminal-say-undo = rückgängig machen

terminal-about-help = was ich kann
terminal-about-plan = was wann hinausgeht
terminal-about-drafts = Beiträge ohne Termin
terminal-about-accounts = wohin Beiträge gehen können
terminal-about-brand = Name, Tonfall und Zielgruppe
terminal-about-undo = die letzte Änderung zurücknehmen
terminal-about-clear = den Bildschirm leeren
terminal-about-quit = beenden

# allin demo
error-no-tour = Der Rundgang ist hier nicht installiert ({ $path } fehlt). Er gehört zum Quelltext des Projekts.
