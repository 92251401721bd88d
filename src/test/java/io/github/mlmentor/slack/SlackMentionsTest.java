package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Call;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.Ephemeral;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that anybody wrote pings anybody, on whichever way it leaves. */
class SlackMentionsTest {
    private static final String NASTY =
            "@everyone @here @channel <!here> <!channel|x> <!subteam^S0MENTORS1> <@U0ANA000001>"
                    + " <#C0GENERAL01> &lt;!here&gt; @every@everyoneone *@here* `<!here>` <https://evil.example|click>";

    private static final Pattern ENTITY = Pattern.compile("<[!@#]");
    private static final Pattern FOREIGN = Pattern.compile("<https?://evil");
    private static final Pattern BROADCAST =
            Pattern.compile("@(channel|here|everyone|group)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> PINGING = Set.of("user", "usergroup", "broadcast", "channel");

    @TempDir
    private Path folder;

    private SlackSite site;

    @BeforeEach
    void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
    }

    @AfterEach
    void nobodyWasPinged() {
        site.settle();
        List<String> pings = new ArrayList<>();
        for (Call call : site.fake.see().calls("*")) {
            check(call.arguments(), call.method(), pings);
        }
        for (Delivery delivery : site.fake.see().deliveries()) {
            for (Delivery.Attempt attempt : delivery.attempts()) {
                if (!attempt.body().isEmpty()) {
                    check(SlackApi.json(attempt.body()), "ack", pings);
                }
            }
        }
        assertThat(pings).isEmpty();
        assertThat(site.violations()).isEmpty();
        site.close();
    }

    @Test
    void notByAnAnswerItsSourcesReadingsAndSuggestions() {
        site.answer("nasty", nasty());
        Sent sent = site.fake.mention(site.channel(), BEN, "what is nasty?");
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answers(sent)).isNotEmpty();
        Post answer = site.fake.see().answers(sent.room().id(), sent.ts()).get(0);
        site.pause();
        site.fake.see().await(site.fake.click(sent.room().id(), BEN, answer.ts(), "suggest"));
        site.settle();
        assertThat(site.fake.see().answers(sent.room().id(), sent.ts())).hasSize(2);
    }

    @Test
    void notByAnyOtherKindOfReply() {
        Document words = Document.of(NASTY);
        List<Suggestion> suggestions = List.of(new Suggestion(NASTY.substring(0, 75), NASTY));
        List<Reply> replies = List.of(
                new Reply.Clarification(words, suggestions),
                new Reply.NotFound(Reason.TOO_THIN, words, List.of(new Source("a", NASTY, NASTY)), suggestions),
                new Reply.OffTopic(words, suggestions),
                new Reply.Declined(Reason.SENSITIVE, words, null),
                new Reply.Apology(Reason.INTERNAL, words),
                new Reply.Panel(NASTY.substring(0, 140), words, List.of()));
        for (int i = 0; i < replies.size(); i++) {
            site.answer("reply " + i, replies.get(i));
            Sent sent = site.fake.mention(site.channel(), BEN, "what is reply " + i + "?");
            site.hurry(sent, Job.State.DELIVERED);
        }
    }

    @Test
    void notByTheQuotedQuestionOfACommandNorWhenItIsShared() {
        String person = site.person();
        String channel = site.channel();
        site.fake.slash(channel, person, "/mentor", NASTY);
        Ephemeral mine = site.fake.see().awaitEphemerals(person, 1).get(0);
        site.fake.click(mine, "share");
        SlackSite.until(() -> !site.fake.see().posts(channel).isEmpty());
        SlackSite.until(() -> site.fake.see().ephemerals(person).isEmpty());
    }

    @Test
    void notByCommandsThatRepeatWhatTheyWereTold() {
        String admin = site.person(true);
        String channel = site.channel();
        for (String text : List.of(
                "channel <!everyone>",
                "channel auto course=<!here>",
                "channel",
                "role <!here> @here",
                "skill @everyone")) {
            site.fake.see().await(site.fake.slash(channel, admin, "/mentor", text));
        }
        site.settle();
        site.fake.see().await(site.fake.slash(channel, admin, "/mentor", "privacy export"));
        SlackSite.until(() -> site.fake.see().ephemerals(admin).size() == 6);
        site.fake.happens().joined(channel, admin);
    }

    @Test
    void notByTheShortcutOnSomebodysMessage() {
        String person = site.person();
        Sent talk = site.fake.message(site.channel(), BEN, NASTY + " what?");
        site.fake.shortcut(talk.room().id(), person, talk.ts(), "ask_mentor");
        site.fake.see().awaitEphemerals(person, 1);
    }

    @Test
    void notByWhatIsShownBeforeTheAnswerIsThere() {
        site.partially(Document.of(NASTY));
        site.hold("slow");
        Sent sent = site.fake.mention(site.channel(), BEN, "what is slow?");
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        site.release("slow");
        site.hurry(sent, Job.State.DELIVERED);
    }

    @Test
    void notByWhatIsStreamed() {
        site.fake.settings().assistantAllowed(true);
        site.partially(Document.of(NASTY));
        site.hold("slow");
        String person = site.person();
        Sent first = site.fake.happens().assistantThreadStarted(person, site.channel());
        Sent sent = site.fake.directMessage(person, "what is slow?", first.ts());
        site.fake.see().awaitCalls("chat.startStream", 1);
        site.release("slow");
        site.hurry(sent, Job.State.DELIVERED);
    }

    @Test
    void notByADeclinedOrEditedQuestion() {
        Sent declined = site.fake.mention(site.channel(), BEN, NASTY + " why?".repeat(700));
        site.hurry(declined, Job.State.DELIVERED);
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.hurry(sent, Job.State.DELIVERED);
        site.fake.happens().edit(sent.room().id(), sent.ts(), site.fake.team().mention() + " what is " + NASTY + "?");
        site.fake.see().awaitCalls("chat.update", 1);
    }

    @Test
    void aLongAnswerUnderAQuoteFullOfMarksKeepsWithinTheLimits() {
        site.answer("&&&", SlackSite.says("The story goes on. ".repeat(500)));
        String person = site.person();
        site.fake.slash(site.channel(), person, "/mentor", "&&&" + "&<>@here ".repeat(60));
        site.fake.see().awaitEphemerals(person, 3);
        site.settle();
        for (Call call : site.fake.see().calls("response_url")) {
            assertThat(call.ok()).isTrue();
            assertThat(call.argument("text").length()).isLessThanOrEqualTo(4_000);
        }
    }

    private static Reply nasty() {
        Block.Paragraph paragraph =
                (Block.Paragraph) Document.of(NASTY).blocks().get(0);
        return new Reply.Answer(
                new Document(List.of(new Block.Heading(2, paragraph.spans()), paragraph, new Block.Code("", NASTY))),
                List.of(new Source("a", NASTY, NASTY)),
                List.of(new Reading("r", NASTY, "https://example.org/a", NASTY, NASTY, NASTY, NASTY)),
                Advice.FACT,
                null,
                Reply.Composer.MODEL,
                null,
                List.of(new Suggestion(NASTY.substring(0, 75), NASTY)));
    }

    /** Slack parses message texts and mrkdwn; rich text pings by its elements. */
    private static void check(JsonNode node, String where, List<String> pings) {
        if (node.isObject()) {
            String type = node.path("type").asText();
            if (PINGING.contains(type)) {
                pings.add(where + ": " + node);
            }
            boolean literal = type.equals("plain_text") || type.equals("text") || type.equals("link");
            for (String field : List.of("text", "markdown_text", "status", "title")) {
                String text = node.path(field).asText();
                boolean parsed = node.path(field).isTextual() && !literal;
                if (parsed
                        && (ENTITY.matcher(text).find()
                                || BROADCAST.matcher(text).find()
                                || FOREIGN.matcher(text).find())) {
                    pings.add(where + "." + field + ": " + text);
                }
            }
            if (node.path("link_names").asText("0").equals("1")
                    || node.path("parse").asText().equals("full")) {
                pings.add(where + " has names linked");
            }
        }
        node.forEach(child -> check(child, where, pings));
    }
}
