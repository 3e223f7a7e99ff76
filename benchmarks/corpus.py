"""A made-up library of any size: distinct excerpts in the manner of the real ones.

No text is taken from anywhere: sentences grow from a small grammar over word lists
written here, with coined names of people, methods and data sets, so that a large corpus
has the long tail of rare words that a real one has. Excerpts are 350 characters, mix
Chinese with English, open with a heading or a paper, and lose formulas to ``[公式]``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

LENGTH = 350


def _words(text: str) -> list[str]:
    return text.split()


_NOUNS = _words("""
    模型 网络 算法 方法 策略 数据 特征 向量 矩阵 梯度 参数 损失 函数 样本 标签 分布 概率 期望
    方差 噪声 图像 视频 文本 语音 句子 词语 序列 时间 空间 通道 像素 边缘 纹理 形状 动作 场景
    目标 背景 区域 窗口 编码器 解码器 分类器 检测器 生成器 判别器 优化器 学习率 批次 显存 算力
    带宽 延迟 吞吐 精度 召回 指标 基线 注意力 卷积 池化 归一化 激活函数 残差 嵌入 位置编码
    上下文 提示 指令 回答 知识 推理 规划 记忆 检索 索引 智能体 环境 奖励 状态 价值 回报 轨迹
    探索 利用 蒙特卡洛 时序差分 动态规划 贝尔曼方程 折扣 优势 基准 扩散 采样 去噪 隐变量 先验
    后验 似然 证据 对比 蒸馏 量化 剪枝 稀疏 低秩 适配 微调 预训练 对齐 偏好 光流 点云 体素
    深度 姿态 骨架 关键点 分割 重建 渲染 视角 相机 帧 片段 定位 跟踪 匹配 词表 分词 翻译 摘要
    情感 实体 关系 问答 对话 语法 语义 主题 段落 语料 幻觉 毒性 偏见 隐私 安全 可解释性 鲁棒性
    泛化 化学 材料 蛋白质 药物 气候 医学 教育 金融 法律 制造 农业 交通 能源 天文 地图 机器人
    芯片 编译器 缓存 线程
""")

_VERBS = _words("""
    提出 使用 引入 计算 估计 更新 优化 训练 学习 预测 生成 编码 压缩 对齐 替换 减少 增加 提高
    降低 比较 分析 证明 观察 假设 近似 采样 积累 传播 融合 拼接 切分 聚合 约束 惩罚 鼓励 保留
    丢弃 忽略 衡量 验证 复现 解释 理解 改写 回顾 讨论 设计 实现 部署 加速 并行 共享 冻结
    初始化 归纳 推导 展开 合并 过滤 标注 清洗
""")

_ADJECTIVES = _words("""
    有效的 简单的 复杂的 稳定的 昂贵的 稀疏的 局部的 全局的 连续的 离散的 随机的 确定的 有限的
    无偏的 高效的 通用的 新的 常见的 少量的 大规模的 多层的 长距离的 细粒度的 端到端的
    自监督的 可学习的 线性的 非线性的 低维的 高维的 动态的 静态的 隐式的 显式的 单一的 多样的
    粗糙的 精细的 冗余的 关键的
""")

_ENGLISH = _words("""
    Transformer attention convolution embedding decoder encoder token batch gradient dropout
    softmax kernel stride padding pooling residual backbone baseline benchmark dataset
    pipeline checkpoint scheduler warmup optimizer momentum entropy likelihood posterior
    sampler diffusion score noise latent prior policy reward agent episode rollout critic
    value bootstrap temporal difference spatial motion optical flow frame clip detection
    segmentation alignment retrieval prompt instruction finetuning adapter quantization
    pruning distillation inference latency throughput memory bandwidth cache parallelism
    pipeline tensor shard tokenizer vocabulary perplexity hallucination reasoning planning
    tool LSTM GRU RNN CNN GPT BERT LLM SGD Adam ReLU GELU PPO DQN SAC GAN VAE SDE ODE MLP RL
    NLP 3D 2D CLIP LoRA RLHF MoE KV FP16 INT8 GPU TPU
""")

_HEADINGS = _words("""
    引言与背景 简介 研究动机 概述 方法 主要贡献 实验设置 结果分析 相关工作 问题定义 核心思想
    Motivation Introduction Method Overview Abstract Background
""")

_SOUNDS = (
    "阿艾安奥巴贝布查达戴德丁多恩法菲弗戈格古哈赫胡基加杰卡凯科克拉莱兰勒"
    "里林卢洛马麦曼米莫纳尼努帕佩皮普奇乔瑞萨塞沙斯苏塔泰特汤图瓦韦沃西肖"
    "谢雅伊尤扎詹朱佐"
)
_SYLLABLES = _words("""
    ba be bi bo ca ce co da de di do fa fi fo ga ge go ha hi ka ke ko la le li lo ma me mi mo
    na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo xa ya yo za zo
""")
_ENDINGS = _words("""
    Net Former Flow Cast Mix Graph Bench Set Align Prune Score Gym QA LM Seg Track
""")
_LINKS = [
    "因此,",
    "但是,",
    "具体来说,",
    "换句话说,",
    "与之相对,",
    "首先,",
    "其次,",
    "最后,",
    "实际上,",
    "值得注意的是,",
    "",
    "",
    "",
    "",
    "",
    "",
]


def generate(count: int, seed: int = 0) -> Iterator[str]:
    """``count`` distinct excerpts of :data:`LENGTH` characters; the same for the same seed."""
    seen: set[str] = set()
    for number in range(count):
        writer = _Writer(random.Random(f"{seed}:{number}"))
        text = writer.excerpt()
        while text[:60] in seen:
            text = writer.excerpt()
        seen.add(text[:60])
        yield text


class _Writer:
    """One article: a few favourite words and coined names that recur in it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.nouns = rng.sample(_NOUNS, 9) + rng.choices(_NOUNS, k=3)
        self.english = rng.sample(_ENGLISH, 5)
        self.names = [self._coined(), self._coined(), self._person()]

    def excerpt(self) -> str:
        sentences = [self._opening()]
        while sum(map(len, sentences)) < LENGTH:
            sentences.append(self._sentence())
        return "".join(sentences)[:LENGTH].strip()

    def _opening(self) -> str:
        pick = self.rng.random()
        if pick < 0.4:
            return f"{self.rng.choice(_HEADINGS)} {self.names[0]} "
        if pick < 0.6:
            return f"《{self.names[0]}: {' '.join(self.rng.sample(_ENGLISH, 4))}》"
        return f"{self.nouns[0]}与{self.nouns[1]}:{self.names[0]} "

    def _sentence(self) -> str:
        noun, verb, thing, name, latin = (
            self._noun,
            self._verb,
            self._thing,
            self._name,
            self._latin,
        )
        shapes: tuple[Callable[[], str], ...] = (
            lambda: f"{noun()}{verb()}{noun()},并{verb()}{noun()}。",
            lambda: f"{name()} {verb()}了{thing()},使{noun()}{verb()}{thing()}。",
            lambda: f"这一步的{noun()}为 [公式] ,其中{thing()}由{name()}{verb()}。",
            lambda: f"{thing()}是{noun()}中的{thing()},{self._history()}{verb()}过。",
            lambda: f"如果没有{noun()},{noun()}就无法{verb()}{noun()};",
            lambda: f"{name()} uses {latin()} {latin()} to align {latin()} features. ",
            lambda: f"1. {noun()}{noun()} 2. {noun()}的{verb()} ",
            lambda: f"在 {name()} 上,{self._result()},{noun()}{verb()}到 {self._number(900)}。",
        )
        return self.rng.choice(_LINKS) + self.rng.choice(shapes)()

    def _history(self) -> str:
        return f"{self._person()}等人在 {self.rng.randint(1957, 2026)} 年"

    def _result(self) -> str:
        return f"{self._noun()}提高了 {self._number(99)}.{self._number(9)}%"

    def _number(self, most: int) -> int:
        return self.rng.randint(1, most)

    def _noun(self) -> str:
        return self.rng.choice(self.nouns if self.rng.random() < 0.7 else _NOUNS)

    def _verb(self) -> str:
        return self.rng.choice(_VERBS)

    def _latin(self) -> str:
        return self.rng.choice(self.english if self.rng.random() < 0.6 else _ENGLISH)

    def _thing(self) -> str:
        pick = self.rng.random()
        if pick < 0.35:
            return self.rng.choice(_ADJECTIVES) + self._noun()
        if pick < 0.6:
            return f" {self._latin()} "
        return self._noun() + self.rng.choice(("", "", self._noun()))

    def _name(self) -> str:
        return self.rng.choice(self.names[:2]) if self.rng.random() < 0.7 else self._coined()

    def _coined(self) -> str:
        stem = "".join(self.rng.choices(_SYLLABLES, k=self.rng.randint(2, 3))).capitalize()
        return stem + self.rng.choice((*_ENDINGS, "", str(self.rng.randint(1, 9))))

    def _person(self) -> str:
        return "".join(self.rng.sample(_SOUNDS, self.rng.randint(2, 4)))
