"""What kind of page or app a visitor came from, by the name of its host."""

import re
from functools import lru_cache

DIRECT, SITE, SEARCH, SOCIAL, EMAIL = "direct", "site", "search", "social", "email"

# Hosts with all that lies under them, unless that has a line of its own; and ids of Android apps.
_SEARCH = """
    bing.com baidu.com duckduckgo.com duck.com ecosia.org qwant.com startpage.com ixquick.com search.brave.com
    search.yahoo.com search.yahoo.co.jp search.naver.com search.daum.net search.seznam.cz sogou.com so.com
    haosou.com sm.cn ask.com search.aol.com kagi.com mojeek.com swisscows.com metager.de metager.org you.com ya.ru
    go.mail.ru nova.rambler.ru search.lycos.com dogpile.com petalsearch.com presearch.com gibiru.com coccoc.com
    search.becovi.com suche.web.de suche.gmx.net suche.t-online.de search.smt.docomo.ne.jp lens.google.com
    perplexity.ai chatgpt.com chat.openai.com gemini.google.com copilot.microsoft.com claude.ai
    com.google.android.googlequicksearchbox com.google.android.apps.searchlite com.microsoft.bing
    com.duckduckgo.mobile.android ru.yandex.searchplugin com.openai.chatgpt
"""
_SOCIAL = """
    facebook.com fb.com fb.me messenger.com instagram.com threads.net threads.com t.co twitter.com x.com
    linkedin.com lnkd.in pinterest.com pin.it reddit.com redd.it tiktok.com douyin.com youtube.com youtu.be
    whatsapp.com wa.me t.me telegram.org telegram.me snapchat.com tumblr.com vk.com vk.ru ok.ru weibo.com weibo.cn
    t.cn weixin.qq.com wechat.com qzone.qq.com tieba.baidu.com zhihu.com bilibili.com douban.com xiaohongshu.com
    quora.com discord.com discordapp.com slack.com teams.microsoft.com teams.live.com bsky.app line.me kakao.com
    kakaocorp.com viber.com zalo.me xing.com nextdoor.com meetup.com twitch.tv flickr.com vimeo.com
    news.ycombinator.com skype.com signal.org signal.group truthsocial.com fosstodon.org mas.to hachyderm.io
    chaos.social infosec.exchange social.coop techhub.social norden.social ruhr.social pixelfed.social misskey.io
    lemmy.world band.us mixi.jp myspace.com livejournal.com plurk.com gab.com rumble.com bereal.com
    com.facebook.katana com.facebook.lite com.facebook.orca com.instagram.android com.instagram.barcelona
    com.twitter.android com.linkedin.android com.pinterest com.reddit.frontpage com.zhiliaoapp.musically
    com.ss.android.ugc.trill com.google.android.youtube com.whatsapp com.whatsapp.w4b org.telegram.messenger
    org.thunderdog.challegram com.snapchat.android com.slack com.discord com.microsoft.teams jp.naver.line.android
    com.tencent.mm com.tencent.mobileqq com.viber.voip com.vkontakte.android org.thoughtcrime.securesms
    com.kakao.talk com.zing.zalo com.skype.raider com.tumblr com.quora.android xyz.blueskyweb.app
    org.joinmastodon.android com.xing.android com.google.android.apps.messaging
"""
_EMAIL = """
    mail.google.com inbox.google.com gmail.com outlook.live.com outlook.com hotmail.com outlook.office.com
    outlook.office365.com outlook.office365.us mail.proton.me mail.protonmail.com fastmail.com mail.zoho.com
    e.mail.ru navigator.gmx.net navigator.web.de 3c.gmx.net 3c.web.de deref-gmx.net deref-web.de deref-mail.com
    deref-1und1.de email.seznam.cz poczta.onet.pl poczta.wp.pl poczta.interia.pl mail.rambler.ru hey.com
    tutanota.com tuta.com mailbox.org superhuman.com webmail.freenet.de com.google.android.gm
    com.google.android.gm.lite com.microsoft.office.outlook com.yahoo.mobile.client.android.mail
    com.samsung.android.email.provider com.samsung.android.email.ui com.android.email ch.protonmail.android
    me.proton.android.mail me.bluemail.mail com.fsck.k9 net.thunderbird.android eu.faircode.email com.readdle.spark
    de.gmx.mobile.android.mail de.web.mobile.android.mail de.telekom.mail ru.mail.mailapp ru.yandex.mail
    com.aol.mobile.aolapp com.my.mail com.edison.mail de.tutao.tutanota com.fastmail.app
"""
_PLAIN = "mail.ru mail.com email.com"
_HOSTS = {
    host: kind
    for kind, hosts in ((SEARCH, _SEARCH), (SOCIAL, _SOCIAL), (EMAIL, _EMAIL), (SITE, _PLAIN))
    for host in hosts.split()
}
_COUNTRY = r"(?:(?:com?|net|org)\.)?(?:com|net|org|cat|[a-z]{2})"
_EVERYWHERE = (  # names that have a domain in each country
    (SEARCH, re.compile(rf"(?:(?:www|m|images|cse|ipv4|ipv6)\.)?google\.{_COUNTRY}")),
    (EMAIL, re.compile(rf"(?:.+\.)?mail\.(?:yahoo|yandex|aol|zoho)\.{_COUNTRY}")),
    (SEARCH, re.compile(rf"(?:.+\.)?search\.yahoo\.{_COUNTRY}")),
    (SEARCH, re.compile(rf"(?:(?:www|m)\.)?yandex\.{_COUNTRY}")),
    (SOCIAL, re.compile(rf"(?:.+\.)?(?:pinterest|xing|mastodon|mstdn)\.(?:{_COUNTRY}|[a-z]+)")),
    (EMAIL, re.compile(r"(?:web-?mail|mail|e-?mail|owa|roundcube|zimbra|horde|squirrelmail|sogo)[0-9]*\..+\..+")),
    (SOCIAL, re.compile(r"(?:mastodon|social|pixelfed|lemmy|misskey|peertube)\..+\..+")),
)


@lru_cache(8192)
def kind_of(host: str) -> str:
    """Return search, social, email or site; direct for no host at all. ``host`` is in lower case."""
    if not host:
        return DIRECT
    rest = host
    while rest:
        if kind := _HOSTS.get(rest):
            return kind
        _, _, rest = rest.partition(".")
    return next((kind for kind, shape in _EVERYWHERE if shape.fullmatch(host)), SITE)
