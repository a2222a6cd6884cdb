-- Uploads whose parts go straight to the object store. What the request said is kept until the object is complete.

ALTER TABLE workbooks
    ADD COLUMN part_size       bigint,              -- of a direct upload, in bytes; null when the file comes through the application
    ADD COLUMN announced_bytes bigint,              -- how large it is to become
    ADD COLUMN import_options  json,                -- how it is to be imported
    ADD CONSTRAINT workbooks_direct_is_announced CHECK (
        (part_size IS NULL) = (announced_bytes IS NULL) AND (part_size IS NULL) = (import_options IS NULL)
        AND (part_size IS NULL OR (part_size > 0 AND announced_bytes > 0)));
