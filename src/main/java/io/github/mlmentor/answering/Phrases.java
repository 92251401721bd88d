package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.markdown.MarkdownReader;
import java.util.List;
import java.util.Locale;

/** The fixed sentences of the bot, in one place, so that it speaks with one voice. Thread-safe. */
final class Phrases {
    private static final String SUBJECT = "the work and the career of a machine-learning engineer";

    private static final List<Suggestion> FIRST_QUESTIONS = List.of(
            Suggestion.of("What does an ML engineer do all day?"),
            Suggestion.of("Which skills do I need to become an ML engineer?"),
            Suggestion.of("What is the difference between an ML engineer and a data scientist?"));

    Reply smallTalk(SmallTalk kind) {
        return switch (kind) {
            case GREETING ->
                Reply.Answer.plain(
                        Document.of(
                                "Hello! I answer questions about " + SUBJECT
                                        + ": what the role does, which skills it needs and how to get there. What would you like to know?"),
                        FIRST_QUESTIONS);
            case THANKS ->
                Reply.Answer.plain(
                        Document.of(
                                "You're welcome. If something is missing or wrong, tell me or a mentor; that is how I get better."),
                        List.of());
            case GOODBYE -> Reply.Answer.plain(Document.of("Goodbye, and good luck with your next step."), List.of());
            case ABOUT -> Reply.Answer.plain(about(), FIRST_QUESTIONS);
            case HUMAN ->
                Reply.Answer.plain(
                        Document.of(
                                "I am a program, not a person. To reach a person, ask in this community's mentor or help channel; a mentor reads along there.",
                                "If your question is about " + SUBJECT
                                        + ", try it on me first: it costs nobody's time."),
                        List.of());
            case PRIVACY ->
                Reply.Answer.plain(
                        Document.of(
                                "I keep what I need to answer you and to follow your conversation, under an opaque id and not under your name. What you say in a direct message is only ever used in that conversation.",
                                "Whoever runs me for this community decides how long it is kept; the file PRIVACY.md that comes with me says what is stored and how to have it exported or deleted."),
                        List.of());
        };
    }

    private static Document about() {
        return MarkdownReader.read("""
                I am ML Mentor, a program that answers questions about %s:

                - what the role does, day to day, and how it differs from its neighbours
                - which skills it needs, at which level, and how to learn and show them
                - how to get there from where you are, and how hiring works

                My answers come from articles that people wrote and review, and I name them under each answer so that you can check. I can be wrong or out of date. I do not decide legal, visa, medical or pay cases, and I do not replace a person: mentors do that.""".formatted(SUBJECT));
    }

    Reply empty() {
        return new Reply.Declined(
                Reason.EMPTY,
                Document.of("I could not find a question in that. Ask me something about " + SUBJECT
                        + ", in a sentence or two."),
                null);
    }

    Reply tooLong(int length) {
        return new Reply.Declined(
                Reason.TOO_LONG,
                Document.of("That is " + String.format(Locale.ROOT, "%,d", length) + " characters, and I read at most "
                        + String.format(Locale.ROOT, "%,d", Question.LIMIT)
                        + ". Please send the question itself with the two or three facts that matter for it."),
                null);
    }

    Document crisis() {
        return MarkdownReader.read("""
                I'm glad you said this, and I'm sorry that things are so heavy. I'm a program and not the right help for this, but there are people who are, right now.

                - If you or somebody else may be in danger, call your local emergency number now (112 in Europe, 911 in North America, 999 in the UK).
                - A crisis line answers day and night, free and in confidence. The website findahelpline.com lists the one for your country; in the US and Canada, call or text 988; in the UK and Ireland, call 116 123.
                - If you can, tell one person near you how you are, and do not stay alone with it.

                You matter more than any course or job.""");
    }

    Document personalCase(SensitiveTopics.Case kind) {
        return switch (kind) {
            case PAY ->
                Document.of(
                        "I don't judge a person's own offer or pay: I don't know your market, your contract or your life, and a confident number from me would do harm.",
                        "What helps: compare with several current sources for your town and level, ask two people who hire there, and weigh the whole offer, not the base alone. You can ask me how to find out what a role pays, or how to negotiate.");
            case LEGAL ->
                Document.of(
                        "I can't judge a legal case, and a wrong answer could cost you. Please ask somebody who may: an employment lawyer, a union, a legal-aid clinic or your university's advice service. Many give a first talk for free.",
                        "Bring the contract and the dates, and sign nothing before. I'm happy to help with the work itself.");
            case VISA ->
                Document.of(
                        "I can't judge a visa case: rules change and depend on details that I don't know. Please ask the immigration authority of the country, an accredited immigration adviser, or your employer's or university's international office.",
                        "You can ask me how to find employers that sponsor, or how to prepare for the job itself.");
            case MEDICAL ->
                Document.of(
                        "I can't give medical advice, and this deserves a real answer: please ask a doctor or a pharmacist, and don't change any medicine before you have. If it is acute, call your local emergency number.",
                        "When you want to talk about study load, deadlines or interviews, I'm here for that.");
        };
    }

    Document otherLanguage(String language) {
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return Document.of(
                "This looks like " + name
                        + ". I only have knowledge in English for now, and I would rather say so than guess. Please ask again in English; simple words are fine, and mistakes don't matter.");
    }

    Document notFound(boolean nearest) {
        return Document.of(
                "I don't have an answer to that in my knowledge, and I won't guess.",
                nearest
                        ? "The closest I have is below. If it misses your point, ask a mentor, or ask me again in other words."
                        : "Ask a mentor, or ask me again in other words.");
    }

    Reply offTopic() {
        return new Reply.OffTopic(
                Document.of("That is outside of what I know. I answer questions about " + SUBJECT
                        + ": what the role does, which skills it needs and how to get there."),
                FIRST_QUESTIONS);
    }

    Document clarify() {
        return Document.of("I can read that in two ways. Which one do you mean?");
    }

    Reply failed() {
        return new Reply.Apology(
                Reason.INTERNAL,
                Document.of(
                        "Something broke on my side and I could not answer. Your question was fine; please try again in a minute."));
    }
}
