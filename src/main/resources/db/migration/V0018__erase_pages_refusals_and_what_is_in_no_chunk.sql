-- Records go before former values are looked through, files that cannot be removed stop no others, and whatever of a file is in no chunk is known.

ALTER TABLE erasures DROP CONSTRAINT erasures_step_known;
ALTER TABLE erasures ADD CONSTRAINT erasures_step_known CHECK (step IN ('PEOPLE', 'RECORDS', 'CHANGES', 'CHUNKS', 'OBJECTS'));

ALTER TABLE csv_upload_chunks
    ADD COLUMN cells_redacted boolean NOT NULL DEFAULT false; -- somebody erased was named in rows of others, and was cut out

ALTER TABLE csv_uploads
    ADD COLUMN partial boolean NOT NULL DEFAULT false, -- not all that the file holds is in its chunks
    ADD COLUMN searching_until timestamptz;         -- a worker searches it for people who were erased

-- Of what is there nobody has noted it.
UPDATE csv_uploads u SET partial = true
WHERE u.bytes_total IS NOT NULL
   OR EXISTS (SELECT FROM csv_upload_chunks c
              WHERE c.upload_id = u.id AND (c.errors::text LIKE '%"RECORD_TOO_LONG"%' OR c.errors::text LIKE '%"TOO_MANY_CELLS"%'));

ALTER TABLE workbooks
    ADD COLUMN object_tried_at timestamptz;         -- when it could not be removed
