package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.Ephemeral;
import io.github.mlmentor.slack.fake.Observer;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buttons, forms, shortcuts, the Home tab and the bot's arrival in a channel. */
class SlackClicksTest {
    private static final Suggestion[] THREE = {
        Suggestion.of("What is bias?"), Suggestion.of("What is variance?"), Suggestion.of("What is leakage?")
    };

    @TempDir
    static Path folder;

    private static SlackSite site;

    @BeforeAll
    static void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
        site.answer("with suggestions", SlackSite.says("There is more.", THREE));
        site.answer("a long story", SlackSite.says("The story goes on. ".repeat(500) + "The end."));
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
    void everySuggestionAsksItsOwnQuestionInTheThreadAndShowsWhatWasAsked() {
        Sent sent = mention(site.channel(), "what is it, with suggestions?");
        Post answer = answer(sent);
        List<String> actions = suggestions(answer);
        assertThat(actions).hasSize(3).doesNotHaveDuplicates();
        for (String action : actions) {
            site.pause();
            site.fake.see().await(site.fake.click(sent.room().id(), CHEN, answer.ts(), action));
            site.settle();
        }
        assertThat(site.fake.see().answers(sent.room().id(), sent.ts()))
                .extracting(Post::shown)
                .anySatisfy(shown -> assertThat(shown).startsWith("> What is bias?\nAnswer to: What is bias?"))
                .anySatisfy(shown -> assertThat(shown).startsWith("> What is variance?\nAnswer to: What is variance?"))
                .anySatisfy(shown -> assertThat(shown).startsWith("> What is leakage?\nAnswer to: What is leakage?"))
                .hasSize(4);
    }

    @Test
    void aSuggestionInADirectMessageIsAnsweredThereAndNotInAThread() {
        String person = site.person();
        Sent sent = site.fake.directMessage(person, "what is it, with suggestions?");
        site.awaitState(sent, Job.State.DELIVERED);
        Post answer = site.fake.see().posts(sent.room().id()).get(1);
        site.pause();
        site.fake.see().await(site.fake.click(sent.room().id(), person, answer.ts(), "suggest"));
        site.settle();
        assertThat(site.fake.see().visible(sent.room().id()))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("> What is bias?\nAnswer to: What is bias?");
    }

    @Test
    void aSuggestionUnderAPrivateAnswerIsAnsweredPrivately() {
        String person = site.person();
        String channel = site.channel();
        site.fake.slash(channel, person, "/mentor", "what is it, with suggestions?");
        Ephemeral mine = site.fake.see().awaitEphemerals(person, 1).get(0);
        site.fake.click(mine, "suggest#2");
        assertThat(site.fake.see().awaitEphemerals(person, 2).get(1).shown())
                .startsWith("> What is variance?\nAnswer to: What is variance?");
        assertThat(site.fake.see().posts(channel)).isEmpty();
    }

    @Test
    void aSuggestionClickedInAPrivateChannelIsKeptAsPrivate() {
        Sent sent = mention(site.channel(Room.Kind.GROUP), "what is it, with suggestions?");
        Post answer = answer(sent);
        site.pause();
        Delivery click = site.fake.see().await(site.fake.click(sent.room().id(), BEN, answer.ts(), "suggest"));
        String ts = click.payload().path("actions").path(0).path("action_ts").asText();
        assertThat(site.job(sent.room().id(), ts).conversation().isPrivate()).isTrue();
        assertThat(site.job(sent.room().id(), ts).conversation().id())
                .isEqualTo(site.job(sent).conversation().id());
    }

    @Test
    void goodAndBadAreRemembered() {
        Sent sent = mention(site.channel(), "what is drift?");
        Post answer = answer(sent);
        site.fake.see().await(site.fake.click(sent.room().id(), BEN, answer.ts(), "feedback", "positive"));
        assertThat(site.opinions(sent)).containsExactly(BEN + " true ");
        assertThat(site.fake.see().modal(BEN)).isNull();
    }

    @Test
    void whoFindsItBadAndClosesTheFormHasStillSaidThatItWasBad() {
        Sent sent = mention(site.channel(), "what is drift?");
        Post answer = answer(sent);
        String person = site.person();
        site.fake.see().await(site.fake.click(sent.room().id(), person, answer.ts(), "feedback", "negative"));
        site.fake.see().awaitModal(person, "m_wrong");
        site.fake.viewClose(person);
        assertThat(site.opinions(sent)).containsExactly(person + " false ");
    }

    @Test
    void severalPeopleHaveAnOpinionEachAndMayChangeIt() {
        Sent sent = mention(site.channel(), "what is drift?");
        Post answer = answer(sent);
        site.fake.see().await(site.fake.click(sent.room().id(), ANA, answer.ts(), "feedback", "negative"));
        site.fake.see().await(site.fake.click(sent.room().id(), BEN, answer.ts(), "feedback", "positive"));
        site.fake.see().await(site.fake.click(sent.room().id(), ANA, answer.ts(), "feedback", "positive"));
        assertThat(site.opinions(sent)).containsExactly(ANA + " true ", BEN + " true ");
    }

    @Test
    void theAskerDeletesTheAnswer() {
        Sent sent = mention(site.channel(), "what is drift?");
        site.fake.click(sent.room().id(), BEN, answer(sent).ts(), "delete");
        SlackSite.until(
                () -> site.fake.see().answers(sent.room().id(), sent.ts()).isEmpty());
    }

    @Test
    void aLongAnswerIsDeletedWhole() {
        Sent sent = site.fake.mention(site.channel(), BEN, "tell a long story");
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        while (site.state(sent) != Job.State.DELIVERED) {
            site.pause();
        }
        List<Post> parts = site.fake.see().answers(sent.room().id(), sent.ts());
        assertThat(parts).hasSizeGreaterThan(1);
        site.fake.click(sent.room().id(), BEN, parts.get(parts.size() - 1).ts(), "delete");
        SlackSite.until(
                () -> site.fake.see().answers(sent.room().id(), sent.ts()).isEmpty());
    }

    @Test
    void nobodyElseDeletesIt() {
        Sent sent = mention(site.channel(), "what is drift?");
        int before = site.fake.see().ephemerals(CHEN).size();
        site.fake.click(sent.room().id(), CHEN, answer(sent).ts(), "delete");
        assertThat(site.fake.see().awaitEphemerals(CHEN, before + 1).get(before).shown())
                .isEqualTo("Only whoever asked, and mentors, can take this answer away.");
        assertThat(site.fake.see().answers(sent.room().id(), sent.ts())).hasSize(1);
    }

    @Test
    void theShortcutAnswersSomebodyElsesQuestionPrivately() {
        String person = site.person();
        Sent talk = site.fake.message(site.channel(), CHEN, "does <@U0ANA000001|ana> know what drift is?");
        site.fake.see().await(site.fake.shortcut(talk.room().id(), person, talk.ts(), "ask_mentor"));
        assertThat(site.fake.see().awaitEphemerals(person, 1).get(0).shown())
                .startsWith("> does ana know what drift is?\nAnswer to: does ana know what drift is?");
        assertThat(site.fake.see().posts(talk.room().id())).hasSize(1);
    }

    @Test
    void theShortcutOnAMessageWithoutWordsSaysSo() {
        String person = site.person();
        Sent talk = site.fake.message(site.channel(), CHEN, "");
        site.fake.see().await(site.fake.shortcut(talk.room().id(), person, talk.ts(), "ask_mentor"));
        assertThat(site.fake.see().awaitEphemerals(person, 1).get(0).shown())
                .contains("There was no question in that.");
    }

    @Test
    void theHomeTabIsThereAsSoonAsItIsOpened() {
        String person = site.person();
        site.home(page());
        site.fake.happens().homeOpened(person);
        SlackSite.until(() -> site.fake.see().home(person) != null);
        assertThat(Observer.text(Objects.requireNonNull(site.fake.see().home(person))))
                .contains("Welcome");
    }

    @Test
    void anExampleOnTheHomeTabIsAnsweredInADirectMessage() {
        String person = site.person();
        site.home(page());
        site.fake.happens().homeOpened(person);
        SlackSite.until(() -> site.fake.see().home(person) != null);
        site.fake.see().await(site.fake.clickAtHome(person, "suggest"));
        assertThat(site.fake.see().awaitText(site.fake.direct(person), "", "Answer to"))
                .singleElement()
                .asString()
                .startsWith("> What is drift?\nAnswer to: What is drift?");
    }

    @Test
    void theHomeTabShowsWhatIsKeptAboutAPersonAndForgetsIt() {
        site.home(new Home(List.of(new Home.Part(
                "What I keep",
                Document.of("This and that."),
                List.of(
                        new Action(HomeView.EXPORT, "Show", "", Action.Weight.NORMAL),
                        new Action(HomeView.FORGET, "Forget me", "", Action.Weight.DANGER))))));
        String person = site.person();
        Sent sent = site.fake.directMessage(person, "what is a secret plan?");
        site.awaitState(sent, Job.State.DELIVERED);
        site.fake.happens().homeOpened(person);
        SlackSite.until(() -> site.fake.see().home(person) != null);
        site.fake.see().await(site.fake.clickAtHome(person, HomeView.EXPORT));
        SlackSite.until(() -> site.fake.see().modal(person) != null);
        assertThat(String.valueOf(site.fake.see().modal(person))).contains("what is a secret plan?");
        site.pause();
        site.fake.see().await(site.fake.clickAtHome(person, HomeView.FORGET));
        site.fake.see().awaitText(sent.room().id(), "", "Forgotten: 1 question");
        assertThat(site.state(sent)).isNull();
    }

    @Test
    void whoInvitesTheBotIsToldWhatItDoesAndNobodyElse() {
        String channel = site.channel();
        site.fake.happens().removed(channel);
        int before = site.fake.see().ephemerals(ANA).size();
        int others = site.fake.see().ephemerals(BEN).size();
        site.fake.happens().joined(channel, ANA);
        assertThat(site.fake.see().awaitEphemerals(ANA, before + 1).get(before).shown())
                .startsWith("Thank you for inviting me.");
        site.settle();
        assertThat(site.fake.see().ephemerals(ANA)).hasSize(before + 1);
        assertThat(site.fake.see().ephemerals(BEN)).hasSize(others);
        assertThat(site.fake.see().answers(channel, "")).isEmpty();
    }

    @Test
    void othersWhoJoinAreNotGreeted() {
        String channel = site.channel();
        String person = site.person();
        site.fake.happens().joined(channel, person, ANA);
        site.settle();
        assertThat(site.fake.see().ephemerals(person)).isEmpty();
    }

    private static Home page() {
        return new Home(List.of(new Home.Part(
                "Welcome",
                Document.of("Ask me."),
                List.of(new Action("suggest", "What is drift?", "What is drift?", Action.Weight.NORMAL)))));
    }

    private static Sent mention(String channel, String text) {
        Sent sent = site.fake.mention(channel, BEN, text);
        site.awaitState(sent, Job.State.DELIVERED);
        return sent;
    }

    private static Post answer(Sent sent) {
        return site.fake.see().answers(sent.room().id(), sent.thread()).get(0);
    }

    private static List<String> suggestions(Post post) {
        List<String> actions = new ArrayList<>();
        for (JsonNode block : post.json().path("blocks")) {
            for (JsonNode element : block.path("elements")) {
                String id = element.path("action_id").asText();
                if (SlackRenderer.actionOf(id).equals(SlackRenderer.SUGGEST)) {
                    actions.add(id);
                }
            }
        }
        return actions;
    }
}
