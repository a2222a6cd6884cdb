-- Completes a chunk with its figures and errors, if this attempt still holds it.
UPDATE csv_upload_chunks SET status = 'COMPLETED', lease_until = NULL, finished_at = clock_timestamp(), error = NULL,
    errors = :?errors::json, rows_imported = :?rowsImported, rows_failed = :?rowsFailed, rows_skipped = :?rowsSkipped,
    backers_inserted = :?backersInserted, backers_updated = :?backersUpdated, backers_unchanged = :?backersUnchanged,
    pledges_inserted = :?pledgesInserted, pledges_updated = :?pledgesUpdated, pledges_unchanged = :?pledgesUnchanged,
    items_inserted = :?itemsInserted, items_updated = :?itemsUpdated, items_unchanged = :?itemsUnchanged,
    surveys_inserted = :?surveysInserted, surveys_updated = :?surveysUpdated, surveys_unchanged = :?surveysUnchanged,
    numbers_same = :?numbersSame, numbers_other = :?numbersOther
WHERE upload_id = :?upload::uuid AND number = :?chunk::integer AND status = 'PROCESSING' AND attempts = :?attempt
RETURNING number
