package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.slack.Installation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresqlInstallationsTest extends InstallationsContract {
    private String url = "";

    @Override
    Database open() {
        url = Databases.postgresqlUrl();
        return Database.postgresql(url);
    }

    @Test
    void noOtherProcessIsThereAtTheSameTime() throws Exception {
        try (Database first = Database.postgresql(url);
                Database second = Database.postgresql(url)) {
            List<SqlInstallations> both =
                    List.of(new SqlInstallations(first, Seal.of(KEY)), new SqlInstallations(second, Seal.of(KEY)));
            both.get(0).save(in("T1", "0"));
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 40)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> both.get(i % 2).alone("T1", found -> {
                                Installation now = found.orElseThrow();
                                String next = Integer.toString(Integer.parseInt(now.botToken()) + 1);
                                return both.get(i % 2).renew(in("T1", next));
                            })))
                    .toList();
            for (CompletableFuture<Boolean> one : all) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(both.get(1).find("T1").orElseThrow().botToken()).isEqualTo("40");
        }
    }
}
