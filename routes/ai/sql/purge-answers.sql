-- Forgets answers that were kept long enough.
DELETE FROM ai_answers WHERE answered_at < clock_timestamp() - :?kept::interval
