package io.github.mlmentor.chat;

import java.util.EnumSet;
import java.util.Set;

/** A run of text inside a {@link Block}. */
public sealed interface Span {
    <R> R fold(Cases<R> cases);

    /** One method for each kind of span. */
    interface Cases<R> {
        R text(Text text);

        R citation(Citation citation);

        R link(Link link);
    }

    /** How a text is set off. */
    enum Style {
        STRONG,
        EMPHASIS,
        CODE
    }

    /**
     * Words.
     *
     * @param text plain characters, never markup
     * @param styles none or more
     */
    record Text(String text, Set<Style> styles) implements Span {
        public Text {
            styles = styles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(styles));
        }

        /** Words without any style. */
        public Text(String text) {
            this(text, Set.of());
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.text(this);
        }
    }

    /**
     * A mark that says which source supports what stands before it.
     *
     * @param number the position of the source in {@link Reply.Answer#sources()}, from 1
     */
    record Citation(int number) implements Span {
        public Citation {
            if (number < 1) {
                throw new IllegalArgumentException("citations count from 1, not " + number);
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.citation(this);
        }
    }

    /**
     * A link. Only links that the guards know reach a reply.
     *
     * @param text what is shown
     * @param url absolute, http or https
     */
    record Link(String text, String url) implements Span {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.link(this);
        }
    }
}
