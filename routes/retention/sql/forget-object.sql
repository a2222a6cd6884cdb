-- Notes that the file of a workbook is gone, and with it what analyses show of it.
WITH gone AS (
    UPDATE workbooks SET object_removed_at = clock_timestamp() WHERE id = :?workbook::uuid
    RETURNING id
)
UPDATE analyses a SET preview = '{}' FROM gone g WHERE a.workbook_id = g.id AND a.preview IS NOT NULL
