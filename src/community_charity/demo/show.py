"""The report as lines for a reader, in English or Chinese (演示输出)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.language import Text
from community_charity.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.language import Lang

_TITLE = Text("Xuanzhou: mutual-aid societies, from the published figures", "宣州区“救急难”互助社：依据公布数据的演示")
_SOURCE = Text("Source: {title}, {issued}", "数据来源：{title}，{issued}")
_SEED = Text("Seed {seed}. {synthetic}", "种子值 {seed}。{synthetic}")
_CAPITAL = Text("Start-up capital by source (equal split: synthetic)", "启动资金来源（均分为合成数据）")
_TOTAL = Text("total", "合计")
_FOUNDED = Text(
    "Societies: {founded} founded, {refused_applications} first applications refused (synthetic)",
    "互助社：设立{founded}个，首次申请未获准{refused_applications}件（合成数据）",
)
_FIRST = Text("One of them in full:", "其中一件的完整决定：")
_CASES = Text("Cases (synthetic): {opened} opened", "救助个案（合成数据）：立案{opened}件")
_OPEN = Text("still open", "尚未结案")
_REFUSED = Text(
    "Orders refused or undetermined, with an example each (synthetic)", "未获准或待定的事项及各一例（合成数据）"
)
_EXPLAINED = Text("{what} ({more})", "{what}（{more}）")
_IS = Text("{what}: {value}", "{what}：{value}")
_MONEY = Text("Charity and government side by side", "慈善与政府救助对照")
_CHARITY = Text(
    "charity, published total: {grants} grants, mean {mean}", "慈善救助（公布总额）：{grants}人次，次均 {mean}"
)
_GOVERNMENT = Text("government, synthetic: {cases} cases", "政府救助（合成数据）：{cases}件")
_BOTH = Text("cases helped by both", "两者均予救助的个案")
_PATH = Text(
    "The penny path of one grant (synthetic): {payment}, {amount} from {society} on {on}",
    "一笔救助金的来源追溯（合成数据）：{payment}，{society} 于 {on} 支付 {amount}",
)
_ACCOUNTED = Text("Every fen accounted for", "逐分对账")
_ROWS = {
    "received": Text("received", "收入"),
    "free": Text("free", "可用"),
    "held": Text("held", "已批未付"),
    "spent": Text("spent", "支出"),
    "returned": Text("returned", "退回"),
}
_CONSERVED = Text("received = free + held + spent + returned: {mark}", "收入 = 可用 + 已批未付 + 支出 + 退回：{mark}")
_TRACED = Text("every fen spent traced to its source: {mark}", "每一分支出均可追溯到来源：{mark}")
_REPLAYED = Text("{n} events replayed, each decided again: ✓", "重放{n}条事实并逐条重新审查：✓")
_RULES = Text("The ten most used rules", "使用最多的十项规定")
_TIMES = Text("{n} times", "{n}次")


def show(shown: dict[str, Any], lang: Lang) -> str:
    """Write the report in one language."""
    return "\n".join(_lines(shown, lang))


def _lines(shown: dict[str, Any], lang: Lang) -> Iterator[str]:
    source, money, path = shown["source"], shown["money"], shown["penny_path"]
    yield _TITLE.to(lang)
    yield _SOURCE.fill(title=source["title"][lang], issued=source["issued"]).to(lang)
    yield _SEED.fill(seed=shown["seed"], synthetic=shown["synthetic"][lang]).to(lang)
    yield from _block(_CAPITAL.to(lang))
    for row in shown["capital"]["by_source"]:
        yield _amount(row["title"][lang], row["amount"])
    yield _amount(_TOTAL.to(lang), shown["capital"]["total"])
    yield from _block(_FOUNDED.fill(**_plain(shown["societies"])).to(lang))
    yield from (_times(row, lang) for row in shown["societies"]["by_ground"])
    yield f"  {_FIRST.to(lang)}"
    yield from _decision(shown["societies"]["refusals"], lang)
    yield from _block(_CASES.fill(opened=shown["cases"]["opened"]).to(lang))
    yield from (f"  {row['cases']:>12,}  {row['title'][lang]}" for row in shown["cases"]["by_outcome"])
    yield f"  {shown['cases']['still_open']:>12,}  {_OPEN.to(lang)}"
    yield from _block(_REFUSED.to(lang))
    yield from (_times(row, lang) for row in shown["cases"]["refused_or_undetermined"])
    yield from _block(_MONEY.to(lang))
    charity, government = money["charity"], money["government_synthetic"]
    mean = yuan(charity["mean"])
    yield _amount(_CHARITY.fill(grants=charity["grants"], mean=mean).to(lang), charity["paid"])
    yield _amount(_GOVERNMENT.fill(cases=government["cases"]).to(lang), government["paid"])
    yield f"  {money['cases_with_both']:>16,}  {_BOTH.to(lang)}"
    told = {**_plain(path), "amount": yuan(path["amount"])}
    yield from _block(_PATH.fill(**told).to(lang))
    yield from (
        _amount(_EXPLAINED.fill(what=row["title"][lang], more=row["gift"]).to(lang), row["amount"])
        for row in path["from"]
    )
    yield from _accounts(shown["accounted"], lang)
    yield from _block(_RULES.to(lang))
    for row in shown["rules"]:
        yield f"  {_TIMES.fill(n=row['times']).to(lang):>12}  {_IS.fill(what=row['title'][lang], value=row['value'][lang]).to(lang)}"
        source = row["source"][lang]
        explained = _EXPLAINED.fill(what=source, more=row["note"][lang]).to(lang) if row["note"] else source
        yield f"                {explained}"


def _accounts(accounts: dict[str, Any], lang: Lang) -> Iterator[str]:
    yield from _block(_ACCOUNTED.to(lang))
    yield from (_amount(title.to(lang), accounts[name]) for name, title in _ROWS.items())
    yield f"  {_CONSERVED.fill(mark=_mark(holds=accounts['conserved'])).to(lang)}"
    traced = accounts["spent_traced_to_gifts"] == accounts["spent"]
    yield f"  {_TRACED.fill(mark=_mark(holds=traced)).to(lang)}"
    yield f"  {_REPLAYED.fill(n=accounts['replayed_events']).to(lang)}"


def _decision(decisions: list[dict[str, Any]], lang: Lang) -> Iterator[str]:
    """Show the refusal for capital below the floor: what failed, by which article, what would help."""
    decision = next(
        d for d in decisions if any(f["ground"] == "capital.floor" and not f["holds"] for f in d["findings"])
    )
    yield f"    {_EXPLAINED.fill(what=decision['asked'][lang], more=decision['on']).to(lang)}"
    for finding in decision["findings"]:
        if not finding["holds"]:
            yield f"    ✗ {finding['text'][lang]}"
            yield from (f"      {cited[lang]}" for source in finding["sources"] for cited in source["citations"])
    yield from (f"    → {remedy['text'][lang]}" for remedy in decision["remedies"])


def _block(title: str) -> Iterator[str]:
    yield ""
    yield title


def _amount(title: str, amount: str) -> str:
    return f"  {yuan(amount)!s:>16}  {title}"


def _times(row: dict[str, Any], lang: Lang) -> str:
    return f"  {row['times']:>12,}  {row['example'][lang]}"


def _mark(*, holds: bool) -> str:
    return "✓" if holds else "✗"


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not isinstance(value, list)}
