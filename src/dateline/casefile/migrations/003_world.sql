-- The view of the world: a pure function of claims and judgements, kept so that any SQLite tool can query it.
-- These tables are derived and may be rebuilt at any time. One world is kept for each version of the program.

CREATE TABLE worlds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version TEXT NOT NULL,
  key TEXT NOT NULL,
  built TEXT NOT NULL
);

CREATE TABLE world_documents (
  world INTEGER NOT NULL REFERENCES worlds (id),
  document TEXT NOT NULL,
  copies_of TEXT,
  PRIMARY KEY (world, document)
) WITHOUT ROWID;

-- state: what a person made of it (accepted, corrected, rejected, added), or null. record: the claim as corrected or
-- added, else null; an added claim has reading 0.
CREATE TABLE world_claims (
  world INTEGER NOT NULL REFERENCES worlds (id),
  claim TEXT NOT NULL,
  reading INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  incident TEXT,
  state TEXT,
  record TEXT,
  PRIMARY KEY (world, claim)
) WITHOUT ROWID;
CREATE INDEX world_claims_by_incident ON world_claims (world, incident);

CREATE TABLE world_sources (
  world INTEGER NOT NULL REFERENCES worlds (id),
  source TEXT NOT NULL,
  reliability TEXT NOT NULL,
  PRIMARY KEY (world, source)
) WITHOUT ROWID;

CREATE TABLE incident_rows (
  world INTEGER NOT NULL REFERENCES worlds (id),
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,
  reviewed INTEGER NOT NULL DEFAULT 0,
  record TEXT NOT NULL CHECK (json_valid(record)),
  type TEXT GENERATED ALWAYS AS (json_extract(record, '$.type')) VIRTUAL,
  PRIMARY KEY (world, ordinal)
) WITHOUT ROWID;
CREATE INDEX incident_rows_by_id ON incident_rows (world, id);

CREATE TABLE holding_rows (
  world INTEGER NOT NULL REFERENCES worlds (id),
  ordinal INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  PRIMARY KEY (world, ordinal)
) WITHOUT ROWID;

CREATE VIEW current_world AS SELECT max(id) AS id FROM worlds;

CREATE VIEW claims AS
  WITH now AS (
    SELECT c.id, c.document, c.evidence, w.incident, w.state, coalesce(w.record, c.record) AS record
    FROM current_readings r
    JOIN claim_rows c ON c.reading = r.id
    LEFT JOIN world_claims w ON w.claim = c.id AND w.world = (SELECT id FROM current_world)
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

-- Numbers of people, one row for each effect and group of each claim.
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

-- One row for each effect and group of an incident (source null), and one for each source's figure.
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
