# Ziele, und Schwellen, bei denen jemand Bescheid bekommen möchte.

ask-target = Welche Zahl willst du erreichen? Zum Beispiel „10.000 Follower“ oder „5 Prozent“.
ask-due = Bis wann? Zum Beispiel „bis 30. Juni“.
ask-threshold = Bei welcher Zahl soll ich Bescheid sagen?
ask-direction = Soll ich Bescheid sagen, wenn die Zahl überschritten oder wenn sie unterschritten wird?
ask-each = Jeder einzelne Beitrag oder alle zusammen?
ask-goal-which = Welches Ziel meinst du?
ask-threshold-which = Welchen Alarm meinst du?
error-goal-past = { $due } ist schon vorbei. Bis zu welchem Tag soll es sein?
error-goal-window = Es kann nicht am { $first } beginnen und am { $last } enden. Von wann bis wann?
error-goal-number = Diese Zahl taugt nicht als Ziel. Prozente liegen zwischen 0 und 100, alles andere liegt über 0.
error-no-such-goal = So ein Ziel gibt es nicht. Sag „zeig unsere Ziele“, um sie zu sehen.
error-no-such-threshold = Darauf achte ich nicht. Sag „zeig meine Alarme“, um zu sehen, worauf ich achte.
error-post-has-no-followers = Ein Beitrag hat keine Follower. Soll ich auf die eines Kontos achten?
error-nowhere-to-tell = Bescheid sagen kann ich nur in einem Gespräch. Bitte mich im Chat darum.
goal-metric-on = { $metric } auf { $platforms }
goal-set = { $due ->
    [missing] Das Ziel steht: { $target } { $what }.
   *[other] Das Ziel steht: { $target } { $what } bis { $due }.
}
goal-replaces = { $due ->
    [missing] Es ersetzt das alte Ziel ({ $target }).
   *[other] Es ersetzt das alte Ziel ({ $target } bis { $due }).
}
goal-told-by-itself = Ich melde mich hier, wenn es erreicht ist, wenn es klar daneben liegt und wie es ausgegangen ist.
goal-not-connected = Auf { $platforms } ist noch kein Konto verbunden, also wird dort nichts gemessen. Sag „verbinde“ und den Namen.
goals-none = Es ist kein Ziel gesetzt. Sag zum Beispiel „unser Ziel sind 5.000 Follower auf Instagram bis Juni“.
goals-head = { $count ->
    [one] Euer Ziel:
   *[other] Eure { $count } Ziele:
}
goal-line = { $due ->
    [missing] { $place }. { $target } { $what }
   *[other] { $place }. { $target } { $what } bis { $due }
}
goal-is = { $due ->
    [missing] Ziel: { $target } { $what }
   *[other] Ziel: { $target } { $what } bis { $due }
}
goal-now = { $done ->
    [missing] Der Stand ist { $value }.{ $source }
   *[other] Der Stand ist { $value }, das sind { $done } des Weges seit { $since }.{ $source }
}
goal-so-far = { $done ->
    [missing] Bisher { $value }, aus den Beiträgen seit { $since }.{ $source }
   *[other] Bisher { $value } ({ $done }), aus den Beiträgen seit { $since }.{ $source }
}
goal-source-posts = { $measured } von { $posts } Beiträgen sind gemessen, der älteste Blick ist { $age } her.
goal-source-post = Der letzte Blick ist { $age } her.
goal-source-level = Der älteste Blick ist { $age } her.
goal-source-base = { $base ->
    [reach] Die Rate ist Interaktionen ÷ Reichweite.
    [impressions] Die Rate ist Interaktionen ÷ Impressionen.
   *[views] Die Rate ist Interaktionen ÷ Aufrufe.
}
goal-source-sample = Das sind Beispieldaten.
goal-standing-unknown = Wie weit es ist, ist unbekannt: Dafür wurde noch nichts gemessen.
goal-rate-unknown = Wie weit es ist, ist unbekannt: Es wurde noch nichts gemessen, oder die Netzwerke teilen durch Verschiedenes. Setz es für ein Netzwerk.
goal-standing-reached = Es ist erreicht.
goal-standing-missed = Es wurde nicht erreicht.
goal-standing-on-track = Auf Kurs: Bis dahin sind etwa { $sight } in Sicht.
goal-standing-behind = Nicht auf Kurs: Bis dahin sind etwa { $sight } in Sicht.
goal-standing-early = Ob das reicht, lässt sich noch nicht sagen.
goal-rate-on-track = Das liegt im Ziel.
goal-rate-behind = Das liegt unter dem Ziel.
goal-rate-reached = Das Ziel wurde gehalten.
goal-rate-missed = Das Ziel wurde nicht gehalten.
goal-pace = Bisher waren es { $pace } am Tag; ab jetzt braucht es { $needed } am Tag.
goal-expected = Die Prognose dafür ist { $middle }, in acht von zehn Fällen zwischen { $low } und { $high }.
goal-no-forecast = Eine Prognose ist noch nicht möglich: Es gibt zu wenig Vorgeschichte.
goal-forecast-too-far = Aus { $days } Tagen Vorgeschichte kann ich bis { $until } vorausschauen, noch nicht bis { $due }. Eine Prognose dafür ist ab { $enough } möglich.
goal-chart-target = Ziel
goal-chart-forecast = Prognose
goal-removed = { $due ->
    [missing] Das Ziel { $target } { $what } ist gestrichen.
   *[other] Das Ziel { $target } { $what } bis { $due } ist gestrichen.
}
goal-reached = Ziel erreicht: { $target } { $what }! Der Stand ist { $value }.{ $source }
goal-behind = { $sight ->
    [missing] Das Ziel { $target } { $what } ist nicht auf Kurs: Der Stand ist { $value }.{ $source }
   *[other] Das Ziel { $target } { $what } bis { $due } ist nicht auf Kurs: Der Stand ist { $value }, in Sicht sind etwa { $sight }.{ $source }
}
goal-ended-reached = Das Ziel { $target } { $what } ist zu Ende, und es wurde erreicht: { $value }.{ $source }
goal-ended-missed = Das Ziel { $target } { $what } ist zu Ende, und es wurde nicht erreicht: { $value }.{ $source }
goal-ended-unknown = Das Ziel { $target } { $what } ist zu Ende. Wie es ausging, ist unbekannt: Dafür wurde nichts gemessen.
threshold-set-above = { $number ->
    [missing] Ich sage hier Bescheid, sobald es { $bound } oder mehr sind: { $what }.
   *[other] Ich sage hier Bescheid, sobald Beitrag { $number } { $bound } oder mehr hat: { $what }.
}
threshold-set-below = { $number ->
    [missing] Ich sage hier Bescheid, sobald es unter { $bound } fällt: { $what }.
   *[other] Ich sage hier Bescheid, sobald Beitrag { $number } unter { $bound } fällt: { $what }.
}
threshold-now = Der Stand ist jetzt { $value }.{ $source }
threshold-now-unknown = Der jetzige Stand ist unbekannt: Es wurde noch nichts gemessen.
threshold-over-already = Diese Linie ist schon überschritten. Ich sage Bescheid, wenn es das nächste Mal passiert.
threshold-there-already = Beitrag { $number } ist schon so weit ({ $bound }, { $what }).
threshold-only-grows = Was bei einem Beitrag gezählt wird, wächst nur, also fällt Beitrag { $number } nicht unter { $bound } ({ $what }). Soll ich auf eine Zahl darüber achten?
threshold-days = Es geht um die Beiträge der letzten sieben Tage.
thresholds-none = Ich achte auf nichts. Sag zum Beispiel „sag mir, wenn Beitrag 4 100 Likes hat“.
thresholds-head = { $count ->
    [one] Darauf achte ich:
   *[other] Auf diese { $count } achte ich:
}
threshold-line-above = { $number ->
    [missing] { $place }. { $what }: ab { $bound } (jetzt { $value })
   *[other] { $place }. { $what } von Beitrag { $number }: ab { $bound } (jetzt { $value })
}
threshold-line-below = { $number ->
    [missing] { $place }. { $what }: unter { $bound } (jetzt { $value })
   *[other] { $place }. { $what } von Beitrag { $number }: unter { $bound } (jetzt { $value })
}
threshold-what = { $number ->
    [missing] { $what } ({ $bound })
   *[other] { $what } von Beitrag { $number } ({ $bound })
}
threshold-stopped = { $count ->
    [one] Ich achte nicht mehr auf { $what }.
   *[other] Ich achte nicht mehr auf: { $what }.
}
threshold-above-post = Beitrag { $number } hat { $bound } überschritten: Der Stand ist { $value } ({ $what }).{ $source }
threshold-below-post = Beitrag { $number } ist unter { $bound } gefallen: Der Stand ist { $value } ({ $what }).{ $source }
threshold-above-level = { $bound } sind überschritten: { $value } { $what }.{ $source }
threshold-below-level = { $bound } sind unterschritten: { $value } { $what }.{ $source }
threshold-above-posts = { $bound } sind überschritten: { $value } { $what }, über die Beiträge der letzten sieben Tage.{ $source }
threshold-below-posts = { $bound } sind unterschritten: { $value } { $what }, über die Beiträge der letzten sieben Tage.{ $source }
threshold-each-set-above = Ich sage hier Bescheid, sobald ein einzelner Beitrag { $bound } oder mehr hat: { $what }. Je Beitrag einmal, auch bei denen der letzten 30 Tage.
threshold-each-set-below = Ich sage hier Bescheid, sobald ein einzelner Beitrag unter { $bound } liegt: { $what }. Je Beitrag einmal, auch bei denen der letzten 30 Tage.
threshold-each-already = { $count ->
    [one] Einer ist schon so weit und wird nicht noch einmal gemeldet. { $posts }.
   *[other] { $count } sind schon so weit und werden nicht noch einmal gemeldet:
    { $posts }
}
threshold-each-closest = { $posts ->
    [one] Der eine Beitrag der letzten 30 Tage ist noch nicht so weit. { $post }.
   *[other] Von den { $posts } Beiträgen der letzten 30 Tage ist noch keiner so weit ({ $measured } gemessen). Am nächsten dran: { $post }.
}
threshold-each-unmeasured = { $posts ->
    [0] In den letzten 30 Tagen ging kein Beitrag hinaus.
    [one] Der eine Beitrag der letzten 30 Tage lässt sich noch nicht beurteilen: Dafür wurde er nicht gemessen.
   *[other] Von den { $posts } Beiträgen der letzten 30 Tage lässt sich noch keiner beurteilen: Dafür wurden sie nicht gemessen.
}
threshold-each-ripe = Eine Rate zählt erst, wenn ein Beitrag einen Tag alt ist; davor entscheidet eine Handvoll Leute.
threshold-each-only-grows = Was gezählt wird, beginnt bei null und wächst nur, also liegt jeder Beitrag anfangs unter { $bound } ({ $what }). Soll ich auf Beiträge über einer Zahl achten oder auf eine Interaktionsrate darunter?
threshold-each-post = { $number ->
    [missing] „{ $words }“ auf { $platform } hat { $value } (gesehen { $age })
   *[other] Beitrag { $number } auf { $platform } hat { $value } (gesehen { $age })
}
threshold-each-more = und { $count } weitere
threshold-each-above = { $count ->
    [one] { $posts }. Damit sind { $bound } erreicht, wie du es wissen wolltest.{ $source }
   *[other] { $count } Beiträge haben { $bound } erreicht, wie du es wissen wolltest.{ $source }
    { $posts }
}
threshold-each-below = { $count ->
    [one] { $posts }. Das ist unter { $bound }, wie du es wissen wolltest.{ $source }
   *[other] { $count } Beiträge liegen unter { $bound }, wie du es wissen wolltest.{ $source }
    { $posts }
}
threshold-line-each-above = { $told ->
    [0] { $place }. { $what } jedes einzelnen Beitrags: ab { $bound }
   *[other] { $place }. { $what } jedes einzelnen Beitrags: ab { $bound } (bisher { $told } gemeldet)
}
threshold-line-each-below = { $told ->
    [0] { $place }. { $what } jedes einzelnen Beitrags: unter { $bound }
   *[other] { $place }. { $what } jedes einzelnen Beitrags: unter { $bound } (bisher { $told } gemeldet)
}
threshold-what-each = { $what } jedes einzelnen Beitrags ({ $bound })
did-set-kpi = Das Setzen eines Ziels
did-remove-kpi = Das Streichen eines Ziels
did-watch-metric = Das Einrichten eines Alarms
did-stop-watching = Das Abschalten eines Alarms
do-set-kpi = Ein Ziel setzen
do-list-kpis = Die Ziele zeigen
do-remove-kpi = Ein Ziel streichen
do-watch-metric = Einen Alarm einrichten
do-list-watches = Die Alarme zeigen
do-stop-watching = Einen Alarm abschalten
metric-impressions = Impressionen
metric-reach = Reichweite
metric-likes = Likes
metric-comments = Kommentare
metric-shares = geteilte Beiträge
metric-saves = gespeicherte Beiträge
metric-clicks = Klicks
metric-views = Aufrufe
metric-watch-time = Wiedergabezeit
metric-followers = Follower
metric-engagement = Interaktionen
metric-engagement-rate = Interaktionsrate
