# Sprachmodelle im Netz
model-all-down = { $names } { $count ->
    [one] antwortet
   *[other] antworten
} gerade nicht. Es ist nichts geschehen; ich mache mit dem weiter, was ich selbst kann.
model-none-configured = Es ist kein Sprachmodell eingerichtet, also mache ich mit dem weiter, was ich selbst kann.
