package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Said;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.Team;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in every shape that Slack documents, and some that it does not. */
class SlackEventShapesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

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
        site.settle();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void programsAreNotAnsweredHoweverTheySayWhatTheyAre() {
        String channel = site.channel();
        String words = site.fake.team().mention() + " what is drift?";
        assertThat(site.ignored(site.fake.say(Said.in(channel, "", words).byBot("B0OTHER0001"))))
                .isTrue();
        assertThat(site.ignored(site.fake.say(Said.in(channel, CHEN, words).byApp("B0OTHER0001"))))
                .isTrue();
        assertThat(site.ignored(site.fake.say(Said.in(channel, "USLACKBOT", words))))
                .isTrue();
        assertThat(site.fake.see().answers(channel, "")).isEmpty();
    }

    @Test
    void itDoesNotAnswerItself() {
        String person = site.person();
        Sent sent = site.fake.directMessage(person, "what is drift?");
        site.awaitState(sent, Job.State.DELIVERED);
        site.settle();
        // Its own answer came back as an event and asked a question, so to say.
        assertThat(site.fake.see().deliveries())
                .anyMatch(delivery -> delivery.payload()
                        .path("event")
                        .path("channel")
                        .asText()
                        .equals(sent.room().id()));
        assertThat(site.fake.see().posts(sent.room().id())).hasSize(2);
    }

    @Test
    void anEditBeforeTheAnswerIsAnsweredAsEdited() {
        site.hold("before the edit");
        Sent sent = mention("what is this before the edit?");
        site.awaitAsked("before the edit", 1);
        site.fake.happens().edit(sent.room().id(), sent.ts(), site.fake.team().mention() + " what is bias?");
        site.fake.see().awaitQuiet();
        site.release("before the edit");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is bias?");
    }

    @Test
    void anEditWhileAPlaceholderIsShownLeavesOneMessage() {
        site.hold("shown and edited");
        Sent sent = mention("what is shown and edited?");
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        site.fake.happens().edit(sent.room().id(), sent.ts(), site.fake.team().mention() + " what is bias?");
        site.fake.see().awaitQuiet();
        site.release("shown and edited");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is bias?");
    }

    @Test
    void anEditAfterTheAnswerChangesTheAnswer() {
        Sent sent = mention("what is drift?");
        site.answer(sent);
        String ts = post(sent).ts();
        site.pause();
        site.fake.happens().edit(sent.room().id(), sent.ts(), site.fake.team().mention() + " what is bias?");
        site.fake.see().awaitText(sent.room().id(), sent.ts(), "Answer to: what is bias?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is bias?");
        assertThat(post(sent).ts()).isEqualTo(ts);
    }

    @Test
    void aPreviewThatSlackAddsIsNoEdit() {
        Sent sent = mention("what is https://example.org/drift?");
        site.answer(sent);
        ObjectNode event = changed(sent);
        ((ObjectNode) event.path("message"))
                .putArray("attachments")
                .addObject()
                .put("title", "Drift")
                .put("from_url", "https://example.org/drift");
        assertThat(acknowledged(event)).isTrue();
        assertThat(site.answer(sent)).startsWith("Answer to: what is");
        assertThat(site.asked("https://example.org/drift")).isEqualTo(1);
    }

    @Test
    void anEditThatAddsAMentionIsAQuestionNow() {
        Sent sent = site.fake.message(site.channel(), BEN, "what is drift?");
        assertThat(site.ignored(sent)).isTrue();
        site.fake.happens().edit(sent.room().id(), sent.ts(), site.fake.team().mention() + " what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
    }

    @Test
    void anEditOfSomethingThatWasNeverAskedIsNothing() {
        Sent sent = site.fake.message(site.channel(), BEN, "I like it here.");
        site.fake.see().await(sent);
        site.fake.happens().edit(sent.room().id(), sent.ts(), "I like it here. Do you?");
        assertThat(site.answers(sent)).isEmpty();
        assertThat(site.state(sent)).isNull();
    }

    @Test
    void aQuestionDeletedAfterItsAnswerLeavesNoWordsOfItInStore() {
        Sent sent = mention("what is my secret?");
        site.answer(sent);
        site.fake.happens().delete(sent.room().id(), sent.ts());
        SlackSite.until(() -> site.job(sent).text().isEmpty());
    }

    @Test
    void aReplyThatIsAlsoShownInTheChannelIsAnsweredOnce() {
        Sent talk = site.fake.message(site.channel(), CHEN, "I had an interview.");
        Sent sent =
                site.fake.say(Said.in(talk.room().id(), BEN, site.fake.team().mention() + " what do they ask?")
                        .inThread(talk.ts())
                        .broadcast());
        assertThat(site.answer(sent)).isEqualTo("Answer to: what do they ask?");
    }

    @Test
    void aFileWithWordsIsAnsweredByItsWords() {
        Sent sent = site.fake.say(Said.in(site.channel(), BEN, site.fake.team().mention() + " is this CV fine?")
                .file("cv.pdf"));
        assertThat(site.answer(sent)).isEqualTo("Answer to: is this CV fine?");
    }

    @Test
    void aFileWithoutWordsIsDeclinedWithTheReason() {
        Sent sent =
                site.fake.say(Said.in(site.fake.direct(site.person()), BEN, "").file("cv.pdf"));
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(site.fake.see().visible(sent.room().id()).get(1)).startsWith("I can't look at pictures or files.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel_join",
                "channel_leave",
                "channel_topic",
                "channel_purpose",
                "channel_name",
                "channel_archive",
                "channel_unarchive",
                "group_join",
                "pinned_item",
                "unpinned_item",
                "reminder_add",
                "ekm_access_denied",
                "bot_add",
                "bot_remove",
                "channel_convert_to_private",
                "assistant_app_thread",
                "message_replied",
                "document_mention",
                "huddle_thread",
                "a_subtype_of_tomorrow"
            })
    void whatIsNobodysQuestionIsIgnored(String subtype) {
        String channel = site.channel();
        site.policy(channel, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        Sent sent = site.fake.say(Said.in(channel, BEN, "<@U0BEN000001> set the topic: what is drift?")
                .with("subtype", subtype));
        assertThat(site.ignored(sent)).isTrue();
    }

    @Test
    void aMentionInAMeMessageIsAnsweredOnce() {
        Sent sent = site.fake.say(
                Said.in(site.channel(), BEN, "asks " + site.fake.team().mention() + " what drift is")
                        .with("subtype", "me_message"));
        assertThat(site.answer(sent)).isEqualTo("Answer to: asks what drift is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "what is <https://example.org/a?b=1&amp;c=2|this page> about? ~ what is this page about?",
                "what is <https://example.org/a> about? ~ what is https://example.org/a about?",
                "does <@U0CHEN00001|chen> know drift? ~ does chen know drift?",
                "does <@U0CHEN00001> know drift? ~ does somebody know drift?",
                "do <!subteam^S0MENTORS1|@mentors> know drift? ~ do @mentors know drift?",
                "do <!subteam^S0MENTORS1> know drift? ~ do everybody know drift?",
                "who in <#C0GENERAL01|general> knows drift? ~ who in #general knows drift?",
                "is 1 &lt; 2 &amp;&amp; 3 &gt; 2? ~ is 1 < 2 && 3 > 2?",
                "what is &amp;lt;b&amp;gt;? ~ what is &lt;b&gt;?",
                "what is 🤖 :robot_face: drift? ~ what is 🤖 :robot_face: drift?",
                "מה זה drift? ~ מה זה drift?",
                "ما هو الانحراف؟ what? ~ ما هو الانحراف؟ what?",
                "was heißt „Größe“? ~ was heißt „Größe“?",
                "what is *bold* _and_ `code`? ~ what is *bold* _and_ `code`?",
                "<!date^1392734382^{date}|18 Feb> what happened? ~ 18 Feb what happened?",
            })
    void slacksMarkupIsReadAsPeopleSeeIt(String written, String read) {
        Sent sent = mention(written);
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(site.job(sent).text()).isEqualTo(read);
    }

    @Test
    void theMentionMayStandAnywhereAndCarryAName() {
        Sent sent = mention("hi <@" + site.fake.team().botUser() + "|mentor>, what is "
                + site.fake.team().mention() + " drift?");
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(site.job(sent).text()).isEqualTo("hi , what is drift?");
    }

    @Test
    void theMentionOfAnotherProgramIsNoMentionOfThis() {
        assertThat(site.ignored(site.fake.message(site.channel(), BEN, "<@U0BOT000019> what is drift?")))
                .isTrue();
    }

    @Test
    void aMessageOfBlocksAloneIsAskedForAQuestion() {
        Sent sent = site.fake.say(Said.in(site.fake.direct(site.person()), BEN, "")
                .with("attachments", List.of(Map.of("fallback", "A card", "text", "what is drift?"))));
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(site.fake.see().visible(sent.room().id()).get(1)).startsWith("There was no question in that.");
    }

    @Test
    void whoIsOfAnotherOrganisationIsKnownAsSuch() {
        Team partner = site.fake.addTeam("Partner", null);
        site.fake.person("U0PARTNER01", "pat", partner, false);
        site.fake.channel(
                "C0CONNECT01",
                "connect",
                site.fake.team(),
                Room.Kind.CHANNEL,
                true,
                ANA,
                "U0PARTNER01",
                site.fake.team().botUser());
        Sent sent = site.fake.mention("C0CONNECT01", "U0PARTNER01", "what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
        assertThat(translated(sent.deliveries().get(0).payload()).author())
                .isEqualTo(new Author("U0PARTNER01", false, true));
        site.pause();
        Sent inside = site.fake.mention("C0CONNECT01", ANA, "what is bias?");
        site.answer(inside);
        assertThat(translated(inside.deliveries().get(0).payload()).author()).isEqualTo(Author.person(ANA));
    }

    @Test
    void anEventOfASharedChannelBelongsToTheWorkspaceThatInstalledUs() {
        Sent sent = mention("what is drift?");
        site.answer(sent);
        ObjectNode payload = sent.deliveries().get(0).payload();
        payload.put("team_id", "T0PARTNER01").put("context_team_id", "T0PARTNER01");
        payload.put("enterprise_id", "E0BIGCORP01").put("is_ext_shared_channel", true);
        assertThat(translated(payload).key().workspace())
                .isEqualTo(site.fake.team().id());
        payload.remove("authorizations");
        assertThat(translated(payload).key().workspace()).isEqualTo("T0PARTNER01");
        payload.putArray("authorizations").addObject().putNull("team_id").put("is_enterprise_install", true);
        assertThat(translated(payload).key().workspace()).isEqualTo("T0PARTNER01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"a_type_of_tomorrow\"}",
                "{\"type\":\"channel_rename\",\"channel\":{\"id\":\"C0GENERAL01\",\"name\":\"new\"}}",
                "{\"type\":\"reaction_added\"}",
                "{\"type\":\"reaction_added\",\"user\":\"U0ANA000001\",\"reaction\":\"mentor\",\"item\":{\"type\":\"message\"}}",
                "{\"type\":\"app_mention\"}",
                "{\"type\":\"app_mention\",\"channel\":\"C0GENERAL01\",\"text\":\"hi\"}",
                "{\"type\":\"app_mention\",\"channel\":\"C0GENERAL01\",\"user\":\"U0BEN000001\",\"text\":\"hi\"}",
                "{\"type\":\"message\"}",
                "{\"type\":\"message\",\"subtype\":\"message_changed\"}",
                "{\"type\":\"message\",\"subtype\":\"message_changed\",\"channel\":\"C0GENERAL01\",\"message\":{\"user\":\"U0BEN000001\",\"text\":\"x\"}}",
                "{\"type\":\"message\",\"subtype\":\"message_deleted\",\"channel\":\"C0GENERAL01\"}",
                "{\"type\":\"message\",\"subtype\":\"message_deleted\",\"channel\":\"C0GENERAL01\",\"deleted_ts\":\"1.000001\"}",
                "{\"type\":\"message\",\"channel\":\"C0GENERAL01\",\"user\":\"U0BEN000001\",\"text\":null,\"ts\":\"1.000002\"}",
                "{\"type\":\"message\",\"channel\":\"C0GENERAL01\",\"user\":\"U0BEN000001\",\"text\":\"x\",\"ts\":\"not a ts\"}",
                "{\"type\":\"message\",\"channel\":null,\"user\":null,\"text\":\"x\",\"ts\":null}",
                "{\"type\":\"member_joined_channel\"}",
                "{\"type\":\"app_home_opened\"}",
                "{\"type\":\"assistant_thread_started\"}",
                "{\"type\":\"assistant_thread_context_changed\",\"assistant_thread\":{}}",
                "{\"type\":\"tokens_revoked\"}",
            })
    void whatIsUnknownOrIncompleteIsAcknowledgedAndChangesNothing(String event) throws IOException {
        int before = site.questions().size();
        assertThat(acknowledged((ObjectNode) MAPPER.readTree(event))).isTrue();
        site.settle();
        assertThat(site.questions()).hasSize(before);
    }

    private static boolean acknowledged(ObjectNode event) {
        Delivery delivery = site.fake.event(event);
        return site.fake.see().await(delivery).acknowledged();
    }

    private static ObjectNode changed(Sent sent) {
        ObjectNode event = MAPPER.createObjectNode();
        event.put("type", "message")
                .put("subtype", "message_changed")
                .put("hidden", true)
                .put("channel", sent.room().id())
                .put("channel_type", "channel")
                .put("ts", "1795300000.000100");
        event.set("message", sent.post().json());
        event.set("previous_message", sent.post().json());
        return event;
    }

    private static Inbound translated(ObjectNode callback) {
        return new SlackTranslator((team, channel) -> false).event(callback).orElseThrow();
    }

    private static Sent mention(String text) {
        return site.fake.mention(site.channel(), BEN, text);
    }

    private static Post post(Sent sent) {
        return site.fake.see().answers(sent.room().id(), sent.ts()).get(0);
    }
}
