package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Inbound;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A message under examination; what the stores know of it is looked up when it is first needed, and once. One thread's. */
final class Examination {
    private final Offer offer;
    private final BooleanSupplier addressing;
    private final Supplier<ChannelPolicy> policies;
    private final Supplier<Inbox.Census> counting;
    private @Nullable Boolean addressed;
    private @Nullable ChannelPolicy policy;
    private Inbox.@Nullable Census census;

    Examination(
            Offer offer,
            BooleanSupplier addressing,
            Supplier<ChannelPolicy> policies,
            Supplier<Inbox.Census> counting) {
        this.offer = offer;
        this.addressing = addressing;
        this.policies = policies;
        this.counting = counting;
    }

    Offer offer() {
        return offer;
    }

    Inbound.Message message() {
        return offer.message();
    }

    Person person() {
        return offer.person();
    }

    /** Whether it was said to us, or goes on with a conversation of ours. */
    boolean isAddressed() {
        Boolean known = addressed;
        if (known == null) {
            known = addressing.getAsBoolean();
            addressed = known;
        }
        return known;
    }

    /** How to behave in the message's channel. */
    ChannelPolicy policy() {
        ChannelPolicy known = policy;
        if (known == null) {
            known = policies.get();
            policy = known;
        }
        return known;
    }

    /** What was asked before. */
    Inbox.Census census() {
        Inbox.Census known = census;
        if (known == null) {
            known = counting.get();
            census = known;
        }
        return known;
    }
}
