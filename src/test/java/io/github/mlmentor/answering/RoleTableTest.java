package io.github.mlmentor.answering;

import static io.github.mlmentor.retrieval.FakeArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.FakeArticles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTableTest {
    private static final KnowledgeBase BASE = FakeArticles.base(
            article(
                    "analyst",
                    "Data analyst",
                    "Answers with numbers.",
                    "kind: role\naliases: [BI/reporting analyst]\nduties: [report, gone]\nskills: [sql, maths]",
                    "Text."),
            article(
                    "back-end-developer",
                    "Back-end developer",
                    "Builds services.",
                    "kind: role\naliases: [C++ developer, \"...\"]\nskills: [sql]\ntags: {course: ops}",
                    "Text."),
            article("mlops", "MLOps engineer", "Keeps models up.", "kind: role\ntags: {course: ops}", "Text."),
            article("scientist", "Data scientist", "Asks and tests.", "kind: role", "Text."),
            article("report", "Report to others", "Say it.", "kind: duty", "Text."),
            article("sql", "SQL", "Query.", "kind: skill\naliases: [data queries]", "Text."),
            article("maths", "Maths", "Count.", "kind: skill", "Text."));

    private static List<String> roles(String question) {
        return RoleTable.between(question, Map.of(), BASE)
                .map(table -> table.sources().stream().map(Source::id).toList())
                .orElse(List.of());
    }

    @Test
    void twoRolesStandSideBySideWithTheirDutiesAndSkills() {
        RoleTable table = RoleTable.between("data analyst or back-end developer?", Map.of(), BASE)
                .orElseThrow();

        assertThat(new Document(List.of(table.table())).plainText().lines())
                .containsExactly(
                        " | Data analyst | Back-end developer",
                        "In short | Answers with numbers. | Builds services.",
                        "Duties | Report to others | –",
                        "Skills | SQL; Maths | SQL");
        assertThat(table.sources())
                .containsExactly(
                        new Source("analyst", "Data analyst", ""),
                        new Source("back-end-developer", "Back-end developer", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data analyst vs back-end developer",
                "Data Analysts versus Back-End Developers",
                "data-analyst / back end developer",
                "the data analyst's and the back-end developer's day",
                "\"Data  analyst\"\nor (back-end developer)?",
                "is a BI / reporting analyst like a c++ developer",
            })
    void aRoleIsKnownHoweverItIsWritten(String question) {
        assertThat(roles(question)).containsExactly("analyst", "back-end-developer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "...",
                "s",
                "what does a data analyst do",
                "data analyst or data analyst",
                "data analyst or astronaut",
                "data analyst or SQL",
                "bigdata analyst vs mlopsengineer",
                "data analystic vs the scientistss",
            })
    void fewerThanTwoRolesAreNoComparison(String question) {
        assertThat(roles(question)).isEmpty();
    }

    @Test
    void moreThanThreeRolesDoNotFit() {
        assertThat(roles("data analyst, back-end developer, mlops engineer or data scientist?"))
                .hasSize(3);
    }

    @Test
    void aRoleOutsideTheScopeIsNotShown() {
        Map<String, String> scope = Map.of("course", "ops");

        assertThat(RoleTable.between("data analyst or back-end developer?", scope, BASE))
                .isEmpty();
        assertThat(RoleTable.between("mlops engineer or back-end developer or data analyst?", scope, BASE)
                        .orElseThrow()
                        .sources())
                .extracting(Source::id)
                .containsExactly("back-end-developer", "mlops");
    }

    @Test
    void anEmptyKnowledgeComparesNothing() {
        assertThat(RoleTable.between("data analyst or data scientist", Map.of(), KnowledgeBase.EMPTY))
                .isEmpty();
    }
}
