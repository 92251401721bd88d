package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of admission, in order: who may ask at all, whether it was asked before, what was asked, how much was asked. Thread-safe. */
final class Rules {
    /** More turns of one conversation in so short a time are no conversation between a person and us. */
    private static final int MOST_TURNS = 20;

    private static final Duration TURNS_IN = Duration.ofMinutes(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TOMORROW = Duration.ofHours(12);
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Inbox inbox;
    private final Policies policies;
    private final Presence presence;
    private final Limits limits;
    private final Clock clock;

    Rules(Inbox inbox, Policies policies, Presence presence, Limits limits, Clock clock) {
        this.inbox = inbox;
        this.policies = policies;
        this.presence = presence;
        this.limits = limits;
        this.clock = clock;
    }

    /** Looks at a message; the stores are asked when a rule first needs them. */
    Examination examine(Offer offer) {
        Instant now = clock.instant();
        Inbox.Since since = new Inbox.Since(now.minus(TURNS_IN), now.minus(MINUTE), now.minus(DAY));
        return new Examination(
                offer,
                () -> offer.message().addressed() || isFollowUp(offer.message()),
                () -> policies.of(offer.message().key()),
                () -> inbox.census(
                        offer.message().key(), offer.message().conversation().id(), offer.person(), since, limits));
    }

    List<AdmissionRule> inOrder() {
        return List.of(
                this::bot,
                this::channelOff,
                this::notAddressed,
                this::outsider,
                this::optedOut,
                this::duplicate,
                this::attachmentOnly,
                this::empty,
                this::tooLong,
                this::turns,
                this::busy,
                this::userMinute,
                this::userDay,
                this::serverDay);
    }

    /** Whether a budget is spent that is to be met with answers from the knowledge alone. */
    boolean isKnowledgeOnly(Examination asked) {
        return isCounted(asked)
                && ((limits.atUserMinute() == Limits.AtLimit.KNOWLEDGE && isBeyondUserMinute(asked))
                        || (limits.atUserDay() == Limits.AtLimit.KNOWLEDGE && isBeyondUserDay(asked))
                        || (limits.atServerDay() == Limits.AtLimit.KNOWLEDGE && isBeyondServerDay(asked)));
    }

    /** Ourselves included: two programs that answer each other never stop. */
    private Optional<Admission> bot(Examination asked) {
        return ignoredIf(asked.message().author().bot(), "bot");
    }

    private Optional<Admission> channelOff(Examination asked) {
        Inbound.Message message = asked.message();
        boolean off = isInChannel(message) && asked.policy().mode() == ChannelPolicy.Mode.OFF;
        return ignoredIf(off, "channel_off");
    }

    private Optional<Admission> notAddressed(Examination asked) {
        Inbound.Message message = asked.message();
        if (asked.isAddressed()) {
            return Optional.empty();
        }
        ChannelPolicy.Mode mode = asked.policy().mode();
        boolean listens = mode == ChannelPolicy.Mode.AUTO || mode == ChannelPolicy.Mode.MENTOR;
        if (!listens) {
            return ignoredIf(true, "not_addressed");
        }
        return ignoredIf(!QuestionSigns.in(message.text()), "no_question");
    }

    /**
     * Whether something that nobody was mentioned in goes on with a conversation of ours: a question in a thread in which we were
     * asked before, or which we have answered, as long as nobody but the askers has written there since. When people talk to each other, we stay out.
     */
    private boolean isFollowUp(Inbound.Message message) {
        if (message.parent() == null || !QuestionSigns.in(message.text())) {
            return false;
        }
        String conversation = message.conversation().id();
        return inbox.lastOurs(conversation)
                .filter(kept ->
                        presence.lastSpoke(conversation).filter(kept::isBefore).isEmpty())
                .isPresent();
    }

    private Optional<Admission> outsider(Examination asked) {
        return declinedIf(
                asked.message().author().external() && !policies.welcomesOutsiders(),
                "outsider",
                Reason.NOT_ALLOWED,
                "I may only answer members of the organisation that runs me.",
                null);
    }

    private Optional<Admission> optedOut(Examination asked) {
        return ignoredIf(policies.hasOptedOut(asked.person()), "opted_out");
    }

    private Optional<Admission> duplicate(Examination asked) {
        return ignoredIf(asked.census().known(), "duplicate");
    }

    private Optional<Admission> attachmentOnly(Examination asked) {
        Inbound.Message message = asked.message();
        return declinedIf(
                message.text().isBlank() && message.attachments() > 0,
                "attachment_only",
                Reason.EMPTY,
                "I can't look at pictures or files. Tell me in words what it shows and what you would like to know.",
                null);
    }

    private Optional<Admission> empty(Examination asked) {
        return declinedIf(
                asked.message().text().isBlank(),
                "empty",
                Reason.EMPTY,
                "There was no question in that. Ask me something in a sentence or two.",
                null);
    }

    private Optional<Admission> tooLong(Examination asked) {
        return declinedIf(
                asked.message().text().length() > limits.characters(),
                "too_long",
                Reason.TOO_LONG,
                String.format(
                        Locale.ROOT,
                        "That is longer than I can read (%,d characters, and I stop at %,d). Could you send the question"
                                + " itself, with the two or three facts that matter?",
                        asked.message().text().length(),
                        limits.characters()),
                null);
    }

    /** A program that does not say that it is one is told once and then no more. */
    private Optional<Admission> turns(Examination asked) {
        if (!isCounted(asked)) {
            return Optional.empty();
        }
        int turns = asked.census().turns();
        if (turns > MOST_TURNS) {
            return ignoredIf(true, "turns");
        }
        return declinedIf(
                turns == MOST_TURNS,
                "turns",
                Reason.RATE_LIMIT,
                "We have said a great deal to each other in two minutes. Let us pause for a moment.",
                TURNS_IN);
    }

    private Optional<Admission> busy(Examination asked) {
        return declinedIf(
                asked.census().open() >= limits.open(),
                "busy",
                Reason.RATE_LIMIT,
                "More questions are waiting than I can answer soon. Please ask again in a few minutes.",
                SOON);
    }

    private Optional<Admission> userMinute(Examination asked) {
        return declinedIf(
                limits.atUserMinute() == Limits.AtLimit.DECLINE && isCounted(asked) && isBeyondUserMinute(asked),
                "user_minute",
                Reason.RATE_LIMIT,
                "Those were many questions in a minute. Please ask again in a minute.",
                MINUTE);
    }

    private Optional<Admission> userDay(Examination asked) {
        return declinedIf(
                limits.atUserDay() == Limits.AtLimit.DECLINE && isCounted(asked) && isBeyondUserDay(asked),
                "user_day",
                Reason.RATE_LIMIT,
                "You have asked " + limits.userDay()
                        + " questions within a day, which is as many as I may answer for one person. Please come back tomorrow.",
                TOMORROW);
    }

    private Optional<Admission> serverDay(Examination asked) {
        return declinedIf(
                limits.atServerDay() == Limits.AtLimit.DECLINE && isCounted(asked) && isBeyondServerDay(asked),
                "server_day",
                Reason.RATE_LIMIT,
                "This community has used up its questions for today. Please come back tomorrow.",
                TOMORROW);
    }

    private boolean isBeyondUserMinute(Examination asked) {
        return asked.census().userMinute() >= limits.userMinute();
    }

    private boolean isBeyondUserDay(Examination asked) {
        return asked.census().userDay() >= limits.userDay();
    }

    private boolean isBeyondServerDay(Examination asked) {
        return asked.census().serverDay() >= limits.serverDay();
    }

    private static boolean isCounted(Examination asked) {
        Platform platform = asked.message().key().platform();
        return platform == Platform.SLACK || platform == Platform.DISCORD;
    }

    private static boolean isInChannel(Inbound.Message message) {
        Conversation.Kind kind = message.conversation().kind();
        return kind == Conversation.Kind.CHANNEL
                || kind == Conversation.Kind.THREAD
                || kind == Conversation.Kind.PRIVATE_CHANNEL;
    }

    private static Optional<Admission> ignoredIf(boolean objectionable, String reason) {
        return objectionable ? Optional.of(new Admission.Ignored(reason)) : Optional.empty();
    }

    private static Optional<Admission> declinedIf(
            boolean objectionable, String rule, Reason reason, String sentence, @Nullable Duration retryAfter) {
        return objectionable
                ? Optional.of(new Admission.Declined(rule, reason, sentence, retryAfter))
                : Optional.empty();
    }
}
