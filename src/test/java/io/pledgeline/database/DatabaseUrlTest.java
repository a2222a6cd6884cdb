package io.pledgeline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pledgeline.environment.InvalidSetting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://u:p@host:5432/db                         | jdbc:postgresql://host:5432/db                        | u   | p
            postgresql://u:p@host/db                            | jdbc:postgresql://host/db                             | u   | p
            postgres://u%40x:p%40%2F+%25@host/db                | jdbc:postgresql://host/db                             | u@x | p@/+%
            postgres://u:p@x@host/db                            | jdbc:postgresql://host/db                             | u   | p@x
            postgres://u:p:q@host/db?sslmode=require            | jdbc:postgresql://host/db?sslmode=require             | u   | p:q
            postgres://u@a:1,b:2/db?connect_timeout=3&a=b       | jdbc:postgresql://a:1,b:2/db?connectTimeout=3&a=b     | u   |
            postgres://[::1]:5432/db                            | jdbc:postgresql://[::1]:5432/db                       |     |
            jdbc:postgresql://host/db?user=u&password=p%26&a=b  | jdbc:postgresql://host/db?a=b                         | u   | p&
            """)
    void readsTheFormsThatHostersWrite(String url, String jdbcUrl, String user, String password) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(new DatabaseUrl(jdbcUrl, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host/db",
                "mysql://u:topsecret@host/db",
                "postgres://u:topsecret@host",
                "postgres://u:topsecret@/db",
                "postgres://u:topsecret%4@host/db",
                "postgres://u:topsecret/x@host/db"
            })
    void refusesOthersWithoutShowingThem(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("DATABASE_URL ")
                .hasNoCause()
                .message()
                .doesNotContain("topsecret");
    }
}
