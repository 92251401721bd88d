package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTalkTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GREETING | hi
                    GREETING | Hello there!
                    GREETING | hey mentor, how are you?
                    GREETING | good morning everyone :)
                    THANKS   | thanks
                    THANKS   | thank you so much, that helps
                    THANKS   | great answer, cheers
                    GOODBYE  | bye
                    GOODBYE  | see you tomorrow
                    ABOUT    | who are you
                    ABOUT    | what can you do for me?
                    ABOUT    | what kind of questions can i ask
                    ABOUT    | how do you work, is it chatgpt behind?
                    ABOUT    | are you human
                    ABOUT    | where do you get your answers from
                    ABOUT    | why didn’t you answer my question
                    ABOUT    | can you answer in spanish?
                    ABOUT    | help
                    HUMAN    | can i talk to a human
                    HUMAN    | can i speak with a mentor
                    PRIVACY  | do you store my messages
                    PRIVACY  | who can see my questions
                    PRIVACY  | delete my data
                    """)
    void itIsAnsweredWithoutTheKnowledge(SmallTalk kind, String text) {
        assertThat(SmallTalk.of(text)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hi, what is docker?",
                "thanks, and what is kubernetes?",
                "how do you get your first ml job",
                "how do you know when a model is good enough",
                "how do you answer behavioural questions",
                "what do you do as an ml engineer all day",
                "what should you know before learning ml",
                "what can you do with pytorch",
                "can you use sql in pandas",
                "where do you get data for portfolio projects",
                "what questions do they ask you in ml interviews",
                "what should i ask the interviewer",
                "which model do you use for tabular data",
                "why do you need to know statistics",
                "how do i talk to people at meetups",
                "how can i get people to use my model",
                "how do i get a mentor",
                "how do you store data in production",
                "should i remove my bootcamp from my cv",
                "is it free to learn ml",
                "test set",
                "help me choose between r and python"
            })
    void aQuestionIsAQuestionThoughItSaysYou(String text) {
        assertThat(SmallTalk.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"okok", "haha", "hi,", "hey.", "ok,", "thanks!", "love it", "so,", "!", "why do you ", "do you "
            })
    void noTextIsTooOddToBeLookedAt(String piece) {
        String odd = piece.repeat(3_000 / piece.length());

        assertThat(SmallTalk.of(odd)).isEmpty();
        assertThat(SmallTalk.of(odd + "zz9")).isEmpty();
        assertThat(SmallTalk.of(piece.repeat(200 / piece.length()) + "zz9")).isEmpty();
    }
}
