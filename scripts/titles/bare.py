"""A clause laid bare: without adverbs, actor, verdict and what points elsewhere."""

from __future__ import annotations

import re

from scripts.patterns import words
from scripts.structure.lines import width
from scripts.structure.signs import HAN_CLASS
from scripts.titles.text import fits, tidy, without

#: Who has something to do makes a good title of it: 我们将创建一个….
TASK = 0.25
#: 近年来,…: how things stand is not what the text is about.
SCENERY = -0.25
_CHINESE = re.compile(rf"[{HAN_CLASS}][{HAN_CLASS}]")
_LONGEST = 80
_ADVERB = re.compile(
    r"(?:现在|首先|其次|接下来|下面|然后|最后|因此|所以|但是?|不过|然而|而且?|此外|另外|同时|"
    r"在?这里|[说谈提聊]到|[说谈]起|通常(?:情况下)?|"
    r"一般(?:来说|而言|情况下)?|事实上|实际上|总的来说|具体(?:来说|而言|地)?|众所周知|其实|"
    r"近年来|近来|最近|目前|例如|比如|"
    r"当然|也就是说|简单(?:来说|地说)|我们知道|可以看到|了解到|需要注意的是|值得注意的是|大多数情况下|"
    r"在本(?:节|文|章|教程)中|"
    r"(?:上面|下面|以下|上述|这)段?的?代码(?:实现|定义|演示|展示|构建)了?(?:一[个种])?|"
    r"如?[图表]\s?\d+(?:中)?(?:所示|显示|展示|说明|表明)了?|(?:大家|我们)都知道|"
    r"(?:但|真正的|主要的?)?问题在于|(?:贴|说|讲|提)一下|除此之外|与此同时|总之|显然|再(?!生))[,，]?\s*"
)
_ACTOR = re.compile(
    r"(?:(?:我们|你|您)?(?:唯一|首先|最后)?需要(?:担心|注意|做)的(?:事情?)?(?:就)?是"
    r"|(?:有时候?|通常)?(?:让|请)?(?:我们?|您|你|大家|笔者|作者|本文|本节|本章|本教程|这篇文章|论文|该论文)"
    r"|(?:(?:很多|不少|许多|有的?)人|大家)(?:都|常|总)?(?:以为|认为|觉得)"
    r"|(?:很多|不少|许多|常有|总有|经常有)(?:人|同学|读者|朋友|小伙伴|初学者|新手)(?:们)?(?=问|会问|想知道|好奇)"
    r"|[A-Za-z0-9_./-]{3,40}\.(?:py|sh|ipynb|cpp|js) ?(?:脚本|文件|示例)?"
    r"|(?:我们)?(?:的|需要做的|首先需要做的)?(?:第一步|第一件事情?|首要任务)(?:就)?是)"
    r"(?:就是|现在|将|会|可以|需要|要|来|已经|也|先|首先|就|能够?|想要?|希望|必须|应该?|可能|"
    r"通常|一般|经常|常常|还|只|只需|几乎|准备好|准备(?=编写|开始|实现|构建|创建|训练)|继续|接着|再|开始|打算|"
    r"主要|正在|之前|即将|便|建议(?:您|你|大家)?|推荐(?:您|你|大家)?|都|一起|看看|(?:贴|说|讲|提)一下|能|尝试|"
    r"为此|问(?:我|到|过)*|想知道|好奇|(?:搞|弄)(?:清楚|明白|懂)|很?(?:简单|轻松|轻易|容易|方便|快速)地|\s)*"
)
_STOPS = ",，。；;！!:：?？ "
#: 点灯大致要走三个步骤: what is counted is said later.
_COUNTED = re.compile(
    r"(?:主要|一般|通常|大致|总共|共)*(?:可以?)?(?:包括|包含|分为|分成|有)(?:了|以下|如下|下面)*"
    r"[一二两三四五六七八九十几多]+[种个类步层点方大]"
    r"(?:部分|步骤?|面|阶段|类|因素|问题|方式|方法|特点|原因)?$"
)
_COUNTED_ENDS = frozenset("种个类步层点方大分骤面段素题式法因")
_OBJECT = re.compile(
    r"(?:需要|可以|能够?|要|必须|想|尝试|会|都|就|再|来|也|便)将\s*$"
)  # 需要将数据…: 将 marks the object
_SCENE = re.compile(
    r"近(?!似|邻|日)|在?本[章节文]的?前|最近(?!邻)|随着|在?(?:过去|之前|上一|前[面边几])|伴随|传统|以往|早期|现有|众所|事实|"
    r"其实|通常|一般|大多"
)
#: 为方便看到…, 为了说明…: what is done for the reader.
_SHOWS = re.compile(
    r"更好地|直观地|方便(?!地)|便于|说明|演示|展示|看到|看出|理解|引出|解决这|避免这|此"
)
#: 缓存 transformer 块的输出|并在后续步骤中重用它们
_POINTING_TAIL = re.compile(r"(?:需要|可以|就?能|会|并且?|而|来)[^,，]*(?:它们?|这[些个])[^,，]*$")
#: 通过逐步计算这些层来|计算一个 CNN 模型的参数量
_POINTING_MEANS = re.compile(
    r"(?:通过|使用|利用|用|根据)[^,，]*(?:这[些个]|它们?|上述|该)[^,，]*?来(?=..)"
)
#: …的参数量吧. 另外: a full stop of the other script.
_STOPPED = re.compile(rf"(?<=[{HAN_CLASS}])[吧呢吗啊嘛]?\.\s.*$|[吧嘛]$")
_SPOKEN = frozenset("吧嘛")
_POINTS_BACK = re.compile("[它这述该]")  # one of these is in whatever points back
_ENOUGH = 6.0  # so wide a clause should be without the tail that points back at it
_JUDGED = 0.2  # less for a thing too narrow to stand without the judgement
_NARROWEST = 5.0  # no clause is a title that is not so wide, in Han characters
_BARE = 4.0  # so wide a thing is one without what is said of it
_RECALLED = -0.3  # 现在我们已经了解了…: that was another text's topic
_ALSO = re.compile(r"[也还]")  # 你也可以…: not what the text is about
_DONE = re.compile(rf"([{HAN_CLASS}]{{2}})了(?=.{{4,}})")  # 探讨了…: what is done is the topic
_PURPOSE = re.compile(r"(?:为了|为|要想?|想要)(?:(?:搞|弄)(?:清楚|明白|懂))?(?=.{4,})")
#: One of these is in every actor, and in every purpose.
_MAY_ACT = re.compile(
    r"[.我您你大笔作本这论该需第首为要想人同读朋小初新](?:(?<!\.)|(?=py|sh|ipynb|cpp|js))"
)
#: By what, or to what, something is done: 根据问题类型选择网络, 将数据分词.
_BY = r"通过|根据|按照|将|把|让|进行|对(?!比|抗|称|齐|话|象|偶|数)|从.*(?:开始|出发)$"
#: 通过 from_pretrained 方法加载模型: the same said without an actor.
_DONE_BY = re.compile(
    r"(?:通过|根据|按照|将|把|对(?!比|抗|称|齐|话|象|偶|数)).{2,40}?"
    r"(?:来|进行|加载|训练|实现|构建|创建|转换|选择|生成|计算|分为|转|保存|部署|处理|添加|应用|优化|评估|提取|"
    r"分配|连接|组合|管理|控制|保护|减少|提高|避免|解决|压|搬|移|换成|跑|变|拆|接|迁)"
)
#: X 很简单, X 与 Y 相似: what is said of it is no topic, X is.
_VERDICT = re.compile(
    r"(?:在[^,，]{1,12}[里中上])?(?:其实|通常|往往|一般|一直|始终|总是|仍然?|依然|依旧|本身|已经|也|都|并|却|几乎|是)*(?:"
    r"(?:很|非常|十分|相当|比较|特别|极其|并?不那么|不太|更加|没那么|看似|看起来|看上去|听起来|就像)[^,，的]{1,10}(?:简单)?"
    r"|(?:在[^,，]{1,16}[里中上])?(?:起着?|起到|扮演|占据?|占有)[^,，]{0,10}(?:作用|角色|地位)"
    r"|比[^,，]{1,16}(?:更|稍|要|还)[^,，]{1,3}"
    r"|有(?:一定|很多|许多|不少|一些)?的?(?:相似|相通|不同|共同)之处"
    r"|依赖于(?:这样)?一个.{2,6}|有(?:一?个|几个)(?:前提|问题|特点|好处|缺点|要求|限制)"
    r"|(?:完全|基本|大致|大体)(?:相同|一致|一样)|已经(?:出现|存在|完成)|准备好|(?:往往|通常)不.{1,3}"
    r"|(?:对于?[^,，]{1,40})?至关重要|必不可[少缺]"
    r"|(?:正在|又)[^,，的]{1,3}|一下子[^,，的]{1,8}|常常?被[^,，的]{2,6}|就?是一[种个](?:很|非常)?.{1,4}的(?:方式|方法|问题|事情?|技巧|能力|概念)"
    r"|(?:在[^,，]{1,10})?得到[^,，]{0,6}(?:重视|关注|应用|发展)"
    r"|[与和跟][^,，]{1,20}(?:相似|类似|相同|一样|不同|[相有无]关))的?$"
)
#: One of these is in every verdict: the whole pattern is five times as dear.
_MAY_JUDGE = re.compile(
    r"很|非常|十分|相当|比|特别|极其|那么|不太|更加|看似|看起来|看上去|听起来|就像|作用|角色|地位|依赖|有一?个|"
    r"有几个|[相不]同|一致|一样|已经|准备好|正在|又|一下子|常被|[常往]不|至关重要|必不可|是一|之处|得到|[相类]似|[相有无]关"
)
#: How no title begins. Look-aheads spare the concepts: 中文分词, 并行计算, 图像分割.
_NEVER = (
    r"“|强烈|推荐(?!系统)|它|他|她|这|那|该|其|此|本(?!地|质|体)|我|你|您|上[述面]|下[面述]|如|以(?!太)|来(?!源)|"
    r"中(?!文|国|间|心|值|断)|被|"
    r"并(?!行|发|查)|就|才|也|都(?!市)|则|即(?!时)|还(?!原)|又|或|和|与|及|当(?!前)|若|例|"
    r"比(?!特|较)|因(?!果|子)|所|但|而|之|的|"
    r"请|参(?!数|考帧)|可以|能(?!量)|会(?!话)|需(?!求)|只|不(?!变|确定|等|同)|没|有[些的了]|"
    r"原因|方法|区别|\d+$|图\s?\d|表\s?\d|"
    r"式\s?\d|第[一二三四五六七八九十\d]|关于|对于|从而|由|除(?!法)|假设|假定|考虑|"
    r"常(?!见|用|规|量|数|识|驻)|主要|关键|最终|可能|指的是|是指|由于|因为|虽然|尽管|到目前|伴随|随着|作为|对应|相比|相较|"
    r"可?用于|类似|针对|容易|尝试|发[布表]|决定|定义的|"
    r"可(?!信|视|靠|变|解释|控|微|学习)|先(?!验|进)|基于(?!.{1,12}的)|在.{1,20}时被|绝大|整个|"
    r"导致|造成|引起|用户|想知道|输入|称为|叫做|数据类型|结合(?!律)|下一个|"
    r"到了?.*[里后时中上]$|在.*(?:[中时后前上下里内间]|领域|方面|任务|框|部|阶段|场景)$|注意(?!力)|另|涉及|采用|知道|看到|"
    r"发现|得到|每|一[方个种些旦]|同[样时]|更(?!新)|具有|包含|包括|继续|是|正如|再看|"
    r"\d{4}\s?年|定义了|意指|属于|适[合用]|必须|应该|有鉴|等|说明|给定|在[谈说聊讲]|共[\d一二三四五六七八九十两有]|无论|不管|显然|"
    r"在 (?![A-Za-z0-9])|使(?:得|之|其|它)|忽视|(?:通过|根据|按照).*(?:方式|方法|形式|手段|原则)$"
)
_DANGLING = re.compile(rf"{_BY}|{_NEVER}")
_NO_TASK = re.compile(_NEVER)
_HANGING_END = words(
    """
的 是 在 为 与 和 及 或 将 把 被 从 由 以 让 使 如 到 时 后 前 上 下 中 有 例如 比如 包括 部分 时候
之后 以后 之前 里 表明 指出 来说 而言 如果 因为 知道 呢？
"""
)
#: Words that only end as one of these does.
_WHOLE_END = words(
    """
行为 认为 实时 小时 饱和 自由 理由 存在 潜在 内在 参与 集中 拥有 最后 目的 普及 线上 线下 上下 前后
公里
"""
)


#: Whether a sentence tells how things stand, or stood: 近年来,…, 传统的方法….
is_scenery = _SCENE.match
#: One look that finds nothing where no one in a clause has something to do.
may_act = _MAY_ACT.search
#: Whether a line opens as no title does.
dangles = _DANGLING.match


def bare(clause: str) -> tuple[str, float]:
    """A clause without adverbs and actor in front, and what that says of it.

    ``我们将创建一个…`` names a task: that makes a good title. Nothing, where it cannot be one.
    """
    clause, bonus = _unadorned(clause.strip()), 0.0
    actor = _ACTOR.match(clause) or _PURPOSE.match(clause)
    if actor:
        rest = clause[actor.end() :]
        clause = "将" + rest if _OBJECT.search(actor[0]) else rest
        bonus += _worth(actor[0], rest)
    never = _NO_TASK if actor or _DONE_BY.match(clause) else _DANGLING
    if len(clause) > _LONGEST or never.match(clause):
        return "", bonus  # before the dear work of tidying
    said = _within_itself(clause.rstrip(_STOPS))
    clause, judged = _unjudged(said)
    least = _NARROWEST if clause == said else _BARE
    if clause[2:3] == "了" and _DONE.match(clause):
        clause = clause[:2] + clause[3:]
    title = tidy(_COUNTED.sub("", clause) if clause[-1:] in _COUNTED_ENDS else clause)
    return title if width(title) >= least and _is_whole(title) else "", bonus - judged


def _unadorned(clause: str) -> str:
    """``clause`` without adverbs in front."""
    while match := _ADVERB.match(clause):
        clause = clause[match.end() :]
    return clause


def _worth(actor: str, rest: str) -> float:
    """What it says of a clause that it tells what an ``actor`` does: ``rest``."""
    if _ALSO.search(actor):
        return TASK / 2
    if _SHOWS.match(rest):
        return 0.0
    return _RECALLED if "已经" in actor else TASK


def _within_itself(clause: str) -> str:
    """``clause`` without what points at other sentences, at either end."""
    if "." in clause or clause[-1:] in _SPOKEN:
        clause = _STOPPED.sub("", clause)
    if not _POINTS_BACK.search(clause):
        return clause
    clause = without(_POINTING_MEANS, clause)
    tail = _POINTING_TAIL.search(clause)
    return clause[: tail.start()] if tail and width(clause[: tail.start()]) >= _ENOUGH else clause


def _unjudged(clause: str) -> tuple[str, float]:
    """``clause`` without a verdict at its end, or what that takes from it."""
    verdict = _VERDICT.search(clause) if _MAY_JUDGE.search(clause) else None
    if not verdict:
        return clause, 0.0
    thing = clause[: verdict.start()]
    narrow = width(thing)
    return (thing, _JUDGED * (narrow < _NARROWEST)) if narrow >= _BARE else (clause, _JUDGED)


def _is_whole(clause: str) -> bool:
    return (
        fits(clause)
        and width(clause) <= 28
        and not _NO_TASK.match(clause)
        and (not clause.endswith(_HANGING_END) or clause.endswith(_WHOLE_END))
        and bool(_CHINESE.search(clause))
    )
