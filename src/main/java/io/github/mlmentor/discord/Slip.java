package io.github.mlmentor.discord;

import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * What is stored with a rendered message for the way out, and taken off before Discord sees it.
 *
 * @param token of the interaction that is answered, or empty
 * @param interaction its id, or empty
 * @param application the app that it belongs to, or empty
 * @param onlyFor who sees the answer alone, or empty
 * @param asker who asked
 * @param asked the message that is answered, or empty
 * @param reply whether the answer points at it
 * @param title what a thread is called that is made for the answer
 * @param opening the first words, for notifications; a rendered message, or empty
 * @param state what a forum post is then, as {@link DiscordTags} has it, or empty
 * @param asks the questions behind the buttons, in their order
 */
record Slip(
        String token,
        String interaction,
        String application,
        String onlyFor,
        String asker,
        String asked,
        boolean reply,
        String title,
        String opening,
        String state,
        List<String> asks) {
    private static final String FIELD = "slip";

    Slip {
        asks = List.copyOf(asks);
    }

    /** Whether it answers an interaction. */
    boolean answersInteraction() {
        return !token.isEmpty();
    }

    /** Puts it onto a message. */
    String onto(String payload) {
        DataObject slip = DataObject.empty();
        put(slip, "token", token);
        put(slip, "interaction", interaction);
        put(slip, "application", application);
        put(slip, "only_for", onlyFor);
        put(slip, "asker", asker);
        put(slip, "asked", asked);
        put(slip, "reply", reply ? "yes" : "");
        put(slip, "title", title);
        put(slip, "opening", opening);
        put(slip, "state", state);
        if (!asks.isEmpty()) {
            slip.put("asks", DataArray.fromCollection(asks));
        }
        return DataObject.fromJson(payload).put(FIELD, slip).toString();
    }

    private static void put(DataObject slip, String field, String value) {
        if (!value.isEmpty()) {
            slip.put(field, value);
        }
    }

    /** Takes it off a message. */
    static Slip takenOff(DataObject payload) {
        DataObject slip = payload.optObject(FIELD).orElseGet(DataObject::empty);
        payload.remove(FIELD);
        List<String> asks = new ArrayList<>();
        slip.optArray("asks")
                .ifPresent(array -> array.stream(DataArray::getString).forEach(asks::add));
        return new Slip(
                slip.getString("token", ""),
                slip.getString("interaction", ""),
                slip.getString("application", ""),
                slip.getString("only_for", ""),
                slip.getString("asker", ""),
                slip.getString("asked", ""),
                !slip.getString("reply", "").isEmpty(),
                slip.getString("title", "Answer"),
                slip.getString("opening", ""),
                slip.getString("state", ""),
                asks);
    }
}
