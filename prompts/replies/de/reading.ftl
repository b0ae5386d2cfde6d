# Rückfragen, wo etwas Gesagtes schlecht zu hören war.
reading-which = Hast du { $said } oder { $other } gesagt?
reading-check = { $slot ->
    [when] Ich habe { $said } gehört. Meinst du diese Zeit? Sag Ja oder nenne mir eine andere.
    [platforms] Ich habe { $said } gehört. Soll es dorthin? Sag Ja oder nenne die Plattformen.
    [platform] Ich habe { $said } gehört. Meinst du diese Plattform? Sag Ja oder nenne eine andere.
    [account] Ich habe { $said } gehört. Meinst du dieses Konto? Sag Ja oder nenne ein anderes.
    [post] Ich habe Beitrag { $said } gehört. Meinst du diesen? Sag Ja oder nenne mir die Nummer.
    [comment] Ich habe Kommentar { $said } gehört. Meinst du diesen? Sag Ja oder nenne mir die Nummer.
    [count] Ich habe { $said } gehört. Möchtest du so viele? Sag Ja oder nenne mir die Anzahl.
   *[other] Ich habe { $said } gehört. Stimmt das? Sag Ja oder sag mir, wie es heißen soll.
  }
reading-again = Ich bin nicht sicher, was ich gehört habe. Sag es bitte noch einmal.
