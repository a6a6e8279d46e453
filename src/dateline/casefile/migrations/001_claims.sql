-- What was read: documents with their text, and for each a reading by each version of the program that read it.
-- Nothing in these tables is ever changed or removed; a later reading of a document supersedes the earlier by its id.

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

-- Where the same document was seen, first and again.
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
