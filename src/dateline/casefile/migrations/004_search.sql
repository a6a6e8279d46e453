-- Full text: the documents and the words of the claims. The text itself stays in documents and claim_rows.

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
INSERT INTO document_search (document_search) VALUES ('rebuild');
INSERT INTO claim_search (claim_search) VALUES ('rebuild');
