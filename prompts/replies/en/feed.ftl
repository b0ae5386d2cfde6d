# The public page
page-skip = Skip to the posts
page-all-posts = All posts
page-older = Older posts
page-empty = Nothing has been published here yet.
page-changed = changed { $when }
page-follow = Follow this page in a feed reader
page-month-count = { $count ->
    [one] { $count } post
   *[other] { $count } posts
}
page-picture = Picture
page-video = Video
page-sound = Sound recording
page-missing-title = There is no such page
page-missing-text = The post may have been taken down, or the address has a typing error.
page-start = To the start page
page-busy-title = This page cannot be shown right now
page-busy-text = Please try again in a minute.
page-list-title = Public pages
page-list-none = No workspace has a public page yet.

# What can go wrong
breach-feed-link = That link is no web address. Give me one like https://example.org/sale.
error-feed-disk-full = The disk that holds your page is full, so nothing was published. I will try again; somebody has to make room there first.
error-feed-read-only = Your page's folder cannot be written to, so nothing was published. I will try again; whoever runs this installation has to allow writing first.
error-feed-not-written = Your page could not be written, so nothing was published. I will try again.
error-feed-unreadable = Your page's folder cannot be read at the moment, so I cannot tell whether the post stands on it.
error-feed-doubtful = The disk reported a fault while your post was being saved. I have to look whether it stands on your page.
error-feed-gone = That post no longer stands on your page, so there is nothing to change.
error-port-taken = Port { $port } on { $host } is in use by another program. Stop that program, or choose another port.
error-port-refused = The server may not listen on { $host }, port { $port }. Choose another address or port.
error-server-start = The server did not start; its log says why.
