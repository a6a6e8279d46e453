-- Of a report that was held against the others: the share of its runs (of the shorter one's) that another has, at most.
CREATE TABLE joined_shares (document INTEGER PRIMARY KEY, most REAL NOT NULL);
