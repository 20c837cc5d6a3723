-- What is made from all papers together, so that an inquiry answers at once. Nothing here was read or decided: when this
-- file changes, its tables are dropped and made again. Days are YYYY-MM-DD; spans are offsets in content.text.

-- A collection of which this is to be made anew: papers came, went, or were read again
CREATE TABLE stale (
    collection TEXT PRIMARY KEY,
    turn       INTEGER NOT NULL                     -- which marking it was: one that came meanwhile is not cleared with it
) WITHOUT ROWID;

-- A person, office, power or body, over the whole archive
CREATE TABLE actor (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,                 -- its address: "grew", "office/secretary of state", "power/japan"
    kind      TEXT NOT NULL,                        -- person, office, power, body
    label     TEXT NOT NULL,                        -- for people: "Joseph C. Grew"
    side      INTEGER,                              -- the power (an actor) that it belongs to or acts for
    first_day TEXT,                                 -- of the papers that it sent or was sent
    last_day  TEXT,
    sent      INTEGER NOT NULL,
    received  INTEGER NOT NULL,
    present   INTEGER NOT NULL,                     -- papers whose heading has it as a participant
    named     INTEGER NOT NULL                      -- acts that tell of it
);
CREATE INDEX actor_busy ON actor (kind, sent + received DESC, id);
CREATE INDEX actor_party ON actor (kind, sent + received DESC, named DESC, id) WHERE sent + received + present > 0;

-- The words by which an actor is asked for: plain letters of its name and address
CREATE TABLE called (
    word  TEXT NOT NULL,
    actor INTEGER NOT NULL,
    PRIMARY KEY (word, actor)
) WITHOUT ROWID;
CREATE INDEX called_actor ON called (actor);

-- How a collection calls persons, offices and powers: one row for each form, joined to actors over all collections
CREATE TABLE form (
    collection TEXT NOT NULL,
    kind       TEXT NOT NULL,                       -- person, office, power, body
    name       TEXT NOT NULL,                       -- "Joseph C. Grew"; "" for an office alone
    office     TEXT NOT NULL,                       -- "Ambassador in Japan"; "" where none is told
    post       TEXT NOT NULL,                       -- the key of the post, or the place that the paper was written at
    side       TEXT NOT NULL,                       -- the key of the power that it belongs to
    first_day  TEXT,
    last_day   TEXT,
    papers     INTEGER NOT NULL,                    -- 0 where only texts name it
    source     TEXT NOT NULL,                       -- heading, signature, text, note
    document   INTEGER NOT NULL,                    -- the first paper that has it, and where
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    actor      INTEGER,                             -- NULL until joined
    PRIMARY KEY (collection, kind, name, office, post)
) WITHOUT ROWID;
CREATE INDEX form_actor ON form (actor) WHERE actor IS NOT NULL;

-- A bare name that may be one of several persons: kept apart, for people to say
CREATE TABLE doubt (
    actor     INTEGER NOT NULL,
    candidate INTEGER NOT NULL,
    PRIMARY KEY (actor, candidate)
) WITHOUT ROWID;

-- Who held an office, from when to when as far as papers show it
CREATE TABLE tenure (
    person    INTEGER NOT NULL,
    office    INTEGER NOT NULL,
    first_day TEXT NOT NULL,                        -- "" where it is not known
    source    TEXT NOT NULL,                        -- heading, signature, note
    last_day  TEXT,
    papers    INTEGER NOT NULL,
    document  INTEGER NOT NULL,                     -- the first paper that says so, and where
    start     INTEGER,
    "end"     INTEGER,
    PRIMARY KEY (person, office, first_day, source)
) WITHOUT ROWID;
CREATE INDEX tenure_office ON tenure (office, first_day);

-- Who a paper's parties are
CREATE TABLE party (
    document INTEGER NOT NULL,
    role     TEXT NOT NULL,                         -- sender, recipient, participant
    ordinal  INTEGER NOT NULL,
    name     TEXT NOT NULL,                         -- as the heading or the signature gives them, as in form
    office   TEXT NOT NULL,
    post     TEXT NOT NULL,
    day      TEXT,                                  -- the first day of the paper
    start    INTEGER NOT NULL,                      -- where it stands
    "end"    INTEGER NOT NULL,
    person   INTEGER,                               -- actors
    holds    INTEGER,                               -- the office
    side     INTEGER,                               -- the power
    why      TEXT,
    PRIMARY KEY (document, role, ordinal)
) WITHOUT ROWID;
CREATE INDEX party_person ON party (person, role, day) WHERE person IS NOT NULL;
CREATE INDEX party_office ON party (holds, role, day) WHERE holds IS NOT NULL;
CREATE INDEX party_vacant ON party (holds) WHERE person IS NULL;

-- An event, statement, directive or assessment, with its parties joined to actors; the annotation is (document, ordinal)
CREATE TABLE act (
    document   INTEGER NOT NULL,
    ordinal    INTEGER NOT NULL,
    layer      TEXT NOT NULL,                       -- event, statement, directive, assessment
    kind       TEXT NOT NULL,                       -- type, act, force, stance
    state      TEXT,                                -- modality of an event, certainty of an assessment
    weight     REAL,                                -- how sure the reader was, 0 to 1
    date       TEXT,                                -- EDTF: of the act; "../1936-03-20" where only the paper's day bounds it
    first_day  TEXT,
    last_day   TEXT,
    dated      INTEGER NOT NULL,                    -- 1 when the text gives the day, 0 when the paper's day stands for it
    who        INTEGER,                             -- actors: actor, speaker, addressee of a directive, holder
    whom       INTEGER,                             -- target, hearer; of a directive its writer
    who_side   INTEGER,                             -- the powers they act for
    whom_side  INTEGER,
    event      INTEGER,                             -- reports of one event share it
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX act_who ON act (who, layer, first_day) WHERE who IS NOT NULL;
CREATE INDEX act_side ON act (who_side, layer, first_day, whom_side) WHERE who_side IS NOT NULL;
CREATE INDEX act_wrote ON act (whom, first_day) WHERE layer = 'directive';
CREATE INDEX act_side_wrote ON act (whom_side, first_day, who_side, layer) WHERE layer = 'directive';

-- One event of a collection, told by one report or several; `same` is the row of an earlier collection that tells of it
CREATE TABLE event (
    id         INTEGER PRIMARY KEY,                 -- document << 20 | ordinal
    collection TEXT NOT NULL,
    document   INTEGER NOT NULL,                    -- the report that is shown first: the surest of the earliest
    ordinal    INTEGER NOT NULL,
    kind       TEXT NOT NULL,                       -- PLOVER type
    state      TEXT NOT NULL,                       -- modality
    weight     REAL,
    sure       REAL NOT NULL,                       -- how sure it is that this report is right, 0 to 1
    doubt      TEXT,                                -- why it is not in the plain list: unsure, undated
    date       TEXT,                                -- as in act, the narrowest that a report gives
    first_day  TEXT,
    last_day   TEXT,
    dated      INTEGER NOT NULL,
    who        INTEGER,
    whom       INTEGER,
    who_side   INTEGER,
    whom_side  INTEGER,
    from_side  INTEGER,                             -- powers: whose move it is, and against whom, where need be by the
    to_side    INTEGER,                             -- only other power that the clause names
    aim        INTEGER,                             -- the power that it is against by what its paper tells, where no
    aim_by     TEXT,                                -- clause does; and by what: note, post, paper, sentence, paragraph
    told       INTEGER NOT NULL,                    -- papers of this collection that tell of it
    reports    INTEGER NOT NULL,                    -- papers of all that do
    same       INTEGER,
    linked     INTEGER,                             -- the event that a text links it to
    link       TEXT,                                -- answers, beside, condition
    link_document INTEGER,                          -- the paper that says so, and where
    link_start INTEGER,
    link_end   INTEGER
);
CREATE INDEX event_day ON event (first_day, id, kind, state) WHERE same IS NULL AND doubt IS NULL;
CREATE INDEX event_every ON event (first_day IS NULL, first_day, id, kind, state) WHERE same IS NULL;
CREATE INDEX event_first ON event (first_day, doubt) WHERE same IS NULL;
CREATE INDEX event_span ON event (last_day, first_day, doubt) WHERE same IS NULL AND last_day > first_day;
CREATE INDEX event_alike ON event (first_day, kind, state, last_day, collection, from_side, to_side) WHERE dated = 1;
CREATE INDEX event_collection ON event (collection, first_day, id);
CREATE INDEX event_report ON event (document, ordinal);
CREATE INDEX event_who ON event (who, first_day) WHERE who IS NOT NULL;
CREATE INDEX event_whom ON event (whom, first_day) WHERE whom IS NOT NULL;
CREATE INDEX event_from ON event (from_side, first_day, id, doubt, same) WHERE from_side IS NOT NULL;
CREATE INDEX event_to ON event (to_side, first_day, id, doubt, same, from_side) WHERE to_side IS NOT NULL;
CREATE INDEX event_moves ON event (from_side, to_side, doubt, same, kind, state, first_day, whom)
    WHERE from_side IS NOT NULL;
CREATE INDEX event_aimed ON event (from_side, aim, aim_by, doubt, same, kind, state, first_day) WHERE aim IS NOT NULL;
CREATE INDEX event_same ON event (same) WHERE same IS NOT NULL;
CREATE INDEX event_linked ON event (linked) WHERE linked IS NOT NULL;
CREATE INDEX act_event ON act (event) WHERE event IS NOT NULL;

-- The places that an event's clause names, in small letters without accents
CREATE TABLE setting (
    place    TEXT NOT NULL,
    event    INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (place, event)
) WITHOUT ROWID;
CREATE INDEX setting_document ON setting (document);

-- How many events there are, each once
CREATE TABLE census (
    collection TEXT NOT NULL,
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL,
    doubt      TEXT,                                -- as in event
    events     INTEGER NOT NULL
);
CREATE INDEX census_collection ON census (collection);

-- What became of a directive or a request for information; the annotation is (document, ordinal), a directive, or the
-- reference by which a paper says that an older one is still to be answered
CREATE TABLE duty (
    document   INTEGER NOT NULL,
    ordinal    INTEGER NOT NULL,
    post       TEXT,                                -- who owes it: the key of the post or person, as in document
    surname    TEXT,                                -- and the person, where one is named
    person     INTEGER,                             -- the actor
    asker      TEXT,                                -- the key of the one who ordered or asked
    force      TEXT NOT NULL,
    asks       INTEGER NOT NULL,                    -- 1 when an answer is asked for
    sure       REAL NOT NULL,                       -- how sure it is that somebody owes this, 0 to 1
    plain      INTEGER NOT NULL,                    -- 1 when it is sure enough for the plain list
    issued     TEXT,                                -- the day of the paper
    since      TEXT,                                -- the day from which it is owed: of an older paper that asked first
    rests      INTEGER,                             -- that older paper
    rests_missing INTEGER,                          -- or its record
    due        TEXT,                                -- the day by which, where one is told
    pending    TEXT NOT NULL,                       -- the state until it is closed: open; untold: only to be done
    state      TEXT NOT NULL,                       -- answered, superseded, withdrawn, perhaps, or as pending
    closed     TEXT,                                -- the first day on which it is no longer open
    by         INTEGER,                             -- the paper that closed it; of an untold one, the paper that is silent
    by_missing INTEGER,                             -- or the record of a missing one
    at         INTEGER,                             -- the paper in which the words stand that show it: that one, this one
    start      INTEGER,
    "end"      INTEGER,
    why        TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX duty_post ON duty (post, since);
CREATE INDEX duty_surname ON duty (surname, since) WHERE surname IS NOT NULL;
CREATE INDEX duty_plain ON duty (plain, since, pending, state, closed, due, asks, force, post);

-- A phrase that several papers of a collection name: what a subject may be
CREATE TABLE phrase (
    collection TEXT NOT NULL,
    code       INTEGER NOT NULL,                    -- of its key: the first six bytes of its BLAKE2b
    label      TEXT NOT NULL,                       -- as the papers print it most often: "Belomost Convention"
    kind       TEXT NOT NULL,                       -- agreement, organisation, ship, phrase
    papers     INTEGER NOT NULL,                    -- that name it, in this collection
    again      INTEGER NOT NULL,                    -- of these, papers that name it in a second paragraph
    wholes     INTEGER NOT NULL,                    -- longer phrases of the collection that it is part of
    longer     REAL NOT NULL,                       -- in how many papers these stand, on the average
    most       INTEGER NOT NULL,                    -- and the most frequent of them
    PRIMARY KEY (collection, code)
) WITHOUT ROWID;

-- What papers are about: recurring noun phrases and agreements, before people rename, join or drop
CREATE TABLE subject (
    id     INTEGER PRIMARY KEY,                     -- the code of the phrase
    name   TEXT NOT NULL UNIQUE,                    -- its address: "belomost convention"
    label  TEXT NOT NULL,                           -- for people: "Belomost Convention"
    kind   TEXT NOT NULL,                           -- agreement, organisation, ship, phrase
    papers INTEGER NOT NULL,
    weight REAL NOT NULL,                           -- how telling it is
    document  INTEGER,                              -- the first paper that names it
    first_day TEXT,                                 -- of the papers that name it
    last_day  TEXT,
    channels  TEXT NOT NULL,                        -- the busiest three in these papers: "japan > department of state"
    naming    BLOB                                  -- these papers in order of time, and the channel of each: its first paper
);
CREATE INDEX subject_weight ON subject (weight DESC, id);

-- Where a paper names a phrase, a subject or not: its first mention in each paragraph
CREATE TABLE about (
    document    INTEGER NOT NULL,
    subject     INTEGER NOT NULL,                   -- the code of the phrase
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,                   -- the first annotation of the paragraph, and the first after it
    ordinal_end INTEGER NOT NULL,
    PRIMARY KEY (document, start, subject)
) WITHOUT ROWID;
CREATE INDEX about_subject ON about (subject, document, ordinal, ordinal_end);

-- Who writes to, cites or reports whom, counted by year in each collection
CREATE TABLE tie (
    level      TEXT NOT NULL,                       -- what parties count as: person, office, power
    kind       TEXT NOT NULL,                       -- writes, cites, reports
    who        INTEGER NOT NULL,                    -- actors
    whom       INTEGER NOT NULL,
    year       INTEGER NOT NULL,                    -- of the first day of the paper; 0 where it has none
    collection TEXT NOT NULL,
    across     INTEGER NOT NULL,                    -- 1 where papers of this collection cite those of others
    times      INTEGER NOT NULL,                    -- papers, references, statements
    first_day  TEXT,
    document   INTEGER NOT NULL,                    -- the first paper that shows it
    ordinal    INTEGER NOT NULL,                    -- the reference or statement in it; -1 where the heading does
    PRIMARY KEY (level, kind, who, whom, year, collection, across)
) WITHOUT ROWID;
CREATE INDEX tie_collection ON tie (collection, level, kind);
CREATE INDEX tie_year ON tie (level, kind, year);

-- How many papers, references and statements were looked at for ties, and how many gave one
CREATE TABLE tied (
    level      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    year       INTEGER NOT NULL,
    collection TEXT NOT NULL,
    across     INTEGER NOT NULL,
    looked     INTEGER NOT NULL,
    carried    INTEGER NOT NULL,
    PRIMARY KEY (level, kind, year, collection, across)
) WITHOUT ROWID;

-- Who sent a paper that is cited and not here, as far as an actor is known
CREATE TABLE author (
    missing INTEGER PRIMARY KEY,
    person  INTEGER,                                -- actors, as in party
    holds   INTEGER,
    side    INTEGER
);

-- The ties of the whole archive, its periods taken together
CREATE TABLE bond (
    level     TEXT NOT NULL,
    kind      TEXT NOT NULL,
    who       INTEGER NOT NULL,
    whom      INTEGER NOT NULL,
    times     INTEGER NOT NULL,
    first_day TEXT,
    last_year INTEGER NOT NULL,
    document  INTEGER NOT NULL,
    ordinal   INTEGER NOT NULL,
    PRIMARY KEY (level, kind, who, whom)
) WITHOUT ROWID;
CREATE INDEX bond_times ON bond (level, kind, times DESC, who, whom);

-- Where an actor stands in the network of all periods; ties of an actor with itself are left out
CREATE TABLE standing (
    level       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    actor       INTEGER NOT NULL,
    in_degree   INTEGER NOT NULL,                   -- actors that have a tie to it
    out_degree  INTEGER NOT NULL,
    in_strength INTEGER NOT NULL,                   -- their times
    out_strength INTEGER NOT NULL,
    betweenness REAL,                               -- betweenness; NULL where the network is too large for it
    pagerank    REAL NOT NULL,                      -- PageRank
    document    INTEGER NOT NULL,                   -- the first paper that shows a tie of it
    ordinal     INTEGER NOT NULL,
    PRIMARY KEY (level, kind, actor)
) WITHOUT ROWID;
CREATE INDEX standing_rank ON standing (level, kind, pagerank DESC, actor);

-- How senders and recipients are written in headings, each way once; and those that a paper says it was repeated to
CREATE TABLE wording (
    id    INTEGER PRIMARY KEY,
    words TEXT NOT NULL,                            -- "Grew, Ambassador in Japan"
    post  TEXT NOT NULL,                            -- keys, as in document; "" for none
    surname TEXT NOT NULL,
    plain TEXT NOT NULL,                            -- all of these in plain small letters, a space before and after each word
    UNIQUE (words, post, surname)
);

-- By what somebody had a paper: his own, sent to him, repeated to him, enclosed with one of these, cited by him
CREATE TABLE delivery (
    wording  INTEGER NOT NULL,
    person   INTEGER,                               -- actors, as in party
    side     INTEGER,
    sent     TEXT,                                  -- the last day that the paper that brought it, or cites it, can mean
    paper    INTEGER NOT NULL,
    how      TEXT NOT NULL,                         -- own, sent, repeated, enclosed, cited
    document INTEGER NOT NULL,                      -- the paper that shows it: itself, the one that cites it
    day      TEXT,                                  -- the last day of the paper
    received TEXT,                                  -- the day on which it came, where the heading says so
    way      INTEGER,                               -- by which it went
    carrier  INTEGER,                               -- the paper that it was enclosed in
    start    INTEGER,                               -- the words that show it, in `document`
    "end"    INTEGER
);
CREATE INDEX delivery_wording ON delivery (wording, sent, paper, how, received, way, day);
CREATE INDEX delivery_person ON delivery (person, sent, paper, how, received, way, day) WHERE person IS NOT NULL;
CREATE INDEX delivery_side ON delivery (side, sent, paper, how, received, way, day) WHERE side IS NOT NULL;
CREATE INDEX delivery_document ON delivery (document);
CREATE INDEX delivery_paper ON delivery (paper);

-- Days from sending to receiving, counted in each collection where headings give both
CREATE TABLE delay (
    collection TEXT NOT NULL,
    sender     TEXT NOT NULL,                       -- the key of the post, else of the person
    recipient  TEXT NOT NULL,
    traffic    TEXT NOT NULL,                       -- telegrams, written papers
    decade     INTEGER NOT NULL,                    -- 193 for the 1930s
    days       INTEGER NOT NULL,
    times      INTEGER NOT NULL,
    document   INTEGER NOT NULL,                    -- the first paper that shows it
    PRIMARY KEY (collection, sender, recipient, traffic, decade, days)
) WITHOUT ROWID;
CREATE INDEX delay_way ON delay (sender, recipient, traffic, decade, days, times);

-- Where posts and persons write their papers, counted in each collection
CREATE TABLE seat (
    collection TEXT NOT NULL,
    party      TEXT NOT NULL,                       -- the key of the post, else of the person
    place      TEXT NOT NULL,
    papers     INTEGER NOT NULL,
    PRIMARY KEY (party, place, collection)
) WITHOUT ROWID;
CREATE INDEX seat_collection ON seat (collection);
CREATE INDEX seat_place ON seat (place);

-- A way that papers go in a decade, and how long they take on it by what the archive shows
CREATE TABLE way (
    id        INTEGER PRIMARY KEY,
    sender    TEXT NOT NULL,
    recipient TEXT NOT NULL,
    traffic   TEXT NOT NULL,
    decade    INTEGER NOT NULL,
    source    TEXT,                                 -- whose days these are: the channel's, the places', the way back
    papers    INTEGER NOT NULL DEFAULT 0,           -- that gave them
    least     INTEGER,                              -- days
    half      INTEGER,                              -- the median
    most      INTEGER,                              -- the 90th percentile
    UNIQUE (sender, recipient, traffic, decade)
);

-- A chain of papers that answer, transmit, enclose or correct one another, or open with one another
CREATE TABLE thread (
    id         INTEGER PRIMARY KEY,                 -- the least of its members
    document   INTEGER NOT NULL,                    -- its first paper, no enclosure if it can be helped
    first_day  TEXT,
    last_day   TEXT,
    days       INTEGER NOT NULL,                    -- from the first to the last; -1 where no day is known
    papers     INTEGER NOT NULL,                    -- that are here, enclosures not counted
    enclosures INTEGER NOT NULL,
    missing    INTEGER NOT NULL,
    channels   TEXT NOT NULL                        -- "japan > department of state", the busiest first
);
CREATE INDEX thread_papers ON thread (papers DESC, missing DESC, enclosures DESC);
CREATE INDEX thread_missing ON thread (missing DESC, papers DESC);
CREATE INDEX thread_days ON thread (days DESC);
CREATE INDEX thread_first ON thread (first_day IS NULL, first_day, last_day);
CREATE INDEX thread_last ON thread (last_day IS NULL, last_day, first_day);

-- What belongs to a thread: papers by their row, missing ones by theirs with a minus
CREATE TABLE member (
    member INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL
);
CREATE INDEX member_thread ON member (thread);

-- Known numbers of a channel that rise with time, where some between them are known from nowhere
CREATE TABLE run (
    id   INTEGER PRIMARY KEY,                       -- in order of channel and time
    body TEXT NOT NULL                              -- resolution.series.Run
);

-- Numbers that are known from nowhere, and the papers on either side, records of missing ones by their row with a minus
CREATE TABLE gap (
    run     INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    before  INTEGER NOT NULL,
    after   INTEGER NOT NULL,
    PRIMARY KEY (run, ordinal)
) WITHOUT ROWID;
CREATE INDEX gap_before ON gap (before);
CREATE INDEX gap_after ON gap (after);

-- How many numbered papers and records were looked at for runs, are in one, or are not and why
CREATE TABLE numbering (
    reason TEXT PRIMARY KEY,
    papers INTEGER NOT NULL
) WITHOUT ROWID;

-- How much each collection holds: papers by year, channel and what headings give, references by what became of them
CREATE TABLE tally (
    collection TEXT NOT NULL,
    what       TEXT NOT NULL,                       -- heading, year, channel, reference, problem
    key        TEXT NOT NULL,                       -- "number"; "1936", "" for no day; "japan > department of state"; "missing"
    times      INTEGER NOT NULL,
    first_day  TEXT,
    last_day   TEXT,
    PRIMARY KEY (collection, what, key)
) WITHOUT ROWID;

-- The same of the whole archive, with its collections, sources and records of missing papers
CREATE TABLE total (
    what      TEXT NOT NULL,
    key       TEXT NOT NULL,
    times     INTEGER NOT NULL,
    first_day TEXT,
    last_day  TEXT,
    PRIMARY KEY (what, key)
) WITHOUT ROWID;
CREATE INDEX total_times ON total (what, times DESC, key);
