"""The desk's API: what it shows, what it appends, what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk_made import WRITE, MadeBacking
from fastapi.testclient import TestClient

from dateline.casefile import Casefile, Judgement, look
from dateline.casefile.judgements import append
from dateline.serve import Desk, make_app

ME = {"author": "Ana", "reason": "checked against the original"}


def rows(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/incidents", params=asked)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["rows"])


def shelling(client: TestClient) -> dict[str, Any]:
    (row,) = rows(client, place="Oramo")
    return dict(client.get(f"/api/incidents/{row['id']}").json())


def judge(client: TestClient, **act: Any) -> Any:
    return client.post("/api/judgements", json={**ME, **act})


def test_what_the_casefile_holds(client: TestClient) -> None:
    meta = client.get("/api/meta").json()
    assert (meta["reports"], meta["claims"], meta["read_only"]) == (4, 5, False)
    assert {"value": "shelling", "count": 2} in meta["types"]
    assert "civilians" in meta["codes"]["group"]


def test_three_views_of_one_selection(client: TestClient) -> None:
    for asked in ({}, {"type": "shelling"}, {"place": "Lessing"}, {"since": "2031-03-06"}, {"words": "bridge"}):
        listed = {r["id"] for r in rows(client, **asked)}
        assert listed
        points = client.get("/api/points", params=asked).json()
        assert {p["id"] for p in points["points"]} | set() == {r["id"] for r in rows(client, **asked) if r["lat"]}
        days = client.get("/api/days", params=asked).json()
        assert sum(d["incidents"] for d in days["days"]) + days["without_day"] == len(listed)


def test_too_many_for_the_map_come_together_and_by_what_is_seen(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = client.get("/api/points").json()
    assert (every["grouped"], every["groups"]) == (False, [])
    west, south, east, north = every["box"]
    assert all(west <= p["lon"] <= east and south <= p["lat"] <= north for p in every["points"])
    monkeypatch.setattr("dateline.serve.onmap.MOST", 2)
    far = client.get("/api/points").json()
    told = len(far["points"]) + sum(g["incidents"] for g in far["groups"])
    assert (far["grouped"], far["box"], told) == (True, every["box"], len(every["points"]))
    near = {"west": 20.2, "east": 20.3, "south": 10, "north": 10.9}
    seen = client.get("/api/points", params=near).json()
    assert (seen["groups"], [p["lat"] for p in seen["points"]], seen["grouped"]) == ([], [10.5], True)
    around = {k: v - 360 if k in ("west", "east") else v for k, v in near.items()}  # a turn of the world before
    assert client.get("/api/points", params=around).json()["points"] == seen["points"]
    assert not client.get("/api/points", params={**near, "type": "territory_taken"}).json()["grouped"]
    monkeypatch.setattr("dateline.serve.onmap.CELLS", 1)
    (group,) = client.get("/api/points").json()["groups"]
    assert group["incidents"] == len(every["points"])


def test_holdings_come_by_place_some_at_a_time(client: TestClient) -> None:
    page = client.get("/api/holdings").json()
    assert (page["total"], page["offset"], {r["place"]["name"] for r in page["rows"]}) == (1, 0, {"Lessing"})
    assert client.get("/api/holdings", params={"offset": 1}).json()["rows"] == []
    for words, total in (("lessing", 1), ("LAKESIDE", 1), ("nobody", 0)):
        assert client.get("/api/holdings", params={"words": words}).json()["total"] == total
    for place, total in (("made:Lessing", 1), ("Lessing", 1), ("Oramo", 0)):
        assert client.get("/api/holdings", params={"place": place}).json()["total"] == total


def test_filters(client: TestClient) -> None:
    assert {r["type"] for r in rows(client, type="territory_taken")} == {"territory_taken"}
    assert rows(client, source="hospital") == rows(client, place="Oramo")
    assert rows(client, stance="denies") == rows(client, place="Oramo")
    assert rows(client, words="no such words") == []
    assert rows(client, reviewed=True) == []
    assert len(rows(client, limit=1, offset=1)) == 1
    assert client.get("/api/incidents", params={"since": "soon"}).status_code == 400


def test_who_says_what(client: TestClient) -> None:
    view = shelling(client)
    by_source = {a["source"]: a for a in view["answers"]}
    assert by_source["governor"]["how_many"] == "killed 12"
    assert by_source["hospital"]["how_many"] == "killed 15"
    assert by_source["Valley Times"]["happened"].startswith("no")
    assert {"happened", "how_many"} <= set(view["differing"])
    claim = view["claims"][0]
    text = client.get(f"/api/reports/{claim['report']}").json()["document"]["text"]
    evidence = claim["claim"]["evidence"]
    assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert text.startswith(claim["before"] + evidence["text"])


def test_accept_makes_an_incident_reviewed_and_undo_takes_it_back(client: TestClient) -> None:
    view = shelling(client)
    done = judge(client, kind="accept", refs=[view["row"]["id"]])
    assert done.status_code == 200
    assert done.json()["incidents"] == [view["row"]["id"]]
    assert rows(client, reviewed=True)[0]["reviewed"]
    number = done.json()["act"]["id"]
    assert judge(client, kind="undo", refs=[str(number)]).status_code == 200
    assert rows(client, reviewed=True) == []
    history = shelling(client)["history"]
    assert [(a["kind"], a["undone"]) for a in history] == [("accept", True), ("undo", False)]


def test_correct_a_toll_a_place_and_a_date(client: TestClient) -> None:
    claim = next(c for c in shelling(client)["claims"] if c["tolls"] == "killed 15")["claim"]
    harm = [{"effect": "killed", "group": "all", "low": 14, "best": 14, "high": 14}]
    assert judge(client, kind="correct", refs=[claim["id"]], field="harm", value=harm).status_code == 200
    place = client.get("/api/places", params={"name": "less"}).json()[0]["value"]
    assert judge(client, kind="correct", refs=[claim["id"]], field="place", value=place).status_code == 200
    when = {"start": "2031-03-02", "end": "2031-03-02", "precision": "day"}
    assert judge(client, kind="correct", refs=[claim["id"]], field="when", value=when).status_code == 200
    view = client.get(f"/api/claims/{claim['id']}/incident").json()
    after = next(c for c in view["claims"] if c["claim"]["id"] == claim["id"])
    assert (after["tolls"], after["claim"]["place"]["name"], after["state"]) == ("killed 14", "Lessing", "corrected")
    assert after["claim"]["when"]["start"] == "2031-03-02"


@pytest.mark.parametrize(
    "act",
    [
        {"kind": "correct", "field": "harm", "value": "many"},
        {"kind": "correct", "field": "id", "value": "x"},
        {"kind": "accept", "refs": ["clm_none"]},
        {"kind": "reject", "reason": ""},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(client: TestClient, act: dict[str, Any]) -> None:
    claim = shelling(client)["claims"][0]["claim"]["id"]
    answer = judge(client, **{"refs": [claim], **act})
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert client.get("/api/judgements").json() == []


def test_split_and_merge(client: TestClient) -> None:
    view = shelling(client)
    claims = [c["claim"]["id"] for c in view["claims"]]
    assert len(claims) == 3
    done = judge(client, kind="split", refs=claims[:1])
    assert done.status_code == 200
    assert len(rows(client, place="Oramo")) == 2
    homes = [r["id"] for r in rows(client, place="Oramo")]
    assert judge(client, kind="merge", refs=homes).status_code == 200
    assert len(rows(client, place="Oramo")) == 1


def test_two_people_at_once_do_not_overwrite_each_other(client: TestClient, case_path: Path) -> None:
    view = shelling(client)
    claim = view["claims"][0]["claim"]["id"]
    with TestClient(make_app(Desk(case_path, MadeBacking())), headers=WRITE) as other:
        assert judge(other, kind="reject", refs=[claim], author="Ben", seen=view["last"]).status_code == 200
    mine = judge(client, kind="correct", refs=[claim], field="type", value="air_strike", seen=view["last"])
    assert mine.status_code in (400, 409)
    if mine.status_code == 409:
        assert [a["author"] for a in mine.json()["acts"]] == ["Ben"]
    assert [a["author"] for a in client.get("/api/judgements").json()] == ["Ben"]


def test_a_newer_judgement_is_shown_to_the_second(client: TestClient) -> None:
    view = shelling(client)
    claim = view["claims"][0]["claim"]["id"]
    assert judge(client, kind="accept", refs=[claim], author="Ben", seen=view["last"]).status_code == 200
    late = judge(client, kind="correct", refs=[claim], field="type", value="air_strike", seen=view["last"])
    assert late.status_code == 409
    assert [(a["author"], a["kind"]) for a in late.json()["acts"]] == [("Ben", "accept")]
    seen = late.json()["acts"][-1]["id"]
    assert judge(client, kind="correct", refs=[claim], field="type", value="air_strike", seen=seen).status_code == 200


def test_read_only(case_path: Path) -> None:
    with TestClient(make_app(Desk(case_path, MadeBacking(), read_only=True)), headers=WRITE) as client:
        assert client.get("/api/meta").json()["read_only"]
        view = shelling(client)
        assert judge(client, kind="accept", refs=[view["row"]["id"]]).status_code == 400
    with Casefile(case_path) as case:
        assert case.query("SELECT count(*) AS n FROM judgements")[0]["n"] == 0


def test_a_token_is_asked_for_at_every_request(case_path: Path) -> None:
    with TestClient(make_app(Desk(case_path, MadeBacking()), token="secret-é")) as client:
        for path in ("/", "/api/meta", "/api/openapi.json"):
            assert client.get(path).status_code == 401
        assert client.get("/api/meta", headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/", params={"token": "wrong"}).status_code == 401
    with TestClient(make_app(Desk(case_path, MadeBacking()), token="secret")) as client:
        assert client.get("/api/meta", headers={"Authorization": "Bearer secret"}).status_code == 200
        assert client.get("/", params={"token": "secret"}, follow_redirects=False).status_code == 303
        assert client.get("/api/meta").status_code == 200  # by the cookie


def test_other_sites_cannot_write_nor_read(case_path: Path) -> None:
    with TestClient(make_app(Desk(case_path, MadeBacking()))) as client:
        act = {**ME, "kind": "accept", "refs": ["clm_x"]}
        assert client.post("/api/judgements", json=act).status_code == 403
        evil = {**WRITE, "Origin": "https://evil.example"}
        assert client.post("/api/judgements", json=act, headers=evil).status_code == 403
        assert client.get("/api/meta", headers={"Host": "evil.example"}).status_code == 403


def test_every_answer_has_a_strict_policy(client: TestClient) -> None:
    for path in ("/", "/api/meta", "/api/incidents/none"):
        answer = client.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_agreement_of_two_reviewers(client: TestClient) -> None:
    listed = [r["id"] for r in rows(client)]
    claims = [c["claim"]["id"] for i in listed for c in client.get(f"/api/incidents/{i}").json()["claims"]]
    for author, rejected in (("Ana", claims[:1]), ("Ben", claims[:2])):
        for claim in claims[2:]:
            assert judge(client, kind="accept", refs=[claim], author=author).status_code == 200
        for claim in rejected:
            judge(client, kind="reject", refs=[claim], author=author)
    found = {a["field"]: a for a in client.get("/api/agreement").json()}
    assert found["verdict"]["n"] >= 3
    assert found["verdict"]["agreement"] <= 1.0
    assert (found["verdict"]["first"], found["verdict"]["second"]) == ("Ana", "Ben")


def test_what_is_not_there(client: TestClient) -> None:
    for path in ("/api/incidents/inc_none", "/api/reports/doc_none", "/api/claims/clm_none/incident"):
        assert client.get(path).status_code == 404


def test_names_for_a_part_of_the_map(client: TestClient) -> None:
    box = {"west": 20.0, "south": 10.0, "east": 20.5, "north": 10.8}
    assert [n["name"] for n in client.get("/api/labels", params=box).json()] == ["Oramo"]
    assert client.get("/api/labels", params={**box, "west": "nan"}).status_code == 422


def test_an_incident_that_is_no_more_leads_to_where_its_claims_stand(client: TestClient) -> None:
    view = shelling(client)
    old, claims = view["row"]["id"], [c["claim"]["id"] for c in view["claims"]]
    judge(client, kind="reject", refs=claims[:1])
    moved = client.get(f"/api/incidents/{old}").json()
    assert moved["row"]["id"] != old
    assert [c["claim"]["id"] for c in moved["claims"]] == claims[1:]
    report = client.get(f"/api/reports/{view['claims'][0]['report']}").json()
    assert [c["state"] for c in report["claims"] if c["claim"]["id"] == claims[0]] == ["rejected"]  # still to be seen
    assert [r["version"] for r in report["read"]] == ["1.0"]


def test_the_list_is_brought_up_to_date_by_what_another_process_judges(client: TestClient, case_path: Path) -> None:
    before = client.get("/api/meta").json()
    with Casefile(case_path) as case:
        claim = case.readings()[0].reading.claims[0].id
        MadeBacking().judge(case, Judgement(kind="reject", target=claim, claims=(claim,), author="B", reason="no"))
    after = client.get("/api/meta").json()
    assert (before["claims"] - after["claims"], after["key"] != before["key"]) == (1, True)
    with Casefile(case_path) as case:
        shown = {b.id for _, _, b in look.briefs(case)}
    assert {r["id"] for r in rows(client)} == shown


def test_a_read_only_desk_shows_a_copy_of_a_file_that_cannot_be_brought_up_to_date(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Casefile(case_path) as case:
        claim = case.readings()[0].reading.claims[0].id
        append(case, Judgement(kind="reject", target=claim, claims=(claim,), author="B", reason="no"))
    monkeypatch.setattr("dateline.serve.desk.writable", lambda path: path != case_path)
    before = case_path.read_bytes()
    with TestClient(make_app(Desk(case_path, MadeBacking(), read_only=True))) as client:
        shown = [client.get(f"/api/incidents/{r['id']}").json() for r in rows(client)]
        meta = client.get("/api/meta").json()
        assert meta["claims"] == sum(len(i["claims"]) for i in shown)
        assert meta["copied"], "the page must say that it shows a copy"
        assert claim not in {c["claim"]["id"] for i in shown for c in i["claims"]}
    assert case_path.read_bytes() == before
