package io.github.mlmentor.intake;

import io.github.mlmentor.chat.MessageKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Policies in maps. */
final class FakePolicies implements Policies {
    private final Map<String, ChannelPolicy> channels = new HashMap<>();
    private final Set<Person> out = new HashSet<>();

    @Override
    public ChannelPolicy of(MessageKey key) {
        return channels.getOrDefault(key.channel(), ChannelPolicy.DEFAULT);
    }

    @Override
    public void set(MessageKey key, ChannelPolicy policy) {
        channels.put(key.channel(), policy);
    }

    @Override
    public boolean hasOptedOut(Person person) {
        return out.contains(person);
    }

    @Override
    public void optOut(Person person, boolean nowOut) {
        if (nowOut) {
            out.add(person);
        } else {
            out.remove(person);
        }
    }
}
