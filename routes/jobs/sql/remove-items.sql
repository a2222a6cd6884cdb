-- Removes the items of an upload's pledges that none of its rows named, where each row is an item; chunk 0 of the changes is the end.
WITH parted AS MATERIALIZED (
    SELECT p.id
    FROM (SELECT DISTINCT f.platform FROM workbook_files f
          WHERE f.workbook_id = :?workbook::uuid AND f.mapping ->> 'row' = 'ITEM') AS f
    JOIN pledges p ON p.campaign_id = :?campaign::uuid AND p.platform = f.platform
    JOIN sightings s ON s.record_id = p.id AND s.upload_id = :?upload::uuid
    WHERE EXISTS (SELECT FROM pledge_items i WHERE i.pledge_id = p.id AND i.changed_by_upload < :?upload::uuid)
    -- Chunks of other uploads lock them in this order, too; whose pledge a younger one has sighted meanwhile stays.
    ORDER BY p.external_id
    FOR UPDATE OF s
), gone AS (
    DELETE FROM pledge_items i USING parted p
    WHERE i.pledge_id = p.id AND i.changed_by_upload < :?upload::uuid
    RETURNING i.pledge_id, to_jsonb(i) AS before
)
INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
SELECT :?upload::uuid, 0, 'pledge_items', pledge_id, before FROM gone
