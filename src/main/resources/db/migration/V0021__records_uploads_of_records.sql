-- By which import a record came or last changed, as the lists of records tell it.
CREATE VIEW record_uploads AS
SELECT j.id, j.target AS workbook_id, j.created_at, w.filename,
    json_build_object('jobId', j.id, 'filename', w.filename, 'at', iso_utc(j.created_at)) AS document
FROM jobs j
LEFT JOIN workbooks w ON w.id = j.target
WHERE j.kind = 'IMPORT';
