-- Stops an upload that has not ended, once: nothing more of it is taken up, and what is in work does not commit unless it is about to.
UPDATE csv_uploads SET stop = :?stop::jsonb
WHERE id = :?upload::uuid AND stop IS NULL AND status IN ('PENDING', 'PROCESSING')
