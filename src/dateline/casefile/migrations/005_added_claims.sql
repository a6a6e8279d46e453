-- A person may add a claim that was missed: a judgement of the kind "add", its value the claim. SQLite cannot change a
-- CHECK, so the table is made anew with its rows and numbers; the view of the claims has the added ones too.

CREATE TABLE judgements_with_added (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  author TEXT NOT NULL CHECK (trim(author) <> ''),
  reason TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('accept', 'reject', 'correct', 'merge', 'split', 'reliability', 'note', 'undo', 'add')),
  target TEXT NOT NULL,
  claims TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(claims)),
  others TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(others)),
  field TEXT,
  value TEXT NOT NULL DEFAULT 'null' CHECK (json_valid(value)),
  version TEXT NOT NULL
);
INSERT INTO judgements_with_added SELECT * FROM judgements ORDER BY id;
DROP TABLE judgements;
ALTER TABLE judgements_with_added RENAME TO judgements;

CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
  BEGIN SELECT RAISE(ABORT, 'judgements are never edited; append an undo instead'); END;
CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements
  BEGIN SELECT RAISE(ABORT, 'judgements are never removed; append an undo instead'); END;

DROP VIEW claims;
CREATE VIEW claims AS
  WITH now AS (
    SELECT c.id, c.document, c.evidence, w.incident, w.state, coalesce(w.record, c.record) AS record
    FROM current_readings r
    JOIN claim_rows c ON c.reading = r.id
    LEFT JOIN world_claims w ON w.claim = c.id AND w.world = (SELECT id FROM current_world)
    UNION ALL
    SELECT w.claim, json_extract(w.record, '$.document'), json_extract(w.record, '$.evidence.text'), w.incident,
      w.state, w.record
    FROM world_claims w
    WHERE w.world = (SELECT id FROM current_world) AND w.reading = 0 AND w.record IS NOT NULL
  )
  SELECT
    now.id,
    now.incident,
    now.state,
    now.document,
    d.publisher,
    d.published,
    d.uri,
    json_extract(now.record, '$.type') AS type,
    json_extract(now.record, '$.acled') AS acled,
    json_extract(now.record, '$.source.name') AS source,
    json_extract(now.record, '$.source.kind') AS source_kind,
    (SELECT group_concat(value, ', ') FROM json_each(now.record, '$.source.via')) AS via,
    json_extract(now.record, '$.stance') AS stance,
    json_extract(now.record, '$.polarity') AS polarity,
    json_extract(now.record, '$.status') AS status,
    (SELECT group_concat(json_extract(value, '$.name'), '; ') FROM json_each(now.record, '$.participants')
      WHERE json_extract(value, '$.role') = 'initiator') AS initiators,
    (SELECT group_concat(json_extract(value, '$.name'), '; ') FROM json_each(now.record, '$.participants')
      WHERE json_extract(value, '$.role') = 'target') AS targets,
    json_extract(now.record, '$.place.name') AS place,
    json_extract(now.record, '$.place.lat') AS lat,
    json_extract(now.record, '$.place.lon') AS lon,
    json_extract(now.record, '$.place.country') AS country,
    json_extract(now.record, '$.place.admin1') AS admin1,
    json_extract(now.record, '$.place.precision') AS place_precision,
    json_extract(now.record, '$.when.start') AS date_start,
    json_extract(now.record, '$.when.end') AS date_end,
    json_extract(now.record, '$.when.precision') AS date_precision,
    (SELECT group_concat(value, ', ') FROM json_each(now.record, '$.means')) AS means,
    (SELECT group_concat(value, ', ') FROM json_each(now.record, '$.struck')) AS struck,
    json_extract(now.record, '$.trigger.text') AS trigger,
    now.evidence,
    now.record
  FROM now JOIN documents d ON d.id = now.document;
