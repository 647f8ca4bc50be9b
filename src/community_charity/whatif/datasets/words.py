"""The words of the invented populations (数据集用语): what each stands for, and what was assumed for it.

>>> PLACES["hefei"].zh
'安徽省合肥市'
"""

from __future__ import annotations

from typing import Final

from community_charity.language import Text

PLACES: Final = {
    "xuanzhou": Text("Xuanzhou district, Anhui", "安徽省宣城市宣州区"),
    "fengtai": Text("Fengtai county, Anhui", "安徽省淮南市凤台县"),
    "anhui": Text("Anhui province", "安徽省"),
    "hefei": Text("Hefei, Anhui", "安徽省合肥市"),
    "yantai": Text("Yantai, Shandong", "山东省烟台市"),
}
TITLES: Final = {
    "xuanzhou": Text(
        "mutual-aid societies with the reported totals of Xuanzhou district, Anhui",
        "互助社，合计数与安徽省宣城市宣州区报道一致",
    ),
    "fengtai": Text(
        "mutual-aid societies and town federations with the reported totals of Fengtai county, Anhui",
        "互助社及乡镇联合会，合计数与安徽省淮南市凤台县报道一致",
    ),
    "anhui": Text(
        "a society in every village of Anhui, and the reported number and money of its community funds",
        "安徽省每村（社区）一家互助社，社区基金数量及资金与报道一致",
    ),
    "hefei": Text(
        "community charity funds with the reported totals of Hefei, Anhui",
        "社区慈善基金，合计数与安徽省合肥市报道一致",
    ),
    "yantai": Text(
        "community charity funds with the reported totals of Yantai, Shandong",
        "社区慈善基金，合计数与山东省烟台市报道一致",
    ),
}

_INVENTED: Final = Text(
    "Every society, fund, town, county, household and case is invented, and stands for no real one. ",
    "所有互助社、基金、乡镇、县区、家庭和个案均为虚构，不对应任何真实主体。",
)
_CASES: Final = Text(
    "Assumed, not reported: the sizes of grants (lognormal, in whole ¥100), which society and month each case belongs to, "
    "causes, households, and government aid for three cases in ten. The need that aid leaves is taken to be what was paid: "
    "real need was not reported and is hardly less. ",
    "以下为假设而非报道：单笔金额（对数正态，以百元为单位）、个案所属互助社与月份、事由、家庭，以及三成个案所获政府救助。"
    "政府救助后的剩余需要按实际支付额计：真实需要未见报道，一般不会更少。",
)
_FUNDS: Final = Text(
    "Each fund's money is a shared pool of its own, named fund, of kind fund, so that the ceilings of mutual-aid societies "
    "do not bind it; the row itself holds nothing. Assumed, not reported: the sizes of funds (lognormal, in whole ¥100, none "
    "below ¥3,000, the smallest of the reports that were read: one in Huaiyin, Jinan), that all that was raised is there at "
    "the start, that no two projects belong to one fund, and that projects cost half of what their funds hold, none more than its own fund: no "
    "report gives their cost. ",
    "每只基金为独立的 fund 资金池（fund 类），不受互助社限额约束，行本身不持有资金。以下为假设而非报道：基金规模（对数正态，"
    "以百元为单位，不低于所见报道中最小的3000元（济南市槐荫区））、期初持有全部筹集资金、每只基金至多一个项目、项目总费用为所属各基金资金之和"
    "的一半且单个不超过本基金资金：报道未载明项目费用。",
)
_MONTHS: Final = Text(
    "What was reported is played over {months} months from {first}, so that the law of those days can be tried; these "
    "months are an assumption.",
    "报道数据按{first}起{months}个月重演，以便套用当时的规定；该月份为假设。",
)
_PLACE: Final = {
    "xuanzhou": Text(
        "The report does not say over how long the 1,790 grants were made. It says that a society starts with no less than "
        "the floor; each here starts with exactly that, and none is asked for more than that. ",
        "报道未说明1790人次的统计期间；报道称启动资金不少于最低额，此处均取最低额，且各社救助合计不超过该额。",
    ),
    "fengtai": Text(
        "The report gives 1,189 people helped in 2023 and more than ¥2,000,000 paid; the least sum is used, and no household "
        "comes twice. It is taken to say that more than ¥2,000,000 was put in, too: the societies hold that sum in equal "
        "parts. What the federations held was not reported: each is given the least whole ¥10,000 that pays what its "
        "societies, at most ¥2,000 a case, cannot. No case asks for more than ¥20,000, the highest grant reported. ",
        "报道载2023年救助1189人、支付“200多万元”：取下限，且每户仅一次。投入资金亦按“200多万元”理解，由各互助社平均持有。"
        "联合会资金未见报道：按万元取整，恰足以支付互助社（每案至多2000元）无力支付的部分。个案不超过报道所见最高的2万元。",
    ),
    "anhui": Text(
        "The instrument wants a society in each of about 18,000 villages and communities, each with the floor; here all "
        "stand. No report gives the cases of the province: their number and money are those of Xuanzhou, scaled up: an "
        "extrapolation. No society is asked for more than it starts with. Funds are placed at random, one a village at most; a village without one has a pool that is empty. ",
        "文件要求约1.8万个村（社区）各设一社并达到最低额；此处均已设立。全省个案未见报道：数量与金额按宣州区数据等比推算，"
        "属外推，且各社救助合计不超过其启动资金。基金随机分布，每村至多一只；无基金的村，其资金池为空。",
    ),
    "hefei": Text("", ""),
    "yantai": Text(
        "The label reached shares the 200,000 person-times out over the projects. ",
        "标签 reached 将20万人次分摊至各项目。",
    ),
}


def method(place: str, months: int, first: str) -> Text:
    """Tell how a population was made (生成方法), what was assumed first of all."""
    model = _FUNDS if place in {"hefei", "yantai"} else _CASES
    months_ = _MONTHS.fill(months=months, first=first)
    return Text("{a}{b}{c}{d}", "{a}{b}{c}{d}").fill(a=_INVENTED, b=_PLACE[place], c=model, d=months_)


EXACT: Final = Text("as reported", "与报道一致")
STANDS: Final = Text("{low} to {high}: reported in rounded form", "{low}至{high}：报道为约数")
LEAST: Final = Text("no less than this", "不少于此数")
MORE_THAN: Final = Text("more than this; how much more is not said", "此数以上，上限未载明")
ABOUT: Final = Text("about this many", "约数")
DERIVED: Final = Text("derived", "推算")

ROWS: Final = Text("number of rows", "行数")
CASES: Final = Text("number of cases", "个案数")
GRANTS: Final = Text("need left after government aid, in all", "政府救助后剩余需要合计")
EACH: Final = Text("capital and opening money of each society", "每社启动资金与期初余额")
POOLS: Final = Text("number of pools", "资金池数")
FUND_POOLS: Final = Text("number of pools with money", "有资金的资金池数")
OPENING: Final = Text("opening money in all", "期初余额合计")
REACHED: Final = Text("sum of the label reached", "标签 reached 之和")
LIMIT: Final = Text("a ceiling to simulate under; not in the population", "模拟所用限额，不在总体之内")
LEFT_OUT: Final = Text("not in the population", "未纳入总体")
CHECK: Final = Text("for comparison", "供对照")
SCALED: Final = Text("scaled up to the province", "按比例推算至全省")

HEADS: Final = (
    Text("figure", "数据"),
    Text("value used", "采用值"),
    Text("what it stands for", "含义"),
    Text("in the population", "在总体中"),
    Text("source", "出处"),
    Text("support", "支持程度"),
)
PUBLISHED: Final = Text("Published figures: {place}", "公开数据：{place}")
OF: Final = Text("{title} ({of})", "{title}（{of}）")
SOURCES: Final = Text(
    "the reports and instruments named in each row; a population made from them is synthetic",
    "各行所列报道与文件；据此生成的总体均为合成数据",
)
ARITHMETIC: Final = Text("arithmetic on figures of this table", "据本表数据计算")
NOT_REPORTED: Final = Text("derived, not reported", "推算，非报道")

FLOOR_TOTAL: Final = Text("Start-up capital of all societies at the floor", "各社均按最低额计的启动资金合计")
PUT_IN: Final = Text(
    "Money put in (more than ¥2,000,000), divided equally among societies", "投入资金（200多万元）由各社平均所得"
)
MEAN_GRANT: Final = Text("Mean grant", "平均救助额")
MEAN_FUND: Final = Text("Mean money of a fund", "每只基金平均资金")
MEAN_PROJECT: Final = Text(
    "Mean cost of a project, if all that was raised went to projects", "筹集资金全部用于项目时的项目平均费用"
)
ALL_CASES: Final = Text("Cases of the province at Xuanzhou's rate", "按宣州区比例推算的全省个案数")
ALL_GRANTS: Final = Text("Grants of the province at Xuanzhou's rate", "按宣州区比例推算的全省救助金")

LISTED: Final = Text("Invented populations", "合成数据集")
LIST_HEADS: Final = (
    Text("name", "名称"),
    Text("place", "地区"),
    Text("rows", "行数"),
    Text("cases", "个案数"),
    Text("what it is", "内容"),
)
LIST_SOURCE: Final = Text(
    "synthetic: calibrated to figures that were published of each place", "合成数据：按各地公开数据校准"
)
