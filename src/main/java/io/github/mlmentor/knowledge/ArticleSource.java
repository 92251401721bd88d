package io.github.mlmentor.knowledge;

import java.util.List;

/**
 * Where articles come from. Thread-safe.
 *
 * <p>Both methods may block for I/O and throw {@link java.io.UncheckedIOException} when the source cannot be reached; the
 * library then keeps what it has.
 */
public interface ArticleSource {
    /** Changes whenever {@link #read} would return something else; cheap enough to ask every second. */
    String stamp();

    /** Everything there is, drafts included, in a stable order. */
    List<ArticleText> read();
}
