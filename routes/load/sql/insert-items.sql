-- Inserts the items of pledges that this chunk has inserted: nobody else can know these pledges yet.
INSERT INTO pledge_items (pledge_id, product_id, quantity, created_by_upload, changed_by_upload, source_file, source_row)
SELECT pledge_id, product_id, quantity, :?upload::uuid, :?upload::uuid, :?file::smallint, row
FROM unnest(:?newItemPledges::uuid[], :?newItemProducts::uuid[], :?newItemQuantities::integer[], :?newItemRows::bigint[])
    AS i (pledge_id, product_id, quantity, row)
