-- Stores who is to be told by e-mail, once, and answers them; no row where a merchant has enough of them.
INSERT INTO email_recipients AS r (merchant_id, address, events)
SELECT m.id, :?address::text, :?events::text[]
FROM merchants m
WHERE m.id = :?merchant::uuid
  AND (SELECT count(*) FROM email_recipients o WHERE o.merchant_id = m.id AND lower(o.address) <> lower(:?address::text)) < :?most::integer
ON CONFLICT (merchant_id, lower(address)) DO UPDATE SET events = EXCLUDED.events
RETURNING recipient_document(r)::text AS answer
