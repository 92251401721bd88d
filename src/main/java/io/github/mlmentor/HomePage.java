package io.github.mlmentor;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Home;
import java.util.List;

/** The first page of the bot: what it can do, with buttons to try, and what it keeps. */
final class HomePage {
    private static final List<String> EXAMPLES = List.of(
            "What does an ML engineer do all day?",
            "How do I become an ML engineer from software engineering?",
            "What is the difference between a data scientist and an ML engineer?");

    private HomePage() {}

    static Home page() {
        List<Action> examples = EXAMPLES.stream()
                .map(question -> new Action("suggest", question, question, Action.Weight.NORMAL))
                .toList();
        return new Home(List.of(
                new Home.Part(
                        "Ask about the work and the career of an ML engineer",
                        Document.of(
                                "Write to me here, mention me in a channel, or type /mentor and your question, which only you see the answer to."
                                        + " In a thread that I am part of, just go on asking.",
                                "Answers come from articles that people wrote and review, with their sources. When I do not know, I say so."),
                        examples),
                new Home.Part(
                        "What I keep",
                        Document.of("Questions and answers for a while, under an id and without your name."
                                + " /mentor privacy shows it, lets you have it, or has it forgotten."),
                        List.of())));
    }
}
