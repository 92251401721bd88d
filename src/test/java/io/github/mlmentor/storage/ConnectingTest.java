package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class ConnectingTest {
    /** What the driver makes of an address is what counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "postgresql://host/name host 5432 name '' ''",
                "postgres://host/name host 5432 name '' ''",
                "POSTGRES://host/name host 5432 name '' ''",
                "postgresql://ada@host:6000/name host 6000 name ada ''",
                "postgresql://ada:pw@host:6000/name host 6000 name ada pw",
                "postgresql://ada:p%40ss%2Fword@host/name host 5432 name ada p@ss/word",
                "postgresql://ada:p+w&x=y@host/name host 5432 name ada p+w&x=y",
                "postgresql://ada:p:w@host/name host 5432 name ada p:w",
                "postgresql://ada:p@ss@host/name host 5432 name ada p@ss",
                "postgresql://ada:50%@host/name host 5432 name ada 50%",
                "postgresql://ada:p^{w}@my_db:5433/name my_db 5433 name ada p^{w}",
                "postgresql://ada:pw@127.0.0.1:5433/name 127.0.0.1 5433 name ada pw",
                "postgresql://ada:pw@[::1]:5433/name [::1] 5433 name ada pw",
                "postgresql://ada:pw@one:5433,two:5434/name one,two 5433,5434 name ada pw",
                "postgresql://ada:pw@host/ host 5432 ada ada pw",
                "postgresql://ada:pw@host host 5432 ada ada pw",
                "postgresql://host/name?user=ada&password=pw host 5432 name ada pw",
                "jdbc:postgresql://host/name?user=ada&password=pw host 5432 name ada pw",
            })
    void anAddressOfAProviderIsUnderstood(
            String url, String host, String port, String name, String user, String password) {
        Properties parsed = Driver.parseURL(Connecting.jdbcUrl(url), new Properties());
        assertThat(parsed).isNotNull();
        assertThat(parsed.getProperty("PGHOST")).isEqualTo(host);
        assertThat(parsed.getProperty("PGPORT")).isEqualTo(port);
        assertThat(parsed.getProperty("PGDBNAME", "")).isEqualTo(name);
        assertThat(parsed.getProperty("user", "")).isEqualTo(user);
        assertThat(parsed.getProperty("password", "")).isEqualTo(password);
    }

    @Test
    void theParametersOfAnAddressStay() {
        Properties parsed = Driver.parseURL(
                Connecting.jdbcUrl("postgresql://ada:pw@host/name?sslmode=require&ApplicationName=mentor"),
                new Properties());
        assertThat(parsed.getProperty("sslmode")).isEqualTo("require");
        assertThat(parsed.getProperty("ApplicationName")).isEqualTo("mentor");
        assertThat(parsed.getProperty("user")).isEqualTo("ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:sesame@host/name",
                "jdbc:mysql://ada:sesame@host/name",
                "postgresql:/ada:sesame@host/name",
                "postgresql://ada:sesame@/name",
                "postgresql://ada:ses#ame@host/name",
                "postgresql://ada:ses/ame@host/name",
                "postgresql://ada:sesame@host/name/more",
                "postgresql://ada:sesame@ho st/name",
                "ada:sesame@host",
                "sesame",
            })
    void aBadAddressIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Connecting.jdbcUrl(url))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("postgresql://user:password@host:5432/name")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("sesame", "ada", "ame@"))
                .hasNoCause();
    }
}
