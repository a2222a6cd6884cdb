-- Fleets of workers: what the worker whose turn it is must know of the turns before, whichever worker took those.

CREATE TABLE fleets (
    service    text PRIMARY KEY,                    -- Render's id of the service
    seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz,                         -- when it was last asked to be another number
    calm_since timestamptz                          -- since when it has been bigger than the work needs
);
