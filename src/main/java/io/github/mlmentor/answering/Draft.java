package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import java.util.List;

/**
 * An answer before the guards.
 *
 * @param body with citations that count {@code sources} from 1
 * @param sources what it cites
 */
record Draft(Document body, List<Source> sources) {
    Draft {
        sources = List.copyOf(sources);
    }
}
