-- Forgets an upload that did not come to its end; its object is already gone. No row when somebody else has just done so.
DELETE FROM workbooks WHERE id = :?workbook::uuid AND status = 'RECEIVING'
RETURNING id::text AS workbook
