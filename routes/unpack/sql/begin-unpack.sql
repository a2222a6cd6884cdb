-- Tells that the workbook is a container, which is being unpacked.
UPDATE jobs SET phase = 'UNPACKING' WHERE id = :?upload::uuid AND status = 'PROCESSING' AND phase = 'SPLITTING'
