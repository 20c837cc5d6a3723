-- The archive of dragoman: one SQLite file. Everything but a person's decisions can be made again from the papers.
-- What inquiries need besides, made from all papers together, stands in derived.sql.
-- Spans (start, end) are half-open offsets in Unicode code points of content.text. Dates are EDTF; first_day and
-- last_day are the first and last day that a date can mean. Lists are JSON.

-- One set of readers, told by the fingerprints of their code and word lists: {"source": "...", "heading": "...", ...}
CREATE TABLE reading (
    id           INTEGER PRIMARY KEY,
    fingerprints TEXT NOT NULL UNIQUE
);

-- One file that papers came from
CREATE TABLE source (
    id       INTEGER PRIMARY KEY,
    path     TEXT NOT NULL UNIQUE,                  -- absolute; "-" and its digest for standard input
    digest   TEXT NOT NULL UNIQUE,                  -- BLAKE2b (128 bits) of the file
    bytes    INTEGER NOT NULL,
    reading  INTEGER NOT NULL REFERENCES reading (id)
);

-- What could not be read
CREATE TABLE problem (
    source   INTEGER NOT NULL REFERENCES source (id),
    file     TEXT NOT NULL,
    place    TEXT NOT NULL,
    sentence TEXT NOT NULL
);
CREATE INDEX problem_source ON problem (source);

-- One paper, as its heading tells it; an enclosure is a paper of its own
CREATE TABLE document (
    id            INTEGER PRIMARY KEY,              -- in the order of filing
    source        INTEGER NOT NULL REFERENCES source (id),
    name          TEXT NOT NULL UNIQUE,             -- the id that people use: "frus1936v03/d12"
    collection    TEXT NOT NULL,                    -- the volume, or the folder of single papers, that it belongs to
    enclosed_in   INTEGER REFERENCES document (id),
    kind          TEXT NOT NULL,
    title         TEXT,
    number        TEXT,
    date          TEXT,
    first_day     TEXT,
    last_day      TEXT,
    time          TEXT,
    place         TEXT,
    sender            TEXT,                         -- for people: "Grew, Ambassador in Japan"
    recipient         TEXT,
    sender_surname    TEXT,                         -- for look-ups: "grew"
    sender_post       TEXT,                         -- the post or ministry by which a series of numbers is told: "japan"
    recipient_surname TEXT,
    recipient_post    TEXT,
    file              TEXT,                         -- the file number or edition that the heading names
    language          TEXT,
    origin            TEXT NOT NULL,                -- the path as it was named
    form              TEXT NOT NULL,
    docket            TEXT NOT NULL                 -- the whole heading
);
CREATE INDEX document_source ON document (source);
CREATE INDEX document_collection ON document (collection, id);
CREATE INDEX document_reach ON document (
    collection, coalesce(sender_post, sender_surname), coalesce(recipient_post, recipient_surname));
CREATE INDEX document_day ON document (first_day, last_day, collection);
CREATE INDEX document_hour ON document (first_day, number, time);
CREATE INDEX document_post ON document (first_day, sender_post);
CREATE INDEX document_surname ON document (first_day, sender_surname);
CREATE INDEX document_span ON document (last_day, first_day) WHERE last_day > first_day;
CREATE INDEX document_kind ON document (kind, first_day, last_day, coalesce(time, '24:00'));
CREATE INDEX document_file ON document (file) WHERE file IS NOT NULL;
CREATE INDEX document_number ON document (number, collection) WHERE number IS NOT NULL;
CREATE INDEX document_series ON document (number, coalesce(sender_post, sender_surname)) WHERE number IS NOT NULL;
CREATE INDEX document_channel ON document (
    coalesce(sender_post, sender_surname), coalesce(recipient_post, recipient_surname), first_day);
CREATE INDEX document_carrier ON document (enclosed_in) WHERE enclosed_in IS NOT NULL;
-- in order of time, and by how senders, recipients and places are written: as in inquiries/register.py and scope.py
CREATE INDEX document_time ON document (first_day IS NULL, first_day, last_day, coalesce(time, '24:00'));
CREATE INDEX document_from ON document (
    coalesce(sender, '') || ' _ ' || coalesce(sender_post, '') || ' _ ' || coalesce(sender_surname, ''),
    first_day, last_day, coalesce(time, '24:00'));
CREATE INDEX document_to ON document (
    coalesce(recipient, '') || ' _ ' || coalesce(recipient_post, '') || ' _ ' || coalesce(recipient_surname, ''),
    first_day, last_day, coalesce(time, '24:00'));
CREATE INDEX document_at ON document (place, first_day, last_day, coalesce(time, '24:00'));

-- The text of a paper and what stands in it
CREATE TABLE content (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    text     TEXT NOT NULL,
    foot     INTEGER NOT NULL,                      -- where the notes begin; the text's length if there are none
    blocks   TEXT NOT NULL,
    notes    TEXT NOT NULL,
    markup   TEXT NOT NULL
);

-- One finding, as a reader found it or as people left it
CREATE TABLE annotation (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal  INTEGER NOT NULL,
    layer    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    body     TEXT NOT NULL,
    rule     TEXT NOT NULL,
    voice    TEXT NOT NULL DEFAULT 'writer',        -- whose words: writer, document, speaker, editor, source
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;

-- The readers' own findings of a paper whose findings people changed; those in `annotation` are then as people left them.
-- It is from these that a paper is read again
CREATE TABLE original (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal  INTEGER NOT NULL,
    layer    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    body     TEXT NOT NULL,
    rule     TEXT NOT NULL,
    voice    TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;

-- A printed page of a volume, and the papers that have text on it
CREATE TABLE page (
    collection TEXT NOT NULL,
    label      TEXT NOT NULL,
    document   INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (collection, label, document)
) WITHOUT ROWID;
CREATE INDEX page_document ON page (document);

-- A paper that is cited and not here. Kept, with `found`, when the paper is added later
CREATE TABLE missing (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,               -- "missing/1936-03-20/91/japan"
    kind        TEXT NOT NULL,
    number      TEXT,
    date        TEXT,
    time        TEXT,
    cited       TEXT,                               -- the day of the first paper that cites it
    sender      TEXT,                               -- for people, as in document
    recipient   TEXT,
    sender_surname    TEXT,                         -- for look-ups, as in document
    sender_post       TEXT,
    recipient_surname TEXT,
    recipient_post    TEXT,
    found       INTEGER REFERENCES document (id)
);
CREATE INDEX missing_number ON missing (number, date) WHERE number IS NOT NULL;
CREATE INDEX missing_date ON missing (date) WHERE date IS NOT NULL;
CREATE INDEX missing_found ON missing (found) WHERE found IS NOT NULL;
-- the same for records; those without number or day come last
CREATE INDEX missing_time ON missing (
    found, number IS NULL AND date IS NULL, date IS NULL, date, number IS NULL, CAST(number AS INTEGER), number);
CREATE INDEX missing_kind ON missing (found, number IS NULL AND date IS NULL, kind, date, number);
CREATE INDEX missing_from ON missing (
    coalesce(sender, '') || ' _ ' || coalesce(sender_post, '') || ' _ ' || coalesce(sender_surname, ''),
    found, number IS NULL AND date IS NULL, date, number);
CREATE INDEX missing_to ON missing (
    coalesce(recipient, '') || ' _ ' || coalesce(recipient_post, '') || ' _ ' || coalesce(recipient_surname, ''),
    found, number IS NULL AND date IS NULL, date, number);
CREATE INDEX missing_channel ON missing (
    coalesce(sender_post, sender_surname), coalesce(recipient_post, recipient_surname),
    found, number IS NULL AND date IS NULL, date, number);
CREATE INDEX missing_odd ON missing (date) WHERE date GLOB '*[^0-9-]*';

-- What a reference means: one row for each annotation of layer 'reference'
CREATE TABLE link (
    document   INTEGER NOT NULL REFERENCES document (id),
    ordinal    INTEGER NOT NULL,                    -- of the annotation
    mention    TEXT NOT NULL,                       -- what its words say, and what points to it
    relation   TEXT NOT NULL,                       -- replies-to, refers-to, transmits, encloses, corrects, quotes
    lead       INTEGER NOT NULL,                    -- 1 when the paper opens with it
    told       INTEGER NOT NULL,                    -- 3 number and day, 2 day, 1 number, 0 neither
    wanted     TEXT,                                -- the key under which a paper that would settle it is filed
    status     TEXT,                                -- resolved, ambiguous, missing, external; NULL until looked up
    target     INTEGER REFERENCES document (id),
    missing    INTEGER REFERENCES missing (id),
    candidates TEXT,                                -- names of documents, when ambiguous
    reason     TEXT,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX link_open ON link (document) WHERE status IS NULL;
CREATE INDEX link_loose ON link (told, document) WHERE status = 'missing' AND missing IS NULL;
CREATE INDEX link_ambiguous ON link (document) WHERE status = 'ambiguous';
CREATE INDEX link_number ON link (json_extract(mention, '$.number')) WHERE json_extract(mention, '$.number') IS NOT NULL;
CREATE INDEX link_target ON link (target) WHERE target IS NOT NULL;
CREATE INDEX link_missing ON link (missing) WHERE missing IS NOT NULL;
CREATE INDEX link_wanted ON link (wanted) WHERE wanted IS NOT NULL;

-- Full-text index
CREATE VIEW searchable AS
    SELECT d.id, d.sender, d.recipient, d.place, d.title,
           substr(c.text, 1, c.foot) AS body, substr(c.text, c.foot + 1) AS notes
    FROM document AS d JOIN content AS c ON c.document = d.id;
CREATE VIRTUAL TABLE search USING fts5 (
    sender, recipient, place, title, body, notes,
    content = 'searchable', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '3'
);

-- The journal: what people decided, in order. It is only ever added to; a decision is taken back by another that names it
CREATE TABLE decision (
    id     INTEGER PRIMARY KEY,
    made   TEXT NOT NULL,                           -- when: UTC, ISO 8601
    person TEXT NOT NULL,                           -- who decided
    kind   TEXT NOT NULL,                           -- what about: the tag of its body
    body   TEXT NOT NULL,                           -- papers by id, words by exact quote with context
    why    TEXT,
    undoes INTEGER UNIQUE REFERENCES decision (id)
);
CREATE INDEX decision_kind ON decision (kind, id);
-- the paper whose words, or which as a whole, a decision is about
CREATE INDEX decision_words ON decision (json_extract(body, '$.words.document'));
CREATE INDEX decision_paper ON decision (json_extract(body, '$.document'));

-- Facts of the archive itself
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
