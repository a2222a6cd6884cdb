-- Gives the turn of looking at the fleet to whoever asks first in a period, with the seconds since it was last changed and since which it has been too big.
INSERT INTO fleets AS f (service) VALUES (:?service)
ON CONFLICT (service) DO UPDATE SET seen_at = clock_timestamp()
WHERE f.seen_at <= clock_timestamp() - :?period::interval
RETURNING extract(epoch FROM clock_timestamp() - changed_at)::bigint AS changed, extract(epoch FROM clock_timestamp() - calm_since)::bigint AS calm
