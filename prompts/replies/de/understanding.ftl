# Was das eingebettete Modell sagt, wenn es keinen ausführbaren Auftrag bekommt.
ask-say-something = Ich habe keine Worte verstanden. Was soll ich tun?
ask-which = Ich bin nicht sicher, was gemeint ist. Was davon ist es?
ask-out-of-scope = Das kann ich nicht. Ich schreibe, plane und veröffentliche Posts; mit „Hilfe“ zeige ich, wie.
ask-not-here-yet = { $area ->
    [translate_post] Posts übersetzen kann ich noch nicht.
    [find_influencers] Influencer suchen kann ich noch nicht.
    [generate_image] Bilder machen kann ich noch nicht.
    [generate_video] Videos machen kann ich noch nicht.
    [schedule_when] Auf eine Bedingung warten kann ich noch nicht; für eine feste Zeit planen schon.
    [create_ad] Werbung schalten kann ich nicht.
   *[other] Das kann ich noch nicht.
  }
ok-never-mind = In Ordnung, dann nicht.
say-hello = Hallo! Was sollen wir posten? Mit „Hilfe“ zeige ich, was ich kann.
say-welcome = Gern geschehen.
