package io.github.mlmentor.discord.fake;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.BOT;
import static io.github.mlmentor.discord.fake.FakeDiscord.CAREERS;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.GENERAL;
import static io.github.mlmentor.discord.fake.FakeDiscord.HELP;
import static io.github.mlmentor.discord.fake.FakeDiscord.LOBBY;
import static io.github.mlmentor.discord.fake.FakeDiscord.MENTORS;
import static io.github.mlmentor.discord.fake.FakeDiscord.OUTSIDE;
import static io.github.mlmentor.discord.fake.FakeDiscord.PRIVATE;
import static io.github.mlmentor.discord.fake.FakeDiscord.TAG_HIRING;
import static io.github.mlmentor.discord.fake.FakeDiscord.TAG_SKILLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.ForumChannel;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.entities.channel.forums.ForumTagSnowflake;
import net.dv8tion.jda.api.entities.emoji.Emoji;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real JDA in two servers. */
class FakeDiscordTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final SampleBot bot = new SampleBot();
    private final JDA jda;

    FakeDiscordTest() throws InterruptedException {
        jda = bot.start(fake);
        jda.updateCommands().addCommands(SampleBot.commands()).complete();
    }

    @AfterEach
    void close() {
        jda.shutdownNow();
        fake.close();
    }

    private static <T> T there(@Nullable T thing) {
        if (thing == null) {
            throw new AssertionError("not there");
        }
        return thing;
    }

    private TextChannel general() {
        return there(jda.getTextChannelById(GENERAL));
    }

    private Interaction asked(String channel, String user, String question) {
        return fake.see().awaitFinished(fake.slash(channel, user, "mentor ask", Map.of("question", question)));
    }

    @Test
    void aCommandIsDeferredEditedAndFollowedUp() {
        Interaction use = asked(GENERAL, BEN, "what is überfitting?");
        assertThat(use.answer()).isEqualTo(Interaction.Answer.DEFERRED_REPLY);
        assertThat(use.latency()).isLessThan(Duration.ofSeconds(3));
        assertThat(use.versions())
                .containsExactly(
                        "is thinking...",
                        "Answer\nYou asked what is überfitting?\n[Helpful] [Why?]\n[Your role]\n[select]");
        assertThat(use.ephemeral()).isFalse();
        Post more = fake.see().awaitFollowups(use, 1).get(0);
        assertThat(more.reader()).isEqualTo(BEN);
        assertThat(fake.see().ephemerals(ANA)).isEmpty();
        assertThat(fake.see().visible(GENERAL)).containsExactly(use.reply().shown());
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void manyAskAtOnce() {
        List<Interaction> uses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            uses.add(fake.slash(GENERAL, BEN, "mentor ask", Map.of("question", "number " + i)));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(fake.see().awaitFinished(uses.get(i)).reply().shown()).contains("number " + i);
        }
        assertThat(fake.see().latencies())
                .hasSize(100)
                .last()
                .satisfies(slowest -> assertThat(slowest).isLessThan(Duration.ofSeconds(3)));
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aReplyCanBeForOnePersonAndTheCommandKnowsTheLanguage() {
        Interaction use = fake.see()
                .await(fake.use(Use.of(CAREERS, CHEN, "mentor ask")
                        .with("question", "secret")
                        .with("for", BEN)
                        .locale("de")));
        assertThat(use.ephemeral()).isTrue();
        assertThat(use.reply().shown()).isEqualTo("only for you");
        assertThat(fake.see().visible(CAREERS)).isEmpty();
        assertThat(bot.heard()).contains("/mentor ask in GERMAN by chen");
    }

    @Test
    void aButtonEditsItsMessageAndAMenuDefersAndEdits() {
        Post answer = asked(GENERAL, BEN, "hello").reply();
        Interaction chosen = fake.see().await(fake.select(answer, CHEN, "Your role", "Scientist"));
        fake.see().awaitReply(chosen, "For a sci");
        assertThat(chosen.answer()).isEqualTo(Interaction.Answer.DEFERRED_EDIT);
        Interaction clicked = fake.see().await(fake.click(answer, CHEN, "Helpful"));
        assertThat(clicked.answer()).isEqualTo(Interaction.Answer.EDIT);
        assertThat(answer.shown()).endsWith("[Thank you -]");
        Post another = asked(GENERAL, BEN, "who?").reply();
        assertThat(fake.see()
                        .await(fake.select(another, BEN, "who", CHEN))
                        .reply()
                        .shown())
                .isEqualTo("chen it is");
        assertThatThrownBy(() -> fake.click(answer, CHEN, "Thank you"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("disabled");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aButtonOpensAModalThatIsCheckedAndSent() {
        Post answer = asked(GENERAL, BEN, "hello").reply();
        fake.click(answer, CHEN, "why");
        assertThat(Observer.text(fake.see().awaitModal(CHEN, "Tell us why"))).contains("Reason");
        assertThat(fake.see().modal(BEN)).isNull();
        assertThatThrownBy(() -> fake.modalSubmit(CHEN, Map.of("Reason", "no"))).hasMessageContaining("3 to");
        Interaction sent = fake.see().await(fake.modalSubmit(CHEN, Map.of("reason", "because", "Level", "Senior")));
        assertThat(sent.reply().shown()).isEqualTo("Noted");
        assertThat(fake.see().modal(CHEN)).isNull();
        assertThat(bot.heard()).contains("because because[senior]");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void whatIsTypedGetsSuggestions() {
        Interaction typed = fake.see().await(fake.autocomplete(GENERAL, BEN, "mentor topic", "name", "gra"));
        assertThat(typed.choices()).containsExactly("gradient descent", "graph networks");
        assertThat(typed.latency()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aMessagesMenuHasTheMessage() {
        Sent said = fake.message(GENERAL, BEN, "is a PhD needed? @everyone");
        Interaction use = fake.see().await(fake.messageCommand(said.post(), CHEN, "Ask about this"));
        assertThat(use.reply().shown()).isEqualTo("About: is a PhD needed? @everyone");
        assertThat(use.reply().pings()).isEmpty();
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aCommandThatNobodyCouldSendIsNotSent() {
        assertThatThrownBy(() -> fake.slash(GENERAL, BEN, "mentor ask", Map.of()))
                .hasMessageContaining("question");
        assertThatThrownBy(() -> fake.slash(GENERAL, BEN, "mentor", Map.of())).hasMessageContaining("no whole");
        assertThatThrownBy(() -> fake.slash(GENERAL, BEN, "oracle", Map.of())).hasMessageContaining("no command");
        assertThatThrownBy(() -> fake.slash(GENERAL, BEN, "mentor topic", Map.of("name", "x", "y", "z")))
                .hasMessageContaining("no options [y]");
    }

    @Test
    void commandsAreCountedAndKeepTheirIds() {
        String id = fake.see().awaitCommand("", "mentor").path("id").asText();
        jda.updateCommands().addCommands(SampleBot.commands()).complete();
        assertThat(fake.see().overwrites()).isEqualTo(2);
        assertThat(fake.see().awaitCommand("", "mentor").path("id").asText()).isEqualTo(id);
        there(jda.getGuildById(ACME))
                .upsertCommand("only-here", "For this server")
                .complete();
        assertThat(fake.see().commands(ACME)).hasSize(1);
        assertThat(jda.retrieveCommands().complete()).hasSize(3);
    }

    @Test
    void aMentionIsAnsweredInAReplyThatPingsNobody() {
        Sent asked = fake.mention(GENERAL, BEN, "hello");
        assertThat(asked.told()).isTrue();
        Post answer = fake.see().awaitAnswers(GENERAL, 1).get(0);
        assertThat(answer.content()).isEqualTo("You said @Mentor hello");
        assertThat(answer.replyTo()).isEqualTo(asked.id());
        assertThat(answer.pings()).isEmpty();
        fake.see().awaitCalls("typing", 1);
        await().until(() -> bot.heard().contains("a bot: You said @Mentor hello"));
        fake.reply(answer, BEN, "and this?");
        fake.see().awaitAnswers(GENERAL, 2);
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void editsDeletionsAndReactionsAreTold() {
        Post post = fake.message(GENERAL, BEN, "first").post();
        fake.happens().edit(post, "second");
        fake.happens().react(post, CHEN, "👍");
        fake.happens().delete(post);
        await().until(() -> bot.heard()
                .containsAll(List.of(
                        "message: first", "edited: second", "reaction: 👍 by " + CHEN, "deleted: " + post.id())));
        assertThat(post.versions()).containsExactly("first", "second");
    }

    @Test
    void aLinkIsUnfoldedAndSystemMessagesComeToo() {
        Post post = fake.message(GENERAL, BEN, "see https://example.test/").post();
        fake.happens().unfurl(post, "An example");
        await().until(() -> bot.heard().contains("edited: see https://example.test/"));
        assertThat(post.versions()).hasSize(2);
        fake.happens().system(GENERAL, CHEN, 7);
        await().until(() -> bot.heard().contains("message: "));
    }

    @Test
    void channelsComeAndGo() {
        String id = fake.happens().channel("900000000100000077", "news", ACME).id();
        fake.mention(id, BEN, "hello");
        fake.see().awaitAnswers(id, 1);
        fake.happens().deny(id, Permissions.SEND_MESSAGES);
        TextChannel channel = there(jda.getTextChannelById(id));
        await().until(() -> !channel.canTalk());
        fake.happens().remove(id);
        await().until(() -> jda.getTextChannelById(id) == null);
        Room thread = fake.thread(fake.message(GENERAL, BEN, "topic").post(), BEN, "Talk");
        await().until(() -> jda.getThreadChannelById(thread.id()) != null);
        fake.happens().remove(thread.id());
        await().until(() -> jda.getThreadChannelById(thread.id()) == null);
    }

    @Test
    void directMessagesGoBothWays() {
        fake.directMessage(CHEN, "hello?");
        assertThat(fake.see().awaitAnswers(fake.direct(CHEN), 1).get(0).content())
                .isEqualTo("You said hello?");
        jda.openPrivateChannelById(BEN)
                .flatMap(channel -> channel.sendMessage("news"))
                .complete();
        assertThat(fake.see().visible(fake.direct(BEN))).containsExactly("news");
        fake.happens().closeDirect(BEN, true);
        assertThatThrownBy(() -> jda.openPrivateChannelById(BEN)
                        .flatMap(channel -> channel.sendMessage("more news"))
                        .complete())
                .asInstanceOf(InstanceOfAssertFactories.type(ErrorResponseException.class))
                .extracting(ErrorResponseException::getErrorResponse)
                .isEqualTo(ErrorResponse.CANNOT_SEND_TO_USER);
        Interaction use = asked(fake.direct(ANA), ANA, "here too");
        assertThat(use.reply().shown()).contains("here too");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aThreadUnderAMessageIsOpenedByTheBotOrByAPerson() {
        fake.message(GENERAL, BEN, "thread please");
        Room thread = fake.see().awaitThreads(GENERAL, 1).get(0);
        fake.see().awaitText(thread.id(), "in the thread");
        fake.mention(thread.id(), CHEN, "me too");
        fake.see().awaitText(thread.id(), "You said @Mentor me too");
        Room other = fake.thread(fake.message(CAREERS, BEN, "a topic").post(), BEN, "Discussion");
        fake.mention(other.id(), BEN, "hi");
        fake.see().awaitText(other.id(), "You said @Mentor hi");
        assertThat(asked(other.id(), BEN, "in there").reply().channel()).isEqualTo(other.id());
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aForumPostHasTagsAndIsAnswered() {
        Sent post = fake.forumPost(HELP, BEN, "Which course?", "I am lost <@" + BOT + ">", TAG_SKILLS);
        fake.see().awaitText(post.channel(), "You said I am lost @Mentor");
        assertThat(fake.see().threads(HELP).get(0).applied()).containsExactly(TAG_SKILLS);
        ForumChannel forum = there(jda.getForumChannelById(HELP));
        var made = forum.createForumPost("A summary", MessageCreateData.fromContent("all of it"))
                .setTags(ForumTagSnowflake.fromId(TAG_HIRING))
                .complete();
        assertThat(fake.see().visible(made.getThreadChannel().getId())).containsExactly("all of it");
        fake.requireTag(HELP);
        assertThatThrownBy(() -> forum.createForumPost("No tag", MessageCreateData.fromContent("x"))
                        .complete())
                .hasMessageContaining("40067");
    }

    @Test
    void aCommandThatAPersonInstalledWorksWhereTheBotIsNot() {
        Interaction use = fake.see().awaitFinished(fake.use(Use.of(OUTSIDE, BEN, "anywhere")));
        assertThat(use.reply().shown()).startsWith("Answer");
        assertThatThrownBy(() -> fake.slash(OUTSIDE, BEN, "mentor ask", Map.of("question", "x")))
                .hasMessageContaining("where the bot is not");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void peopleHaveRolesAndSendFiles() {
        fake.message(GENERAL, ANA, "my <@&" + MENTORS + ">", "cv.pdf");
        await().until(() -> bot.heard().contains("message: my <@&" + MENTORS + "> with 1 file by 1 role"));
        assertThat(fake.see().posts(GENERAL).get(0).pings()).containsExactly(MENTORS);
    }

    @Test
    void whatTheBotDoesNotSeeItIsNotTold() {
        assertThat(fake.message(PRIVATE, ANA, "unseen").told()).isFalse();
        fake.mention(LOBBY, CHEN, "seen");
        fake.see().awaitAnswers(LOBBY, 1);
        assertThat(bot.heard()).noneMatch(one -> one.contains("unseen"));
    }

    @Test
    void messagesAreReadChangedAndTakenAway() {
        fake.message(GENERAL, BEN, "one");
        Message sent = general().sendMessage("two").complete();
        sent.addReaction(Emoji.fromUnicode("🎉")).complete();
        assertThat(fake.see().post(GENERAL, sent.getId()).reactions("🎉")).isOne();
        sent.editMessage("three").complete();
        assertThat(general().getHistory().retrievePast(10).complete())
                .extracting(Message::getContentRaw)
                .containsExactly("three", "one");
        sent.delete().complete();
        assertThat(fake.see().visible(GENERAL)).containsExactly("one");
        general()
                .sendMessage("a file")
                .addFiles(FileUpload.fromData("plan".getBytes(StandardCharsets.UTF_8), "plan.md"))
                .complete();
        fake.see().awaitText(GENERAL, "a file\n{plan.md}");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aMessageOfComponentsIsShownAndStaysOne() {
        Message sent = general()
                .sendMessageComponents(TextDisplay.of("# A heading"))
                .useComponentsV2()
                .complete();
        Post post = fake.see().post(GENERAL, sent.getId());
        assertThat(post.shown()).isEqualTo("# A heading");
        assertThat(post.componentsV2()).isTrue();
        assertThatThrownBy(
                        () -> sent.editMessage("plain").useComponentsV2(false).complete())
                .isInstanceOf(Exception.class);
    }
}
