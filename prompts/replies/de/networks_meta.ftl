# Instagram, Threads und Facebook-Seiten.

error-meta-no-address = { $platform } holt Bilder und Videos von einer öffentlichen Adresse, und ich habe keine. Wer mich betreibt, kann eine setzen (ALLIN_PUBLIC_URL); bis dahin poste das bitte dort von Hand.
error-meta-needs-media = { $platform } nimmt keinen Beitrag ohne Bild oder Video. Füge eines hinzu.
error-meta-restricted = { $platform } hat dieses Konto eingeschränkt. Öffne die { $platform }-App, tu, was sie verlangt, und verbinde das Konto noch einmal.
error-meta-stories-unseen = { $platform } zeigt mir die Storys dieser Seite nicht, weil sie kein Archiv davon führt. Ich sehe von selbst noch einmal nach.
why-not-meta-task = du darfst auf dieser Seite keine Inhalte erstellen. Bitte jemanden, der sie verwaltet, darum, und verbinde sie noch einmal.
why-not-instagram-personal = das ist ein privates Konto. Mach in der Instagram-App ein Business- oder Creator-Konto daraus, und verbinde es noch einmal.
why-not-instagram-not-linked = mit dieser Seite ist kein Instagram-Konto verknüpft. Verknüpfe eines in den Einstellungen der Seite, und verbinde es noch einmal.
sign-in-field-instagram-login = Anmelden mit „instagram“ oder, bei einem mit einer Seite verknüpften Konto, mit „facebook“
