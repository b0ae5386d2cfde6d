# Pictures and videos
ask-media = Which picture or video? Send it here, or give me its https address.
ask-media-place = Which one of the post’s pictures? For example “the second picture”.
ask-fit = How shall I make it fit: with a border, cropped, smaller, a shorter video, or left out?
media-in-words = { $kind ->
    [video] video
    [gif] moving picture
    [audio] sound
    [document] document
   *[image] picture
  }{ $size ->
    [missing] {""}
   *[other] {" "}{ $size }
  }{ $seconds ->
    [missing] {""}
   *[other] , { $seconds } s
  }
card-picture = { $what }, alt: { $alt }
card-picture-no-alt = { $what }, no alt text
media-what-next = { $count ->
    [one] I have it: { $what }. What shall I do with it?
   *[other] I have them: { $what }. What shall I do with them?
  }
offer-post-of-it = Make a post of it
offer-add-to-post = Add it to post { $number }
offer-fit-pad = Border around it for { $platform }
offer-fit-crop = Crop it for { $platform }
offer-fit-trim = Shorten the video for { $platform }
offer-fit-drop = Leave out what { $platform } does not take
offer-leave-out = Not on { $platform }
media-post-made = Here is draft { $number } for { $platforms }. It has no words yet: say them in quotes, or tell me what it is about.
media-added = { $count ->
    [one] Added to post { $number }.
   *[other] All { $count } are added to post { $number }.
  }
media-removed = { $count ->
    [one] One is taken off post { $number }.
   *[other] { $count } are taken off post { $number }.
  }
media-described = Noted as the alt text of picture { $place } of post { $number }.
media-fitted = Post { $number } now has its own version for { $platforms }; the original is unchanged.
media-fits = Everything in post { $number } fits already; nothing is changed.
media-cannot-fit = That does not mend it, or cannot be done on this machine. Nothing is changed in post { $number }; try another way or another file. Videos need the video part: whoever runs this installation adds it with “make video”.
media-no-alt = People who cannot see it would be glad of an alt text: tell me “the alt text is …” with the words in quotes.
media-post-has-none = Post { $number } has no picture or video. Send one here to add it.
media-no-such-place = { $count ->
    [one] The post has just one. Say which one you mean.
   *[other] The post has { $count }. Say which one you mean.
  }
media-alt-too-long = An alt text has at most { $limit } characters; this one has { $length }. Say it shorter.
media-too-many-at-once = At most { $limit } at once, please; I left the rest out.
media-gone = Picture { $place } of this post is no longer here. Send it again, or take it off.
media-none-here = Pictures and videos cannot be used here.
media-note-other-kind = { $kind ->
    [video] By its name it should be something else, but it is a video; I take it as one.
    [gif] By its name it should be something else, but it is a moving picture; I take it as one.
    [audio] By its name it should be something else, but it is sound; I take it as that.
    [document] By its name it should be something else, but it is a document; I take it as one.
   *[image] By its name it should be something else, but it is a picture; I take it as one.
  }
media-note-not-cleaned = I pass the document on as it is: what it says of its author stays in it.
media-empty = That file is empty. Please send it again.
media-broken = That file is broken or not complete. Please send it again, or another one.
media-is-page = That is a web page or a drawing made of code (SVG), not a picture a network takes. Send it as JPEG or PNG.
media-is-archive = That is an archive. Please unpack it and send the pictures or videos themselves.
media-is-program = That is a program, not a picture or a video. I did not keep it.
media-unknown-type = I do not know that kind of file. Pictures work as JPEG, PNG, WebP or GIF, videos as MP4, MOV or WebM.
media-two-in-one = Another file hides in that picture, so I did not keep it. Save the picture anew and send that.
media-too-large = That file has { $size } MB; { $limit } MB is the most. Send a smaller one.
media-too-many-pixels = That picture has far too many pixels; { $limit } million is the most. Send a smaller one.
media-too-many-frames = That moving picture is too long: { $count } single pictures, where { $limit } at this size are already much. Send it as a video.
media-heic-not-here = HEIC photos cannot be read here. Send it as JPEG; or whoever runs this installation adds the package “pi-heif”.
media-video-not-here = Videos cannot be remade here. Whoever runs this installation adds that with “make video”; or send one that fits already.
media-video-cannot = That video could not be remade. Send another version of it.
media-cannot-convert = A file of type { $type } cannot be made into what is needed. Send it as JPEG, PNG or MP4.
media-cannot-shrink = It cannot be made small enough without spoiling it. Send a smaller or shorter one.
media-too-short = That video is too short, and nothing can be added to it. Send a longer one.
media-no-such-file = There is no readable file “{ $name }” on this machine. Check its path.
media-disk-full = The disk is full, so the file could not be kept. Free some space and send it again.
media-disk-trouble = The file could not be kept: ALLIN_HOME cannot be written to. Run “allin doctor” to see why.
media-bad-address = That is no address I can fetch from. Give me one like https://example.org/picture.jpg, or send the file itself.
media-address-not-https = I fetch from https addresses only. Give me one, or send the file itself.
media-address-with-password = That address holds a name or password, so I did not use it. Send the file itself.
media-address-inside = “{ $host }” is not on the open internet, so I do not fetch from there. Send the file itself.
media-no-such-host = I cannot find “{ $host }”. Check the address, or send the file itself.
media-too-many-redirects = “{ $host }” sends me round in circles. Give me the file’s own address, or send the file.
media-fetch-refused = “{ $host }” does not give it to me (answer { $status }). Send the file itself.
media-fetch-failed = “{ $host }” did not answer as it should. Try again later, or send the file itself.
media-fetch-slow = “{ $host }” is too slow. Try again later, or send the file itself.
progress-fetching = Fetching it …
progress-fitting = Fitting it …
do-make-media-post = Make a post of a picture
do-attach-media = Add a picture or video to a post
do-remove-media = Take a picture or video off a post
do-describe-media = Give a picture its alt text
do-fit-media = Make a picture or video fit
did-make-media-post = Draft { $numbers }
did-attach-media = Adding to post { $numbers }
did-remove-media = Taking something off post { $numbers }
did-describe-media = The alt text in post { $numbers }
did-fit-media = The fitted version of post { $numbers }
breach-needs-media = { $platform } takes no post without a picture or video. Send me one.
breach-media-kind = { $kind ->
    [video] { $platform } takes no videos here.
    [gif] { $platform } takes no moving pictures (GIF).
    [audio] { $platform } takes no sound.
    [document] { $platform } takes no documents.
   *[image] { $platform } takes no pictures here.
  }
breach-too-many-media = { $kind ->
    [video] { $platform } takes { $limit } videos in a post; this one has { $count }.
    [image] { $platform } takes { $limit } pictures in a post; this one has { $count }.
   *[other] { $platform } takes { $limit } files in a post; this one has { $count }.
  }
breach-media-type = { $platform } does not take files of type { $type } (number { $place }), and I cannot convert this one here. Send it as JPEG or MP4.
breach-media-bytes = Number { $place } has { $size } MB; { $platform } takes { $limit } MB. Send a smaller one.
breach-media-ratio = { $platform } refuses the shape of number { $place } ({ $width } × { $height }). I can put a border around it or crop it.
breach-media-pixels = { $side ->
    [width] Number { $place } is { $value } pixels wide; { $platform } takes { $least } to { $most }.
   *[height] Number { $place } is { $value } pixels high; { $platform } takes { $least } to { $most }.
  }
breach-media-seconds = Number { $place } lasts { $seconds } seconds; { $platform } takes { $least } to { $most }.
breach-alt-too-long = The alt text of number { $place } has { $length } characters; { $platform } takes { $limit }.
breach-no-public-address = { $platform } fetches pictures and videos from a public https address, and this installation has none. Whoever runs it sets ALLIN_PUBLIC_URL.
breach-media-sizes-differ = { $platform } wants all pictures of a post in one size. I can put borders around them or crop them.
breach-mixed-media = { $platform } takes either pictures or a video in one post, not both.
breach-needs-title = { $platform } needs a title. Tell me what it should be.
breach-title-too-long = The title is too long for { $platform }: { $length } of { $limit } characters.
