-- What joining new reports to a large casefile asks for, so that not all is joined anew: of the reports as they were
-- read how many have a word and tell of a spot (a place and a day), how many list an actor with which record, and the
-- runs of words by which copies are found. A world joined before this has none of it and is joined anew once.
DELETE FROM joined_around;

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
