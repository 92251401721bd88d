package io.github.mlmentor.answering;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of words written as one text; a word may stand in it twice. */
final class WordList {
    private WordList() {}

    static Set<String> of(String words) {
        return Arrays.stream(words.split(" ")).collect(Collectors.toUnmodifiableSet());
    }
}
