package io.github.mlmentor.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Articles that a test puts there, and a source that a test can take away. */
final class ScriptedSource implements ArticleSource {
    private final List<ArticleText> texts = new ArrayList<>();
    private int version;
    private String failure = "";
    private boolean stampFails;
    private boolean bug;

    /** From now on there is this, and nothing else. */
    ScriptedSource holds(String... markdown) {
        texts.clear();
        for (String text : markdown) {
            texts.add(new ArticleText("article-" + texts.size() + ".md", Profile.CURATED, text));
        }
        version++;
        return this;
    }

    /** From now on reading fails with this message, until it is empty. */
    void failsWith(String message, boolean withStamp) {
        failure = message;
        stampFails = withStamp;
    }

    /** The next version cannot be read for a reason that nobody has thought of. */
    void hasABug(boolean present) {
        bug = present;
        version++;
    }

    @Override
    public String stamp() {
        if (stampFails) {
            fail();
        }
        return Integer.toString(version);
    }

    @Override
    public List<ArticleText> read() {
        fail();
        if (bug) {
            throw new IllegalStateException("a bug");
        }
        return List.copyOf(texts);
    }

    private void fail() {
        if (!failure.isEmpty()) {
            throw new UncheckedIOException(failure, new IOException(failure));
        }
    }
}
