package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveTopicsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PAY     | is 85k good for a junior mle in berlin? i got this offer yesterday
                    PAY     | am i underpaid? i make 45k after 3 years
                    PAY     | my manager offered me a 5% raise, should i push back
                    PAY     | which offer should i take, startup with equity or bank with more cash
                    PAY     | is my offer too low
                    PAY     | they want to pay me 25 dollars per hour, too low?
                    PAY     | how much should i charge per hour for a freelance ml project
                    PAY     | would you accept 90k with no equity
                    PAY     | company didn't pay my last 2 salaries, should i wait
                    LEGAL   | can my employer fire me for using chatgpt at work
                    LEGAL   | is it legal that they don't pay me overtime
                    LEGAL   | who owns the code i wrote on weekends, me or my company
                    LEGAL   | can i sue the bootcamp, they promised me a job
                    LEGAL   | they terminated me without notice, is this allowed
                    LEGAL   | can i break my 2 year bond
                    LEGAL   | they put me on a pip, should i resign
                    LEGAL   | can they take back the offer after i resigned from my old job
                    VISA    | my h1b got rejected, what now
                    VISA    | does an unpaid internship count for my opt
                    VISA    | can i work remotely for a us company on a tourist visa
                    VISA    | am i allowed to work more than 20 hours on my study permit
                    VISA    | how long can i stay in the uk after i got laid off
                    MEDICAL | should i take adderall to focus on studying
                    MEDICAL | is 400mg caffeine ok for me every day
                    MEDICAL | tingling in my fingers when i type, is it serious
                    MEDICAL | am i depressed or just burned out
                    MEDICAL | how do i come off my meds before the new job starts
                    MEDICAL | do i have adhd, i can't focus on a course for 10 minutes
                    """)
    void aCaseOfOnesOwnIsNotDecided(SensitiveTopics.Case kind, String text) {
        assertThat(SensitiveTopics.personalCase(text)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how do i negotiate my salary",
                "how do i find out what ml engineers earn in berlin",
                "they asked my salary expectations what should i say",
                "do ml engineers make more than data scientists",
                "should i pay 400 dollars for a certificate",
                "is a bootcamp for 8k worth it",
                "i have 10k images, learning rate 0.1, is it ok",
                "should i accept a small drop in accuracy for 30% lower latency",
                "how do i show work under nda in my portfolio",
                "can i switch from legal work to ml",
                "i am a tax consultant, how do i get into machine learning",
                "pip vs conda, which one should i use",
                "should i declare variables with types in python",
                "can my company adopt ml without a data team, what should i tell my boss",
                "how do i find companies that sponsor visas for juniors",
                "i have to opt for pytorch or tensorflow, which one should i take",
                "visa credit card fraud data, can i use it for a portfolio",
                "should i use h1 and h2 in my readme",
                "how do i diagnose overfitting, should i try dropout",
                "are these symptoms of overfitting, do i have too few data",
                "i have adhd, how do i study ml effectively",
                "i have anxiety before interviews how do i prepare",
                "i'm a doctor, can i become an ml engineer",
                "should i use a heart disease dataset for my portfolio",
                "i'm depressed about my f1 score lol, 0.31",
                "is a drug safe at 400mg, says the label"
            })
    void howToFindOutAndTheWordsOfTheTradeAreAnswered(String text) {
        assertThat(SensitiveTopics.personalCase(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"is it ", "should i ", "my company ", "i 5k ", "offer ", "they want me ", "signed "})
    void noTextIsTooOddToBeLookedAt(String piece) {
        assertThat(SensitiveTopics.personalCase(piece.repeat(3_000 / piece.length())))
                .isNotNull();
    }
}
