package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Grid;
import io.github.mlmentor.layout.Piece;
import io.github.mlmentor.layout.Run;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void whatFitsAPhoneStandsInColumns() {
        assertThat(shown(grid("Metric|Use", "precision|few false alarms", "recall|few misses")))
                .isEqualTo("""
                        ```
                        Metric     Use
                        ---------  ----------------
                        precision  few false alarms
                        recall     few misses
                        ```""");
    }

    @Test
    void aLittleTooWideIsWrappedInItsCells() {
        String shown =
                shown(grid("Metric|Good for", "precision|when false alarms are expensive", "recall|when misses are"));
        assertThat(shown).isEqualTo("""
                        ```
                        Metric     Good for
                        ---------  -------------------------
                        precision  when false alarms are
                                   expensive

                        recall     when misses are
                        ```""");
        assertThat(shown.lines().mapToInt(Characters::columns).max().orElse(0)).isLessThanOrEqualTo(Columns.WIDTH);
    }

    @Test
    void twoWideColumnsAreAListOfPairs() {
        String long1 = "a long explanation of what it is and of what it is good for, in every detail that matters here";
        assertThat(shown(grid("Term|Meaning", "drift|" + long1, "skew|" + long1)))
                .isEqualTo("**Term**: Meaning\n- **drift**: " + long1 + "\n- **skew**: " + long1);
    }

    @Test
    void twoThingsThatAreComparedStandInOneLine() {
        assertThat(shown(grid(
                        "Aspect|ML engineer|Data scientist",
                        "Main product|a running model behind a product|an answer, a decision, a prototype",
                        "On-call|in some teams|rarely")))
                .isEqualTo("""
                        **Aspect**: ML engineer / Data scientist
                        - **Main product**: a running model behind a product / an answer, a decision, a prototype
                        - **On-call**: in some teams / rarely""");
    }

    @Test
    void moreColumnsAreAListOfNamedCells() {
        assertThat(shown(grid(
                        "Role|Day to day|Background needed",
                        "ML engineer|ships and operates models in production systems|software engineering first",
                        "Researcher||publications")))
                .isEqualTo("""
                        **Role**
                        - **ML engineer**
                          - Day to day: ships and operates models in production systems
                          - Background needed: software engineering first
                        - **Researcher**
                          - Background needed: publications""");
    }

    @Test
    void wideCharactersAreCountedAsTheyAreDrawn() {
        assertThat(shown(grid("語|x", "日本語|y"))).contains("語      x\n------  -\n日本語  y");
    }

    @Test
    void aTableWithoutRowsStillNamesItsColumns() {
        String wide = "a column with a name that no phone can show at all";
        assertThat(shown(grid(wide + "|" + wide + "|c"))).contains("**" + wide + "**: " + wide + " / c");
    }

    private static String shown(Grid grid) {
        return Texts.of(Columns.of(new Piece.Table(1, grid, true, false)));
    }

    private static Grid grid(String header, String... rows) {
        return new Grid(
                cells(header), Arrays.stream(rows).map(ColumnsTest::cells).toList());
    }

    private static List<List<Run>> cells(String row) {
        return Arrays.stream(row.split("\\|", -1))
                .map(cell -> List.of(Run.plain(cell)))
                .toList();
    }
}
