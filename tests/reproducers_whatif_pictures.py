"""One way to provoke each error of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from community_charity.language import Text
from community_charity.money import yuan
from community_charity.whatif.pictures import Flow, fan_chart, fonts, money_flow, ruin_curve, series, tier_tiles
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

SAID: dict[str, Any] = {"title": Text("a title", "标题"), "source": Text("invented figures", "虚构数字")}


@error("picture.numbers", "a line of text instead of numbers", "以文字代替数值作折线")
def a_line_of_text() -> CharityError:
    return caught(lambda: series([1], {"now": ["many"]}, **SAID))


@error("picture.unknown", "a month whose amount is not known", "某月金额不详")
def an_unknown_month() -> CharityError:
    return caught(lambda: series([1, 2], {"now": [100, None]}, **SAID))  # type: ignore[dict-item]


@error("picture.length", "two months and three amounts", "两个月、三个金额")
def three_amounts_for_two_months() -> CharityError:
    return caught(lambda: series([1, 2], {"now": [1, 2, 3]}, **SAID))


@error("picture.share", "a probability of 5, meant as a percentage", "将5%写作5")
def five_instead_of_five_percent() -> CharityError:
    return caught(lambda: ruin_curve([1], {"now": [5]}, **SAID))


@error("picture.band", "an interval that lies above its estimate", "区间位于估计值之上")
def an_interval_above_its_estimate() -> CharityError:
    return caught(lambda: ruin_curve([1], {"now": [0.1]}, bands={"now": ([0.2], [0.3])}, **SAID))


@error("picture.many", "ten curves in one picture", "一张图画十条线")
def ten_curves() -> CharityError:
    return caught(lambda: series([1], {str(number): [number] for number in range(10)}, **SAID))


@error("picture.quantiles", "a fan with a lower end alone", "扇形图只给下端分位")
def a_fan_without_an_upper_end() -> CharityError:
    return caught(lambda: fan_chart([1], {0.05: [1], 0.5: [2]}, **SAID))


@error("picture.rising", "periods out of order", "期数次序颠倒")
def periods_out_of_order() -> CharityError:
    return caught(lambda: ruin_curve([2, 1], {"now": [0, 0]}, **SAID))


@error("picture.strange", "an interval of a curve that is not drawn", "未绘曲线的区间")
def an_interval_without_a_curve() -> CharityError:
    return caught(lambda: ruin_curve([1], {"now": [0.1]}, bands={"then": ([0], [1])}, **SAID))


@error("picture.balance", "a pool that pays out more than it takes in", "资金池流出多于流入")
def more_out_than_in() -> CharityError:
    flows = [Flow("gifts", "pool", yuan(100)), Flow("pool", "illness", yuan("100.01"))]
    return caught(lambda: money_flow(flows, **SAID))


@error("picture.circle", "two pools that pay each other", "两个资金池互相拨款")
def two_pools_that_pay_each_other() -> CharityError:
    flows = [Flow("town", "village", yuan(100)), Flow("village", "town", yuan(100))]
    return caught(lambda: money_flow(flows, **SAID))


@error("picture.tier", "a tier that has no name", "没有名称的等级")
def a_tier_without_a_name() -> CharityError:
    return caught(lambda: tier_tiles(["north"], [2], ["pool", "nothing"], **SAID))


@error("picture.font", "Chinese labels where no Chinese font is installed", "未安装中文字体而绘中文图")
def no_chinese_font() -> CharityError:
    picture = series([1], {"now": [1]}, **SAID)
    with patch.object(fonts, "chinese_font", return_value=None):
        return caught(lambda: picture.to_svg(lang="zh"))
