-- Notes that an undo has ended and that the inventory of its campaign is that of what it left.
UPDATE undos n SET stage = 'left'
FROM jobs j
WHERE n.id = :?undo::uuid AND j.id = n.id AND j.status NOT IN ('PENDING', 'PROCESSING')
