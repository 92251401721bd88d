package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CAREERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.layout.Snapshot;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.Target;
import io.github.mlmentor.slack.fake.Call;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters to mentors and learners, each shown once whatever breaks, and what Slack says of people. */
class SlackMentorPortTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path folder;

    private static SlackSite site;

    @BeforeAll
    static void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.fake.clearFaults();
        site.settle();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void aCardStandsInTheMentorsChannelWithItsButtonsAndPingsNobodyButWhomItIsFor() {
        String words = "What of <!channel>, @here and <@U0BEN000001>? <https://example.org|see>";
        Post card = post(show(letter(new Target.Channel(board()), words, ANA, null)));
        JsonNode first = card.json().path("blocks").path(0);
        assertThat(first.findValuesAsText("user_id")).containsExactly(ANA);
        assertThat(card.json().findValuesAsText("user_id")).containsExactly(ANA);
        assertThat(card.json().findValuesAsText("type")).doesNotContain("broadcast", "usergroup");
        assertThat(card.json().path("text").asText())
                .contains("&lt;")
                .doesNotContain("<!", "<@", "@here")
                .contains("A question");
        assertThat(buttons(card)).containsExactly("m_claim", "m_answer");
        Call call = site.fake.see().calls("chat.postMessage").stream()
                .filter(one -> one.argument("channel").equals(CAREERS))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        ObjectNode sent = call.arguments().deepCopy();
        sent.remove(List.of("channel", "metadata"));
        Snapshot.check("slack/letter", List.of(sent.toString()));
        assertThat(call.argument("unfurl_links")).isEqualTo("0");
        assertThat(call.argument("unfurl_media")).isEqualTo("0");
    }

    @Test
    void whoIsToldIsNamedByAnIdAndByNothingElse() {
        Post card = post(show(letter(new Target.Channel(board()), "Somebody odd", "!channel", null)));
        assertThat(card.json().toString()).doesNotContain("channel\"}").doesNotContain("user_id");
    }

    @Test
    void aCardIsChangedInItsPlaceAndKeepsItsName() {
        Letter first = letter(new Target.Channel(board()), "Nobody has it", "", null);
        String name = show(first);
        Letter changed = new Letter(
                first.key() + "-2",
                first.to(),
                new Reply.Panel("A question", Document.of("Ana has it"), List.of()),
                "",
                name,
                false);
        assertThat(show(changed)).isEqualTo(name);
        Post card = post(name);
        assertThat(card.shown()).contains("Ana has it").doesNotContain("Nobody has it");
        assertThat(card.json()
                        .path("metadata")
                        .path("event_payload")
                        .path("key")
                        .asText())
                .isEqualTo("letter/" + changed.key());
        assertThat(buttons(card)).isEmpty();
    }

    @Test
    void aNoteStandsInTheThreadOfItsCard() {
        String card = show(letter(new Target.Channel(board()), "The card", "", null));
        Post note = post(show(letter(new Target.Under(board(), card), "The note", "", null)));
        assertThat(CAREERS + "/" + note.thread()).isEqualTo(card);
        assertThat(note.json().path("subtype").asText()).isEmpty();
    }

    @Test
    void anAnswerStandsWhereTheQuestionWasAsked() {
        Sent sent = asked(site.channel());
        Job job = site.job(sent);
        site.pause();
        String name = show(letter(
                new Target.Asked(board(), job.conversation(), job.key().message()), "The mentor's words", BEN, null));
        Post post = site.fake.see().post(sent.room().id(), name.replaceFirst(".*/", ""));
        assertThat(post.thread()).isEqualTo(sent.ts());
    }

    @Test
    void inADirectMessageTheAnswerStandsInItAndInNoThread() {
        String person = site.person();
        Sent sent = site.fake.directMessage(person, "what is drift?");
        site.awaitState(sent, Job.State.DELIVERED);
        Job job = site.job(sent);
        site.pause();
        String name = show(
                letter(new Target.Asked(board(), job.conversation(), job.key().message()), "In private", "", null));
        Post post = site.fake.see().post(sent.room().id(), name.replaceFirst(".*/", ""));
        assertThat(post.thread()).isEqualTo(post.ts());
    }

    @Test
    void whatOnePersonAskedForHimselfIsNeverAnsweredBeforeAll() {
        String person = site.person();
        String channel = site.channel();
        io.github.mlmentor.slack.fake.Delivery command = site.fake.slash(channel, person, "/mentor", "what is drift?");
        site.fake.see().awaitEphemerals(person, 1);
        Job job = site.job(channel, command.payload().path("trigger_id").asText());
        Letter letter =
                letter(new Target.Asked(board(), job.conversation(), job.key().message()), "For all", "", null);
        assertThat(port().show(letter)).isEqualTo(new Delivery.Undeliverable("private"));
        assertThat(port().amend(job, "corrected", "")).isEqualTo(new Delivery.Undeliverable("private"));
        assertThat(port().link(job)).isEmpty();
        assertThat(site.fake.see().posts(channel)).isEmpty();
    }

    @Test
    void aPersonIsWrittenToDirectly() {
        String person = site.person();
        Person learner = new Person(Platform.SLACK, site.fake.team().id(), person);
        Letter letter = letter(new Target.Direct(board(), learner), "Only for you", "", null);
        String name = show(letter);
        assertThat(name).startsWith(site.fake.direct(person) + "/");
        assertThat(show(again(letter))).as("the same letter again").isEqualTo(name);
        assertThat(site.fake.see().visible(site.fake.direct(person))).hasSize(1);
    }

    @Test
    void nobodyOfAnotherWorkspaceIsWrittenTo() {
        Person stranger = new Person(Platform.SLACK, "T0OTHER0001", BEN);
        Letter letter = letter(new Target.Direct(board(), stranger), "Not for you", "", null);
        assertThat(port().show(letter)).isEqualTo(new Delivery.Undeliverable("another_workspace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "500", "before", "after", "internal_error"})
    void aCardWhoseSendingBreaksIsShownOnce(String how) {
        Fault fault = Fault.on("chat.postMessage").inChannel(CAREERS);
        site.fake.fault(
                switch (how) {
                    case "429" -> fault.rateLimited(Duration.ofSeconds(1));
                    case "500" -> fault.status(500);
                    case "before" -> fault.dropBefore();
                    case "after" -> fault.dropAfter();
                    default -> fault.error("internal_error");
                });
        Letter letter = letter(new Target.Channel(board()), "Shown once after " + how, "", null);
        String name = show(letter);
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(show(again(letter))).isEqualTo(name);
        assertThat(cards("Shown once after " + how)).hasSize(1);
    }

    @Test
    void aCardThatAProcessLeftBehindIsFoundByTheNext() {
        Letter letter = letter(new Target.Channel(board()), "Before the crash", "", null);
        site.pause();
        String name = show(letter);
        site.crash();
        site.serve();
        assertThat(show(again(letter))).isEqualTo(name);
        assertThat(cards("Before the crash")).hasSize(1);
    }

    @Test
    void aCardWaitsWhileSlackDoesNotSayWhetherItIsThere() {
        Letter letter = letter(new Target.Channel(board()), "Not sure", "", null);
        site.pause();
        site.fake.fault(Fault.on("conversations.history").inChannel(CAREERS).status(500));
        assertThat(port().show(again(letter))).isInstanceOf(Delivery.Postponed.class);
        site.fake.fault(Fault.on("conversations.history").inChannel(CAREERS).error("missing_scope"));
        assertThat(port().show(again(letter))).isInstanceOf(Delivery.Delivered.class);
        assertThat(cards("Not sure")).hasSize(1);
    }

    @Test
    void whatSlackNeverTakesIsUndeliverable() {
        site.pause();
        site.fake.fault(Fault.on("chat.postMessage").inChannel(CAREERS).error("is_archived"));
        assertThat(port().show(letter(new Target.Channel(board()), "Too late", "", null)))
                .isEqualTo(new Delivery.Undeliverable("is_archived"));
        site.pause();
        String gone = CAREERS + "/1700000000.000001";
        assertThat(port().show(letter(new Target.Under(board(), gone), "Where?", "", null)))
                .isEqualTo(new Delivery.Undeliverable("thread_not_found"));
        assertThat(port().show(letter(new Target.Under(board(), "123456789"), "Where?", "", null)))
                .isInstanceOf(Delivery.Undeliverable.class);
    }

    @Test
    void aLetterIsOneMessageHoweverLongItIs() {
        String paragraph = "Word & <word> \"word\" ".repeat(60);
        String[] paragraphs = new String[30];
        java.util.Arrays.fill(paragraphs, paragraph);
        Letter letter = new Letter(
                key(),
                new Target.Channel(board()),
                new Reply.Panel("A long question", Document.of(paragraphs), actions()),
                "",
                null,
                false);
        Post card = post(show(letter));
        assertThat(card.shown()).contains("A long question", "…");
        assertThat(buttons(card)).containsExactly("m_claim", "m_answer");
        assertThat(cards("A long question")).hasSize(1);
    }

    @Test
    void anAnswerIsAmendedOnceAndKeepsWhatItSaid() {
        Sent sent = asked(site.channel());
        Post before = site.fake.see().answers(sent.room().id(), sent.ts()).get(0);
        String words = before.shown();
        JsonNode was = before.json();
        List<String> buttons = buttons(before);
        Job job = site.job(sent);
        String line = "Corrected by Ana <!here> & others";
        assertThat(port().amend(job, line, "https://mentor.example.org/knowledge/drift?a=1&b=2"))
                .isInstanceOf(Delivery.Delivered.class);
        assertThat(port().amend(job, line, "https://mentor.example.org/knowledge/drift?a=1&b=2"))
                .isInstanceOf(Delivery.Delivered.class);
        Post after = site.fake.see().answers(sent.room().id(), sent.ts()).get(0);
        assertThat(after.ts()).isEqualTo(before.ts());
        assertThat(after.shown())
                .containsOnlyOnce("Corrected by Ana")
                .contains(words.lines().findFirst().orElse("?"));
        assertThat(buttons(after)).isEqualTo(buttons);
        assertThat(after.json().path("blocks")).hasSize(was.path("blocks").size() + 1);
        assertThat(after.json().path("metadata")).isEqualTo(was.path("metadata"));
        assertThat(after.json().toString()).doesNotContain("<!here>");
        assertThat(site.fake.see().calls("chat.update").stream()
                        .filter(call -> call.argument("ts").equals(before.ts())
                                && call.arguments().toString().contains("Corrected"))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSecondAmendmentStandsBelowTheFirst() {
        Sent sent = asked(site.channel());
        Job job = site.job(sent);
        port().amend(job, "Corrected by Ana", "");
        port().amend(job, "Corrected by Ben", "");
        String shown =
                site.fake.see().answers(sent.room().id(), sent.ts()).get(0).shown();
        assertThat(shown).containsSubsequence("Corrected by Ana", "Corrected by Ben");
    }

    @Test
    void anAnswerThatWasDeletedCannotBeAmended() {
        Sent sent = asked(site.channel());
        Job job = site.job(sent);
        site.fake
                .happens()
                .delete(
                        sent.room().id(),
                        site.fake
                                .see()
                                .answers(sent.room().id(), sent.ts())
                                .get(0)
                                .ts());
        assertThat(port().amend(job, "Corrected by Ana", ""))
                .isEqualTo(new Delivery.Undeliverable("message_not_found"));
    }

    @Test
    void anAnswerInADirectMessageIsAmendedToo() {
        String person = site.person();
        Sent sent = site.fake.directMessage(person, "what is drift?");
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(port().amend(site.job(sent), "Corrected by Ana", "")).isInstanceOf(Delivery.Delivered.class);
        assertThat(site.fake.see().visible(sent.room().id()).get(1)).contains("Corrected by Ana");
    }

    @Test
    void theLinkOfAJobLeadsToItsAnswer() {
        Sent sent = asked(site.channel());
        Post answer = site.fake.see().answers(sent.room().id(), sent.ts()).get(0);
        assertThat(port().link(site.job(sent)).orElse(""))
                .contains(sent.room().id(), "p" + answer.ts().replace(".", ""));
        int before =
                site.fake.see().calls("chat.getPermalink|conversations.replies").size();
        assertThat(port().link(site.job(sent))).isPresent();
        assertThat(site.fake.see().calls("chat.getPermalink|conversations.replies"))
                .as("Slack is not asked twice")
                .hasSize(before);
    }

    @Test
    void groupsSayWhoIsAMentorAndAChangeIsSeenWithinAMinute() {
        String mentor = site.person();
        String curator = site.person();
        site.fake.team().group(SlackSite.MENTORS, mentor);
        site.fake.team().group(SlackSite.CURATORS, curator, mentor);
        site.later(Duration.ofMinutes(2));
        assertThat(rights(mentor)).isEqualTo(new Rights(true, true, false));
        assertThat(rights(curator)).isEqualTo(new Rights(false, true, false));
        assertThat(rights(site.person())).isEqualTo(Rights.NONE);
        assertThat(rights(site.person(true))).isEqualTo(Rights.ALL);
        site.fake.team().group(SlackSite.MENTORS);
        site.later(Duration.ofSeconds(61));
        assertThat(rights(mentor)).isEqualTo(new Rights(false, true, false));
    }

    @Test
    void peopleOfAGroupAreAskedForOnceAMinute() {
        site.later(Duration.ofMinutes(2));
        int before = site.fake.see().calls("usergroups.users.list").size();
        for (int i = 0; i < 5; i++) {
            rights(site.person());
        }
        assertThat(site.fake.see().calls("usergroups.users.list")).hasSize(before + 2);
    }

    @Test
    void whereSlackDoesNotSayThereAreNoRights() {
        String mentor = site.person();
        String admin = site.person(true);
        site.fake.team().group(SlackSite.MENTORS, mentor);
        site.later(Duration.ofMinutes(2));
        site.fake.fault(Fault.on("usergroups.users.list|users.info").times(20).error("fatal_error"));
        assertThat(rights(mentor)).isEqualTo(Rights.NONE);
        assertThat(rights(admin)).isEqualTo(Rights.NONE);
        site.fake.clearFaults();
        site.later(Duration.ofSeconds(6));
        assertThat(rights(mentor).mentor()).isTrue();
        assertThat(rights(admin)).isEqualTo(Rights.ALL);
    }

    @Test
    void withoutTheScopeForGroupsOnlyAdminsHaveRights() {
        String mentor = site.person();
        site.fake.team().group(SlackSite.MENTORS, mentor);
        site.later(Duration.ofMinutes(2));
        site.fake.team().scopes().remove("usergroups:read");
        try {
            assertThat(rights(mentor)).isEqualTo(Rights.NONE);
            assertThat(rights(ANA)).isEqualTo(Rights.ALL);
        } finally {
            site.fake.team().scopes().add("usergroups:read");
        }
    }

    @Test
    void aPersonsNamesAreThoseThatOthersSee() {
        assertThat(port().names(new Person(Platform.SLACK, site.fake.team().id(), BEN)))
                .containsExactly("ben");
        assertThat(port().names(new Person(Platform.SLACK, site.fake.team().id(), "U0NOBODY001")))
                .isEmpty();
    }

    @Test
    void thereIsOneBoardForTheWorkspace() {
        assertThat(port().boards()).containsExactly(board());
        Sent sent = asked(site.channel());
        assertThat(port().boardOf(site.job(sent))).contains(board());
        assertThat(port().isShared(site.job(sent))).isTrue();
        String person = site.person();
        Sent direct = site.fake.directMessage(person, "what is drift?");
        site.awaitState(direct, Job.State.DELIVERED);
        assertThat(port().isShared(site.job(direct))).isFalse();
    }

    private static MentorPort port() {
        return site.door().mentorPort();
    }

    private static Board board() {
        return new Board(Platform.SLACK, site.fake.team().id());
    }

    private static Rights rights(String person) {
        return port().rights(new Person(Platform.SLACK, site.fake.team().id(), person));
    }

    private static String key() {
        return "k" + NUMBER.incrementAndGet();
    }

    private static List<Action> actions() {
        return List.of(
                new Action("m_claim", "Claim", "1", Action.Weight.PRIMARY),
                new Action("m_answer", "Answer", "1", Action.Weight.NORMAL));
    }

    private static Letter letter(Target to, String words, String told, @Nullable String replaces) {
        return new Letter(
                key(), to, new Reply.Panel("A question", Document.of(words), actions()), told, replaces, false);
    }

    /** Shows it as the desk would: again and again until it is there. */
    private static String show(Letter letter) {
        for (int i = 0; i < 20; i++) {
            Delivery delivery = port().show(i == 0 ? letter : again(letter));
            if (delivery instanceof Delivery.Delivered delivered) {
                return delivered.message();
            }
            if (delivery instanceof Delivery.Undeliverable no) {
                throw new AssertionError(no.reason());
            }
            if (delivery instanceof Delivery.Postponed later && later.reason().equals("ratelimited")) {
                sleep(later.retryAfter());
            }
            site.pause();
        }
        throw new AssertionError("never shown");
    }

    private static Letter again(Letter letter) {
        return new Letter(letter.key(), letter.to(), letter.panel(), letter.told(), letter.replaces(), true);
    }

    /** The rate limits of the other side go by its own clock. */
    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Post post(String name) {
        return site.fake.see().post(CAREERS, name.replaceFirst(".*/", ""));
    }

    private static List<Post> cards(String words) {
        return site.fake.see().posts(CAREERS).stream()
                .filter(post -> post.shown().contains(words))
                .toList();
    }

    private static List<String> buttons(Post post) {
        return post.json().path("blocks").findValuesAsText("action_id");
    }

    private static Sent asked(String channel) {
        Sent sent = site.fake.mention(channel, BEN, "what is drift?");
        site.awaitState(sent, Job.State.DELIVERED);
        return sent;
    }
}
