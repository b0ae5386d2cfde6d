# Modèles de langage hébergés
model-all-down = { $names } ne { $count ->
    [one] répond
   *[other] répondent
} pas pour le moment. Rien n’a été fait ; je continue avec ce que je sais faire moi-même.
model-none-configured = Aucun modèle de langage n’est configuré, je continue donc avec ce que je sais faire moi-même.
