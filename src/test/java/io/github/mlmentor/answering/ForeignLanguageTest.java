package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignLanguageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    es | ¿Cómo puedo aprender machine learning sin dinero?
                    fr | Comment devenir ingénieur machine learning sans diplôme ?
                    de | Was macht ein ML Engineer eigentlich den ganzen Tag?
                    pt | Como eu posso mudar de carreira para machine learning?
                    it | Quali sono le competenze che servono per questo lavoro?
                    nl | Wat doet een machine learning engineer en hoe word ik dat?
                    tr | Makine öğrenmesi mühendisi olmak için ne öğrenmek gerekiyor?
                    pl | Jak zostać inżynierem i co trzeba umieć na początku?
                    ru | Чем занимается инженер машинного обучения?
                    ja | 機械学習エンジニアになるにはどうすればいいですか
                    zh | 机器学习工程师每天做什么
                    ko | 머신러닝 엔지니어는 무슨 일을 하나요
                    ar | ماذا يفعل مهندس تعلم الآلة
                    hi | मशीन लर्निंग इंजीनियर क्या करता है
                    el | Τι κάνει ένας μηχανικός μηχανικής μάθησης;
                    """)
    void anotherLanguageIsNamed(String code, String text) {
        assertThat(ForeignLanguage.of(text)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what does an ml engineer do",
                "docker vs kubernetes",
                "mle or data scientist",
                "pandas",
                "i was in a bootcamp, also did a course on la place transforms",
                "no idea where to start, me and math no friends",
                "What does 機械学習 mean?",
                "is en-de translation a good portfolio project",
                "how do i use σ and μ in a plot",
                "please me explain how is the work, my english is no good",
                "les paul guitar classifier as a project",
                "🤖🚀",
                "42"
            })
    void englishIsNotTakenForAnother(String text) {
        assertThat(ForeignLanguage.of(text)).isEmpty();
    }
}
