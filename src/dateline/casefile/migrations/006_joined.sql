-- What joining was given, as a hash: an "accept" or a "note" changes the world's key but not this, and joins nothing anew.

ALTER TABLE worlds ADD COLUMN joined TEXT NOT NULL DEFAULT '';
