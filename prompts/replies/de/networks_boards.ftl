# Was Pinterest und Reddit ablehnen, und warum.
error-pinterest-link = Der Link ist zu lang für Pinterest, das { $limit } Zeichen nimmt. Gib mir einen kürzeren.
error-pinterest-no-such-board = Ich weiß nicht, welche Pinnwand dieses Pinterest-Kontos „{ $board }“ ist. Nenn mir ihren genauen Namen.
error-pinterest-board-gone = Diese Pinnwand gehört nicht zu diesem Pinterest-Konto, deshalb wurde nichts gepostet. Wähle eine andere.
error-pinterest-trial = Pinterest lässt die Anwendung dieser Installation nur ausprobieren (Trial access), deshalb wurde nichts gepostet. Wer sie betreibt, beantragt bei Pinterest den Standard access.
error-pinterest-edit = Pinterest lässt diese Anwendung keine Pins ändern. Ändere ihn auf Pinterest, oder lösche ihn und poste ihn neu.
error-reddit-suspended = Reddit hat dieses Konto gesperrt, es kann nicht posten.
error-reddit-comment-media = Ein Kommentar auf Reddit nimmt nur Text. Lass das Bild oder Video weg.
error-reddit-file-size = Das Bild oder Video ist zu groß für Reddit. Gib mir ein kleineres.
error-reddit-media-lost = Reddit hat das Bild oder Video angenommen, aber der Beitrag ist nie erschienen. Versuch es mit einer anderen Datei.
error-reddit-held = Es ist bei { $subreddit } angekommen, wartet dort aber, bis die Moderatoren es freigeben. Poste es nicht noch einmal; frag sie, wenn es lange dauert.
error-reddit-removed = Es ist bei { $subreddit } angekommen und wurde dort entfernt. Lies die Regeln von { $subreddit } oder frag die Moderatoren, bevor du es noch einmal versuchst.
error-reddit-edit = Auf Reddit lassen sich nur die Worte von Textbeiträgen und Kommentaren ändern. Lösche diesen Beitrag und poste ihn neu.
error-reddit-no-subreddit = { $subreddit } gibt es auf Reddit nicht. Wähle einen anderen Ort.
error-reddit-not-allowed = Dieses Konto darf in { $subreddit } nicht posten. Wähle einen anderen Ort, oder frag die Moderatoren dort.
error-reddit-kind = { $subreddit } nimmt keine Beiträge dieser Art. Ändere sie (Text, Link, Bild oder Video), oder wähle einen anderen Ort.
error-reddit-flair = { $reason ->
    [missing] { $subreddit } hat kein solches Flair. Lass es weg oder wähle ein anderes.
   *[other] { $subreddit } verlangt ein Flair, das es dort gibt: „{ $reason }“. Wähle eines und versuch es noch einmal.
}
error-reddit-link = Reddit nimmt diesen Link nicht. Gib mir einen anderen.
error-reddit-closed = Dort kann auf Reddit niemand mehr antworten: Es ist gesperrt, zu alt oder gelöscht.
error-reddit-rules = { $reason ->
    [missing] Es verstößt gegen die Regeln von { $subreddit }. Ändere es und versuch es noch einmal.
   *[other] Es verstößt gegen die Regeln von { $subreddit }: „{ $reason }“. Ändere es und versuch es noch einmal.
}
