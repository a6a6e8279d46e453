-- Judging without joining everything anew. The world keeps what joining left behind (joined_*), so that a judgement joins
-- only its neighbourhood and writes only the rows that change. All of this is derived: the worlds are made again.

DELETE FROM world_documents;
DELETE FROM world_claims;
DELETE FROM world_sources;
DROP TABLE incident_rows;
DROP TABLE holding_rows;
DELETE FROM worlds;

-- The judgements that name a claim, a document, a source or an incident.
CREATE TABLE judgement_refs (
  ref TEXT NOT NULL,
  judgement INTEGER NOT NULL REFERENCES judgements (id),
  PRIMARY KEY (ref, judgement)
) WITHOUT ROWID;
CREATE TRIGGER judgements_referred AFTER INSERT ON judgements BEGIN
  INSERT OR IGNORE INTO judgement_refs SELECT value, new.id FROM json_each(new.claims);
  INSERT OR IGNORE INTO judgement_refs SELECT value, new.id FROM json_each(new.others);
  INSERT OR IGNORE INTO judgement_refs VALUES (new.target, new.id);
  INSERT OR IGNORE INTO judgement_refs
    SELECT json_extract(new.value, '$.document'), new.id
    WHERE new.kind = 'add' AND json_extract(new.value, '$.document') IS NOT NULL;
END;
INSERT OR IGNORE INTO judgement_refs SELECT c.value, j.id FROM judgements j, json_each(j.claims) c;
INSERT OR IGNORE INTO judgement_refs SELECT c.value, j.id FROM judgements j, json_each(j.others) c;
INSERT OR IGNORE INTO judgement_refs SELECT target, id FROM judgements;
INSERT OR IGNORE INTO judgement_refs
  SELECT json_extract(value, '$.document'), id FROM judgements
  WHERE kind = 'add' AND json_extract(value, '$.document') IS NOT NULL;

-- source: the name that the claim speaks under (its source, else the publisher), by which reliability is pinned.
ALTER TABLE world_claims ADD COLUMN source TEXT NOT NULL DEFAULT '';
CREATE INDEX world_claims_by_source ON world_claims (world, source, incident);
DROP INDEX world_claims_by_incident;
CREATE INDEX world_claims_by_incident ON world_claims (world, incident, state);

-- ordinal: that of the incident's first claim, by which they are listed. brief: what a list shows and filters by.
CREATE TABLE incident_rows (
  world INTEGER NOT NULL REFERENCES worlds (id),
  id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  reviewed INTEGER NOT NULL DEFAULT 0,
  record TEXT NOT NULL CHECK (json_valid(record)),
  brief TEXT NOT NULL CHECK (json_valid(brief)),
  type TEXT GENERATED ALWAYS AS (json_extract(record, '$.type')) VIRTUAL,
  PRIMARY KEY (world, id)
) WITHOUT ROWID;
CREATE INDEX incident_rows_by_ordinal ON incident_rows (world, ordinal);

CREATE TABLE holding_rows (
  world INTEGER NOT NULL REFERENCES worlds (id),
  place TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  PRIMARY KEY (world, place, ordinal)
) WITHOUT ROWID;

-- What joining left behind, of the newest world. around: words and spots that are usual among the reports as read.
CREATE TABLE joined_around (
  world INTEGER PRIMARY KEY REFERENCES worlds (id),
  around TEXT NOT NULL CHECK (json_valid(around))
);
CREATE TABLE joined_actors (id TEXT PRIMARY KEY, record TEXT NOT NULL CHECK (json_valid(record))) WITHOUT ROWID;
CREATE TABLE joined_events (key TEXT PRIMARY KEY, document TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX joined_events_by_document ON joined_events (document);
CREATE TABLE joined_homes (claim TEXT PRIMARY KEY, event TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE joined_blocks (
  block TEXT NOT NULL, start INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (block, start, event)
) WITHOUT ROWID;
CREATE TABLE joined_pairs (
  a TEXT NOT NULL, b TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX joined_pairs_by_b ON joined_pairs (b);
-- Claims that stand word for word in a report and in its copy; original: the report that is repeated.
CREATE TABLE joined_repeats (
  a TEXT NOT NULL, b TEXT NOT NULL, original TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX joined_repeats_by_b ON joined_repeats (b);
CREATE INDEX joined_repeats_by_original ON joined_repeats (original);
-- Claims that say who holds a place.
CREATE TABLE joined_signs (claim TEXT PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX joined_signs_by_place ON joined_signs (place);
CREATE INDEX world_documents_by_copied ON world_documents (world, copies_of) WHERE copies_of IS NOT NULL;

-- Which incidents each step changed: whoever holds the list in memory brings it up to date by these.
CREATE TABLE world_steps (
  step INTEGER PRIMARY KEY AUTOINCREMENT,
  world INTEGER NOT NULL,
  gone TEXT NOT NULL CHECK (json_valid(gone)),
  come TEXT NOT NULL CHECK (json_valid(come))
);

-- What left the casefile: who took out which selection, in which format, with names left out or not. Never edited.
CREATE TABLE exports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  format TEXT NOT NULL,
  selection TEXT NOT NULL CHECK (json_valid(selection)),
  names TEXT NOT NULL CHECK (names IN ('none', 'roles', 'all')),
  rows INTEGER NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  version TEXT NOT NULL
);
CREATE TRIGGER exports_stay BEFORE UPDATE ON exports
  BEGIN SELECT RAISE(ABORT, 'the log of exports is never edited'); END;
CREATE TRIGGER exports_remain BEFORE DELETE ON exports
  BEGIN SELECT RAISE(ABORT, 'the log of exports is never cut'); END;
