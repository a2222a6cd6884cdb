-- Completes a chunk with its figures and errors, if this attempt still holds it.
UPDATE csv_upload_chunks SET status = 'COMPLETED', lease_until = NULL, finished_at = clock_timestamp(), error = NULL,
    errors = :?errors::json, rows_imported = :?rowsImported, rows_failed = :?rowsFailed, rows_skipped = :?rowsSkipped,
    backers_inserted = :?backersInserted, backers_updated = :?backersUpdated, backers_unchanged = :?backersUnchanged,
    pledges_inserted = :?pledgesInserted, pledges_updated = :?pledgesUpdated, pledges_unchanged = :?pledgesUnchanged,
    items_inserted = :?itemsInserted, items_updated = :?itemsUpdated, items_unchanged = :?itemsUnchanged,
    surveys_inserted = :?surveysInserted, surveys_updated = :?surveysUpdated, surveys_unchanged = :?surveysUnchanged,
    numbers_same = :?numbersSame, numbers_other = :?numbersOther, rows_erased = :?rowsErased, erasures = :?erasures::bigint
WHERE upload_id = :?upload::uuid AND number = :?chunk::integer AND status = 'PROCESSING' AND attempts = :?attempt
-- Who was erased since the look for erased people, is not left out of this attempt.
RETURNING number, (SELECT m.erasures FROM merchants m WHERE m.id = :?merchant::uuid) AS erasures
