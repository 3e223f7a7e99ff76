"""Titles that say what is done with something, or what of it, and want it named."""

from __future__ import annotations

import re

_ASPECT = re.compile(
    r"(?:步骤|方法|方式|流程|过程|结构|问题|文件|参数|配置|设置|代码|脚本|示例|结果|条件|选项|功能|操作|技巧|思路|环境|"
    r"任务|场景|特点|优点|缺点|优势|区别|原因|作用|细节|版本|准备|下载|安装|训练|测试|推理|部署|导出|对比|总结|说明)$"
)
_STEP = re.compile(
    r"下载|准备|提取|抽取|安装|解压|整理|导出|检查|截取|启动|编译|配置|生成|转换|加载|上传|运行"
)


def names_aspect(title: str) -> bool:
    """Whether ``title`` ends in what one asks of a thing: 常见的预处理步骤."""
    return bool(_ASPECT.search(title))


def is_step(title: str) -> bool:
    """Whether ``title`` begins as a step of something does: 下载预构建的包."""
    return bool(_STEP.match(title))
