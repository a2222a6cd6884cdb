-- The id of a merchant's campaign.
SELECT id FROM campaigns WHERE merchant_id = :?merchant::uuid AND slug = :?campaign::text
