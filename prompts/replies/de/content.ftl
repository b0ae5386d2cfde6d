# Wie ein Text ist, bevor er rausgeht.

progress-analysing = Ich lese ihn genau …
do-analyze-content = Einen Text prüfen
ask-text-or-post-id = Welchen Text soll ich prüfen? Gib mir die Worte oder die Nummer eines Beitrags.
content-mood = { $language ->
    [missing] { $mood ->
        [positive] Er klingt erfreut; welche Sprache es ist, kann ich nicht sagen.
        [negative] Er klingt verärgert; welche Sprache es ist, kann ich nicht sagen.
       *[neutral] Er klingt sachlich; welche Sprache es ist, kann ich nicht sagen.
    }
   *[other] { $mood ->
        [positive] { $language }; der Text klingt erfreut.
        [negative] { $language }; der Text klingt verärgert.
       *[neutral] { $language }; der Text klingt sachlich.
    }
}
content-reading = { $level ->
    [very-easy] Sehr leicht zu lesen: Das kann man mit { $age } Jahren.
    [easy] Leicht zu lesen: Das kann man mit { $age } Jahren.
    [plain] Gut lesbar, etwa ab { $age } Jahren.
    [hardish] Etwas schwer zu lesen, etwa ab { $age } Jahren.
    [hard] Schwer zu lesen, etwa ab { $age } Jahren.
   *[other] Sehr schwer zu lesen, auch für Erwachsene.
}
content-reading-unknown = Wie leicht er sich liest, kann ich nicht sagen: Er ist zu kurz, oder ich habe kein Maß für seine Sprache.
content-length-on = { $platform } { $length } von { $limit }
content-lengths = Zeichen: { $parts }.
content-voice = Er klingt so sehr nach dir wie { $place } % deiner letzten { $posts } Beiträge.
content-voice-few = { $posts ->
    [0] Ob er nach dir klingt, kann ich noch nicht sagen: Ich kenne noch keinen Beitrag von dir und brauche { $fewest }.
    [one] Ob er nach dir klingt, kann ich noch nicht sagen: Ich kenne einen Beitrag von dir und brauche { $fewest }.
   *[other] Ob er nach dir klingt, kann ich noch nicht sagen: Ich kenne { $posts } Beiträge von dir und brauche { $fewest }.
}
content-topics = Es geht um { $topics }.
content-first = Am meisten bringt: { $hint }
content-also = Außerdem: { $hint }
content-nothing = Ich sehe nichts, was geändert werden müsste.
offer-add-hashtags = Hashtags dazu
offer-no-exclamation = Ohne Ausrufezeichen
offer-call-to-action = Aufforderung dazu
offer-no-emoji = Ohne Emojis
instruction-add-hashtags = mit Hashtags
instruction-no-exclamation = ohne Ausrufezeichen
instruction-call-to-action = mit einer Handlungsaufforderung
instruction-no-emoji = ohne Emojis
hint-alt = { $count ->
    [one] Ein Bild hat keine Beschreibung; wer es nicht sieht, und die Suche, wissen nichts davon.
   *[other] { $count } Bilder haben keine Beschreibung; wer sie nicht sieht, und die Suche, wissen nichts davon.
}
hint-too-long = { $length } Zeichen sind mehr, als { $platform } nimmt ({ $limit }).
hint-long = { $length } Zeichen sind viel für { $platform }, wo etwa { $usual } zu Ende gelesen werden.
hint-hashtags-limit = { $platform } nimmt { $limit } Hashtags, und es sind { $count }.
hint-hashtags-many = { $count } Hashtags wirken auf { $platform } wie Spam; üblich sind höchstens { $most }.
hint-hashtags-few = Ein, zwei Hashtags mehr helfen, auf { $platform } gefunden zu werden; üblich sind { $fewest }.
hint-link-dead = Ein Link im Text lässt sich auf { $platform } nicht antippen. Setz ihn ins Profil oder in den ersten Kommentar.
hint-title-missing = { $platform } will einen Titel, und dort sucht die Suche zuerst.
hint-title-over = Der Titel hat { $length } Zeichen, und { $platform } nimmt { $limit }.
hint-title-long = Von den { $length } Zeichen des Titels zeigen Suchergebnisse nur etwa { $shown }.
hint-title-short = Der Titel hat nur { $length } Zeichen; da ist Platz, um zu sagen, worum es geht.
hint-title-topic = Im Titel steht „{ $topic }“ nicht, und danach würde man suchen.
hint-title-capitals = Ein Titel in Großbuchstaben wirkt geschrien und wie Werbung.
hint-long-sentences = Die Sätze haben im Schnitt { $words } Wörter. Kürzere versteht man sofort.
hint-hard-words = Viele lange Wörter machen ihn schwer. Kürzere sagen dasselbe.
hint-capitals = Wörter in Großbuchstaben wirken geschrien, und Vorleseprogramme buchstabieren sie.
hint-exclamations = { $count } Ausrufezeichen schwächen einander. Eines reicht.
hint-opening = „{ $topic }“ kommt spät: Von einem längeren Text sieht man zuerst nur etwa { $shown } Zeichen.
hint-voice-meaning = Er handelt von etwas anderem oder sagt es anders als deine übrigen Beiträge.
hint-no-action = Er sagt nicht, was man als Nächstes tun soll: vorbeikommen, bestellen, antworten.
hint-emoji = { $count } Emojis sind schwer zu lesen und werden einzeln vorgelesen.
hint-hashtag-case = Schreib #{ $tag } mit Großbuchstaben darin, damit Vorleseprogramme die Wörter trennen können.
hint-voice = { $what ->
    [length] { $more ->
        [more] Er ist länger, als deine Beiträge sonst sind.
       *[less] Er ist kürzer, als deine Beiträge sonst sind.
    }
    [sentence] { $more ->
        [more] Seine Sätze sind länger als deine sonst.
       *[less] Seine Sätze sind kürzer als deine sonst.
    }
    [word] { $more ->
        [more] Seine Wörter sind länger als deine sonst.
       *[less] Seine Wörter sind kürzer als deine sonst.
    }
    [emoji] { $more ->
        [more] Er hat mehr Emojis als deine Beiträge sonst.
       *[less] Er hat weniger Emojis als deine Beiträge sonst.
    }
    [hashtags] { $more ->
        [more] Er hat mehr Hashtags als deine Beiträge sonst.
       *[less] Er hat weniger Hashtags als deine Beiträge sonst.
    }
    [links] { $more ->
        [more] Deine Beiträge haben selten einen Link, dieser hat einen.
       *[less] Deine Beiträge haben sonst einen Link, dieser hat keinen.
    }
    [questions] { $more ->
        [more] Er fragt mehr als deine Beiträge sonst.
       *[less] Deine Beiträge fragen sonst etwas, dieser nicht.
    }
    [exclamations] { $more ->
        [more] Er hat mehr Ausrufezeichen als deine Beiträge sonst.
       *[less] Er hat weniger Ausrufezeichen als deine Beiträge sonst.
    }
    [capitals] { $more ->
        [more] Er hat mehr Wörter in Großbuchstaben als deine Beiträge sonst.
       *[less] Er hat weniger Wörter in Großbuchstaben als deine Beiträge sonst.
    }
   *[other] Er ist in einer anderen Art geschrieben als deine Beiträge sonst.
}
