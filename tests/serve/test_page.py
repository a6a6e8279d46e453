"""The page, driven in a real browser as a coder would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import AXE, FLAGS, chromium, missing, served
from desk_made import MadeBacking

if why := missing():
    pytest.skip(f"page tests skipped: {why}", allow_module_level=True)
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from dateline import world
from dateline.casefile import Casefile, Judgement
from dateline.casefile.exported import Export, log

expect.set_options(timeout=20_000)  # a map in software on a busy machine takes its time


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def desk(case_path: Path) -> Iterator[str]:
    with served(case_path) as address:
        yield address


def opened(chrome: Browser, address: str, path: str = "/", author: str = "Ana") -> Page:
    page = chrome.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(20_000)
    page.add_init_script(f"localStorage.setItem('dateline-author', {json.dumps(author)})")
    problems: list[str] = []
    page.on("pageerror", lambda e: problems.append(str(e)))

    def heard(m: ConsoleMessage) -> None:
        if m.type == "error" and "409" not in m.text:
            problems.append(f"{m.text} {m.location.get('url', '')}")

    page.on("console", heard)
    page.on("dialog", lambda d: problems.append(f"a script ran: {d.message}"))
    page.problems = problems  # type: ignore[attr-defined]
    page.goto(address + path)
    return page


@pytest.fixture
def page(chrome: Browser, desk: str) -> Iterator[Page]:
    page = opened(chrome, desk)
    expect(page.locator(".list tbody tr").first).to_be_visible()
    yield page
    assert page.problems == []  # type: ignore[attr-defined]
    page.context.close()


def titles(page: Page) -> list[str]:
    return page.locator(".list tbody tr a").all_inner_texts()


def to_shelling(page: Page) -> None:
    page.locator(".list tbody tr", has_text="Oramo").locator("a").click()
    expect(page.locator(".claim").first).to_be_visible()


def say(page: Page, words: str) -> None:
    page.fill('input[name="answer"]', words)
    page.keyboard.press("Enter")


def test_filters_narrow_all_three_views_and_stay_in_the_address(page: Page) -> None:
    everything = len(titles(page))
    page.select_option('select[name="type"]', "territory_taken")
    expect(page.locator(".list tbody tr")).to_have_count(1)
    assert "type=territory_taken" in page.url
    expect(page.locator('.canvas[data-drawn="1"]')).to_be_attached()
    expect(page.locator(".time g")).to_have_count(1)
    page.reload()
    expect(page.locator(".list tbody tr")).to_have_count(1)
    page.get_by_role("button", name="clear all").click()
    expect(page.locator(".list tbody tr")).to_have_count(everything)
    page.fill('input[name="words"]', "bridge")
    page.keyboard.press("Enter")
    expect(page.locator(".list tbody tr")).to_have_count(1)


def test_what_is_typed_stays_when_an_answer_comes_in(page: Page) -> None:
    held: list[Route] = []
    slow = True
    page.route("**/api/incidents?*", lambda route: held.append(route) if slow else route.continue_())
    page.reload()
    page.fill('input[name="words"]', "bridge")
    slow = False
    for route in held:
        route.continue_()
    expect(page.locator(".list tbody tr").first).to_be_visible()
    expect(page.locator('input[name="words"]')).to_have_value("bridge")
    page.keyboard.press("Enter")
    expect(page.locator(".list tbody tr")).to_have_count(1)


def test_brushing_the_time_line_selects_days(page: Page) -> None:
    everything = len(titles(page))
    box = page.locator(".time svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.up()
    expect(page.locator(".list tbody tr")).not_to_have_count(everything)
    assert "since=" in page.url
    assert "until=" in page.url


def test_a_sign_on_the_map_selects_the_incident_in_the_list(page: Page) -> None:
    page.select_option('select[name="type"]', "territory_taken")
    expect(page.locator('.canvas[data-drawn="1"]')).to_be_attached()
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # the only point is in the middle
    expect(page.locator(".list tr.on")).to_have_count(1)


def test_words_lead_to_the_record_and_the_record_to_the_words(page: Page) -> None:
    to_shelling(page)
    page.locator(".claim .from a").first.click()
    expect(page.locator(".text mark.on").first).to_be_visible()
    words = page.locator(".text mark").last.inner_text()
    page.locator(".text mark").last.click()
    expect(page.locator(".claim.on")).to_have_count(1)
    assert words in page.locator(".text").inner_text()
    page.locator(".claim.on a").click()
    expect(page.locator("h1")).to_contain_text("Oramo")


def test_accept_correct_a_place_undo(page: Page) -> None:
    to_shelling(page)
    page.keyboard.press("j")
    expect(page.locator(".claim.on")).to_have_count(1)
    page.keyboard.press("a")
    expect(page.locator(".claim .tag.good", has_text="accepted")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator(".claim .tag.good", has_text="accepted")).to_have_count(0)
    expect(page.locator(".history .undone")).to_have_count(1)
    page.select_option("#correct", "place")
    page.fill('input[name="place"]', "Less")
    page.locator(".search li button", has_text="Lessing").click()
    page.fill('input[name="reason"]', "the market is in Lessing")
    page.get_by_role("button", name="save").click()
    expect(page.locator(".history li", has_text="correct place")).to_have_count(1)


def test_a_place_is_corrected_on_the_map(page: Page) -> None:
    to_shelling(page)
    page.keyboard.press("j")
    page.select_option("#correct", "place")
    expect(page.locator(".search li button", has_text="Oramo")).to_be_visible()  # what else the name may mean
    page.get_by_role("button", name="on the map").click()
    expect(page.locator('.pickmap .canvas[data-drawn="1"]')).to_be_attached()
    box = page.locator(".pickmap .canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2)
    expect(page.locator(".chosen")).to_contain_text("near Oramo")
    page.select_option('select[name="precision"]', "near")
    page.fill('input[name="reason"]', "east of the town")
    page.get_by_role("button", name="save").click()
    expect(page.locator(".history li", has_text="correct place to near Oramo")).to_have_count(1)
    expect(page.locator(".claim.on dd", has_text="near Oramo (near)")).to_have_count(1)


def test_a_source_is_pinned_and_the_log_says_so(page: Page) -> None:
    to_shelling(page)
    page.keyboard.press("j")
    page.select_option('select[name="reliability"]', "low")
    say(page, "it has been wrong before")
    expect(page.locator(".told.good")).to_contain_text("reliability")
    page.get_by_role("link", name="log").click()
    expect(page.locator("tbody tr", has_text="counts as low")).to_have_count(1)
    page.locator("tbody tr", has_text="counts as low").get_by_role("button").click()
    expect(page.locator("tbody tr", has_text="counts as low")).to_contain_text("(undone)")


def test_what_is_left_of_nothing_and_back_again(page: Page) -> None:
    page.locator(".list tbody tr", has_text="Lessing").last.locator("a").click()
    expect(page.locator(".claim")).to_have_count(1)
    title = page.locator("h1").inner_text()
    address = page.url.rpartition("/")[2].partition("?")[0]
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url.partition("?")[0]))
    page.keyboard.press("j")
    page.keyboard.press("r")  # no waiting in between: the claim is chosen before the next key is heard
    say(page, "not so")
    expect(page.locator(".told.good")).to_contain_text("Nothing is left of this incident")
    expect(page.locator(".list tbody tr", has_text=title)).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".list tbody tr", has_text=title)).to_have_count(1)
    assert any(a.endswith("/api/incidents") for a in asked)
    assert not any(a.endswith(f"/api/incidents/{address}") for a in asked), "asked for after it was gone"


def test_from_one_incident_to_the_next(page: Page) -> None:
    names = titles(page)
    page.locator(".list tbody tr a").first.click()
    expect(page.locator("h1")).to_contain_text(names[0])
    page.keyboard.press("]")
    expect(page.locator("h1")).to_contain_text(names[1])
    page.keyboard.press("[")
    expect(page.locator("h1")).to_contain_text(names[0])
    page.keyboard.press("Escape")
    expect(page.locator(".list tr.on")).to_contain_text(names[0])


def test_the_log_shows_exports_and_how_far_coders_agree(chrome: Browser, case_path: Path) -> None:
    with Casefile(case_path) as case:
        log(case, Export(who="Ana", format="acled", selection={"since": "2031"}, names="roles", rows=2, file="a.csv",
                         sha256="0" * 64, version="1"))  # fmt: skip
        claims = [c.id for s in case.readings() for c in s.reading.claims][:3]
        for author in ("Ana", "Ben"):
            for n, claim in enumerate(claims):
                kind = "reject" if n == 0 and author == "Ben" else "accept"
                world.judged(case, Judgement(kind=kind, target=claim, claims=(claim,), author=author, reason="so"))  # type: ignore[arg-type]
    with served(case_path) as address:
        page = opened(chrome, address, "/#/log")
        expect(page.locator(".exports tbody tr")).to_contain_text("since: 2031")
        expect(page.locator(".exports tbody tr")).to_contain_text("private people left out")
        expect(page.locator("tr", has_text="Ana and Ben").first).to_contain_text("67 %")
        page.context.close()


def test_a_time_line_for_each_place_that_is_held(chrome: Browser, desk: str) -> None:
    page = opened(chrome, desk, "/#/holdings")
    expect(page.locator(".holdline svg")).to_have_count(1)
    expect(page.locator("table")).to_contain_text("Lakeside Front")
    page.fill('input[name="holder"]', "nobody of that name")
    expect(page.locator(".holdline")).to_have_count(0)
    page.context.close()


def test_where_there_are_too_many_for_the_map_what_is_seen_is_asked_for(
    chrome: Browser, desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.serve.onmap.MOST", 1)
    monkeypatch.setattr("dateline.serve.onmap.CELLS", 1)
    page = chrome.new_page()
    seen: list[str] = []
    page.on("request", lambda r: seen.append(r.url) if "/api/points" in r.url else None)
    page.goto(desk)
    expect(page.locator(".canvas[data-drawn]")).to_be_attached()
    while not any("west=" in u for u in seen):
        page.wait_for_event("request")
    page.select_option('select[name="type"]', "territory_taken")
    expect(page.locator('.canvas[data-drawn="1"]')).to_be_attached()
    page.close()


def test_places_are_sent_some_at_a_time(chrome: Browser, desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.serve.views.held", lambda case, place, words: ["made:Lessing"] * 41)
    page = opened(chrome, desk, "/#/holdings")
    more = page.get_by_role("button", name="show 1 more of 1")
    more.click()
    expect(more).to_have_count(0)
    page.context.close()


def test_a_copy_is_said_to_be_one(chrome: Browser, case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Casefile(case_path) as case:
        case.connection.execute("UPDATE worlds SET key = 'old'")
    monkeypatch.setattr("dateline.serve.desk.writable", lambda path: path != case_path)
    monkeypatch.setattr(MadeBacking, "refresh", lambda self, case: case.path != case_path and world.refresh(case))
    with served(case_path, read_only=True) as address:
        page = opened(chrome, address)
        expect(page.get_by_role("note")).to_contain_text("what you see is a copy")
        page.context.close()


def test_the_map_names_the_places_that_are_seen(chrome: Browser, desk: str) -> None:
    page = chrome.new_page()
    page.goto(desk)
    expect(page.locator('.canvas[data-named="2"]')).to_be_attached()
    page.close()


def test_split_and_merge(page: Page) -> None:
    to_shelling(page)
    page.locator(".claim .check input").first.check()
    page.locator(".actions button", has_text="split off 1").click()
    say(page, "another market")
    expect(page.locator(".told.good")).to_contain_text("split")
    page.keyboard.press("Escape")
    rows = page.locator(".list tbody tr", has_text="Oramo")
    expect(rows).to_have_count(2)
    for n in (0, 1):
        rows.nth(n).locator("input").check()
    page.locator(".actions button", has_text="merge 2").click()
    say(page, "the same market after all")
    expect(rows).to_have_count(1)


def test_a_missed_claim_is_added_by_selecting_its_words(page: Page) -> None:
    page.locator(".list tbody tr", has_text="Lessing").first.locator("a").click()
    page.locator(".claim .from a").first.click()
    before = page.locator(".claim").count()
    page.locator(".text mark").first.click(click_count=2)
    page.locator(".text").dispatch_event("mouseup")
    form = page.locator("form.correct", has_text="Add a claim")
    form.locator("input").last.fill("missed")
    form.get_by_role("button", name="add").click()
    expect(page.locator(".claim")).to_have_count(before + 1)


def test_two_browsers_at_once(chrome: Browser, desk: str) -> None:
    ana, ben = (opened(chrome, desk, author=name) for name in ("Ana", "Ben"))
    for page in (ana, ben):
        to_shelling(page)
        page.keyboard.press("j")
        expect(page.locator(".claim.on")).to_have_count(1)
    ben.keyboard.press("a")
    expect(ben.locator(".told.good")).to_be_visible()
    ana.keyboard.press("a")
    expect(ana.locator(".told.bad")).to_contain_text("Ben: accept")
    expect(ana.locator(".history li", has_text="Ben: accept")).to_have_count(1)  # the second sees what the first did
    for page in (ana, ben):
        assert page.problems == []  # type: ignore[attr-defined]
        page.context.close()


def test_report_text_is_never_run(page: Page) -> None:
    page.fill('input[name="words"]', "script")
    page.keyboard.press("Enter")
    expect(page.locator(".list tbody tr")).to_have_count(1)
    page.locator(".list tbody tr a").first.click()
    page.locator(".claim .from a").first.click()
    expect(page.locator(".text")).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".text script").count() == 0


def test_a_token_is_asked_for(chrome: Browser, case_path: Path) -> None:
    with served(case_path, token="open-sesame") as address:
        page = opened(chrome, address)
        expect(page.locator("body")).to_contain_text("a token is needed")
        page.goto(address + "/?token=open-sesame")
        expect(page.locator(".list tbody tr").first).to_be_visible()
        assert "token" not in page.url
        page.context.close()


def test_read_only_offers_nothing_to_judge(chrome: Browser, case_path: Path) -> None:
    with served(case_path, read_only=True) as address:
        page = opened(chrome, address)
        to_shelling(page)
        page.locator(".claim").first.click()
        expect(page.locator(".claim.on")).to_have_count(1)
        assert page.locator(".review").count() == 0
        page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(chrome: Browser, desk: str, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make page installs it)")
    page = opened(chrome, desk)
    page.add_init_script(f"localStorage.setItem('dateline-scheme', {json.dumps(scheme)})")
    page.reload()
    expect(page.locator(".list tbody tr").first).to_be_visible()
    assert serious(page) == []
    to_shelling(page)
    page.locator(".claim").first.click()
    page.select_option("#correct", "place")
    page.get_by_role("button", name="on the map").click()
    expect(page.locator(".pickmap .canvas")).to_be_visible()
    assert serious(page) == []
    page.locator(".claim .from a").first.click()
    expect(page.locator(".text mark.on").first).to_be_visible()
    assert serious(page) == []
    for view, title in (("holdings", "holds"), ("log", "Log")):
        page.goto(f"{desk}/#/{view}")
        expect(page.locator("h1")).to_contain_text(title)
        assert serious(page) == []
    page.context.close()


def serious(page: Page) -> list[Any]:
    page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (v["id"], [n["html"][:120] for n in v["nodes"][:3]])
        for v in found["violations"] if v["impact"] in ("serious", "critical")
    ]  # fmt: skip


def test_narrow_screens_need_no_sideways_scrolling(chrome: Browser, desk: str) -> None:
    page = opened(chrome, desk)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".list tbody tr").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()
