"""``README.txt`` of the kit: what it is, how each part is put up, and what it does not do."""

from typing import TYPE_CHECKING

from qrdesk.core.survival.not_kept import FILE as NOT_KEPT

if TYPE_CHECKING:
    from qrdesk.core.survival.kit import Kit

FILE = "README.txt"
_CLOUDFLARE_LINES = 2_000  # of _redirects without placeholders

_HEAD = """QRDesk survival kit
===================

With this folder printed codes go on working when the QRDesk server is gone. It was made on {made}
and says where each address led at that moment. Links that are changed later are not in it: make it anew
with "qrdesk survive FOLDER", best every week, and keep it in another place than the server.

Whoever has this folder can read where your links lead, but not where protected ones do.

What to do when the server is gone
----------------------------------
1. Choose one of the ways below. They answer alike, and you need only one.
2. Put the files up.
3. Let the records (DNS) of your domain lead there. This is the step that brings the codes back,
   so keep the access to your domain where you find it without the server.

Your domains
------------
"""

_SITE = """
site/: any host for static pages
--------------------------------
One folder for each domain. Upload what is in it, with the files whose names begin with a dot or "_".
A page for each address leads the browser on. Codes (/r/...) need no script; an address that somebody types
in other letters than it was made with is found by a small script in 404.html.

- Netlify, Cloudflare Pages and hosts like them read _redirects and answer with a real redirect (302).
  Netlify sends its page instead where there is one: delete all folders there, and keep the files, if you want
  redirects. Cloudflare Pages reads {cloudflare:,} lines of it, and uses the pages for all others.
- A computer with Windows or macOS takes "Menu" and "menu" for one folder. If a domain of yours tells cases apart,
  unpack and upload on Linux.
- GitHub Pages and a plain web space use the pages. Their status is 200, not 302, and what is over or paused
  says so in words, but with the status 200.
"""

_NGINX = """
nginx/: a server with nginx 1.11.2 or later
-------------------------------------------
1. Copy the folder:      cp -r nginx /etc/nginx/qrdesk
2. Have nginx read it:   echo 'include qrdesk/qrdesk.conf;' > /etc/nginx/conf.d/qrdesk.conf
3. Try it and start it:  nginx -t && systemctl reload nginx
4. For https:            certbot --nginx -d YOUR.DOMAIN

nginx says "duplicate" if your own settings name map_hash_max_size too: take theirs out. Where it listens stands in
listen.conf. Letters beyond A to Z are found as they were written, all in lower and all in upper case,
and not in mixtures.
"""

_CADDY = """
caddy/: a server with Caddy 2.6 or later
----------------------------------------
1. Copy the folder:      cp -r caddy /etc/caddy/qrdesk
2. Have Caddy read it:   echo 'import qrdesk/Caddyfile' >> /etc/caddy/Caddyfile
3. Try it and start it:  caddy validate --config /etc/caddy/Caddyfile && systemctl reload caddy

Caddy gets the certificates by itself. It looks through its list line by line, which takes it some thousandths of a
second for 100,000 links; nginx is as fast with many as with few. Letters beyond A to Z are found as with nginx. The
signs { } " ` and \\ in a destination are sent as %7B and so on; QRDesk itself keeps none of them in an address.
"""

_WORKER = """
worker/: Cloudflare Workers
---------------------------
One script for each domain, in the form of a module. Make a Worker, paste the script in place of what is there,
deploy it, and give the Worker a route for the whole domain, such as go.example/*. Cloudflare takes scripts of some
megabytes (ask them how many for your plan); for more links take another way. Scripts of this kit:
"""

_LIMITS = """
What is not kept
----------------
The list {not_kept} says it link by link, in words. In this kit:

{counts}
For all links:

- Nothing is counted: no scans, no visitors, no webhooks. The redirects are 302, as on the server.
- Rules (country, language, device, time, parameters), variants (A/B) and links into apps are not asked:
  everybody gets the link's own destination. Parameters of a short address (?a=b) are not passed on.
  Campaign parameters (utm_) that a link adds to its destination are part of it and kept.
- Beginnings, ends and limits of visits do not go on: each link answers as when the kit was made.
- Links with a password lead nowhere; where they led is not in the kit. A page says that they were protected.
- Links that were paused, archived, blocked, over or deleted say so, as on the server, and stay so.
- Pages are short, in English and German, and never JSON. /menu+ (where does it lead), /menu/qr (the picture of
  its code), link previews, app associations (.well-known), the API and the documentation are not there.
- Static codes need no server and go on as they are ({static:,} in this database).
"""


def text(kit: "Kit") -> str:
    """Return the page."""
    parts = [_HEAD.format(made=f"{kit.made_at:%Y-%m-%d %H:%M} UTC")]
    parts += [_domain(kit, site.host, site.index, site.fallback) for site in kit.sites]
    parts += [f"- {host}: left out, as it was never proven to be yours\n" for host in kit.waiting]
    said = {
        "site": _SITE.format(cloudflare=_CLOUDFLARE_LINES),
        "nginx": _NGINX,
        "caddy": _CADDY,
        "worker": _WORKER + "".join(f"  worker/{site.name}.js for {site.host}\n" for site in kit.sites),
    }
    parts += [said[name] for name in kit.formats]
    counts = "".join(f"{count:>9,}  {what}\n" for what, count in kit.not_kept.items()) or "  nothing\n"
    parts.append(_LIMITS.format(not_kept=NOT_KEPT, counts=counts, static=kit.static_codes))
    return "".join(parts)


def _domain(kit: "Kit", host: str, index: str, fallback: str) -> str:
    more = (f", the bare host leads to {index}" if index else "") + (f", all else to {fallback}" if fallback else "")
    return f"- {host}: {kit.addresses[host]:,} addresses{more}\n"
