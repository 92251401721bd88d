package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is done for every message must not become slower with all that was asked before. */
class QueryPlanTest {
    static final List<String> HOT = List.of(SqlInbox.PILED_UP, SqlInbox.OPEN, JobRows.NEXT, JobRows.DUE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("HOT")
    void onlyWhatIsOpenIsLookedAt(String sql) {
        try (Database database = Databases.sqlite(folder)) {
            List<Object> plan = database.read(handle -> handle.createQuery("explain query plan " + sql)
                    .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                    .bindMap(Map.of("platform", "p", "workspace", "w", "author", "a", "conversation", "c", "now", 1))
                    .map((row, context) -> (Object) row.getString("detail"))
                    .list());
            assertThat(plan)
                    .filteredOn(step -> step.toString().contains("job"))
                    .isNotEmpty()
                    .allMatch(step -> step.toString().contains("INDEX job_open"));
        }
    }
}
