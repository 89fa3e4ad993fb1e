"""Other signs read as those of the form, one for one, so that positions in a text stay."""

from functools import lru_cache

_TRADITIONAL = (
    "規範檔條項內開關機構業農總計數據備發廢現決處罰許強費單萬圓額購採際務辦結轉續繼複復議訴訟維糾審經後請"
    "書國級屬於過類執詢無沒製補確認訪舉報當獲納繳鎮鄉縣區會員廳黨團體組織學營護權穩產應須該與為個從來對問"
    "題進況實質準時間電話郵編網絡號樓聯繫係訂點兩義監責徹動設評階檢驗誤標稱釋轄黃龍陽東灣廣濟濱蘭門陳雲頭"
    "寧隊難頁減幹證師極術傳統資訊專僅別險將買賣銷財稅價見覽論歷曆"
)
_SIMPLIFIED = (
    "规范档条项内开关机构业农总计数据备发废现决处罚许强费单万圆额购采际务办结转续继复复议诉讼维纠审经后请"
    "书国级属于过类执询无没制补确认访举报当获纳缴镇乡县区会员厅党团体组织学营护权稳产应须该与为个从来对问"
    "题进况实质准时间电话邮编网络号楼联系系订点两义监责彻动设评阶检验误标称释辖黄龙阳东湾广济滨兰门陈云头"
    "宁队难页减干证师极术传统资讯专仅别险将买卖销财税价见览论历历"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_WIDTH = 0xFEE0  # from a half-width letter or digit to the full-width one
_HALF = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BRACKETS = "\uff3b\uff3d﹝﹞"  # and the half-width ones, all for 〔〕
_FOLDED = (
    _TABLE
    | {ord(sign) + _WIDTH: sign for sign in _HALF}
    | str.maketrans(",;:?!()[]" + _BRACKETS, "，；：？！（）〔〕" + "〔〕〔〕")
)


def simplified(text: str) -> str:
    """The text with the traditional characters of official forms made simplified; its length does not change."""
    return text.translate(_TABLE)


@lru_cache(maxsize=2048)  # one line changes at a time
def folded(text: str) -> str:
    """The text to look for words in: simplified, full-width letters and digits made half-width, punctuation full-width.

    Its length does not change.
    """
    lines = text.split("\n")
    return "\n".join(map(folded, lines)) if len(lines) > 1 else text.translate(_FOLDED)
