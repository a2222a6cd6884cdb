-- An undo that ended without having summed the inventory of what it left is found by its stage.

ALTER TABLE undos
    DROP CONSTRAINT undos_stage_known,
    ADD CONSTRAINT undos_stage_known CHECK (stage IN ('pledges', 'backers', 'products', 'inventory', 'left'));

UPDATE undos n SET stage = 'left' FROM jobs j WHERE j.id = n.id AND j.status = 'COMPLETED';

-- For the sweeper: open ones and those that ended otherwise.
CREATE INDEX undos_not_left ON undos (id) WHERE stage <> 'left';
