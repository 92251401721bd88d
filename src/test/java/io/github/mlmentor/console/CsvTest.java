package io.github.mlmentor.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "|calc", "%x"})
    void whatASpreadsheetWouldCalculateIsMarkedAsText(String cell) {
        assertThat(new Csv().row(List.of(cell)).toString()).startsWith("\"'" + cell.charAt(0));
    }

    @Test
    void commasQuotesAndLinesStayInTheirCell() {
        assertThat(new Csv()
                        .row(List.of("a,b", "say \"so\"", "one\ntwo", 7, "plain"))
                        .toString())
                .isEqualTo("\"a,b\",\"say \"\"so\"\"\",\"one\ntwo\",7,plain\r\n");
    }
}
