-- Goes on to the chunks, once the former values were looked through.
UPDATE erasures e SET step = 'CHUNKS'
FROM jobs j
WHERE e.id = :?job::uuid AND j.id = e.id AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING e.step
