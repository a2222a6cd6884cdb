-- Puts a file that could not be removed behind the others.
UPDATE workbooks SET object_tried_at = clock_timestamp() WHERE id = :?workbook::uuid
