-- What people decided: dated rows with author and reason, appended, never edited. An undo is a row of its own.

CREATE TABLE judgements (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  author TEXT NOT NULL CHECK (trim(author) <> ''),
  reason TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('accept', 'reject', 'correct', 'merge', 'split', 'reliability', 'note', 'undo')),
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
