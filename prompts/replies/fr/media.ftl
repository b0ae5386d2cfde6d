# Images et vidéos
ask-media = Quelle image ou vidéo ? Envoie-la ici ou donne-moi son adresse https.
ask-media-place = Laquelle des images de la publication ? Par exemple « la deuxième image ».
ask-fit = Comment l’adapter : avec une bordure, recadrée, plus petite, une vidéo plus courte, ou laissée de côté ?
media-in-words = { $kind ->
    [video] vidéo
    [gif] image animée
    [audio] son
    [document] document
   *[image] image
  }{ $size ->
    [missing] {""}
   *[other] {" "}{ $size }
  }{ $seconds ->
    [missing] {""}
   *[other] , { $seconds } s
  }
card-picture = { $what }, texte alternatif : { $alt }
card-picture-no-alt = { $what }, sans texte alternatif
media-what-next = { $count ->
    [one] Bien reçu : { $what }. Qu’est-ce que j’en fais ?
   *[other] Bien reçus : { $what }. Qu’est-ce que j’en fais ?
  }
offer-post-of-it = En faire une publication
offer-add-to-post = L’ajouter à la publication { $number }
offer-fit-pad = Ajouter une bordure pour { $platform }
offer-fit-crop = Recadrer pour { $platform }
offer-fit-trim = Raccourcir la vidéo pour { $platform }
offer-fit-drop = Retirer ce que { $platform } n’accepte pas
offer-leave-out = Pas sur { $platform }
media-post-made = Voici le brouillon { $number } pour { $platforms }. Il n’a pas encore de texte : donne-le entre guillemets ou dis-moi de quoi il s’agit.
media-added = { $count ->
    [one] Ajouté à la publication { $number }.
   *[other] Les { $count } sont ajoutés à la publication { $number }.
  }
media-removed = { $count ->
    [one] J’en ai retiré un de la publication { $number }.
   *[other] J’en ai retiré { $count } de la publication { $number }.
  }
media-described = C’est noté comme texte alternatif de l’image { $place } de la publication { $number }.
media-fitted = La publication { $number } a maintenant sa propre version pour { $platforms } ; l’original ne change pas.
media-fits = Tout convient déjà dans la publication { $number } ; rien n’est changé.
media-cannot-fit = Cela n’aide pas ici, ou n’est pas possible sur cette machine. Rien n’est changé dans la publication { $number } ; essaie autrement ou avec un autre fichier. Les vidéos ont besoin de la partie vidéo : la personne qui gère cette installation l’ajoute avec « make video ».
media-no-alt = Les personnes qui ne la voient pas apprécient un texte alternatif : dis « le texte alternatif est … » avec les mots entre guillemets.
media-post-has-none = La publication { $number } n’a ni image ni vidéo. Envoie-en une ici pour l’ajouter.
media-no-such-place = { $count ->
    [one] La publication n’en a qu’un. Dis lequel.
   *[other] La publication en a { $count }. Dis lequel.
  }
media-alt-too-long = Un texte alternatif a au plus { $limit } caractères ; celui-ci en a { $length }. Dis-le plus court.
media-too-many-at-once = Au plus { $limit } à la fois ; j’ai laissé le reste de côté.
media-gone = L’image { $place } de cette publication n’est plus là. Renvoie-la ou retire-la.
media-none-here = Les images et vidéos ne peuvent pas être utilisées ici.
media-note-other-kind = { $kind ->
    [video] D’après son nom ce serait autre chose, mais c’est une vidéo ; je la prends ainsi.
    [gif] D’après son nom ce serait autre chose, mais c’est une image animée ; je la prends ainsi.
    [audio] D’après son nom ce serait autre chose, mais c’est du son ; je le prends ainsi.
    [document] D’après son nom ce serait autre chose, mais c’est un document ; je le prends ainsi.
   *[image] D’après son nom ce serait autre chose, mais c’est une image ; je la prends ainsi.
  }
media-note-not-cleaned = Je transmets le document tel quel : ce qu’il dit de son auteur y reste.
media-empty = Ce fichier est vide. Renvoie-le, s’il te plaît.
media-broken = Ce fichier est abîmé ou incomplet. Renvoie-le, ou envoie-en un autre.
media-is-page = C’est une page web ou un dessin fait de code (SVG), pas une image qu’un réseau accepte. Envoie-la en JPEG ou PNG.
media-is-archive = C’est une archive. Décompresse-la et envoie les images ou vidéos elles-mêmes.
media-is-program = C’est un programme, pas une image ni une vidéo. Je ne l’ai pas gardé.
media-unknown-type = Je ne connais pas ce type de fichier. Les images passent en JPEG, PNG, WebP ou GIF, les vidéos en MP4, MOV ou WebM.
media-two-in-one = Un autre fichier se cache dans cette image, je ne l’ai donc pas gardée. Enregistre l’image à nouveau et envoie-la.
media-too-large = Ce fichier fait { $size } Mo ; le maximum est de { $limit } Mo. Envoie-en un plus petit.
media-too-many-pixels = Cette image a beaucoup trop de pixels ; le maximum est de { $limit } millions. Envoie-en une plus petite.
media-too-many-frames = Cette image animée est trop longue : { $count } images, alors que { $limit } de cette taille sont déjà beaucoup. Envoie-la en vidéo.
media-heic-not-here = Les photos HEIC ne peuvent pas être lues ici. Envoie-la en JPEG ; ou la personne qui gère cette installation ajoute le paquet « pi-heif ».
media-video-not-here = Les vidéos ne peuvent pas être refaites ici. La personne qui gère cette installation l’ajoute avec « make video » ; ou envoie-en une qui convient déjà.
media-video-cannot = Cette vidéo n’a pas pu être refaite. Envoie-en une autre version.
media-cannot-convert = Un fichier de type { $type } ne peut pas être converti comme il faut. Envoie-le en JPEG, PNG ou MP4.
media-cannot-shrink = Impossible de le réduire assez sans l’abîmer. Envoie-en un plus petit ou plus court.
media-too-short = Cette vidéo est trop courte, et rien ne peut y être ajouté. Envoie-en une plus longue.
media-no-such-file = Il n’y a pas de fichier lisible « { $name } » sur cette machine. Vérifie son chemin.
media-disk-full = Le disque est plein, le fichier n’a pas pu être gardé. Libère de la place et renvoie-le.
media-disk-trouble = Le fichier n’a pas pu être gardé : impossible d’écrire dans ALLIN_HOME. « allin doctor » dit pourquoi.
media-bad-address = Ce n’est pas une adresse où je peux aller chercher. Donne-m’en une comme https://example.org/image.jpg, ou envoie le fichier.
media-address-not-https = Je ne vais chercher qu’à des adresses https. Donne-m’en une, ou envoie le fichier.
media-address-with-password = Cette adresse contient un nom ou un mot de passe, je ne l’ai donc pas utilisée. Envoie le fichier.
media-address-inside = « { $host } » n’est pas sur l’internet ouvert, je n’y vais donc rien chercher. Envoie le fichier.
media-no-such-host = Je ne trouve pas « { $host } ». Vérifie l’adresse, ou envoie le fichier.
media-too-many-redirects = « { $host } » me fait tourner en rond. Donne-moi l’adresse propre du fichier, ou envoie-le.
media-fetch-refused = « { $host } » ne me le donne pas (réponse { $status }). Envoie le fichier.
media-fetch-failed = « { $host } » n’a pas répondu comme il faut. Réessaie plus tard, ou envoie le fichier.
media-fetch-slow = « { $host } » est trop lent. Réessaie plus tard, ou envoie le fichier.
progress-fetching = Je vais le chercher …
progress-fitting = Je l’adapte …
do-make-media-post = Faire une publication d’une image
do-attach-media = Ajouter une image ou une vidéo à une publication
do-remove-media = Retirer une image ou une vidéo d’une publication
do-describe-media = Donner à une image son texte alternatif
do-fit-media = Adapter une image ou une vidéo
did-make-media-post = Le brouillon { $numbers }
did-attach-media = L’ajout à la publication { $numbers }
did-remove-media = Le retrait de la publication { $numbers }
did-describe-media = Le texte alternatif de la publication { $numbers }
did-fit-media = La version adaptée de la publication { $numbers }
breach-needs-media = { $platform } n’accepte pas de publication sans image ni vidéo. Envoie-m’en une.
breach-media-kind = { $kind ->
    [video] { $platform } n’accepte pas de vidéos ici.
    [gif] { $platform } n’accepte pas d’images animées (GIF).
    [audio] { $platform } n’accepte pas de son.
    [document] { $platform } n’accepte pas de documents.
   *[image] { $platform } n’accepte pas d’images ici.
  }
breach-too-many-media = { $kind ->
    [video] { $platform } accepte { $limit } vidéos par publication ; celle-ci en a { $count }.
    [image] { $platform } accepte { $limit } images par publication ; celle-ci en a { $count }.
   *[other] { $platform } accepte { $limit } fichiers par publication ; celle-ci en a { $count }.
  }
breach-media-type = { $platform } n’accepte pas les fichiers de type { $type } (numéro { $place }), et je ne peux pas convertir celui-ci ici. Envoie-le en JPEG ou MP4.
breach-media-bytes = Le numéro { $place } fait { $size } Mo ; { $platform } accepte { $limit } Mo. Envoie-en un plus petit.
breach-media-ratio = { $platform } refuse le format du numéro { $place } ({ $width } × { $height }). Je peux ajouter une bordure ou le recadrer.
breach-media-pixels = { $side ->
    [width] Le numéro { $place } fait { $value } pixels de large ; { $platform } accepte de { $least } à { $most }.
   *[height] Le numéro { $place } fait { $value } pixels de haut ; { $platform } accepte de { $least } à { $most }.
  }
breach-media-seconds = Le numéro { $place } dure { $seconds } secondes ; { $platform } accepte de { $least } à { $most }.
breach-alt-too-long = Le texte alternatif du numéro { $place } a { $length } caractères ; { $platform } en accepte { $limit }.
breach-no-public-address = { $platform } va chercher images et vidéos à une adresse https publique, et cette installation n’en a pas. La personne qui la gère définit ALLIN_PUBLIC_URL.
breach-media-sizes-differ = { $platform } veut toutes les images d’une publication à la même taille. Je peux ajouter des bordures ou les recadrer.
breach-mixed-media = { $platform } accepte soit des images, soit une vidéo dans une publication, pas les deux.
breach-needs-title = { $platform } a besoin d’un titre. Dis-moi lequel.
breach-title-too-long = Le titre est trop long pour { $platform } : { $length } sur { $limit } caractères.
