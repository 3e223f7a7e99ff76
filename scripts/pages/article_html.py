"""An article's page as HTML. It lies two deep, always, so the ways up are written out.

In pieces rather than a template: ten thousand of these pages are most of a site.
"""

from __future__ import annotations

from markupsafe import Markup

from scripts import escape
from scripts.escape import NOTHING, slots
from scripts.model import SitePage
from scripts.pages import links, reading, rows, shell
from scripts.pages.article import ArticleView, Bar, Basis, Link, Reception

_LONG_TITLE = 48  # characters; set smaller beyond
_PAGE = slots(
    """<div class="kb-art {colour}">
<header class="kb-art__h">
<p class="kb-over"><a class="kb-badge{inferred} {colour}" href="../../categories/{slug}/"><i></i>\
{shelf} <small>{origin}</small></a></p>
<h1 id="kb-title"{long}>{title}</h1>
<p class="kb-art__m">{glyph}<span>{heard}</span>{date}<span>{length} 字{cut}</span></p>
</header>
<div class="kb-art__b">
{note}<div id="kb-text">
{body}
</div>
<details class="kb-raw">
<summary>查看原文</summary>
{raw}</details>
{original}</div>
<aside class="kb-side" aria-label="关于本则">
<section>
<h2>分类依据</h2>
{basis}</section>
<section>
<h2>收讯记录</h2>
<ol class="kb-prov">
{receptions}</ol>
{silence}</section>
{concepts}<section class="kb-keep">
<h2>留用</h2>
<p class="kb-tools"><button type="button" data-copy-link hidden>复制本页链接</button></p>
<details class="kb-evi">
<summary><span class="kb-evi__t">订正本则</span></summary>
<div>
<p>把下面几行贴进 <code>data/curation.yml</code>（已有 <code>articles:</code> 时接在其下），\
改好后重新生成即可。</p>
<pre class="kb-pre" id="kb-fix">{correction}</pre>
<p class="kb-tools"><button type="button" data-copy="kb-fix" hidden>复制</button></p>
</div>
</details>
</section>
</aside>
<div class="kb-art__f">
{related}{neighbours}</div>
</div>"""
)
_DATE = slots('<time datetime="{date}">{date}</time>')
_NO_DATE = escape.element("span", "日期不详")
_NOTE = slots('<p class="kb-note">编者按：{note}</p>\n')
_RAW = slots('<p class="kb-raw__p">{place}</p>\n<pre class="kb-pre">{text}</pre>\n')
_ORIGINAL = slots(
    """<section class="kb-orig">
<h2>寻找原文</h2>
{source}<p>来源页只给出摘录。可用“{sentence}”一句检索全文：</p>
<p class="kb-orig__l kb-orig__s">{searches}</p>
{papers}</section>
"""
)
_SOURCE = slots('<p class="kb-orig__l"><a href="{url}" rel="noreferrer">打开原文</a></p>\n')
_SEARCH = slots('<a href="{url}" rel="noreferrer">{text}</a>')
_SEARCHES = slots(
    "".join(_SEARCH(url=f"{url}{{asked}}", text=name) for name, url in links.SEARCH_ENGINES)
)
_PAPERS = slots('<p>文中提到的论文：</p>\n<p class="kb-orig__l kb-orig__s">{links}</p>\n')
_BASIS = slots(
    """<details class="kb-evi"{open}>
<summary><span class="kb-evi__t">{name}</span></summary>
<div>
{reason}{evidence}{doubt}</div>
</details>
"""
)
_BASIS_NAMES = {
    "原标": "原文写明", "订正": "经人订正", "推断": "由文中用词推断", "待定": "尚无足够依据",
}  # fmt: skip
_P = slots("<p>{text}</p>\n")
_EVIDENCE = slots(
    """{also}<ul class="kb-ev">
{bars}</ul>
<p class="kb-tools"><button type="button" data-mark="kb-text" aria-pressed="false" hidden>\
在文中标出</button></p>
"""
)
_BAR = slots(
    '<li{forms}><span>{term}</span><i class="w{share}"></i><b>{count}'
    '<span class="kb-vh"> 次，每次计 {weight}</span></b></li>\n'
)
_FORMS = slots(' data-forms="{forms}"')
_HEARD = slots('<li class="on"><a href="../../{url}">第 {number} 次</a><span>{note}</span></li>\n')
_SILENT = slots("<li><span>第 {number} 次</span><span>{note}</span></li>\n")
_SILENCE = slots('<p class="kb-side__p">{left_out}{unheard}</p>\n')
_CONCEPTS = slots(
    '<section>\n<h2>专题与概念</h2>\n<p class="kb-chips">{topics}{concepts}</p>\n</section>\n'
)
_TOPIC = slots('<a class="is-topic" href="../../{to}">{text}</a>')
_CONCEPT = slots('<a href="../../{to}">{text}</a>')
_RELATED = slots('<h2 id="related">相关</h2>\n<ul class="kb-rel">\n{links}</ul>\n')
_RELATION = slots('<li><a href="../{to}/">{text}</a><span>{note}</span></li>\n')
_NEIGHBOURS = slots('<nav class="kb-pn" aria-label="同类前后">\n{previous}\n{next}\n</nav>\n')
_PREVIOUS = slots('<a rel="prev" href="../{to}/"><small>上一则</small>{text}</a>')
_NEXT = slots('<a rel="next" href="../{to}/"><small>下一则</small>{text}</a>')
_SIBLINGS = slots('<div class="kb-sibs"><ul>\n{siblings}</ul></div>')
_SIBLING = slots('<li><a href="../{id}/"{current}>{title}</a></li>\n')
_LONG = slots(' class="is-long"')()
_OPEN = slots(" open")()
_CURRENT = slots(' aria-current="page"')()


def page(view: ArticleView) -> SitePage:
    """The page that says ``view``."""
    before, after = view.frame
    return SitePage(
        links.article(view.id),
        view.title,
        reading.summary(view.text[view.opening :]),
        _content(view),
        f"{before}{_siblings(view)}{after}",
        _head(view),
    )


def _content(view: ArticleView) -> str:
    name, slug, colour = view.shelf
    heard = view.provenance
    return _PAGE(
        colour=colour,
        inferred="" if view.basis.given else " is-inf",
        slug=slug,
        shelf=name,
        origin=view.basis.origin,
        long=_LONG if len(view.title) > _LONG_TITLE else NOTHING,
        title=reading.headline(view.title),
        glyph=rows.glyph(heard.ticks),
        heard=heard.words,
        date=_DATE(date=view.date) if view.date else _NO_DATE,
        length=len(view.text),
        cut="，有截断" if view.truncated else "",
        note=_NOTE(note=view.note) if view.note else NOTHING,
        body=reading.body(view.text, view.truncated, view.openers),
        raw=escape.join(_RAW(place=place, text=text) for place, text in view.raw),
        original=_original(view),
        basis=_basis(view.basis, name),
        receptions=escape.join(map(_reception, heard.receptions)),
        silence=_silence(heard.left_out, heard.unheard),
        concepts=_concepts(view.topics, view.concepts),
        correction=view.correction,
        related=_related(view.related),
        neighbours=_neighbours(view.previous, view.next),
    )


def _original(view: ArticleView) -> Markup:
    sentence = reading.telling_sentence(view.text, view.openers)
    papers = escape.join(
        _SEARCH(url=links.find_paper(paper), text=f"《{paper}》") for paper in view.papers
    )
    return _ORIGINAL(
        source=_SOURCE(url=view.source) if view.source else NOTHING,
        sentence=sentence,
        searches=_SEARCHES(asked=links.exactly(sentence)),
        papers=_PAPERS(links=papers) if papers else NOTHING,
    )


def _basis(basis: Basis, shelf: str) -> Markup:
    given = basis.origin in ("原标", "订正")
    evidence = _EVIDENCE(
        also=_P(text="文中用词也可印证：") if given else NOTHING,
        bars=escape.join(map(_bar, basis.evidence)),
    )
    return _BASIS(
        open=NOTHING if basis.given else _OPEN,
        name=_BASIS_NAMES[basis.origin],
        reason=_P(text=_reason(basis, shelf)),
        evidence=evidence if basis.evidence else NOTHING,
        doubt=_doubt(basis),
    )


def _reason(basis: Basis, shelf: str) -> str:
    if basis.origin == "原标":
        return f"{basis.header}原文标注优先于一切推断。"
    if basis.origin == "订正":
        return f"分类由人在订正表中写定，优先于原文标注与推断。{basis.header}"
    if basis.origin == "推断":
        return f"原文未标分类。以下词语指向 {shelf}："
    if basis.outside:
        return f"用词最接近“{basis.outside}”，不在现有各类之内。"
    return "文中用词不足以归入任何一类。"


def _doubt(basis: Basis) -> Markup:
    if basis.origin == "推断":
        second = f"其次是 {basis.runner_up}。" if basis.runner_up else "其余分类得分均为 0。"
        return _P(text=f"把握 {basis.confidence}%。{second}")
    if basis.origin == "待定" and basis.runner_up:
        return _P(text=f"较近的分类是 {basis.runner_up}。")
    return NOTHING


def _bar(bar: Bar) -> Markup:
    forms = NOTHING if bar.forms == (bar.term,) else _FORMS(forms="\n".join(bar.forms))
    return _BAR(forms=forms, term=bar.term, share=bar.share, count=bar.times, weight=bar.weight)


def _reception(reception: Reception) -> Markup:
    url, number, note = reception.url, reception.number, reception.note
    return _HEARD(url=url, number=number, note=note) if url else _SILENT(number=number, note=note)


def _silence(left_out: int, unheard: int) -> Markup:
    if not (left_out or unheard):
        return NOTHING
    return _SILENCE(
        left_out=f"另有 {left_out} 次听到，此处从略。" if left_out else "",
        unheard=f"其间 {unheard} 次未听到。" if unheard else "",
    )


def _concepts(topics: tuple[Link, ...], concepts: tuple[Link, ...]) -> Markup:
    names = {link.text for link in topics}
    named = escape.join(_TOPIC(to=link.to, text=link.text) for link in topics)
    # A topic may be called like one of the concepts; twice the same word says nothing.
    others = (link for link in concepts if link.text not in names)
    tagged = escape.join(_CONCEPT(to=link.to, text=link.text) for link in others)
    return _CONCEPTS(topics=named, concepts=tagged) if named or tagged else NOTHING


def _related(related: tuple[Link, ...]) -> Markup:
    shown = (_RELATION(to=link.to, text=link.text, note=link.note) for link in related)
    return _RELATED(links=escape.join(shown)) if related else NOTHING


def _neighbours(previous: Link | None, following: Link | None) -> Markup:
    if not (previous or following):
        return NOTHING
    nobody = escape.element("span", "")
    return _NEIGHBOURS(
        previous=_PREVIOUS(to=previous.to, text=previous.text) if previous else nobody,
        next=_NEXT(to=following.to, text=following.text) if following else NOTHING,
    )


def _siblings(view: ArticleView) -> Markup:
    shown = (
        _SIBLING(id=near.id, title=near.title, current=_CURRENT if near.current else NOTHING)
        for near in view.siblings
    )
    return _SIBLINGS(siblings=escape.join(shown))


def _head(view: ArticleView) -> str:
    value: dict[str, object] = {
        "@type": "Article",
        "headline": view.title[:110],
        "inLanguage": "zh-CN",
        "articleSection": view.shelf[0],
    }
    if view.date:
        value["datePublished"] = view.date
    if view.source:
        value["isBasedOn"] = view.source
    return shell.linked_data(value, "article")
