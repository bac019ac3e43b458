"""Grammar of quotations, with fictional actors: cue, speaker, content, form."""

from __future__ import annotations

import pytest

from tacitus.model.records import Document, Quote
from tacitus.model.stage import Given
from tacitus.stages.entities import Entities
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.quotes import Quotes
from tacitus.syntax.parties import parties_of

_LINGUISTICS = Linguistics.from_resources()
_ENTITIES = Entities.from_resources()
_QUOTES = Quotes.from_resources()


def quotes_of(text: str) -> list[Quote]:
    document = Document(id="doc-t", source_id="t", input="t", text=text, text_sha256="", extractor="test")
    given = Given(_LINGUISTICS.annotate(document, Given()))
    given.add(list(_ENTITIES.annotate(document, given)))
    return list(_QUOTES.annotate(document, given))


def told(quote: Quote) -> tuple[str, str | None, str | None, str]:
    """Form, speaker, cue and content as words."""
    speaker = quote.speaker.text if quote.speaker else None
    return quote.form, speaker, quote.cue.text if quote.cue else None, " … ".join(span.text for span in quote.content)


CASES = [
    ('"We will stay," said Doe.', ("direct", "Doe", "said", "We will stay,")),
    ('Doe said: "We will stay."', ("direct", "Doe", "said", "We will stay.")),
    ("“We will stay,” Doe said on Monday.", ("direct", "Doe", "said", "We will stay,")),
    ("«We will stay», Doe said.", ("direct", "Doe", "said", "We will stay")),
    ("„We will stay“, Doe said.", ("direct", "Doe", "said", "We will stay")),
    ("'The ministers' plan isn't bad,' Doe said.", ("direct", "Doe", "said", "The ministers' plan isn't bad,")),
    ('"We will stay," said Doe. "And we will win."', ("direct", "Doe", "said", "We will stay, … And we will win.")),
    ("Doe said that Barland had attacked the port.", ("indirect", "Doe", "said", "that Barland had attacked the port")),
    ("Doe proposed talks in exchange for aid.", ("indirect", "Doe", "proposed", "talks in exchange for aid")),
    ("Doe rejected the offer on Monday.", ("indirect", "Doe", "rejected", "the offer")),
    ('"Nobody told us anything,” Doe said.', ("direct", "Doe", "said", "Nobody told us anything,")),
    ('“Nobody told us anything," Doe said.', ("direct", "Doe", "said", "Nobody told us anything,")),
    (
        "The minister made clear that the border would stay shut.",
        ("indirect", "The minister", "made clear", "that the border would stay shut"),
    ),
    ("They deemed the offer a trap.", ("indirect", "They", "deemed", "the offer a trap")),
    ("Doe cast the strike as a last resort.", ("indirect", "Doe", "cast", "the strike as a last resort")),
    ("Polls show a close race between Doe and Roe.", ("indirect", "Polls", "show", "a close race between Doe and Roe")),
    ("Nine Killed as Gunmen Storm Market: Police", ("indirect", "Police", ":", "Nine Killed as Gunmen Storm Market")),
    ("Jane Doe to Farmers: The Border Will Open in May", ("indirect", "Jane Doe", ":", "The Border Will Open in May")),
    (
        "Asked whether the ferry still ran, the captain answered: “Twice a week in summer.”",
        ("direct", "the captain", "answered", "Twice a week in summer."),
    ),
    (
        "“This was a test,” Doe said. “It showed the weakness of Roe” and her staff “in full light for all to see.”",
        ("mixed", "Doe", "said", "This was a test, … “It showed the weakness of Roe” and her staff “in full light for all to see.”"),
    ),
    (
        "“We won the vote and we will win again,” Doe told Roe after the count had ended.",
        ("direct", "Doe", "told", "We won the vote and we will win again,"),
    ),
    ("Doe flew home and put out a letter praising the pact.", ("indirect", "Doe", "praising", "the pact")),
    ("She visited Roe to thank him for the boats.", ("indirect", "She", "to thank", "him for the boats")),
    ("Doe got Roe to admit that the fort was empty.", ("indirect", "Roe", "to admit", "that the fort was empty")),
    (
        "Three divers, Jane Doe, Ann Poe and John Roe, found last spring that the wreck was empty.",
        ("indirect", "Three divers", "found", "that the wreck was empty"),
    ),
    ("“Nobody can name a single one,” Doe answers.", ("direct", "Doe", "answers", "Nobody can name a single one,")),
    ("Doe said Barland had attacked the port.", ("indirect", "Doe", "said", "Barland had attacked the port")),
    ("Barland, Doe said, had attacked the port.", ("indirect", "Doe", "said", "Barland … had attacked the port")),
    ("The port is lost, Doe said.", ("indirect", "Doe", "said", "The port is lost")),
    ("According to officials, 12 people died.", ("indirect", "officials", "According to", "12 people died")),
    ("The army denied attacking the village.", ("indirect", "The army", "denied", "attacking the village")),
    ("Doe told reporters the raid was a crime.", ("indirect", "Doe", "told", "the raid was a crime")),
    ("Doe accused Roe of lying.", ("indirect", "Doe", "accused", "Roe of lying")),
    ("Doe urged Roe to resign.", ("indirect", "Doe", "urged", "Roe to resign")),
    ("Doe vowed to punish the rebels.", ("indirect", "Doe", "vowed", "to punish the rebels")),
    ("Doe described Roe as a liar.", ("indirect", "Doe", "described", "Roe as a liar")),
    ("Doe warned of a famine.", ("indirect", "Doe", "warned of", "a famine")),
    ("Doe called on Roe to leave the city.", ("indirect", "Doe", "called on", "Roe to leave the city")),
    ("Doe was quoted as saying the dam would break.", ("indirect", "Doe", "was quoted as saying", "the dam would break")),
    ('Doe said the raid was "a crime" and left.', ("mixed", "Doe", "said", 'the raid was "a crime"')),
    ("Doe rejected the claim that Roe had lied.", ("indirect", None, "claim", "that Roe had lied")),
    (
        "The ministry issued a warning that the dam could break.",
        ("indirect", "The ministry", "issued a warning", "that the dam could break"),
    ),
    ("The rebels are expected to sign the deal.", ("indirect", None, "are expected", "The rebels … to sign the deal")),
    ("Doe is confident that the truce will hold.", ("indirect", "Doe", "is confident", "that the truce will hold")),
    (
        "Gunmen killed nine people near Barville, residents and a local official said on Monday.",
        ("indirect", "residents", "said", "Gunmen killed nine people near Barville"),
    ),
    (
        "It is preparing to fly tents to Barville, a spokeswoman, Ann Roe, said.",
        ("indirect", "a spokeswoman", "said", "It is preparing to fly tents to Barville"),
    ),
    (
        "Roe “will not wait”, a deputy minister, Jane Doe, is quoted as saying.",
        ("mixed", "a deputy minister", "is quoted as saying", "Roe “will not wait”"),
    ),
    ("The army took the port, Doe said, and asked Barland for help.", ("indirect", "Doe", "said", "The army took the port")),
    ("09:15 — The port is lost, Doe said.", ("indirect", "Doe", "said", "The port is lost")),
    ("The envoy said as much on Friday.", ("indirect", "The envoy", "said", "as much")),
    ("The council approves of the new ferry.", ("indirect", "The council", "approves of", "the new ferry")),
    ("The panel attributed the flood to poor dams.", ("indirect", "The panel", "attributed", "the flood to poor dams")),
    (
        "Doe said the dam would hold through spring, a claim that few engineers believed.",
        ("indirect", "Doe", "said", "the dam would hold through spring"),
    ),
    (
        "Doe said the dam would hold through spring, contradicting her own engineers.",
        ("indirect", "Doe", "said", "the dam would hold through spring"),
    ),
    (
        "According to harbour master Jane Doe, the cranes reek of oil and stand idle.",
        ("indirect", "Jane Doe", "According to", "the cranes reek of oil and stand idle"),
    ),
    (
        "The new road stays shut for now — “We will mend every mile of it,” Doe said.",
        ("direct", "Doe", "said", "We will mend every mile of it,"),
    ),
    ("Doe praised the “old harbour” and closed its “rusty gates” for the winter.", ("mixed", "Doe", "praised", "the “old harbour”")),
    ("The port, which Doe said was lost, burned.", ("indirect", "Doe", "said", "which … was lost")),
    ("According to two witnesses, the men came by boat.", ("indirect", "two witnesses", "According to", "the men came by boat")),
    (
        "The prime minister says in an address to the nation that troops were attacked “with mortars”.",
        ("mixed", "The prime minister", "says", "that troops were attacked “with mortars”"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_quotation_has_its_form_speaker_cue_and_content(text: str, expected: tuple[str, str | None, str | None, str]) -> None:
    assert expected in [told(quote) for quote in quotes_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "peace" held.',
        "The rebels' camp and the ministers' cars burned.",
        "It was the '90s, rock 'n' roll.",
        "Crowds read “Foo Days” in the park.",
        "She spoke on “Foo Today at Noon,” while visiting Barville.",
        "The editors chose “Barland Shuts Its Border Once Again and for Good” by Jane Doe.",
        "She was seen on Foo TV's “Barland Today,” which Doe hosts.",
        "Doe claimed the throne on Sunday.",
        "Doe was named head of the bank.",
        "Jane “Jay” Doe came by boat.",
        "Syria: nine killed in raid",
    ],
)
def test_scare_quotes_titles_and_apostrophes_are_no_quotations(text: str) -> None:
    assert quotes_of(text) == []


def test_a_quotation_goes_on_behind_but() -> None:
    (quote,) = quotes_of("“We came by boat and on foot,” Doe said. But “nobody on the island was there to meet us that night.”")
    assert len(quote.content) == 2


def test_a_verb_and_its_noun_with_the_same_content_are_one_quotation() -> None:
    assert len(quotes_of("The envoy reiterated her support for the ferry.")) == 1


def test_paragraphs_that_each_reopen_are_one_quotation() -> None:
    text = "“We came in peace. We stayed.\n\n“We built a road.\n\n“Now we leave,” Doe wrote on Friday."
    (quote,) = quotes_of(text)
    assert (len(quote.content), quote.form, quote.speaker and quote.speaker.text) == (3, "direct", "Doe")


def test_a_paragraph_of_pure_quotation_goes_on_with_the_speaker_before() -> None:
    (quote,) = quotes_of("“We came in peace,” Doe said.\n\n“We built a road and a school.”")
    assert [span.text for span in quote.content] == ["We came in peace,", "We built a road and a school."]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    quotes = quotes_of("Doe said: “We will stay and we will fight.\n\nThe army moved north.")
    assert all("army" not in span.text for quote in quotes for span in quote.content)


def test_hearsay_is_hedged_and_has_no_speaker() -> None:
    (quote,) = quotes_of("Roe reportedly fled the city.")
    assert quote.speaker is None
    assert quote.hedge is not None
    assert quote.hedge.text == "reportedly"


def test_what_is_believed_is_hedged() -> None:
    (quote,) = quotes_of("It is believed that Roe fled the city.")
    assert (quote.speaker, quote.hedge and quote.hedge.text) == (None, "is believed")


def test_attribution_nests() -> None:
    quotes = quotes_of("The spokesman said that the minister had denied that troops crossed the river.")
    outer, inner = quotes
    assert inner.parent == outer.id
    assert (inner.speaker and inner.speaker.text, inner.cue and inner.cue.text) == ("the minister", "had denied")


def test_attribution_nests_in_direct_words_and_over_three_speakers() -> None:
    outer, inner = quotes_of("“The minister told me that Barland had shelled the town,” said Doe.")
    assert (inner.parent, inner.speaker and inner.speaker.text, outer.speaker and outer.speaker.text) == (outer.id, "The minister", "Doe")
    first, second, third = quotes_of("According to the daily, Doe said that her aides denied that they had met Roe.")
    assert [first.parent, second.parent, third.parent] == [None, first.id, second.id]
    assert [one.speaker and one.speaker.text for one in (first, second, third)] == ["the daily", "Doe", "her aides"]


@pytest.mark.parametrize(
    "text",
    [
        "Doe said it was hard to say that the dam was safe.",
        "“It would be wrong to say that the dam is safe,” said Doe.",
        "“I have always said that the dam is safe,” said Doe.",
    ],
)
def test_what_nobody_else_is_told_to_have_said_does_not_nest(text: str) -> None:
    assert len(quotes_of(text)) == 1


def test_several_speakers_in_a_paragraph_keep_their_words() -> None:
    text = "“We are leaving,” said Doe. “We are staying,” said Roe. “Nobody asked us,” a shopkeeper, Ann Poe, added."
    assert [(quote.speaker and quote.speaker.text, quote.content[0].text) for quote in quotes_of(text)] == [
        ("Doe", "We are leaving,"),
        ("Roe", "We are staying,"),
        ("a shopkeeper", "Nobody asked us,"),
    ]


def test_a_pull_quote_is_not_said_twice() -> None:
    said = "The road is shut and it will stay shut for a long time to come"
    first, pulled = quotes_of(f"“{said},” Doe wrote.\n\n“{said}”\n\nNobody came.")
    assert (len(first.content), pulled.speaker) == (1, None)


def test_a_second_cue_goes_with_the_first_speaker() -> None:
    quotes = quotes_of("Jane Doe denied that her fighters had shelled Barville and accused Fooland of staging the attack.")
    assert [quote.speaker and quote.speaker.text for quote in quotes] == ["Jane Doe", "Jane Doe"]


def test_an_interview_gives_each_answer_to_its_speaker() -> None:
    text = (
        "A talk with the minister\n\nJane Doe, trade minister of Fooland, spoke to the Foo Times.\n\n"
        "Q: Will you stay?\n\nA: Yes. We will stay.\n\n"
        "Q: And the border?\n\nA: The border must open soon."
    )
    answers = [quote for quote in quotes_of(text) if quote.speaker is not None and quote.speaker.text == "Jane Doe"]
    assert ["We will stay" in quote.content[0].text or "border must" in quote.content[0].text for quote in answers] == [True, True]


def test_labels_with_names_give_their_turns() -> None:
    text = (
        "The debate\n\nDOE: We need the bridge this year.\n\n"
        "ROE: We cannot pay for it.\n\nDOE: You can if you want to.\n\nROE: That is not true."
    )
    assert [quote.speaker and quote.speaker.text for quote in quotes_of(text)] == ["DOE", "ROE", "DOE", "ROE"]


@pytest.mark.parametrize(
    "text",
    [
        'In a statement, the Blue River Alliance said it had left the town. "We are ready to talk," the statement said.',
        'The Blue River Alliance issued a statement on Monday. "We are ready to talk," the statement said.',
        'A statement by the Blue River Alliance said: "We are ready to talk."',
    ],
)
def test_a_statement_speaks_for_its_issuer(text: str) -> None:
    quote = next(quote for quote in quotes_of(text) if quote.form == "direct")
    assert quote.speaker is not None and "statement" in str(quote.speaker.text)
    assert quote.speaker.name == "Blue River Alliance"


def test_whoever_a_text_only_tells_of_did_not_issue_it() -> None:
    quote = next(quote for quote in quotes_of('A video of soldiers said: "We are ready to talk."') if quote.form == "direct")
    assert quote.speaker is not None and quote.speaker.entity is None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Doe said on Monday he was ill.", "he was ill"),
        ("Doe said after the raid that the truce was dead.", "that the truce was dead"),
    ],
)
def test_the_time_of_saying_is_not_said(text: str, content: str) -> None:
    assert content in [told(quote)[3] for quote in quotes_of(text)]


def test_our_troops_are_of_the_speakers_country() -> None:
    text = 'Kenya\'s president, Jane Doe, said: "Our troops left the town."'
    document = Document(id="doc-t", source_id="t", input="t", text=text, text_sha256="", extractor="test")
    given = Given(_LINGUISTICS.annotate(document, Given()))
    given.add(list(_ENTITIES.annotate(document, given)))
    given.add(list(_QUOTES.annotate(document, given)))
    reader = parties_of(text, given)
    troops = next(token.i for token in given.tokens if token.text == "troops")
    assert (reader.party(troops).country, reader.party(troops).certainty) == ("KEN", "inferred")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("She wants to widen the quay, build a crane and hire forty men.", "to widen the quay, build a crane and hire forty men"),
        (
            "The bureau says it would cut income while owners wait, but would later add 84 million crowns.",
            "it would cut income while owners wait, but would later add 84 million crowns",
        ),
        ("Roe began by stressing honest work, and a need to raise wages.", "honest work, and a need to raise wages"),
        ("Roe praised the plan, which includes a new tram line.", "the plan"),
        ("Doe opposes the treaty, known in Foolandia as the salt pact.", "the treaty"),
        ("Roe wrote in the small hours that Doe was a thief.", "that Doe was a thief"),
        ("The guards, Doe explained earlier in the hearing, were “well-paid.”", "The guards … were “well-paid.”"),
        ("Councillors have not said when they would reopen the bridge.", "when they would reopen the bridge"),
        ("The mayor promised lower fares and more trams.", "lower fares and more trams"),
        ("The bishop expressed concern about the old dam.", "the old dam"),
        ("Doe told the guild this weekend he would sell the mill.", "he would sell the mill"),
        ("Holm announced plans this week to give another 15 million to the fund.", "plans … to give another 15 million to the fund"),
        ("Brandt blasted Holm as a “disgrace” Wednesday on the evening show.", "Holm as a “disgrace”"),
        ("Holm's lawyers argued in court papers filed Monday that the sale was void.", "that the sale was void"),
        (
            "The desk announced it will have nine checkers, and it will all be done live.",
            "it will have nine checkers, and it will all be done live",
        ),
        ("There were fears the dam would break.", "the dam would break"),
    ],
)
def test_where_a_content_begins_and_ends(text: str, content: str) -> None:
    assert content in [told(quote)[3] for quote in quotes_of(text)]


@pytest.mark.parametrize("text", ["Imagine the harbour under snow.", "Don't blame the pilot.", "Roe was charged with theft."])
def test_orders_to_the_reader_and_acts_of_courts_are_nobodys_words(text: str) -> None:
    assert quotes_of(text) == []


def test_a_transcript_printed_as_a_quotation_gives_each_turn_to_its_speaker() -> None:
    text = (
        "The broadcaster printed part of the talk.\n\n“HOLM: Will the ferry sail on Friday, governor?\n\n"
        "“BRANDT: It will sail when the ice is gone, and no sooner.\n\n“HOLM: And who pays for the wait?\n\n"
        "“BRANDT: The harbour pays, as it did last year.”"
    )
    quotes = [told(quote) for quote in quotes_of(text)]
    assert [(speaker, content.split()[0]) for _, speaker, _, content in quotes] == [
        ("HOLM", "Will"), ("BRANDT", "It"), ("HOLM", "And"), ("BRANDT", "The"),
    ]  # fmt: skip
    assert quotes[-1][3] == "The harbour pays, as it did last year."


def test_words_in_marks_belong_to_no_verb_that_is_joined_after_them() -> None:
    quotes = quotes_of("Holm used the phrase “cold iron” often in his talks, and criticized Brandt for not doing so.")
    assert [told(quote)[3] for quote in quotes] == ["Brandt for not doing so"]
