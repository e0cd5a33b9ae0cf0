"""Words whose full stop seldom ends an English sentence."""

# A name or a number follows: the sentence goes on.
_NEVER_END = """
Mr Mrs Ms Mx Messrs Dr Prof Gen Maj Col Lt Capt Cmdr Cpl Sgt Pvt Adm Brig Sen Rep Reps Sens Gov Pres Amb Min Rev Fr Hon
Sr Sra Mgr Msgr St Ste Mt Ft No Nos Fig vs cf Art Sec Vol pp eds al
"""

# It may stand last as well as in the middle: only a word that opens sentences, after it, tells.
_MAY_END = """
Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt
Wash Wis Wyo D.C U.S U.K U.N E.U U.S.A U.A.E
Inc Ltd Co Cos Corp Bros Jr Sr etc e.g i.e a.m p.m approx est dept Dept Univ Assn Ave Blvd Rd Ph.D M.D Adj dlrs mln bln
pct
"""

_STARTERS = """
A After All Also Although An And Another As At Because Before Both But By Despite During Earlier Even For From Had He
Her Here His However I If In It Its Last Later Like Many Meanwhile Most My No Nor Not Now Of On Once One Only Or Other
Our Separately She Since So Some Still Such That The Their Then There These They This Those Though To Two Under Until We
What When Where While Who Why With You Your It's He's She's They're We're There's That's It’s He’s
"""

NEVER_END = frozenset(_NEVER_END.split())
MAY_END = frozenset(_MAY_END.split())
STARTERS = frozenset(_STARTERS.split())
