package io.pledgeline.access;

import io.pledgeline.environment.InvalidSetting;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees at start that the merchant {@code default} and the operator's key exist, and that a former operator's key is
 * revoked; processes that start together take turns.
 */
@Component("firstKey")
@ConditionalOnProperty(name = "roles.web", havingValue = "true", matchIfMissing = true)
class FirstKey implements InitializingBean {

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Secret key;

    FirstKey(JdbcClient database, TransactionTemplate transaction, @Value("${access.api-key:}") String key) {
        if (key.isBlank()) {
            throw new InvalidSetting(
                    "PLEDGELINE_API_KEY",
                    "is not set: it is the operator's key, with which the first requests are made. Set it to a long"
                            + " random text");
        }
        this.database = database;
        this.transaction = transaction;
        this.key = new Secret(key.strip());
    }

    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(status -> store(key.hash()));
    }

    private void store(byte[] hash) {
        database.sql("SELECT pg_advisory_xact_lock(hashtext('pledgeline.firstKey'))::text")
                .query(String.class)
                .list();
        database.sql("INSERT INTO merchants (slug, name) VALUES ('default', 'Default') ON CONFLICT (slug) DO NOTHING")
                .update();
        database.sql("UPDATE api_keys SET revoked_at = now()"
                        + " WHERE operator AND revoked_at IS NULL AND key_hash <> :hash")
                .param("hash", hash)
                .update();
        database.sql("INSERT INTO api_keys (merchant_id, key_hash, label, scopes, operator)"
                        + " SELECT id, :hash, 'operator', ARRAY ['admin'], true FROM merchants WHERE slug = 'default'"
                        + " ON CONFLICT (key_hash) DO UPDATE SET merchant_id = EXCLUDED.merchant_id,"
                        + " label = EXCLUDED.label, scopes = EXCLUDED.scopes, operator = true, revoked_at = NULL"
                        + " WHERE NOT api_keys.operator OR api_keys.revoked_at IS NOT NULL")
                .param("hash", hash)
                .update();
    }
}
