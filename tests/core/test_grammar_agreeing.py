"""Random sections that say what the tables say, in many wordings, with other business between: all silent."""

from random import Random

import pytest
from test_grammar_sections import OTHER
from test_grammar_sentences import judge

from nianbao.core.edition import Editions

SEEDS = range(150)
MOSTLY = 0.6
RESULTS = {
    "granted": ("予以公开{}件", "{}件予以公开", "同意公开的{}件", "给予公开{}件"),
    "partly_granted": ("部分公开{}件", "{}件部分公开", "区分处理后公开{}件"),
    "refused.third_party": ("不予公开{}件", "{}件不予公开", "因第三方权益不予公开{}件"),
    "unavailable.not_held": ("无法提供{}件", "{}件因本机关不掌握而无法提供", "不掌握的{}件"),
    "declined.petition": ("不予处理{}件", "{}件不予处理", "按信访举报投诉类不予处理{}件"),
    "other.not_corrected": ("其他处理{}件", "{}件作其他处理", "逾期不补正{}件"),
}
RECEIVED = (
    "全年收到政府信息公开申请{}件",
    "本年度新收政府信息公开申请{}件",
    "共受理依申请公开{}件",
    "2024年，我局收到各类主体提交的政府信息公开申请{}件",
    "新增政府信息公开申请{}件",
)
CARRIED = ("上年结转{}件", "另有上年度结转{}件", "2023年结转{}件", "承接上年{}件")
DONE = ("办结{}件", "已答复{}件", "年内办结{}件", "共办理答复{}件")
FORWARD = ("结转下年度{}件", "转下年继续办理{}件", "其余{}件结转2025年办理", "未办结{}件")
WHO = (
    "其中自然人{0}件、企业{1}件",
    "自然人提出{0}件、商业企业提出{1}件",
    "从申请人看，自然人{0}件，企业{1}件",
    "{0}件来自公民，{1}件来自企业",
)
CASES = (
    "行政复议{0}件，其中维持{1}件、纠正{2}件",
    "因政府信息公开引发行政复议{0}件，结果维持{1}件，结果纠正{2}件",
    "被申请政府信息公开行政复议{0}件（维持{1}件，纠正{2}件）",
)


def section(random: Random) -> tuple[str, str]:
    """Facts, and a text that agrees with them."""
    results = {name: random.randint(1, 12) for name in random.sample(list(RESULTS), random.randint(2, 6))}
    total, forward, carried = sum(results.values()), random.randint(1, 5), random.randint(1, 4)
    carried = min(carried, total + forward - 2)
    received = total + forward - carried
    business = random.randint(1, received - 1)
    upheld, corrected = random.randint(1, 4), random.randint(1, 3)
    facts = {
        **results,
        "received": received,
        "received.business": business,
        "carried_in": carried,
        "carried_forward": forward,
        "recon.upheld": upheld,
        "recon.corrected": corrected,
    }
    listed = [random.choice(words).format(results[name]) for name, words in RESULTS.items() if name in results]
    parts = [
        random.choice(RECEIVED).format(received),
        random.choice(WHO).format(received - business, business) if random.random() < MOSTLY else "",
        random.choice(CARRIED).format(carried),
        random.choice(DONE).format(total)
        + random.choice(("，其中", "：", "。其中，"))
        + random.choice("、，").join(listed),
        random.choice(FORWARD).format(forward),
    ]
    told = random.choice(("，", "；", "。")).join(part for part in parts if part) + "。"
    told += random.choice(CASES).format(upheld + corrected, upheld, corrected) + "。"
    others = [line for line in OTHER.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    text = random.choice(others) + told + random.choice(others) if random.random() < MOSTLY else told
    return ", ".join(f"{name} {value}" for name, value in facts.items()), text


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_section_that_says_what_the_tables_say_is_left_alone(editions: Editions, seed: int):
    facts, text = section(Random(seed))
    assert [finding.message for finding in judge(editions, facts, text)[1]] == [], text
