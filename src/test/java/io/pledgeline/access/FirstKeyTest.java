package io.pledgeline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class FirstKeyTest {

    private static EmbeddedPostgres postgres;
    private static DataSource database;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        database = postgres.getPostgresDatabase();
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void empty() {
        JdbcClient.create(database).sql("TRUNCATE merchants CASCADE").update();
    }

    @Test
    void processesThatStartTogetherLeaveOneMerchantAndOneKey() {
        List<CompletableFuture<Void>> starts = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(() -> start("first")))
                .toList();
        starts.forEach(CompletableFuture::join);
        start("first");
        assertThat(count("SELECT count(*) FROM merchants WHERE slug = 'default'"))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM api_keys WHERE operator AND revoked_at IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void aNewOperatorsKeyRevokesTheFormerAndMayComeBack() {
        start("first");
        start("second");
        assertThat(live("first")).isZero();
        assertThat(live("second")).isEqualTo(1);
        start("first");
        assertThat(live("first")).isEqualTo(1);
        assertThat(live("second")).isZero();
    }

    @Test
    void aMissingKeyIsNamedByItsVariable() {
        assertThatThrownBy(() -> start(" ")).hasMessageContaining("PLEDGELINE_API_KEY");
    }

    private static long live(String key) {
        return JdbcClient.create(database)
                .sql("SELECT count(*) FROM api_keys WHERE key_hash = :hash AND operator AND revoked_at IS NULL")
                .param("hash", new Secret(key).hash())
                .query(Long.class)
                .single();
    }

    private static long count(String sql) {
        return JdbcClient.create(database).sql(sql).query(Long.class).single();
    }

    private static void start(String key) {
        new FirstKey(JdbcClient.create(database), new TransactionTemplate(new JdbcTransactionManager(database)), key)
                .afterPropertiesSet();
    }
}
