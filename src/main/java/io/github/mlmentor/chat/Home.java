package io.github.mlmentor.chat;

import java.util.List;

/** The first page of the bot for one person: Slack's Home tab, the start of a direct message. */
public record Home(List<Part> parts) {
    public Home {
        parts = List.copyOf(parts);
    }

    /** A titled part of the page with its buttons. */
    public record Part(String title, Document body, List<Action> actions) {
        public Part {
            actions = List.copyOf(actions);
        }
    }
}
