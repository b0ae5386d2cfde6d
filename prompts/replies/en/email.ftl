# E-mail
email-needs = E-mail is not set up to its end. Set { $missing }.
email-bad-url = ALLIN_EMAIL_SMTP_URL is no address of a mail server. Write it as smtp://user:password@host:587.
email-bad-from = ALLIN_EMAIL_FROM is no e-mail address.
email-bad-domain = ALLIN_EMAIL_DOMAIN is no domain, such as in.example.org.
email-bad-listen = ALLIN_EMAIL_LISTEN is no place to listen at. Write it as host:port, such as 127.0.0.1:8025.
email-cannot-listen = The place in ALLIN_EMAIL_LISTEN cannot be listened on: it is taken, or not allowed. Choose another port.
email-login = The mail server { $host } does not accept our name and password. Correct ALLIN_EMAIL_SMTP_URL.
email-no-tls = The mail server { $host } offers no encryption, so nothing was sent. Use another one.
email-refused = The mail server does not take mail for this address.
email-later = The mail server { $host } does not take mail at the moment. I try again by myself.
email-subject = News from your assistant
email-above = Answer above this line.
email-no-answer = This address cannot be answered.
email-files-left-out = Too large for a mail: { $names }. It is in your other conversations with me.
email-is-it-you =
    A mail with your address asks me: “{ $request }”
    Anybody can write an address into a mail, so I have done nothing yet. Was it you? Answer this mail with “yes” and I do it. If not, you need not do anything.
email-left = All right, I do nothing.
email-some-left-out = Not all of your files came along: I take ten at a time, 20 MB together.
email-yes-words = yes, y, yes please, ok, okay, sure, do it, go ahead, yep
email-no-words = no, n, nope, no thanks, do not, don't
email-unclear = I cannot tell which question that answers, so I have done nothing. Answer the mail with the question itself, with just yes or no, or follow its link.
email-nothing-new = I found no new words in your mail, so I have done nothing. Write above the text that you answer.
email-page-gone = This link no longer counts. Answer the mail, or tell me again what you want.
email-page-ask = For { $address }. It counts once.
email-page-done = I have your answer. What comes of it follows by mail.
email-page-twice = I had that answer already; nothing is done twice.
