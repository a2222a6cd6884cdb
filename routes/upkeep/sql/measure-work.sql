-- Measures the work that waits for workers, of all merchants.
SELECT chunks, oldest FROM waiting_work
