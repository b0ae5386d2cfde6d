# Hosted language models
model-all-down = { $names } { $count ->
    [one] does not answer
   *[other] do not answer
} right now. Nothing was done; I carry on with what I can do myself.
model-none-configured = No language model is set up, so I go by what I can do myself.
