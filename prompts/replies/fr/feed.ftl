# La page publique
page-skip = Aller aux publications
page-all-posts = Toutes les publications
page-older = Publications plus anciennes
page-empty = Rien n’a encore été publié ici.
page-changed = modifié le { $when }
page-follow = Suivre cette page dans un lecteur de flux
page-month-count = { $count ->
    [one] { $count } publication
   *[other] { $count } publications
}
page-picture = Image
page-video = Vidéo
page-sound = Enregistrement audio
page-missing-title = Cette page n’existe pas
page-missing-text = La publication a peut-être été retirée, ou l’adresse contient une faute de frappe.
page-start = Vers la page d’accueil
page-busy-title = Cette page ne peut pas être affichée pour le moment
page-busy-text = Veuillez réessayer dans une minute.
page-list-title = Pages publiques
page-list-none = Aucun espace de travail n’a encore de page publique.

# Ce qui peut échouer
breach-feed-link = Ce lien n’est pas une adresse web. Donne-m’en une comme https://example.org/sale.
error-feed-disk-full = Le disque de ta page est plein, donc rien n’a été publié. Je réessaierai ; quelqu’un doit d’abord y faire de la place.
error-feed-read-only = Le dossier de ta page n’accepte pas l’écriture, donc rien n’a été publié. Je réessaierai ; il faut d’abord y autoriser l’écriture.
error-feed-not-written = Ta page n’a pas pu être écrite, donc rien n’a été publié. Je réessaierai.
error-feed-unreadable = Le dossier de ta page est illisible pour le moment, je ne peux donc pas dire si la publication s’y trouve.
error-feed-doubtful = Le disque a signalé une erreur pendant l’enregistrement de ta publication. Je dois vérifier si elle est sur ta page.
error-feed-gone = Cette publication n’est plus sur ta page, il n’y a donc rien à modifier.
error-port-taken = Le port { $port } de { $host } est utilisé par un autre programme. Arrête-le ou choisis un autre port.
error-port-refused = Le serveur ne peut pas écouter sur { $host }, port { $port }. Choisis une autre adresse ou un autre port.
error-server-start = Le serveur n’a pas démarré ; son journal dit pourquoi.
