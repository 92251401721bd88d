package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrisisSignsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I want to kill myself",
                "i don’t want to live anymore",
                "everyone would be better off if i was gone",
                "life isn't worth living anymore since the layoff",
                "whats the easiest way to die",
                "i took a whole bottle of pills an hour ago",
                "i'm going to end it tonight",
                "i just want to fall asleep and never wake up",
                "my roommate says he is going to kill himself, what do i do",
                "my friend from class said she doesn't want to live anymore",
                "i'm gonna kms if this interview fails, not joking",
                "no one cares if i live or die",
                "i see no point in living",
                "nobody would notice if i was gone",
                "I have suicidal thoughts since my paper got rejected",
                "i'm thinking about suicide, my kaggle team threw me out",
                "i relapsed and cut my arms",
                "I'm standing on a bridge",
                "please tell my mom i love her. bye",
                "my husband threatened to kill me",
                "my boyfriend hits me and i'm scared to go home"
            })
    void aCrisisIsSeen(String text) {
        assertThat(CrisisSigns.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how do i kill a zombie process on linux",
                "how do i kill child processes of a dataloader",
                "this bug is killing me, why is my loss nan",
                "i'd kill for an internship",
                "my training died at epoch 3",
                "when i train the model, should i let it overfit first",
                "i train in the cloud and let it run at night, what does it cost",
                "is data science going to die because of ai",
                "i'd rather die than do leetcode, are there companies that don't ask it",
                "i die a little inside when i see notebooks in production",
                "how do i finish it all in 3 months",
                "i want to take my life to the next level with ai",
                "nobody will notice my cv if i have no degree",
                "no one will care about my kaggle rank if i have no experience",
                "i wrote a last message to the recruiter and got no answer",
                "i can't go on with linear algebra, too hard. skip it?",
                "is there a point in going on with tensorflow",
                "i don't want to be here anymore, in this dead end analyst job",
                "i don't want to live in the us, can i work remote",
                "i'm tired of living with my parents, which remote jobs are for juniors",
                "overdosing on tutorials, how do i stop and build something",
                "i shot myself in the foot by lying on my cv, what now",
                "should i cut myself off from social media to study",
                "i never want to wake up at 3am for an alert again",
                "how do i build a classifier that detects self-harm posts",
                "can we predict suicide risk from this dataset, which metric",
                "i feel like a fraud and everyone is better than me",
                "i feel burned out after 8 months of job search",
                "is there life after a phd"
            })
    void idiomsWorriesAndResearchAreNone(String text) {
        assertThat(CrisisSigns.in(text)).isFalse();
    }

    @Test
    void lineBreaksDoNotHideIt() {
        assertThat(CrisisSigns.in("I want to kill\nmyself")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"i ", "if i just ", "want to ", "i am really ", "my ", "not ", "took all "})
    void noTextIsTooOddToBeLookedAt(String piece) {
        assertThat(CrisisSigns.in(piece.repeat(3_000 / piece.length()))).isFalse();
    }
}
