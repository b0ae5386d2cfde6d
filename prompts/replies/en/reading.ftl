# What is asked back where something said was heard badly.
reading-which = Did you say { $said } or { $other }?
reading-check = { $slot ->
    [when] I heard { $said }. Is that the time you mean? Say yes, or tell me another.
    [platforms] I heard { $said }. Is that where you want it? Say yes, or name the platforms.
    [platform] I heard { $said }. Is that the platform you mean? Say yes, or name another.
    [account] I heard { $said }. Is that the account you mean? Say yes, or name another.
    [post] I heard post { $said }. Is that the one you mean? Say yes, or tell me its number.
    [comment] I heard comment { $said }. Is that the one you mean? Say yes, or tell me its number.
    [count] I heard { $said }. Is that how many you want? Say yes, or tell me how many.
   *[other] I heard { $said }. Is that right? Say yes, or tell me what it should be.
  }
reading-again = I am not sure what I heard. Please say it again.
