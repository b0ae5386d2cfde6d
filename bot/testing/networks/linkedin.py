"""LinkedIn: versions that end, ids in headers, little text, videos in parts, rights of members and of Pages."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections import deque
from typing import Any

from bot.testing.network import Answer, FakeNetwork, FakePost, Request, route
from connectors.oauth import Tokens
from connectors.platform import AccountInfo
from connectors.platforms.linkedin import MEMBER_SCOPES, PAGE_SCOPES, POSTING_ROLES, LinkedIn

PART_BYTES = 4_194_304
PAGE = "urn:li:organization:5001"
MEMBER = "urn:li:person:anaID7"


class LinkedInNetwork(FakeNetwork):
    """Behaves as learn.microsoft.com/linkedin describes the versioned API. `ana` looks after the Page Morgenrot.

    `part_bytes`: size of one part of a video. `quota`: posts an author may make in a day; None for as many as come.
    `partner`: whether tokens come with a refresh token. `roles`: Ana's role in each Page. `has_pages`: whether the
    application was given the product with the rights of Pages, which is then its only one.
    """

    platform = "linkedin"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.part_bytes = PART_BYTES
        self.quota: int | None = None
        self.partner = False
        self.has_pages = True
        self.roles: dict[str, list[str]] = {"5001": ["ADMINISTRATOR"], "5002": ["ANALYST"]}
        self.tokens: dict[str, tuple[str, tuple[str, ...]]] = {"good-token-li": (MEMBER, PAGE_SCOPES)}
        self.codes: dict[str, tuple[str, ...]] = {}
        self.refreshes: dict[str, tuple[tuple[str, ...], float]] = {}
        self.assets: dict[str, dict[str, Any]] = {}
        self.addresses: dict[str, tuple[str, int, int]] = {}
        self.words: dict[tuple[str, str], str] = {}
        self.sent: dict[str, deque[float]] = {}
        self.nested: dict[str, list[str]] = {}

    def account(self, number: int = 1) -> AccountInfo:
        """The Page; others are Pages of the same person."""
        token = "good-token-li" if number == 1 else f"good-token-li-{number}"
        page = str(5000 + number if number == 1 else 5100 + number)
        self.roles[page] = self.roles.get(page) or ["ADMINISTRATOR"]
        self.tokens.setdefault(token, (MEMBER, PAGE_SCOPES))
        data = {"id": page, "urn": f"urn:li:organization:{page}", "kind": "organization"}
        tokens = Tokens(token, scopes=PAGE_SCOPES)
        return AccountInfo(number, 1, self.platform, f"morgenrot-{number}", data, tokens)

    def member(self, scopes: tuple[str, ...] = MEMBER_SCOPES) -> AccountInfo:
        """Ana's own profile."""
        self.tokens["member-token-li"] = (MEMBER, scopes)
        data = {"id": MEMBER.rpartition(":")[2], "urn": MEMBER, "kind": "member"}
        return AccountInfo(90, 1, self.platform, "Ana Beispiel", data, Tokens("member-token-li", scopes=scopes))

    # Errors

    def error(self, status: int, message: str, code: str = "") -> Answer:
        body: dict[str, Any] = {"status": status, "message": message}
        return Answer(status, body | ({"code": code} if code else {}))

    def too_many(self) -> Answer:
        answer = self.error(429, "Too many requests, please slow down", "TOO_MANY_REQUESTS")
        answer.headers["retry-after"] = str(self.retry_after)
        return answer

    def day_is_over(self) -> Answer:
        """The daily limit, which names no time to come back at."""
        return self.error(
            429, "Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached."
        )

    def expired(self) -> Answer:
        answer = self.error(401, "The token used in the request has expired", "EXPIRED_ACCESS_TOKEN")
        answer.body["serviceErrorCode"] = 65602
        return answer

    def switched_off(self) -> Answer:
        return self.error(426, f"Requested version {LinkedIn.api_version}01 is not active", "NONEXISTENT_VERSION")

    def denied(self, what: str) -> Answer:
        """A right that the token does not have."""
        answer = self.error(403, f"Not enough permissions to access: {what}", "ACCESS_DENIED")
        answer.body["serviceErrorCode"] = 100
        return answer

    def _refusal(self, request: Request, *scopes: str) -> Answer | None:
        """Token, version and rights; None if all is well."""
        known = self.tokens.get(request.bearer)
        if known is None:
            return self.expired()
        if not request.headers.get("linkedin-version"):
            return self.error(400, "A version must be present", "VERSION_MISSING")
        if request.headers["linkedin-version"] != LinkedIn.api_version:
            return self.switched_off()
        if scopes and not set(scopes) & set(known[1]):
            return self.denied(request.path)
        return None

    def _may_act(self, request: Request, urn: str) -> bool:
        member, scopes = self.tokens[request.bearer]
        if urn == member:
            return "w_member_social" in scopes
        roles = self.roles.get(urn.rpartition(":")[2], []) if urn.startswith("urn:li:organization:") else []
        return "w_organization_social" in scopes and bool(set(roles) & POSTING_ROLES)

    # Signing in

    def grant(self, scopes: str) -> str | None:
        """The code that the consent page would send back; None where it says unauthorized_scope_error."""
        wanted = tuple(scopes.split())
        given = set(PAGE_SCOPES) if self.has_pages else set(MEMBER_SCOPES)
        if not set(wanted) <= given:
            return None
        code = secrets.token_hex(16)
        self.codes[code] = wanted
        return code

    @route("POST", "/oauth/v2/accessToken")
    def token(self, request: Request) -> Answer:
        form = request.form
        if form.get("client_secret") != "li-secret":
            return Answer(401, {"error": "invalid_client", "error_description": "Client authentication failed"})
        if form.get("grant_type") == "refresh_token":
            scopes, until = self.refreshes.get(form.get("refresh_token", ""), ((), 0.0))
            refresh = form.get("refresh_token", "") if scopes else ""
        else:
            scopes = self.codes.pop(form.get("code", ""), ())
            refresh, until = (secrets.token_hex(16), time.time() + 31_536_000) if self.partner else ("", 0.0)
        if not scopes:
            said = "Unable to retrieve access token: appid/redirect uri/code verifier does not match"
            return Answer(400, {"error": "invalid_request", "error_description": said})
        access = secrets.token_hex(16)
        self.tokens[access] = (MEMBER, scopes)
        body: dict[str, Any] = {"access_token": access, "expires_in": 5_184_000, "scope": ",".join(scopes)}
        if refresh:
            self.refreshes[refresh] = (scopes, until)
            body |= {"refresh_token": refresh, "refresh_token_expires_in": int(until - time.time())}
        return Answer(200, body)

    @route("GET", "/v2/userinfo")
    def userinfo(self, request: Request) -> Answer:
        known = self.tokens.get(request.bearer)
        if known is None:
            return self.expired()
        if "openid" not in known[1]:
            return self.denied("userinfo.GET.NO_VERSION")
        return Answer(200, {"sub": known[0].rpartition(":")[2], "name": "Ana Beispiel"})

    @route("GET", "/rest/organizationAcls")
    def roles_of(self, request: Request) -> Answer:
        if refused := self._refusal(request, "rw_organization_admin", "r_organization_admin"):
            return refused
        elements = [
            {
                "organization": f"urn:li:organization:{page}",
                "role": role,
                "state": "APPROVED",
                "roleAssignee": self.tokens[request.bearer][0],
            }
            for page, roles in self.roles.items()
            for role in roles
        ]
        start, count = int(request.query.get("start", "0")), int(request.query.get("count", "10"))
        return Answer(200, {"paging": {"start": start, "count": count}, "elements": elements[start : start + count]})

    @route("GET", "/rest/organizations/{id}")
    def organization(self, request: Request) -> Answer:
        if refused := self._refusal(request, "rw_organization_admin", "r_organization_admin"):
            return refused
        page = request.params["id"]
        return Answer(200, {"id": int(page), "localizedName": f"Morgenrot {page}", "vanityName": f"morgenrot-{page}"})

    # Media

    def _asset(self, kind: str, owner: str) -> str:
        urn = f"urn:li:{kind}:{'C4D10' if kind == 'video' else 'C5610'}{self.new_id()}"
        self.assets[urn] = {"owner": owner, "parts": {}, "ready": None, "broken": False, "alt": ""}
        return urn

    def _address(self, urn: str, first: int, last: int) -> str:
        place = secrets.token_hex(8)
        self.addresses[place] = (urn, first, last)
        return f"{self.url}/dms-uploads/{place}?ut=1"

    @route("POST", "/rest/images")
    def images(self, request: Request) -> Answer:
        return self._one_file(request, "image")

    @route("POST", "/rest/documents")
    def documents(self, request: Request) -> Answer:
        return self._one_file(request, "document")

    def _one_file(self, request: Request, kind: str) -> Answer:
        if refused := self._refusal(request):
            return refused
        owner = request.json["initializeUploadRequest"]["owner"]
        if not self._may_act(request, owner):
            return self.denied(f"{kind}s.ACTION-initializeUpload")
        urn = self._asset(kind, owner)
        until = int((time.time() + 86_400) * 1000)
        return Answer(200, {"value": {"uploadUrlExpiresAt": until, "uploadUrl": self._address(urn, 0, -1), kind: urn}})

    @route("POST", "/rest/videos")
    def videos(self, request: Request) -> Answer:
        if refused := self._refusal(request):
            return refused
        if request.query.get("action") == "finalizeUpload":
            return self._finish(request.json["finalizeUploadRequest"])
        body = request.json["initializeUploadRequest"]
        if not self._may_act(request, body["owner"]):
            return self.denied("videos.ACTION-initializeUpload")
        urn, size = self._asset("video", body["owner"]), int(body["fileSizeBytes"])
        self.assets[urn]["size"] = size
        starts = range(0, size, self.part_bytes)
        instructions = []
        for start in starts:
            last = min(start + self.part_bytes, size) - 1
            instructions.append({"uploadUrl": self._address(urn, start, last), "firstByte": start, "lastByte": last})
        until = int((time.time() + 3600) * 1000)
        value = {"uploadUrlsExpireAt": until, "video": urn, "uploadToken": "", "uploadInstructions": instructions}
        return Answer(200, {"value": value})

    def _finish(self, body: dict[str, Any]) -> Answer:
        asset = self.assets.get(body["video"])
        if asset is None or asset["ready"] is not None:
            return self.error(400, "The upload was finalized already or never began")
        tags = [asset["parts"][start][1] for start in sorted(asset["parts"])]
        if body["uploadedPartIds"] != tags or sum(size for size, _ in asset["parts"].values()) != asset["size"]:
            return self.error(400, "The uploaded parts do not match")
        asset["ready"] = time.time() + self.processing
        return Answer(200)

    @route("PUT", "/dms-uploads/{place}")
    def store(self, request: Request) -> Answer:
        known = self.addresses.get(request.params["place"])
        if known is None:
            return Answer(404, b"", {"content-type": "text/plain"})
        urn, first, last = known
        if last >= 0 and len(request.body) != last - first + 1:
            return Answer(400, b"wrong number of bytes", {"content-type": "text/plain"})
        tag = hashlib.sha256(request.body).hexdigest()[:32]
        self.assets[urn]["parts"][first] = (len(request.body), tag)
        if last < 0:
            self.assets[urn]["ready"] = time.time() + self.processing
        return Answer(201 if last < 0 else 200, b"", {"etag": tag})

    @route("GET", "/rest/images/{urn}")
    def image(self, request: Request) -> Answer:
        return self._asset_state(request)

    @route("GET", "/rest/documents/{urn}")
    def document(self, request: Request) -> Answer:
        return self._asset_state(request)

    @route("GET", "/rest/videos/{urn}")
    def video(self, request: Request) -> Answer:
        return self._asset_state(request)

    def _asset_state(self, request: Request) -> Answer:
        if refused := self._refusal(request):
            return refused
        asset = self.assets.get(request.params["urn"])
        if asset is None:
            return self.error(404, "Could not find entity", "NOT_FOUND")
        return Answer(200, {"id": request.params["urn"], "owner": asset["owner"], "status": self._status(asset)})

    def _status(self, asset: dict[str, Any]) -> str:
        if asset["ready"] is None:
            return "WAITING_UPLOAD"
        if asset["broken"]:
            return "PROCESSING_FAILED"
        return "AVAILABLE" if time.time() >= asset["ready"] else "PROCESSING"

    # Posts

    @route("POST", "/rest/posts", sends=True)
    def post(self, request: Request) -> Answer:
        if refused := self._refusal(request, "w_member_social", "w_organization_social"):
            return refused
        body = request.json
        author, text = body["author"], plain(body["commentary"])
        if not self._may_act(request, author):
            return self.denied("partnerApiPostsExternal.CREATE")
        if len(text) > 3_000:
            return self._bad("commentary is too long", "INVALID_VALUE_FOR_FIELD")
        if body["visibility"] == "CONNECTIONS" and author.startswith("urn:li:organization:"):
            return self._bad("Organizations cannot limit their posts to connections", "INVALID_VALUE_FOR_FIELD")
        content = body.get("content") or {}
        media = [content.get("media") or {}, *((content.get("multiImage") or {}).get("images") or [])]
        media = [each for each in media if each]
        for each in media:
            asset = self.assets.get(each["id"])
            if asset is None or self._status(asset) != "AVAILABLE" or asset["owner"] != author:
                return self._bad(f"{each['id']} is not available", "INVALID_CONTENT_ID")
            asset["alt"] = each.get("altText", "")
        if not text.strip() and not content:
            return self._bad("commentary is empty", "MISSING_FIELD")
        same = self.words.get((author, body["commentary"]))
        if text.strip() and same is not None and not self.posts[same].deleted:
            answer = self._bad("Duplicate post is detected", "DUPLICATE_POST")
            answer.body["message"] = f"Content is a duplicate of {same}"
            return answer
        if self.quota is not None:
            sent = self.sent.setdefault(author, deque())
            while sent and sent[0] < time.time() - 86_400:
                sent.popleft()
            if len(sent) >= self.quota:
                return self.day_is_over()
            sent.append(time.time())
        urn = f"urn:li:{'share' if 'video' not in str(media) else 'ugcPost'}:{self.new_id()}"
        more = {"content": content, "commentary": body["commentary"], "visibility": body["visibility"]}
        self.accept(author, text, id=urn, media=[each["id"] for each in media], **more)
        self.words[(author, body["commentary"])] = urn
        return Answer(201, None, {"x-restli-id": urn, "x-linkedin-id": urn})

    def _bad(self, description: str, code: str) -> Answer:
        answer = self.error(422, description)
        answer.body["errorDetailType"] = "com.linkedin.common.error.BadRequest"
        answer.body["errorDetails"] = {"inputErrors": [{"description": description, "input": {}, "code": code}]}
        return answer

    @route("GET", "/rest/posts")
    def by_author(self, request: Request) -> Answer:
        author = request.query.get("author", "")
        needed = "r_organization_social" if author.startswith("urn:li:organization:") else "r_member_social"
        if refused := self._refusal(request, needed):
            return refused
        found = [post for post in self.visible(author) if post.kind == "post"]
        return self._page(request, [self._shown(post) for post in found])

    def _page(self, request: Request, elements: list[dict[str, Any]]) -> Answer:
        start, count = int(request.query.get("start", "0")), int(request.query.get("count", "10"))
        shown = self.page_of(elements[start:], min(count, 100))
        links = [{"rel": "next", "href": "/next"}] if start + len(shown) < len(elements) else []
        paging = {"start": start, "count": count, "total": len(elements), "links": links}
        return Answer(200, {"paging": paging, "elements": shown})

    def _shown(self, post: FakePost) -> dict[str, Any]:
        at = int(post.at * 1000)
        shown = {
            "id": post.id,
            "author": post.account,
            "commentary": post.more["commentary"],
            "visibility": post.more["visibility"],
            "lifecycleState": "PUBLISHED",
            "createdAt": at,
            "publishedAt": at,
            "lastModifiedAt": at,
        }
        return shown | ({"content": post.more["content"]} if post.more["content"] else {})

    @route("POST", "/rest/posts/{urn}")
    def update(self, request: Request) -> Answer:
        if refused := self._refusal(request, "w_member_social", "w_organization_social"):
            return refused
        post = self.posts.get(request.params["urn"])
        if post is None or post.deleted:
            return self.error(404, "Could not find entity", "NOT_FOUND")
        if request.headers.get("x-restli-method") != "PARTIAL_UPDATE" or not self._may_act(request, post.account):
            return self.denied("partnerApiPostsExternal.PARTIAL_UPDATE")
        post.more["commentary"] = request.json["patch"]["$set"]["commentary"]
        post.text = plain(post.more["commentary"])
        return Answer(204)

    @route("DELETE", "/rest/posts/{urn}")
    def delete(self, request: Request) -> Answer:
        if refused := self._refusal(request, "w_member_social", "w_organization_social"):
            return refused
        post = self.posts.get(request.params["urn"])
        if post is not None:
            if not self._may_act(request, post.account):
                return self.denied("partnerApiPostsExternal.DELETE")
            post.deleted = True
        return Answer(204)

    # Comments

    def _reads(self, request: Request) -> Answer | None:
        return self._refusal(request, "r_organization_social", "r_member_social")

    def comment(self, post_id: str, text: str, author: str = "zoe") -> str:
        return self._comment(f"urn:li:person:{author}", post_id, text).id

    def _comment(self, actor: str, parent: str, text: str) -> FakePost:
        entity = parent.removeprefix("urn:li:comment:(").rpartition(",")[0] if "comment" in parent else parent
        number = self.new_id()
        urn = f"urn:li:comment:({entity},{number})"
        self.nested.setdefault(parent, []).append(urn)
        return self.accept(actor, text, id=urn, kind="comment", reply_to=parent, object=entity, number=number)

    @route("POST", "/rest/socialActions/{urn}/comments", sends=True)
    def add_comment(self, request: Request) -> Answer:
        if refused := self._refusal(request, "w_member_social", "w_organization_social"):
            return refused
        body = request.json
        if not self._may_act(request, body["actor"]):
            return self.denied("socialActions/comments.CREATE")
        parent = body.get("parentComment") or request.params["urn"]
        if parent not in self.posts or self.posts[parent].deleted:
            return self.error(404, "Could not find entity", "NOT_FOUND")
        if len(body["message"]["text"]) > 1_250:
            return self._bad("The comment is too long", "INVALID_VALUE_FOR_FIELD")
        post = self._comment(body["actor"], parent, body["message"]["text"])
        return Answer(201, self._shown_comment(post), {"x-restli-id": post.more["number"]})

    @route("GET", "/rest/socialActions/{urn}/comments")
    def list_comments(self, request: Request) -> Answer:
        if refused := self._reads(request):
            return refused
        parent = self.posts.get(request.params["urn"])
        if parent is None or parent.deleted:
            return self.error(404, "Could not find entity", "NOT_FOUND")
        seen = time.time() - self.visible_after
        there = [self.posts[urn] for urn in self.nested.get(parent.id, ())]
        return self._page(request, [self._shown_comment(p) for p in there if not p.deleted and p.at <= seen])

    def _shown_comment(self, post: FakePost) -> dict[str, Any]:
        answers = [urn for urn in self.nested.get(post.id, ()) if not self.posts[urn].deleted]
        shown = {
            "id": post.more["number"],
            "commentUrn": post.id,
            "actor": post.account,
            "object": post.more["object"],
            "message": {"attributes": [], "text": post.text},
            "created": {"actor": post.account, "time": int(post.at * 1000)},
            "likesSummary": {"totalLikes": 2, "aggregatedTotalLikes": 2},
            "commentsSummary": {"totalFirstLevelComments": len(answers), "aggregatedTotalComments": len(answers)},
        }
        return shown | ({"parentComment": post.reply_to} if "comment" in post.reply_to else {})

    @route("DELETE", "/rest/socialActions/{urn}/comments/{id}")
    def remove_comment(self, request: Request) -> Answer:
        if refused := self._refusal(request, "w_member_social", "w_organization_social"):
            return refused
        post = self.posts.get(f"urn:li:comment:({request.params['urn']},{request.params['id']})")
        if post is None or post.deleted:
            return self.error(404, "Could not find entity", "NOT_FOUND")
        if not self._may_act(request, request.query.get("actor", "")):
            return self.denied("socialActions/comments.DELETE")
        post.deleted = True
        return Answer(204)

    # Figures

    @route("GET", "/rest/socialActions/{urn}")
    def summary(self, request: Request) -> Answer:
        if refused := self._reads(request):
            return refused
        post = self.posts.get(request.params["urn"])
        if post is None or post.deleted:
            return self.error(404, "Could not find entity", "NOT_FOUND")
        comments = len(self.nested.get(post.id, ()))
        likes, told = {"totalLikes": 5, "likedByCurrentUser": False}, {"aggregatedTotalComments": comments}
        return Answer(200, {"target": post.id, "likesSummary": likes, "commentsSummary": told})

    @route("GET", "/rest/organizationalEntityShareStatistics")
    def statistics(self, request: Request) -> Answer:
        if refused := self._refusal(request, "rw_organization_admin"):
            return refused
        page = request.query.get("organizationalEntity", "").rpartition(":")[2]
        if "ADMINISTRATOR" not in self.roles.get(page, []):
            return self.denied("organizationalEntityShareStatistics.FINDER-organizationalEntity")
        if intervals := request.query.get("timeIntervals"):
            return self._by_day(intervals, {"totalShareStatistics": _FIGURES})
        elements = []
        for name, kind in (("shares", "share"), ("ugcPosts", "ugcPost")):
            for urn in request.query.get(name, "").removeprefix("List(").removesuffix(")").split(","):
                if urn in self.posts and not self.posts[urn].deleted:
                    elements.append({"organizationalEntity": PAGE, kind: urn, "totalShareStatistics": _FIGURES})
        return self._page(request, elements)

    @route("GET", "/rest/organizationalEntityFollowerStatistics")
    def follower_statistics(self, request: Request) -> Answer:
        if refused := self._refusal(request, "rw_organization_admin"):
            return refused
        page = request.query.get("organizationalEntity", "").rpartition(":")[2]
        if "ADMINISTRATOR" not in self.roles.get(page, []):
            return self.denied("organizationalEntityFollowerStatistics.FINDER-organizationalEntity")
        gains = {"organicFollowerGain": 3, "paidFollowerGain": 1}
        return self._by_day(request.query["timeIntervals"], {"followerGains": gains})

    def _by_day(self, intervals: str, told: dict[str, Any]) -> Answer:
        found = re.fullmatch(
            r"\(timeRange:\(start:(\d+),end:(\d+)\),timeGranularityType:DAY\)",
            intervals,
        )
        if not found:
            return self.error(400, "Invalid query parameters passed to request", "ILLEGAL_ARGUMENT")
        day, start, end = 86_400_000, int(found[1]), int(found[2])
        if start < (time.time() - 366 * 86_400) * 1000:
            return self.error(400, "Statistics are told of the last twelve months", "ILLEGAL_ARGUMENT")
        known = min(end, int((time.time() - 2 * 86_400) * 1000))
        days = [{"timeRange": {"start": at, "end": at + day}} for at in range(start, known, day)]
        return Answer(200, {"paging": {"start": 0, "count": 10, "links": []}, "elements": [d | told for d in days]})

    @route("GET", "/rest/organizations")
    def by_vanity_name(self, request: Request) -> Answer:
        if refused := self._refusal(request, "rw_organization_admin", "r_organization_admin"):
            return refused
        name = request.query.get("vanityName", "")
        found = [{"id": 5999, "localizedName": "Zoe", "vanityName": name}] if name == self.somebody else []
        return Answer(200, {"paging": {"start": 0, "count": 10}, "elements": found})

    def stranger(self, text: str) -> FakePost:
        more = {"content": {}, "commentary": text, "visibility": "PUBLIC"}
        return self.accept("urn:li:organization:5999", text, id=f"urn:li:share:{self.new_id()}", **more)

    @route("GET", "/rest/networkSizes/{urn}")
    def followers(self, request: Request) -> Answer:
        if refused := self._refusal(request, "rw_organization_admin", "r_organization_admin"):
            return refused
        return Answer(200, {"firstDegreeSize": 42})


def plain(commentary: str) -> str:
    """Little text as people read it, sign by sign. What is reserved and bare cuts the text off there, as it did for many."""
    shown, rest = [], commentary
    while rest:
        if rest[0] == "\\" and len(rest) > 1:
            shown.append(rest[1])
            rest = rest[2:]
        elif rest.startswith(("{hashtag|\\#|", "{hashtag|#|")):
            tag, _, rest = rest.partition("}")
            shown.append("#" + tag.rpartition("|")[2].replace("\\", ""))
        elif rest[0] in "|{}@[]()<>*_~\\":
            break
        else:
            shown.append(rest[0])
            rest = rest[1:]
    return "".join(shown)


_FIGURES = {
    "impressionCount": 120,
    "uniqueImpressionsCount": 90,
    "clickCount": 3,
    "likeCount": 5,
    "commentCount": 0,
    "shareCount": 1,
    "engagement": 0.075,
}
