"""The review by keyboard alone: each key, and that nothing which was confirmed is lost, whatever happens to the server or the window."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tacitus.workspace.coding import CodeOptions, code_into
from tests.browser.conftest import Visit
from tests.browser.serving import Served
from tests.workspace.plans import plan

pytestmark = pytest.mark.browser


@pytest.fixture
def review(browser: Any, served: Served) -> Iterator[Visit]:
    found = Visit(browser, served)
    found.go("/review", "section.item")
    yield found
    found.close()
    assert [said for said in found.heard if "Failed to fetch" not in said] == []


def target(visit: Visit) -> str:
    """The id of what is to be judged: the article's link holds it."""
    address = str(visit.page.locator("section.item .head a").get_attribute("href"))
    return address.partition("at=")[2].partition("&")[0]


def press(visit: Visit, *keys: str) -> None:
    for key in keys:
        visit.page.keyboard.press(key)


def gone(visit: Visit, before: str) -> None:
    """Another item than this one is shown."""
    visit.page.wait_for_function("before => !document.querySelector('section.item .head a')?.href.includes(before)", arg=before)


def back(visit: Visit, before: str) -> None:
    """This item is shown again."""
    visit.page.wait_for_function("before => document.querySelector('section.item .head a')?.href.includes(before)", arg=before)


def kept(visit: Visit, count: int) -> list[dict[str, Any]]:
    """What the record's file holds, once it holds so many judgements."""
    for _ in range(400):
        found = visit.served.judgements()
        if len(found) >= count:
            break
        visit.page.wait_for_timeout(50)
    assert len(found) == count, [(one["act"], one["target"]) for one in found]
    return found


def test_a_accepts_and_x_rejects_and_the_record_has_it(review: Visit) -> None:
    first = target(review)
    press(review, "a")
    gone(review, first)
    second = target(review)
    press(review, "x")
    gone(review, second)
    assert [(one["target"], one["act"], one["author"]) for one in kept(review, 2)] == [
        (first, "accept", "A. Reader"),
        (second, "reject", "A. Reader"),
    ]


def test_each_key_answers_within_a_tenth_of_a_second(review: Visit) -> None:
    timed = """key => new Promise(done => {
        const before = document.querySelector('section.item .head a').href;
        const began = performance.now();
        const now = () => document.querySelector('section.item .head a')?.href;
        const look = () => now() !== before ? done(performance.now() - began) : setTimeout(look, 1);
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        look();
    })"""
    took = [review.page.evaluate(timed, key) for key in "axa axaxa ax"]
    assert sorted(took)[len(took) // 2] < 100, took


@pytest.mark.parametrize(("key", "path"), [("a", "/actors"), ("e", "/events"), ("f", "/framing"), ("o", "/")])
def test_going_elsewhere_by_two_keys_judges_nothing(review: Visit, key: str, path: str) -> None:
    """ "g a" goes to the actors; "a" alone accepts."""
    press(review, "g", key)
    review.page.wait_for_url(review.served.origin + path)
    review.page.wait_for_selector("main h1")
    press(review, "g", "r")
    review.page.wait_for_selector("section.item")
    assert review.page.get_by_role("dialog").count() == 0
    assert review.served.judgements() == []


def test_space_skips_and_backspace_brings_back(review: Visit) -> None:
    first = target(review)
    press(review, " ")
    gone(review, first)
    press(review, "Backspace")
    review.page.wait_for_function("first => document.querySelector('section.item .head a').href.includes(first)", arg=first)
    assert review.served.judgements() == []


def test_backspace_undoes_what_the_record_already_has(review: Visit) -> None:
    first = target(review)
    press(review, "x")
    gone(review, first)
    rejected = kept(review, 1)[0]
    press(review, "Backspace")
    review.page.wait_for_function("first => document.querySelector('section.item .head a').href.includes(first)", arg=first)
    undone = kept(review, 2)[1]
    assert (undone["act"], undone["undoes"]) == ("undo", rejected["id"])


def test_f_flags_with_a_note(review: Visit) -> None:
    first = target(review)
    press(review, "f")
    review.page.get_by_role("textbox", name="What should somebody look at?").fill("The actor may be the army.")
    press(review, "Enter")
    gone(review, first)
    flagged = json.loads(kept(review, 1)[0]["json"])
    assert (flagged["act"], flagged["reason"]) == ("flag", "The actor may be the army.")


def test_e_edits_fields_and_keeps_the_old_value(review: Visit) -> None:
    first = target(review)
    before = review.served.get(f"/api/events/{first}")["event"]
    press(review, "e", "s")
    press(review, "Escape")
    wanted = "Hypothetical" if before["status"] != "hypothetical" else "Future"
    press(review, "s")
    review.page.get_by_role("combobox", name="Status").fill(wanted[:5])
    press(review, "Enter", "Control+Enter")
    gone(review, first)
    edit, accept = (json.loads(one["json"]) for one in kept(review, 2))
    assert (edit["act"], edit["field"], edit["old"], edit["new"]) == ("edit", "status", before["status"], wanted.lower())
    assert (accept["act"], accept["target"]) == ("accept", first)


def test_every_field_is_edited_by_keyboard_alone(review: Visit) -> None:
    first, page = target(review), review.page
    before = review.served.get(f"/api/events/{first}")["event"]
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.text()) if answer.status >= 400 else None)
    press(review, "e")
    for letter, label, words in (
        ("t", "Type", "protest" if before["type"] != "PROTEST" else "agree"), ("v", "Voice", "author"),
        ("w", "Actors", "uganda"), ("r", "Recipients", "kenya"), ("k", "Speaker", "uganda"), ("p", "Where", "nairobi"),
    ):  # fmt: skip
        press(review, letter)
        page.keyboard.type(words)
        page.locator("section.editor [role=option]").filter(has_text=re.compile(words, re.IGNORECASE)).first.wait_for()
        press(review, "Enter")
        if label not in ("Type", "Voice"):
            press(review, "Escape")
        page.get_by_role("combobox", name=label).wait_for(state="detached")
    press(review, "m", "Enter", "Escape")
    press(review, "d")
    page.get_by_label("from").wait_for()
    page.keyboard.type("05032024")
    press(review, "Enter", "n", "Enter")
    press(review, "7", "Escape", "Control+Enter")
    gone(review, first)
    fields = {"type", "voice", "actors", "recipients", "speaker", "places", "modes", "time", "counts"}
    edits = {one["field"]: one for one in (json.loads(row["json"]) for row in kept(review, len(fields) + 1)) if one["act"] == "edit"}
    assert set(edits) == fields
    assert (edits["time"]["new"]["earliest"], edits["time"]["new"]["precision"]) == ("2024-05-03", "day")
    assert refused == []
    assert edits["counts"]["new"][-1]["best"] == 7
    assert edits["places"]["new"][-1]["name"] == "Nairobi"
    shown = review.served.get(f"/api/events/{first}")
    assert shown["review"] == "edited"
    press(review, "Backspace")
    back(review, first)
    assert len(kept(review, 2 * len(fields) + 2)) == 2 * len(fields) + 2


def test_quotations_have_the_same_keys(review: Visit) -> None:
    review.go("/review?kind=quote", "section[aria-label='To be judged'], section.item")
    seen: list[str] = []
    for key in ("a", "x", " ", "f"):
        shown = judged_now(review)
        seen.append(shown)
        press(review, key)
        if key == "f":
            review.page.get_by_role("textbox", name="What should somebody look at?").fill("Look again.")
            press(review, "Enter")
        review.page.wait_for_function(_OTHER, arg=shown)
    assert [one["act"] for one in kept(review, 3)] == ["accept", "reject", "flag"]
    press(review, "Backspace")
    review.page.wait_for_function(_SAME, arg=seen[-1])
    assert kept(review, 4)[-1]["act"] == "undo"


_SHOWN = "document.querySelector('section[aria-label=\"To be judged\"], section.item')?.querySelector('a')?.href"
_OTHER, _SAME = f"before => {_SHOWN} !== before", f"before => {_SHOWN} === before"


def judged_now(visit: Visit) -> str:
    """The address behind what is to be judged."""
    return str(visit.page.evaluate(f"() => {_SHOWN}"))


def test_thirty_events_are_judged_in_under_a_minute_by_keyboard_alone(review: Visit) -> None:
    began = time.monotonic()
    for n in range(30):
        before = target(review)
        press(review, "ax"[n % 2])
        gone(review, before)
    kept(review, 30)
    assert time.monotonic() - began < 60


def many_events(folder: Path, documents: int) -> Path:
    """A record of so many documents with three events each."""
    source, record = folder / "many.jsonl", folder / "many.db"
    lines = [
        {"id": f"d{n}", "outlet": "Herald", "published_at": "2024-05-03", "text": f"Barland attacked Fooland at dawn {n}. " * 3}
        for n in range(documents)
    ]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    code_into(record, [str(source)], CodeOptions(workers=0), how=plan())
    return record


@pytest.fixture
def long_queue(tmp_path: Path, built: None) -> Iterator[Served]:
    """More events than the app fetches at once."""
    found = Served(many_events(tmp_path, 80))
    yield found
    found.kill()


@pytest.mark.parametrize("slow", [0, 400])
def test_no_key_is_lost_however_fast_they_come(browser: Any, long_queue: Served, slow: int) -> None:
    """180 keys over several batches of the queue, in the order of the queue; ``slow``: milliseconds that each later batch takes."""
    expected = [one["target"] for one in long_queue.get("/api/review/queue?limit=180")["items"]]
    assert len(expected) == 180
    visit = Visit(browser, long_queue)
    if slow:
        visit.page.route("**/api/review/queue?*skip=*", lambda route: (time.sleep(slow / 1000), route.continue_()))
    visit.go("/review", "section.item")
    for n in range(180):
        visit.page.keyboard.press("ax"[n % 2])
    found = kept(visit, 180)
    assert [one["target"] for one in found] == expected
    assert [one["act"] for one in found] == ["accept", "reject"] * 90
    assert "60 left" in visit.page.locator("p.why").inner_text()  # of 240
    visit.close()
    assert visit.heard == []


def test_keys_of_one_moment_judge_one_after_the_other(browser: Any, long_queue: Served) -> None:
    expected = [one["target"] for one in long_queue.get("/api/review/queue?limit=60")["items"]]
    visit = Visit(browser, long_queue)
    visit.go("/review", "section.item")
    visit.page.evaluate("""() => { for (let n = 0; n < 60; n++)
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true })); }""")
    assert [one["target"] for one in kept(visit, 60)] == expected
    visit.close()


def test_a_party_is_chosen_by_its_words(review: Visit) -> None:
    first = target(review)
    press(review, "e", "r", "Control+ ")
    review.page.get_by_role("application").wait_for()
    press(review, "Home", "Shift+ArrowRight", "Enter", "Escape", "Control+Enter")
    gone(review, first)
    edit = json.loads(kept(review, 2)[0]["json"])
    assert edit["field"] == "recipients"
    added = edit["new"][-1]
    article = review.served.get(f"/api/documents/{edit['anchor']['document']}")["coding"]["document"]["text"]
    assert added["text"] == article[added["start"] : added["end"]]
    assert len(added["text"].split()) == 2


def test_a_digit_takes_a_suggestion(review: Visit) -> None:
    first = target(review)
    said = review.page.locator("ol.suggestions li").first.inner_text()
    press(review, "1")
    review.page.locator("dl .changed").first.wait_for()
    press(review, "a")
    gone(review, first)
    edit = json.loads(kept(review, 2)[0]["json"])
    assert edit["field"] == "type" and edit["new"].lower() in said.lower()


def test_a_digit_takes_another_day_of_the_article(review: Visit) -> None:
    first = target(review)
    offered = review.page.locator("ol.suggestions li").all_inner_texts()
    place = next(n for n, one in enumerate(offered, start=1) if "time:" in one)
    before = review.served.get(f"/api/events/{first}")["event"]["time"]
    press(review, str(place))
    review.page.locator("dl .changed").first.wait_for()
    press(review, "a")
    gone(review, first)
    edit = json.loads(kept(review, 2)[0]["json"])
    assert edit["field"] == "time" and edit["new"]["earliest"]
    assert edit["new"]["earliest"] != (before or {}).get("earliest") or edit["new"]["latest"] != before["latest"]


def test_n_draws_an_event_that_is_missing(review: Visit) -> None:
    press(review, "n")
    review.page.get_by_role("application").wait_for()
    press(review, "ArrowRight", "ArrowRight", "Enter")
    review.page.get_by_role("combobox", name="Type").fill("aid")
    press(review, "Enter")
    press(review, "Control+Enter")
    made = json.loads(kept(review, 1)[0]["json"])
    assert (made["act"], made["new"]["type"]) == ("add", "AID")
    trigger, document = made["new"]["trigger"], made["anchor"]["document"]
    text = review.served.get(f"/api/documents/{document}")["coding"]["document"]["text"]
    assert text[trigger["start"] : trigger["end"]] == trigger["text"] != ""


def test_question_mark_shows_every_key(review: Visit) -> None:
    press(review, "?")
    shown = review.page.get_by_role("dialog").inner_text()
    for said in ("Accept", "Reject", "Skip", "Undo", "Edit", "Flag", "suggestion"):
        assert said in shown
    press(review, "Escape")
    assert review.page.get_by_role("dialog").count() == 0
    assert review.axe() == []


def test_nothing_is_lost_when_the_server_is_killed_in_the_middle(review: Visit) -> None:
    judged = []
    for n, key in enumerate("axaxax"):
        if n == 2:
            kept(review, 2)
            review.served.kill()
        judged.append((target(review), {"a": "accept", "x": "reject"}[key]))
        press(review, key)
        gone(review, judged[-1][0])
    review.page.get_by_text("not in the record yet").wait_for()
    assert review.axe() == []
    review.served.start()
    other = review.context.new_page()
    other.goto(review.served.url)  # the new start URL; the first window goes on by itself
    found = kept(review, 6)
    assert sorted((one["target"], one["act"]) for one in found) == sorted(judged)
    review.page.get_by_text("not in the record yet").wait_for(state="detached", timeout=20_000)


def test_a_correction_and_a_drawn_event_are_kept_while_the_server_is_gone(review: Visit) -> None:
    first, page = target(review), review.page
    old = review.served.get(f"/api/events/{first}")["event"]["status"]
    new = "Hypothetical" if old != "hypothetical" else "Future"
    press(review, "e", "s")
    page.get_by_role("combobox", name="Status").fill(new[:5])
    press(review, "Enter")
    review.served.kill()
    press(review, "Control+Enter")
    gone(review, first)
    page.get_by_text("not in the record yet").wait_for()
    press(review, "n", "Enter")
    page.get_by_role("combobox", name="Type").fill("aid")
    press(review, "Enter", "Control+Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    second = target(review)
    press(review, "f")
    page.get_by_role("textbox", name="What should somebody look at?").fill("Written without a server.")
    press(review, "Enter")
    gone(review, second)
    assert "4 judgements are not in the record yet" in page.get_by_role("alert").first.inner_text()
    review.served.start()
    other = review.context.new_page()
    other.goto(review.served.url)
    found = [json.loads(row["json"]) for row in kept(review, 4)]
    assert [one["act"] for one in found] == ["edit", "accept", "add", "flag"]
    assert (found[0]["target"], found[0]["new"], found[3]["target"], found[3]["reason"]) == (
        first, new.lower(), second, "Written without a server.",
    )  # fmt: skip
    page.get_by_text("not in the record yet").wait_for(state="detached", timeout=20_000)


def test_what_was_not_sent_survives_the_window(review: Visit) -> None:
    review.served.kill()
    first = target(review)
    press(review, "a")
    gone(review, first)
    review.page.get_by_text("not in the record yet").wait_for()
    review.page.close()
    review.served.start()
    review.page = review.context.new_page()
    review.page.goto(review.served.url)
    review.go("/review", "section.item")
    assert [(one["target"], one["act"]) for one in kept(review, 1)] == [(first, "accept")]


def test_reload_and_back_keep_the_place(review: Visit) -> None:
    first = target(review)
    press(review, "a")
    gone(review, first)
    second = target(review)
    kept(review, 1)
    review.page.reload()
    review.page.wait_for_selector("section.item")
    assert target(review) == second
    press(review, "o")
    review.page.wait_for_url("**/documents/**")
    review.page.go_back()
    review.page.wait_for_selector("section.item")
    assert target(review) == second


def test_two_people_disagree_and_a_third_decides(browser: Any, served: Served) -> None:
    people = [Visit(browser, served) for _ in range(3)]
    for visit, name in zip(people, ("Ada", "Ben", "Cleo"), strict=True):
        visit.go("/review", "section.item")
        visit.page.get_by_title("Who judges; press to change").click()
        visit.page.get_by_role("textbox", name="Your name").fill(name)
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("dialog").wait_for(state="detached")
    disputed = target(people[0])
    press(people[0], "a")
    gone(people[0], disputed)
    assert target(people[1]) == disputed
    press(people[1], "x")
    gone(people[1], disputed)
    kept(people[1], 2)
    people[2].go("/review?list=disputed", "main h1")
    people[2].page.get_by_role("button", name="✗ It is not").click()
    kept(people[2], 3)
    verdict = served.get(f"/api/events/{disputed}")
    assert verdict["review"] == "rejected"
    progress = served.get("/api/review/progress")
    assert {one["value"]: one["count"] for one in progress["by_author"]} == {"Ada": 1, "Ben": 1, "Cleo": 1}
    assert [one["authors"] for one in progress["agreement"]] == [["Ada", "Ben"]], "who rules has read what the others said"
    for visit in people:
        assert visit.heard == []
        visit.close()


def test_a_random_sample_says_so_and_its_judgements_carry_it(review: Visit) -> None:
    review.page.get_by_placeholder("name of the sample").fill("spring")
    review.page.get_by_role("button", name="Draw").click()
    review.page.get_by_text("judgements made here measure").wait_for()
    first = target(review)
    press(review, "a")
    gone(review, first)
    assert kept(review, 1)[0]["sample"] == "spring"


def test_the_name_is_asked_for_once(browser: Any, coded: Any, tmp_path: Any, built: None) -> None:
    from tests.browser.serving import copied

    served = Served(copied(coded, tmp_path), author=None)
    try:
        visit = Visit(browser, served)
        visit.go("/review", "section.item")
        visit.page.get_by_role("textbox", name="Your name").fill("Dora")
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("dialog").wait_for(state="detached")
        first = target(visit)
        press(visit, "a")
        gone(visit, first)
        assert kept(visit, 1)[0]["author"] == "Dora"
        visit.page.reload()
        visit.page.wait_for_selector("section.item")
        assert visit.page.get_by_role("dialog").count() == 0
        visit.close()
    finally:
        served.kill()


def test_bulk_acts_say_how_many_and_can_be_undone(review: Visit) -> None:
    count = review.served.get("/api/events?type=ACCUSE&limit=1")["total"]
    review.go("/review?type=ACCUSE", "section.item")
    review.page.get_by_role("button", name="Accept all…").click()
    review.page.get_by_role("button", name=f"Accept all {count}", exact=True).click()
    kept(review, count)
    review.page.get_by_role("button", name="Undo", exact=True).last.click()
    assert [one["act"] for one in kept(review, 2 * count)] == ["accept"] * count + ["undo"] * count


def test_thousands_are_judged_at_once_without_those_judged_before_and_taken_back_after_a_reload(browser: Any, tmp_path: Path) -> None:
    visit = Visit(browser, served := Served(many_events(tmp_path, 700)))
    total = served.get("/api/events?limit=1")["total"]
    assert total > 2000
    visit.go("/review?type=ASSAULT", "section.item")
    press(visit, "x", "x", "x")
    rejected = {one["target"] for one in kept(visit, 3)}
    visit.page.get_by_role("button", name="Accept all…").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_text("3 of them you have judged before").wait_for()
    began = time.monotonic()
    press(visit, "Enter")
    visit.page.get_by_text(f"{total - 3:,} events accepted.").wait_for()
    assert time.monotonic() - began < 20
    made = kept(visit, total)
    assert not rejected & {one["target"] for one in made[3:]}
    visit.go("/review?list=batches", "main .panel .number")
    visit.page.get_by_role("button", name=f"Undo all {total - 3:,}").click()
    visit.page.get_by_text("Nobody has judged many at once.").wait_for()
    kept(visit, 2 * total - 3)
    assert {state: served.get(f"/api/events?reviewed={state}&limit=1")["total"] for state in ("accepted", "rejected")} == {
        "accepted": 0,
        "rejected": 3,
    }
    visit.close()
    served.kill()


@pytest.mark.parametrize("kind", ["event", "quote", "merge"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, reading: Served, kind: str, scheme: str) -> None:
    visit = Visit(browser, reading, color_scheme=scheme)
    visit.go(f"/review?kind={kind}", "main h1")
    visit.page.wait_for_timeout(600)
    assert visit.axe() == []
    visit.close()
