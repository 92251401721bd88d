package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.slack.Installation;
import io.github.mlmentor.slack.Installations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database has to do for installations. */
@Timeout(60)
abstract class InstallationsContract {
    static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    static final String KEY = SealTest.key(1);
    private static final String OTHER_KEY = SealTest.key(2);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Database database;
    private SqlInstallations installations;

    abstract Database open();

    @BeforeEach
    void start() {
        database = open();
        installations = new SqlInstallations(database, Seal.of(KEY));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        database.close();
    }

    static Installation in(String team, String token) {
        return installed(team, "", token, AT, AT.plusSeconds(60));
    }

    private static Installation installed(
            String team, String enterprise, String token, Instant at, @Nullable Instant expiry) {
        return new Installation(
                team, enterprise, "UBOT", token, "xoxe-1-" + token, expiry, "chat:write,commands", "UANA", at);
    }

    @Test
    void anInstallationIsFoundAsItWasKept() {
        Installation first = in("T1", "xoxb-first");
        Installation second = installed("T2", "E9", "xoxb-second", AT, null);
        installations.save(first);
        installations.save(second);
        assertThat(installations.find("T1")).contains(first);
        assertThat(installations.find("T2")).contains(second);
        assertThat(installations.find("T3")).isEmpty();
        assertThat(installations.all()).containsExactly("T1", "T2");
    }

    @Test
    void aNewInstallationTakesThePlaceOfTheOld() {
        installations.save(in("T1", "xoxb-first"));
        Installation again = installed("T1", "E1", "xoxb-again", AT.plusSeconds(9), null);
        installations.save(again);
        assertThat(installations.find("T1")).contains(again);
        assertThat(installations.all()).containsExactly("T1");
    }

    @Test
    void noTokenCanBeReadInTheDatabase() {
        installations.save(in("T1", "xoxb-sesame"));
        List<String> rows = database.read(
                handle -> handle.createQuery("select * from slack_installation").mapToMap().list().stream()
                        .map(row -> row.values().toString())
                        .toList());
        assertThat(rows).hasSize(1).allSatisfy(row -> assertThat(row).doesNotContain("sesame"));
        assertThat(installations.find("T1").orElseThrow().toString())
                .contains("T1")
                .doesNotContain("sesame");
    }

    @Test
    void newTokensAreKeptForTheInstallationThatTheyBelongTo() {
        Installation old = in("T1", "xoxb-old");
        installations.save(old);
        Installation renewed = installed("T1", "", "xoxb-new", AT, AT.plusSeconds(999));
        assertThat(installations.renew(renewed)).isTrue();
        assertThat(installations.find("T1")).contains(renewed);

        Installation anew = installed("T1", "", "xoxb-anew", AT.plusSeconds(1), null);
        installations.save(anew);
        assertThat(installations.renew(renewed)).as("of an earlier one").isFalse();
        assertThat(installations.find("T1")).contains(anew);

        installations.remove("T1", AT.plusSeconds(1));
        assertThat(installations.renew(anew)).as("of a removed one").isFalse();
        assertThat(installations.find("T1")).isEmpty();
    }

    @Test
    void onlyWhatWasInstalledBeforeIsRemoved() {
        installations.save(in("T1", "xoxb-1"));
        installations.save(in("T2", "xoxb-2"));
        assertThat(installations.remove("T1", AT.minusMillis(1))).isFalse();
        assertThat(installations.find("T1")).isPresent();
        assertThat(installations.remove("T1", AT)).isTrue();
        assertThat(installations.find("T1")).isEmpty();
        assertThat(installations.remove("T1", AT)).as("once more").isTrue();
        assertThat(installations.find("T2")).isPresent();
    }

    @Test
    void aWorkspaceUsesTheInstallationOfItsOrganisationUnlessItHasItsOwn() {
        Installation whole = installed("", "E1", "xoxb-whole", AT, null);
        installations.save(whole);
        assertThat(installations.find("T1")).isEmpty();
        installations.belongs("T1", "E1");
        installations.belongs("T2", "E1");
        installations.belongs("T2", "E1");
        installations.belongs("T3", "E2");
        assertThat(installations.find("T1")).contains(whole);
        assertThat(installations.find("E1")).contains(whole);
        assertThat(installations.find("T3")).isEmpty();
        assertThat(installations.teams("E1")).containsExactly("T1", "T2");

        Installation own = installed("T1", "E1", "xoxb-own", AT, null);
        installations.save(own);
        assertThat(installations.find("T1")).contains(own);
        assertThat(installations.find("T2")).contains(whole);

        installations.leaves("T2");
        assertThat(installations.find("T2")).isEmpty();
    }

    @Test
    void aStateIsGoodOnceAndInTime() {
        installations.expect("one", AT);
        installations.expect("two", AT);
        assertThat(installations.arrived("three", AT.minusMillis(1))).isFalse();
        assertThat(installations.arrived("one", AT.minusMillis(1))).isTrue();
        assertThat(installations.arrived("one", AT.minusMillis(1))).isFalse();
        assertThat(installations.arrived("two", AT)).as("too late").isFalse();
    }

    @Test
    void statesThatNobodyCameBackWithGoByAndBy() {
        installations.expect("old", AT);
        installations.expect("new", AT.plusSeconds(86_400));
        int left = database.read(handle -> handle.createQuery("select count(*) from slack_state")
                .mapTo(int.class)
                .one());
        assertThat(left).isEqualTo(1);
    }

    @Test
    void aRowThatCannotBeReadIsNamedAndDisturbsNoOther() {
        installations.save(in("T1", "xoxb-1"));
        installations.save(in("T2", "xoxb-2"));
        database.inTransaction(handle -> handle.execute("update slack_installation set sealed ="
                + " (select sealed from slack_installation where home = 'T2') where home = 'T1'"));
        assertUnreadable("T1", "changed in the database");
        assertThat(installations.find("T2")).isPresent();
        assertThat(installations.all()).containsExactly("T1", "T2");
        assertThat(installations.reseal()).isEqualTo(2);
        installations.save(in("T1", "xoxb-again"));
        assertThat(installations.find("T1")).as("installed anew").isPresent();
    }

    private void assertUnreadable(String team, String why) {
        assertThatThrownBy(() -> installations.find(team))
                .isInstanceOf(Installations.Unreadable.class)
                .hasMessageContaining(team)
                .hasMessageContaining(why)
                .hasMessageContaining("install the app there anew");
        assertThatThrownBy(() -> installations.alone(team, found -> found))
                .isInstanceOf(Installations.Unreadable.class)
                .hasMessageContaining(team);
    }

    @Test
    void underAnotherKeyNothingIsReadAndTheKeyIsNamed() {
        installations.save(in("T1", "xoxb-1"));
        installations = new SqlInstallations(database, Seal.of(OTHER_KEY));
        assertUnreadable("T1", "another key");
    }

    @Test
    void afterOneStartWithBothKeysTheOldOneCanGo() {
        Installation kept = in("T1", "xoxb-1");
        installations.save(kept);
        installations.save(in("T2", "xoxb-2"));
        SqlInstallations both = new SqlInstallations(database, Seal.of(OTHER_KEY + "," + KEY));
        assertThat(both.find("T1")).contains(kept);
        both.reseal();
        installations = new SqlInstallations(database, Seal.of(OTHER_KEY));
        assertThat(installations.find("T1")).contains(kept);
        assertThat(installations.find("T2")).isPresent();
    }

    @Test
    void nobodyElseIsThereAtTheSameTime() throws Exception {
        installations.save(in("T1", "0"));
        AtomicInteger inside = new AtomicInteger();
        List<CompletableFuture<Boolean>> all = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> installations.alone("T1", found -> {
                            boolean aloneNow = inside.incrementAndGet() == 1;
                            Installation now = found.orElseThrow();
                            String next = Integer.toString(Integer.parseInt(now.botToken()) + 1);
                            installations.renew(in("T1", next));
                            inside.decrementAndGet();
                            return aloneNow;
                        }),
                        threads))
                .toList();
        for (CompletableFuture<Boolean> one : all) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(installations.find("T1").orElseThrow().botToken()).isEqualTo("8");
    }

    /** A call to Slack may take as long as it likes: others write, and other workspaces have their turn. */
    @Test
    void whoIsAloneWithOneWorkspaceHoldsUpNobodyElse() throws Exception {
        installations.save(in("T1", "xoxb-1"));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> slow = CompletableFuture.supplyAsync(
                () -> installations.alone("T1", found -> {
                    inside.countDown();
                    try {
                        return goOn.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        return false;
                    }
                }),
                threads);
        inside.await();
        installations.save(in("T2", "xoxb-2"));
        Optional<Installation> other = installations.alone("T2", found -> found);
        assertThat(other).isPresent();
        new SqlMarks(database).set("somebody writes", AT);
        assertThat(installations.remove("T1", AT)).as("even this").isTrue();
        goOn.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoBreaksOffLeavesNoLockBehind() {
        installations.save(in("T1", "xoxb-1"));
        assertThatThrownBy(() -> installations.alone("T1", found -> {
                    throw new IllegalArgumentException("broke off");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(CompletableFuture.supplyAsync(() -> installations.alone("T1", found -> found), threads)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isPresent();
    }

    @Test
    void whoInstalledItIsToldAndForgotten() {
        installations.save(in("T1", "xoxb-1"));
        SqlPersonalData data = new SqlPersonalData(database);
        Person ana = new Person(Platform.SLACK, "T1", "UANA");
        assertThat(data.export(ana)).contains("\"installed_the_app\" : true");
        assertThat(data.export(new Person(Platform.SLACK, "T1", "UBEN"))).contains("\"installed_the_app\" : false");
        data.forget(new Person(Platform.SLACK, "T2", "UANA"));
        data.forget(new Person(Platform.DISCORD, "T1", "UANA"));
        assertThat(installations.find("T1").orElseThrow().installer()).isEqualTo("UANA");
        data.forget(ana);
        assertThat(installations.find("T1").orElseThrow().installer()).isEmpty();
        assertThat(installations.find("T1").orElseThrow().botToken()).isEqualTo("xoxb-1");
    }
}
