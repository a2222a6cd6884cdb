-- Forgets an upload that did not come to its end; its object is already gone.
DELETE FROM workbooks WHERE id = :?workbook::uuid AND status = 'RECEIVING'
