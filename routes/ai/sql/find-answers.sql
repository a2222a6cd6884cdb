-- What the model answered to the same cells before.
SELECT hash, cells::text AS cells FROM ai_answers WHERE merchant_id = :?merchant::uuid AND hash = ANY (:?hashes::text[])
