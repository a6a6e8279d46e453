-- The whole schema as the ordered migrations make it: to read, not to run. A test keeps the two alike.

CREATE TABLE producers (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  model TEXT NOT NULL,
  ontology TEXT NOT NULL,
  gazetteer TEXT NOT NULL,
  first_used TEXT NOT NULL,
  UNIQUE (version, model, ontology, gazetteer)
);

CREATE TABLE documents (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  uri TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  published TEXT,
  language TEXT,
  text TEXT NOT NULL,
  added TEXT NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record))
);

CREATE TABLE sightings (
  document TEXT NOT NULL REFERENCES documents (id),
  uri TEXT NOT NULL,
  seen TEXT NOT NULL,
  PRIMARY KEY (document, uri)
) WITHOUT ROWID;

CREATE TABLE readings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL REFERENCES documents (id),
  producer INTEGER NOT NULL REFERENCES producers (id),
  read_at TEXT NOT NULL,
  unresolved_dates INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX readings_by_document ON readings (document, producer);

CREATE TABLE actor_rows (
  reading INTEGER NOT NULL REFERENCES readings (id),
  ordinal INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  id TEXT GENERATED ALWAYS AS (json_extract(record, '$.id')) VIRTUAL,
  name TEXT GENERATED ALWAYS AS (json_extract(record, '$.name')) VIRTUAL,
  kind TEXT GENERATED ALWAYS AS (json_extract(record, '$.kind')) VIRTUAL,
  PRIMARY KEY (reading, ordinal)
) WITHOUT ROWID;

CREATE TABLE mention_rows (
  reading INTEGER NOT NULL REFERENCES readings (id),
  ordinal INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  kind TEXT GENERATED ALWAYS AS (json_extract(record, '$.kind')) VIRTUAL,
  words TEXT GENERATED ALWAYS AS (json_extract(record, '$.span.text')) VIRTUAL,
  ref TEXT GENERATED ALWAYS AS (json_extract(record, '$.ref')) VIRTUAL,
  PRIMARY KEY (reading, ordinal)
) WITHOUT ROWID;

CREATE TABLE attribution_rows (
  reading INTEGER NOT NULL REFERENCES readings (id),
  ordinal INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  source TEXT GENERATED ALWAYS AS (json_extract(record, '$.source.text')) VIRTUAL,
  cue TEXT GENERATED ALWAYS AS (json_extract(record, '$.cue.text')) VIRTUAL,
  stance TEXT GENERATED ALWAYS AS (json_extract(record, '$.stance')) VIRTUAL,
  PRIMARY KEY (reading, ordinal)
) WITHOUT ROWID;

CREATE TABLE claim_rows (
  no INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings (id),
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES documents (id),
  evidence TEXT NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  type TEXT GENERATED ALWAYS AS (json_extract(record, '$.type')) VIRTUAL,
  UNIQUE (reading, id)
);
CREATE INDEX claim_rows_by_id ON claim_rows (id);
CREATE INDEX claim_rows_by_document ON claim_rows (document);

CREATE VIEW current_readings AS
  SELECT max(id) AS id, document FROM readings GROUP BY document;
CREATE TRIGGER documents_stay BEFORE UPDATE ON documents
  BEGIN SELECT RAISE(ABORT, 'documents are immutable'); END;
CREATE TRIGGER documents_remain BEFORE DELETE ON documents
  BEGIN SELECT RAISE(ABORT, 'documents are immutable'); END;
CREATE TRIGGER readings_stay BEFORE UPDATE ON readings
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER readings_remain BEFORE DELETE ON readings
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER actors_stay BEFORE UPDATE ON actor_rows
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER actors_remain BEFORE DELETE ON actor_rows
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER mentions_stay BEFORE UPDATE ON mention_rows
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER mentions_remain BEFORE DELETE ON mention_rows
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER attributions_stay BEFORE UPDATE ON attribution_rows
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER attributions_remain BEFORE DELETE ON attribution_rows
  BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;
CREATE TRIGGER claims_stay BEFORE UPDATE ON claim_rows
  BEGIN SELECT RAISE(ABORT, 'claims are immutable; append a judgement instead'); END;
CREATE TRIGGER claims_remain BEFORE DELETE ON claim_rows
  BEGIN SELECT RAISE(ABORT, 'claims are immutable; append a judgement instead'); END;

CREATE TABLE worlds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version TEXT NOT NULL,
  key TEXT NOT NULL,
  built TEXT NOT NULL
, joined TEXT NOT NULL DEFAULT '');

CREATE TABLE world_documents (
  world INTEGER NOT NULL REFERENCES worlds (id),
  document TEXT NOT NULL,
  copies_of TEXT,
  PRIMARY KEY (world, document)
) WITHOUT ROWID;

CREATE TABLE world_claims (
  world INTEGER NOT NULL REFERENCES worlds (id),
  claim TEXT NOT NULL,
  reading INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  incident TEXT,
  state TEXT,
  record TEXT, source TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (world, claim)
) WITHOUT ROWID;

CREATE TABLE world_sources (
  world INTEGER NOT NULL REFERENCES worlds (id),
  source TEXT NOT NULL,
  reliability TEXT NOT NULL,
  PRIMARY KEY (world, source)
) WITHOUT ROWID;

CREATE VIEW current_world AS SELECT max(id) AS id FROM worlds;

CREATE VIEW harm AS
  SELECT
    c.id AS claim, c.incident, c.document, c.source,
    json_extract(h.value, '$.effect') AS effect,
    json_extract(h.value, '$.group') AS "group",
    json_extract(h.value, '$.low') AS low,
    json_extract(h.value, '$.best') AS best,
    json_extract(h.value, '$.high') AS high
  FROM claims c, json_each(c.record, '$.harm') h;

CREATE VIEW incidents AS
  SELECT
    i.id,
    json_extract(i.record, '$.title') AS title,
    json_extract(i.record, '$.type') AS type,
    json_extract(i.record, '$.place.name') AS place,
    json_extract(i.record, '$.place.lat') AS lat,
    json_extract(i.record, '$.place.lon') AS lon,
    json_extract(i.record, '$.place.country') AS country,
    json_extract(i.record, '$.place.admin1') AS admin1,
    json_extract(i.record, '$.place.precision') AS place_precision,
    json_extract(i.record, '$.when.start') AS date_start,
    json_extract(i.record, '$.when.end') AS date_end,
    json_extract(i.record, '$.when.precision') AS date_precision,
    json_array_length(i.record, '$.claims') AS claims,
    json_array_length(i.record, '$.documents') AS documents,
    json_extract(i.record, '$.origins') AS origins,
    json_array_length(i.record, '$.disputes') AS disputes,
    json_array_length(i.record, '$.updates') AS updates,
    json_extract(i.record, '$.grade.code') AS grade,
    i.reviewed,
    json_extract(i.record, '$.first_reported') AS first_reported,
    json_extract(i.record, '$.last_reported') AS last_reported,
    i.record
  FROM incident_rows i WHERE i.world = (SELECT id FROM current_world);

CREATE VIEW tolls AS
  WITH harms AS (
    SELECT i.id AS incident, h.value AS toll
    FROM incident_rows i, json_each(i.record, '$.harm') h WHERE i.world = (SELECT id FROM current_world)
  )
  SELECT incident, json_extract(toll, '$.effect') AS effect, json_extract(toll, '$.group') AS "group", 'all' AS scope,
    NULL AS source, json_extract(toll, '$.low') AS low, json_extract(toll, '$.best') AS best,
    json_extract(toll, '$.high') AS high, NULL AS claims
  FROM harms
  UNION ALL
  SELECT incident, json_extract(toll, '$.effect'), json_extract(toll, '$.group'), 'source',
    json_extract(s.value, '$.source'), json_extract(s.value, '$.low'), json_extract(s.value, '$.best'),
    json_extract(s.value, '$.high'), json_extract(s.value, '$.claims')
  FROM harms, json_each(toll, '$.by_source') s;

CREATE VIEW disputes AS
  SELECT i.id AS incident, json_extract(i.record, '$.title') AS title, json_extract(d.value, '$.field') AS field,
    json_extract(v.value, '$.value') AS value, json_extract(v.value, '$.claims') AS claims
  FROM incident_rows i, json_each(i.record, '$.disputes') d, json_each(d.value, '$.values') v
  WHERE i.world = (SELECT id FROM current_world);

CREATE VIEW updates AS
  SELECT i.id AS incident, json_extract(i.record, '$.title') AS title, json_extract(u.value, '$.field') AS field,
    json_extract(u.value, '$.from') AS "from", json_extract(u.value, '$.to') AS "to",
    json_extract(u.value, '$.claims') AS claims
  FROM incident_rows i, json_each(i.record, '$.updates') u WHERE i.world = (SELECT id FROM current_world);

CREATE VIEW holdings AS
  SELECT
    json_extract(h.record, '$.place.name') AS place,
    json_extract(h.record, '$.place.lat') AS lat,
    json_extract(h.record, '$.place.lon') AS lon,
    json_extract(h.record, '$.place.country') AS country,
    json_extract(h.record, '$.holder') AS holder,
    json_extract(h.record, '$.start') AS date_start,
    json_extract(h.record, '$.end') AS date_end,
    json_extract(h.record, '$.claims') AS claims,
    json_extract(h.record, '$.contested_by') AS contested_by
  FROM holding_rows h WHERE h.world = (SELECT id FROM current_world);

CREATE VIEW sources AS
  SELECT
    coalesce(c.source, c.publisher) AS source,
    max(c.source_kind) AS kind,
    count(*) AS claims,
    count(DISTINCT c.document) AS documents,
    count(DISTINCT c.incident) AS incidents,
    min(c.published) AS first_published,
    max(c.published) AS last_published,
    (SELECT s.reliability FROM world_sources s
      WHERE s.world = (SELECT id FROM current_world) AND s.source = coalesce(c.source, c.publisher)) AS reliability
  FROM claims c GROUP BY coalesce(c.source, c.publisher);

CREATE VIRTUAL TABLE document_search USING fts5 (
  title, text, content = 'documents', content_rowid = 'no', tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE claim_search USING fts5 (
  evidence, content = 'claim_rows', content_rowid = 'no', tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER documents_searched AFTER INSERT ON documents BEGIN
  INSERT INTO document_search (rowid, title, text) VALUES (new.no, new.title, new.text);
END;
CREATE TRIGGER claims_searched AFTER INSERT ON claim_rows BEGIN
  INSERT INTO claim_search (rowid, evidence) VALUES (new.no, new.evidence);
END;

CREATE TABLE "judgements" (
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
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
  BEGIN SELECT RAISE(ABORT, 'judgements are never edited; append an undo instead'); END;
CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements
  BEGIN SELECT RAISE(ABORT, 'judgements are never removed; append an undo instead'); END;

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
CREATE INDEX world_claims_by_source ON world_claims (world, source, incident);
CREATE INDEX world_claims_by_incident ON world_claims (world, incident, state);

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

CREATE TABLE joined_repeats (
  a TEXT NOT NULL, b TEXT NOT NULL, original TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX joined_repeats_by_b ON joined_repeats (b);
CREATE INDEX joined_repeats_by_original ON joined_repeats (original);

CREATE TABLE joined_signs (claim TEXT PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX joined_signs_by_place ON joined_signs (place);
CREATE INDEX world_documents_by_copied ON world_documents (world, copies_of) WHERE copies_of IS NOT NULL;

CREATE TABLE world_steps (
  step INTEGER PRIMARY KEY AUTOINCREMENT,
  world INTEGER NOT NULL,
  gone TEXT NOT NULL CHECK (json_valid(gone)),
  come TEXT NOT NULL CHECK (json_valid(come))
);

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

CREATE INDEX actor_rows_by_id ON actor_rows (id);

-- The word '' counts the reports that tell of anything.
CREATE TABLE joined_words (word TEXT PRIMARY KEY, reports INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX joined_words_by_reports ON joined_words (reports);
CREATE TABLE joined_spots (spot TEXT PRIMARY KEY, reports INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE joined_records (
  id TEXT NOT NULL, record TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (id, record)
) WITHOUT ROWID;

-- Reports by number. telling: how many runs of the text are no furniture; whole: a hash of all its runs.
CREATE TABLE joined_texts (document INTEGER PRIMARY KEY, day TEXT NOT NULL, telling INTEGER NOT NULL, whole INTEGER);
CREATE INDEX joined_texts_by_whole ON joined_texts (whole);
CREATE TABLE joined_runs (run INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (run, document)) WITHOUT ROWID;
CREATE TABLE joined_furniture (run INTEGER PRIMARY KEY);
CREATE TABLE joined_credits (
  name TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (name, document)
) WITHOUT ROWID;
CREATE INDEX joined_credits_by_document ON joined_credits (document);
CREATE TABLE joined_papers (name TEXT PRIMARY KEY) WITHOUT ROWID;

-- Of a report that was held against the others: the share of its runs (of the shorter one's) that another has, at most.
CREATE TABLE joined_shares (document INTEGER PRIMARY KEY, most REAL NOT NULL);
