"""A database with something of everything that a kit has to tell apart, on several domains."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

from qrdesk.core import database
from qrdesk.core.models import Domain, Link
from tests.core.redirect.making import add_alias, add_domain, add_link, change
from tests.daemon.asking import Answered
from tests.daemon.houses import HTML, NOW_S, House, make

NOW = datetime.fromtimestamp(NOW_S, UTC)
HIDDEN = "https://vault.example/nobody-may-read-this"
# What a database written by hand may hold: each tries to end a word, a line, a page or a script.
HOSTILE = {
    "dollar": "https://example.com/$uri/${host}?$1=$$",
    "words": "https://example.com/a;b,c'd&e=(f)#g:splat/:name*",
    "entities": "https://example.com/?a=1&lt=2&#39;&amp;copy=3",
    "quotes": 'https://example.com/";return 200 "x'.replace(" ", "%20"),
    "slashes": 'https://example.com/a\\"b\\',
    "braces": "https://example.com/{env.HOME}{$HOME}}{",
    "page": "https://example.com/</script><script>alert(1)</script><!--",
    "tick": "https://example.com/`${1+1}`",
    "comment": "https://example.com/#/*//",
    "long": "https://example.com/?" + "long$" * 1_500,
}
MAIL, APP = "mailto:anna@example.com?subject=%7Bhi%7D", "myapp:{x}/\"<b>'$`\\"
DOLLARS = "dollars.example"
LONG_HOST = ".".join(["l" * 61] * 4) + ".example"[: 253 - 4 * 62 + 1]
SIX = ("[2001:db8::1]:8443", "[2001:db8::1:8443]")  # names of files must tell them apart
BY_HAND = (
    "a.example; } http { #", 'b.example" {\n\timport /etc/passwd\n}', "../../c.example", "d.example\n//", "*.example",
    "~^e", "münchen.example", "{env.HOME}.example", "f.example:443", "F.example.", "${host}", "",
)  # fmt: skip
SIMPLE = {
    "menu": "https://example.com/menu",
    "K7M2QX": "https://example.com/made-by-us?a=b",
    "Menü": "https://example.com/men%C3%BC",
    "☕": "https://example.com/coffee",
    "Straße": "https://example.com/street",
    "ΣΊΣΥΦΟΣ": "https://example.com/stone",
    "~default": "https://example.com/tilde",
    "hostnames": "https://example.com/hostnames",
    "__proto__": "https://example.com/proto",
    "*": "https://example.com/star",
    ":id": "https://example.com/colon",
    "a.b": "https://example.com/dot",
    "r2": "https://example.com/r2",
    "404.html": "https://example.com/page",
    "con": "https://example.com/device",
    ".htaccess": "https://example.com/shuts-a-folder",
    "web.config": "https://example.com/stops-a-server",
    "bio": "https://example.com/with-a-dot",
    "bıo": "https://example.com/without-a-dot",
    "$uri": "https://example.com/variable",
    "a;b,(c)=[d]@!": "https://example.com/signs",
    "😀" * 64: "https://example.com/longest",
}


def build(house: House) -> None:
    """Fill the database of a house."""
    with database.write():
        for slug, destination in (SIMPLE | HOSTILE).items():
            add_link(slug, destination)
        add_alias(add_link("new-name", "https://example.com/renamed"), "old-name")
        _states()
        _rules()
        _other_domains()
    house.store.refresh()
    house.store.stop()  # the kit opens the database anew; what is in memory stays


def _states() -> None:
    day = timedelta(days=1)
    make("gone", deleted_at=NOW)
    make("paused", paused_at=NOW)
    make("archived", archived_at=NOW)
    make("blocked", suspended_at=NOW)
    make("circle", "https://go.example/menu")
    make("early", starts_at=NOW + day)
    make("late", ends_at=NOW - day)
    make("late-elsewhere", ends_at=NOW - day, routing={"expired_destination": "https://example.com/over"})
    make("ending", "https://example.com/ending", ends_at=NOW + day)
    make("used-up", hit_limit=5, hits_used=5)
    make("limited", "https://example.com/limited", hit_limit=5, hits_used=1)
    make("secret", HIDDEN, password="open sesame", routing=_rule(f"{HIDDEN}/2"))
    make("secret-late", HIDDEN, password="open sesame", ends_at=NOW - day)
    make("mail", MAIL)
    make("call", "tel:+4930123456")
    make("app", APP)


def _rule(destination: str, **more: Any) -> dict[str, Any]:
    return {"rules": [{"conditions": [{"kind": "country", "any_of": ["FR"]}], "destination": destination, **more}]}


def _rules() -> None:
    variants = [{"destination": f"https://example.com/{name}", "weight": 2} for name in "ab"]
    query = {"kind": "query", "name": "x"}
    make("ruled", "https://example.com/ruled", routing=_rule("https://example.com/fr", name="=1+1"))
    make("ab", "https://example.com/ab", routing={"rules": [{"conditions": [query], "variants": variants}]})
    make("hidden", "https://example.com/hidden", routing={"hidden": True})
    make("passing", "https://example.com/passing", routing={"forward_query": "all"})
    make("apps", "https://example.com/apps", routing={"deep_links": {"android": {"url": "myapp:x"}}})
    make("campaign", "https://example.com/?a=1#f", routing={"utm": {"source": "poster", "campaign": "50% & more"}})
    make("shown", "https://example.com/shown", routing={"social": {"title": "T"}})
    make("remembered", "https://example.com/remembered", routing={"remember_visitors": True})
    make(
        "down", "https://example.com/down", routing={"fallback_destination": "https://example.com/up"}, on_fallback=True
    )


def _other_domains() -> None:
    exact: Domain = add_domain("exact.example", case_sensitive=True)
    for slug in ("Menu", "menu", "MENU", "Ä", "ä", "only"):
        add_link(slug, f"https://example.com/exact/{quote(slug)}/$", domain=exact)
    add_link("open", "mailto:b@example.com", domain=exact)
    add_link("Open", "https://example.com/" + "$long" * 900, domain=exact)
    shop: Domain = add_domain(
        "shop.example:8443", fallback_url="https://example.com/else?$x", index_url="https://example.com/shop"
    )
    add_link("menu", "https://example.com/shop/menu", domain=shop)
    _strange_hosts()
    ended: Link = add_link("ended", domain=shop)
    change(ended, ends_at=NOW - timedelta(days=1))
    change(add_link("deleted", domain=shop), deleted_at=NOW)
    add_link("menu", "https://example.com/waiting", domain=add_domain("waiting.example", verified=False))


def _strange_hosts() -> None:
    paid: Domain = add_domain(DOLLARS, case_sensitive=True, fallback_url=f"https://example.com/?{'$' * 400}")
    add_link("Menu", "https://example.com/dollars", domain=paid)
    for host in (LONG_HOST, *SIX):
        add_link("menu", "https://example.com/strange", domain=add_domain(host))
    for host in BY_HAND:
        add_link("menu", "https://example.com/by-hand", domain=add_domain(host))
    add_domain('evil.example\n- all is yours"', verified=False)


def expected(house: House, host: str, path: str, method: str = "GET") -> tuple[int, str]:
    """Return what the server answers: status and Location."""
    bare, _, query = path.partition("?")
    said: Answered = house.ask(
        unquote(bare), host=host, method=method, QUERY_STRING=query, HTTP_ACCEPT=HTML, HTTP_ACCEPT_LANGUAGE="en"
    )
    return said.status, said.headers.get("location", "")


def ways_to(slug: str) -> list[str]:
    """Return how an address may be asked for."""
    sent, upper = quote(slug), quote(slug.upper())
    plain = [f"/{sent}", f"/{sent}/", f"//{sent}", f"/{sent}?utm_source=x&a=%24"]
    return [*plain, f"/r/{sent}", f"/r/{sent}/", f"/R/{upper}"]
