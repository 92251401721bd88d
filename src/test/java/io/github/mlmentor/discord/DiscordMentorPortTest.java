package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CAREERS;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.HELP;
import static io.github.mlmentor.discord.fake.FakeDiscord.LOBBY;
import static io.github.mlmentor.discord.fake.FakeDiscord.MENTORS;
import static io.github.mlmentor.discord.fake.FakeDiscord.OTHER;
import static io.github.mlmentor.discord.fake.FakeDiscord.PRIVATE;
import static io.github.mlmentor.discord.fake.FakeDiscord.TAG_HIRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.discord.fake.Fault;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Use;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.mentoring.Target;
import io.github.mlmentor.rig.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mentoring shows in Discord, and what it asks of it. */
class DiscordMentorPortTest {
    private static final Board BOARD = new Board(Platform.DISCORD, ACME);
    private static final String REDIRECT = "https://mentor.example.org/console/back?from=discord";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path folder;

    private static DiscordSite site;
    private static MentorPort port;

    @BeforeAll
    static void open() {
        site = DiscordSite.closed(folder);
        site.mentors("800000000000000044," + MENTORS);
        site.curators("900000000200000077");
        site.fake.addRole(ACME, "900000000200000077", "Curators", 0);
        site.fake.addRole(ACME, "900000000200000078", "Moderators", Permissions.MANAGE_MESSAGES);
        site.fake.addRole(ACME, "900000000200000079", "Admins", Permissions.MANAGE_SERVER);
        site.script.answer("a long story", Script.says("The story goes on. ".repeat(190)));
        site.serve();
        port = site.door().mentorPort();
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

    private static Reply.Panel panel(String title, String body) {
        return new Reply.Panel(
                title, Document.of(body), List.of(new Action("m_claim", "Claim", "a question", Action.Weight.PRIMARY)));
    }

    private static String key() {
        return "test/" + NUMBER.incrementAndGet();
    }

    private static Letter card(String key, String title, boolean again) {
        return new Letter(key, new Target.Channel(BOARD), panel(title, "Who *knows* @everyone?"), "", null, again);
    }

    private static String shown(Delivery delivery) {
        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        return ((Delivery.Delivered) delivery).message();
    }

    private static Post post(String receipt) {
        String[] parts = receipt.split("/");
        return site.fake.see().post(parts[0], parts[1]);
    }

    @Test
    void theBoardsAreTheServersWithAMentorsChannel() {
        assertThat(port.platform()).isEqualTo(Platform.DISCORD);
        assertThat(port.boards()).containsExactly(BOARD);
        Sent sent = asked(site.channel(), BEN, "what is drift?");
        assertThat(port.boardOf(site.job(sent))).contains(BOARD);
        Sent elsewhere = asked(LOBBY, CHEN, "what is drift?");
        assertThat(port.boardOf(site.job(elsewhere))).isEmpty();
        Sent direct = site.fake.directMessage(BEN, "what is drift?");
        site.awaitState(direct, Job.State.DELIVERED);
        assertThat(port.boardOf(site.job(direct))).contains(BOARD);
    }

    private static Sent asked(String channel, String person, String text) {
        Sent sent = site.fake.mention(channel, person, text);
        site.awaitState(sent, Job.State.DELIVERED);
        return sent;
    }

    @Test
    void aCardIsAMessageWithAThreadForMentorsToReplyIn() {
        String receipt = shown(port.show(card(key(), "Who knows?", false)));
        Post card = post(receipt);
        assertThat(card.channel()).isEqualTo(CAREERS);
        assertThat(card.shown()).contains("Who knows?", "[Claim]");
        assertThat(card.pings()).isEmpty();
        assertThat(site.fake.see().threads(CAREERS)).anySatisfy(thread -> {
            assertThat(thread.id()).isEqualTo(card.id());
            assertThat(thread.name()).startsWith("Who knows?: Who");
        });
    }

    @Test
    void aCardThatMayHaveBeenShownIsLookedForFirst() {
        String key = key();
        site.fake.fault(Fault.on("message.create").inChannel(CAREERS).dropAfter());
        assertThat(port.show(card(key, "Once", false))).isInstanceOf(Delivery.Unknown.class);
        site.fake.settings().nonceLife(Duration.ZERO);
        String receipt = shown(port.show(card(key, "Once", true)));
        site.fake.settings().nonceLife(Duration.ofMinutes(3));
        assertThat(titled(CAREERS, "Once")).extracting(Post::id).containsExactly(receipt.split("/")[1]);
        assertThat(site.fake.see().threads(CAREERS)).anyMatch(thread -> receipt.endsWith(thread.id()));
    }

    private static List<Post> titled(String channel, String title) {
        return site.fake.see().answers(channel).stream()
                .filter(post -> post.shown().contains(title))
                .toList();
    }

    @Test
    void aCardWhoseThreadCouldNotBeOpenedIsTriedAgainAndShownOnce() {
        for (Fault fault : List.of(
                Fault.on("thread.create").status(500),
                Fault.on("thread.create").dropAfter(),
                Fault.on("thread.create").rateLimited(Duration.ofMillis(50)))) {
            String key = key();
            String title = "With trouble " + key;
            site.fake.fault(fault);
            assertThat(port.show(card(key, title, false))).isNotInstanceOf(Delivery.Delivered.class);
            DiscordSite.until(() -> port.show(card(key, title, true)) instanceof Delivery.Delivered);
            assertThat(titled(CAREERS, title)).hasSize(1);
            assertThat(site.fake.see().threads(CAREERS).stream()
                            .filter(thread -> thread.name().startsWith(title + ":")))
                    .hasSize(1);
        }
        // The thread that was there already is refused, as it should be.
        assertThat(site.violations())
                .allSatisfy(violation -> assertThat(violation.rule()).isEqualTo("thread_exists"));
    }

    @Test
    void whereNoThreadCanBeOpenedNotesReplyToTheCard() {
        site.fake.happens().deny(CAREERS, Permissions.CREATE_THREADS);
        site.awaitHeard();
        String receipt = shown(port.show(card(key(), "Threadless", false)));
        Post card = post(receipt);
        Letter note = new Letter(key(), new Target.Under(BOARD, receipt), panel("Note", "Raised."), "", null, false);
        assertThat(post(shown(port.show(note))).replyTo()).isEqualTo(card.id());
        site.fake.happens().deny(CAREERS, 0);
        site.awaitHeard();
        assertThat(site.fake.see().threads(CAREERS))
                .noneMatch(thread -> thread.id().equals(card.id()));
    }

    @Test
    void aCardWaitsUntilItMayBePostedAndTheOwnerIsToldOnce() {
        String key = key();
        site.fake.happens().deny(CAREERS, Permissions.SEND_MESSAGES);
        site.awaitHeard();
        for (boolean again : List.of(false, true)) {
            assertThat(port.show(card(key, "Unwritten", again)))
                    .isEqualTo(new Delivery.Postponed(Duration.ofMinutes(10), "discord_50013"));
        }
        assertThat(site.fake.see().answers(site.fake.direct(ANA)))
                .extracting(Post::shown)
                .filteredOn(told -> told.contains("asks the mentors"))
                .singleElement()
                .satisfies(told -> assertThat(told).contains("<#" + CAREERS + ">"));
        site.fake.happens().deny(CAREERS, 0);
        site.awaitHeard();
        shown(port.show(card(key, "Unwritten", true)));
        assertThat(titled(CAREERS, "Unwritten")).hasSize(1);
    }

    @Test
    void whereNoThreadCouldBeOpenedAnAnswerRepliesToTheQuestion() {
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        Sent sent = asked(channel, BEN, "what is drift?");
        Post answer = post(shown(port.show(answer(site.job(sent), BEN, "It is."))));
        assertThat(answer.channel()).isEqualTo(channel);
        assertThat(answer.replyTo()).isEqualTo(sent.id());
        assertThat(answer.pings()).containsExactly(BEN);
    }

    @Test
    void whatIsToBeSeenAnewStandsInTheChannelAndPointsAtItsCard() {
        String receipt = shown(port.show(card(key(), "Forgotten", false)));
        Letter raised = new Letter(
                key(), new Target.Beside(BOARD, receipt), panel("Nobody has claimed this", "Yet."), "", null, false);
        Post post = post(shown(port.show(raised)));
        assertThat(post.channel()).isEqualTo(CAREERS);
        assertThat(post.replyTo()).isEqualTo(post(receipt).id());
    }

    @Test
    void cardsAreEditedInTheirPlace() {
        String receipt = shown(port.show(card(key(), "Before", false)));
        Letter after = new Letter(
                key(),
                new Target.Channel(BOARD),
                new Reply.Panel("After", Document.of("Claimed by Ana."), List.of()),
                "",
                receipt,
                false);
        assertThat(port.show(after)).isEqualTo(new Delivery.Delivered(receipt));
        assertThat(post(receipt).shown()).contains("After", "Claimed by Ana.").doesNotContain("[Claim]", "Before");
        site.fake.happens().delete(post(receipt));
        assertThat(port.show(after)).isEqualTo(new Delivery.Undeliverable("discord_10008"));
        assertThat(site.violations()).hasSize(1);
    }

    @Test
    void aCardIsOneMessageHoweverMuchStandsInIt() {
        Reply.Panel much = new Reply.Panel(
                "Much",
                Document.of("*word* ".repeat(900), "last"),
                panel("", "").actions());
        String receipt = shown(port.show(new Letter(key(), new Target.Channel(BOARD), much, "", null, false)));
        assertThat(post(receipt).shown()).contains("[Claim]", "…");
        assertThat(titled(CAREERS, "Much")).hasSize(1);
    }

    @Test
    void notesStandInTheThreadOfTheirCardAndTellOnePersonAlone() {
        String receipt = shown(port.show(card(key(), "Told", false)));
        String thread = receipt.split("/")[1];
        Letter note = new Letter(
                key(),
                new Target.Under(BOARD, receipt),
                panel("For you", "Ben, <@" + CHEN + ">, @everyone."),
                BEN,
                null,
                false);
        Post told = post(shown(port.show(note)));
        assertThat(told.channel()).isEqualTo(thread);
        assertThat(told.shown()).startsWith("<@" + BEN + ">");
        assertThat(told.pings()).containsExactly(BEN);
        site.fake.happens().archive(thread);
        Letter later = new Letter(key(), new Target.Under(BOARD, receipt), panel("Later", "Again."), "", null, true);
        assertThat(post(shown(port.show(later))).channel()).isEqualTo(thread);
    }

    @Test
    void aMentorsAnswerStandsBelowTheQuestionAndTellsItsAsker() {
        Sent sent = asked(site.channel(), BEN, "what is drift?");
        Post inThread = post(shown(port.show(answer(site.job(sent), BEN, "It is."))));
        assertThat(inThread.channel()).isEqualTo(sent.id());
        assertThat(inThread.shown()).startsWith("<@" + BEN + ">").contains("It is.");
        assertThat(inThread.pings()).containsExactly(BEN);
        Sent further = site.fake.message(sent.id(), CHEN, "and what is bias?");
        site.awaitState(further, Job.State.DELIVERED);
        Post below = post(shown(port.show(answer(site.job(further), "", "It is, too."))));
        assertThat(below.replyTo()).isEqualTo(further.id());
        assertThat(below.pings()).isEmpty();
    }

    private static Letter answer(Job job, String told, String words) {
        return new Letter(
                "answer/" + job.id() + "/" + NUMBER.incrementAndGet(),
                new Target.Asked(BOARD, job.conversation(), job.key().message()),
                new Reply.Panel("A mentor answers", Document.of(words), List.of()),
                told,
                null,
                false);
    }

    @Test
    void anAnswerToACommandStandsBelowWhatTheBotSaid() {
        Interaction asked = command(false);
        Post bot = asked.reply();
        Post mentor = post(shown(port.show(answer(site.job(asked), BEN, "Ask your team."))));
        assertThat(mentor.channel()).isEqualTo(asked.room().id());
        assertThat(mentor.replyTo()).isEqualTo(bot.id());
        assertThat(port.isShared(site.job(asked))).isTrue();
    }

    private static Interaction command(boolean alone) {
        Interaction asked = site.fake.use(Use.of(site.channel(), BEN, "ask")
                .with("question", "who helps?")
                .with("private", alone));
        site.awaitState(asked, Job.State.DELIVERED);
        return asked;
    }

    @Test
    void whatOnlyTheAskerSawIsAnsweredToNobodyElse() {
        Interaction asked = command(true);
        assertThat(port.isShared(site.job(asked))).isFalse();
        assertThat(port.show(answer(site.job(asked), BEN, "Psst."))).isEqualTo(new Delivery.Undeliverable("private"));
        assertThat(port.amend(site.job(asked), "Corrected.", "")).isEqualTo(new Delivery.Undeliverable("private"));
        Sent direct = site.fake.directMessage(BEN, "who helps?");
        site.awaitState(direct, Job.State.DELIVERED);
        assertThat(port.isShared(site.job(direct))).isFalse();
        assertThat(port.isShared(site.job(asked(site.channel(), BEN, "who helps?"))))
                .isTrue();
    }

    @Test
    void aLongAnswerOfAMentorArrivesWholeAndOnce() {
        Sent sent = asked(site.channel(), BEN, "what is drift?");
        Letter letter = answer(site.job(sent), BEN, "Many words. ".repeat(500) + "The end.");
        site.fake.fault(Fault.on("message.create").inChannel(sent.id()).skip(1).dropAfter());
        assertThat(port.show(letter)).isInstanceOf(Delivery.Unknown.class);
        Letter again = new Letter(letter.key(), letter.to(), letter.panel(), letter.told(), letter.replaces(), true);
        shown(port.show(again));
        assertThat(titled(sent.id(), "Many words.")).hasSize(2);
        assertThat(titled(sent.id(), "The end.")).hasSize(1);
    }

    @Test
    void directLettersGoToOnePersonUnlessHeTakesNone() {
        String person = site.person();
        Letter letter = new Letter(
                key(),
                new Target.Direct(BOARD, new Person(Platform.DISCORD, ACME, person)),
                panel("For you alone", "An answer."),
                "",
                null,
                false);
        Post told = post(shown(port.show(letter)));
        assertThat(told.channel()).isEqualTo(site.fake.direct(person));
        assertThat(told.shown()).contains("An answer.", "[Claim]");
        site.fake.happens().closeDirect(person, true);
        Letter another = new Letter(key(), letter.to(), letter.panel(), letter.told(), letter.replaces(), false);
        assertThat(port.show(another)).isEqualTo(new Delivery.Undeliverable("dms_closed"));
    }

    @Test
    void whatDiscordAsksToWaitWithIsPostponed() {
        site.fake.fault(Fault.on("message.create").inChannel(CAREERS).rateLimited(Duration.ofMillis(300)));
        String key = key();
        assertThat(port.show(card(key, "Patience", false))).isInstanceOf(Delivery.Postponed.class);
        DiscordSite.until(() -> port.show(card(key, "Patience", true)) instanceof Delivery.Delivered);
        assertThat(titled(CAREERS, "Patience")).hasSize(1);
    }

    @Test
    void anAnswerIsAmendedOnceAndKeepsItsButtons() {
        Sent sent = asked(site.channel(), BEN, "what is drift?");
        Job job = site.job(sent);
        String url = "https://mentor.example.org/knowledge/drift";
        Delivery first = port.amend(job, "Corrected by *Ana*.", url);
        assertThat(port.amend(job, "Corrected by *Ana*.", url)).isEqualTo(first);
        Post answer = post(shown(first));
        assertThat(answer.shown())
                .containsOnlyOnce("[Corrected by \\*Ana\\*.](<" + url + ">)")
                .contains("Answer to: what is drift?", "[Delete]");
        assertThat(answer.shown().indexOf("Corrected"))
                .isLessThan(answer.shown().indexOf("[Delete]"));
        shown(port.amend(job, "Corrected again.", ""));
        assertThat(post(shown(first)).shown()).contains("Corrected by", "Corrected again.", "[Delete]");
    }

    @Test
    void whereThereIsNoRoomTheAmendmentStandsBelow() {
        Sent sent = asked(site.channel(), BEN, "tell a long story");
        Job job = site.job(sent);
        Post answer = site.answers(sent).get(0);
        String line = "Corrected. ".repeat(35).strip();
        shown(port.amend(job, line, ""));
        shown(port.amend(job, line, ""));
        assertThat(titled(sent.id(), line)).singleElement().satisfies(post -> {
            assertThat(post.replyTo()).isEqualTo(answer.id());
            assertThat(post.pings()).isEmpty();
        });
    }

    @Test
    void anAnswerThatIsGoneCannotBeAmended() {
        Sent sent = asked(site.channel(), BEN, "what is drift?");
        site.fake.happens().delete(site.answers(sent).get(0));
        assertThat(port.amend(site.job(sent), "Corrected.", "")).isEqualTo(new Delivery.Undeliverable("gone"));
    }

    @Test
    void anAnswerThatCannotBeReadNowIsAmendedLater() {
        Sent sent = asked(site.channel(), BEN, "what is drift?");
        site.fake.fault(Fault.on("message.list").inChannel(sent.id()).status(500));
        assertThat(port.amend(site.job(sent), "Corrected.", "")).isInstanceOf(Delivery.Postponed.class);
        shown(port.amend(site.job(sent), "Corrected.", ""));
    }

    @Test
    void linksLeadToAnswersThatEverybodyMayRead() {
        Sent sent = asked(site.channel(), BEN, "what is drift?");
        Post answer = site.answers(sent).get(0);
        String server = "https://discord.com/channels/" + ACME + "/";
        assertThat(port.link(site.job(sent))).contains(server + sent.id() + "/" + answer.id());
        site.fake.happens().delete(answer);
        assertThat(port.link(site.job(sent))).contains(server + sent.channel() + "/" + sent.id());
        Sent post = site.fake.forumPost(HELP, BEN, "A post", "what is bias?");
        Sent called = site.fake.mention(post.channel(), BEN, "please");
        site.awaitState(called, Job.State.DELIVERED);
        assertThat(port.link(site.job(called)).orElse("")).startsWith(server + post.channel() + "/");
        assertThat(port.link(site.job(command(true)))).isEmpty();
        site.fake.happens().deny(PRIVATE, 0);
        assertThat(port.link(site.job(asked(PRIVATE, BEN, "what is a secret?"))))
                .isEmpty();
        site.fake.happens().deny(PRIVATE, Permissions.VIEW_CHANNEL);
    }

    @Test
    void whatSomebodyMayDoFollowsFromHisRolesAndPermissions() {
        String mentor = site.person();
        String curator = site.person();
        String moderator = site.person();
        String admin = site.person();
        site.fake.grant(ACME, mentor, MENTORS);
        site.fake.grant(ACME, curator, "900000000200000077");
        site.fake.grant(ACME, moderator, "900000000200000078");
        site.fake.grant(ACME, admin, "900000000200000079");
        assertThat(rights(mentor)).isEqualTo(new Rights(true, false, false));
        assertThat(rights(curator)).isEqualTo(new Rights(false, true, false));
        assertThat(rights(moderator)).isEqualTo(new Rights(false, false, true));
        assertThat(rights(admin)).isEqualTo(Rights.ALL);
        assertThat(rights(ANA)).isEqualTo(Rights.ALL);
        assertThat(rights(site.person())).isEqualTo(Rights.NONE);
        assertThat(port.rights(new Person(Platform.DISCORD, OTHER, BEN))).isEqualTo(Rights.NONE);
        assertThat(port.rights(new Person(Platform.DISCORD, DiscordPlace.DIRECT, ANA)))
                .isEqualTo(Rights.NONE);
    }

    private static Rights rights(String user) {
        return port.rights(new Person(Platform.DISCORD, ACME, user));
    }

    @Test
    void whatSomebodyMayDoIsAtMostAMinuteOld() {
        String mentor = site.person();
        site.fake.grant(ACME, mentor, MENTORS);
        assertThat(rights(mentor).mentor()).isTrue();
        site.fake.revoke(ACME, mentor, MENTORS);
        site.later(Duration.ofSeconds(61));
        assertThat(rights(mentor)).isEqualTo(Rights.NONE);
    }

    @Test
    void whoCannotBeLookedUpMayDoNothing() {
        String mentor = site.person();
        site.fake.grant(ACME, mentor, MENTORS);
        site.fake.fault(Fault.on("member.get").status(500));
        assertThat(rights(mentor)).isEqualTo(Rights.NONE);
        assertThat(rights(mentor).mentor()).isTrue();
    }

    @Test
    void namesBeginWithTheOneThatOthersSee() {
        String person = site.person();
        site.fake.nickname(ACME, person, "Big Ben");
        List<String> names = port.names(new Person(Platform.DISCORD, ACME, person));
        assertThat(names).hasSize(3).startsWith("Big Ben");
        assertThat(names.get(1)).isEqualToIgnoringCase(names.get(2));
        int asked = site.fake.see().calls("member.get").size();
        site.later(Duration.ofMinutes(10));
        assertThat(port.names(new Person(Platform.DISCORD, ACME, person))).isEqualTo(names);
        assertThat(site.fake.see().calls("member.get")).hasSize(asked);
        assertThat(port.names(new Person(Platform.DISCORD, DiscordPlace.DIRECT, BEN)))
                .containsExactly("Ben", "ben");
        assertThat(port.names(new Person(Platform.DISCORD, ACME, "800000000000099999")))
                .isEmpty();
    }

    @Test
    void whoSignsInIsKnownInEachServerThatHasABoard() {
        SignIn signIn = site.door().signIn().orElseThrow();
        assertThat(signIn.platform()).isEqualTo(Platform.DISCORD);
        String address = signIn.address("a state & more", REDIRECT);
        assertThat(address).startsWith(site.fake.apiUrl() + "oauth2/authorize?").contains("state=a+state+%26+more");
        String code = site.fake.agree(BEN, address);
        assertThat(signIn.identify(code, REDIRECT)).containsExactly(new Person(Platform.DISCORD, ACME, BEN));
        assertThat(signIn.identify(code, REDIRECT)).isEmpty();
        String elsewhere = site.fake.agree(BEN, address);
        assertThat(signIn.identify(elsewhere, "https://evil.example.org")).isEmpty();
    }

    @Test
    void whoSharesNoBoardIsNobody() {
        SignIn signIn = site.door().signIn().orElseThrow();
        String stranger = site.stranger();
        String code = site.fake.agree(stranger, signIn.address("s", REDIRECT));
        assertThat(signIn.identify(code, REDIRECT)).isEmpty();
        site.fake.fault(Fault.on("oauth.token").dropAfter());
        String lost = site.fake.agree(BEN, signIn.address("s", REDIRECT));
        assertThat(signIn.identify(lost, REDIRECT)).isEmpty();
    }

    @Test
    void inAForumEachCardIsAPost(@TempDir Path other) {
        try (DiscordSite forum = DiscordSite.closed(other)) {
            forum.mentorChannels(HELP);
            forum.fake.requireTag(HELP);
            forum.serve();
            MentorPort there = forum.door().mentorPort();
            String key = key();
            forum.fake.fault(Fault.on("thread.create").dropAfter());
            assertThat(there.show(card(key, "In a forum", false))).isInstanceOf(Delivery.Unknown.class);
            String receipt = shown(there.show(card(key, "In a forum", true)));
            List<Room> posts = forum.fake.see().threads(HELP);
            assertThat(posts).singleElement().satisfies(post -> {
                assertThat(post.name()).startsWith("In a forum: Who");
                assertThat(post.applied()).containsExactly(TAG_HIRING);
                assertThat(receipt).isEqualTo(post.id() + "/" + post.id());
            });
            assertThat(shown(there.show(card(key, "In a forum", true)))).isEqualTo(receipt);
            shown(there.show(card(key(), "In a forum", false)));
            assertThat(forum.fake.see().threads(HELP)).hasSize(2);
            String note = shown(there.show(
                    new Letter(key(), new Target.Under(BOARD, receipt), panel("Note", "Raised."), "", null, false)));
            assertThat(note).startsWith(posts.get(0).id() + "/");
            Letter after =
                    new Letter(key(), new Target.Channel(BOARD), panel("Claimed", "By Ana."), "", receipt, false);
            assertThat(there.show(after)).isEqualTo(new Delivery.Delivered(receipt));
            assertThat(forum.violations()).isEmpty();
        }
    }

    @Test
    void aPostInAForumShowsHowItsQuestionStands(@TempDir Path other) {
        try (DiscordSite tagged = DiscordSite.closed(other)) {
            String waits = "900000000100000041";
            String answered = "900000000100000042";
            tagged.fake.tag(HELP, waits, "Needs a mentor");
            tagged.fake.tag(HELP, answered, "Answered");
            tagged.fake.happens().allow(HELP, Permissions.MANAGE_THREADS);
            tagged.serve();
            MentorPort there = tagged.door().mentorPort();
            Sent post = tagged.fake.forumPost(HELP, BEN, "Help", "@" + BEN);
            Sent called = tagged.fake.mention(post.channel(), BEN, "who knows?");
            tagged.awaitState(called, Job.State.DELIVERED);
            Job job = tagged.job(called);
            shown(there.show(card("card/" + job.id(), "Help", false)));
            DiscordSite.until(() -> tagged.fake.room(post.channel()).applied().equals(List.of(waits)));
            shown(there.show(answer(job, BEN, "Here you are.")));
            DiscordSite.until(() -> tagged.fake.room(post.channel()).applied().equals(List.of(answered)));
            assertThat(tagged.violations()).isEmpty();
        }
    }

    @Test
    void beforeItIsConnectedItAsksForPatience(@TempDir Path other) {
        try (DiscordSite closed = DiscordSite.closed(other)) {
            MentorPort early = DiscordDoor.from(closed.settings(), "", source -> "", closed.clock)
                    .orElseThrow()
                    .mentorPort();
            assertThat(early.boards()).isEmpty();
            assertThat(early.rights(new Person(Platform.DISCORD, ACME, ANA))).isEqualTo(Rights.NONE);
            assertThat(early.show(card(key(), "Early", false))).isInstanceOf(Delivery.Postponed.class);
        }
    }
}
