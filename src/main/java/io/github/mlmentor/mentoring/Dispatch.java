package io.github.mlmentor.mentoring;

/**
 * Something that is to be shown on a platform, once, or again whenever it changed.
 *
 * @param key its name, the same for every attempt
 * @param subject the id of what it is about
 * @param text what it says, where that does not follow from the subject; or empty
 */
public record Dispatch(String key, Board board, Kind kind, String subject, String text) {
    /** What is shown. */
    public enum Kind {
        /** A question on the mentors' board; follows its changes. */
        CARD,
        /** A mentor's words, to the learner. */
        ANSWER,
        /** Something that the learner is told about his question. */
        WORD,
        /** Something that mentors are told in the thread of a card. */
        NOTE,
        /** A contribution that waits to be decided; follows its changes. */
        DRAFT,
        /** A line under an answer that was corrected. */
        AMENDMENT,
        /** A question that nobody claimed, seen anew. */
        RAISED,
        /** What waits, once a day. */
        SUMMARY,
        /** What a week was like. */
        DIGEST
    }

    /** Whether it is shown again when its subject changes. */
    public boolean follows() {
        return kind == Kind.CARD || kind == Kind.DRAFT;
    }

    static Dispatch card(HandOver about) {
        return new Dispatch("card/" + about.id(), about.board(), Kind.CARD, about.id(), "");
    }

    static Dispatch answer(HandOver about, String words) {
        return new Dispatch(
                "answer/" + about.id() + "/" + about.version(), about.board(), Kind.ANSWER, about.id(), words);
    }

    static Dispatch word(HandOver about, String words) {
        return new Dispatch("word/" + about.id() + "/" + about.version(), about.board(), Kind.WORD, about.id(), words);
    }

    static Dispatch note(HandOver about, String words) {
        return new Dispatch("note/" + about.id() + "/" + about.version(), about.board(), Kind.NOTE, about.id(), words);
    }

    static Dispatch raised(HandOver about) {
        return new Dispatch("raised/" + about.id(), about.board(), Kind.RAISED, about.id(), "");
    }

    static Dispatch draft(Contribution about) {
        return new Dispatch("draft/" + about.id(), about.board(), Kind.DRAFT, about.id(), "");
    }

    static Dispatch amendment(Contribution about) {
        return new Dispatch("amendment/" + about.id(), about.board(), Kind.AMENDMENT, about.id(), "");
    }

    static Dispatch summary(Board board, java.time.LocalDate day) {
        String name = board.platform().name() + "/" + board.workspace() + "/" + day;
        return new Dispatch("summary/" + name, board, Kind.SUMMARY, day.toString(), "");
    }

    static Dispatch digest(Board board, java.time.LocalDate last) {
        String name = board.platform().name() + "/" + board.workspace() + "/" + last;
        return new Dispatch("digest/" + name, board, Kind.DIGEST, last.toString(), "");
    }
}
