"""Tiny gold files in each format. Every text here is invented."""

from __future__ import annotations

BRAT_TEXT = 'The mayor of Vell said that the bridge is closed.\n"We waited," said a baker.\n'
BRAT = """\
T1\tSource 0 17\tThe mayor of Vell
T2\tCue 18 22\tsaid
T3\tContent 23 48\tthat the bridge
The closed one: words of an annotation may go on
T4\tAttribution 18 22\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tContent 50 62\t"We waited,"
T6\tCue 63 67\tsaid
E2\tContent:T5 Cue2:T6
"""

CAT = """\
<?xml version="1.0"?><Document doc_name="small">
<token t_id="1" sentence="0" number="0">Ferry</token><token t_id="2" sentence="0" number="1">talks</token>
<token t_id="3" sentence="1" number="2">May</token><token t_id="4" sentence="1" number="3">3</token>
<token t_id="5" sentence="2" number="4">Norland</token><token t_id="6" sentence="2" number="5">did</token>
<token t_id="7" sentence="2" number="6">n't</token><token t_id="8" sentence="2" number="7">attack</token>
<token t_id="9" sentence="2" number="8">;</token><token t_id="10" sentence="2" number="9">it</token>
<token t_id="11" sentence="2" number="10">left</token><token t_id="12" sentence="2" number="11">Monday</token>
<token t_id="13" sentence="3" number="12">Unread</token>
<Markables>
<EVENT_MENTION m_id="1" certainty="CERTAIN" polarity="NEG" time="NON_FUTURE" special_cases="NONE"><token_anchor t_id="8"/></EVENT_MENTION>
<EVENT_MENTION m_id="2" certainty="CERTAIN" polarity="POS" time="NON_FUTURE" special_cases="NONE"><token_anchor t_id="11"/></EVENT_MENTION>
<EVENT_MENTION m_id="3" certainty="CERTAIN" polarity="POS" time="FUTURE" special_cases="NONE"><token_anchor t_id="2"/></EVENT_MENTION>
<EVENT_MENTION m_id="4" certainty="" polarity="" time="" special_cases=""><token_anchor t_id="1"/></EVENT_MENTION>
<TIMEX3 m_id="5" type="DATE" value="2024-05-03" functionInDocument="CREATION_TIME"><token_anchor t_id="3"/><token_anchor t_id="4"/></TIMEX3>
<TIMEX3 m_id="6" type="DATE" value="2024-04-29" functionInDocument="NONE"><token_anchor t_id="12"/></TIMEX3>
<TIMEX3 m_id="7" type="DURATION" value="P2W" functionInDocument="NONE"><token_anchor t_id="12"/></TIMEX3>
<ENTITY_MENTION m_id="8" syntactic_type="NAM"><token_anchor t_id="5"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="9" syntactic_type="PRO"><token_anchor t_id="10"/></ENTITY_MENTION>
<ENTITY m_id="10" ent_type="ORG"/><EVENT m_id="11"/>
</Markables>
<Relations>
<REFERS_TO><source m_id="8"/><source m_id="9"/><target m_id="10"/></REFERS_TO>
<REFERS_TO><source m_id="1"/><target m_id="11"/></REFERS_TO>
</Relations></Document>
"""

ECB = """\
<Document doc_name="1_1ecb.xml">
<token t_id="1" sentence="0" number="0">Rebels</token><token t_id="2" sentence="0" number="1">raided</token>
<token t_id="3" sentence="0" number="2">Vell</token><token t_id="4" sentence="1" number="3">They</token>
<token t_id="5" sentence="1" number="4">denied</token><token t_id="6" sentence="1" number="5">the</token>
<token t_id="7" sentence="1" number="6">raid</token>
<Markables>
<HUMAN_PART_PER m_id="1"><token_anchor t_id="1"/></HUMAN_PART_PER><HUMAN_PART_PER m_id="2"><token_anchor t_id="4"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="3"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="4"><token_anchor t_id="7"/></ACTION_OCCURRENCE>
<ACTION_REPORTING m_id="5"><token_anchor t_id="5"/></ACTION_REPORTING><LOC_GEO m_id="6"><token_anchor t_id="3"/></LOC_GEO>
<HUMAN_PART_PER m_id="7" TAG_DESCRIPTOR="rebels"/><ACTION_OCCURRENCE m_id="8" TAG_DESCRIPTOR="raid"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="1"><source m_id="1"/><source m_id="2"/><target m_id="7"/></CROSS_DOC_COREF>
<CROSS_DOC_COREF r_id="2"><source m_id="3"/><source m_id="4"/><target m_id="8"/></CROSS_DOC_COREF>
</Relations></Document>
"""

NAF = """\
<?xml version="1.0" encoding="UTF-8"?>
<NAF xml:lang="en" version="v3"><nafHeader><fileDesc creationtime="2024-05-03T08:00:00Z"/></nafHeader>
<raw>Lena Brandt said on Monday she would resign.</raw>
<text><wf id="w1" offset="0" length="4">Lena</wf><wf id="w2" offset="5" length="6">Brandt</wf><wf id="w3" offset="12" length="4">said</wf>
<wf id="w4" offset="20" length="6">Monday</wf><wf id="w5" offset="27" length="3">she</wf>
<wf id="w6" offset="31" length="5">would</wf><wf id="w7" offset="37" length="6">resign</wf></text>
<terms><term id="t1"><span><target id="w1"/><target id="w2"/></span></term><term id="t2"><span><target id="w5"/></span></term></terms>
<timeExpressions><timex3 id="x1" type="DATE" value="2024-04-29"><span><target id="w4"/></span></timex3></timeExpressions>
<attribution><statement id="s1"><statement_target><span><target id="w5"/><target id="w6"/><target id="w7"/></span></statement_target>
<statement_source><span><target id="w1"/><target id="w2"/></span></statement_source>
<statement_cue><span><target id="w3"/></span></statement_cue></statement></attribution>
<coreferences><coref id="c1" type="entity"><span><target id="t1"/></span><span><target id="t2"/></span></coref></coreferences></NAF>
"""

GUM_XML = """\
<text id="GUM_news_ferry" dateCreated="2024-05-03" type="news">
<head>
<s type="frag">
Ferry\tNN\tferry
strike\tNN\tstrike
</s>
</head>
<p>
<s type="decl">
The\tDT\tthe
union\tNN\tunion
met\tVVD\tmeet
on\tIN\ton
<date when="2024-05-01">
May\tNP\tMay
1\tCD\t1
</date>
,\t,\t,
it\tPP\tit
said\tVVD\tsay
<date from="2019" to="2021">
from\tIN\tfrom
2019\tCD\t2019
</date>
.\tSENT\t.
</s>
</p>
</text>
"""
GUM_TSV = """\
#FORMAT=WebAnno TSV 3.2


#Text=Ferry strike
1-1\t0-5\tFerry\tevent[1]\tnew[1]\tn[1]\t_\t_\t_\t
1-2\t6-12\tstrike\tevent[1]\tnew[1]\tn[1]\t_\t_\t_\t

#Text=The union met on May 1 , it said from 2019 .
2-1\t13-16\tThe\torganization[2]\tnew[2]\tn[2]\t_\tcoref\t2-8[0_2]\t
2-2\t17-22\tunion\torganization[2]\tnew[2]\tn[2]\t_\t_\t_\t
2-3\t23-26\tmet\t_\t_\t_\t_\t_\t_\t
2-4\t27-29\ton\t_\t_\t_\t_\t_\t_\t
2-5\t30-33\tMay\ttime[3]\tnew[3]\tn[3]\t_\t_\t_\t
2-6\t34-35\t1\ttime[3]\tnew[3]\tn[3]\t_\t_\t_\t
2-7\t36-37\t,\t_\t_\t_\t_\t_\t_\t
2-8\t38-40\tit\torganization\tgiv\tn\t_\t_\t_\t
2-9\t41-45\tsaid\t_\t_\t_\t_\t_\t_\t
2-10\t46-50\tfrom\t_\t_\t_\t_\t_\t_\t
2-11\t51-55\t2019\t_\t_\t_\t_\t_\t_\t
2-12\t56-57\t.\t_\t_\t_\t_\t_\t_\t
"""

TOPONYMS = """\
<articles>
<article docid="7"><title>Rain</title><dltime>2024-05-03</dltime><text>Rain fell on Nairobi and on Kenyan farms.</text><toponyms>
<toponym><phrase>Nairobi</phrase><start>11</start><end>18</end>
<gaztag geonameid="184745"><lat>-1.28333</lat><lon>36.81667</lon></gaztag></toponym>
<toponym><phrase>Kenyan</phrase><start>28</start><end>34</end></toponym>
</toponyms></article>
<article docid="8"><toponyms/></article>
</articles>
"""
LOCATIONS = """\
<articles><article><source>http://example.org/flu</source><text>Flu reached Nairobi.</text><locations>
<location><name>Nairobi</name><start>13</start><end>20</end><lat>-1.28</lat><lon>36.82</lon><page>http://example.org/Nairobi</page></location>
</locations></article></articles>
"""

MARKED = (
    "id\tsentence\tmarked_sentence\tactor\trecipient\tevent_type\n"
    "1\tNorland accused Sutland.\t<s>Norland</s> accused <t>Sutland</t>.\tNorland\tSutland\tACCUSE\n"
    "2\tThe rebels freed Ana Ruiz.\t<s>The rebels</s> freed <t>Ana Ruiz</t>.\tThe rebels\tAna Ruiz\tYIELD\n"
    "3\tNorland accused Sutland.\tNorland accused <t>Sutland</t>.\t\tSutland\tACCUSE\n"
)
LABELLED = (
    "sentence,actor,recipient,type,status,published_at\n"
    '"Norland accused Sutland, and bombed it.",Norland,Sutland,ACCUSE,actual,2024-05-03\n'
    '"Norland accused Sutland, and bombed it.",Norland,it,assault,,2024-05-03\n'
    "Bread is dear.,,,,,\n"
)
FACTUALITY = (
    '{"text": "They did n\'t attack .", "targets": [{"span1": [3, 4], "label": -2.5}]}\n'
    '{"text": "She left .", "targets": [{"span1": [1, 2], "label": 3.0}]}\n'
    '{"text": "He may leave .", "targets": [{"span1": [2, 3], "label": 0.4}]}\n'
)
BIASED = (
    "text;label_bias;biased_words\nThe shameful plan failed.;Biased;['shameful']\nThe plan failed.;Non-biased;[]\nHm.;No agreement;[]\n"
)
SUBJECTIVE = "Sentence,Label,Solved conflict\nWhat a farce this is.,SUBJ,False\nThe vote is on Monday.,OBJ,False\n"

GUM_RST = """\
<rst><header><relations><rel name="attribution-positive" type="rst"/></relations></header><body>
<segment id="1" parent="5" relname="attribution-positive">Ana Ruiz of Vell said</segment>
<segment id="2" parent="4" relname="span">that the bridge ,</segment>
<segment id="3" parent="2" relname="elaboration-attribute">built last year ,</segment>
<segment id="6" parent="4" relname="same-unit">is closed .</segment>
<group id="4" type="multinuc" parent="5" relname="span"/>
<group id="5" type="span"/>
</body></rst>
"""

GUM_CONLL = """\
# begin document GUM_news_vell
0\tAna\t(1
1\tRuiz\t1)
2\tsaid\t_
3\tshe\t(1)
4\tleft\t_
5\tthe\t(2
6\ttown\t2)
# end document
"""

GUM_DEP = """\
# sent_id = 1
1-2\tshe's\t_\t_\t_\t_\t_\t_\t_\t_
1\tshe\t_\t_\t_\t_\t3\tnsubj\t_\t_
2\t's\t_\t_\t_\t_\t3\taux\t_\t_
3\tleft\t_\t_\t_\t_\t0\troot\t_\t_
4\t.\t_\t_\t_\t_\t3\tpunct\t_\t_
"""
