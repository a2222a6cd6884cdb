-- Notes what was decided about the fleet: since when it has been too big, and whether it was changed just now.
UPDATE fleets SET
    calm_since = CASE WHEN :?calm::boolean THEN coalesce(calm_since, clock_timestamp()) END,
    changed_at = CASE WHEN :?changing::boolean THEN clock_timestamp() ELSE changed_at END
WHERE service = :?service
