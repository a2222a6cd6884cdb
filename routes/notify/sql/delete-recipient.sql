-- Removes who was told by e-mail, with the log of what they were sent; no row if there is none.
DELETE FROM email_recipients WHERE id = :?id::uuid AND merchant_id = :?merchant::uuid RETURNING id
