# Instagram, Threads et pages Facebook.

error-meta-no-address = { $platform } va chercher les images et les vidéos à une adresse publique, et je n’en ai pas. La personne qui m’administre peut en définir une (ALLIN_PUBLIC_URL) ; d’ici là, publie ceci là-bas à la main.
error-meta-needs-media = { $platform } n’accepte pas de publication sans image ni vidéo. Ajoutes-en une.
error-meta-restricted = { $platform } a restreint ce compte. Ouvre l’application { $platform }, fais ce qu’elle demande, puis reconnecte le compte.
error-meta-stories-unseen = { $platform } ne me montre pas les stories de cette page, car elle n’en garde pas d’archive. Je regarde à nouveau de moi-même.
why-not-meta-task = tu ne peux pas créer de contenu sur cette page. Demande-le à une personne qui l’administre, puis reconnecte-la.
why-not-instagram-personal = c’est un compte personnel. Transforme-le en compte professionnel ou créateur dans l’application Instagram, puis reconnecte-le.
why-not-instagram-not-linked = aucun compte Instagram n’est lié à cette page. Lies-en un dans les paramètres de la page, puis reconnecte-la.
sign-in-field-instagram-login = Se connecter avec « instagram » ou, pour un compte lié à une page, avec « facebook »
